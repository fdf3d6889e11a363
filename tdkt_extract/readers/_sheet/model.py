"""A sheet as its format has it, and the rows of cells that are seen of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...errors import LimitError
from ..base import Job

MAX_CELLS = 1_000_000
"""Filled cells of a workbook, and rows that merged cells lie over."""


@dataclass(slots=True)
class Value:
    """A filled cell as it is shown."""

    text: str
    bold: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """All four belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """Rows and columns count from 0. `unsaved`: formulas without a value; `skipped`: filled cells that are hidden."""

    part: str
    index: int
    name: str
    values: dict[tuple[int, int], Value] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    unsaved: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell that is seen, with what it is merged with. `row` and `column` are where the sheet has its value."""

    value: Value
    place: Merge
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class GridRow:
    number: int
    cells: tuple[GridCell, ...]


class Budget:
    """Counts the filled cells of a whole workbook."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._left = MAX_CELLS

    def spend(self, count: int = 1) -> None:
        self._left -= count
        if self._left < 0:
            raise LimitError("too-long", self._job.name, detail=f"> {MAX_CELLS} ô / cells")


def rows_of(sheet: Sheet, job: Job) -> list[GridRow]:
    """The rows that hold anything, top to bottom, their cells left to right. Counts what is hidden in `skipped`."""
    merged = {(merge.top, merge.left): merge for merge in sheet.merges}
    covered = _covered(sheet, job)
    rows: dict[int, list[GridCell]] = {}
    for (row, column), value in sheet.values.items():
        place = merged.get((row, column)) or Merge(row, column, row, column)
        if (row, column) not in merged and any(left <= column <= right for left, right in covered.get(row, ())):
            continue
        seen = _seen(sheet, place)
        if seen is None:
            sheet.skipped += 1
        else:
            rows.setdefault(seen.top, []).append(GridCell(value, seen, row, column))
    return [
        GridRow(number, tuple(sorted(cells, key=lambda cell: cell.place.left)))
        for number, cells in sorted(rows.items())
    ]


def _covered(sheet: Sheet, job: Job) -> dict[int, list[tuple[int, int]]]:
    """By row, the columns that merged cells lie over: values there are kept in the file and not shown."""
    budget = Budget(job)
    filled = sorted({row for row, _ in sheet.values})
    covered: dict[int, list[tuple[int, int]]] = {}
    for merge in sheet.merges:
        for row in filled[bisect_left(filled, merge.top) : bisect_right(filled, merge.bottom)]:
            budget.spend()
            covered.setdefault(row, []).append((merge.left, merge.right))
    return covered


def _seen(sheet: Sheet, place: Merge) -> Merge | None:
    """The place from its first row and column that are not hidden; None when all are."""
    top = place.top
    while top <= place.bottom and top in sheet.hidden_rows:
        top += 1
    left = place.left
    for first, last in _in_order(sheet.hidden_columns):
        if first <= left <= last:
            left = last + 1
    return Merge(top, left, place.bottom, place.right) if top <= place.bottom and left <= place.right else None


def _in_order(ranges: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    return iter(ranges if len(ranges) < 2 else sorted(ranges))
