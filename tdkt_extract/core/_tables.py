"""What both implementations of the tokenizer know about characters; see `_scan_py` for the grammar made of it."""

from __future__ import annotations

import unicodedata

from ..letters import CAPITAL, SMALL

COMBINING = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
IGNORABLE = "\u00ad\u200c\u200d\u2060\ufeff\ufe00-\ufe0f"
MARK = COMBINING + IGNORABLE
"""Goes on with the word it stands in."""

LINE_BREAK = "\n\r\t\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
"""After these a list marker may stand; a tab parts the cells of a table."""

BULLET = "-–—+*•●○▪■□◦‣·➢➤►✓\uf02d\uf0a7\uf0b7"
"""The last three are what word processors write for bullets of the fonts Symbol and Wingdings."""

QUOTE_OR_BRACKET = "\"“'‘("
TOP_LEVEL_DOMAINS = ("vn", "com", "net", "org", "edu", "gov", "info")
SCHEMES = ("http://", "https://", "ftp://", "www.")
NOT_IN_URL = '<>"“”‘’«»'
NOT_LAST_IN_URL = ".,;:!?'()[]{}…*"
LONGEST_URL = 2047

LONGEST_WORD = 16
"""Longer words have no id: the native core packs a word into 128 bits."""

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHAPES = "\u0302\u0306\u031b"
MARKS_WITH_ID = _TONES + _SHAPES
_DASHES = "‐‑‒–—―−\uf02d"
_SAME = {
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys("“”„‟«»″＂", '"'),
    **dict.fromkeys("‘’‚‛′`´＇", "'"),
    "ð": "đ",
    "Ð": "đ",
}
EVEN = {**_SAME, **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000", " "), "\u00ad": "-", "İ": "i"}
"""What folding makes of characters beside lower case: one kind of dash, quote and space."""


ODD = (
    "\u00b4\u00d0\u00f0\u0189\u0256\u02c0\u02c6\u02ca\u02cb\u02d8\u02dc\u0370-\u03ff\u0400-\u052f\uff01-\uff5e"
    "\U0001d400-\U0001d7ff"
)
"""For a character class: what may stand for a Latin letter, or for the mark on it. `look_alikes` says when it does."""


def _each(ranges: str) -> list[str]:
    """The characters of the inside of a character class."""
    out: list[str] = []
    at = 0
    while at < len(ranges):
        if ranges[at + 1 : at + 2] == "-" and at + 2 < len(ranges):
            out.extend(map(chr, range(ord(ranges[at]), ord(ranges[at + 2]) + 1)))
            at += 3
        else:
            out.append(ranges[at])
            at += 1
    return out


CAPITALS, SMALLS = _each(CAPITAL), _each(SMALL)
MARKS, BREAKS, IGNORABLES = _each(MARK), _each(LINE_BREAK), _each(IGNORABLE)

ALPHABET = (
    "".join(
        sorted({*SMALLS, *"0123456789", *(chr(code) for code in range(0x21, 0x7F) if not chr(code).isalnum())} - {"`"})
    )
    + "…•●▪§°"
)
"""The characters of words with an id, folded. One byte of a native key is 1 + the place in it."""

ODD_LETTERS = frozenset(_each(ODD))

FOLD: dict[int, str] = {
    **{ord(capital): capital.lower() for capital in CAPITALS},
    **{ord(char): even for char, even in _SAME.items()},
    **{ord(mark): "" for mark in IGNORABLES},
}
"""For `str.translate`: lower case, one kind of dash and quote, nothing of what is ignorable."""


def _pairs() -> dict[str, str]:
    """Folded letter + mark -> letter with the mark, whatever the order the marks come in."""
    by_marks: dict[tuple[str, frozenset[str]], str] = {}
    for letter in SMALLS:
        decomposed = unicodedata.normalize("NFD", letter)
        base, marks = decomposed[0], decomposed[1:]
        by_marks[base, frozenset(marks)] = letter
    return {
        by_marks[base, marks - {mark}] + mark: letter
        for (base, marks), letter in by_marks.items()
        for mark in marks
        if (base, marks - {mark}) in by_marks
    }


PAIRS = _pairs()
_TONE_PLACES = [
    (first + toned, plain + second)
    for first, second, tones in (("o", "a", "àáảãạ"), ("o", "e", "èéẻẽẹ"), ("u", "y", "ỳýỷỹỵ"))
    for toned, plain in zip(tones, "òóỏõọ" if first == "o" else "ùúủũụ", strict=True)
]
NEW_TO_OLD = dict(_TONE_PLACES)
"""The two places of a tone mark at the end of a syllable: hoà, hòa."""
OLD_TO_NEW = {old: new for new, old in _TONE_PLACES}


def fold(word: str) -> str:
    """A word as the vocabulary has it, but for the place of its tone mark; letters with foreign marks stay apart."""
    if word.isascii():
        return word.lower().replace("`", "'")
    folded = word.translate(FOLD)
    if folded.isalpha():
        return folded
    out: list[str] = []
    for char in folded:
        joined = PAIRS.get(out[-1] + char) if out and char in MARKS_WITH_ID else None
        if joined:
            out[-1] = joined
        else:
            out.append(char)
    return "".join(out)


_OTHER_ENDS = {**NEW_TO_OLD, **OLD_TO_NEW}


def other_spelling(word: str) -> str | None:
    """The folded word with its tone mark in the other place, if it has two; syllables with qu- have one (“quý”)."""
    if word[-2:].lower() not in _OTHER_ENDS and word[-1:] not in MARKS_WITH_ID:
        return None
    folded = fold(word)
    other = _OTHER_ENDS.get(folded[-2:])
    return folded[:-2] + other if other and folded[-3:-2] != "q" else None
