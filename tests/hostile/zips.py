"""Zip files written by hand, so that their directories can lie."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

ZEROS = b"\0" * 2**20


@dataclass(slots=True)
class Entry:
    """One entry; what is None is told truly. `offset` makes the directory point elsewhere."""

    name: bytes
    packed: bytes
    size: int
    crc: int
    method: int = 8
    offset: int | None = None


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def entry(name: str, data: str | bytes) -> Entry:
    data = data.encode() if isinstance(data, str) else data
    return Entry(name.encode(), deflated(data), len(data), zlib.crc32(data))


def bomb(name: str, head: bytes, filler: bytes, times: int, tail: bytes) -> Entry:
    """An entry of `times` fillers, packed without ever being whole in memory."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = [packer.compress(head)]
    crc, size = zlib.crc32(head), len(head)
    for _ in range(times):
        packed.append(packer.compress(filler))
        crc, size = zlib.crc32(filler, crc), size + len(filler)
    packed += [packer.compress(tail), packer.flush()]
    return Entry(name.encode(), b"".join(packed), size + len(tail), zlib.crc32(tail, crc))


def write(entries: list[Entry], *, count: int | None = None) -> bytes:
    """The zip file; `count` is what its end says how many entries there are."""
    out = bytearray()
    directory = bytearray()
    for each in entries:
        sizes = struct.pack("<III", each.crc, len(each.packed), each.size & 0xFFFFFFFF)
        at = len(out) if each.offset is None else each.offset
        if each.offset is None:
            out += b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, each.method, 0, 33) + sizes
            out += struct.pack("<HH", len(each.name), 0) + each.name + each.packed
        directory += b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, each.method, 0, 33) + sizes
        directory += struct.pack("<HHHHHII", len(each.name), 0, 0, 0, 0, 0, at) + each.name
    total = min(len(entries) if count is None else count, 0xFFFF)
    end = struct.pack("<HHHHIIH", 0, 0, total, total, len(directory), len(out), 0)
    return bytes(out + directory + b"PK\x05\x06" + end)


def package(parts: Mapping[str, str | bytes]) -> list[Entry]:
    return [entry(name, data) for name, data in parts.items()]
