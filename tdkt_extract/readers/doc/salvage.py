"""The bare text of a damaged Word file, from where its header says that the text lies."""

from __future__ import annotations

import re
import struct

from ...errors import ReadError
from .. import _ole
from .._decode import decode
from . import header

_FIRST, _LAST = 0x18, 0x1C  # where the header says the text begins and ends, in the stream
# Word's own characters: a cell's end (twice at a row's), breaks, hyphens, and fields with their hidden instruction.
_ROW, _CELL = "\x07\x07", "\x07"
_CHARACTERS = str.maketrans(
    {_CELL: "\t", "\r": "\n", "\x0b": "\n", "\x0c": "\f", "\x0e": "\n", "\x1e": "-", "\x1f": None, "\x14": None,
     "\x15": None, "\0": None, "\x01": None, "\x02": None, "\x08": None}
)  # fmt: skip
_INSTRUCTION = re.compile("\x13[^\x13-\x15]{0,500}(?=[\x14\x15])")


def text(data: bytes) -> str:
    """The text between the two marks, as far as the file goes; "" where there is none to be seen."""
    stream = _stream(data)
    if len(stream) < _LAST + 4:
        return ""
    first, last = struct.unpack_from("<II", stream, _FIRST)
    raw = stream[first:last]
    if not raw:
        return ""
    return _INSTRUCTION.sub("", _decoded(raw)).replace(_ROW, "\n").translate(_CHARACTERS)


def _stream(data: bytes) -> bytes:
    found = header.find(data)
    if found is not None and found.offset is not None:
        return data[found.offset :]
    container = _ole.Container(data)
    entry = container.find("WordDocument")
    return container.head(entry, entry.size) if entry else b""


def _decoded(raw: bytes) -> str:
    """A text with any letter outside Windows-1252 is UTF-16, so that every other byte of most is small."""
    if sum(byte < 0x20 for byte in raw[1::2]) > len(raw) // 4:
        return raw[: len(raw) // 2 * 2].decode("utf-16-le", "replace")
    try:
        return decode(raw, "")[0]
    except ReadError:
        return raw.decode("cp1252", "replace")
