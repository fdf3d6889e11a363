"""The abbreviations that take their full stop with them, in composed and decomposed letters."""

from __future__ import annotations

import unicodedata

from ..rules import load_csv

_WRITTEN = [row["written"] for row in load_csv("token_abbreviations")]
ABBREVIATIONS = frozenset((*_WRITTEN, *(unicodedata.normalize("NFD", word) for word in _WRITTEN)))
