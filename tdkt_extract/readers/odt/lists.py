"""Lists: how their levels count, and which list goes on with which."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .._numbering import LEVELS, Level, NumberedList
from .names import LO, STYLE, STYLE_NAME, TEXT, XML_ID, number
from .styles import Styles

if TYPE_CHECKING:
    from lxml import etree

_MOST = 32767
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}
_WRITTEN_OUT = re.compile(r"%([1-9])%")
_OUTLINE = ""


def _levels(style: etree._Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    formats: dict[int, str] = {}
    for element in style:
        at = number(element.get(f"{TEXT}level"), 0, LEVELS + 1) - 1
        if not 0 <= at < LEVELS:
            continue
        start = number(element.get(f"{TEXT}start-value"), 1, _MOST)
        before, after = element.get(f"{STYLE}num-prefix", ""), element.get(f"{STYLE}num-suffix", "")
        if element.tag in (f"{TEXT}list-level-style-number", f"{TEXT}outline-level-style"):
            shown = element.get(f"{STYLE}num-format", "")
            formats[at] = _FORMATS.get(shown, "decimalZero" if shown.startswith("0") else "decimal")
            text = _written_out(element) or f"{before}{_numbers(element, at, formats)}{after}"
            found[at] = Level(start, formats[at], text if formats[at] != "none" else f"{before}{after}")
        else:
            # A picture has no character.
            found[at] = Level(start, "bullet", element.get(f"{TEXT}bullet-char", "\uf0b7"))
    return found


def _written_out(element: etree._Element) -> str:
    """The label as newer LibreOffice writes it, "%1%.%2%)": prefix and suffix cannot say what stands between."""
    return _WRITTEN_OUT.sub(r"%\1", element.get(f"{LO}num-list-format", ""))


def _numbers(element: etree._Element, level: int, formats: Mapping[int, str]) -> str:
    """The numbers of the levels above that are shown, and the level's own."""
    first = max(0, level + 1 - number(element.get(f"{TEXT}display-levels"), 1, LEVELS))
    return ".".join(f"%{at + 1}" for at in range(first, level + 1) if formats.get(at, "none") != "none")


@dataclass(slots=True)
class Place:
    """Where in a list reading is. `shared` names the counters that it has with the lists it goes on with."""

    style: str
    shared: str
    level: int = 0


@dataclass(slots=True)
class Lists:
    """The lists of a document in the order in which they are met."""

    styles: Styles
    _levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    _numbered: dict[tuple[str, str], NumberedList] = field(default_factory=dict)
    _by_id: dict[str, str] = field(default_factory=dict)
    _by_style: dict[str, str] = field(default_factory=dict)
    _met: int = 0

    def begin(self, element: etree._Element, outer: Place | None) -> Place:
        """A text:list: within another the next level of it; else one of its own, unless it goes on with an earlier."""
        style = element.get(STYLE_NAME)
        if outer is not None:
            return Place(outer.style if style is None else style, outer.shared, outer.level + 1)
        style = style or ""
        self._met += 1
        shared = str(self._met)
        if element.get(f"{TEXT}continue-numbering") == "true":
            shared = self._by_style.get(style, shared)
        shared = self._by_id.get(element.get(f"{TEXT}continue-list", ""), shared)
        self._by_style[style] = shared
        if (name := element.get(XML_ID)) is not None:
            self._by_id[name] = shared
        return Place(style, shared)

    def single(self, element: etree._Element) -> Place:
        """A text:numbered-paragraph, which is in a list without lying in it."""
        level = number(element.get(f"{TEXT}level"), 1, LEVELS) - 1
        return Place(element.get(STYLE_NAME, ""), "#" + element.get(f"{TEXT}list-id", ""), max(0, level))

    def numbered(self, style: str, shared: str) -> NumberedList:
        key = (style, shared)
        if key not in self._numbered:
            if style not in self._levels:
                self._levels[style] = self._read(style)
            self._numbered[key] = NumberedList(style, shared, self._levels[style])
        return self._numbered[key]

    def _read(self, style: str) -> dict[int, Level]:
        outline = self.styles.outline
        if outline is not None and style in (_OUTLINE, outline.get(f"{STYLE}name")):
            return _levels(outline)
        element = self.styles.lists.get(style)
        return _levels(element) if element is not None else {}

    @property
    def of_headings(self) -> NumberedList:
        """The list that headings are in which are in no other."""
        return self.numbered(_OUTLINE, _OUTLINE)
