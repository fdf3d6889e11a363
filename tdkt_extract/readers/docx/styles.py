"""styles.xml: what a paragraph or run takes from its styles.

Bold, capitals and hidden are toggles (ECMA-376 part 1, 17.7.3): along basedOn the nearest value counts; the values of
the paragraph style and of the character style are then combined by exclusive or; what the run says itself wins.
The font is the nearest that is named; it matters where it tells that the text is no Unicode.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from ...legacy import Encoding, encoding_of_font

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
PPR, RPR = f"{W}pPr", f"{W}rPr"
_OFF = frozenset(("0", "false", "off"))
_TOGGLES = {f"{W}b": 0, f"{W}caps": 1, f"{W}vanish": 2}
_FONTS = f"{W}rFonts"
_THEME_FONT = ""
_HEADING = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_BODY_TEXT_LEVEL = 9
_MOST_BASES = 50  # Word stops at ten


class Toggles(NamedTuple):
    """What one place says of the toggles, and of the font; None where it says nothing."""

    bold: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    font: str | None = None


class Look(NamedTuple):
    """What a reader sees of the toggles; `encoding` where the font is one of an encoding before Unicode."""

    bold: bool
    caps: bool
    hidden: bool
    encoding: Encoding | None


_SILENT = Toggles()
_Setting = TypeVar("_Setting", bound="bool | str | None")


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph style with all that it is based on. `ids`: itself first, then its bases; `look`: that of a run
    that says nothing."""

    ids: tuple[str, ...]
    toggles: Toggles
    look: Look
    centred: bool
    outline: int | None
    num_id: str | None
    level: int | None


def child_value(parent: etree._Element | None, tag: str) -> str | None:
    """The w:val of the direct child `tag`."""
    child = parent.find(tag) if parent is not None else None
    return child.get(VAL) if child is not None else None


def to_int(value: str | None) -> int | None:
    """`value` as a number, or None: a reader of damaged files must not stop at "1.5" or ""."""
    try:
        return int(value) if value is not None else None
    except ValueError:
        return None


def is_on(element: etree._Element) -> bool:
    return element.get(VAL) not in _OFF


def toggles(properties: etree._Element | None) -> Toggles:
    """The toggles and the font that a w:rPr sets."""
    if properties is None:
        return _SILENT
    values: list[bool | None] = [None, None, None]
    font: str | None = None
    for child in properties:
        at = _TOGGLES.get(child.tag)
        if at is not None:
            values[at] = is_on(child)
        elif child.tag == _FONTS:
            font = _font(child)
    bold, caps, hidden = values
    return Toggles(bold, caps, hidden, font)


def _font(fonts: etree._Element) -> str | None:
    """The font of the characters from U+0080 to U+00FF, in which all legacy letters lie. That of a theme is Unicode."""
    if fonts.get(f"{W}hAnsiTheme") is not None:
        return _THEME_FONT
    name = fonts.get(f"{W}hAnsi")
    return fonts.get(f"{W}ascii") if name is None else name


def centring(properties: etree._Element | None) -> bool | None:
    """Whether a w:pPr centres, or None where it has no alignment."""
    value = child_value(properties, f"{W}jc")
    return None if value is None else value == "center"


def without_table_styles(xml: bytes) -> bytes:
    """styles.xml less its table styles: nine tenths of the 350 KB that every file made from one common template
    carries, 5 ms to parse, and no hint of ours is read from them."""
    head, *styles = xml.split(b"<w:style ")
    kept = [head]
    for style in styles:
        attributes, _, _ = style.partition(b">")
        if b'w:type="table"' in attributes and b"</w:style>" in style:
            kept.append(style.partition(b"</w:style>")[2])
        else:
            kept.append(b"<w:style " + style)
    return b"".join(kept)


def _combine(first: _Setting, base: _Setting) -> _Setting:
    return base if first is None else first


