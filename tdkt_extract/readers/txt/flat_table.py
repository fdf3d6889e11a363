"""Tables that an HTML-to-text tool printed cell by cell, put together again.

Such a tool begins a cell with a tab, a row with a blank line, and prints a cell's further paragraphs as it prints those
of the page: without a tab, after a blank line. Where a table ends is printed nowhere; it is read from the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...text import Cell, Row, Table
from .._plain import folded, has_ended, is_authority, is_caps, is_name, is_recipients, is_title, item, matches
from .source import Line, Place, Region, paragraph

_LONG = 250  # characters of a paragraph that a cell has beside others
_LONGEST_CELL = 80  # paragraphs; the longest lists of recipients have some 40
_ORDINAL = re.compile(r"\(?\d{1,3}(?:\.\d{1,2}){0,3}[.)]?\Z")
_ROMAN = re.compile(r"[IVX]{1,6}[.)]?\Z")


@dataclass(slots=True)
class _Row:
    """`cells` are the indices of their lines; `end` is the index after the last; then comes text without tabs."""

    cells: list[list[int]]
    end: int

    @property
    def start(self) -> int:
        return self.cells[0][0]


def flat_tables(lines: Sequence[Line], place: Place) -> Iterator[Region]:
    """The flattened tables among `lines`, in order."""
    table: list[_Row] = []
    rows = _rows(lines)
    for at, row in enumerate(rows):
        row = _append(lines, table, row)
        after = rows[at + 1] if at + 1 < len(rows) else None
        limit = after.start if after else len(lines)
        if after and _same_table(lines, table, after):
            row.cells[-1].extend(range(row.end, limit))
            row.end = limit
            continue
        _take_rest(lines, table, limit)
        region = _region(lines, table, place)
        if region is not None:
            yield region
        table = []


def _rows(lines: Sequence[Line]) -> list[_Row]:
    """The rows, each up to the line after which no cell of its own can follow."""
    rows: list[_Row] = []
    for tab in [index for index, line in enumerate(lines) if line.text.startswith("\t")]:
        row = rows[-1] if rows else None
        if row is not None and _is_next_cell(lines, row.end, tab):
            row.cells[-1].extend(range(row.end, tab))
            row.cells.append([tab])
            row.end = tab + 1
        else:
            rows.append(_Row([[tab]], tab + 1))
    return rows


def _is_next_cell(lines: Sequence[Line], end: int, tab: int) -> bool:
    """Whether the line with a tab is the next cell of the row that ends before `end`: no blank line parts it from what
    stands before it, and no other part of the document begins between them."""
    if lines[tab].gap or tab >= end + _LONGEST_CELL:
        return False
    return not any(is_title(line.text) or matches("part", line.text) for line in lines[end:tab])


def _append(lines: Sequence[Line], table: list[_Row], row: _Row) -> _Row:
    """Adds the row to the table, or to its last row where an empty paragraph at the end of a cell cut that in two:
    “10 | text” and “unit” under a head of three columns. An empty cell before the next ordinal is the last of the row
    above. Gives the row that is now the last."""
    if table:
        last, columns = table[-1], _width(table)
        text = _words(lines, row.cells[0])
        if (
            not text
            and len(row.cells) > 1
            and len(last.cells) < columns
            and _counts_on(_words(lines, last.cells[0]), _words(lines, row.cells[1]))
        ):
            last.cells.append(row.cells[0])
            last.end = row.cells[1][0]
            row = _Row(row.cells[1:], row.end)
            text = _words(lines, row.cells[0])
        whole = not text or _ORDINAL.match(text) or _ROMAN.match(text) or is_caps(text) or last.end != row.start
        if (
            not whole
            and len(last.cells) + len(row.cells) == columns > 2
            and _ORDINAL.match(_words(lines, last.cells[0]))
        ):
            table[-1] = row = _Row([*last.cells, *row.cells], row.end)
            return row
    table.append(row)
    return row


def _width(table: Sequence[_Row]) -> int:
    """How many cells the table's rows have at most, by its head and its last rows: a table may be long."""
    return max(len(row.cells) for row in (table[0], *table[-8:]))


