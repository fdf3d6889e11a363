"""Web pages in the shapes that government sites publish, made from plans whose gold is known, and how they are read."""
