"""What is printed: times, frequencies and durations, in order, without a judgement on what they are for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from .rules import FrequencyRule, Lexicon, UnitRule, WordRule, lexicon
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


def sightings(folded: str, start: int, stop: int) -> Iterator[Sighting]:
    lex = lexicon()
    at = start
    for anchor in lex.anchors.pattern.finditer(folded, start, stop):
        if anchor.start() < at:
            continue
        for begin in _beginnings(lex, folded, anchor, at):
            match = lex.atoms.pattern.match(folded, begin, stop)
            if match and _starts_word(folded, begin):
                seen = _sighting(lex, folded, stop, match)
                if seen is not None:
                    at = seen.stop
                    yield seen
                    break


def _beginnings(lex: Lexicon, folded: str, anchor: re.Match[str], low: int) -> Iterator[int]:
    """Where a time can begin around an anchor: at a word that counts the number, then at the number itself."""
    kind = anchor.lastindex or 1
    begin = anchor.start() - lex.anchors.offsets[kind]
    if kind == 1 and folded.endswith(lex.anchors.heads, low, begin):
        yield begin - len(next(head for head in lex.anchors.heads if folded.endswith(head, low, begin)))
    if begin >= low:
        yield begin


def _starts_word(folded: str, begin: int) -> bool:
    """False within a word or a document number: “TT3/2024”, “30/2014”, “NQ-2”."""
    if begin == 0:
        return True
    before = folded[begin - 1]
    if before.isalnum():
        return False
    return not (before in "/.-_," and folded[begin].isdigit() and begin > 1 and folded[begin - 2].isalnum())


def _sighting(lex: Lexicon, folded: str, stop: int, match: re.Match[str]) -> Sighting | None:
    rule, pattern = lex.atoms.which(match)
    found = pattern.match(folded, match.start(), stop)
    if found is None:
        return None
    if isinstance(rule, UnitRule):
        return _group(lex, folded, stop, rule, found)
    return _frequency(rule, found) if isinstance(rule, FrequencyRule) else Duration(*found.span())


def _group(lex: Lexicon, folded: str, stop: int, rule: UnitRule, match: re.Match[str]) -> Group | None:
    first = _item(rule, match)
    if first is None:
        return None
    group = Group([first], match.start(), match.end(), rule.id)
    while link := lex.links.pattern.match(folded, group.stop, stop):
        word = lex.links.which(link)[0]
        effect = word.effect if isinstance(word, WordRule) else "list"
        if effect == "open":
            group.items[-1].open = True
            group.stop = link.end()
            break
        if effect in ("recur", "next_year"):
            group.recur = _cycle(lex, link, folded, stop) if effect == "recur" else None
            group.next_year = effect == "next_year"
            group.stop = link.end()
            break
        following = _next(lex, folded, link.end(), stop, group.items[-1])
        if following is None or not _joins(group.items[-1], following, effect):
            break
        if effect == "range":
            group.items[-1].last = following.last or following.first
        else:
            group.items.append(following)
        group.stop = following.stop
    return group


def _joins(left: Item, right: Item, effect: str) -> bool:
    """A range has two ends and no more; a list is of one kind: “trong năm 2025, ngày 15/3” are two times."""
    if effect == "range":
        return left.last is None and right.last is None and "school" not in (left.scale, right.scale)
    return left.scale == right.scale


def _cycle(lex: Lexicon, link: re.Match[str], folded: str, stop: int) -> str:
    found = lex.links.which(link)[1].match(folded, link.start(), stop)
    unit = next(word for word in found.groups() if word) if found else "năm"
    return _RECURRENCE[unit.rsplit(" ", 1)[-1]]


def _next(lex: Lexicon, folded: str, at: int, stop: int, left: Item) -> Item | None:
    """The unit after a connector: a whole one, or a bare number of the same kind (“quý II, III”)."""
    if match := lex.units.pattern.match(folded, at, stop):
        rule, pattern = lex.units.which(match)
        found = pattern.match(folded, at, stop)
        if found and isinstance(rule, UnitRule):
            return _item(rule, found)
    scale = (left.last or left.first).scale
    match = lex.next_number.match(folded, at, stop)
    if match is None or scale not in _LARGEST or (match["roman"] and scale != "quarter"):
        return None
    value = number(match["n"] or match["roman"])
    if not 1 <= value <= _LARGEST[scale]:
        return None
    year = int(match["y"]) if match["y"] else None
    if scale == "day":
        return Item(Unit("day", None, None, value, *match.span())) if year is None else None
    return Item(Unit(scale, year, value, None, *match.span()))


def _item(rule: UnitRule, match: re.Match[str]) -> Item | None:
    said = match.groupdict()
    year = int(said["y"]) if said.get("y") else None
    unit = Unit("year", year, None, None, *match.span(), rule.bare)
    if rule.gran == "day":
        return _days(said, unit)
    if rule.gran == "months":
        return _months(number(said["n"]), said["side"] == "đầu", unit)
    if rule.gran == "half":
        return Item(replace(unit, scale="half", number=1 if said["first"] else 2))
    if rule.gran == "quarter":
        return Item(replace(unit, scale="quarter", number=number(said["q"])))
    if rule.gran == "month":
        return Item(replace(unit, scale="month", number=number(said["m"])))
    if not said.get("y2"):
        return Item(unit)
    second = int(said["y2"])
    if rule.gran == "year":
        return Item(unit, replace(unit, year=second))
    return Item(replace(unit, scale="school")) if year is not None and second == year + 1 else None


def _days(said: dict[str, str | None], unit: Unit) -> Item:
    month = number(said["m"]) if said.get("m") else None
    first = replace(unit, scale="day", number=month, day=int(said["d"] or 0))
    if not said.get("d2"):
        return Item(first)
    last = replace(first, day=int(said["d2"] or 0))
    if month and (first.day or 0) >= (last.day or 0):
        # “từ 28 đến 02 tháng 12” begins in November.
        first.number = month - 1 or 12
        first.year = unit.year - 1 if unit.year and month == 1 else unit.year
    return Item(first, last)


def _months(count: int, at_start: bool, unit: Unit) -> Item:
    if count == 6:
        return Item(replace(unit, scale="half", number=1 if at_start else 2))
    if count == 3:
        return Item(replace(unit, scale="quarter", number=1 if at_start else 4))
    first, last = (1, count) if at_start else (13 - count, 12)
    return Item(replace(unit, scale="month", number=first), replace(unit, scale="month", number=last))


def _frequency(rule: FrequencyRule, match: re.Match[str]) -> Frequency:
    start, stop = match.span()
    if rule.value is not None:
        return Frequency(((rule.value, start, stop),), start, stop, rule.id)
    said = match.groupdict()
    if said.get("list"):
        at = match.start("list")
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
