"""OLE2 containers (old Word, Excel, PowerPoint, Outlook): what streams there are, and the bytes of one.

Enough to tell such files apart and to look at their headers; no stream is copied whole unless it is asked for.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_DIRECTORY_ENTRY = 128
_MAX_ENTRIES = 20_000
_LAST = 0xFFFFFFFA  # this and above mark free and special sectors and the end of a chain
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass(frozen=True, slots=True)
class Entry:
    name: str
    kind: int
    start: int
    size: int
    links: tuple[int, int, int]  # two siblings and the first of its own, by their numbers


class Container:
    """A container as far as it is whole: a chain that leads out of the file or in a circle ends there."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._sector = self._mini = self._cutoff = 0
        self._fat: list[int] = []
        self.entries: tuple[Entry, ...] = ()
        if not data.startswith(MAGIC) or len(data) < _HEADER:
            return
        shift, mini_shift = struct.unpack_from("<HH", data, 0x1E)
        if shift not in (9, 12) or mini_shift not in range(4, 9):
            return
        self._sector, self._mini = 1 << shift, 1 << mini_shift
        directory, self._cutoff, self._mini_fat = struct.unpack_from("<I4xII", data, 0x30)
        self._fat = self._read_fat()
        self.entries = tuple(self._outer(dict(self._read_directory(directory))))

    @property
    def names(self) -> frozenset[str]:
        return frozenset(entry.name for entry in self.entries)

    def find(self, name: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.name == name and entry.kind == _STREAM), None)

    def head(self, entry: Entry, size: int) -> bytes:
        """The first `size` bytes of a stream, fewer where it is shorter or broken off."""
        size = min(size, entry.size)
        if entry.size >= self._cutoff:
            return self._chain(entry.start, size)
        root = next((each for each in self.entries if each.kind == _ROOT), None)
        if root is None:
            return b""
        links = self._numbers(self._chain(self._mini_fat, len(self._data)))
        minis = self._chain(root.start, min(root.size, len(self._data)))
        pieces = [minis[at * self._mini : (at + 1) * self._mini] for at in _walk(links, entry.start, self._mini, size)]
        return b"".join(pieces)[:size]

    def _read_fat(self) -> list[int]:
        """The table of links, from the 109 sectors named in the header and the chain of further lists of sectors."""
        listed = list(struct.unpack_from("<109I", self._data, 0x4C))
        following = struct.unpack_from("<I", self._data, 0x44)[0]
        seen: set[int] = set()
        while following < _LAST and following not in seen and (more := self._numbers(self._at(following))):
            seen.add(following)
            listed += more[:-1]
            following = more[-1]
        table: list[int] = []
        for sector in dict.fromkeys(each for each in listed if each < _LAST):
            table += self._numbers(self._at(sector))
        return table

    def _read_directory(self, start: int) -> Iterator[tuple[int, Entry]]:
        data = self._chain(start, _MAX_ENTRIES * _DIRECTORY_ENTRY)
        for at in range(0, len(data) - _DIRECTORY_ENTRY + 1, _DIRECTORY_ENTRY):
            length, kind, *links = struct.unpack_from("<HBxIII", data, at + 64)
            first, size = struct.unpack_from("<II", data, at + 116)
            if kind in (_STORAGE, _STREAM, _ROOT) and 2 <= length <= 64:
                name = data[at : at + length - 2].decode("utf-16-le", "replace")
                yield at // _DIRECTORY_ENTRY, Entry(name, kind, first, size, (links[0], links[1], links[2]))

    @staticmethod
    def _outer(entries: dict[int, Entry]) -> Iterator[Entry]:
        """The root and what lies directly in it: a workbook within a Word file is not the file. All, where the links
        are broken."""
        root = next((entry for entry in entries.values() if entry.kind == _ROOT), None)
        waiting = [root.links[2]] if root else []
        outer: dict[int, Entry] = {}
        while waiting:
            number = waiting.pop()
            if number in entries and number not in outer:
                outer[number] = entries[number]
                waiting += entries[number].links[:2]
        yield from (root, *outer.values()) if root and outer else entries.values()

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        return self._data[start : start + self._sector]

    def _chain(self, start: int, size: int) -> bytes:
        return b"".join(self._at(sector) for sector in _walk(self._fat, start, self._sector, size))[:size]

    @staticmethod
    def _numbers(data: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


def _walk(links: list[int], start: int, step: int, size: int) -> Iterator[int]:
    """The sectors of a chain that `size` bytes need. One that was met before ends it."""
    seen: set[int] = set()
    while start < len(links) and start not in seen and len(seen) * step < size:
        seen.add(start)
        yield start
        start = links[start]


_KINDS = (
    (("WordDocument",), ".doc (Word)"),
    (("Workbook", "Book"), ".xls (Excel)"),
    (("PowerPoint Document", "PP40", "PP97_DUALSTORAGE"), ".ppt (PowerPoint)"),
    (("__properties_version1.0", "__nameid_version1.0"), ".msg (Outlook)"),
    (("VisioDocument",), ".vsd (Visio)"),
    (("Contents", "Quill"), ".pub (Publisher)"),
    (("EncryptedPackage",), "Office (mật khẩu)"),
)


def describe(data: bytes) -> str | None:
    """What the container is, by its streams, for a message; None where it is too damaged to tell."""
    names = Container(data).names
    if not names:
        return None
    return next((title for marks, title in _KINDS if names.intersection(marks)), "OLE2")
