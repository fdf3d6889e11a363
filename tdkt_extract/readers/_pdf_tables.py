"""Ruled tables: cells filled with lines, and tables that go on over a page break put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..text import Cell, Row, Table
from ._pdf_grid import Grid
from ._pdf_lines import Segment
from ._pdf_page import Page
from ._pdf_paragraphs import Frame, ends, goes_on, group, is_marked

_SAME_EDGE = 4.0


@dataclass(slots=True)
class CellDraft:
    row: int
    column: int
    rowspan: int
    colspan: int
    frame: Frame
    lines: list[Segment] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass(slots=True)
class TableDraft:
    """A table in the making; `edges` are its column edges from its left border."""

    edges: list[float]
    rows: int
    cells: list[CellDraft]

    def row(self, index: int) -> list[CellDraft]:
        """The cells that begin in a row, left to right."""
        return sorted((cell for cell in self.cells if cell.row == index), key=lambda cell: cell.column)

    def covering(self, index: int) -> dict[int, CellDraft]:
        """The cells that a row shows, by column, those that reach down into it among them."""
        return {cell.column: cell for cell in self.cells if cell.row <= index < cell.row + cell.rowspan}

    def finish(self, pages: Mapping[int, Page]) -> Table:
        rows: list[list[Cell]] = [[] for _ in range(self.rows)]
        for cell in sorted(self.cells, key=lambda cell: (cell.row, cell.column)):
            paragraphs = tuple(draft.finish(pages) for draft in group(cell.lines, cell.frame))
            rows[cell.row].append(Cell(paragraphs, cell.column, cell.colspan, cell.rowspan))
        return Table(tuple(Row(tuple(cells)) for cells in rows), len(self.edges) - 1)


def draft_table(grid: Grid, segments: Sequence[Segment], like: Frame) -> TableDraft:
    """The table of a grid; `segments` are those that lie in it, sorted from the top, `like` has the habits of cells."""
    lines: list[list[Segment]] = [[] for _ in grid.cells]
    for segment in segments:
        lines[segment.cell].append(segment)
    pads: dict[int, float] = {}
    for cell, content in zip(grid.cells, lines, strict=True):
        for line in content:
            pads[cell.column] = min(pads.get(cell.column, 8.0), line.x0 - grid.xs[cell.column])
    drafts = []
    for index, cell in enumerate(grid.cells):
        left, _, right, _ = grid.cell_box(index)
        pad = max(0.5, pads.get(cell.column, 2.0))
        frame = _cell_frame(left + pad, right - pad, lines[index], like)
        drafts.append(CellDraft(cell.row, cell.column, cell.rowspan, cell.colspan, frame, lines[index]))
    return TableDraft([x - grid.xs[0] for x in grid.xs], len(grid.ys) - 1, drafts)


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
    heads = 0
    while heads < min(following.rows, table.rows) and _same_row(table.row(heads), following.row(heads)):
        heads += 1
    if heads:
        following.cells = [cell for cell in following.cells if cell.row >= heads]
    shift = table.rows - heads
    if heads < following.rows and _is_cut_row(table, following.row(heads)):
        above = table.covering(table.rows - 1)
        for cell in following.row(heads):
            if cell.column in above:
                above[cell.column].lines.extend(cell.lines)
                above[cell.column].rowspan += cell.rowspan - 1
        following.cells = [cell for cell in following.cells if cell.row > heads]
        shift -= 1
    for cell in following.cells:
        cell.row += shift
    table.cells.extend(following.cells)
    table.rows = following.rows + shift
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
        for cell in few.cells:
            left, right = place[cell.column], place[cell.column + cell.colspan]
            cell.column, cell.colspan = left, right - left
        few.edges = list(many.edges)
    return True


def _same_row(one: Sequence[CellDraft], two: Sequence[CellDraft]) -> bool:
    return [(cell.column, cell.text) for cell in one] == [(cell.column, cell.text) for cell in two] and any(
        cell.lines for cell in one
    )


def _is_cut_row(table: TableDraft, row: Sequence[CellDraft]) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before."""
    above = table.covering(table.rows - 1)
    filled = [cell for cell in row if cell.lines]
    if not filled or not any(cell.lines for cell in above.values()):
        return False
    if any(cell.column not in above or not above[cell.column].lines for cell in filled):
        return False
    if filled[0].column == 0:
        return all(goes_on(cell.lines[0].text) for cell in filled)
    return filled[0].column > _latest_start(table) or any(_runs_on(above[cell.column], cell) for cell in filled)


def _latest_start(table: TableDraft) -> int:
    """The last of the columns in which the table's rows begin: a row that begins after it is no row of its own.

    Not known (past the last column) from a few rows, or where cells of the first column span rows.
    """
    unknown = len(table.edges)
    if table.rows < 3 or any(cell.column == 0 and cell.rowspan > 1 for cell in table.cells):
        return unknown
    starts = [unknown] * table.rows
    for cell in table.cells:
        if cell.lines:
            starts[cell.row] = min(starts[cell.row], cell.column)
    return max((start for start in starts if start < unknown), default=unknown)


def _runs_on(above: CellDraft, cell: CellDraft) -> bool:
    last, first = above.lines[-1], cell.lines[0]
    if goes_on(first.text):
        return True
    return not ends(last.text) and not is_marked(first.text) and above.frame.is_full(last, first)
