"""A table element -> Table: merged cells resolved to columns of the grid."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...text import Cell, Paragraph, Row, Table

_MOST_COLUMNS, _MOST_ROWS = 60, 500  # cells merged over more are typing errors or attacks


@dataclass(slots=True)
class _Cell:
    colspan: int
    rowspan: int
    paragraphs: list[Paragraph] = field(default_factory=list)


class TableBuilder:
    """Takes rows, cells and paragraphs as the walk meets them."""

    def __init__(self) -> None:
        self._rows: list[list[_Cell]] = []
        self._caption: list[Paragraph] = []

    def row(self) -> None:
        self._rows.append([])

    def cell(self, colspan: int, rowspan: int) -> None:
        if not self._rows:
            self.row()
        self._rows[-1].append(_Cell(min(max(1, colspan), _MOST_COLUMNS), max(0, rowspan)))

    def add(self, paragraph: Paragraph) -> None:
        """Adds to the cell under way; what stands in a table outside its cells is a cell of its own."""
        if not self._rows or not self._rows[-1]:
            self.cell(1, 1)
        self._rows[-1][-1].paragraphs.append(paragraph)

    def build(self) -> Table:
        """The table. Rows without any text are left out."""
        taken: dict[int, int] = {}  # column -> how many rows below a merged cell still covers it
        rows: list[Row] = []
        columns = 0
        for index, row in enumerate(self._rows):
            covered = {column for column, left in taken.items() if left > 0}
            taken = {column: left - 1 for column, left in taken.items() if left > 1}
            cells: list[Cell] = []
            column = 0
            for cell in row:
                while column in covered:
                    column += 1
                rowspan = min(cell.rowspan or len(self._rows), len(self._rows) - index, _MOST_ROWS)
                cells.append(Cell(tuple(cell.paragraphs), column, cell.colspan, rowspan))
                if rowspan > 1 and column <= _MOST_COLUMNS:
                    taken.update(dict.fromkeys(range(column, column + cell.colspan), rowspan - 1))
                column += cell.colspan
            columns = max(columns, column)
            if any(cell.paragraphs for cell in cells):
                rows.append(Row(tuple(cells)))
        return Table(tuple(rows), columns)
