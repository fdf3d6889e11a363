"""The entries of a zip file, and their bytes piece by piece. `zipfile` reads the directory and no more: it trusts the
sizes in it, loses all of a part that has one wrong byte, and (before Python 3.12) takes parts that overlap.

Where the directory is lost (it stands at the end, so truncation takes it first) each part still has a header of its
own, after which its bytes come.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import NamedTuple

_HEADER = struct.Struct("<4s5H3L2H")
_MAGIC, _DIRECTORY_MAGIC = b"PK\x03\x04", b"PK\x01\x02"
_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
MOST_PARTS = 10_000
_CHUNK = 2**16


class Overlap(Exception):
    """Parts that share bytes: a few KB that unpack to gigabytes, and nothing that a writer makes."""


class Part(NamedTuple):
    """Where a part's header is; `packed` and `size` are its bytes as they are and unpacked, None where none tells."""

    at: int
    method: int
    packed: int | None
    size: int | None
    crc: int | None
    is_encrypted: bool


def name_of(entry: str) -> str:
    """Part names ignore case (OPC 10.1.3.1), and some writers on Windows leave backslashes in them."""
    return entry.replace("\\", "/").lstrip("/").lower()


def has_too_many_parts(data: bytes) -> bool:
    """Looked at before `zipfile` makes an object of each."""
    return data.count(_DIRECTORY_MAGIC) > MOST_PARTS


def part_names(data: bytes) -> list[str] | None:
    """The names of the parts as the zip directory has them; None where it cannot be read. For telling formats apart."""
    if has_too_many_parts(data):
        return None
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return archive.namelist()
    except Exception:  # zipfile raises a dozen kinds on bad input; each says that the directory is lost
        return None


def directory(data: bytes) -> dict[str, Part] | None:
    """The parts by name, as the directory has them; None where it cannot be read. Overlap may be raised."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except Exception:
        return None
    taken = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    if any(at + size + _HEADER.size > after for (at, size), (after, _) in pairwise(taken)):
        raise Overlap
    return {
        name_of(entry.filename): Part(
            entry.header_offset, entry.compress_type, entry.compress_size, entry.file_size, entry.CRC,
            bool(entry.flag_bits & 1),
        )
        for entry in entries
    }  # fmt: skip


def torn_parts(data: bytes) -> dict[str, Part]:
    """The parts that still have their header."""
    found: dict[str, Part] = {}
    at = data.find(_MAGIC)
    while at >= 0 and len(found) < MOST_PARTS:
        end = at + 4
        start = _start(data, at)
        if start is not None:
            _, _, flags, method, _, _, crc, packed, size, name_size, _ = _HEADER.unpack_from(data, at)
            name = data[at + _HEADER.size : at + _HEADER.size + name_size].decode("utf-8", "replace")
            told = not flags & 8 or packed
            part = Part(at, method, packed if told else None, size if told else None, crc if told else None, flags & 1)
            found.setdefault(name_of(name), part)
            end = start
        at = data.find(_MAGIC, end)
    return found


def _start(data: bytes, at: int) -> int | None:
    """Where the bytes of the part begin whose header is at `at`."""
    if at < 0 or at + _HEADER.size > len(data):
        return None
    header = _HEADER.unpack_from(data, at)
    start: int = at + _HEADER.size + header[9] + header[10]
    return start if header[0] == _MAGIC and start <= len(data) else None


def unpacked(data: bytes, part: Part) -> Iterator[bytes]:
    """The bytes of a part, piece by piece, as far as they are whole: ValueError after the last of a damaged one."""
    start = _start(data, part.at)
    if start is None:
        raise ValueError("no header")
    pieces = _inflated(data, start) if part.method == _DEFLATED else _stored(data, start, part.packed)
    crc = size = 0
    for piece in pieces:
        crc, size = zlib.crc32(piece, crc), size + len(piece)
        yield piece
    if (part.crc is not None and crc != part.crc) or (part.size is not None and size != part.size):
        raise ValueError("bad CRC or size")


def can_unpack(part: Part) -> bool:
    return part.method in (_STORED, _DEFLATED)


def _stored(data: bytes, start: int, packed: int | None) -> Iterator[bytes]:
    end = data.find(_MAGIC, start) if packed is None else start + packed
    yield data[start:end] if end >= 0 else data[start:]


def _inflated(data: bytes, start: int) -> Iterator[bytes]:
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    at, feed = start, b""
    try:
        while not machine.eof:
            if not feed:
                feed = data[at : at + _CHUNK]
                at += _CHUNK
                if not feed:
                    raise ValueError("cut off")
            yield machine.decompress(feed, _CHUNK)
            feed = machine.unconsumed_tail
    except zlib.error as error:
        raise ValueError(str(error)) from error