class Styles:
    """The styles of a document, each resolved when first asked for."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[tuple[str, str], etree._Element] = {}
        self._default: dict[str, str] = {}
        self._paragraphs: dict[str | None, ParagraphStyle] = {}
        self._characters: dict[str, Toggles] = {}
        defaults = root.find(f"{W}docDefaults") if root is not None else None
        run_path, paragraph_path = f"{W}rPrDefault/{RPR}", f"{W}pPrDefault/{PPR}"
        self._base = toggles(defaults.find(run_path) if defaults is not None else None)
        self._centred = bool(centring(defaults.find(paragraph_path) if defaults is not None else None))
        for style in root.iterchildren(f"{W}style") if root is not None else ():
            kind, style_id = style.get(f"{W}type", "paragraph"), style.get(f"{W}styleId", "")
            self._elements[kind, style_id] = style
            if style.get(f"{W}default") in ("1", "true", "on"):
                self._default.setdefault(kind, style_id)

    def _chain(self, kind: str, style_id: str) -> list[etree._Element]:
        """The style and what it is based on, nearest first; a circle is cut."""
        chain: list[etree._Element] = []
        seen: set[str] = set()
        while len(chain) < _MOST_BASES and style_id not in seen:
            style = self._elements.get((kind, style_id))
            if style is None:
                break
            chain.append(style)
            seen.add(style_id)
            style_id = child_value(style, f"{W}basedOn") or ""
        return chain

    def _chain_toggles(self, chain: list[etree._Element]) -> Toggles:
        found = _SILENT
        for style in chain:
            found = Toggles(*map(_combine, found, toggles(style.find(RPR))))  # type: ignore[arg-type]
        return found

    def paragraph(self, style_id: str | None) -> ParagraphStyle:
        """The style of that id; for none, or one that the document lacks, the default style, as in Word."""
        known = self._paragraphs.get(style_id)
        if known is None:
            if style_id is None or ("paragraph", style_id) not in self._elements:
                known = self._resolve(self._default.get("paragraph", ""))
            else:
                known = self._resolve(style_id)
            self._paragraphs[style_id] = known
        return known

    def _resolve(self, style_id: str) -> ParagraphStyle:
        chain = self._chain("paragraph", style_id)
        centred: bool | None = None
        outline = level = None
        num_id: str | None = None
        for style in chain:
            properties = style.find(PPR)
            numbering = properties.find(f"{W}numPr") if properties is not None else None
            centred = _combine(centred, centring(properties))
            outline = _outline(style, properties) if outline is None else outline
            num_id = num_id or child_value(numbering, f"{W}numId")
            level = to_int(child_value(numbering, f"{W}ilvl")) if level is None else level
        chain_toggles = self._chain_toggles(chain)
        return ParagraphStyle(
            ids=tuple(style.get(f"{W}styleId", "") for style in chain),
            toggles=chain_toggles,
            look=self._look(_SILENT, chain_toggles, _SILENT),
            centred=self._centred if centred is None else centred,
            outline=outline if outline != _BODY_TEXT_LEVEL else None,
            num_id=num_id,
            level=level,
        )

    def _character(self, style_id: str | None) -> Toggles:
        if style_id is None:
            return _SILENT
        known = self._characters.get(style_id)
        if known is None:
            known = self._characters[style_id] = self._chain_toggles(self._chain("character", style_id))
        return known

    def look(self, properties: etree._Element | None, style: ParagraphStyle) -> Look:
        """That of a run (or paragraph mark) with this w:rPr in a paragraph of this style."""
        if properties is None:
            return style.look
        return self._look(toggles(properties), style.toggles, self._character(child_value(properties, f"{W}rStyle")))

    def _look(self, own: Toggles, paragraph: Toggles, character: Toggles) -> Look:
        bold, caps, hidden = (
            said if said is not None else bool(base) or bool(in_paragraph) != bool(in_character)
            for said, base, in_paragraph, in_character in zip(
                own[:3], self._base[:3], paragraph[:3], character[:3], strict=True
            )
        )
        for font in (own.font, character.font, paragraph.font, self._base.font):
            if font is not None:
                return Look(bold, caps, hidden, encoding_of_font(font))
        return Look(bold, caps, hidden, None)

    def numbering(self, style_id: str) -> str | None:
        """The numId of a numbering style (what w:numStyleLink names)."""
        style = self._elements.get(("numbering", style_id))
        return child_value(style.find(f"{PPR}/{W}numPr"), f"{W}numId") if style is not None else None


def _outline(style: etree._Element, properties: etree._Element | None) -> int | None:
    """The outline level that one style sets, by property or by being a built-in heading."""
    level = to_int(child_value(properties, f"{W}outlineLvl"))
    if level is not None:
        return level
    heading = _HEADING.fullmatch(child_value(style, f"{W}name") or "")
    return int(heading[1]) - 1 if heading else None
