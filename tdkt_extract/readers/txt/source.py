"""Plain text -> its printed lines, numbered, with the blank lines and page breaks between them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ...text import Block, Locator, Paragraph

Place = Callable[[int], Locator]


class Line(NamedTuple):
    """A line that is not blank. `gap` is how many blank lines stand before it, `page` whether a page begins with it."""

    number: int
    text: str
    gap: int
    page: bool = False

    @property
    def tab(self) -> bool:
        """Whether the line begins with a tab, as a cell of a flattened table does."""
        return self.text.startswith("\t")


class Region(NamedTuple):
    """lines[start:end] make `blocks`."""

    start: int
    end: int
    blocks: list[Block]


def read_lines(text: str) -> list[Line]:
    """The printed lines of `text`. A line that is only a tab is printed: it is an empty cell of a flattened table."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines: list[Line] = []
    gap = 0
    page = False
    has_pages = "\f" in text
    for number, line in enumerate(text.split("\n"), 1):
        if has_pages and "\f" in line:
            page = True
            line = line.replace("\f", "")
        if not line or (line.isspace() and not line.startswith("\t")):
            gap += 1
            continue
        lines.append(Line(number, line, gap, page))
        gap, page = 0, False
    return lines


def line_paragraph(line: Line, place: Place) -> Paragraph:
    """The line as a paragraph of its own."""
    return Paragraph(line.text.strip(), ((0, place(line.number)),))


def paragraph(lines: Sequence[Line], place: Place, centred: bool = False) -> Paragraph:
    """One paragraph of the lines, each with its own place."""
    if len(lines) == 1 and not centred:
        return line_paragraph(lines[0], place)
    texts: list[str] = []
    locators: list[tuple[int, Locator]] = []
    offset = 0
    for line in lines:
        text = line.text.strip()
        texts.append(text)
        locators.append((offset, place(line.number)))
        offset += len(text) + 1
    return Paragraph("\n".join(texts), tuple(locators), centred=centred)


def width_of(text: str) -> int:
    """How many characters wide the text is printed: a combining mark takes no place of its own."""
    return len(text) if unicodedata.is_normalized("NFC", text) else len(unicodedata.normalize("NFC", text))
