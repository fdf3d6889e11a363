"""What is printed: times, frequencies and durations, in order, without a judgement on what they are for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from .places import Places
from .rules import Choice, FrequencyRule, Lexicon, UnitRule, WordRule
from .values import Item, Scale, Unit

_NUMBERS = {
    "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười một": 11, "mười hai": 12, "giêng": 1, "i": 1, "ii": 2, "iii": 3, "iv": 4,
}  # fmt: skip
_RECURRENCE = {"năm": "R/P1Y", "quý": "R/P3M", "quí": "R/P3M", "tháng": "R/P1M", "tuần": "R/P1W", "ngày": "R/P1D"}
_OFTEN_A_YEAR = {1: "R/P1Y", 2: "R/P6M", 3: "R/P4M", 4: "R/P3M"}
_FREQUENCY_PART = re.compile(r"(?:(\d+|sáu|ba) )?(năm|qu[ýí]|tháng|tuần|ngày)(?: (?:đầu|cuối) năm)?")
_LARGEST = {"day": 31, "month": 12, "quarter": 4}


@dataclass(slots=True)
class Group:
    """Times joined into one expression. `recur` is the cycle of a day that has no year (“15 hằng tháng”);
    `next_year`: “31/3 năm sau”. `known`: whether its parts could be completed, once that has been tried."""

    items: list[Item]
    start: int
    stop: int
    rule: str
    recur: str | None = None
    next_year: bool = False
    known: bool | None = None

    @property
    def bare(self) -> bool:
        return self.items[0].first.bare

    @property
    def scale(self) -> Scale:
        return self.items[0].scale


@dataclass(frozen=True, slots=True)
class Frequency:
    """One or more recurrences: (value, start, stop) each. "this-year" and "next-year" wait for the calendar."""

    values: tuple[tuple[str, int, int], ...]
    start: int
    stop: int
    rule: str


@dataclass(frozen=True, slots=True)
class Duration:
    start: int
    stop: int


Sighting: TypeAlias = Group | Frequency | Duration


def number(text: str | None) -> int:
    """A number as printed: digits, a word, or a Roman numeral with OCR's l for I."""
    if text is None or text.isdigit():
        return int(text or 0)
    return _NUMBERS.get(text) or _NUMBERS[text.replace("l", "i").replace("1", "i")]


class Reader:
    """Reads what is printed at the places of one document where a time can begin."""

    __slots__ = ("folded", "lex", "places")

    def __init__(self, lex: Lexicon, folded: str, places: Places) -> None:
        self.lex, self.folded, self.places = lex, folded, places

    def openings(self, start: int, stop: int) -> list[int]:
        """The words of a paragraph with which a time can begin, by their index."""
        return self.places.times(start, stop)

    def sightings(self, openings: Sequence[int], stop: int) -> Iterator[Sighting]:
        """What is read there, up to the end of the paragraph."""
        at = 0
        for index in openings:
            begin = self.places.starts[index]
            if begin < at:
                continue
            seen = self._read(index, begin, stop)
            if seen is not None:
                at = seen.stop
                yield seen

    def group_at(self, at: int, stop: int) -> Group | None:
        """The calendar time that begins at `at`."""
        index = bisect_left(self.places.starts, at)
        seen = self._read(index, at, stop) if self._word_at(index, at) else None
        return seen if isinstance(seen, Group) else None

    def _read(self, index: int, begin: int, stop: int) -> Sighting | None:
        rules = self.lex.readers.at(self.places.ids, index)
        if rules is None or not self._stands_alone(begin):
            return None
        match = rules.pattern.match(self.folded, begin, stop)
        if match is None:
            return None
        choice = rules.which(match)
        if isinstance(choice.rule, UnitRule):
            return self._group(choice.rule, choice, match, stop)
        return (
            _frequency(choice.rule, choice, match)
            if isinstance(choice.rule, FrequencyRule)
            else Duration(*match.span())
        )

    def _stands_alone(self, begin: int) -> bool:
        """False for a number within a document number or another number: “30/2014”, “NQ-2”."""
        folded = self.folded
        return not (
            begin > 1 and folded[begin - 1] in "/.-_," and folded[begin].isdigit() and folded[begin - 2].isalnum()
        )

    def _word_at(self, index: int, at: int) -> bool:
        return index < len(self.places.starts) and self.places.starts[index] == at

    def _group(self, rule: UnitRule, choice: Choice, match: re.Match[str], stop: int) -> Group | None:
        first = _item(rule, choice.said(match), *match.span())
        if first is None:
            return None
        group = Group([first], match.start(), match.end(), rule.id)
        links = self.lex.links
        while self.places.next_is(links.firsts, group.stop):
            link = links.pattern.match(self.folded, group.stop, stop)
            if link is None:
                break
            joint = links.which(link)
            effect = joint.rule.effect if isinstance(joint.rule, WordRule) else "list"
            if effect == "open":
                group.items[-1].open = True
                group.stop = link.end()
                break
            if effect in ("recur", "next_year"):
                group.recur = _cycle(joint.said(link)) if effect == "recur" else None
                group.next_year = effect == "next_year"
                group.stop = link.end()
                break
            following = self._next(link.end(), stop, group.items[-1])
            if following is None or not _joins(group.items[-1], following, effect):
                break
            if effect == "range":
                group.items[-1].last = following.last or following.first
            else:
                group.items.append(following)
            group.stop = following.stop
        return group

    def _next(self, at: int, stop: int, left: Item) -> Item | None:
        """The unit after a connector: a whole one, or a bare number of the same kind (“quý II, III”)."""
        index = bisect_left(self.places.starts, at)
        rules = self.lex.units.at(self.places.ids, index) if self._word_at(index, at) else None
        if rules and (match := rules.pattern.match(self.folded, at, stop)):
            rule = (choice := rules.which(match)).rule
            if isinstance(rule, UnitRule):
                return _item(rule, choice.said(match), *match.span())
        scale = (left.last or left.first).scale
        largest = _LARGEST.get(scale)
        match = self.lex.next_number.match(self.folded, at, stop) if largest else None
        if match is None or largest is None or (match["roman"] and scale != "quarter"):
            return None
        value = number(match["n"] or match["roman"])
        if not 1 <= value <= largest:
            return None
        year = int(match["y"]) if match["y"] else None
        if scale == "day":
            return Item(Unit("day", None, None, value, *match.span())) if year is None else None
        return Item(Unit(scale, year, value, None, *match.span()))


