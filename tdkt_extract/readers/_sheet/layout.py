"""Which rows of a sheet are text and which a table: a plan's letterhead, title and paragraphs stand in cells too."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from ...text import Block, Cell, DocxLocator, Paragraph, Row, Table
from .._plain import folded, is_authority, is_heading, is_recipients, is_title, matches
from ..base import Job
from .model import GridCell, GridRow, Sheet, rows_of

_ORDINAL = re.compile(r"\(?(?:\d{1,3}(?:[.,]\d{1,2}){0,3}|[IVX]{1,6}|[A-Za-zđĐ])[.)/]?\)?\Z|[-–+*•]\Z")
_NUMBER = re.compile(r"[-\d.,%\s]+\Z")
_TABLE = 3  # filled cells; two side by side may be a letterhead, or a number and its heading
_SHORT = 120
_NEAR = 3  # rows between two lines of one letterhead
_SIGNED = 12  # and between a title and the name below it
_CHECKED = 100  # rows between two looks at the time and the memory


def blocks_of(sheet: Sheet, job: Job) -> list[Block]:
    return _Layout(sheet, rows_of(sheet, job), job).blocks()


class _Layout:
    def __init__(self, sheet: Sheet, rows: list[GridRow], job: Job) -> None:
        self._sheet = sheet
        self._job = job
        self._rows = rows

    def blocks(self) -> list[Block]:
        """Text and tables in turn. A table begins with its head and ends with the last row that is like one of it."""
        blocks: list[Block] = []
        at = 0
        heads = self._heads()
        for index, head in enumerate(heads):
            limit = heads[index + 1] if index + 1 < len(heads) else len(self._rows)
            end = self._table_end(head, limit)
            blocks += self._text(self._rows[at:head], is_tail=False)
            blocks.append(self._table(self._rows[head:end]))
            at = end
        return blocks + self._text(self._rows[at:], is_tail=bool(heads))

    def _heads(self) -> list[int]:
        """The rows that name columns, less the second rows of such."""
        heads: list[int] = []
        for at, row in enumerate(self._rows):
            known = sum(map(_is_column_name, row.cells))
            if known < 2 or known * 2 < len(row.cells):
                continue
            if heads:
                above = self._rows[heads[-1]]
                if heads[-1] == at - 1 or any(cell.place.bottom >= row.number for cell in above.cells):
                    continue
            heads.append(at)
        return heads

    def _table_end(self, head: int, limit: int) -> int:
        end = head + 1
        width = len(self._rows[head].cells)
        below = 0  # the last row that a merged cell of the table lies over
        for at in range(head, limit):
            row = self._rows[at]
            if at > head and any(_ends_tables(cell.value.text) for cell in row.cells) and not _is_numbered(row):
                break
            if at == head or row.number <= below or self._is_of_table(row, self._rows[at - 1], head, width):
                end = at + 1
                below = max(below, *(cell.place.bottom for cell in row.cells))
        return end

    def _is_of_table(self, row: GridRow, above: GridRow, head: int, width: int) -> bool:
        """Whether the row alone shows that the table goes on. What stands before such a row is of the table anyway."""
        if len(row.cells) >= min(_TABLE, width):
            return True
        last = row.cells[-1]
        if len(row.cells) == 2:
            return _is_numbered(row) or _NUMBER.match(last.value.text) is not None
        # A further unit or time of the work above, in its column.
        starts = [cell.place.left for cell in self._rows[head].cells]
        return last.place.left in starts[2:] and row.number == above.number + 1 and not _is_letterhead(last.value.text)

    def _table(self, rows: Sequence[GridRow]) -> Table:
        """The table without the columns and rows in which no cell of it begins."""
        columns = sorted({cell.place.left for row in rows for cell in row.cells})
        numbers = [row.number for row in rows]
        made: list[Row] = []
        for at, row in enumerate(rows):
            if at % _CHECKED == 0:
                self._job.check()
            cells = []
            for cell in row.cells:
                place = cell.place
                first = bisect_left(columns, place.left)
                width = max(1, bisect_right(columns, place.right) - first)
                height = max(1, bisect_right(numbers, place.bottom) - bisect_left(numbers, place.top))
                cells.append(Cell(self._paragraphs(cell), first, width, height))
            made.append(Row(tuple(cells)))
        return Table(tuple(made), len(columns))

    def _text(self, rows: Sequence[GridRow], is_tail: bool) -> list[Block]:
        """Rows that are no table with a head: paragraphs, parts in two columns, and what has many columns all the
        same, as one table."""
        wide = [
            at
            for at, row in enumerate(rows)
            if len(row.cells) >= _TABLE and not any(_ends_tables(cell.value.text) for cell in row.cells)
        ]
        if not wide:
            return list(self._lines(rows, is_tail))
        first, end = wide[0], wide[-1] + 1
        before, after = self._lines(rows[:first], is_tail), self._lines(rows[end:], is_tail=True)
        return [*before, self._table(rows[first:end]), *after]

    def _lines(self, rows: Sequence[GridRow], is_tail: bool) -> Iterator[Block]:
        at = 0
        while at < len(rows):
            row = rows[at]
            is_tail = is_tail or is_recipients(row.cells[0].value.text)
            if len(row.cells) == 2 and not _is_numbered(row):
                end = _side_end(rows, at, is_tail)
                yield self._side_by_side(rows[at:end])
                at = end
                continue
            if len(row.cells) == 2:
                yield self._joined(row)
            elif len(row.cells) > 2:
                yield self._table([row])
            else:
                yield from self._paragraphs(row.cells[0])
            at += 1

    def _side_by_side(self, rows: Sequence[GridRow]) -> Table:
        """A letterhead, or recipients and signature, as word processors have them: two cells with their lines."""
        split = rows[0].cells[1].place.left
        sides: tuple[list[Paragraph], list[Paragraph]] = ([], [])
        for row in rows:
            for cell in row.cells:
                sides[cell.place.left >= split].extend(self._paragraphs(cell))
        return Table((Row(tuple(Cell(tuple(side), at) for at, side in enumerate(sides))),), 2)

    def _joined(self, row: GridRow) -> Paragraph:
        """A number and its heading in two cells, as one paragraph."""
        number, rest = row.cells
        text = f"{number.value.text.strip()} "
        bold = rest.value.bold
        places = ((0, self._place(number)), (len(text), self._place(rest)))
        return Paragraph(text + rest.value.text, places, bold=bold)

    def _paragraphs(self, cell: GridCell) -> tuple[Paragraph, ...]:
        """A line of a cell is a paragraph."""
        lines = (line for line in cell.value.text.split("\n") if line.strip())
        return tuple(
            Paragraph(line, ((0, self._place(cell, at)),), bold=cell.value.bold, centred=cell.value.centred)
            for at, line in enumerate(lines)
        )

    def _place(self, cell: GridCell, paragraph: int = 0) -> DocxLocator:
        sheet = self._sheet
        return DocxLocator(part=sheet.part, paragraph=paragraph, table=sheet.index, row=cell.row, cell=cell.column)


def _is_column_name(cell: GridCell) -> bool:
    text = " ".join(cell.value.text.split())
    return matches("table_head", text) is not None or matches("column_head", text) is not None


def _is_numbered(row: GridRow) -> bool:
    """Whether the first cell holds an ordinal and nothing else."""
    return len(row.cells) > 1 and _ORDINAL.match(row.cells[0].value.text.strip()) is not None


def _ends_tables(text: str) -> bool:
    return is_recipients(text) or is_authority(text)


def _is_letterhead(text: str) -> bool:
    return matches("letterhead", text) is not None or matches("motto", text) is not None


def _side_end(rows: Sequence[GridRow], start: int, is_tail: bool) -> int:
    """The end of the rows in two columns that begin with `start`."""
    split = rows[start].cells[1].place.left
    end = start + 1
    reach = _SIGNED if is_tail else _NEAR
    for at in range(start + 1, len(rows)):
        row = rows[at]
        if row.number - rows[at - 1].number > reach or len(row.cells) > 2 or not _keeps_to_sides(row, split):
            break
        alone_left = len(row.cells) == 1 and row.cells[0].place.left < split
        if alone_left and not is_tail:
            text = row.cells[0].value.text.strip()
            if len(text) > _SHORT or is_heading(text) or is_title(text) or folded(text).startswith("về việc"):
                break
            continue  # of the letterhead if a line of both sides follows
        if len(row.cells) == 2 and _is_numbered(row) and not is_tail:
            break
        end = at + 1
    return end


def _keeps_to_sides(row: GridRow, split: int) -> bool:
    return all(cell.place.right < split or cell.place.left >= split for cell in row.cells)
