"""The gold sets in other formats: made at run time, in a folder outside the project, and scored."""
