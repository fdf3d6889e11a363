"""The parts of a document: letterhead, title, opening, body, recipients and signature; the decision around a plan.

NĐ 30/2020, Phụ lục I, gives the order of the parts; web pages, drafts and party offices leave some of them out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from pydantic import BaseModel, ConfigDict

from ..normalise import fold
from ..rules import load_toml
from .items import ARABIC, DASH, LETTER, NONE, PART, PLUS, ROMAN, STAR, Item


class _ZoneRules(BaseModel):
    model_config = ConfigDict(extra="forbid")
    types: list[str]
    plans: list[str]
    opening: list[str]
    opening_end: list[str]
    closing: list[str]
    recipients: list[str]
    authority: list[str]
    positions: list[str]
    mottoes: list[str]
    stamps: list[str]
    issues: list[str]


@dataclass(frozen=True, slots=True)
class Words:
    """The zone rules, compiled."""

    types: dict[str, str]
    plans: tuple[str, ...]
    opening: re.Pattern[str]
    opening_end: tuple[str, ...]
    closing: re.Pattern[str]
    recipients: re.Pattern[str]
    authority: re.Pattern[str]
    positions: frozenset[str]
    mottoes: frozenset[str]
    long_mottoes: tuple[str, ...]
    stamps: re.Pattern[str]
    issues: tuple[str, ...]


_LOOSE = re.compile(r"[\s.:;,*_]+")
_YEAR_LINE = re.compile(r"(?i)năm (?:học )?\d{4}(?:\s*[-–]\s*\d{4})?\s*\Z")


def squeeze(words: str) -> str:
    """Folded, without spaces and final punctuation: how OCR's “P HÓ CHỦ T Ị CH” still equals its word."""
    return _LOOSE.sub("", fold(words))


@cache
def words() -> Words:
    rules = load_toml("zones", _ZoneRules)

    def starts(phrases: Sequence[str]) -> re.Pattern[str]:
        return re.compile(rf"(?:{'|'.join(map(re.escape, phrases))})(?!\w)")

    authority = "|".join(re.escape(mark) for mark in sorted(rules.authority, key=len, reverse=True))
    return Words(
        {squeeze(name): name for name in rules.types},
        tuple(rules.plans),
        starts(rules.opening),
        tuple(rules.opening_end),
        starts(rules.closing),
        re.compile(rf"(?:{'|'.join(map(re.escape, rules.recipients))})\s*[:;.]?(?!\w)"),
        re.compile(rf"(?:{authority})(?:\s*[.,/]\s*|\s+)(?=\w)"),
        frozenset(map(squeeze, rules.positions)),
        frozenset(map(squeeze, rules.mottoes)),
        tuple(motto for motto in map(squeeze, rules.mottoes) if len(motto) > 12),
        starts(rules.stamps),
        tuple(rules.issues),
    )


@dataclass(slots=True)
class Zones:
    """Items by part. `body` runs from the first heading to the end of the plan, appendices included."""

    doc_type: str | None = None
    letterhead: list[Item] = field(default_factory=list)
    title: list[Item] = field(default_factory=list)
    opening: list[Item] = field(default_factory=list)
    body: list[Item] = field(default_factory=list)
    recipients: list[Item] = field(default_factory=list)
    signature: list[Item] = field(default_factory=list)
    decision: Zones | None = None


_ENCLOSED = re.compile(r"\(\s*(?:ban hành\s+)?(?:kèm|đính kèm)\b", re.I)
_HEAD_LINE = re.compile(r"số\s*:|[^,\n]{2,40},\s*ngày\s[\d\s.…]*tháng\s[\d\s.…]*năm\s")
_LETTERHEAD = 8  # lines above or below a motto
_SIGNED = re.compile(r"\W*(?:đã ký|ký tên|đã ký và đóng dấu|ký tên,? đóng dấu)\W*\Z")
_NAME = re.compile(r"(?:(?:[A-ZĐ][a-zA-Z]{1,3}\.\s*){0,3})(?:[^\W\d_]+\s+){1,5}[^\W\d_]+\Z")


