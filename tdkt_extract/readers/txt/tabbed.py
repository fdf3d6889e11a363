"""Tables typed or pasted with a line for a row and tabs between the cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ...text import Cell, Row, Table
from .._plain import BULLETS, is_title, item, matches
from .flat_table import merged_columns
from .source import Line, Place, Region, paragraph

_TABS = re.compile(r"\t+")
_MARKER = re.compile(rf"(?:[{BULLETS}]|\(?(?:\d{{1,2}}(?:\.\d{{1,2}})*|[a-zđ]|[IVX]{{1,5}})[.)/])\s*\Z")
_SHORT = 80


def tabbed_tables(lines: Sequence[Line], place: Place) -> Iterator[Region]:
    """The tables among `lines`, in order."""
    at = 0
    while at < len(lines):
        if not _has_cells(lines[at]):
            at += 1
            continue
        end = at + 1
        while end < len(lines) and _belongs(lines, end):
            end += 1
        table = _table(lines[at:end], place)
        if table is not None:
            yield Region(at, end, [table])
        at = end


def _has_cells(line: Line) -> bool:
    return "\t" in line.text.strip()


def _belongs(lines: Sequence[Line], at: int) -> bool:
    """Whether the line goes on with the table above it: a row, or between rows a group's name or a cell's next line."""
    line = lines[at]
    if line.gap > 1:
        return False
    if _has_cells(line):
        return True
    between = at + 1 < len(lines) and _has_cells(lines[at + 1]) and lines[at + 1].gap <= 1
    return between and len(line.text) <= _SHORT and not is_title(line.text) and not matches("part", line.text)


def _table(lines: Sequence[Line], place: Place) -> Table | None:
    rows = _cells(lines)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, count = widths.most_common(1)[0]
    if count < 2 or count < 0.6 * sum(widths.values()):
        return None
    if width == 2 and sum(1 for row in rows if _MARKER.match(row[0])) > len(rows) / 2:
        return None  # a list whose markers are set off with tabs
    columns = max(widths)
    built: list[list[Cell]] = []
    for line, row in zip(lines, rows, strict=True):
        if len(row) == 1 and built and _continues(line):
            last = built[-1][-1]
            built[-1][-1] = Cell((*last.paragraphs, paragraph([line], place)), last.column, last.colspan)
            continue
        merged = merged_columns(len(row), columns, row[0])
        cells = [(paragraph([line._replace(text=text)], place),) if text.strip() else () for text in row]
        built.append([Cell(cell, at, merged if at == len(row) - 1 else 1) for at, cell in enumerate(cells)])
    return Table(tuple(Row(tuple(cells)) for cells in built), columns)


def _continues(line: Line) -> bool:
    text = line.text.strip()
    found = item(text)
    return text[:1].islower() or (found is not None and found[0] == "bullet")


def _cells(lines: Sequence[Line]) -> list[list[str]]:
    """The cells of each line. A program sets one tab for each cell, a typist several to reach a column."""
    single = [line.text.split("\t") if _has_cells(line) else [line.text] for line in lines]
    widths = Counter(len(row) for row in single if len(row) > 1)
    width, count = widths.most_common(1)[0]
    if width == max(widths) and 2 * count >= sum(widths.values()):
        return single
    return [_TABS.split(line.text.strip()) for line in lines]
