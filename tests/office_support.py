"""Old office files made by hand, programs that stand in for LibreOffice, and a look at what processes run."""

from __future__ import annotations

import os
import stat
import struct
from pathlib import Path

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole(streams: dict[str, bytes]) -> bytes:
    """An OLE2 container. Streams begin at once behind the header, as Word writes them, and are at least 4096 bytes."""
    sectors: list[bytes] = []
    links: list[int] = []

    def add(data: bytes) -> int:
        first = len(sectors)
        pieces = [data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), _SECTOR)]
        sectors.extend(pieces)
        links.extend([*range(first + 1, first + len(pieces)), _END])
        return first

    entries = [("Root Entry", 5, _END, 0)]
    for name, data in streams.items():
        data = data.ljust(4096, b"\0")
        entries.append((name, 2, add(data), len(data)))
    directory = add(b"".join(_entry(*entry) for entry in entries))
    fat = len(sectors)
    count = 1
    while (fat + count) * 4 > count * _SECTOR:
        count += 1
    links += [_FAT] * count
    table = b"".join(struct.pack("<I", link) for link in links).ljust(count * _SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIIII", 0, count, directory, 0, 4096, _END, 0, _END, 0, 0)[:-4]
    header += b"".join(struct.pack("<I", fat + at if at < count else _FREE) for at in range(109))
    return header.ljust(_SECTOR, b"\0") + b"".join(sectors) + table


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    title = name.encode("utf-16-le") + b"\0\0"
    head = title.ljust(64, b"\0") + struct.pack("<HBBIII", len(title), kind, 1, _FREE, _FREE, _FREE)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def word_stream(text: str = "", version: int = 0xC1, flags: int = 0, magic: int = 0xA5EC) -> bytes:
    """The WordDocument stream of a file that holds `text` and no formatting: enough to be told and salvaged."""
    body = text.replace("\n", "\r").encode("utf-16-le")
    head = struct.pack("<HH6xH12xII", magic, version, flags, 0x400, 0x400 + len(body))
    return head.ljust(0x400, b"\0") + body


def program(path: Path, script: str) -> Path:
    """A shell script as a program."""
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def processes(word: str) -> list[int]:
    """The ids of the processes, other than this one, whose command line holds `word`. What has ended but was not yet
    waited for has no command line."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if word.encode() in command:
                found.append(int(entry.name))
    return found
