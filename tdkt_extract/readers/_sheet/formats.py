"""Numbers as a cell shows them: Excel's format codes, read as on a Vietnamese desk."""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

GENERAL = "General"
# The codes that a file names by number only. 14 is “the short date of the system”.
BUILTIN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "dd/mm/yyyy",
    15: "d-mmm-yy", 16: "d/m", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "dd/mm/yyyy h:mm", 37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)", 41: '#,##0;-#,##0;"-"', 42: '#,##0;-#,##0;"-"', 43: '#,##0.00;-#,##0.00;"-"',
    44: '#,##0.00;-#,##0.00;"-"', 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss", 49: "@",
} | dict.fromkeys((*range(27, 37), *range(50, 59)), "dd/mm/yyyy")  # fmt: skip

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<elapsed>h+|m+|s+)\]|\[[^\]]*\]'
    r"|(?P<general>General)|(?P<half>AM/PM|A/P)|(?P<date>y+|m+|d+|h+|s+)"
    r"|(?P<number>[0#?.,%]|E[+-])|(?P<text>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[]|["\\\[])*', re.DOTALL)
_MAX_CODE = 300


class _Token(NamedTuple):
    kind: str
    text: str


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[tuple[_Token, ...], ...]:
    sections: list[tuple[_Token, ...]] = []
    at = 0
    while at <= len(code) and len(sections) < 4:
        match = _SECTION.match(code, at)
        assert match
        tokens = [_Token(m.lastgroup, m.group(m.lastgroup)) for m in _TOKEN.finditer(match.group()) if m.lastgroup]
        sections.append(tuple(tokens))
        at = match.end() + 1
    return tuple(sections)


def shown(value: float, code: str, from_1904: bool = False) -> str:
    """The number as a cell of that format shows it."""
    sections = _sections(code[:_MAX_CODE])
    if any(token.kind in ("date", "elapsed") for token in sections[0]):
        return _date(value, sections[0], from_1904) or general(value)
    section = sections[0]
    if value < 0 and len(sections) > 1:
        section, value = sections[1], -value
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    return _number(value, section)


def general(value: float) -> str:
    """Without a format. The decimal mark is a point: most such numbers in a plan are ordinals, “1.1”."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10g}"


def _number(value: float, tokens: tuple[_Token, ...]) -> str:
    kinds = [token.kind for token in tokens]
    if "general" in kinds or "text" in kinds or not tokens:
        digits = general(value)
        first = last = next((at for at, kind in enumerate(kinds) if kind in ("general", "text")), 0)
    elif "number" in kinds:
        first = kinds.index("number")
        last = len(kinds) - 1 - kinds[::-1].index("number")
        if any(kind != "number" for kind in kinds[first:last]) or "/" in (token.text for token in tokens):
            return general(value)  # a fraction, a telephone number
        digits = _digits(value, "".join(token.text for token in tokens[first : last + 1]))
    else:
        return "".join(token.text for token in tokens)  # "-" for nothing
    before = "".join(token.text for token in tokens[:first] if token.kind not in ("number", "general"))
    after = "".join(token.text for token in tokens[last + 1 :])
    return before + digits + after


def _digits(value: float, pattern: str) -> str:
    """The digits by “#,##0.00%”, with the marks that Vietnamese sets: 1.234,5."""
    if "E" in pattern.upper():
        return f"{value:.{pattern.upper().partition('E')[0].partition('.')[2].count('0')}E}"
    percent = pattern.count("%")
    whole, _, decimals = pattern.replace("%", "").partition(".")
    scale = len(whole) - len(whole.rstrip(","))
    whole = whole.rstrip(",")
    places = min(len(decimals.replace(",", "")), 15)
    scaled = value * 100**percent / 1000**scale
    text = f"{abs(scaled):,.{places}f}" if "," in whole else f"{abs(scaled):.{places}f}"
    left, _, right = text.partition(".")
    right = right.rstrip("0").ljust(decimals.count("0"), "0") if right else ""
    left = left.rjust(whole.count("0"), "0").replace(",", ".")
    sign = "-" if scaled < 0 and (left.strip("0.") or right.strip("0")) else ""
    return f"{sign}{left}{',' if right else ''}{right}{'%' * percent}"


def _date(value: float, tokens: tuple[_Token, ...], from_1904: bool) -> str:
    """The date or time; "" for a number that is none. With the month's name or the month before the day, as American
    files have it, the date is written the Vietnamese way."""
    moment = _moment(value, from_1904)
    if moment is None:
        return ""
    letters = [token.text[0].lower() for token in tokens if token.kind == "date"]
    minutes = _minutes(tokens)
    months = [
        at for at, token in enumerate(tokens) if token.kind == "date" and token.text[0] in "mM" and at not in minutes
    ]
    days = [at for at, t in enumerate(tokens) if t.kind == "date" and t.text[0] in "dD" and len(t.text) < 3]
    named = any(len(tokens[at].text) > 2 for at in months)
    if months and (named or (days and months[0] < days[0] and letters[0] != "y")):
        parts = (["%d"] if days else []) + ["%m"] + (["%Y"] if "y" in letters else [])
        time = " %H:%M" if "h" in letters else ""
        return moment.strftime("/".join(parts) + time)
    half = any(token.kind == "half" for token in tokens)
    out: list[str] = []
    for at, token in enumerate(tokens):
        if token.kind == "elapsed":
            out.append(str(int(value * 24)))
        elif token.kind == "date":
            out.append(_field(moment, token.text.lower(), at in minutes, half))
        elif token.kind == "half":
            out.append(moment.strftime("%p"))
        elif token.kind != "text":
            out.append(token.text)
    return "".join(out).strip()


def _moment(value: float, from_1904: bool) -> datetime | None:
    if not math.isfinite(value) or not 0 <= value < 2_958_466:  # the year 10,000
        return None
    # Excel counts a 29 February 1900 that never was.
    first = datetime(1899, 12, 31 if value < 60 else 30)
    epoch = datetime(1904, 1, 1) if from_1904 else first
    try:
        return epoch + timedelta(seconds=round(value * 86_400))
    except OverflowError:
        return None


def _minutes(tokens: tuple[_Token, ...]) -> set[int]:
    """Which “m” are minutes: one behind the hours or before the seconds."""
    fields = [(at, token.text[0].lower()) for at, token in enumerate(tokens) if token.kind in ("date", "elapsed")]
    found = set()
    for index, (at, letter) in enumerate(fields):
        before = fields[index - 1][1] if index else ""
        after = fields[index + 1][1] if index + 1 < len(fields) else ""
        if letter == "m" and (before == "h" or after == "s"):
            found.add(at)
    return found


_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def _field(moment: datetime, letters: str, is_minute: bool, half: bool) -> str:
    if letters[0] == "y":
        return f"{moment.year:04}" if len(letters) > 2 else f"{moment.year % 100:02}"
    if letters[0] == "d" and len(letters) > 2:
        return _WEEKDAYS[moment.weekday()]
    hour = (moment.hour % 12 or 12) if half else moment.hour
    number = {"d": moment.day, "h": hour, "s": moment.second}.get(
        letters[0], moment.minute if is_minute else moment.month
    )
    return f"{number:02}" if len(letters) > 1 else str(number)
