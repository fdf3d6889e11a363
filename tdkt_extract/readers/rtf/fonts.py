r"""The font table: the name of each font and the code page that its \'hh are in."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from functools import cache

from ...legacy import Encoding, encoding_of_font
from .._symbols import is_symbolic, symbol

# \fcharset -> Windows code page; 1 ("default") is the code page of the document.
_CHARSETS = {
    0: 1252, 77: 10000, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255,
    178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 437,
}  # fmt: skip
_CODECS = {10000: "mac_roman", 65001: "utf-8", 1361: "johab"}
WESTERN = 1252
_LONGEST_NAME = 200


@cache
def _table(page: int) -> str | None:
    """The 256 characters of a one-byte code page, None for one of more. Bytes without a character are themselves: in
    legacy fonts they are letters."""
    codec = _CODECS.get(page, f"cp{page}")
    try:
        if len(bytes(range(0x81, 0xFF)).decode(codec, "replace")) != 0xFF - 0x81 or page == 65001:
            return None
    except LookupError:
        return _table(WESTERN)
    shown = (bytes((code,)).decode(codec, "replace") for code in range(256))
    return "".join(chr(code) if char == "\ufffd" else char for code, char in enumerate(shown))


def decoded(data: bytes, page: int) -> str:
    """`data` in a code page; an unknown one is taken for the Western one."""
    table = _table(page)
    if table is None:
        return data.decode(_CODECS.get(page, f"cp{page}"), "replace")
    return codecs.charmap_decode(data, "strict", table)[0]


@dataclass(slots=True)
class Font:
    """`page` is None for the document's own code page."""

    name: str = ""
    page: int | None = None

    @property
    def is_symbolic(self) -> bool:
        return is_symbolic(self.name)

    @property
    def encoding(self) -> Encoding | None:
        """That of a font from before Unicode, whose letters are bytes of the Western code page, whatever it claims."""
        return encoding_of_font(self.name)

    def shape(self, text: str) -> str:
        """What letters of a symbolic font show."""
        return "".join(symbol(self.name, f"{ord(char):x}") if char > " " else char for char in text)


@dataclass(slots=True)
class FontTable:
    """Filled as its group is read: {\\f0\\froman\\fcharset163 Times New Roman;}."""

    fonts: dict[int, Font] = field(default_factory=dict)
    _current: Font = field(default_factory=Font)

    def word(self, word: bytes, parameter: int | None) -> None:
        if word == b"f":
            self._current = self.fonts[parameter or 0] = Font()
        elif word == b"fcharset":
            self._current.page = _CHARSETS.get(parameter or 0)
        elif word == b"cpg" and parameter:
            self._current.page = parameter

    def text(self, text: str) -> None:
        if len(self._current.name) < _LONGEST_NAME:
            self._current.name += text.partition(";")[0]
