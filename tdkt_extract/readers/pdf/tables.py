"""Ruled tables: cells filled with lines, and tables that go on over a page break put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ...text import Cell, Row, Table
from .grid import Grid
from .lines import Segment
from .page import Page
from .paragraphs import Frame, ends, goes_on, group, is_marked

_SAME_EDGE = 4.0
_LOOK_BACK = 100  # rows: tables of thousands of rows are put together in linear time


@dataclass(slots=True)
class CellDraft:
    """A cell that begins in the row it is kept in."""

    column: int
    rowspan: int
    colspan: int
    frame: Frame
    lines: list[Segment] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


Cells = list[CellDraft]


@dataclass(slots=True)
class TableDraft:
    """A table in the making; `edges` are its column edges from its left border, each row's cells go left to right."""

    edges: list[float]
    rows: list[Cells]

    def last_row(self) -> dict[int, CellDraft]:
        """The cells that the last row shows, by column, those that reach down into it among them."""
        count = len(self.rows)
        return {
            cell.column: cell
            for index in range(max(0, count - _LOOK_BACK), count)
            for cell in self.rows[index]
            if index + cell.rowspan >= count
        }

    def finish(self, pages: Mapping[int, Page]) -> Table:
        return Table(
            tuple(
                Row(
                    tuple(
                        Cell(
                            tuple(draft.finish(pages) for draft in group(cell.lines, cell.frame)),
                            cell.column,
                            cell.colspan,
                            cell.rowspan,
                        )
                        for cell in row
                    )
                )
                for row in self.rows
            ),
            len(self.edges) - 1,
        )


def draft_table(grid: Grid, segments: Sequence[Segment], like: Frame) -> TableDraft:
    """The table of a grid; `segments` are those that lie in it, sorted from the top, `like` has the habits of cells."""
    lines: list[list[Segment]] = [[] for _ in grid.cells]
    for segment in segments:
        lines[segment.cell].append(segment)
    pads: dict[int, float] = {}
    for cell, content in zip(grid.cells, lines, strict=True):
        for line in content:
            pads[cell.column] = min(pads.get(cell.column, 8.0), line.x0 - grid.xs[cell.column])
    rows: list[Cells] = [[] for _ in grid.ys[1:]]
    for index, cell in enumerate(grid.cells):
        left, _, right, _ = grid.cell_box(index)
        pad = max(0.5, pads.get(cell.column, 2.0))
        frame = _cell_frame(left + pad, right - pad, lines[index], like)
        rows[cell.row].append(CellDraft(cell.column, cell.rowspan, cell.colspan, frame, lines[index]))
    return TableDraft([x - grid.xs[0] for x in grid.xs], rows)


def _cell_frame(left: float, right: float, lines: Sequence[Segment], like: Frame) -> Frame:
    if not lines:
        return replace(like, left=left, right=right)
    lefts, middles = [line.x0 for line in lines], [line.mid for line in lines]
    centred = max(middles) - min(middles) < min(4.0, max(lefts) - min(lefts))
    return replace(like, left=left, right=max(right, *(line.x1 for line in lines)), centred=centred)


def carry_on(table: TableDraft, following: TableDraft) -> bool:
    """Appends a table from the top of the next page where it has the same columns; False where it has not."""
    if not _align(table, following):
        return False
    rows = following.rows
    heads = 0
    while heads < min(len(rows), len(table.rows)) and _same_row(table.rows[heads], rows[heads]):
        heads += 1
    rows = rows[heads:]
    if rows and _is_cut_row(table, rows[0]):
        above = table.last_row()
        for cell in rows[0]:
            if cell.column in above:
                above[cell.column].lines.extend(cell.lines)
                above[cell.column].rowspan += cell.rowspan - 1
        rows = rows[1:]
    table.rows.extend(rows)
    return True


def _align(table: TableDraft, following: TableDraft) -> bool:
    """Whether the column edges agree. Rows that are all merged on one page lack edges there: they are supplied."""
    few, many = sorted((table, following), key=lambda each: len(each.edges))
    if abs(few.edges[-1] - many.edges[-1]) > _SAME_EDGE:
        return False
    place: list[int] = []
    for edge in few.edges:
        nearest = min(range(len(many.edges)), key=lambda index: abs(many.edges[index] - edge))
        if abs(many.edges[nearest] - edge) > _SAME_EDGE:
            return False
        place.append(nearest)
    if len(few.edges) < len(many.edges):
        for row in few.rows:
            for cell in row:
                left, right = place[cell.column], place[cell.column + cell.colspan]
                cell.column, cell.colspan = left, right - left
        few.edges = list(many.edges)
    return True


def _same_row(one: Cells, two: Cells) -> bool:
    return [(cell.column, cell.text) for cell in one] == [(cell.column, cell.text) for cell in two] and any(
        cell.lines for cell in one
    )


def _is_cut_row(table: TableDraft, row: Cells) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before."""
    above = table.last_row()
    filled = [cell for cell in row if cell.lines]
    if not filled or any(cell.column not in above or not above[cell.column].lines for cell in filled):
        return False
    if filled[0].column == 0:
        return all(goes_on(cell.lines[0].text) for cell in filled)
    return filled[0].column > _latest_start(table) or any(_runs_on(above[cell.column], cell) for cell in filled)


def _latest_start(table: TableDraft) -> int:
    """The last of the columns in which the table's rows begin: a row that begins after it is no row of its own.

    Not known (past the last column) from a few rows, or where cells of the first column span rows.
    """
    unknown = len(table.edges)
    rows = table.rows[-_LOOK_BACK:]
    if len(rows) < 3 or any(cell.column == 0 and cell.rowspan > 1 for row in rows for cell in row):
        return unknown
    starts = [min(cell.column for cell in row if cell.lines) for row in rows if any(cell.lines for cell in row)]
    return max(starts, default=unknown)


def _runs_on(above: CellDraft, cell: CellDraft) -> bool:
    last, first = above.lines[-1], cell.lines[0]
    if goes_on(first.text):
        return True
    return not ends(last.text) and not is_marked(first.text) and above.frame.is_full(last, first)
