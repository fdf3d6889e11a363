"""Which elements of a page are its document: what is left out as page furniture, which tables only lay the page out.

A page is gone down from its body into the part that holds most of the text; what stands beside that part is left out
when nothing in it looks like a document. A file without any sign of a web site keeps everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .._chrome import is_label
from .parts import Part, Survey

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FEW_LINKS = 5  # a document cites as many
_MOST = 0.6  # of the text beside each other that the main part holds
_BANNER = 0.1  # of the document's letters, at most, in a line over the page
_SIGNED = 3  # lines of a signature below its authority: “(Đã ký)” and the name
_FEW_LABELS = 3  # a document has as many lines that are the name of a property


@dataclass(slots=True)
class Page:
    """`dropped` are the elements to leave out, `layout` the tables to unfold; `kept` is what stays, counted."""

    kept: Part
    dropped: set[HtmlElement] = field(default_factory=set)
    layout: set[HtmlElement] = field(default_factory=set)


def survey(body: HtmlElement) -> Page:
    """Looks the page over."""
    found = Survey(body)
    whole = found.whole
    page = Page(whole, found.furniture, found.layout)
    properties = _property_lists(whole)
    if page.dropped or properties or whole.whole_links >= _FEW_LINKS:
        page.dropped.difference_update(
            part.element for part in whole.walk() if part.element in page.dropped and _is_spared(part, whole)
        )
        _descend(whole, page)
        _drop_properties(properties, whole, page)
        if _lost(whole, page) > 0.5 * whole.own:
            page.dropped.clear()
    page.kept = _kept(whole, page)
    return page


def _is_spared(part: Part, whole: Part) -> bool:
    """Whether a part named as furniture holds the document, or its title, all the same."""
    if part.element.tag == "header" and part.whole_links < 3 and 0 < part.titles == whole.titles:
        return True
    if part.tables and not part.whole_links and not part.furniture:
        return True
    return part.own > 0.5 * whole.own or part.document > part.furniture


def _lost(whole: Part, page: Page) -> int:
    """How many letters the dropped elements hold."""
    return sum(part.own for part in _dropped_parts(whole, page))


def _kept(whole: Part, page: Page) -> Part:
    """`whole` without the dropped elements."""
    kept = Part(whole.element)
    kept.add(whole)
    for part in _dropped_parts(whole, page):
        kept.subtract(part)
    return kept


def _dropped_parts(whole: Part, page: Page) -> Iterator[Part]:
    """The outermost parts that are dropped."""
    stack = [whole]
    while stack:
        part = stack.pop()
        if part.element in page.dropped:
            yield part
        else:
            stack.extend(part.parts)


def _descend(part: Part, page: Page) -> None:
    """Leaves out what stands beside the main part, level by level."""
    while part.element.tag != "table" or part.element in page.layout:
        parts = [each for each in part.parts if each.element not in page.dropped]
        complete = [each for each in parts if each.is_complete]
        main = complete[0] if len(complete) == 1 else max(parts, key=lambda each: each.own, default=None)
        if main is None or (not complete and main.own < _MOST * sum(each.own for each in parts)):
            page.dropped.update(each.element for each in parts if _is_menu(each))
            break
        before = True
        for each in parts:
            if each is main:
                before = False
            elif _is_beside(each, main) or (len(complete) == 1 and _is_outside(each, main, before)):
                page.dropped.add(each.element)
        part = main


def _is_menu(part: Part) -> bool:
    return part.whole_links >= 3 and part.whole_links >= 0.7 * part.lines and not part.document


def _is_beside(part: Part, main: Part) -> bool:
    """Whether the part beside the main one is no part of the document: links, counters, page tools."""
    if part.document or part.names or part.titles:
        return False
    evidence = part.whole_links + part.furniture
    if not evidence or evidence < 0.2 * part.lines or part.own > 0.3 * main.own:
        return False
    # News with a summary each is prose under links; a document's part has more prose than that.
    return part.prose <= part.furniture or part.whole_links >= max(3, part.prose)


def _is_outside(part: Part, main: Part, before: bool) -> bool:
    """Whether the part beside a whole document, letterhead to signature, belongs to the page: before it nearly all
    does, after it come appendices, so that only what has neither their headings, tables nor prose is sure to."""
    if part.titles and not part.furniture:
        return False
    if before and not part.prose and not part.is_complete and part.own < _BANNER * main.own:
        return True  # the arms and motto over a site, its “KẾ HOẠCH - CHIẾN LƯỢC”, its chairman's telephone
    if part.document > part.furniture:
        return False
    evidence = part.whole_links + part.furniture
    if part.names and not before and not evidence and part.lines <= _SIGNED:
        return False  # the signer's name in a box of its own
    if before or evidence >= 0.5 * part.lines or (evidence >= 3 and part.whole_links >= part.prose):
        return True
    return not part.tables and not part.prose and part.lines <= 6


def _property_lists(whole: Part) -> list[Part]:
    """The smallest parts that are what a database says of a document: number, date, signer, state, one to a line."""
    return [
        part
        for part in whole.walk()
        if part.labels >= _FEW_LABELS
        and part.labels >= 0.3 * part.lines
        and not any(below.labels >= 0.7 * part.labels for below in part.parts)
        and _names_rows(part)
    ]


def _names_rows(part: Part) -> bool:
    """Whether the names stand before their values: a table of documents has them over its columns."""
    if part.element.tag not in ("table", "thead", "tbody", "tfoot"):
        return True
    named = 0
    for row in part.element.iter("tr"):
        cells = [" ".join(cell.text_content()[:400].split()) for cell in row if cell.tag in ("td", "th")]
        named += bool(cells) and is_label(cells[0]) and not (len(cells) > 1 and is_label(cells[1]))
    return named >= _FEW_LABELS


def _drop_properties(properties: list[Part], whole: Part, page: Page) -> None:
    """Leaves the properties out where the page has the text they are of."""
    rest = whole.own - _lost(whole, page) - sum(part.own for part in properties)
    if rest > 2 * sum(part.own for part in properties):
        page.dropped.update(part.element for part in properties)
