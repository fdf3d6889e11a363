"""The runs of a paragraph of a word processor: their characters, what they look like, the font that shows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Run(NamedTuple):
    """`font` is the name of the font, "" where none is named."""

    text: str
    bold: bool = False
    font: str = ""


def all_bold(runs: Iterable[Run]) -> bool:
    """Whether all that is seen of a paragraph is bold, and something is."""
    seen = [run.bold for run in runs if run.text.strip()]
    return bool(seen) and all(seen)


def upper(text: str) -> str:
    """Capitals as "all caps" shows them, of the same length: "ß" stays."""
    capitals = text.upper()
    if len(capitals) == len(text):
        return capitals
    return "".join(up if len(up := char.upper()) == 1 else char for char in text)
