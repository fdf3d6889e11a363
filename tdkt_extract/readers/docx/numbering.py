"""numbering.xml: which list a paragraph is in, and the levels of that list (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...legacy import decode, encoding_of_font
from .._numbering import LEVELS, Counters, Level, NumberedList
from .styles import RPR, VAL, ParagraphStyle, Styles, W, child_value, is_on, to_int, toggles

if TYPE_CHECKING:
    from lxml import etree


def _level(element: etree._Element) -> Level:
    number_format = child_value(element, f"{W}numFmt")
    if number_format is None:
        # Newer Word wraps a custom format in mc:AlternateContent; the last is the plain one of its fallback.
        for wrapped in element.iter(f"{W}numFmt"):
            number_format = wrapped.get(VAL)
    legal = element.find(f"{W}isLgl")
    start = to_int(child_value(element, f"{W}start"))
    text = child_value(element, f"{W}lvlText") or ""
    font = toggles(element.find(RPR)).font
    encoding = encoding_of_font(font) if font and not text.isascii() else None
    return Level(
        start=1 if start is None else start,
        number_format=number_format or "decimal",
        text=decode(text, encoding)[0] if encoding else text,
        restart=to_int(child_value(element, f"{W}lvlRestart")),
        legal=legal is not None and is_on(legal),
        style=child_value(element, f"{W}pStyle"),
    )


def _levels(parent: etree._Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for element in parent.iterchildren(f"{W}lvl"):
        index = to_int(element.get(f"{W}ilvl"))
        if index is not None and 0 <= index < LEVELS:
            found[index] = _level(element)
    return found


class Numbering:
    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts: dict[str, etree._Element] = {}
        self._nums: dict[str, etree._Element] = {}
        self._lists: dict[str, NumberedList | None] = {}
        for element in root if root is not None else ():
            if element.tag == f"{W}abstractNum":
                self._abstracts[element.get(f"{W}abstractNumId", "")] = element
            elif element.tag == f"{W}num":
                self._nums[element.get(f"{W}numId", "")] = element

    def _list(self, num_id: str) -> NumberedList | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._resolve(num_id)
        return self._lists[num_id]

    def _resolve(self, num_id: str) -> NumberedList | None:
        num = self._nums.get(num_id)
        abstract_id = child_value(num, f"{W}abstractNumId")
        if num is None or abstract_id is None:
            return None
        levels = dict(self._abstract_levels(abstract_id))
        starts: dict[int, int] = {}
        for override in num.iterchildren(f"{W}lvlOverride"):
            levels.update(_levels(override))
            index = to_int(override.get(f"{W}ilvl"))
            start = to_int(child_value(override, f"{W}startOverride"))
            if index is not None and start is not None:
                starts[index] = start
        return NumberedList(num_id, abstract_id, levels, starts)

    def _abstract_levels(self, abstract_id: str) -> dict[int, Level]:
        """The levels of an abstract list, through w:numStyleLink -> numbering style -> the list that defines it."""
        seen: set[str] = set()
        while abstract_id not in seen and (abstract := self._abstracts.get(abstract_id)) is not None:
            seen.add(abstract_id)
            link = child_value(abstract, f"{W}numStyleLink")
            if link is None:
                return _levels(abstract)
            num = self._nums.get(self._styles.numbering(link) or "")
            abstract_id = child_value(num, f"{W}abstractNumId") or ""
        return {}

    def style_level(self, num_id: str, style: ParagraphStyle) -> int:
        """The level of a paragraph that is in the list through its style: the level whose w:pStyle names the style,
        else what the style says, else the level of a style that it is based on."""
        numbered = self._list(num_id)
        by_style = {level.style: index for index, level in numbered.levels.items()} if numbered else {}
        if style.level is not None and not by_style.keys() & style.ids[:1]:
            return style.level
        return next((by_style[style_id] for style_id in style.ids if style_id in by_style), 0)

    def label(self, counters: Counters, num_id: str, level: int) -> str:
        """Counts one paragraph of the list `num_id` on `level` (from 0) and gives the label that Word shows."""
        numbered = self._list(num_id)
        return counters.label(numbered, level) if numbered is not None else ""
