"""Pages that lie on their side or upside down: noticed when they read badly, and read again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .hocr import Line

if TYPE_CHECKING:
    from .image import Mask

_GOOD = 0.8  # how sure a word is that was read upright
_BAD_SHARE = 0.5  # of the characters read, in good words
_INK = 0.0015  # of the page; less is a stain or a page number


def good_chars(lines: Sequence[Line]) -> int:
    """The characters in words that were surely read."""
    return sum(len(word.chars) for line in lines for word in line if word.sure >= _GOOD and len(word.chars) > 1)


def other_turns(lines: Sequence[Line], dark: Mask) -> tuple[int, ...]:
    """The clockwise quarter turns worth trying: none where the lines were read well."""
    chars = sum(len(word.chars) for line in lines for word in line)
    if good_chars(lines) >= _BAD_SHARE * chars and chars > 0:
        return ()
    if dark.mean() < _INK:
        return ()
    return (1, 3) if _roughness(dark.sum(axis=0)) > _roughness(dark.sum(axis=1)) else (2,)


def _roughness(counts: Mask) -> float:
    """How much neighbouring rows differ: across the lines of a text they do most."""
    import numpy

    steps = numpy.diff(counts.astype(float))
    return float((steps * steps).sum() / max(1.0, float((counts.astype(float) ** 2).sum())))
