"""HTML text -> element tree. libxml2 stops at its limits of depth and size; what it would lose is kept here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...errors import ReadError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_DEEP = 200  # libxml2 drops what lies deeper than 256 elements
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>")
_VOID = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
        "wbr",
    }
)  # fmt: skip
# “&#150;” is a control character to libxml2; browsers show the dash that Windows-1252 has there.
_WINDOWS = re.compile(r"&#(?:0{0,4}(1[2-5]\d)|[xX]0{0,4}([89][0-9a-fA-F]));?")
_SELF_CLOSING = frozenset({"p", "li", "td", "th", "tr", "dt", "dd", "option"})


def parse(text: str, name: str, deepest: int = MOST_DEEP) -> HtmlElement:
    """The root element; what lies too deep for libxml2 is lifted up to `deepest`. Raises ReadError for a text without
    any element or beyond libxml2's other limits."""
    if "&#" in text:
        text = _WINDOWS.sub(_meant, text)
    root = _parse(text, name)
    return _parse(_shallow(text, deepest), name, final=True) if root is None else root


def _parse(text: str, name: str, final: bool = False) -> HtmlElement | None:
    """The root element, None when a limit cut the tree short."""
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", recover=True, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:
        raise ReadError("no-text", name) from error
    cut = [entry.message for entry in parser.error_log if entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT]
    if cut and final:
        raise ReadError("damaged", name, format="HTML", detail=cut[0])
    return None if cut else root


def _meant(match: re.Match[str]) -> str:
    code = int(match.group(1)) if match.group(1) else int(match.group(2), 16)
    if not 0x80 <= code <= 0x9F:
        return match.group()
    return bytes([code]).decode("cp1252", "ignore") or match.group()


def _shallow(text: str, deepest: int) -> str:
    """`text` with the tags left out that nest too deep: unclosed font and div tags of old pages pile up so. Places in
    the document then are those of this shallower tree."""
    open_tags: list[tuple[str, bool]] = []
    kept = 0

    def replace(match: re.Match[str]) -> str:
        nonlocal kept
        closing, tag = match.group(1), match.group(2).lower()
        if tag in _VOID:
            return match.group()
        if not closing:
            if open_tags and tag in _SELF_CLOSING and open_tags[-1][0] == tag:
                kept -= open_tags.pop()[1]
            keep = kept < deepest
            open_tags.append((tag, keep))
            kept += keep
            return match.group() if keep else "<br><br>" if tag in ("div", "p", "table", "tr", "li") else " "
        while open_tags:
            other, keep = open_tags.pop()
            kept -= keep
            if other == tag:
                return match.group() if keep else " "
        return ""

    return _TAG.sub(replace, text)
