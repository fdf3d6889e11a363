"""Old office files and images, which other programs read: containers without formatting, an image without a word."""

from __future__ import annotations

import struct
import zlib

from office_support import ole, word_stream

from . import sample
from .plans import LINES


@sample("doc")
def old_plan() -> bytes:
    return ole({"WordDocument": word_stream("\n".join(LINES)), "1Table": b""})


@sample("xls")
def old_book() -> bytes:
    return ole({"Workbook": b"\x09\x08\x10\x00\x00\x06\x05\x00"})


@sample("image")
def white_page() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 64, 64, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * 64) * 64)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
