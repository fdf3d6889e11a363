"""Automatic numbers: how lists count, and the label that a word processor shows before a numbered paragraph.

Counters belong to a list that several may share, so that lists which share one go on counting together; a start of
its own restarts the shared counter when a list is first used on that level (ECMA-376 part 1, 17.9; RTF says the same
by \\listoverride, OpenDocument by text:continue-list).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ._numerals import roman

LEVELS = 9
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


def bullet(text: str) -> str:
    """The label of a bullet that the file writes as `text`."""
    text = text.strip()
    return "-" if len(text) == 1 and text not in _PLAIN_BULLETS else text


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list. `text` is the label with %1 … %9 for the numbers of the levels; `restart`: 0 never, n after
    level n (from 1) or one above it, None after any level above; `legal`: all numbers decimal; `style`: that of the
    paragraphs which are on this level by their style."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None

    def restarts_after(self, level: int) -> bool:
        return self.restart is None or level < self.restart


@dataclass(frozen=True, slots=True)
class NumberedList:
    """What paragraphs refer to. `shared` names the counters; `starts` are this list's own, by level."""

    id: str
    shared: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int] = field(default_factory=dict)

    def start(self, level: int) -> int:
        if level in self.starts:
            return self.starts[level]
        return self.levels[level].start if level in self.levels else 1


@dataclass(slots=True)
class Counters:
    """How far the lists of one story (body, notes, text boxes) have counted."""

    values: dict[str, list[int | None]] = field(default_factory=dict)
    used: set[tuple[str, int]] = field(default_factory=set)

    def label(self, numbered: NumberedList, level: int, restart: int | None = None) -> str:
        """Counts one paragraph of the list on `level` (from 0), anew from `restart` where that is given, and gives
        the label that is shown."""
        if level not in numbered.levels:
            return ""
        values = self.values.setdefault(numbered.shared, [None] * LEVELS)
        if level in numbered.starts and (numbered.id, level) not in self.used:
            values[level] = None
        self.used.add((numbered.id, level))
        for above in range(level):
            if values[above] is None:
                values[above] = numbered.start(above)
        value = values[level]
        if restart is None:
            restart = numbered.start(level) if value is None else value + 1
        values[level] = restart
        for below in range(level + 1, LEVELS):
            if below not in numbered.levels or numbered.levels[below].restarts_after(level):
                values[below] = None
        return _show(numbered.levels, level, values)


def _show(levels: Mapping[int, Level], level: int, values: list[int | None]) -> str:
    shown = levels[level]
    if shown.number_format == "bullet":
        return bullet(shown.text)

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        value = values[at]
        if value is None:
            return ""
        other = levels.get(at)
        return format_number(value, "decimal" if shown.legal or other is None else other.number_format)

    return _PLACEHOLDER.sub(number, shown.text).strip()
