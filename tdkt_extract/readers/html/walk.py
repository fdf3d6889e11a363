"""Element tree -> blocks, by an iterative walk: a page nests as deep as it likes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from ...text import Block, HtmlLocator, Paragraph, Table
from .._numerals import roman
from .._plain import has_ended, is_caps, item
from ..txt.blocks import text_blocks
from .table import TableBuilder

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SKIPPED = frozenset(
    {
        "script", "style", "noscript", "template", "head", "title", "select", "option", "button", "textarea",
        "iframe", "object", "embed", "canvas", "svg", "audio", "video", "map", "datalist", "input", "del",
    }
)  # fmt: skip
BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
        "h6", "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section",
        "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_BOLD = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|[6-9]00|normal|[1-5]00)", re.I)
_ALIGN = re.compile(r"text-align\s*:\s*(-?\w+)", re.I)
_NO_MARKER = re.compile(r"list-style(?:-type)?\s*:\s*none", re.I)
_MARKER = re.compile(r"mso-list\s*:\s*ignore", re.I)
_MOST_IN_LINK = 3  # paragraphs: a card of a news page has a title, a date and a summary
_SPACES = re.compile(r"[ \t\n\r\f]+")
_BREAKS = re.compile(r" ?\n ?")


def is_shown(element: HtmlElement, tag: str) -> bool:
    """Whether a browser shows the element, and a screen reader reads it."""
    if tag in SKIPPED:
        return False
    get = element.get
    if get("hidden") is not None or get("aria-hidden") == "true":
        return False
    style = get("style")
    return style is None or _HIDDEN.search(style) is None


def is_link(element: HtmlElement, tag: str) -> bool:
    """Whether the element is a link. A bookmark is none, nor one that was left open over half the page."""
    if tag != "a" or (element.get("href") is None and (element.get("name") or element.get("id"))):
        return False
    return sum(1 for _ in islice(element.iter("p", "table"), _MOST_IN_LINK + 1)) <= _MOST_IN_LINK


@dataclass(slots=True)
class _Frame:
    """An open element: where the walk stands in it, and what its text inherits."""

    element: HtmlElement
    parent: _Frame | None
    step: str
    children: Iterator[HtmlElement]
    block: bool
    bold: bool
    centred: bool
    counts: dict[str, int] = field(default_factory=dict)
    seen: int = 0
    link: bool = False
    items: int | None = None
    depth: int = 0
    path: str = ""
    table: TableBuilder | None = None


@dataclass(slots=True)
class _Piece:
    text: str
    bold: bool
    link: bool


class Walker:
    """Collects the blocks below `root`. `dropped` elements are left out, `layout` tables unfolded.

    After `walk`, `blocks` are the blocks, `linked` the indices of paragraphs that are nothing but links, and `indents`
    how many hard spaces those paragraphs began with that began with some.
    """

    def __init__(self, root: HtmlElement, path: str, dropped: Collection[HtmlElement], layout: Collection[HtmlElement]):
        self.blocks: list[Block] = []
        self.linked: set[int] = set()
        self.indents: dict[int, int] = {}
        self._dropped = dropped
        self._layout = layout
        self._tables: list[TableBuilder] = []
        self._pieces: list[_Piece] = []
        self._owner: _Frame | None = None
        self._label = ""
        self._root = _Frame(root, None, path, iter(root), True, False, False)

    def walk(self) -> None:
        frame: _Frame | None = self._root
        self._text(self._root, self._root.element.text)
        while frame is not None:
            child = next(frame.children, None)
            if child is not None:
                opened = self._open(frame, child)
                if opened is None:
                    self._text(frame, child.tail)
                else:
                    frame = opened
                continue
            self._close(frame)
            parent = frame.parent
            if parent is not None:
                self._text(parent, frame.element.tail)
            frame = parent

    def _open(self, frame: _Frame, element: HtmlElement) -> _Frame | None:
        """The frame of the child element; None when there is nothing to see in it."""
        tag = element.tag
        if not isinstance(tag, str):
            return None
        frame.seen += 1
        frame.counts[tag] = frame.counts.get(tag, 0) + 1
        style = element.get("style") or ""
        if tag == "br":
            self._pieces.append(_Piece("\n", False, False))
            return None
        if element in self._dropped or not is_shown(element, tag):
            return None
        if tag == "span" and "mso-" in style and _is_symbol_marker(element, style):
            self._label = "-"
            return None
        block = tag in BLOCKS
        if block:
            self._flush()
        if tag == "pre" and not self._tables:
            self._preformatted(frame, element)
            return None
        opened = _Frame(
            element,
            frame,
            _step(frame, tag),
            iter(element),
            block,
            _bold(frame, tag, style),
            _centred(frame, element, style) if block else frame.centred,
            link=frame.link or is_link(element, tag),
            depth=frame.depth + (tag == "ul"),
        )
        self._structure(opened, tag, style)
        self._text(opened, element.text)
        return opened

    def _structure(self, frame: _Frame, tag: str, style: str) -> None:
        """What tables and lists keep count of."""
        element = frame.element
        if tag in ("ol", "ul", "dir", "menu") and not _NO_MARKER.search(style):
            frame.items = _integer(element.get("start"), 1) if tag == "ol" else 0
        elif tag == "li":
            self._label = _label(frame, style)
        elif tag == "table" and element not in self._layout:
            frame.table = TableBuilder()
            self._tables.append(frame.table)
        elif self._tables and tag in ("tr", "td", "th") and _own_table(frame) is self._tables[-1]:
            if tag == "tr":
                self._tables[-1].row()
            else:
                self._tables[-1].cell(_integer(element.get("colspan"), 1), _integer(element.get("rowspan"), 1))

    def _close(self, frame: _Frame) -> None:
        if frame.block:
            self._flush()
        if frame.element.tag == "li":
            self._label = ""
        if frame.table is not None:
            self._tables.pop()
            table = frame.table.build()
            if self._tables:
                for paragraph in _flat(table):
                    self._tables[-1].add(paragraph)
            elif table.columns > 1:
                self.blocks.append(table)
            else:
                self.blocks.extend(_flat(table))

    def _text(self, frame: _Frame, text: str | None) -> None:
        """Adds text of the frame's own to the paragraph under way."""
        if not text:
            return
        if frame.element.tag != "pre":
            text = _SPACES.sub(" ", text)
        if self._owner is None:
            if not text.strip():
                return
            self._owner = frame
        self._pieces.append(_Piece(text, frame.bold, frame.link))

    def _preformatted(self, frame: _Frame, element: HtmlElement) -> None:
        path = f"{_path(frame)}/{_step(frame, 'pre')}"
        self.blocks.extend(text_blocks(element.text_content(), lambda line: HtmlLocator(path=path)))

    def _flush(self) -> None:
        """Ends the paragraph under way."""
        pieces, self._pieces = self._pieces, []
        owner, self._owner = self._owner, None
        if owner is None:
            return
        while not owner.block and owner.parent is not None:
            owner = owner.parent
        place = HtmlLocator(path=_path(owner))
        for part in _split(pieces):
            raw = _BREAKS.sub("\n", "".join(piece.text for piece in part))
            text = raw.strip()
            if raw[:1] == "\u00a0" and not self._tables:
                self.indents[len(self.blocks)] = len(raw) - len(raw.lstrip())
            label, self._label = self._label, ""
            if item(text):
                label = ""
            self._add(
                Paragraph(
                    text,
                    ((0, place),),
                    label=label,
                    bold=_share(part, "bold") > 0.8,
                    centred=owner.centred,
                    outline=_outline(owner),
                ),
                _share(part, "link") > 0.9,
            )

    def _add(self, paragraph: Paragraph, linked: bool) -> None:
        if self._tables:
            self._tables[-1].add(paragraph)
            return
        if linked:
            self.linked.add(len(self.blocks))
        self.blocks.append(paragraph)


