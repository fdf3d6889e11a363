"""Whether a text layer is text: fonts without a character map and bad recognition give “DQc l6p”.

Each word speaks for the text or against it, by the vocabulary of the segmenter, or says nothing: abbreviations,
numbers, addresses, another script. Measured per page and per line by `python -m benchmarks.formats.garbled`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from ...core.segmentation import known_words
from ...letters import CAPITAL
from ...normalise import fold
from ...rules import load_csv, load_toml
from ...spacing import FRAGMENTS, is_spaced, is_syllable, unspace

_FOREIGN_WORTH = 0.5  # of a known word: letters mixed up give some words that could be another language's
_MARKS = "\\-–—/.,:;()…“”\"'‘’!?+&=*_|<>\\[\\]{}~%«»#^•"
_SPLIT = re.compile(f"[{_MARKS}]+")
_ADDRESS = re.compile(r"://|@|www\.|[a-z0-9]\.[a-z]{2,}", re.I)
_NUMBERED = re.compile(rf"\d+(?:[^\W\d_]{{1,3}}\d*)?\Z|[^\W\d_]{{1,2}}\d+\Z|[{CAPITAL}]+\d*\Z")  # 10b, 8h30, m2, HĐND17
_CASED = re.compile(rf"[^\W\d_][^\W\d_{CAPITAL}]*\Z")
_CONSONANTS = re.compile(r"[^aeiouyæøœ]+")
_VOWEL = re.compile(r"[aeiouyăâêôơư\u00e0-\u00fd\u1ea0-\u1ef9].|.[aeiouyăâêôơư\u00e0-\u00fd\u1ea0-\u1ef9]")  # and more


class _Foreign(BaseModel):
    model_config = ConfigDict(extra="forbid")
    onsets: list[str]
    codas: list[str]
    examples: list[str]
    counter_examples: list[str]


class TextLayerRules(BaseModel):
    """rules/text_layer.toml."""

    model_config = ConfigDict(extra="forbid")
    foreign: _Foreign


class Evidence(NamedTuple):
    """Of so many words that tell anything, how many are `right`; how many are `marked` with a letter or tone that only
    Vietnamese has, and how many are built as `syllables`."""

    words: int = 0
    right: float = 0.0
    marked: int = 0
    syllables: int = 0

    @property
    def share(self) -> float:
        return self.right / self.words if self.words else 1.0


_LEAST = 4  # words that tell of a line
_LINE_PLAUSIBLE = 0.5
_CAPITALS_PLAUSIBLE = 0.3  # of a line in capitals, which may hold abbreviations
_BARE = 5
# Without those of forms, of lists of contents and of figures (1,234 50% 31/12/2025); a row of stars is one.
_SIGN = re.compile(r"(?<!\d)([^\w\s.…_-])\1*(?!\d)")
_LEAST_SIGNS = 5
_LINE_SIGNS = 0.35  # of the characters


def is_garbage(line: str, words: Evidence) -> bool:
    """Whether a line, by its words, its capitals or its signs, is none that somebody wrote."""
    if words.words >= _LEAST:
        return words.share < _LINE_PLAUSIBLE
    if line.isupper():
        # What has no vowel is an abbreviation (BCH, MTTQ), and says nothing.
        capitals = [piece for piece in map(fold, _SPLIT.split(line.replace(" ", "-"))) if _VOWEL.search(piece)]
        if len(capitals) >= _LEAST:
            return sum(piece in _known_capitals() for piece in capitals) < _CAPITALS_PLAUSIBLE * len(capitals)
    return count_signs(line) > max(_LEAST_SIGNS, _LINE_SIGNS * len(line))


def lacks_accents(words: Evidence) -> bool:
    """Whether a line's words are built as Vietnamese ones are and none has an accent."""
    return words.words >= _BARE and not words.marked and words.syllables == words.words


def count_signs(line: str) -> int:
    """Characters that are neither letters nor digits, but for those that lines are filled with."""
    return 0 if line.isalnum() else len(_SIGN.findall(line))