class Reader:
    """Looks at items through the words of the rules. One for each document."""

    def __init__(self, text: str, folded: str, items: Sequence[Item]) -> None:
        self.text, self.folded, self.items = text, folded, items
        self.words = words()

    def of(self, item: Item) -> str:
        return self.text[item.body : item.end]

    def low(self, item: Item) -> str:
        return self.folded[item.body : item.end]

    def squeezed(self, start: int, end: int) -> str:
        """squeeze(text[start:end])"""
        return _LOOSE.sub("", self.folded[start:end])

    def is_authority(self, item: Item) -> bool:
        """A line above or in a signature: “KT. CHỦ TỊCH”, “PHÓ CHỦ TỊCH”, “T/M BAN THƯỜNG VỤ”."""
        if item.end - item.start > 160 or item.kind in (ROMAN, ARABIC, DASH, PLUS):
            return False
        squeezed = self.squeezed(item.start, item.end)
        if squeezed in self.words.positions:
            return True
        line = self.folded[item.start : item.end]
        if self.words.authority.match(line):
            head = self.text[item.start : item.end].split()[:4]
            return any(word.isupper() and len(word) > 2 for word in head)
        return item.caps and any(squeezed.startswith(position) for position in self.words.positions)

    def is_name(self, item: Item) -> bool:
        """A person's name on a line of its own."""
        name = self.text[item.start : item.end].strip()
        return bool(_NAME.match(name)) and all(word[0].isupper() for word in name.split()) and len(name) < 60

    def doc_type(self, item: Item) -> str | None:
        """The type, where the item is nothing but a type's name, or a plan's title in capitals that begins with it."""
        if not _stands_out(item):
            return None
        line = self.text[item.start : item.end].strip()
        if not line or line.endswith(":") or len(line) > 600:
            return None
        if len(line) < 48:
            found = self.words.types.get(self.bare_type(item))
            if found:
                return found
        low = self.folded[item.start : item.end]
        if item.caps and item.kind in (NONE, STAR):
            for plan in self.words.plans:
                if low.startswith(plan) and len(low) > len(plan):
                    return "kế hoạch"
        return None

    def bare_type(self, item: Item) -> str:
        """The squeezed line without the stamp that may stand before the type: “DỰ THẢO KẾ HOẠCH”."""
        stamp = self.words.stamps.match(self.folded, item.start, item.end)
        return self.squeezed(stamp.end() if stamp else item.start, item.end)


def _stands_out(item: Item) -> bool:
    return item.caps or item.line.centred or item.line.bold


def find_zones(text: str, folded: str, items: Sequence[Item]) -> Zones:
    """The parts of the document. Total: every text has zones, if only a body."""
    reader = Reader(text, folded, items)
    shown = [(index, item) for index, item in enumerate(items) if _stands_out(item)]
    types = [(index, found) for index, item in shown if (found := reader.doc_type(item))]
    plans = [index for index, found in types if found == "kế hoạch"]
    start = plans[0] if plans else types[0][0] if types and types[0][0] < 60 else None
    if start is None:
        return _untitled(reader)
    before = [(index, found) for index, found in types if index < start]
    decision = None
    first = 0
    if before and before[-1][1] == "quyết định":
        decision = _plain(reader, before[-1][0], 0, start, "quyết định")
        first = start
    doc_type = next(found for index, found in types if index == start)
    zones = _plain(reader, start, first, len(items), doc_type)
    zones.decision = decision
    return zones


def _untitled(reader: Reader) -> Zones:
    """A page without a type line: its first short line is the title (a news page about a plan)."""
    items = reader.items
    zones = Zones()
    at = 0
    while at < len(items) and (items[at].in_table or squeeze(reader.of(items[at])) in reader.words.mottoes):
        at += 1
    head = range(at, min(at + 6, len(items)))
    about = [i for i in head if "kế hoạch" in reader.low(items[i]) and _short(reader, items[i])]
    title = about[0] if about else at if at < len(items) and _short(reader, items[at]) else None
    if title is None:
        _fill(reader, zones, 0, len(items))
        return zones
    zones.letterhead = list(items[:title])
    zones.title = [items[title]]
    at = title + 1
    while at < len(items) and squeeze(reader.of(items[at])) == squeeze(reader.of(items[title])):
        at += 1
    _fill(reader, zones, at, len(items))
    return zones


