"""Quality on every gold set and format, beside the committed baseline."""
