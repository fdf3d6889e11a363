"""What a group of RTF remembers: its characters' look, its paragraph's format, where its text goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from .fonts import Font
from .grid import RowFormat
from .story import Format


class Table(Protocol):
    """A header table, which takes the control words and the text of its group itself."""

    def word(self, word: bytes, parameter: int | None) -> None: ...

    def text(self, text: str) -> None: ...


class State:
    """Copied for each group, so that the end of the group restores it.

    `sink` takes the text; `is_body` says that it is shown where it stands. `table` takes the control words instead;
    `ends` is called when the group that set it ends. `fallback`: the characters behind each \\u that stand for it.
    """

    __slots__ = (
        "bold", "caps", "deleted", "ends", "fallback", "font", "format", "hidden", "is_body", "row", "sink", "table",
    )  # fmt: skip

    def __init__(self, sink: Callable[[str], None]) -> None:
        self.sink = sink
        self.is_body = True
        self.table: Table | None = None
        self.ends: Callable[[], None] | None = None
        self.font: Font | None = None
        self.fallback = 1
        self.format = Format()
        self.row = RowFormat()
        self.plain()

    def plain(self) -> None:
        self.bold = self.caps = self.hidden = self.deleted = False

    def copy(self) -> State:
        new = State.__new__(State)
        new.sink, new.is_body, new.table, new.ends = self.sink, self.is_body, self.table, self.ends
        new.font, new.fallback, new.format, new.row = self.font, self.fallback, self.format, self.row
        new.bold, new.caps, new.hidden, new.deleted = self.bold, self.caps, self.hidden, self.deleted
        return new


def nothing(text: str) -> None:
    """The sink of text that is not shown."""
