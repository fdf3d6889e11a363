"""How a document ends: Nơi nhận, the signature, and the letterheads of appendices behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .items import NONE, PART, ROMAN, STAR, Item
from .wording import Reader, squeeze, stands_out

_SIGNED = re.compile(r"\W*(?:đã ký|ký tên|đã ký và đóng dấu|ký tên,? đóng dấu)\W*\Z")
_HEAD_LINE = re.compile(r"số\s*:|[^,\n]{2,40},\s*ngày\s[\d\s.…]*tháng\s[\d\s.…]*năm\s")
_LETTERHEAD = 8  # lines above or below a motto


@dataclass(slots=True)
class Endings:
    """Indices of items."""

    recipients: set[int] = field(default_factory=set)
    signature: set[int] = field(default_factory=set)


def find_endings(reader: Reader, start: int, last: int) -> Endings:
    """Nơi nhận and the signature in items[start:last]."""
    items = reader.items
    ends = Endings()
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


def _table_ends(reader: Reader, head: int, last: int, ends: Endings) -> None:
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


def _line_ends(reader: Reader, head: int, last: int, ends: Endings) -> None:
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


def _signature_before(reader: Reader, start: int, before: int, ends: Endings) -> None:
    """A signature above Nơi nhận, or at the end of a document without one."""
    for index in range(before - 1, max(start, before - 9), -1):
        item = reader.items[index]
        if reader.is_authority(item):
            first = index
            while first > start and reader.is_authority(reader.items[first - 1]):
                first -= 1
            ends.signature.update(_signature_run(reader, first, before))
            return


def repeated_letterheads(reader: Reader, start: int, last: int) -> set[int]:
    """The letterheads that appendices behind the signature begin with: mottoes, what stands over them in capitals,
    dates and rules; of a letterhead in a table, all of it."""
    items = reader.items
    found: set[int] = set()
    for index in range(start, last):
        if not stands_out(items[index]) or squeeze(reader.of(items[index])) not in reader.words.mottoes:
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
