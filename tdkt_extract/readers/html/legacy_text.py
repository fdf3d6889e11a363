"""Pages in fonts from before Unicode, read in their tree: what a page's document is, is told by its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...legacy import Encoding, PieceReader, encoding_of_font, may_be_legacy

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FONTS = (".Vn", ".VN", "VNI", "Vni", "VPS")
_FAMILY = re.compile(r"font-family\s*:\s*[\"']?\s*([^;\"',}]{1,80})", re.I)


def read_legacy(root: HtmlElement, text: str) -> PieceReader | None:
    """Reads the tree's texts in place; None where nothing in the page looks like it."""
    if not may_be_legacy(text) and not any(name in text for name in _FONTS):
        return None
    places = list(_texts(root))
    reader = PieceReader()
    for at, read, _ in reader.read([(text, font) for text, font, _, _ in places]):
        _, _, element, is_tail = places[at]
        if is_tail:
            element.tail = read
        else:
            element.text = read
    return reader


def _texts(root: HtmlElement) -> Iterator[tuple[str, Encoding | None, HtmlElement, bool]]:
    """Each text of the tree, what its font tells, and where it stands: before an element's children or after it."""
    fonts: dict[HtmlElement, Encoding | None] = {}
    for element in root.iter():
        parent = element.getparent()
        around = fonts.get(parent) if parent is not None else None
        if isinstance(element.tag, str):
            fonts[element] = font = _font(element, around)
            if element.text and element.tag not in ("script", "style"):
                yield element.text, font, element, False
        if element.tail:
            yield element.tail, around, element, True


def _font(element: HtmlElement, around: Encoding | None) -> Encoding | None:
    family = _FAMILY.search(element.get("style") or "")
    name = family.group(1) if family else (element.get("face") or "").split(",")[0]
    return encoding_of_font(name.strip(" '\"")) if name else around
