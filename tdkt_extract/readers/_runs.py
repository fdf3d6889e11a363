"""The runs of a paragraph of a word processor: their characters, what they look like, what their font says of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from ..legacy import Encoding


class Run(NamedTuple):
    """`encoding` where the font is one of an encoding before Unicode."""

    text: str
    bold: bool = False
    encoding: Encoding | None = None


def styled(text: str, bold: bool, caps: bool, encoding: Encoding | None) -> Run:
    """A run as it stands in the file. Codes of a legacy font have no capitals until they are letters."""
    if not caps:
        return Run(text, bold, encoding)
    if encoding is None:
        return Run(_upper(text), bold)
    return Run(text, bold, replace(encoding, capitals=True))


def all_bold(runs: Iterable[Run]) -> bool:
    """Whether all that is seen of a paragraph is bold, and something is."""
    seen = [run.bold for run in runs if run.text.strip()]
    return bool(seen) and all(seen)


def _upper(text: str) -> str:
    """Capitals as "all caps" shows them, of the same length: "ß" stays."""
    upper = text.upper()
    if len(upper) == len(text):
        return upper
    return "".join(up if len(up := char.upper()) == 1 else char for char in text)
