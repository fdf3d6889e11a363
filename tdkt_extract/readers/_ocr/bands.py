"""Bands of a page with text in two columns: letterhead, Nơi nhận beside the signature.

Lines side by side seldom stand on one height there, and Tesseract joins or loses those that stand between the lines of
the other column: each column is read for itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .image import reduced

if TYPE_CHECKING:
    from .image import Mask

_WORKING_DPI = 50.0
_GUTTER = 0.3  # inches: no word space is so wide
_BESIDE = 0.2  # inches of height with type on both sides: more than a line has
_BREAK = 0.06  # inches of height that may cross the gutter: specks, what is left of a stamp
_MIDDLE = 0.15  # of the text's width on either side: no column is so narrow
_MOST = 4  # bands on one page


@dataclass(frozen=True, slots=True)
class Band:
    """Rows of pixels from `top` to `bottom`, with one column to the left of `split` and one to the right."""

    top: int
    bottom: int
    split: int


def find_bands(dark: Mask, dpi: float) -> list[Band]:
    import numpy

    step = max(1, round(dpi / _WORKING_DPI))
    ink = reduced(dark, step).copy()
    working = dpi / step
    bands: list[Band] = []
    while len(bands) < _MOST:
        columns = numpy.flatnonzero(ink.any(axis=0))
        if not len(columns):
            break
        found = _widest(ink, int(columns[0]), int(columns[-1]) + 1, working)
        if found is None:
            break
        ink[found.top : found.bottom] = False
        bands.append(Band(found.top * step, found.bottom * step, found.split * step))
    return bands


def _widest(ink: Mask, left: int, right: int, dpi: float) -> Band | None:
    """The band with most type side by side."""
    import numpy

    gutter, least = round(_GUTTER * dpi), _BESIDE * dpi
    counts = numpy.zeros((ink.shape[0], ink.shape[1] + 1), dtype=numpy.int32)
    numpy.cumsum(ink, axis=1, out=counts[:, 1:])
    margin = round(_MIDDLE * (right - left))
    best: list[tuple[int, int, int, int]] = []  # all that are alike: the gutter is wider than the one looked for
    for x in range(left + margin, right - margin - gutter):
        white = counts[:, x + gutter] == counts[:, x]
        beside = white & (counts[:, x] > 0) & (counts[:, -1] > counts[:, x + gutter])
        if beside.sum() < least:
            continue
        for top, bottom in _stretches(white, round(_BREAK * dpi)):
            count = int(beside[top:bottom].sum())
            if count >= least and (not best or count >= best[0][0]):
                kept = best if best and count == best[0][0] else []
                best = [*kept, (count, top, bottom, x + gutter // 2)]
    if not best:
        return None
    _, top, bottom, split = best[len(best) // 2]
    blank = ~ink[top:bottom].any(axis=1)
    edges = numpy.flatnonzero(blank)
    if bottom < ink.shape[0] and len(edges):  # the line below begins higher elsewhere than at the gutter
        bottom = top + int(edges[-1]) + 1
    if top > 0 and len(edges):
        top += int(edges[0])
    return Band(top, bottom, split) if bottom > top else None


def _stretches(white: Mask, most: int) -> list[tuple[int, int]]:
    """Where `white` holds, but for breaks of at most so many rows."""
    import numpy

    edges = numpy.flatnonzero(numpy.diff(white.astype(numpy.int8), prepend=0, append=0))
    found: list[tuple[int, int]] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if found and start - found[-1][1] <= most:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found
