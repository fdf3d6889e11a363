"""Parts of a page that are read for themselves: the cells of its ruled tables, and what is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..pdf.grid import Grid, find_grids
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


def read_regions(page: Prepared, engine: Engine) -> list[Line]:
    """The lines of the page, in its pixels."""
    grids = [grid for grid in find_grids(page.rules) if len(grid.cells) <= _MOST_CELLS]
    lines: list[Line] = []
    cells = list(_cells(page, grids))
    if cells:
        margin = round(_MARGIN * page.dpi)
        read = parse(engine.read([_framed(pixels, margin) for _, _, pixels in cells], page.dpi, _BLOCK))
        for (left, top, _), found in zip(cells, read, strict=False):
            lines.extend(_moved(line, left - margin, top - margin) for line in found)
    rest = _without(page, grids) if grids else page.grey
    if not grids or _has_ink(rest < _WHITE // 2, page.dpi):
        lines.extend(line for found in parse(engine.read([rest], page.dpi, _AUTOMATIC)) for line in found)
    return lines


def _cells(page: Prepared, grids: Sequence[Grid]) -> Iterator[tuple[int, int, Pixels]]:
    """Left, top and pixels of the cells that are not empty."""
    scale = page.dpi / POINTS
    inset = _INSET * page.dpi
    for grid in grids:
        for index in range(len(grid.cells)):
            left, top, right, bottom = (side * scale for side in grid.cell_box(index))
            rows = slice(round(top + inset), max(0, round(bottom - inset)))
            columns = slice(round(left + inset), max(0, round(right - inset)))
            if _has_ink(page.dark[rows, columns], page.dpi):
                yield columns.start, rows.start, page.grey[rows, columns]


def _has_ink(dark: Mask, dpi: float) -> bool:
    return bool(dark.sum() > _INK * dpi * dpi)


def _framed(pixels: Pixels, margin: int) -> Pixels:
    import numpy

    return numpy.pad(pixels, margin, constant_values=_WHITE)


def _without(page: Prepared, grids: Sequence[Grid]) -> Pixels:
    scale = page.dpi / POINTS
    rest = page.grey.copy()
    for grid in grids:
        left, top, right, bottom = (round(side * scale) for side in grid.box)
        rest[top:bottom, left:right] = _WHITE
    return rest


def _moved(line: Line, across: float, down: float) -> Line:
    for word in line:
        for char in word.chars:
            char.left += across
            char.right += across
            char.top += down
            char.bottom += down
    return line
