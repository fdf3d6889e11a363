"""Dates, years and quarters in recognised text: “ngày l5 tháng O4 năm 2O23”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from .confusions import as_digits
from .numbers import REPAIRED, UNCLEAR, Fix

_DIGIT = r"[0-9OoQDlIi|!Ss$GbBZz]"
_YEAR = r"[12lIi|Z][0-9OoQDlIi|SsGbBZ]{3}(?!\w)"
_DAY_WORD = r"(?<!\w)(?P<ngày>[Nn]g[aàáảãạâ]y)"
_GAP = r"[\s.,:;'`_-]{1,3}"
_IN_WORDS = re.compile(
    rf"{_DAY_WORD}(?P<gap1>{_GAP})(?P<day>{_DIGIT}{{1,2}})(?P<gap2>{_GAP})(?P<tháng>th[aáàảãạâ]ng)"
    rf"(?P<gap3>{_GAP})(?P<month>{_DIGIT}{{1,2}})"
    rf"(?:(?P<gap4>{_GAP})(?P<năm>n[aăâãảàáằắẵ]m)(?P<gap5>{_GAP})(?P<year>{_YEAR}))?(?!\w)"
)
_IN_FIGURES = re.compile(
    rf"(?:{_DAY_WORD}\s{{1,3}}|(?<![\w/.-])(?=[0-9OlI/]{{2,5}}/{_YEAR}))"
    rf"(?P<day>{_DIGIT}{{1,2}})[/.-](?P<month>{_DIGIT}{{1,2}})(?:[/.-](?P<year>{_YEAR}))?(?![\w/])"
)
_MONTH = re.compile(
    rf"(?<!\w)[Tt]háng\s{{1,2}}(?P<month>{_DIGIT}{{1,2}})(?:[/.-]|\s{{1,2}}năm\s{{1,2}})(?P<year>{_YEAR})"
)
_ONLY_YEAR = re.compile(rf"(?<!\w)[Nn]ăm\s{{1,2}}(?P<year>{_YEAR})")
_QUARTER = re.compile(r"(?<!\w)[Qq][Uu][ýíÝÍ]\s{1,2}(?P<quarter>[Il1|!H]{1,3}V?)(?=[\s,;./)]|\Z)")
_QUARTERS = ("I", "II", "III", "IV")
_WORDS = {"ngày": ("ngày", "Ngày"), "tháng": ("tháng",), "năm": ("năm",)}


def find(text: str) -> Iterator[Fix]:
    """What is to be changed of the dates of a text; they may overlap, the first counts."""
    for pattern in (_IN_WORDS, _IN_FIGURES, _MONTH, _ONLY_YEAR):
        for match in pattern.finditer(text):
            yield from _date(match)
    for match in _QUARTER.finditer(text):
        yield from _quarter(match)


def _quarter(match: re.Match[str]) -> Iterator[Fix]:
    """Strokes read as figures or letters; an H is two or three of them."""
    read = match["quarter"]
    new = re.sub("[l1|!]", "I", read)
    if "H" in read:
        yield Fix(*match.span("quarter"), read, UNCLEAR)
    elif new != read and new in _QUARTERS and not read.isdigit():
        yield Fix(*match.span("quarter"), new, REPAIRED)


def _date(match: re.Match[str]) -> Iterator[Fix]:
    """The changes, when all parts are figures and the day is one; else the parts that are none are not sure."""
    parts = {name: match[name] for name in ("day", "month", "year") if match.groupdict().get(name)}
    figures = {name: as_digits(read) or "" for name, read in parts.items()}
    if not any(char.isdigit() for read in parts.values() for char in read):
        return
    possible = _is_day(figures)
    for name, read in parts.items():
        if read != figures[name]:
            yield Fix(*match.span(name), figures[name], REPAIRED) if possible else Fix(*match.span(name), read, UNCLEAR)
    for name, gap in match.groupdict().items():
        if name.startswith("gap") and gap and gap.strip() and possible:
            yield Fix(*match.span(name), " ", REPAIRED)
    for name, spellings in _WORDS.items():
        word = match.groupdict().get(name)
        if word and word not in spellings and possible:
            yield Fix(*match.span(name), "Ngày" if word[0] == "N" else name, REPAIRED)


def _is_day(figures: dict[str, str]) -> bool:
    try:
        date(int(figures.get("year", "2000")), int(figures.get("month", "1")), int(figures.get("day", "1")))
    except ValueError:
        return False
    return figures.get("year", "2000")[:2] in ("19", "20")
