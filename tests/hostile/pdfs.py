"""PDF files written object by object."""

from __future__ import annotations

import zlib

RESOURCES = b"<</Font<</F1 3 0 R>>/XObject<</X 5 0 R>>>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>"


def shown(lines: tuple[str, ...]) -> bytes:
    """A page's content: the lines from its top."""
    texts = " ".join(f"1 0 0 1 60 {740 - 14 * at} Tm ({line}) Tj" for at, line in enumerate(lines))
    return f"BT /F1 10 Tf {texts} ET\n".encode("latin-1")


def stream(data: bytes, keys: bytes = b"", length: int | None = None) -> bytes:
    """A stream object of data as it is."""
    size = len(data) if length is None else length
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (keys, size, data)


def flate(data: bytes) -> bytes:
    return stream(zlib.compress(data, 9), b"/Filter/FlateDecode")


def bomb(head: bytes, filler: bytes, times: int, tail: bytes = b"") -> bytes:
    """What `times` fillers deflate to, without ever holding them."""
    packer = zlib.compressobj(9)
    return b"".join(
        (packer.compress(head), *(packer.compress(filler) for _ in range(times)), packer.compress(tail), packer.flush())
    )


def page(contents: bytes = b"4 0 R", extra: bytes = b"", box: bytes = b"0 0 600 800") -> bytes:
    return b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Resources %s/Contents %s%s>>" % (box, RESOURCES, contents, extra)


def write(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """The file; object 1 is its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    size = max(objects) + 1
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number in sorted(places):
        out += b"%d 1\n%010d 00000 n \n" % (number, places[number])
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, table)
    return bytes(out)


def plan(content: bytes, changes: dict[int, bytes] | None = None, trailer: bytes = b"") -> bytes:
    """A file of one page (object 6) whose content is the stream object `content`; `changes` replace and add objects."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[6 0 R]/Count 1>>",
        3: FONT,
        4: content,
        5: stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]"),
        6: page(),
    }
    return write(objects | (changes or {}), trailer)
