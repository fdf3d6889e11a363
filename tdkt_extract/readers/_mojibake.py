"""UTF-8 that was read as Windows-1252 and saved as UTF-8 again: “Káº¿ hoáº¡ch” -> “Kế hoạch”."""

from __future__ import annotations

import re

from ..spacing import is_syllable
from ..text import Note, Reading

# The bytes after a lead byte as Windows-1252 shows them; its five unused codes pass as controls.
_FOLLOW = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0))
_CLUSTER = re.compile(f"(?:[\u00c2-\u00df][{re.escape(_FOLLOW)}]|[\u00e0-\u00ef][{re.escape(_FOLLOW)}]{{2}})+")
_BYTES = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(256)} | {
    chr(byte): byte for byte in range(0x80, 0xA0)
}
_FEW = 5  # of anything else may be French, or typed by hand
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 64 * 1024
_VIETNAMESE = 0.5  # of the words with marks: VPS has pairs of letters that would be UTF-8, too
NOTE = Note("double-encoded", "Chữ trong tệp bị mã hóa UTF-8 hai lần (kiểu “Káº¿ hoáº¡ch”); đã đọc lại cho đúng.")


def undouble(text: str) -> tuple[str, dict[str, str]]:
    """`text` with what was encoded twice put right, and what stood for each character: when that is sure, for nearly
    all that looks so is UTF-8. A page of which one part is broken is mended in that part."""
    clusters = _CLUSTER.findall(text)
    if len(clusters) < _FEW:
        return text, {}
    stood: dict[str, str] = {}
    mended = 0

    def mend(match: re.Match[str]) -> str:
        nonlocal mended
        raw = bytes(_BYTES[char] for char in match.group())
        try:
            decoded = raw.decode("utf-8")
        except UnicodeDecodeError:
            return match.group()
        mended += 1
        at = 0
        for char in decoded:
            size = len(char.encode("utf-8"))
            stood[char] = match.group()[at : at + size]
            at += size
        return decoded

    out = _CLUSTER.sub(mend, text)
    sure = mended >= 0.9 * len(clusters) and _is_vietnamese(out)
    return (out, stood) if sure else (text, {})


def _is_vietnamese(text: str) -> bool:
    marked = {word for word in _WORD.findall(text[:_SAMPLE].lower()) if not word.isascii()}
    return sum(map(is_syllable, marked)) >= _VIETNAMESE * len(marked)


def readings(text: str, stood: dict[str, str]) -> tuple[Reading, ...]:
    """Where `text` has characters that others stood for."""
    found: list[Reading] = []
    for at, char in enumerate(text):
        raw = stood.get(char)
        if raw is None:
            continue
        if found and found[-1].end == at:
            found[-1] = Reading(found[-1].start, at + 1, found[-1].raw + raw)
        else:
            found.append(Reading(at, at + 1, raw))
    return tuple(found)
