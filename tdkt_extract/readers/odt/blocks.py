"""The blocks of an OpenDocument text, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ...legacy import FontReader
from ...text import Block, DocxLocator, Paragraph
from .._numbering import Counters
from .._runs import all_bold
from .._scope import Scope
from .._tables import MAX_SPAN, CellDraft, table_blocks
from ..base import Job
from .lists import Lists, Place
from .names import DRAW, HEADING, PARAGRAPH, STYLE_NAME, TABLE, TEXT, number
from .styles import ParagraphStyle, Styles
from .text import ParagraphReader, boxes

if TYPE_CHECKING:
    from lxml import etree

_SEEN_THROUGH = frozenset(
    f"{TEXT}{name}"
    for name in (
        "section", "index-body", "index-title", "table-of-content", "illustration-index", "table-index",
        "object-index", "user-index", "alphabetical-index", "bibliography",
    )
)  # fmt: skip
_ROW_GROUPS = frozenset(f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group"))
_COLUMN_GROUPS = frozenset(f"{TABLE}{name}" for name in ("table-header-columns", "table-columns", "table-column-group"))
_ROW, _CELL, _COVERED = f"{TABLE}table-row", f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
_CHECK_EVERY = 1000
_MOST_REPEATED = 20_000
"""Cells of a document that a repeat count may add to those that are written out."""


class BlockReader:
    """Gathers the notes on its way: (class, body, anchor). `fonts` reads runs whose fonts are older than Unicode."""

    def __init__(self, styles: Styles, job: Job) -> None:
        self.notes: list[tuple[str, etree._Element, DocxLocator]] = []
        self.fonts = FontReader()
        self._styles = styles
        self._paragraphs = ParagraphReader(styles, job)
        self._lists = Lists(styles)
        self._job = job
        self._repeats_left = _MOST_REPEATED
        self._met = 0

    def read(self, container: etree._Element, scope: Scope) -> list[Block]:
        """The blocks in a body, section, cell, note or text box."""
        blocks: list[Block] = []
        for child in container:
            tag = child.tag
            if tag in (PARAGRAPH, HEADING):
                blocks += self._paragraph(child, scope, None)
            elif tag == f"{TEXT}list":
                blocks += self._list(child, scope, None)
            elif tag == f"{TABLE}table":
                blocks += self._table(child, scope)
            elif tag in _SEEN_THROUGH:
                if child.get(f"{TEXT}display") != "none" and child.get(f"{TEXT}is-hidden") != "true":
                    blocks += self.read(child, scope)
            elif tag == f"{TEXT}numbered-paragraph":
                blocks += self._item(child, scope, self._lists.single(child), counts=True)
            elif str(tag).startswith(DRAW):
                blocks += self._boxes(boxes(child), scope, scope.place())
        return blocks

    def _boxes(self, found: list[etree._Element], scope: Scope, anchor: DocxLocator) -> list[Block]:
        return [block for box in found for block in self.read(box, scope.inside_box(anchor))]

    def _list(self, element: etree._Element, scope: Scope, outer: Place | None) -> list[Block]:
        place = self._lists.begin(element, outer)
        blocks: list[Block] = []
        for item in element:
            if item.tag in (f"{TEXT}list-item", f"{TEXT}list-header"):
                blocks += self._item(item, scope, place, counts=item.tag == f"{TEXT}list-item")
        return blocks

    def _item(self, item: etree._Element, scope: Scope, place: Place, counts: bool) -> list[Block]:
        """Its first paragraph has the number, the others none."""
        blocks: list[Block] = []
        style = item.get(f"{TEXT}style-override")
        own = replace(place, style=style) if style is not None else place
        start = item.get(f"{TEXT}start-value")
        restart = number(start, 1, 32767) if start is not None else None
        for child in item:
            if child.tag in (PARAGRAPH, HEADING):
                blocks += self._paragraph(child, scope, own if counts else None, restart, in_list=True)
                counts = False
            elif child.tag == f"{TEXT}list":
                blocks += self._list(child, scope, place)
        return blocks

    def _paragraph(
        self,
        element: etree._Element,
        scope: Scope,
        place: Place | None,
        restart: int | None = None,
        in_list: bool = False,
    ) -> list[Block]:
        """The paragraph, unless nothing of it is seen, and the text boxes that hang on it."""
        self._met += 1
        if self._met % _CHECK_EVERY == 0:
            self._job.check()
        where = scope.place()
        style = self._styles.paragraph(element.get(STYLE_NAME, ""))
        found = self._paragraphs.read(element, style)
        label = ""
        if place is not None:
            numbered = self._lists.numbered(place.style or style.list_name or "", place.shared)
            label = scope.counters.label(numbered, place.level, restart)
        elif element.tag == HEADING and not in_list:
            label = self._heading_label(element, style, scope.counters)
        text, readings = self.fonts.read_runs([(run.text, run.encoding) for run in found.runs])
        blocks: list[Block] = []
        if label or text.strip():
            blocks.append(
                Paragraph(
                    text,
                    ((0, where),),
                    label=label,
                    bold=all_bold(found.runs),
                    centred=style.centred,
                    outline=_outline(element, style),
                    readings=readings,
                )
            )
        for note in found.notes:
            body = note.find(f"{TEXT}note-body")
            if body is not None:
                self.notes.append((note.get(f"{TEXT}note-class", "footnote"), body, where))
        return blocks + self._boxes(found.boxes, scope, where)

    def _heading_label(self, element: etree._Element, style: ParagraphStyle, counters: Counters) -> str:
        """Headings are numbered by their outline level, unless they or their style say that they are not."""
        if style.list_name == "" or element.get(f"{TEXT}is-list-header") == "true":
            return ""
        level = number(element.get(f"{TEXT}outline-level"), 1, 10) - 1
        start = element.get(f"{TEXT}start-value")
        return counters.label(self._lists.of_headings, level, number(start, 1, 32767) if start is not None else None)

    def _table(self, element: etree._Element, scope: Scope) -> list[Block]:
        self._job.check()
        index = scope.tables
        scope.tables += 1
        columns = sum(
            number(column.get(f"{TABLE}number-columns-repeated"), 1, MAX_SPAN)
            for column in _inside(element, f"{TABLE}table-column", _COLUMN_GROUPS)
        )
        columns = min(columns, MAX_SPAN)
        rows: list[list[CellDraft]] = []
        for row_index, row in enumerate(_inside(element, _ROW, _ROW_GROUPS)):
            if row.get(f"{TABLE}visibility", "visible") != "visible":
                continue
            cells = self._row(row, (index, row_index), columns, scope)
            rows.append(cells)
            if any(cell.blocks for cell in cells):
                again = self._repeats(row.get(f"{TABLE}number-rows-repeated"), len(cells))
                rows.extend([replace(cell) for cell in cells] for _ in range(again))
        for at, cells in enumerate(rows):
            for cell in cells:
                cell.rowspan = max(1, min(cell.rowspan, len(rows) - at))
        return table_blocks(rows, columns)

    def _row(self, row: etree._Element, at: tuple[int, int], columns: int, scope: Scope) -> list[CellDraft]:
        cells: list[CellDraft] = []
        column = 0
        for cell_index, element in enumerate(child for child in row if child.tag in (_CELL, _COVERED)):
            repeated = element.get(f"{TABLE}number-columns-repeated")
            if element.tag == _COVERED:
                column += number(repeated, 1, MAX_SPAN)
                continue
            blocks = self.read(element, scope.inside_cell(*at, cell_index))
            colspan = max(1, number(element.get(f"{TABLE}number-columns-spanned"), 1, MAX_SPAN))
            rowspan = number(element.get(f"{TABLE}number-rows-spanned"), 1, MAX_SPAN)
            again = self._repeats(repeated, 1)
            # Empty cells fill a row up; some writers let them go on far beyond the table.
            for _ in range(1 + (again if blocks else min(again, max(0, columns - column - 1)))):
                cells.append(CellDraft(column, colspan, rowspan, blocks))
                column += 1
        return cells

    def _repeats(self, count: str | None, cells: int) -> int:
        """How often something of so many cells is to come again."""
        again = max(0, number(count, 1, MAX_SPAN) - 1)
        again = min(again, self._repeats_left // max(1, cells))
        self._repeats_left -= again * cells
        return again


def _outline(element: etree._Element, style: ParagraphStyle) -> int | None:
    if element.tag == HEADING:
        return max(0, number(element.get(f"{TEXT}outline-level"), 1, 10) - 1)
    return style.outline


def _inside(element: etree._Element, tag: str, groups: frozenset[str]) -> Iterator[etree._Element]:
    """The children of that kind, through what groups them."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in groups:
            yield from _inside(child, tag, groups)
