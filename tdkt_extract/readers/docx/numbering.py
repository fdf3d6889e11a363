"""numbering.xml: the label that Word shows before a numbered paragraph.

Counters belong to the abstract list, so lists that share one go on counting together; a w:startOverride restarts the
shared counter when its w:num is first used on that level (ECMA-376 part 1, 17.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...legacy import decode, encoding_of_font
from .._numerals import roman
from .styles import RPR, VAL, ParagraphStyle, Styles, W, child_value, is_on, to_int, toggles

if TYPE_CHECKING:
    from lxml import etree

_LEVELS = 9
_MAX_NUMBER = 32767
_PLACEHOLDER = re.compile(r"%([1-9])")
# Bullets shown as they are. Others are shapes of a symbol font, stored as private-use characters or as letters
# ("o" in Courier New, "v" and "§" in Wingdings): a reader sees a mark, so the label is a mark.
_PLAIN_BULLETS = frozenset("-+*•–—")


def _letters(number: int) -> str:
    """a … z, aa, bb …: Word repeats the letter where a spreadsheet would say ab."""
    count, at = divmod(number - 1, 26)
    return chr(ord("a") + at) * (count + 1)


def format_number(number: int, number_format: str) -> str:
    """`number` as a w:numFmt writes it; formats that no Vietnamese document uses come out decimal."""
    number = min(number, _MAX_NUMBER)
    if number_format in ("none", "bullet"):
        return ""
    if number_format == "decimalZero":
        return f"{number:02d}"
    if number > 0:
        if number_format in ("lowerRoman", "upperRoman"):
            return roman(number) if number_format == "lowerRoman" else roman(number).upper()
        if number_format in ("lowerLetter", "upperLetter"):
            return _letters(number) if number_format == "lowerLetter" else _letters(number).upper()
    return f"- {number} -" if number_format == "numberInDash" else str(number)


@dataclass(frozen=True, slots=True)
class Level:
    """A w:lvl. `restart`: 0 never, n after level n (from 1) or one above it, None after any level above."""

    start: int
    number_format: str
    text: str
    restart: int | None
    legal: bool
    style: str | None

    def restarts_after(self, level: int) -> bool:
        return self.restart is None or level < self.restart


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
        if index is not None and 0 <= index < _LEVELS:
            found[index] = _level(element)
    return found


@dataclass(frozen=True, slots=True)
class _List:
    """A w:num: the levels of its abstract list with its own overrides."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]

    def start(self, level: int) -> int:
        if level in self.starts:
            return self.starts[level]
        return self.levels[level].start if level in self.levels else 1


@dataclass(slots=True)
class Counters:
    """How far the lists of one story (body, notes, text boxes) have counted."""

    values: dict[str, list[int | None]] = field(default_factory=dict)
    used: set[tuple[str, int]] = field(default_factory=set)


class Numbering:
    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts: dict[str, etree._Element] = {}
        self._nums: dict[str, etree._Element] = {}
        self._lists: dict[str, _List | None] = {}
        for element in root if root is not None else ():
            if element.tag == f"{W}abstractNum":
                self._abstracts[element.get(f"{W}abstractNumId", "")] = element
            elif element.tag == f"{W}num":
                self._nums[element.get(f"{W}numId", "")] = element

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._resolve(num_id)
        return self._lists[num_id]

    def _resolve(self, num_id: str) -> _List | None:
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
        return _List(abstract_id, levels, starts)

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
        if numbered is None or level not in numbered.levels:
            return ""
        values = counters.values.setdefault(numbered.abstract, [None] * _LEVELS)
        if level in numbered.starts and (num_id, level) not in counters.used:
            values[level] = None
        counters.used.add((num_id, level))
        for above in range(level):
            if values[above] is None:
                values[above] = numbered.start(above)
        value = values[level]
        values[level] = numbered.start(level) if value is None else value + 1
        for below in range(level + 1, _LEVELS):
            if below not in numbered.levels or numbered.levels[below].restarts_after(level):
                values[below] = None
        return _show(numbered.levels, level, values)


def _show(levels: dict[int, Level], level: int, values: list[int | None]) -> str:
    shown = levels[level]
    if shown.number_format == "bullet":
        text = shown.text.strip()
        return "-" if len(text) == 1 and text not in _PLAIN_BULLETS else text

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        value = values[at]
        if value is None:
            return ""
        other = levels.get(at)
        return format_number(value, "decimal" if shown.legal or other is None else other.number_format)

    return _PLACEHOLDER.sub(number, shown.text).strip()