def _short(reader: Reader, item: Item) -> bool:
    line = reader.text[item.start : item.end]
    return len(line) < 300 and not line.rstrip().endswith((".", ":", ";", ","))


def _plain(reader: Reader, title: int, first: int, last: int, doc_type: str) -> Zones:
    """The zones of items[first:last], whose type line is at `title`."""
    zones = Zones(doc_type)
    zones.letterhead = list(reader.items[first:title])
    at = _title(reader, zones, title, last)
    _fill(reader, zones, at, last)
    return zones


def _title(reader: Reader, zones: Zones, at: int, last: int) -> int:
    """Collects the title's items; gives the index after them."""
    items = reader.items
    alone = reader.bare_type(items[at]) in reader.words.types
    if not alone:
        zones.title.append(items[at])
    at += 1
    while at < last and _continues_title(reader, zones, items[at], items[at + 1] if at + 1 < last else None):
        zones.title.append(items[at])
        at += 1
    return at


def _continues_title(reader: Reader, zones: Zones, item: Item, after: Item | None) -> bool:
    line = reader.text[item.start : item.end].strip()
    if item.in_table or item.kind in (PART, ROMAN) or len(line) > 900:
        return False
    if not any(char.isalnum() for char in line):
        return True
    if line.startswith("("):
        return bool(zones.title) or not _ENCLOSED.match(line)
    if not zones.title:
        return item.kind in (NONE, STAR, DASH) or item.caps
    first = zones.title[0]
    if item.kind == NONE and _YEAR_LINE.match(line):
        return True
    if item.kind not in (NONE, DASH) or (line.endswith((".", ":", ";")) and not item.caps):
        return False
    if first.caps and item.caps:
        return True
    looks = (item.line.bold, item.line.centred)
    if any(looks) and looks == (first.line.bold, first.line.centred):
        return True
    if reader.words.opening.match(reader.low(item)) or first.caps:
        return False
    return len(line) < 120 and after is not None and bool(reader.words.opening.match(reader.low(after)))


def _fill(reader: Reader, zones: Zones, at: int, last: int) -> None:
    """Opening, body, recipients and signature of items[at:last]."""
    start = _opening_end(reader, at, last)
    zones.opening = list(reader.items[at:start])
    ends = _end_matter(reader, start, last)
    taken = ends.recipients | ends.signature
    zones.recipients = [reader.items[i] for i in sorted(ends.recipients)]
    zones.signature = [reader.items[i] for i in sorted(ends.signature)]
    taken |= _repeated_letterheads(reader, max(taken) + 1, last) if taken else set()
    zones.body = [reader.items[i] for i in range(start, last) if i not in taken]


def _opening_end(reader: Reader, at: int, last: int) -> int:
    """The index of the first item of the body: the first heading, list or table after the opening words."""
    for index in range(at, last):
        item = reader.items[index]
        low = reader.low(item)
        if item.in_table or item.kind in (PART, ROMAN, LETTER):
            return index
        if item.kind != NONE and not reader.words.opening.match(low) and (item.kind != DASH or index > at):
            return index
        if low.startswith("điều 1"):
            return index
        if low.rstrip().endswith(reader.words.opening_end) and item.kind == NONE:
            return index + 1
    return at


def _repeated_letterheads(reader: Reader, start: int, last: int) -> set[int]:
    """The letterheads that appendices behind the signature begin with: mottoes, what stands over them in capitals,
    dates and rules; of a letterhead in a table, all of it."""
    items = reader.items
    found: set[int] = set()
    for index in range(start, last):
        if not _stands_out(items[index]) or squeeze(reader.of(items[index])) not in reader.words.mottoes:
            continue
        table = items[index].line.table
        first, stop = index, index + 1
        while first > start and index - first < _LETTERHEAD and _in_letterhead(reader, items[first - 1], table):
            first -= 1
        while stop < last and stop - index < _LETTERHEAD and _in_letterhead(reader, items[stop], table, below=True):
            stop += 1
        found.update(range(first, stop))
    return found


