"""The head of an old Word file: which Word wrote it, whether it is encrypted, where its text lies."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

from .. import _ole

_WORD_97, _WORD_6 = 0xA5EC, 0xA5DC
_WORD_2 = b"\xdb\xa5\x2d\x00"
"""Word 2 for Windows wrote its stream as the file, in no container."""
_ENCRYPTED = 0x0100
_FIRST_97, _FIRST_95 = 0xC0, 0x68
_HEAD = 0x40
_STREAM = re.compile(rb"\xec\xa5(?:[\xc0-\xff]\x00|[\x00-\x20]\x01)|\xdc\xa5[\x63-\xbf]\x00")
_SECTOR = 512


@dataclass(frozen=True, slots=True)
class Header:
    """`importer` is LibreOffice's filter for the version; `offset` where the stream begins, when the container has
    lost its directory, as a truncated one has."""

    importer: str
    encrypted: bool = False
    offset: int | None = None


def find(data: bytes) -> Header | None:
    """The header, or None when the file is no old Word file."""
    if data.startswith(_WORD_2):
        return Header("MS WinWord 5")
    if not data.startswith(_ole.MAGIC):
        return None
    container = _ole.Container(data)
    entry = container.find("WordDocument")
    if entry is not None:
        return _header(container.head(entry, _HEAD)) or Header("MS Word 97")
    if container.entries:
        return None
    starts = (match.start() for match in _STREAM.finditer(data, _SECTOR) if match.start() % _SECTOR == 0)
    offset = next(starts, None)
    found = None if offset is None else _header(data[offset : offset + _HEAD])
    return found and Header(found.importer, found.encrypted, offset)


def _header(head: bytes) -> Header | None:
    if len(head) < 12:
        return None
    magic, version, flags = struct.unpack_from("<HH6xH", head)
    if magic not in (_WORD_97, _WORD_6):
        return None
    importer = "MS Word 97" if version >= _FIRST_97 else "MS Word 95" if version >= _FIRST_95 else "MS WinWord 6.0"
    return Header(importer, bool(flags & _ENCRYPTED))
