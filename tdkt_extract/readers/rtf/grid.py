r"""Rows of an RTF table, each with the right edges of its own cells -> one grid for the table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ...text import Block
from .._tables import MAX_SPAN, CellDraft, Merge, merged, table_blocks

_SAME = 40
"""Twips (1/20 pt) by which the edges of one column may differ from row to row; no cell is so narrow."""


class Edge(NamedTuple):
    """The right edge of a cell, and how the cell is merged."""

    right: int
    vertical: Merge
    horizontal: Merge


@dataclass(slots=True)
class RowFormat:
    r"""What \trowd begins. `vertical`, `horizontal`: what the cell says whose edge is not yet told."""

    left: int = 0
    edges: list[Edge] = field(default_factory=list)
    is_last: bool = False
    vertical: Merge = None
    horizontal: Merge = None

    def edge(self, right: int) -> None:
        if len(self.edges) < MAX_SPAN:
            self.edges.append(Edge(right, self.vertical, self.horizontal))
        self.vertical = self.horizontal = None

    def settled(self) -> RowFormat:
        """As it is now: another row may go on with it and change it."""
        return RowFormat(self.left, list(self.edges), self.is_last)


def table(rows: Sequence[tuple[RowFormat, list[list[Block]]]]) -> list[Block]:
    """The blocks that the rows with the contents of their cells are."""
    columns = _columns(row for row, _ in rows)
    return table_blocks(merged(_row(row, contents, columns) for row, contents in rows))


def _columns(rows: Iterable[RowFormat]) -> list[int]:
    """The left edges of the grid's columns and the right edge of its last."""
    columns: list[int] = []
    for edge in sorted({at for row in rows for at in (row.left, *(edge.right for edge in row.edges))}):
        if not columns or edge - columns[-1] > _SAME:
            columns.append(edge)
    return columns


def _row(row: RowFormat, contents: list[list[Block]], columns: list[int]) -> list[CellDraft]:
    cells: list[CellDraft] = []
    column = bisect_right(columns, row.left) - 1
    for index, blocks in enumerate(contents):
        end = column + 1
        vertical: Merge = None
        horizontal: Merge = None
        if index < len(row.edges):
            right, vertical, horizontal = row.edges[index]
            end = max(end, bisect_right(columns, right) - 1)
        cells.append(CellDraft(column, min(end - column, MAX_SPAN), 1, blocks, vertical, horizontal))
        column = end
    return cells
