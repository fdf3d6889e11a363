"""The tables of rules/legacy.toml, and how a text in one of them is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from pydantic import BaseModel, ConfigDict

from ..rules import load_toml
from ..text import Reading
from .soft_hyphen import SHIFT, STAND_INS, restored
from .words import in_capitals

_VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
LETTERS = frozenset("đĐ") | {unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in ("", *_TONES)}


class EncodingRule(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: str
    title: str
    shifted: bool
    codes: str
    bases: str = ""
    marks: dict[str, str] = {}
    samples: list[str]
    reads: list[str]


class FontRule(BaseModel):
    model_config = ConfigDict(extra="forbid")
    encoding: str
    pattern: str
    capitals: str = ""
    examples: list[str]
    capital_examples: list[str] = []
    counter_examples: list[str]


class LegacyRules(BaseModel):
    model_config = ConfigDict(extra="forbid")
    encoding: list[EncodingRule]
    font: list[FontRule]


@dataclass(frozen=True, slots=True)
class Encoding:
    """A table, as a font or a file has it. `capitals`: the font shows every letter as a capital. `lost`: the soft
    hyphen of the table, ư in TCVN3, has become a hyphen on the way, or nothing."""

    id: str
    title: str
    shifted: bool
    capitals: bool = False
    lost: bool = False


@cache
def encodings() -> tuple[Encoding, ...]:
    """All that are known, the most common first."""
    return tuple(Encoding(rule.id, rule.title, rule.shifted) for rule in _rules().encoding)


def encoding(id: str) -> Encoding:
    return next(one for one in encodings() if one.id == id)


@cache
def _rules() -> LegacyRules:
    return load_toml("legacy", LegacyRules)


# Fonts


_SUBSET = re.compile(r"[A-Z]{6}\+")


@lru_cache(maxsize=1024)
def encoding_of_font(name: str) -> Encoding | None:
    """The encoding of a font's text by the font's name; None for fonts of Unicode and those that are not known."""
    name = _SUBSET.sub("", name.strip(), count=1)
    for rule, pattern, capitals in _fonts():
        if pattern.match(name):
            found = encoding(rule.encoding)
            if capitals is not None and capitals.fullmatch(name):
                return replace(found, capitals=True)
            return found
    return None


@cache
def _fonts() -> tuple[tuple[FontRule, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (rule, re.compile(rule.pattern, re.I), re.compile(rule.capitals) if rule.capitals else None)
        for rule in _rules().font
    )


# Characters -> codes. What a reader gives for a byte depends on the table that it took: Windows-1252, Latin-1,
# Windows-1258, or the private area where a font calls itself a symbol font.


def _as_codes() -> dict[int, int]:
    codes = {0x3BC: 0xB5}  # Greek mu for the micro sign, which some converters make of it
    for code in range(0x80, 0x100):
        for table in ("cp1258", "cp1252"):
            char = bytes([code]).decode(table, "ignore")
            if char and ord(char) != code:
                codes[ord(char)] = code
        codes[0xF000 + code] = code
    codes.update({0xF000 + code: code for code in range(0x20, 0x7F)})
    return codes


_AS_CODES = _as_codes()
_SYMBOLS = re.compile("[\uf020-\uf07e]")


@dataclass(frozen=True, slots=True)
class _Table:
    """`units` gives the letter of one or two codes, `changed` finds them; `each` finds ASCII too."""

    units: dict[str, str]
    changed: re.Pattern[str]
    each: re.Pattern[str]


@cache
def _table(id: str, lost: bool = False) -> _Table:
    rule = next(rule for rule in _rules().encoding if rule.id == id)
    single: dict[str, str] = {}
    marks = {code: mark for key, mark in rule.marks.items() for code in (key, key.upper())}
    for row in rule.codes.split("\n"):
        start, *letters = row.split() or ["0"]
        for code, letter in enumerate(letters, int(start, 16)):
            if unicodedata.combining(letter[0]):
                marks[chr(code)] = letter
            elif letter != ".":
                single[chr(code)] = letter
    bases = {code: letter for code, letter in single.items() if letter in _VOWELS} | {
        char: char for char in rule.bases or _VOWELS if ord(char) < 0x100 and char not in single
    }
    pairs = {
        base + mark: composed
        for base, letter in bases.items()
        for mark, char in marks.items()
        if (composed := unicodedata.normalize("NFC", letter + char)) in LETTERS
    }
    for code in range(0x80, 0xA0):
        single.setdefault(chr(code), bytes([code]).decode("cp1252", "ignore") or chr(code))
    if lost:
        single |= {chr(SHIFT + ord(code)): letters for code, letters in STAND_INS.items()}
    by_base: dict[str, str] = {}
    for pair in pairs:
        by_base[pair[0]] = by_base.get(pair[0], "") + pair[1]
    changed = "|".join([f"{base}[{following}]" for base, following in by_base.items()] + [f"[{''.join(single)}]"])
    return _Table(single | pairs, re.compile(changed), re.compile(f"{changed}|[ -~]"))


def units(encoding: Encoding) -> dict[str, str]:
    """The letter that each code, or pair of codes, stands for: codes as characters of Latin-1."""
    return _table(encoding.id).units


def as_found(encoding: Encoding, texts: Iterable[str]) -> Encoding:
    """`encoding` as these texts have it: TCVN3 text without a single soft hyphen has lost them."""
    return replace(encoding, lost=encoding.id == "tcvn3" and not any("\u00ad" in text for text in texts))


def decode(text: str, encoding: Encoding) -> tuple[str, tuple[Reading, ...]]:
    """`text`, which stands for bytes of `encoding`, in Unicode, with a reading for each letter that was another."""
    read, readings = decode_letters(text, encoding)
    if readings and encoding.shifted and not encoding.capitals:
        read = _intended(read, readings)
    return read, tuple(readings)


def decode_letters(text: str, encoding: Encoding) -> tuple[str, list[Reading]]:
    """`decode`, but that small letters stay small in words that are meant in capitals."""
    if text.isascii() and not encoding.capitals:
        return text, []
    table = _table(encoding.id, encoding.lost)
    codes = text.translate(_AS_CODES)
    if encoding.lost:
        codes = restored(codes, table.units)
    pattern = table.each if encoding.capitals or _SYMBOLS.search(text) else table.changed
    out: list[str] = []
    readings: list[Reading] = []
    length = at = 0
    for match in pattern.finditer(codes):
        start, end = match.span()
        new = table.units.get(match.group(), match.group())
        if encoding.capitals:
            new = new.upper()
        raw = text[start:end]
        if new == raw:
            continue
        out.append(text[at:start])
        length += start - at
        readings.append(Reading(length, length + len(new), raw))
        out.append(new)
        length += len(new)
        at = end
    out.append(text[at:])
    return "".join(out), readings


# Capitals

_WORD = re.compile(r"[^\W\d_]+")


def _intended(text: str, readings: list[Reading]) -> str:
    """`text` with the marked letters of words in capitals as capitals. Without a font of capitals, “KÕ HO¹CH” shows
    “Kế HOạCH”: typed so, or by such a font, whose name is lost."""
    small = {at for reading in readings for at in range(reading.start, reading.end) if text[at].islower()}
    if not small:
        return text
    words = [match.span() for match in _WORD.finditer(text)]
    marked = [any(at in small for at in range(start, end)) for start, end in words]
    raised = [
        at
        for (start, end), up in zip(words, in_capitals([text[start:end] for start, end in words], marked), strict=True)
        if up
        for at in range(start, end)
        if at in small
    ]
    if not raised:
        return text
    chars = list(text)
    for at in raised:
        chars[at] = chars[at].upper()
    return "".join(chars)
