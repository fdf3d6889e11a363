"""The header: số ký hiệu, địa danh và thời gian, cơ quan ban hành, trích yếu (NĐ 30/2020, Điều 8)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from ..normalise import fold
from ..schema import Enclosing, Header
from ..spacing import unspace
from ..structure.items import Item
from ..structure.zones import Zones, squeeze, words
from ..text import Span

_SIGN = r"(?:\d[\d.]*[a-zA-Z]?)?[\s._…]*[/\-–][\s._…]*[A-ZĐ][\w&]*(?:\s*[-–/&.]\s*[\w&]+){0,6}"
_NUMBER = re.compile(rf"(?:(?<!\w)[Ss][ốÔỐôo]\s*[:.;]?\s*)(?P<sign>{_SIGN})")
_BARE_NUMBER = re.compile(rf"\s*(?P<sign>\d[\d.]*\s*[/\-–]\s*[A-ZĐ]{{2}}[\w&]*(?:\s*[-–/&.]\s*[\w&]+){{0,6}})\s*\Z")
_DATE_LINE = re.compile(
    r"(?:(?P<place>[^,;:\n\t]{2,70}),\s*)?"
    r"ngày\s*(?P<day>\d{1,2}|[.…_ ]*)\s*tháng\s*(?P<month>\d{1,2}|[.…_ ]*)\s*năm\s*(?P<year>\d{4})",
    re.I,
)
_SHORT_DATE = re.compile(
    r"(?P<place>[^\W\d][^,;:\n\t]{1,60}),\s*(?:ngày\s*)?(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"
)
_ENCLOSED = re.compile(r"\(?\s*(?:ban hành\s+)?(?:kèm|đính kèm)\s+theo\b", re.I)
_GLUED = re.compile(r"\b(UBND|HĐND|UBMTTQ)(?=[A-ZĐ]{3})")
_SEPARATOR = re.compile(r"[\W_]+\Z")
_CONTINUES = re.compile(
    r"(?:tỉnh|huyện|thành phố|tp|thị xã|quận|xã|phường|thị trấn|đặc khu|trung ương|việt nam|khu vực|quốc gia|[a-z])\b"
)
_BODY = re.compile(
    r"(?:ủy ban|ubnd|hđnd|hội|ban|sở|phòng|bộ|cục|chi cục|tổng cục|văn phòng|trường|đảng|tỉnh ủy|thành ủy|huyện ủy|"
    r"thị ủy|quận ủy|mặt trận|liên đoàn|công đoàn|đoàn|đài|báo|trung tâm|viện|công ty|tổng công ty|tập đoàn|cụm|khối|"
    r"công an|bch|bộ chỉ huy|tòa án|kho bạc|ngân hàng|bảo hiểm|bưu điện|hđ|đại học|học viện|bệnh viện|thanh tra|bcđ)\b"
)
# “Ủy ban nhân dân tỉnh … ban hành Kế hoạch …” in the opening names who issues, where there is no letterhead.
_ISSUES = re.compile(
    r"(?:\A|[.,;:”)]\s*|\n)(?P<name>[^.,;:\n\t]{4,110}?)\s+"
    r"(?:xây dựng|ban hành|đề ra|lập|xin gửi|triển khai|tổ chức triển khai|thông báo|phát động)\b[^.;\n]{0,60}?\bkế hoạch\b"
)
_YEARS = re.compile(
    r"(?:giai đoạn|thời kỳ|nhiệm kỳ|năm học|(?:các |trong |)năm)\s*(?P<first>(?:19|20)\d\d)\s*(?:[-–/]|đến(?: năm)?)\s*"
    r"(?P<last>(?:19|20)\d\d)\b"
    r"|(?P<until>(?:đến|hết|tầm nhìn|trước|từ)\s+(?:hết\s+)?)?(?:năm|quý\s+\w+[/ ]|tháng\s+\d+[/ ])\s*(?P<year>(?:19|20)\d\d)\b"
)
_CITED_DATE = re.compile(r"(?:ngày\s+[\d/. ]+(?:tháng\s+\d{1,2}\s+)?|tháng\s+\d{1,2}\s+|\d{1,2}[/.-])\Z")


def extract(text: str, folded: str, zones: Zones) -> Header:
    """The header from the zones; a plan enclosed with a decision takes from it what it lacks itself."""
    spans: dict[str, Span] = {}
    own = _letterhead(text, zones.letterhead)
    outer = _letterhead(text, zones.decision.letterhead) if zones.decision else {}
    found = {**outer, **own}
    for field in ("number", "issued_on", "place", "issuer"):
        if field in found:
            spans[field] = found[field][1]
    issuer = found["issuer"][0] if "issuer" in found else ()
    title, span = _title(text, zones)
    if span:
        spans["title"] = span
    if not issuer:
        issuer, span = _issuer_in_opening(text, folded, zones, title)
        if span:
            spans["issuer"] = span
    period, span = _period(text, folded, zones)
    if span:
        spans["period"] = span
    enclosing = None
    if zones.decision:
        number, issued = outer.get("number"), outer.get("issued_on")
        enclosing = Enclosing(number=number[0] if number else None, issued_on=issued[0] if issued else None)
    return Header(
        doc_type=_doc_type(zones, title, folded),
        number=found["number"][0] if "number" in found else None,
        issued_on=found["issued_on"][0] if "issued_on" in found else None,
        place=found["place"][0] if "place" in found else None,
        issuer=issuer,
        title=title,
        period=period,
        enclosing=enclosing,
        spans=spans,
    )


def _doc_type(zones: Zones, title: str | None, folded: str) -> str | None:
    if zones.doc_type:
        return zones.doc_type.capitalize()
    opening = " ".join(folded[item.start : item.end] for item in (*zones.title, *zones.opening))
    return "Kế hoạch" if "kế hoạch" in opening else None


def _letterhead(text: str, items: Iterable[Item]) -> dict[str, tuple[object, Span]]:
    """number, issued_on, place and issuer, each with its span, as far as the items have them."""
    found: dict[str, tuple[object, Span]] = {}
    issuer: list[Item] = []
    items = list(items)
    columns = {item.line.table for item in items if item.in_table}
    for item in items:
        line = text[item.start : item.end]
        number = _NUMBER.search(line) or _BARE_NUMBER.match(line)
        dated = _DATE_LINE.search(line) or _SHORT_DATE.search(line)
        if number and "number" not in found:
            found["number"] = (_number(number["sign"]), _span(item, number.span("sign")))
        if dated:
            _date(found, dated, item)
        if not number and not dated and _names_issuer(line, item, bool(columns)):
            issuer.append(item)
    names = _issuer_names([text[item.start : item.end] for item in issuer])
    if names:
        found["issuer"] = (names, Span(start=issuer[0].start, end=issuer[-1].end))
    return found


def _span(item: Item, span: tuple[int, int]) -> Span:
    return Span(start=item.start + span[0], end=item.start + span[1])


def _number(sign: str) -> str:
    squeezed = re.sub(r"\s+", "", sign).replace("–", "-")
    return re.sub(r"\A[._…]+(?=[/-])|(?<=\d)[._…]+(?=[/-])|(?<=[/-])[._…]+", "", squeezed)


def _date(found: dict[str, tuple[object, Span]], match: re.Match[str], item: Item) -> None:
    place = (match["place"] or "").strip(" -*")
    if place and "place" not in found and len(place.split()) <= 8 and not re.search(r"\d", place):
        found["place"] = (unspace(place), _span(item, match.span("place")))
    day, month, year = (match[part].strip(" .…_") for part in ("day", "month", "year"))
    if day and month and "issued_on" not in found:
        try:
            issued = date(int(year), int(month), int(day))
        except ValueError:
            return
        found["issued_on"] = (issued, Span(start=item.start + match.start("day"), end=item.start + match.end()))


def _names_issuer(line: str, item: Item, tabled: bool) -> bool:
    """A letterhead line that names a body: left column, or a plain line in capitals that begins with a body's word."""
    words_alone = squeeze(line)
    if not words_alone or words_alone in words().mottoes or words_alone in words().types or _SEPARATOR.match(line):
        return False
    if any(words_alone.startswith(motto) for motto in words().mottoes if len(motto) > 12):
        return False
    if tabled:
        return item.in_table and item.line.column == 0 and len(line) < 150
    head = fold(line)
    return item.caps and len(line) < 150 and bool(_BODY.match(head) or _CONTINUES.match(head))


