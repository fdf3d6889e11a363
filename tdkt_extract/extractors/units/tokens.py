"""The words of one piece of text, and phrases looked up in them.

Names of bodies are read word by word: which phrase begins here, does it end a name, does it show that the name acts.
Every question is a dictionary look-up on the first (or last) word of a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Generic, TypeVar

V = TypeVar("V")
_PIECE = re.compile(r"\w+\s*|[^\w\s]\s*")
_ACRONYM = re.compile(r"[A-ZĐ]{3,}")
_ROMAN = frozenset("IVXL")
_ABBREVIATIONS = frozenset(("tp", "tx", "ths", "ts", "pgs", "gs", "kt", "tm", "tl", "tuq", "đ", "c", "st", "q", "p"))
# What may stand between the words of a sector: Lao động - Thương binh và Xã hội; Lao động, Thương binh & Xã hội.
JOINTS = frozenset((",", "-", "và", "&", "/"))


class Words:
    """The words and punctuation marks of text[start:stop], folded; `starts` are offsets into the whole text."""

    __slots__ = ("count", "items", "shouting", "starts", "text")

    def __init__(self, text: str, folded: str, start: int, stop: int) -> None:
        while start < stop and folded[start].isspace():
            start += 1
        pieces = _PIECE.findall(folded, start, stop)
        self.items: list[str] = list(map(str.rstrip, pieces))
        self.starts: list[int] = list(accumulate(map(len, pieces), initial=start))
        self.count = len(pieces)
        self.text = text
        # In a line of capitals a capital says nothing.
        self.shouting = text[start:stop].isupper()

    def end(self, index: int) -> int:
        """The offset after word `index` - 1: where a name of the words before `index` stops."""
        return self.starts[index - 1] + len(self.items[index - 1])

    def capital(self, index: int) -> bool:
        return self.text[self.starts[index]].isupper()

    def acronym(self, index: int) -> bool:
        """“HĐGS”, “VNPT”: three capitals or more in a text that is not all capitals, no word and no Roman number."""
        if index >= self.count or self.shouting or not self.capital(index):
            return False
        found = _ACRONYM.fullmatch(self.text, self.starts[index], self.end(index + 1))
        return found is not None and not set(found.group()) <= _ROMAN

    def sentence_ends(self, index: int) -> bool:
        """Whether the mark at `index` ends a sentence: “. Sở …”, not “TP. Huế”, “10.000”, “...”."""
        following = index + 1
        return (
            following < self.count
            and self.starts[following] > self.starts[index] + 1
            and (self.capital(following) or self.items[following] in '"(')
            and (index == 0 or self.items[index - 1] not in _ABBREVIATIONS)
        )


class Phrases(Generic[V]):
    """Phrases by their first word, the longest first."""

    __slots__ = ("_by_first",)

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        self._by_first: dict[str, list[tuple[int, list[str], V]]] = {}
        for phrase, value in entries:
            items = split(phrase)
            self._by_first.setdefault(items[0], []).append((len(items), items, value))
        for found in self._by_first.values():
            found.sort(key=lambda entry: -entry[0])

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_first)

    def at(self, items: list[str], index: int) -> tuple[int, V] | None:
        """The longest phrase that begins at `index`: how many words, and its value."""
        if index < len(items):
            for length, phrase, value in self._by_first.get(items[index], ()):
                if length == 1 or items[index : index + length] == phrase:
                    return length, value
        return None

    def all_at(self, items: list[str], index: int) -> Iterator[tuple[int, V]]:
        """Every phrase that begins at `index`, the longest first."""
        if index < len(items):
            for length, phrase, value in self._by_first.get(items[index], ()):
                if length == 1 or items[index : index + length] == phrase:
                    yield length, value

    def length(self, items: list[str], index: int) -> int:
        """As `at`, only how many words; 0 where no phrase begins."""
        if index < len(items):
            for length, phrase, _ in self._by_first.get(items[index], ()):
                if length == 1 or items[index : index + length] == phrase:
                    return length
        return 0

    def loose(self, items: list[str], index: int) -> int:
        """As `length`, whatever joints stand between the words of the phrase."""
        if index < len(items):
            for _, phrase, _ in self._by_first.get(items[index], ()):
                at = _through(phrase, items, index)
                if at:
                    return at - index
        return 0


def _through(phrase: list[str], items: list[str], index: int) -> int:
    """The index after `phrase` read from `index`, joints of either side skipped; 0 where it does not stand."""
    at = index
    for word in phrase:
        if word in JOINTS and at > index:
            continue
        while at > index and at < len(items) and items[at] in JOINTS:
            at += 1
        if at >= len(items) or items[at] != word:
            return 0
        at += 1
    return at


class Endings(Generic[V]):
    """Phrases by their last word, the longest first: what stands right before a name."""

    __slots__ = ("_by_last",)

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        self._by_last: dict[str, list[tuple[list[str], V]]] = {}
        for phrase, value in entries:
            items = split(phrase)
            self._by_last.setdefault(items[-1], []).append((items, value))
        for found in self._by_last.values():
            found.sort(key=lambda entry: -len(entry[0]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_last)

    def before(self, items: list[str], index: int) -> Iterator[tuple[int, V]]:
        """The phrases that end right before `index`, the longest first: how many words, and the value."""
        if index > 0:
            for phrase, value in self._by_last.get(items[index - 1], ()):
                first = index - len(phrase)
                if first >= 0 and items[first:index] == phrase:
                    yield len(phrase), value

    def length(self, items: list[str], index: int) -> int:
        return next((length for length, _ in self.before(items, index)), 0)


def split(phrase: str) -> list[str]:
    return [piece.rstrip() for piece in _PIECE.findall(phrase)]
