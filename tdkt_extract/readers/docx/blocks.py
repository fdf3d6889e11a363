"""The blocks of one part of a Word file, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...text import Block, Paragraph
from .._numbering import Counters
from .._scope import Scope
from .._tables import MAX_SPAN, CellDraft, Merge, merged, table_blocks
from ..base import Job
from .numbering import Numbering
from .styles import VAL, W, centring, child_value, is_on, to_int
from .text import Draft, ParagraphReader, joined, unwrapped

if TYPE_CHECKING:
    from lxml import etree

PARAGRAPH = f"{W}p"
_TABLE, _ROW, _CELL = f"{W}tbl", f"{W}tr", f"{W}tc"
_BODY_TEXT_LEVEL = 9


class BlockReader:
    def __init__(self, paragraphs: ParagraphReader, numbering: Numbering, job: Job) -> None:
        self._job = job
        self._paragraphs = paragraphs
        self._numbering = numbering

    def read(self, container: etree._Element, scope: Scope) -> list[Block]:
        """The blocks in a body, cell, note or text box."""
        blocks: list[Block] = []
        waiting: list[Draft] = []
        for child in unwrapped(container):
            if child.tag == PARAGRAPH:
                self._job.tick()
                waiting.append(self._paragraphs.read(child, scope.place()))
                if waiting[-1].mark != "kept":
                    continue
            elif child.tag != _TABLE:
                continue
            if waiting:
                blocks.extend(self._finished(joined(waiting), scope))
                waiting = []
            if child.tag == _TABLE:
                blocks.extend(self._table(child, scope))
        # A last mark cannot be deleted. One that says so ends a paragraph that is gone, unless it has text.
        if any(draft.text.strip() or draft.boxes for draft in waiting):
            blocks.extend(self._finished(joined(waiting), scope))
        return blocks

    def _finished(self, draft: Draft, scope: Scope) -> list[Block]:
        """The paragraph, unless nothing of it is seen, and the text boxes that hang on it."""
        blocks: list[Block] = []
        properties, style = draft.properties, draft.style
        label = self._label(draft, scope.counters)
        if label or draft.text.strip():
            centred = centring(properties)
            outline = to_int(child_value(properties, f"{W}outlineLvl"))
            if outline is None:
                outline = style.outline
            blocks.append(
                Paragraph(
                    draft.text,
                    draft.locators,
                    label=label,
                    bold=draft.bold,
                    centred=style.centred if centred is None else centred,
                    outline=outline if outline != _BODY_TEXT_LEVEL else None,
                    readings=draft.readings,
                )
            )
        for box in draft.boxes:
            blocks.extend(self.read(box, scope.inside_box(draft.place)))
        return blocks

    def _label(self, draft: Draft, counters: Counters) -> str:
        properties, style = draft.properties, draft.style
        numbering = properties.find(f"{W}numPr") if properties is not None else None
        num_id = child_value(numbering, f"{W}numId")
        level = to_int(child_value(numbering, f"{W}ilvl"))
        if num_id is None:
            num_id = style.num_id
            if num_id is not None and level is None:
                level = self._numbering.style_level(num_id, style)
        if num_id is None or num_id == "0":
            return ""
        return self._numbering.label(counters, num_id, level or 0)

    def _table(self, element: etree._Element, scope: Scope) -> list[Block]:
        index = scope.tables
        scope.tables += 1
        rows = [
            self._row(row, index, row_index, scope)
            for row_index, row in enumerate(child for child in unwrapped(element) if child.tag == _ROW)
            if not _is_gone(row)
        ]
        grid = element.find(f"{W}tblGrid")
        columns = sum(1 for _ in grid.iterchildren(f"{W}gridCol")) if grid is not None else 0
        return table_blocks(merged(rows), columns)

    def _row(self, row: etree._Element, table: int, index: int, scope: Scope) -> list[CellDraft]:
        cells: list[CellDraft] = []
        column = _span(row.find(f"{W}trPr"), f"{W}gridBefore", 0)
        for cell_index, element in enumerate(child for child in unwrapped(row) if child.tag == _CELL):
            properties = element.find(f"{W}tcPr")
            width = _span(properties, f"{W}gridSpan", 1)
            if properties is None or properties.find(f"{W}cellDel") is None:
                # What a merged cell swallows is not seen, but its numbered paragraphs count.
                blocks = self.read(element, scope.inside_cell(table, index, cell_index))
                vertical, horizontal = _merge(properties, f"{W}vMerge"), _merge(properties, f"{W}hMerge")
                cells.append(CellDraft(column, width, blocks=blocks, vertical=vertical, horizontal=horizontal))
            column += width
        return cells


def _is_gone(row: etree._Element) -> bool:
    """Whether a row is deleted (w:del) or hidden."""
    properties = row.find(f"{W}trPr")
    if properties is None:
        return False
    hidden = properties.find(f"{W}hidden")
    return properties.find(f"{W}del") is not None or (hidden is not None and is_on(hidden))


def _merge(properties: etree._Element | None, tag: str) -> Merge:
    """How a cell is merged in one direction."""
    merge = properties.find(tag) if properties is not None else None
    if merge is None:
        return None
    return "continue" if merge.get(VAL, "continue") == "continue" else "restart"


def _span(properties: etree._Element | None, tag: str, least: int) -> int:
    return max(least, min(to_int(child_value(properties, tag)) or least, MAX_SPAN))
