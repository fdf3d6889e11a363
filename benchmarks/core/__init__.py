"""Benchmarks of the tokenizing core: quality of word segmentation and speed against its peers."""
