"""Where a page carries its text when it shows none: frames with their page, text boxes, hidden panels, script data.

Portals that draw the text by a script, and pages saved while another tab was open, show menus only; the text lies in
the file all the same.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .parts import Part, Survey
from .tree import parse
from .walk import is_shown

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEAST = 300  # letters of a text worth looking for
_TRIED = 5  # texts of each kind, the longest first
_DATA = re.compile(r"application/(?:ld\+)?json", re.I)
_TAGS = re.compile(r"</?(?:p|div|br|table|tr|td|span|b|strong|h[1-6]|li|ul|ol)\b[^<>]{0,500}>", re.I)
_ESCAPED = re.compile(r"&lt;/?(?:p|div|br|table|tr|td|span|b|strong|h[1-6]|li|ul|ol)\b", re.I)


@dataclass(frozen=True, slots=True)
class Carried:
    """What the element `carrier` of a page carries: the part measured, or `text` when it has no tags. `apart` says that
    `part` is a tree of its own, whose places are no places of the page."""

    carrier: HtmlElement
    part: Part
    apart: bool = False
    text: str = ""

    @property
    def weight(self) -> tuple[bool, int]:
        return self.part.is_complete, self.part.own


def carried(root: HtmlElement, name: str) -> Iterator[Carried]:
    """All that the page carries beside what it shows."""
    for element in _outermost_hidden(root):
        yield Carried(element, Survey(element).whole)
    texts = sorted(_texts(root), key=lambda found: len(found[1]), reverse=True)
    for carrier, text in texts[:_TRIED]:
        if _ESCAPED.search(text) and not _TAGS.search(text):
            text = html.unescape(text)
        if _is_markup(text):
            yield Carried(carrier, Survey(parse(text, name)).whole, apart=True)
        else:
            lines = "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines())
            yield Carried(carrier, Survey(parse(f"<body>{lines}</body>", name)).whole, apart=True, text=text)


def _is_markup(text: str) -> bool:
    """Whether the tags make the lines; a plain text may have a few of them."""
    tags = sum(1 for _ in _TAGS.finditer(text))
    return tags > 0 and 2 * tags >= sum(1 for line in text.splitlines() if line.strip())


def _outermost_hidden(root: HtmlElement) -> list[HtmlElement]:
    """Elements with something in them that no browser shows, the largest first. Not those of a hidden one."""
    found: list[tuple[int, HtmlElement]] = []
    stack = [root]
    while stack:
        for child in stack.pop():
            tag = child.tag
            if not isinstance(tag, str) or tag in ("head", "script", "style", "select", "svg"):
                continue
            if is_shown(child, tag):
                stack.append(child)
            elif len(child):
                letters = sum(map(len, child.itertext()))
                if letters >= _LEAST:
                    found.append((letters, child))
    found.sort(key=lambda each: each[0], reverse=True)
    return [element for _, element in found[:_TRIED]]


def _texts(root: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Long texts that stand for markup: (the element, the text)."""
    for element in root.iter("iframe", "textarea", "script"):
        if element.tag == "iframe":
            texts = [element.get("srcdoc") or ""]
        elif element.tag == "textarea":
            texts = [] if len(element) else [element.text or ""]
        elif _DATA.match(element.get("type") or "") or element.get("id") == "__NEXT_DATA__":
            texts = list(_strings(element.text or ""))
        else:
            continue
        yield from ((element, text) for text in texts if len(text) >= _LEAST)


def _strings(data: str) -> Iterator[str]:
    """The strings in the JSON; none when it is damaged or deeper than the parser goes."""
    try:
        stack: list[Any] = [json.loads(data)]
    except (ValueError, RecursionError):
        return
    while stack:
        value = stack.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            stack.extend(value.values())
        elif isinstance(value, list):
            stack.extend(value)
