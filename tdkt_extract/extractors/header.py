"""The header: số ký hiệu, địa danh và thời gian, cơ quan ban hành, trích yếu (NĐ 30/2020, Điều 8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from ..letters import CAPITAL
from ..normalise import fold
from ..rules import load_csv
from ..schema import Enclosing, Header
from ..spacing import unspace
from ..structure.items import Item
from ..structure.wording import squeeze, words
from ..structure.zones import Zones
from ..text import Span

_SIGN = r"(?:\d[\d.]*[a-zA-Z]?)?[\s._…]*[/\-–][\s._…]*[A-ZĐ][\w&]*(?:\s*[-–/&.]\s*[\w&]+){0,6}"
_NUMBER = re.compile(rf"(?:[Ss](?<!\w[Ss])[ốÔỐôo]\s*[:.;]?\s*)(?P<sign>{_SIGN})")
_BARE_NUMBER = re.compile(r"\s*(?P<sign>\d[\d.]*\s*[/\-–]\s*[A-ZĐ]{2}[\w&]*(?:\s*[-–/&.]\s*[\w&]+){0,6})\s*\Z")
_DATE_LINE = re.compile(
    r"(?:(?P<place>[^,;:\n\t]{2,70}),\s*)?"
    r"ngày\s*(?P<day>\d{1,2}|[.…_ ]*)\s*tháng\s*(?P<month>\d{1,2}|[.…_ ]*)\s*năm\s*(?P<year>\d{4})",
    re.I,
)
_YEAR_AT_ALL = re.compile(r"\d{4}")  # in both: lines without one, which are most, need not be tried from each letter
_SHORT_DATE = re.compile(
    r"(?P<place>[^\W\d][^,;:\n\t]{1,60}),\s*(?:ngày\s*)?(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"
)
_ENCLOSED = re.compile(r"\(?\s*(?:ban hành\s+)?(?:kèm|đính kèm)\s+theo\b", re.I)
_GLUED = re.compile(r"\b(UBND|HĐND|UBMTTQ)(?=\w{3})")
_SEPARATOR = re.compile(r"[\W_]+\Z")
_REPORTED = re.compile(
    r"kế hoạch số(?<!\wkế hoạch số)\s*(?P<sign>\d[\w/.&-]{3,40})"
    r"\s+ngày\s*(?P<day>\d{1,2})(?:[/.-]|\s*tháng\s*)(?P<month>\d{1,2})"
    r"(?:[/.-]|\s*năm\s*)(?P<year>\d{4})\s+của\s+(?P<issuer>[^.,;:()\n]{5,120})"
)
_YEARS = re.compile(
    r"(?:giai đoạn|thời kỳ|năm học|(?:các |trong |)năm)\s*(?P<first>(?:19|20)\d\d)\s*(?:[-–/]|đến(?: năm)?)\s*"
    r"(?P<last>(?:19|20)\d\d)\b"
    r"|(?P<until>(?:đến|hết|tầm nhìn|trước|từ)\s+(?:hết\s+)?)?(?:năm|quý\s+\w+[/ ]|tháng\s+\d+[/ ])\s*"
    r"(?P<year>(?:19|20)\d\d)\b"
    r"|(?<=\w )(?P<bare>20\d\d)(?=\W*(?:\Z|\n))"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_PLAN = re.compile(r"kế hoạch\b(?<!\wkế hoạch)")
_CITED_DATE = re.compile(r"(?:ngày\s+[\d/. ]+(?:tháng\s+\d{1,2}\s+)?|tháng\s+\d{1,2}\s+|\d{1,2}[/.-])\Z")


@cache
def _bodies() -> re.Pattern[str]:
    """The words that begin a body's name."""
    heads = sorted((row["phrase"] for row in load_csv("units") if row["kind"] == "body"), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, heads))})\b")


@cache
def _issues() -> re.Pattern[str]:
    """“Ủy ban nhân dân tỉnh … ban hành Kế hoạch …”: names who issues, where there is no letterhead."""
    verbs = "|".join(map(re.escape, words().issues))
    return re.compile(
        rf"(?:(?<=[.,;:”)\n])|\A)\s*(?P<name>[^.,;:\n\t]{{4,110}}?)\s+(?:{verbs})\b[^.;\n]{{0,60}}?\bkế hoạch\b"
    )


@dataclass(slots=True)
class _Letterhead:
    """What one letterhead says, and where."""

    number: str | None = None
    issued_on: date | None = None
    place: str | None = None
    issuer: tuple[str, ...] = ()
    spans: dict[str, Span] = field(default_factory=dict)