def _issuer_names(lines: Sequence[str]) -> tuple[str, ...]:
    """Joins lines into names: a line that begins with a body's word begins a name (“HỘI ĐỒNG TĐKT” / “TỈNH”)."""
    names: list[str] = []
    for line in lines:
        clean = _GLUED.sub(r"\1 ", unspace(line)).strip(" *_-–")
        if not clean:
            continue
        if names and not _BODY.match(fold(clean)):
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
        span = Span(start=span.start if span else item.start, end=item.start + len(line))
    title = unspace(" ".join(parts)).rstrip(" .:;-*_")
    return (title or None), span


def _issuer_in_opening(text: str, folded: str, zones: Zones, title: str | None) -> tuple[tuple[str, ...], Span | None]:
    for item in reversed(zones.opening):
        for match in _ISSUES.finditer(folded, item.start, item.end):
            start, stop = match.span("name")
            head = _BODY.search(folded, start, stop)
            if head is None or (head.start() > start and folded[head.start() - 1].isalnum()):
                continue
            name = text[head.start() : stop].strip()
            if name[0].isupper() and len(name.split()) <= 22:
                return (_extend_by_title(name, title),), Span(start=head.start(), end=stop)
    return (), None


def _extend_by_title(name: str, title: str | None) -> str:
    """“Hội đồng … tỉnh” is “Hội đồng … tỉnh Hà Nam” where the title says so."""
    at = fold(title or "").find(fold(name))
    if at < 0 or title is None:
        return name
    more = re.match(r"(?:\s+[A-ZĐÀ-Ỹ][^\s,;.]*)+", title[at + len(name) :])
    return name + more.group() if more else name


def _period(text: str, folded: str, zones: Zones) -> tuple[str | None, Span | None]:
    """The year or years that the plan is for: in the title, else beside the word plan in the opening."""
    for item in zones.title:
        found = _years(folded, item.start, item.end)
        if found:
            return found
    for item in reversed(zones.opening):
        for match in re.finditer(r"\bkế hoạch\b", folded[item.start : item.end]):
            start = item.start + match.end()
            found = _years(folded, start, min(item.end, start + 120))
            if found and item.end - start < 400:
                return found
    return None, None


def _years(folded: str, start: int, stop: int) -> tuple[str, Span] | None:
    """The first year or years that are the plan's own: not in a quoted name, not of a cited document's date."""
    until: tuple[str, Span] | None = None
    for match in _YEARS.finditer(folded, start, stop):
        if folded.count('"', start, match.start()) % 2:
            continue
        if match["first"]:
            value = f"{match['first']}/{match['last']}"
            return value, Span(start=match.start("first"), end=match.end("last"))
        if _CITED_DATE.search(folded[max(start, match.start() - 24) : match.start()]):
            continue
        span = Span(start=match.start("year"), end=match.end("year"))
        if not match["until"]:
            return match["year"], span
        if match["until"].startswith("đến") and until is None:
            until = f"../{match['year']}", span
    return until