def _words(lines: Sequence[Line], cell: Sequence[int]) -> str:
    return lines[cell[0]].text.strip()


def _starts_other(lines: Sequence[Line], row: _Row) -> bool:
    """Whether the row begins a table of its own: a letterhead, a head, the recipients beside the signature."""
    first = _words(lines, row.cells[0])
    return (
        bool(matches("table_head", first))
        or is_recipients(first)
        or any(matches("motto", text) for cell in row.cells if (text := _words(lines, cell))[:1].isupper())
    )


def _same_table(lines: Sequence[Line], table: Sequence[_Row], after: _Row) -> bool:
    """Whether `after` goes on with the table, the text between them belonging to the last cell."""
    if _starts_other(lines, after):
        return False
    row = table[-1]
    between = range(row.end, after.start)
    if not between:
        return True
    if len(between) > _LONGEST_CELL:
        return False
    first = _words(lines, after.cells[0])
    numbered = (
        matches("table_head", _words(lines, table[0].cells[0]))
        and len(after.cells) > 2
        and (not first or _is_ordinal(first))
    )
    if numbered or _counts_on(_words(lines, row.cells[0]), first):
        return not any(is_title(lines[index].text) or matches("part", lines[index].text) for index in between)
    widest = _width(table)
    if len(after.cells) > max(widest, 2) or len(row.cells) == 1:
        return False
    if len(row.cells) == len(after.cells) == widest > 2 and len(between) <= 12:
        return not any(_starts_part(lines[index]) or len(lines[index].text) > _LONG for index in between)
    return all(_goes_on(lines, table, [*row.cells[-1], *range(row.end, index)], lines[index]) for index in between)


def _counts_on(first: str, second: str) -> bool:
    """Whether the ordinal `second` follows `first`."""
    numbers = [re.sub(r"\D", "", text) if _ORDINAL.match(text) else "" for text in (first, second)]
    return all(numbers) and int(numbers[1]) == int(numbers[0]) + 1


def _starts_part(line: Line) -> bool:
    found = item(line.text)
    return (
        is_title(line.text)
        or is_recipients(line.text)
        or (found is not None and found[0] in ("roman", "upper"))
        or matches("part", line.text) is not None
    )


def _take_rest(lines: Sequence[Line], table: Sequence[_Row], limit: int) -> None:
    """Gives the last cell of the table the paragraphs after it that are its own."""
    row = table[-1]
    cell = row.cells[-1]
    while row.end < min(limit, cell[0] + _LONGEST_CELL) and _goes_on(lines, table, cell, lines[row.end]):
        cell.append(row.end)
        row.end += 1


def _goes_on(lines: Sequence[Line], table: Sequence[_Row], cell: Sequence[int], line: Line) -> bool:
    """Whether `line` is the next paragraph of the last cell of the table."""
    text, last = line.text.strip(), lines[cell[-1]].text.strip()
    if line.gap > 1 or (_starts_part(line) and not matches("motto", text)):
        return False
    first = _words(lines, cell)
    if matches("motto", first):
        return matches("letterhead", text) is not None
    if is_authority(first):
        return len(text) <= 60 and not has_ended(text) and not _has_name(last)
    found, before = item(text), item(last)
    if found and before and found[0] == before[0]:
        follows = found[0] == "bullet" and found[1] == before[1]
        return follows or _counts_on(before[1], found[1]) or before[0] == found[0] == "letter"
    if found is not None:
        # “… gồm:” and its items; elsewhere a marker begins the text after the table.
        return last.endswith(":") and found[0] != "number"
    if text[0].islower():
        return not has_ended(last)
    return _has_room(lines, table, cell, text)


def _has_name(text: str) -> bool:
    """Whether the line of a signature ends with the name: what follows it is no part of the signature."""
    words = text.split()
    return is_name(text) or (len(words) > 3 and is_caps(words[0]) and is_name(" ".join(words[-2:])))


