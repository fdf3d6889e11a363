"""Blocks with their paragraphs changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..text import Block, Paragraph, Table

Change = Callable[[Paragraph], Paragraph]


def changed(block: Block, change: Change) -> Block:
    """The block with `change` done to each of its paragraphs, in order."""
    if isinstance(block, Paragraph):
        return change(block)
    rows = tuple(
        replace(row, cells=tuple(replace(cell, paragraphs=tuple(map(change, cell.paragraphs))) for cell in row.cells))
        for row in block.rows
    )
    return Table(rows, block.columns)
