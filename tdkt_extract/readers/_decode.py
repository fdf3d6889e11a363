"""Bytes -> text: what the bytes themselves say comes before what a file claims about them.

Vietnamese text outside Unicode comes in one-byte tables whose codes overlap (CP1258, TCVN3, Latin-1), so a table is
chosen by what it makes of the words: Vietnamese has few syllable shapes, and a wrong table gives others.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from .. import legacy
from ..errors import ReadError
from ..text import Note

_SAMPLE = 64 * 1024
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\x0b\x0c\r\x1a")
_PLAIN = b" \n.,-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Formats that are text to the eye but hold a document in wrappings, and containers whose head may lack control bytes.
_OTHER_FORMAT = re.compile(
    rb"\s{0,64}(?:\{\\rtf|%PDF-|PK\x03\x04|\xd0\xcf\x11\xe0|Rar!|7z\xbc\xaf|%!PS|GIF8|BM.{4}\x00|\x89PNG|"
    rb"(?:[A-Za-z-]{1,40}: [^\r\n]{0,200}\r?\n(?:[ \t][^\r\n]{0,200}\r?\n){0,5}){0,10}MIME-Version: )"
)
_HIGH = re.compile(rb"[\x80-\xff]")
_MARKED = re.compile(r"[^\W\d_a-zA-Z]")

_ONE_BYTE = {
    "windows-1258": "cp1258", "cp1258": "cp1258", "x-viet-tcvn": "tcvn3", "tcvn": "tcvn3", "tcvn-5712": "tcvn3",
    "x-viet-tcvn5712": "tcvn3", "viscii": "viscii", "x-viet-vps": "vps", "x-viet-vni": "vni",
    "windows-1252": "cp1252", "cp1252": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252",
}  # fmt: skip
_ASSUMED = ("cp1258", "tcvn3", "vni", "vps", "viscii")
_LEAST_SHARE = 0.8  # of the words with marks, that a right table makes Vietnamese


def sample_text(data: bytes) -> str | None:
    """The beginning of `data` as text, or None when it is no plain text. Cheap: for telling formats apart."""
    head = data[:_SAMPLE]
    codec = _self_evident(head)
    if codec is not None:
        return codecs.getincrementaldecoder(codec)("replace").decode(head)
    if _OTHER_FORMAT.match(head) or _share(head, _CONTROLS) > 0.005:
        return None
    try:
        return codecs.getincrementaldecoder("utf-8")("strict").decode(head)
    except UnicodeDecodeError:
        pass
    text = head.decode("utf-8", "replace")
    # Damaged UTF-8 has more whole characters than broken ones; one-byte tables leave most letters ASCII; junk neither.
    return text if _multibyte(text) >= text.count("\ufffd") or _share(head, _PLAIN) > 0.5 else None


def decode(data: bytes, name: str, declared: str | None = None) -> tuple[str, tuple[Note, ...]]:
    """`data` as text, with notes on what was guessed or lost. `declared` is the charset that the file claims.

    Raises ReadError("encoding") when no table makes text of it.
    """
    codec = _self_evident(data)
    if codec is not None:
        return _replacing(data, codec)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    errors = text.count("\ufffd")
    sequences = _multibyte(text)
    if sequences >= 4 * errors:
        return text, (_invalid(errors),)
    claimed = _ONE_BYTE.get((declared or "").lower())
    # Pages claim Latin-1 over Vietnamese bytes, so the claim alone decides only when no table gives Vietnamese.
    shares = {table: _share_of_syllables(data, table) for table in filter(None, (claimed, *_ASSUMED))}
    best = max(shares, key=lambda table: shares[table])
    table = best if shares[best] >= _LEAST_SHARE else claimed
    guess = _one_byte(data, table) if table else None
    if table and guess is not None:
        message = f"Văn bản không phải UTF-8; đã đọc theo bảng mã {_title(table)}."
        return guess, (Note("guessed-encoding", message),)
    if errors <= max(3, len(data) // 500):
        return text, (_invalid(errors),)
    raise ReadError("encoding", name, detail=f"{errors} byte không phải UTF-8 / bytes outside UTF-8")


def _self_evident(data: bytes) -> str | None:
    """The codec that a byte order mark or the pattern of NUL bytes gives."""
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return codec
    head = data[:4096]
    half = len(head) // 2
    if half < 2 or 0 not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    # Spaces and unmarked letters make up over half of Vietnamese; the other letters' upper byte is 1, 3 or 0x1E.
    guess = ""
    if odd > 0.4 * half and even <= 0.02 * half:
        guess = "utf-16-le"
    if even > 0.4 * half and odd <= 0.02 * half:
        guess = "utf-16-be"
    if not guess or _share(head.decode(guess, "replace").encode("utf-8", "replace"), _CONTROLS) > 0.005:
        return None
    return guess


def _replacing(data: bytes, codec: str) -> tuple[str, tuple[Note, ...]]:
    try:
        return data.decode(codec), ()
    except UnicodeDecodeError:
        text = data.decode(codec, "replace")
        return text, (_invalid(text.count("\ufffd")),)


def _invalid(count: int) -> Note:
    return Note("invalid-utf8", f"Có {count} chỗ sai mã trong tệp, đã thay bằng ký tự “\ufffd”.")


def _multibyte(text: str) -> int:
    """How many characters outside ASCII `text` has, without replacement characters."""
    return len(text) - len(text.encode("ascii", "ignore")) - text.count("\ufffd")


def _one_byte(data: bytes, table: str) -> str | None:
    """`data` by a table; None where it has a code that the table lacks."""
    try:
        if table in ("cp1252", "cp1258"):
            return data.decode(table)
        return legacy.decode(data.decode("latin-1"), legacy.encoding(table))[0]
    except UnicodeDecodeError:
        return None


def _title(table: str) -> str:
    return "Windows-1252" if table == "cp1252" else legacy.encoding(table).title


def _share_of_syllables(data: bytes, table: str) -> float:
    """How many of the words with marks, from the first byte outside ASCII on, are Vietnamese syllables by a table."""
    first = _HIGH.search(data)
    start = max(0, (first.start() if first else 0) - 200)
    text = _one_byte(data[start : start + _SAMPLE], table)
    if text is None:
        return 0.0
    words = [word for word in legacy.tokens(unicodedata.normalize("NFC", text)) if _MARKED.search(word)]
    return sum(map(legacy.is_vietnamese, words)) / len(words) if words else 1.0


def _share(data: bytes, chars: bytes) -> float:
    return (len(data) - len(data.translate(None, chars))) / max(1, len(data))
