"""The parts of a document: letterhead, title, opening, body, recipients and signature; the decision around a plan.

NĐ 30/2020, Phụ lục I, gives the order of the parts; web pages, drafts and party offices leave some of them out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .endings import find_endings, repeated_letterheads
from .items import DASH, LETTER, NONE, PART, ROMAN, STAR, Item
from .wording import Reader, squeeze, stands_out

_YEAR_LINE = re.compile(r"(?i)năm (?:học )?\d{4}(?:\s*[-–]\s*\d{4})?\s*\Z")
_ENCLOSED = re.compile(r"\(\s*(?:ban hành\s+)?(?:kèm|đính kèm)\b", re.I)


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


def find_zones(text: str, folded: str, items: Sequence[Item]) -> Zones:
    """The parts of the document. Total: every text has zones, if only a body."""
    reader = Reader(text, folded, items)
    shown = [(index, item) for index, item in enumerate(items) if stands_out(item)]
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
    ends = find_endings(reader, start, last)
    taken = ends.recipients | ends.signature
    zones.recipients = [reader.items[i] for i in sorted(ends.recipients)]
    zones.signature = [reader.items[i] for i in sorted(ends.signature)]
    taken |= repeated_letterheads(reader, max(taken) + 1, last) if taken else set()
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
