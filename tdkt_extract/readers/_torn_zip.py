"""Zip files whose directory is lost: it stands at the end, so truncation takes it first. Each part has a header of its
own, after which its bytes come."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

_HEADER = struct.Struct("<4s5H3L2H")
_MAGIC = b"PK\x03\x04"
_STORED, _DEFLATED = 0, 8
_MOST_PARTS = 10_000
_CHUNK = 2**16


class TornPart(NamedTuple):
    """Where the bytes of a part begin. `size` is how many they are, packed; 0 where the header does not tell."""

    start: int
    method: int
    size: int
    is_encrypted: bool


def part_at(data: bytes, at: int) -> tuple[str, TornPart] | None:
    """The part whose header is at `at`, with its name."""
    if at + _HEADER.size > len(data):
        return None
    magic, _, flags, method, _, _, _, size, _, name_size, extra_size = _HEADER.unpack_from(data, at)
    name_at = at + _HEADER.size
    start = name_at + name_size + extra_size
    if magic != _MAGIC or start > len(data):
        return None
    name = data[name_at : name_at + name_size].decode("utf-8", "replace")
    return name, TornPart(start, method, size, bool(flags & 1))


def torn_parts(data: bytes) -> dict[str, TornPart]:
    """The parts that still have their header."""
    found: dict[str, TornPart] = {}
    at = data.find(_MAGIC)
    while at >= 0 and len(found) < _MOST_PARTS:
        part = part_at(data, at)
        if part is not None:
            found.setdefault(part[0].replace("\\", "/").lstrip("/").lower(), part[1])
        at = data.find(_MAGIC, max(at + 4, part[1].start if part else 0))
    return found


def unpacked(data: bytes, part: TornPart) -> Iterator[bytes]:
    """The bytes of a part, piece by piece, as far as they are whole."""
    if part.method == _STORED:
        yield data[part.start : part.start + part.size]
    elif part.method == _DEFLATED:
        packer = zlib.decompressobj(-zlib.MAX_WBITS)
        at, feed = part.start, b""
        try:
            while not packer.eof and (feed or at < len(data)):
                if not feed:
                    feed = data[at : at + _CHUNK]
                    at += _CHUNK
                yield packer.decompress(feed, _CHUNK)
                feed = packer.unconsumed_tail
            yield packer.flush()
        except zlib.error:
            return
