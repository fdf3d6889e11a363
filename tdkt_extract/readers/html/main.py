"""Which elements of a page are its document: what is left out as page furniture, which tables only lay the page out.

A page is gone down from its body into the part that holds most of the text; what stands beside that part is left out
when nothing in it looks like a document. A file without any sign of a web site keeps everything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .._chrome import is_chrome_name, line_kind
from .._plain import ends_text, folded, is_heading, is_name, is_title
from .walk import BLOCKS, SKIPPED

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
_FEW_LINKS = 5  # a document cites as many
_PROSE = 80  # letters of a line that is a sentence
_MOST = 0.6  # of the text beside each other that the main part holds
_NUMBER = re.compile(r"s[oố]\s*:?\s*\d{0,5}\s*/", re.I)


@dataclass(slots=True)
class _Part:
    """What a container holds, by the lines a browser would show. `lines` are kept short: they serve as evidence."""

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
    parts: list[_Part] = field(default_factory=list)

    def add(self, other: _Part) -> None:
        for name in (
            "text",
            "linked",
            "whole_links",
            "lines",
            "prose",
            "furniture",
            "document",
            "names",
            "blocks",
            "tables",
            "titles",
        ):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def own(self) -> int:
        """The letters that are no links."""
        return self.text - self.linked


@dataclass(slots=True)
class Page:
    """`dropped` are the elements to leave out, `layout` the tables to unfold."""

    dropped: set[HtmlElement] = field(default_factory=set)
    layout: set[HtmlElement] = field(default_factory=set)


def survey(body: HtmlElement) -> Page:
    """Looks the page over."""
    page = Page()
    whole = _measure(body, page)
    if page.dropped or whole.whole_links >= _FEW_LINKS:
        page.dropped.difference_update(part.element for part in _named(whole, page) if _is_spared(part, whole))
        _descend(whole, page)
        if _lost(whole, page) > 0.5 * whole.own:
            page.dropped.clear()
    return page


def _measure(body: HtmlElement, page: Page) -> _Part:
    """The page's parts, by one iterative walk from the leaves up. Notes the elements named as furniture and the
    layout tables on its way."""
    from lxml import etree

    stack: list[_Part] = []
    whole = _Part(body)
    line: list[tuple[str, bool]] = []
    link = 0
    skipped = 0

    def end_line() -> None:
        if line and stack:
            _count_line(stack[-1], line)
        line.clear()

    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if event == "start":
            if tag in SKIPPED or skipped:
                skipped += 1
                continue
            if tag in BLOCKS or tag == "br":
                end_line()
            if tag in _CONTAINERS:
                stack.append(_Part(element))
                if _is_furniture(element, tag):
                    page.dropped.add(element)
            elif tag in BLOCKS and stack:
                stack[-1].blocks += 1
                stack[-1].titles += tag == "h1"
            link += tag == "a"
            if element.text and element.text.strip():
                line.append((element.text, link > 0))
            continue
        if skipped:
            skipped -= 1
        else:
            if tag in BLOCKS:
                end_line()
            link -= tag == "a"
            if tag in _CONTAINERS:
                whole = stack.pop()
                _finish(whole, stack[-1] if stack else None, page)
        if element is not body and not skipped and element.tail and element.tail.strip():
            line.append((element.tail, link > 0))
    return whole


def _finish(part: _Part, parent: _Part | None, page: Page) -> None:
    """Closes a container: it counts for the one around it, and a layout table is noted."""
    tag = part.element.tag
    if tag == "table":
        if _is_layout(part):
            page.layout.add(part.element)
        part.tables += 1
    if parent is None:
        return
    parent.add(part)
    parent.blocks += 1
    if part.text:
        parent.parts.append(part)


def _count_line(part: _Part, line: list[tuple[str, bool]]) -> None:
    text = " ".join("".join(words for words, _ in line).split())
    if not text:
        return
    linked = sum(sum(map(str.isalnum, words)) for words, is_link in line if is_link)
    letters = sum(map(str.isalnum, text)) if linked else len(text)
    part.lines += 1
    part.text += letters
    part.linked += linked
    if linked and letters - linked <= 3:
        part.whole_links += 1
        return
    if letters > _PROSE:
        part.prose += 1
        return
    if line_kind(text) is not None:
        part.furniture += 1
    elif is_title(text) or is_heading(text) or ends_text(text) or _NUMBER.match(folded(text)):
        part.document += 1
    elif is_name(text):
        part.names += 1


def _is_furniture(element: HtmlElement, tag: str) -> bool:
    """Whether the element says that it is page furniture."""
    if tag == "header":
        return next(element.iterancestors("article", "main"), None) is None
    if tag in _FURNITURE or element.get("role") in _ROLES:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return any(is_chrome_name(word) for word in _WORDS.findall(names))


def _named(part: _Part, page: Page) -> list[_Part]:
    """The parts, at any depth, whose elements are named as furniture."""
    found: list[_Part] = []
    stack = [part]
    while stack:
        each = stack.pop()
        if each.element in page.dropped:
            found.append(each)
        stack.extend(each.parts)
    return found


def _is_spared(part: _Part, whole: _Part) -> bool:
    """Whether a part named as furniture holds the document, or its title, all the same."""
    if part.element.tag == "header" and part.whole_links < 3 and 0 < part.titles == whole.titles:
        return True
    return part.own > 0.5 * whole.own or part.document > part.furniture


def _lost(whole: _Part, page: Page) -> int:
    """How many letters the dropped elements hold."""
    lost = 0
    stack = [whole]
    while stack:
        part = stack.pop()
        if part.element in page.dropped:
            lost += part.own
        else:
            stack.extend(part.parts)
    return lost


def _descend(part: _Part, page: Page) -> None:
    """Leaves out what stands beside the main part, level by level."""
    while part.element.tag != "table" or part.element in page.layout:
        parts = [each for each in part.parts if each.element not in page.dropped]
        main = max(parts, key=lambda each: each.own, default=None)
        if main is None or main.own < _MOST * sum(each.own for each in parts):
            page.dropped.update(each.element for each in parts if _is_menu(each))
            break
        page.dropped.update(each.element for each in parts if each is not main and _is_beside(each, main))
        part = main


def _is_menu(part: _Part) -> bool:
    return part.whole_links >= 3 and part.whole_links >= 0.7 * part.lines and not part.document


def _is_beside(part: _Part, main: _Part) -> bool:
    """Whether the part beside the main one is no part of the document: links, counters, page tools."""
    if part.document or part.names or part.titles:
        return False
    evidence = part.whole_links + part.furniture
    if not evidence or evidence < 0.2 * part.lines or part.own > 0.3 * main.own:
        return False
    # News with a summary each is prose under links; a document's part has more prose than that.
    return part.prose == 0 or part.whole_links >= max(3, part.prose)


def _is_layout(part: _Part) -> bool:
    """Whether a table only lays the page out: it is one cell, or holds tables or a document's worth of text."""
    table = part.element
    if table.get("role") in ("presentation", "none"):
        return True
    sections = [table, *(child for child in table if child.tag in ("thead", "tbody", "tfoot"))]
    rows = [row for section in sections for row in section if row.tag == "tr"]
    cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows[:50]]
    if max(map(len, cells), default=0) <= 1:
        return True
    if part.tables:
        return len(rows) <= 6 or part.tables > len(rows) / 2
    longest = max((_letters(cell) for row in cells for cell in row), default=0) if len(rows) <= 6 else 0
    return longest > 3000 and longest > 0.7 * part.text and part.blocks > 8 * len(rows)


def _letters(element: HtmlElement) -> int:
    return sum(len(text) for text in element.itertext())
