"""How well and how fast the tokenizing core works, beside other segmenters."""