def extract(text: str, folded: str, zones: Zones) -> Header:
    """The header from the zones; a plan enclosed with a decision takes from it what it lacks itself."""
    own = _letterhead(text, zones.letterhead)
    outer = _letterhead(text, zones.decision.letterhead) if zones.decision else _Letterhead()
    spans: dict[str, Span | None] = {**outer.spans, **own.spans}
    title, spans["title"] = _title(text, zones)
    issuer = own.issuer or outer.issuer
    if not issuer:
        issuer, spans["issuer"] = _issuer_in_opening(text, folded, zones, title)
    issued = own.issuer == () and issuer != ()
    period, spans["period"] = _period(folded, zones, spans["title"])
    number, issued_on = own.number or outer.number, own.issued_on or outer.issued_on
    if number is None and zones.doc_type is None and issuer:
        number, issued_on, spans["number"] = _reported(text, folded, issuer[0], issued_on)
    enclosing = Enclosing(number=outer.number, issued_on=outer.issued_on) if zones.decision else None
    return Header(
        doc_type=_doc_type(zones, title, issued),
        number=number,
        issued_on=issued_on,
        place=own.place or outer.place,
        issuer=issuer,
        title=title,
        period=period,
        enclosing=enclosing,
        spans={name: span for name, span in spans.items() if span is not None},
    )


def _doc_type(zones: Zones, title: str | None, issued: bool) -> str | None:
    """The type line's; without one, a plan is what calls itself so or says that it is issued (`issued`)."""
    if zones.doc_type:
        return zones.doc_type.capitalize()
    named = fold(title or "")
    is_plan = named.startswith("kế hoạch") or issued
    return "Kế hoạch" if is_plan and not named.endswith("?") else None


def _letterhead(text: str, items: Sequence[Item]) -> _Letterhead:
    found = _Letterhead()
    issuer: list[Item] = []
    tabled = any(item.in_table for item in items)
    for item in items:
        line = text[item.start : item.end]
        number = _NUMBER.search(line) or _BARE_NUMBER.match(line)
        rest = number.end() if number else 0
        dated = None
        if _YEAR_AT_ALL.search(line, rest):
            dated = _DATE_LINE.search(line, rest) or _SHORT_DATE.search(line, rest)
        if dated and not dated["place"] and not fold(line).lstrip(" -*").startswith("ngày"):
            dated = None
        if number and found.number is None:
            found.number = _number(number["sign"])
            found.spans["number"] = _span(item, number.span("sign"))
        if dated:
            _date(found, dated, item)
        if not number and not dated and _names_issuer(line, item, tabled):
            issuer.append(item)
    found.issuer = _issuer_names([text[item.start : item.end] for item in issuer])
    if found.issuer:
        found.spans["issuer"] = Span.of(issuer[0].start, issuer[-1].end)
    return found


def _span(item: Item, span: tuple[int, int]) -> Span:
    return Span.of(item.start + span[0], item.start + span[1])


def _number(sign: str) -> str:
    squeezed = re.sub(r"\s+", "", sign).replace("–", "-")
    return re.sub(r"\A[._…]+(?=[/-])|(?<=\d)[._…]+(?=[/-])|(?<=[/-])[._…]+", "", squeezed)


def _date(found: _Letterhead, match: re.Match[str], item: Item) -> None:
    place = (match["place"] or "").strip(" -*")
    if place and found.place is None and len(place.split()) <= 8 and not re.search(r"\d", place):
        found.place = unspace(place)
        found.spans["place"] = _span(item, match.span("place"))
    day, month, year = (match[part].strip(" .…_") for part in ("day", "month", "year"))
    if day and month and found.issued_on is None:
        try:
            found.issued_on = date(int(year), int(month), int(day))
        except ValueError:
            return
        found.spans["issued_on"] = Span.of(item.start + match.start("day"), item.start + match.end())


def _names_issuer(line: str, item: Item, tabled: bool) -> bool:
    """A letterhead line that names a body: left column, or a plain line in capitals that begins with a body's word."""
    words_alone = squeeze(line)
    if not words_alone or words_alone in words().mottoes or words_alone in words().types or _SEPARATOR.match(line):
        return False
    long_mottoes = words().long_mottoes
    if words_alone.startswith(long_mottoes) or (len(words_alone) > 10 and _is_half(words_alone, long_mottoes)):
        return False
    if tabled:
        return item.in_table and item.line.column == 0 and len(line) < 150
    return item.caps and len(line) < 150 and not words().stamps.match(fold(line))


