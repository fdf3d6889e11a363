"""Where in a file of a word processor reading is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..text import DocxLocator
from ._numbering import Counters


@dataclass(slots=True)
class Scope:
    """Where in the file reading is: counts the paragraphs and gives each its locator.

    A text box is found where it is anchored and a nested table in the cell around it, for a locator has one table.
    """

    part: str
    counters: Counters
    box_counters: Counters
    table: int | None = None
    row: int | None = None
    cell: int | None = None
    anchor: DocxLocator | None = None
    paragraphs: int = 0
    tables: int = 0

    def place(self) -> DocxLocator:
        if self.anchor is not None:
            return self.anchor
        self.paragraphs += 1
        return DocxLocator(
            part=self.part, paragraph=self.paragraphs - 1, table=self.table, row=self.row, cell=self.cell
        )

    def inside_box(self, anchor: DocxLocator) -> Scope:
        return replace(self, anchor=anchor, counters=self.box_counters)

    def inside_cell(self, table: int, row: int, cell: int) -> Scope:
        if self.anchor is not None or self.table is not None:
            return self
        return replace(self, table=table, row=row, cell=cell, paragraphs=0)
