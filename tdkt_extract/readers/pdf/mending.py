"""A PDF file cut off before its table of objects: pdfium looks for the objects by itself, but only where something
still says which one is the root. What pages are left get a new root, in the order in which the file has them."""

from __future__ import annotations

import re
import zlib

from .streams import take_apart

_OBJECT = re.compile(rb"(?<![\d.])(\d{1,7})\s+\d{1,5}\s+obj\b")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_PACKED = re.compile(rb"/Type\s*/ObjStm\b")
_FIRST = re.compile(rb"/First\s+(\d{1,7})")
_GLANCE = 4096
_MOST_PACKED = 2**23
_MOST_PAGES = 10_000
_LARGEST = 10**6


def mended(data: bytes) -> bytes | None:
    """`data` with a table of the objects that are left and a root over its pages; None where no page is left."""
    places = {int(match[1]): match.start() for match in _OBJECT.finditer(data)}
    packed = {number: body for number, body in _unpacked(data).items() if number not in places}
    heads = {number: _head(data, at) for number, at in places.items()} | packed
    pages = [number for number, head in heads.items() if _PAGE.search(head)]
    if not pages or max(heads) > _LARGEST:
        return None
    root = max(heads) + 1
    kids = b" ".join(b"%d 0 R" % number for number in pages[:_MOST_PAGES])
    packed[root] = b"<</Type/Catalog/Pages %d 0 R>>" % (root + 1)
    packed[root + 1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages[:_MOST_PAGES]), kids)
    out = bytearray(data)
    out += b"\nendstream\nendobj\n"
    for number, body in packed.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number in sorted(places):
        out += b"%d 1\n%010d 00000 n \n" % (number, places[number])
    out += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (root + 2, root, table)
    return bytes(out)


def _head(data: bytes, at: int) -> bytes:
    """The beginning of the object there, its stream aside."""
    body = data[at : at + _GLANCE]
    return body.partition(b"endobj")[0].partition(b"stream")[0]


def _unpacked(data: bytes) -> dict[int, bytes]:
    """The objects that lie in object streams, as far as these are whole."""
    found: dict[int, bytes] = {}
    for stream in take_apart(data).streams:
        first = _FIRST.search(stream.head)
        if not first or not _PACKED.search(stream.head):
            continue
        try:
            text = zlib.decompressobj().decompress(data[stream.start : stream.end], _MOST_PACKED)
        except zlib.error:
            continue
        numbers = [int(word) for word in text[: int(first[1])].split() if word.isdigit()]
        starts = [int(first[1]) + at for at in numbers[1::2]]
        for number, start, end in zip(numbers[::2], starts, [*starts[1:], len(text)], strict=False):
            found[number] = text[start:end]
    return found