def weigh(text: str) -> Evidence:
    """What the words of a text say. A line of it, or a whole page."""
    found = _weigh(text)
    if found.right < 0.9 * found.words and is_spaced(text):
        return _weigh(unspace(text))
    return found


def _weigh(text: str) -> Evidence:
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    words = marked = syllables = 0
    right = 0.0
    for chunk in text.split():
        tells, worth, mark, syllable = _judge_chunk(chunk)
        if tells:
            words += tells
            right += worth
            marked += mark
            syllables += syllable
    return Evidence(words, right, marked, syllables)


@lru_cache(maxsize=32768)
def _judge_chunk(chunk: str) -> tuple[int, float, int, int]:
    """`Evidence` of what stands between two spaces."""
    if len(chunk) > 5 and _ADDRESS.search(chunk):
        return _NOTHING
    pieces = [_judge(piece) for piece in _SPLIT.split(chunk) if len(piece) > 1]
    if len(pieces) == 1:
        return pieces[0]
    tells, worth, mark, syllable = (sum(column) for column in zip(_NOTHING, *pieces, strict=True))
    return int(tells), worth, int(mark), int(syllable)


_NOTHING = (0, 0.0, 0, 0)
_GARBAGE = (1, 0.0, 0, 0)


def _judge(piece: str) -> tuple[int, float, int, int]:
    """`Evidence` of one piece of a word between marks."""
    if piece.isalpha():
        if piece.isupper() or not _is_latin(piece):
            return _GARBAGE if any(map(str.isascii, piece)) and not _is_latin(piece) else _NOTHING
        word = fold(piece)
        if word in FRAGMENTS:
            return _NOTHING
        mark = not word.isascii()
        syllable = is_syllable(word)
        if not _CASED.match(piece):
            return 1, 0.0, mark, syllable
        if word in _known():
            return 1, 1.0, mark, syllable
        return 1, _FOREIGN_WORTH if is_foreign(word) else 0.0, mark, syllable
    if piece.isdigit() or _NUMBERED.match(piece) or not any(map(_tells, piece)):
        return _NOTHING
    return _GARBAGE


def _tells(char: str) -> bool:
    """A letter, or what stands for one in a font without a map; other signs are those of formulas and forms."""
    return char.isalpha() or unicodedata.category(char) in ("Co", "Cc", "Cn", "Cs") or char == "\ufffd"


@lru_cache(maxsize=2048)
def _is_latin_letter(char: str) -> bool:
    return char.isascii() or unicodedata.name(char, "").startswith("LATIN")


def _is_latin(piece: str) -> bool:
    return piece.isascii() or all(map(_is_latin_letter, piece))


def is_foreign(word: str) -> bool:
    """Whether a word of small letters could be one of another language in Latin letters, or a name."""
    bare = "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
    if "đ" in bare or any(mark in unicodedata.normalize("NFD", word) for mark in "\u031b\u0309\u0323"):
        return False
    onsets, codas = _clusters()
    runs = [(match.group(), match.start(), match.end()) for match in _CONSONANTS.finditer(bare)]
    if runs and runs[0][0] == bare:
        return False
    for run, start, end in runs:
        if start == 0:
            fits = run in onsets
        elif end == len(bare):
            fits = run in codas
        else:
            fits = any(run[:cut] in codas and run[cut:] in onsets for cut in range(len(run) + 1))
        if not fits:
            return False
    return True


@cache
def _clusters() -> tuple[frozenset[str], frozenset[str]]:
    """What may stand before a vowel and behind one; nothing, a single consonant and a doubled one may always."""
    rules = load_toml("text_layer", TextLayerRules).foreign
    single = "bcdfghjklmnpqrstvwxz"
    common = {"", *single}
    return frozenset({*common, *rules.onsets}), frozenset({*common, *(2 * one for one in single), *rules.codas})


@cache
def _known() -> frozenset[str]:
    return frozenset(map(fold, known_words()))


@cache
def _known_capitals() -> frozenset[str]:
    """With the abbreviations that stand in lists of recipients."""
    tables = ("doc_types", "citation_issuers", "unit_abbreviations")
    return _known() | {fold(row["abbreviation"]) for table in tables for row in load_csv(table)}
