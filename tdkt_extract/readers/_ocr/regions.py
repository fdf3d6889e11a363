"""Parts of a page that are read for themselves: the cells of its ruled tables, columns, and what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from ..pdf.grid import Grid, find_grids
from .bands import find_bands
from .hocr import Line, parse
from .prepare import POINTS, Prepared
from .tesseract import Engine

if TYPE_CHECKING:
    from .image import Mask, Pixels

_AUTOMATIC = 3  # Tesseract's page segmentation modes: finds columns and blocks itself;
_BLOCK = 6  # one block of text
_INSET = 0.012  # inches from the middle of a rule to what is in the cell
_MARGIN = 0.05  # inches of white around a cell
_INK = 0.0012  # square inches of ink: a full stop has less
_MOST_CELLS = 2000
_WHITE = 255

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""
Part: TypeAlias = "tuple[int, int, Pixels]"
"""Left, top and the pixels of a box with white around it."""


def read_regions(page: Prepared, engine: Engine) -> list[Line]:
    """The lines of the page, in its pixels."""
    grids = [grid for grid in find_grids(page.rules) if len(grid.cells) <= _MOST_CELLS]
    scale = page.dpi / POINTS
    rest, dark = page.grey.copy(), page.dark.copy()
    for grid in grids:
        _blank(rest, dark, tuple(round(side * scale) for side in grid.box))
    parts = _parts(_cells(grids, page.dpi), page.grey, page.dark, page.dpi)
    bands = find_bands(dark, page.dpi)
    columns = [
        (left, band.top, right, band.bottom)
        for band in bands
        for left, right in ((0, band.split), (band.split, rest.shape[1]))
    ]
    # A band may run past a table, whose cells are blank here.
    parts += _parts(columns, rest, dark, page.dpi)
    for band in bands:
        _blank(rest, dark, (0, band.top, rest.shape[1], band.bottom))
    lines = _read_parts(parts, page.dpi, engine)
    if not parts or _has_ink(dark, page.dpi):
        lines.extend(line for found in parse(engine.read([rest], page.dpi, _AUTOMATIC)) for line in found)
    return lines


def _cells(grids: list[Grid], dpi: float) -> Iterator[Box]:
    scale = dpi / POINTS
    inset = _INSET * dpi
    for grid in grids:
        for index in range(len(grid.cells)):
            left, top, right, bottom = (side * scale for side in grid.cell_box(index))
            yield round(left + inset), round(top + inset), round(right - inset), round(bottom - inset)


def _blank(rest: Pixels, dark: Mask, box: tuple[int, ...]) -> None:
    left, top, right, bottom = box
    rest[top:bottom, left:right] = _WHITE
    dark[top:bottom, left:right] = False


def _parts(boxes: Iterable[Box], grey: Pixels, dark: Mask, dpi: float) -> list[Part]:
    """The boxes that are not empty."""
    margin = round(_MARGIN * dpi)
    parts: list[Part] = []
    for left, top, right, bottom in boxes:
        rows, columns = slice(top, max(top, bottom)), slice(left, max(left, right))
        if _has_ink(dark[rows, columns], dpi):
            parts.append((left - margin, top - margin, _framed(grey[rows, columns], margin)))
    return parts


def _read_parts(parts: Sequence[Part], dpi: float, engine: Engine) -> list[Line]:
    if not parts:
        return []
    read = parse(engine.read([pixels for _, _, pixels in parts], dpi, _BLOCK))
    return [_moved(line, left, top) for (left, top, _), found in zip(parts, read, strict=False) for line in found]


def _has_ink(dark: Mask, dpi: float) -> bool:
    return bool(dark.sum() > _INK * dpi * dpi)


def _framed(pixels: Pixels, margin: int) -> Pixels:
    import numpy

    return numpy.pad(pixels, margin, constant_values=_WHITE)


def _moved(line: Line, across: float, down: float) -> Line:
    for word in line:
        for char in word.chars:
            char.left += across
            char.right += across
            char.top += down
            char.bottom += down
    return line