def _in_letterhead(reader: Reader, item: Item, table: int, below: bool = False) -> bool:
    """Whether an item beside a motto belongs to its letterhead. Below stand no issuers, but an appendix's head."""
    if item.in_table:
        return item.line.table == table
    line = reader.text[item.start : item.end].strip()
    if not any(map(str.isalnum, line)) or squeeze(line) in reader.words.mottoes or _HEAD_LINE.match(reader.low(item)):
        return True
    return not below and item.kind == NONE and item.caps and len(line) < 80 and not reader.doc_type(item)


@dataclass(slots=True)
class _Ends:
    recipients: set[int] = field(default_factory=set)
    signature: set[int] = field(default_factory=set)


def _end_matter(reader: Reader, start: int, last: int) -> _Ends:
    items = reader.items
    ends = _Ends()
    for index in range(start, last):
        item = items[index]
        if item.kind in (NONE, STAR) and reader.words.recipients.match(reader.folded, item.body, item.end):
            if item.in_table:
                _table_ends(reader, index, last, ends)
            else:
                _line_ends(reader, index, last, ends)
            break
    if not ends.signature:
        before = min(ends.recipients, default=last)
        _signature_before(reader, start, before, ends)
    return ends


def _table_ends(reader: Reader, head: int, last: int, ends: _Ends) -> None:
    """Nơi nhận in a cell: its column are the recipients, the others the signature."""
    items = reader.items
    table, column = items[head].line.table, items[head].line.column
    for index in range(max(0, head - 60), last):
        if items[index].line.table == table:
            mine = items[index].line.column == column and items[index].line.row >= items[head].line.row
            (ends.recipients if mine else ends.signature).add(index)
    if not ends.signature:
        after = max(ends.recipients) + 1
        ends.signature.update(_signature_run(reader, after, last))


def _line_ends(reader: Reader, head: int, last: int, ends: _Ends) -> None:
    """Nơi nhận as lines: up to the first line of the signature, or the name alone."""
    items = reader.items
    index = head
    while index < last:
        item = items[index]
        if index > head and (reader.is_authority(item) or reader.doc_type(item) or item.kind in (PART, ROMAN)):
            break
        if index > head + 1 and item.kind == NONE and reader.is_name(item) and _whole(reader, items[index - 1]):
            break
        if item.in_table or reader.low(item).startswith("phụ lục"):
            break
        ends.recipients.add(index)
        index += 1
    ends.signature.update(_signature_run(reader, index, last))


def _whole(reader: Reader, item: Item) -> bool:
    """Whether the line before a name is a finished recipient (a comma at its end means it goes on)."""
    return not reader.text[item.start : item.end].rstrip().endswith(",")


def _signature_run(reader: Reader, index: int, last: int) -> list[int]:
    """The lines of a signature from `index` on: authority and position, perhaps “(Đã ký)”, then the name."""
    run: list[int] = []
    while index < last and len(run) < 8:
        item = reader.items[index]
        signed = _SIGNED.match(reader.low(item)) is not None
        if not (signed or reader.is_authority(item) or reader.is_name(item)) or reader.doc_type(item):
            break
        run.append(index)
        index += 1
        if reader.is_name(item) and not reader.is_authority(item) and not signed:
            break
    return run


def _signature_before(reader: Reader, start: int, before: int, ends: _Ends) -> None:
    """A signature above Nơi nhận, or at the end of a document without one."""
    for index in range(before - 1, max(start, before - 9), -1):
        item = reader.items[index]
        if reader.is_authority(item):
            first = index
            while first > start and reader.is_authority(reader.items[first - 1]):
                first -= 1
            ends.signature.update(_signature_run(reader, first, before))
            return