def _has_room(lines: Sequence[Line], table: Sequence[_Row], cell: Sequence[int], text: str) -> bool:
    """Whether the cells above the last one have as many plain paragraphs, and as long ones."""
    columns = len(table[-1].cells)
    above = [row.cells[-1] for row in table[-50:-1] if len(row.cells) == columns > 1]
    longer = [other for other in above if len(other) > len(cell)]
    sizes = [len(lines[index].text) for other in longer for index in other[1:]]
    return 2 * len(longer) > len(above) > 0 and len(text) <= 1.5 * max(sizes)


def _region(lines: Sequence[Line], rows: Sequence[_Row], place: Place) -> Region | None:
    if not _is_table(lines, rows):
        return None
    columns = max(len(row.cells) for row in rows)
    head = _words(lines, rows[0].cells[0])
    numbered = matches("table_head", head) is not None
    built = (_build(lines, row, columns, numbered, place) for row in rows)
    table = Table(tuple(row for row in built if any(cell.paragraphs for cell in row.cells)), columns)
    return Region(rows[0].start, rows[-1].end, [table])


def _is_table(lines: Sequence[Line], rows: Sequence[_Row]) -> bool:
    """Whether the rows are a table rather than paragraphs that somebody indented with a tab."""
    widths = [len(row.cells) for row in rows]
    widest = max(widths)
    if widest == 1:
        return False
    if any(_starts_other(lines, row) for row in rows):
        return True
    firsts = [_words(lines, row.cells[0]) for row in rows if len(row.cells) > 1]
    cells = [_words(lines, cell) for row in rows for cell in row.cells]
    if any(item(text) for text in cells[: 2 * widest] if not _ORDINAL.match(text)) and len(rows) == 1:
        return False
    if sum(len(text) for text in firsts) > 100 * len(firsts):
        return False
    repeated = max(widths.count(width) for width in set(widths) if width > 1)
    heads = sum(1 for text in cells[:widest] if matches("column_head", text))
    return repeated >= 2 or heads >= 2 or "" in cells or (len(rows) == 1 and all(len(text) <= 60 for text in cells))


def _build(lines: Sequence[Line], row: _Row, columns: int, numbered: bool, place: Place) -> Row:
    """The row on the grid. In a numbered table a row without its ordinal lacks the cells to the left that a merged one
    above covers."""
    width = len(row.cells)
    first = _words(lines, row.cells[0])
    covered = numbered and 1 < width < columns and first and not _is_ordinal(first)
    shift = columns - width if covered else 0
    merged = merged_columns(width, columns, first)
    cells = [tuple(paragraph(part, place) for part in _paragraphs(lines, cell)) for cell in row.cells]
    return Row(tuple(Cell(cell, shift + at, merged if at == width - 1 else 1) for at, cell in enumerate(cells)))


def merged_columns(width: int, columns: int, first: str) -> int:
    """How many columns the last cell of a row takes: “II | NHÓM XÃ, PHƯỜNG” and “QUÝ I/2026” are names of groups,
    merged over the columns to their right."""
    return columns - width + 1 if width == 1 or (width == 2 and _ROMAN.match(first)) else 1


def _is_ordinal(text: str) -> bool:
    return bool(_ORDINAL.match(text) or _ROMAN.match(text) or matches("table_head", text) or len(folded(text)) == 1)


def _paragraphs(lines: Sequence[Line], cell: Sequence[int]) -> Iterator[list[Line]]:
    """The lines of the cell by paragraphs: an indented line without a marker goes on with an item that ends in a
    comma, as recipients wrapped by hand do."""
    part: list[Line] = []
    for index in cell:
        line = lines[index]
        if not line.text.strip():
            continue
        if part and line.text.startswith("  ") and part[-1].text.rstrip().endswith(",") and not item(line.text):
            part.append(line)
            continue
        if part:
            yield part
        part = [line]
    if part:
        yield part
