"""Tables of word processors: merged cells put together, tables that only frame text opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from ..text import Block, Cell, Row, Table, paragraphs_of

MAX_SPAN = 1000
# A table of at most three cells, one of which holds this much, frames a page; a signature table holds a tenth.
_FRAME_CELLS = 3
_FRAME_PARAGRAPHS = 12
_FRAME_CHARACTERS = 3000

Merge: TypeAlias = Literal["restart", "continue"] | None
"""What a cell says of being merged in one direction: it begins a merged cell, goes on with one, or neither."""


@dataclass(slots=True)
class CellDraft:
    """A cell as its row has it, with the columns of the grid that it fills."""

    column: int
    colspan: int = 1
    rowspan: int = 1
    blocks: list[Block] = field(default_factory=list)
    vertical: Merge = None
    horizontal: Merge = None


def merged(rows: Iterable[Iterable[CellDraft]]) -> list[list[CellDraft]]:
    """The rows with the cells only that begin in them: what goes on with a cell has widened that one.

    The text of what a merged cell swallows is not seen."""
    above: dict[int, CellDraft] = {}
    found: list[list[CellDraft]] = []
    for row in rows:
        cells: list[CellDraft] = []
        open_cells: dict[int, CellDraft] = {}
        reach = 0  # where the cells end that a row below may go on with
        for cell in row:
            last = cells[-1] if cells else None
            if cell.horizontal == "continue" and last and last.column + last.colspan == cell.column:
                last.colspan += cell.colspan
                continue
            if cell.vertical == "continue" and cell.column in above:
                owner = open_cells[cell.column] = above[cell.column]
                owner.rowspan += 1
                reach = max(reach, owner.column + owner.colspan)
            elif cell.horizontal != "continue" or cell.column >= reach:
                cells.append(cell)
                if cell.vertical is not None:
                    open_cells[cell.column] = cell
                    reach = max(reach, cell.column + cell.colspan)
        above = open_cells
        found.append(cells)
    return found


def table_blocks(rows: list[list[CellDraft]], columns: int = 0) -> list[Block]:
    """Rows of whole cells as a Table (of at least so many columns); a table that only frames text as the blocks in it;
    one without text as nothing."""
    cells = [cell for row in rows for cell in row]
    if not any(cell.blocks for cell in cells):
        return []
    if _is_frame(cells):
        return [block for cell in cells for block in cell.blocks]
    columns = max(columns, max(cell.column + cell.colspan for cell in cells))
    return [Table(tuple(Row(tuple(map(_frozen, row))) for row in rows), columns)]


def _frozen(draft: CellDraft) -> Cell:
    return Cell(tuple(paragraphs_of(draft.blocks)), draft.column, draft.colspan, draft.rowspan)


def _is_frame(cells: list[CellDraft]) -> bool:
    """Whether a table is no table but a frame around text: of one cell, or of a few with a whole document in one.
    A letterhead and a signature table (a few short lines in two cells) stay tables."""
    if len(cells) == 1:
        return True
    if len(cells) > _FRAME_CELLS:
        return False
    for cell in cells:
        texts = [paragraph.text for paragraph in paragraphs_of(cell.blocks)]
        if len(texts) >= _FRAME_PARAGRAPHS and sum(map(len, texts)) >= _FRAME_CHARACTERS:
            return True
    return False
