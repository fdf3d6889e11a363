"""Pages that lie on their side or upside down: noticed when they read badly, and read again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .hocr import Line

if TYPE_CHECKING:
    from .image import Mask

_GOOD = 0.8  # how sure a word is that was read upright
_BAD_SHARE = 0.5  # of the characters read, in good words
_STRIP = 0.09  # inches
_INK = 0.0015  # of the page; less is a stain or a page number


def good_chars(lines: Sequence[Line]) -> int:
    """The characters in words that were surely read."""
    return sum(len(word.chars) for line in lines for word in line if word.sure >= _GOOD and len(word.chars) > 1)


def other_turns(lines: Sequence[Line], dark: Mask, dpi: float) -> tuple[int, ...]:
    """The clockwise quarter turns worth trying: none where the lines were read well."""
    chars = sum(len(word.chars) for line in lines for word in line)
    if good_chars(lines) >= _BAD_SHARE * chars and chars > 0:
        return ()
    if dark.mean() < _INK:
        return ()
    return (1, 3) if _roughness(dark, 0, dpi) > _roughness(dark, 1, dpi) else (2,)


def _roughness(dark: Mask, axis: int, dpi: float) -> float:
    """How much neighbouring strips as high as small letters differ: across the lines of a text they do most."""
    import numpy

    counts = dark.sum(axis=axis).astype(float)
    strip = max(1, round(_STRIP * dpi))
    strips = counts[: len(counts) // strip * strip].reshape(-1, strip).sum(axis=1)
    steps = numpy.diff(strips)
    return float((steps * steps).sum() / max(1.0, float((strips * strips).sum())))