def _joins(left: Item, right: Item, effect: str) -> bool:
    """A range has two ends and no more; a list is of one kind: “trong năm 2025, ngày 15/3” are two times."""
    if effect == "range":
        return left.last is None and right.last is None and "school" not in (left.scale, right.scale)
    return left.scale == right.scale


def _cycle(said: dict[str, str]) -> str:
    unit = next(word for word in said.values() if word)
    return _RECURRENCE[unit.rsplit(" ", 1)[-1]]


def _item(rule: UnitRule, said: dict[str, str], start: int, stop: int) -> Item | None:
    year = int(said["y"]) if said.get("y") else None

    def unit(scale: Scale, number: int | None = None, year: int | None = year) -> Unit:
        return Unit(scale, year, number, None, start, stop, rule.bare)

    if rule.gran == "day":
        return _days(said, unit("day", number(said["m"]) if said.get("m") else None))
    if rule.gran == "months":
        return _months(number(said["n"]), said["side"] == "đầu", unit)
    if rule.gran == "half":
        return Item(unit("half", 1 if said["first"] else 2))
    if rule.gran == "quarter":
        return Item(unit("quarter", number(said["q"])))
    if rule.gran == "month":
        return Item(unit("month", number(said["m"])))
    second = int(said["y2"]) if said.get("y2") else None
    if rule.gran == "year":
        return Item(unit("year"), unit("year", year=second) if second else None)
    return Item(unit("school")) if year is not None and second == year + 1 else None


def _days(said: dict[str, str], first: Unit) -> Item:
    first.day = int(said["d"])
    if not said.get("d2"):
        return Item(first)
    last = replace(first, day=int(said["d2"]))
    if first.number and first.day >= (last.day or 0):
        # “từ 28 đến 02 tháng 12” begins in November.
        if first.year and first.number == 1:
            first.year -= 1
        first.number = first.number - 1 or 12
    return Item(first, last)


def _months(count: int, at_start: bool, unit: Callable[[Scale, int], Unit]) -> Item:
    if count == 6:
        return Item(unit("half", 1 if at_start else 2))
    if count == 3:
        return Item(unit("quarter", 1 if at_start else 4))
    first, last = (1, count) if at_start else (13 - count, 12)
    return Item(unit("month", first), unit("month", last))


def _frequency(rule: FrequencyRule, choice: Choice, match: re.Match[str]) -> Frequency:
    start, stop = match.span()
    if rule.value is not None:
        return Frequency(((rule.value, start, stop),), start, stop, rule.id)
    said = choice.said(match)
    if said.get("list"):
        at = match.start(choice.groups["list"])
        parts = _FREQUENCY_PART.finditer(match.string, at, stop)
        values = [(value, part.start(), part.end()) for part in parts if (value := _part_value(part))]
        if values:
            values[0] = (values[0][0], start, values[0][2])
        return Frequency(tuple(values), start, stop, rule.id)
    if said.get("count"):
        unit = said["u"]
        value = _OFTEN_A_YEAR.get(number(said["count"]), "R/P1Y") if unit == "năm" else _RECURRENCE[unit]
    else:
        value = f"R/P{number(said['n'] or said['n2'])}M"
    return Frequency(((value, start, stop),), start, stop, rule.id)


def _part_value(part: re.Match[str]) -> str | None:
    """The recurrence of one member of a list; nine months come once a year and recur in no span."""
    count, unit = part.groups()
    if unit == "tháng" and count and number(count) > 1:
        return f"R/P{number(count)}M" if number(count) != 9 else None
    return _RECURRENCE[unit]
