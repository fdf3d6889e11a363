"""A sheet as its format has it, and the rows of cells that are seen of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from ...errors import LimitError
from ..base import Job

MAX_CELLS = 300_000
"""Filled cells of a workbook, and rows that merged cells lie over: a hundred large plans. A million would take 30 s and
more than `Options.max_memory`."""

_LAST = 2**31


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
    hidden = _Hidden(sheet)
    rows: dict[int, list[GridCell]] = {}
    for (row, column), value in sheet.values.items():
        place = merged.get((row, column)) or Merge(row, column, row, column)
        if (row, column) not in merged and any(left <= column <= right for left, right in covered.get(row, ())):
            continue
        seen = hidden.seen(place)
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


class _Hidden:
    """The hidden rows and columns of a sheet: where the first behind each stretch of them is."""

    def __init__(self, sheet: Sheet) -> None:
        self._rows: dict[int, int] = {}
        for row in sorted(sheet.hidden_rows, reverse=True):
            self._rows[row] = self._rows.get(row + 1, row + 1)
        self._columns: list[list[int]] = []  # first and last of each stretch, apart from each other
        for first, last in sorted(sheet.hidden_columns):
            if self._columns and first <= self._columns[-1][1] + 1:
                self._columns[-1][1] = max(self._columns[-1][1], last)
            else:
                self._columns.append([first, last])

    def seen(self, place: Merge) -> Merge | None:
        """The place from its first row and column that are not hidden; None when all are."""
        top, left = self._rows.get(place.top, place.top), place.left
        at = bisect_right(self._columns, [left, _LAST]) - 1
        if at >= 0 and self._columns[at][1] >= left:
            left = self._columns[at][1] + 1
        if top == place.top and left == place.left:
            return place
        return Merge(top, left, place.bottom, place.right) if top <= place.bottom and left <= place.right else None
