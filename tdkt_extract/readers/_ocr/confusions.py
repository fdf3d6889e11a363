"""What recognition takes for what, and the known word that a misread one stands for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from pydantic import BaseModel, ConfigDict

from ...rules import load_csv, load_toml

_ACCENT, _CONFUSED, _UNLIKE = 1, 2, 4
"""What it costs that an accent, the bar of a Đ or the case is wrong, that a letter is a known confusion, that it is
neither, one too many or one too few."""
_MOST = (0, 0, 2, 3, 4, 4, 4, 6)
"""By a word's length, the cost at which another may still be meant for it; the last is for all that are longer."""


class Examples(BaseModel):
    model_config = ConfigDict(extra="forbid")
    examples: list[tuple[str, str]]
    counter_examples: list[str]


class Characters(BaseModel):
    model_config = ConfigDict(extra="forbid")
    pairs: list[str]
    joined: list[tuple[str, str]]
    digits: dict[str, str]


class Numbers(Examples):
    issuers: list[str]


class Phrases(Examples):
    letters: int
    lines: list[str]


class RecognitionRules(BaseModel):
    """rules/recognition.toml."""

    model_config = ConfigDict(extra="forbid")
    characters: Characters
    numbers: Numbers
    dates: Examples
    phrases: Phrases


@cache
def rules() -> RecognitionRules:
    return load_toml("recognition", RecognitionRules)


@cache
def types() -> frozenset[str]:
    """Abbreviations of the types of documents, as numbers have them."""
    return frozenset(row["abbreviation"] for row in load_csv("doc_types") if row["abbreviation"])


@cache
def issuers() -> frozenset[str]:
    """Abbreviations of issuers, as numbers have them."""
    return frozenset({*(row["abbreviation"] for row in load_csv("citation_issuers")), *rules().numbers.issuers} - {""})


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    pairs = [tuple(pair) for pair in rules().characters.pairs]
    return frozenset({(one, two) for one, two in pairs} | {(two, one) for one, two in pairs})


def bare(text: str) -> str:
    """The letters without accents."""
    marks = unicodedata.normalize("NFD", text)
    return "".join(char for char in marks if not unicodedata.combining(char)).replace("đ", "d").replace("Đ", "D")


def as_digits(text: str) -> str | None:
    """What is read as digits, letters that digits are read as among them; None where something else is there."""
    digits = rules().characters.digits
    out = "".join(char if char.isdigit() else digits.get(char, "?") for char in text)
    return None if "?" in out else out


@lru_cache(maxsize=4096)
def meant(read: str, known: frozenset[str]) -> str | None:
    """The one known word that `read` is, or is nearest to of all; None where none is near or two are as near."""
    read = read.replace("Ð", "Đ")  # the Icelandic letter looks the same
    if read in known:
        return read
    costs = sorted((cost, word) for word in known for cost in (_distance(read, word),) if cost <= _most(len(word)))
    if not costs or (len(costs) > 1 and costs[0][0] == costs[1][0]):
        return None
    return costs[0][1]


def _most(length: int) -> int:
    return _MOST[min(length, len(_MOST) - 1)]


def _distance(read: str, word: str) -> int:
    """The least cost of `read` for `word`; one pair of joined letters costs as one confusion."""
    if abs(len(read) - len(word)) > 2:
        return 99
    return min((_edits(variant, word) + cost for variant, cost in _variants(read)), default=99)


@lru_cache(maxsize=4096)
def _variants(read: str) -> tuple[tuple[str, int], ...]:
    found = [(read, 0)]
    for one, two in rules().characters.joined:
        found += [(read.replace(a, b, 1), _CONFUSED) for a, b in ((one, two), (two, one)) if a in read]
    return tuple(found)


def _edits(read: str, word: str) -> int:
    row: list[int] = [_UNLIKE * index for index in range(len(word) + 1)]
    for at, char in enumerate(read, 1):
        above, row = row, [_UNLIKE * at]
        for index, other in enumerate(word, 1):
            row.append(min(above[index] + _UNLIKE, row[-1] + _UNLIKE, above[index - 1] + _cost(char, other)))
    return row[-1]


def _cost(read: str, meant_char: str) -> int:
    if read == meant_char:
        return 0
    if bare(read).lower() == bare(meant_char).lower():
        return _ACCENT
    return _CONFUSED if (read, meant_char) in _pairs() else _UNLIKE


def joined(read: str, known: frozenset[str]) -> str | None:
    """The one known word that `read` is with two letters taken for one, or one for two."""
    found = {variant for variant, _ in _variants(read) if variant in known}
    return found.pop() if len(found) == 1 else None


def nearest(read: str, known: Iterable[str], letters: int) -> tuple[int, str] | None:
    """The known line with the fewest differing letters, and their number, when it is at most one in so many."""
    found = [
        (_differing(read, line), line)
        for line in known
        if abs(len(read) - len(line)) * letters <= len(line)  # most lines are no phrase: what is cheap goes first
    ]
    best = min(found, default=None)
    return best if best and best[0] * letters <= len(best[1]) else None


def _differing(one: str, two: str) -> int:
    """How many letters must change, come or go between two lines."""
    row: list[int] = [*range(len(two) + 1)]
    for at, char in enumerate(one, 1):
        above, row = row, [at]
        for index, other in enumerate(two, 1):
            row.append(min(above[index] + 1, row[-1] + 1, above[index - 1] + (char != other)))
    return row[-1]