def _is_half(line: str, mottoes: tuple[str, ...]) -> bool:
    """Whether the line is one half of a motto that stands on two (“CỘNG HÒA XÃ HỘI” / “CHỦ NGHĨA VIỆT NAM”)."""
    return any(motto.startswith(line) or motto.endswith(line) for motto in mottoes)


def _issuer_names(lines: Sequence[str]) -> tuple[str, ...]:
    """Joins lines into names: a line that begins with a body's word begins a name (“HỘI ĐỒNG TĐKT” / “TỈNH”)."""
    names: list[str] = []
    for line in lines:
        clean = _GLUED.sub(r"\1 ", unspace(line)).strip(" *_-–")
        if not clean:
            continue
        if names and not _bodies().match(fold(clean)):
            names[-1] = f"{names[-1]} {clean}"
        else:
            names.append(clean)
    return tuple(names)


def _title(text: str, zones: Zones) -> tuple[str | None, Span | None]:
    parts: list[str] = []
    span: Span | None = None
    for item in zones.title:
        line = text[item.start : item.end].strip()
        cut = _ENCLOSED.search(line)
        if cut and (cut.start() == 0 or line[cut.start()] == "("):
            line = line[: cut.start()].rstrip()
        if not line or _SEPARATOR.match(line):
            continue
        parts.append(line)
        span = Span.of(span.start if span else item.start, item.start + len(line))
    title = unspace(" ".join(parts)).rstrip(" .:;-*_")
    return (title or None), span


def _issuer_in_opening(text: str, folded: str, zones: Zones, title: str | None) -> tuple[tuple[str, ...], Span | None]:
    for item in reversed(zones.opening):
        if folded.find("kế hoạch", item.start, item.end) < 0:
            continue
        for match in reversed(list(_issues().finditer(folded, item.start, item.end))):
            start, stop = match.span("name")
            name = text[start:stop].strip()
            if _bodies().match(folded, start, stop) and name[0].isupper() and len(name.split()) <= 22:
                return (_extend_by_title(name, title),), Span.of(start, stop)
    return (), None


def _reported(
    text: str, folded: str, issuer: str, issued_on: date | None
) -> tuple[str | None, date | None, Span | None]:
    """A page about a plan has no letterhead, but may name the plan: “Kế hoạch số … ngày … của <issuer>”."""
    for match in _REPORTED.finditer(folded):
        if not fold(issuer).startswith(match["issuer"][:20].strip()):
            continue
        try:
            day = date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            continue
        span = Span.of(match.start("sign"), match.end("sign"))
        return _number(text[span.start : span.end]), issued_on or day, span
    return None, issued_on, None


def _extend_by_title(name: str, title: str | None) -> str:
    """“Hội đồng … tỉnh” is “Hội đồng … tỉnh Hà Nam” where the title says so."""
    at = fold(title or "").find(fold(name))
    if at < 0 or title is None:
        return name
    more = re.match(rf"(?:\s+[{CAPITAL}][^\s,;.]*)+", title[at + len(name) :])
    return name + more.group() if more else name


def _period(folded: str, zones: Zones, title: Span | None) -> tuple[str | None, Span | None]:
    """The year or years that the plan is for: in the title, else beside the word plan in the opening."""
    if title:
        found = _years(folded, title.start, title.end, quoted=False) or _years(
            folded, title.start, title.end, quoted=True
        )
        if found:
            return found
    for item in reversed(zones.opening):
        for match in _PLAN.finditer(folded, item.start, item.end):
            start = match.end()
            found = _years(folded, start, min(item.end, start + 120), quoted=False)
            if found and item.end - start < 400:
                return found
    return None, None


def _years(folded: str, start: int, stop: int, quoted: bool) -> tuple[str, Span] | None:
    """The first year or years that are the plan's own: not of a cited document's date, and within a quoted name only
    where `quoted`, when they are more than a horizon (“đến năm 2030”)."""
    until: tuple[str, Span] | None = None
    if not _YEAR.search(folded, start, stop) or (quoted and folded.find('"', start, stop) < 0):
        return None
    for match in _YEARS.finditer(folded, start, stop):
        if (folded.count('"', start, match.start()) % 2 == 1) != quoted:
            continue
        if match["first"]:
            value = f"{match['first']}/{match['last']}"
            return value, Span.of(match.start("first"), match.end("last"))
        name = "year" if match["year"] else "bare"
        if _CITED_DATE.search(folded[max(start, match.start() - 24) : match.start()]):
            continue
        span = Span.of(match.start(name), match.end(name))
        if not match["until"]:
            return match[name], span
        if match["until"].startswith("đến") and until is None:
            until = f"../{match['year']}", span
    return None if quoted else until
