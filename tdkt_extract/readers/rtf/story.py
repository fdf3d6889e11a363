"""A story of an RTF file (the body, a note, a text box): paragraphs and tables as they end, one after another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ...text import Block, DocxLocator, Paragraph
from .._numbering import Counters, bullet
from .._runs import Run
from .grid import RowFormat, table

PART = "document"
_DEEPEST = 16
"""How deep tables lie in cells; what says that it lies deeper lies here."""


class Format(NamedTuple):
    """What a paragraph says of itself. `depth`: 0 outside of tables, 1 in a table, 2 in one that lies in a cell."""

    centred: bool = False
    style: int | None = None
    outline: int | None = None
    depth: int = 0
    list: int = 0
    level: int = 0


Mark = Literal["kept", "deleted", "hidden"]


class Label(NamedTuple):
    """The automatic number as the file shows it; `symbolic` says that a font of pictures does."""

    text: str
    symbolic: bool


@dataclass(slots=True)
class _Draft:
    """A paragraph that may yet be joined with the next: `mark` says what became of its end."""

    format: Format
    mark: Mark
    place: DocxLocator
    runs: list[Run]
    label: Label | None
    boxes: list[Block]
    is_visible: bool

    def joined(self, following: _Draft) -> _Draft:
        """This paragraph and `following` in one. After a deletion the mark that is left decides on list and style; a
        hidden one (Word's style separator) lets a heading run on into its text, so the heading decides."""
        leading = self if self.mark == "hidden" and self.is_visible else following
        place = self.place if self.runs else following.place
        self.runs += following.runs
        self.boxes += following.boxes
        return _Draft(
            leading.format,
            following.mark,
            place,
            self.runs,
            leading.label,
            self.boxes,
            self.is_visible or following.is_visible,
        )


@dataclass(slots=True)
class _Table:
    """A table under way; the first of a story is no table, its content the story's blocks."""

    content: list[Block] = field(default_factory=list)
    cells: list[list[Block]] = field(default_factory=list)
    rows: list[tuple[RowFormat, list[list[Block]]]] = field(default_factory=list)


@dataclass(slots=True)
class Story:
    """`finish` makes a paragraph of what was gathered, `step` is called for each table; `anchor` is where a note or a
    text box hangs."""

    finish: Callable[[Format, list[Run], Label | None, DocxLocator, Counters], Paragraph | None]
    step: Callable[[], None]
    anchor: DocxLocator | None = None
    counters: Counters = field(default_factory=Counters)
    runs: list[Run] = field(default_factory=list)
    label: Label | None = None
    boxes: list[Block] = field(default_factory=list)
    _waiting: _Draft | None = None
    _tables: list[_Table] = field(default_factory=lambda: [_Table()])
    _paragraphs: int = 0
    _in_cell: int = 0
    _table_count: int = 0

    def place(self, format: Format) -> DocxLocator:
        """Where the paragraph under way is: nested tables in the cell around them, for a locator has one table."""
        if self.anchor is not None:
            return self.anchor
        if not format.depth:
            return DocxLocator(part=PART, paragraph=self._paragraphs)
        if len(self._tables) > 1:
            outer = self._tables[1]
            row, cell, index = len(outer.rows), len(outer.cells), self._table_count - 1
        else:
            row, cell, index = 0, 0, self._table_count
        return DocxLocator(part=PART, paragraph=self._in_cell, table=index, row=row, cell=cell)

    def end_paragraph(self, format: Format, mark: Mark = "kept") -> None:
        is_visible = any(run.text.strip() for run in self.runs)
        draft = _Draft(format, mark, self.place(format), self.runs, self.label, self.boxes, is_visible)
        self.runs, self.label, self.boxes = [], None, []
        if format.depth:
            self._in_cell += 1
        else:
            self._paragraphs += 1
        if self._waiting is not None:
            draft = self._waiting.joined(draft)
            self._waiting = None
        if mark == "kept":
            self._put(draft)
        else:
            self._waiting = draft

    def _put(self, draft: _Draft) -> None:
        self._reach(draft.format.depth)
        content = self._tables[-1].content
        paragraph = self.finish(draft.format, draft.runs, draft.label, draft.place, self.counters)
        if paragraph is not None:
            content.append(paragraph)
        content += draft.boxes

    def _flush(self) -> None:
        """A last mark cannot be deleted: a paragraph that waits for the next ends here, if it has any text."""
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            if waiting.boxes or waiting.is_visible:
                self._put(waiting)

    def _reach(self, depth: int) -> None:
        """Ends the tables that lie deeper and begins those that do not lie so deep."""
        depth = min(depth, _DEEPEST)
        while len(self._tables) - 1 > depth:
            self._end_table()
        while len(self._tables) - 1 < depth:
            self.step()
            self._table_count += len(self._tables) == 1
            self._tables.append(_Table())

    def _end_table(self) -> None:
        under_way = self._tables[-1]
        if under_way.content or under_way.cells:
            if under_way.content:
                under_way.cells.append(under_way.content)
            under_way.rows.append((under_way.rows[-1][0] if under_way.rows else RowFormat(), under_way.cells))
        self._tables.pop()
        self._tables[-1].content += table(under_way.rows)

    def end_cell(self, format: Format) -> None:
        self.end_paragraph(format)
        self._reach(format.depth)
        current = self._tables[-1]
        current.cells.append(current.content)
        current.content = []
        if len(self._tables) == 2:
            self._in_cell = 0

    def end_row(self, depth: int, row: RowFormat) -> None:
        self._flush()
        self._reach(depth)
        current = self._tables[-1]
        if current.content:
            current.cells.append(current.content)
        current.rows.append((row.settled(), current.cells))
        current.content, current.cells = [], []
        if depth == 1:
            self._in_cell = 0
        if row.is_last:
            self._reach(depth - 1)

    def end(self, format: Format) -> list[Block]:
        """The blocks of the story. Its last paragraph may lack a mark."""
        if self.runs or self.boxes or self.label:
            self.end_paragraph(format)
        self._flush()
        self._reach(0)
        return self._tables[0].content


def shown_label(label: Label, is_bullet: bool | None) -> str:
    """The label that a file wrote. What is no number is a bullet as other formats give it: pictures are a mark."""
    text = label.text.strip()
    if len(text) == 1 and (label.symbolic or (is_bullet if is_bullet is not None else text == "o")):
        return bullet("\uf0b7" if label.symbolic else text)
    return text if any(char.isalnum() for char in text) else bullet(text)
