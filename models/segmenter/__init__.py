"""The word segmentation model: its data, its training and its evaluation. README.md is its card."""
