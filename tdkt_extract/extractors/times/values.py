"""Calendar arithmetic: units of the calendar, what completes them, their normal forms and their first and last days."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

Scale = Literal["day", "month", "quarter", "half", "year", "school"]

# A plan issued in the last quarter speaks of the year ahead when its month has long passed.
_LATE_MONTH = 10
_LONG_PASSED = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What missing parts are completed from: the plan's year (the first of its period, else the year of issue)."""

    year: int | None
    issued_on: date | None
    last_year: int | None = None

    @property
    def base(self) -> int | None:
        """The year that a time without one is in: of a plan for several years, the year it is issued in."""
        year, issued = self.year, self.issued_on
        if issued is None:
            return year
        if year is None or (self.last_year is not None and year <= issued.year <= self.last_year):
            return issued.year
        return year


@dataclass(slots=True)
class Unit:
    """One unit as printed: `number` is its month, quarter or half, None for what is not said."""

    scale: Scale
    year: int | None
    number: int | None
    day: int | None
    start: int
    stop: int
    bare: bool = False

    @property
    def value(self) -> str:
        """The normal form; the year must be known."""
        year = f"{self.year:04d}"
        if self.scale == "day":
            return f"{year}-{self.number:02d}-{self.day:02d}"
        if self.scale == "month":
            return f"{year}-{self.number:02d}"
        if self.scale == "quarter":
            return f"{year}-Q{self.number}"
        if self.scale == "half":
            return f"{year}-H{self.number}"
        return year if self.scale == "year" else f"SY{year}-{(self.year or 0) + 1:04d}"

    def valid(self) -> bool:
        """Whether the calendar has it: 31/4 is none, 29/2 without a year may be."""
        if self.scale != "day" or self.number is None or self.day is None:
            return True
        return self.day <= monthrange(self.year or 2000, self.number)[1]

    def order(self) -> tuple[int, int]:
        """Place within a year, to see whether a range runs into the next one."""
        step = {"quarter": 3, "half": 6}.get(self.scale, 1)
        return (step * (self.number or 0), self.day or 0)


@dataclass(slots=True)
class Item:
    """One time: a unit, a range up to `last`, or a unit that is `open` to the end (`until`: to the beginning)."""

    first: Unit
    last: Unit | None = None
    open: bool = False
    until: bool = False
    explicit_year: bool = False

    @property
    def start(self) -> int:
        return self.first.start

    @property
    def stop(self) -> int:
        return (self.last or self.first).stop

    @property
    def scale(self) -> Scale:
        return self.first.scale

    @property
    def units(self) -> tuple[Unit, ...]:
        return (self.first,) if self.last is None else (self.first, self.last)

    @property
    def value(self) -> str:
        if self.open:
            return f"{self.first.value}/.."
        if self.until:
            return f"../{self.first.value}"
        return self.first.value if self.last is None else f"{self.first.value}/{self.last.value}"

    @property
    def each_cycle(self) -> str:
        """The day that comes back in every cycle: R/XXXX-12-20, R/XXXX-XX-15."""
        unit = self.last or self.first
        number = "XX" if unit.number is None else f"{unit.number:02d}"
        if unit.scale == "day":
            return f"R/XXXX-{number}-{unit.day:02d}"
        mark = {"quarter": "Q", "half": "H"}.get(unit.scale)
        return f"R/XXXX-{mark}{unit.number}" if mark else f"R/XXXX-{number}"


def complete(items: Sequence[Item], calendar: Calendar, *, next_year: bool = False) -> bool:
    """Gives each unit the month and year that it lacks; False where they cannot be known or make no sense.

    A part said once at the end holds for all before it: “quý II, quý III năm 2022”, “từ 5 đến 30/9/2019”.
    """
    units = [unit for item in items for unit in item.units]
    if len(units) == 1 and units[0].year is not None and (units[0].scale != "day" or units[0].number):
        items[0].explicit_year = True
        return units[0].valid()
    said = any(unit.year is not None for unit in units)
    month: int | None = None
    year: int | None = None
    for unit in reversed(units):
        if unit.scale == "day":
            month = unit.number = unit.number or month
        year = unit.year = unit.year or year
    _fill_forward(units, calendar.base if not next_year or calendar.base is None else calendar.base + 1)
    if any(unit.year is None or (unit.scale == "day" and not unit.number) for unit in units):
        return False
    if not all(unit.valid() for unit in units):
        return False
    for item in items:
        item.explicit_year = said
        _straighten(item)
        if not said and not next_year:
            _roll(item, calendar)
    return all(item.last is None or _ends_later(item) for item in items)


def _fill_forward(units: Sequence[Unit], base: int | None) -> None:
    """Units after the last year said: in “Quý IV/2024, quý I” the second is of 2025."""
    before: Unit | None = None
    for unit in units:
        if unit.year is None and before is not None and before.year is not None:
            unit.year = before.year + (unit.order() < before.order())
        elif unit.year is None:
            for other in units:
                other.year = base
            return
        before = unit


def _straighten(item: Item) -> None:
    """A range that would end before it begins runs over New Year."""
    first, last = item.first, item.last
    if last is None or first.year is None or first.year != last.year or last.order() >= first.order():
        return
    if "year" in (first.scale, last.scale):
        return
    if item.explicit_year:
        first.year -= 1
    else:
        last.year = first.year + 1


def _ends_later(item: Item) -> bool:
    begin, end = period_bounds(f"{item.first.value}/{item.units[-1].value}")
    return begin is not None and end is not None and begin <= end


def _roll(item: Item, calendar: Calendar) -> None:
    issued = calendar.issued_on
    if issued is None or issued.month < _LATE_MONTH or item.first.year != issued.year:
        return
    end = period_bounds(item.value)[1]
    if end is not None and end < issued - _LONG_PASSED:
        for unit in item.units:
            unit.year = (unit.year or 0) + 1


_VALUE = re.compile(
    r"(?P<school>SY)?(?P<y>\d{4})"
    r"(?:-(?P<m>\d\d)(?:-(?P<d>\d\d))?|-Q(?P<q>[1-4])|-H(?P<h>[12])|(?<=SY....)-\d{4})?\Z"
)


@lru_cache(1024)
def period_bounds(value: str) -> tuple[date | None, date | None]:
    """First and last day that a value covers; None where it has none (R/P1Y, continuous, an open end).

    A school year runs from September to May (khung kế hoạch thời gian năm học).
    """
    if value.startswith("R/"):
        return None, None
    first, slash, last = value.partition("/")
    begin, end = _unit_bounds(first)
    return (begin, _unit_bounds(last)[1]) if slash else (begin, end)


def _unit_bounds(value: str) -> tuple[date | None, date | None]:
    match = _VALUE.match(value)
    if match is None:
        return None, None
    year = int(match["y"])
    if match["school"]:
        return date(year, 9, 1), date(year + 1, 5, 31)
    if match["d"]:
        day = date(year, int(match["m"]), int(match["d"]))
        return day, day
    if match["m"]:
        first = last = int(match["m"])
    elif match["q"]:
        last = 3 * int(match["q"])
        first = last - 2
    elif match["h"]:
        last = 6 * int(match["h"])
        first = last - 5
    else:
        first, last = 1, 12
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
