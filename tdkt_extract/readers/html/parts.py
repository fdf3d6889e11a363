"""A page measured: what each of its containers holds, by the lines that a browser would show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .._chrome import is_chrome_name, is_label, line_kind, without_stamp
from .._plain import ends_text, folded, is_authority, is_heading, is_motto, is_name, is_recipients, is_title
from .walk import BLOCKS, is_link, is_shown

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CONTAINERS = BLOCKS - {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "tr", "caption", "legend", "pre"}
_FURNITURE = frozenset({"nav", "aside", "footer"})
_ROLES = frozenset(
    {
        "navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "toolbar", "dialog",
        "alert",
    }
)  # fmt: skip
_WORDS = re.compile(r"[^\s]+")
_PROSE = 80  # letters of a line that is a sentence
_NUMBER = re.compile(r"s[oố]\s*(?::\s*)?(?:\d{1,5}\s*)?/", re.I)
_SUMS = (
    "text", "linked", "whole_links", "lines", "prose", "furniture", "document", "names", "blocks", "tables", "titles",
    "labels", "mottos", "types", "ends",
)  # fmt: skip


@dataclass(slots=True)
class Part:
    """What a container holds. `own` letters are no links; the other counts are of lines, blocks and tables."""

    element: HtmlElement
    text: int = 0
    linked: int = 0
    whole_links: int = 0
    lines: int = 0
    prose: int = 0
    furniture: int = 0
    document: int = 0
    names: int = 0
    blocks: int = 0
    tables: int = 0
    titles: int = 0
    labels: int = 0
    mottos: int = 0
    types: int = 0
    ends: int = 0
    parts: list[Part] = field(default_factory=list)

    def add(self, other: Part) -> None:
        for name in _SUMS:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def subtract(self, other: Part) -> None:
        for name in _SUMS:
            setattr(self, name, getattr(self, name) - getattr(other, name))

    @property
    def own(self) -> int:
        return self.text - self.linked

    @property
    def is_complete(self) -> bool:
        """Whether it holds a whole document: the national motto, its type, and “./.”, recipients or signature."""
        return self.mottos > 0 and self.types > 0 and self.ends > 0

    def walk(self) -> Iterator[Part]:
        """This part and all below it."""
        stack = [self]
        while stack:
            part = stack.pop()
            yield part
            stack.extend(part.parts)


class Survey:
    """Measures the parts below `body`, from the leaves up, by one iterative walk.

    `furniture` are the elements that call themselves so, `layout` the tables that only lay the page out.
    """

    def __init__(self, body: HtmlElement) -> None:
        self.furniture: set[HtmlElement] = set()
        self.layout: set[HtmlElement] = set()
        self._stack: list[Part] = []
        self._line: list[tuple[str, bool]] = []
        self.whole = self._measure(body)

    def _measure(self, body: HtmlElement) -> Part:
        from lxml import etree

        whole = Part(body)
        self._stack.append(whole)
        skipped = 0
        links: list[HtmlElement] = []
        for event, element in etree.iterwalk(body, events=("start", "end")):
            tag = element.tag
            if not isinstance(tag, str):
                continue
            if event == "start":
                if skipped or not (element is body or is_shown(element, tag)):
                    skipped += 1
                    continue
                self._open(element, tag)
                if is_link(element, tag):
                    links.append(element)
                if element.text and element.text.strip():
                    self._line.append((element.text, bool(links)))
                continue
            if skipped:
                skipped -= 1
            else:
                if tag in BLOCKS:
                    self._end_line()
                if links and links[-1] is element:
                    links.pop()
                if tag in _CONTAINERS and element is not body:
                    self._finish(self._stack.pop())
            if element is not body and not skipped and element.tail and element.tail.strip():
                self._line.append((element.tail, bool(links)))
        self._end_line()
        return whole

    def _open(self, element: HtmlElement, tag: str) -> None:
        if tag in BLOCKS or tag == "br":
            self._end_line()
        if element is self._stack[0].element:
            return
        if tag in _CONTAINERS:
            self._stack.append(Part(element))
            if _is_furniture(element, tag):
                self.furniture.add(element)
        elif tag in BLOCKS:
            self._stack[-1].blocks += 1
            self._stack[-1].titles += tag == "h1"

    def _end_line(self) -> None:
        if self._line:
            _count_line(self._stack[-1], self._line)
        self._line.clear()

    def _finish(self, part: Part) -> None:
        """Closes a container: it counts for the one around it, and a layout table is noted."""
        if part.element.tag == "table":
            if _is_layout(part):
                self.layout.add(part.element)
            part.tables += 1
        parent = self._stack[-1]
        parent.add(part)
        parent.blocks += 1
        if part.text:
            parent.parts.append(part)


def _count_line(part: Part, line: list[tuple[str, bool]]) -> None:
    text = " ".join("".join(words for words, _ in line).split())
    if not text:
        return
    linked = sum(sum(map(str.isalnum, words)) for words, is_link in line if is_link)
    letters = sum(map(str.isalnum, text)) if linked else len(text)
    part.lines += 1
    part.text += letters
    part.linked += linked
    if linked and (letters - linked <= 3 or _is_dated_link(line)):
        part.whole_links += 1
    elif letters > _PROSE:
        part.prose += 1
        part.ends += text.endswith("./.")
        part.furniture += letters < 3 * _PROSE and line_kind(text) is not None
    else:
        _count_short(part, text)


def _count_short(part: Part, text: str) -> None:
    if is_label(text):
        part.labels += 1
    elif line_kind(text) is not None:
        part.furniture += 1
    elif is_title(text):
        part.document += 1
        motto = is_motto(text)
        part.mottos += motto
        part.types += not motto
    elif is_heading(text) or ends_text(text) or _NUMBER.match(folded(text)):
        part.document += 1
        part.ends += text.endswith("./.") or is_recipients(text) or is_authority(text)
    elif is_name(text):
        part.names += 1


def _is_dated_link(line: list[tuple[str, bool]]) -> bool:
    """Whether all beside the link is a date: another article's in a list."""
    rest = " ".join("".join(words if not is_link else " " for words, is_link in line).split())
    return not any(map(str.isalnum, without_stamp(rest)))


def _is_furniture(element: HtmlElement, tag: str) -> bool:
    """Whether the element says that it is page furniture."""
    if tag == "header":
        return next(element.iterancestors("article", "main"), None) is None
    if tag in _FURNITURE or element.get("role") in _ROLES:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return any(is_chrome_name(word) for word in _WORDS.findall(names))


def _is_layout(part: Part) -> bool:
    """Whether a table only lays the page out: it is one cell, or holds tables or a document's worth of text."""
    table = part.element
    if table.get("role") in ("presentation", "none"):
        return True
    sections = [table, *(child for child in table if child.tag in ("thead", "tbody", "tfoot"))]
    rows = [row for section in sections for row in section if row.tag == "tr"]
    # A section is a row as well: of the cells that stand in it outside its rows.
    cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in (*sections, *rows[:50])]
    if max(map(len, cells), default=0) <= 1:
        return True
    if part.tables:
        return len(rows) <= 6 or part.tables > len(rows) / 2
    longest = max((_letters(cell) for row in cells for cell in row), default=0) if len(rows) <= 6 else 0
    return longest > 3000 and longest > 0.7 * part.text and part.blocks > 8 * len(rows)


def _letters(element: HtmlElement) -> int:
    return sum(len(text) for text in element.itertext())