def _flat(table: Table) -> Iterator[Paragraph]:
    """The paragraphs of a table inside a cell, or of one column, which is a frame around text."""
    return (paragraph for row in table.rows for cell in row.cells for paragraph in cell.paragraphs)


def _split(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    """The pieces by paragraphs: at two line breaks in a row, and at one where a new item or sentence begins."""
    part: list[_Piece] = []
    line: list[_Piece] = []
    breaks = 0
    last = ""
    for piece in [*pieces, _Piece("\n", False, False)]:
        if piece.text != "\n":
            line.append(piece)
            continue
        breaks += 1
        text = "".join(each.text for each in line).strip()
        if not text:
            line = []
            continue
        if part and (breaks > 2 or _is_new(last, text)):
            yield part
            part = []
        elif part:
            part.append(_Piece("\n", False, False))
        part.extend(line)
        line, breaks, last = [], 1, text
    if part:
        yield part


def _is_new(last: str, text: str) -> bool:
    """Whether the line after a single break begins a paragraph of its own."""
    return (
        item(text) is not None
        or (has_ended(last) and not text[0].islower())
        or (is_caps(last) and not is_caps(text) and not text[0].islower())
    )


def _is_symbol_marker(element: HtmlElement, style: str) -> bool:
    """Whether the element is a list marker that Word draws with a letter of a symbol font: “Ø”, “§”, “ü”."""
    if not _MARKER.search(style):
        return False
    text = str(element.text_content()).strip()
    return len(text) == 1 and not text.isdigit() and item(f"{text} a") is None


def _share(pieces: list[_Piece], name: str) -> float:
    """The share of the letters and digits that have the property."""
    if not any(getattr(piece, name) for piece in pieces):
        return 0.0
    sizes = [(sum(map(str.isalnum, piece.text)), bool(getattr(piece, name))) for piece in pieces]
    return sum(size for size, has in sizes if has) / max(1, sum(size for size, _ in sizes))


def _step(frame: _Frame, tag: str) -> str:
    """The XPath step to the child that was counted last."""
    if tag in ("html", "body"):
        return tag
    return f"{tag}[{frame.counts[tag]}]" if tag.isalnum() else f"*[{frame.seen}]"


def _path(frame: _Frame) -> str:
    if not frame.path:
        frame.path = frame.step if frame.parent is None else f"{_path_above(frame)}/{frame.step}"
    return frame.path


def _path_above(frame: _Frame) -> str:
    """The path of the parent, worked out from the first ancestor that knows its own: no recursion in deep pages."""
    chain: list[_Frame] = []
    above = frame.parent
    while above is not None and not above.path:
        chain.append(above)
        above = above.parent
    path = above.path if above is not None else ""
    for each in reversed(chain):
        each.path = path = f"{path}/{each.step}" if path else each.step
    return path


def _bold(frame: _Frame, tag: str, style: str) -> bool:
    weight = _WEIGHT.search(style)
    if weight:
        return weight.group(1).lower() not in ("normal", "100", "200", "300", "400", "500")
    return frame.bold or tag in _BOLD


def _centred(frame: _Frame, element: HtmlElement, style: str) -> bool:
    align = _ALIGN.search(style)
    value = align.group(1) if align else element.get("align")
    if element.tag == "table" and not align:
        return False  # the table stands in the middle, not its text
    if value:
        return value.lower() in ("center", "-webkit-center", "-moz-center", "middle")
    return element.tag in ("center", "th") or frame.centred


def _outline(frame: _Frame) -> int | None:
    """The heading level, 0 for h1, of the block or the one around it."""
    tag = frame.element.tag
    return int(tag[1]) - 1 if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else None


def _integer(value: str | None, default: int) -> int:
    try:
        return int(value or default)
    except ValueError:
        return default


def _own_table(frame: _Frame) -> TableBuilder | None:
    """The table that a row or cell belongs to."""
    above = frame.parent
    while above is not None and above.element.tag != "table":
        above = above.parent
    return above.table if above is not None else None


def _label(frame: _Frame, style: str) -> str:
    """The number or bullet that a browser shows before the list item."""
    parent = frame.parent
    if parent is None or parent.items is None or _NO_MARKER.search(style):
        return ""
    if parent.element.tag != "ol":
        return "-" if parent.depth <= 1 else "+"
    number = _integer(frame.element.get("value"), parent.items)
    parent.items = number + 1
    return _ordinal(number, frame.element.get("type") or parent.element.get("type") or "1") + "."


def _ordinal(number: int, kind: str) -> str:
    if kind in ("a", "A") and 0 < number <= 26:
        return chr(ord(kind) + number - 1)
    if kind in ("i", "I") and 0 < number < 4000:
        return roman(number).upper() if kind == "I" else roman(number)
    return str(number)
