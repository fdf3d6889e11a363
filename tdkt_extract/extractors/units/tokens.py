"""The words of one piece of text, and phrases looked up in them.

Names of bodies are read word by word: which phrase begins here, does it end a name, does it show that the name acts.
Every question is a dictionary look-up on the first (or last) word of a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

V = TypeVar("V")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_MARKS = frozenset(",.;:)")
_ACRONYM = re.compile(r"[A-ZĐ]{3,}")
_ROMAN = frozenset("IVXL")
_ABBREVIATIONS = frozenset(("tp", "tx", "ths", "ts", "pgs", "gs", "kt", "tm", "tl", "tuq", "đ", "c", "st", "q", "p"))
# What may stand between the words of a sector: Lao động - Thương binh và Xã hội; Lao động, Thương binh & Xã hội.
JOINTS = frozenset((",", "-", "và", "&", "/"))


class Words:
    """The words and punctuation marks of text[start:stop], folded; `starts` are offsets into the whole text."""

    __slots__ = ("count", "items", "shouting", "starts", "text")

    def __init__(self, text: str, folded: str, start: int, stop: int) -> None:
        self.items: list[str] = []
        self.starts: list[int] = []
        while start < stop and folded[start].isspace():
            start += 1
        while stop > start and folded[stop - 1].isspace():
            stop -= 1
        if self._read_chunks(folded[start:stop].split(), start) != stop:  # more than one space somewhere
            matches = list(_TOKEN.finditer(folded, start, stop))
            self.items = [match.group() for match in matches]
            self.starts = [match.start() for match in matches]
        self.count = len(self.items)
        self.text = text
        # In a line of capitals a capital says nothing.
        self.shouting = text[start:stop].isupper()

    def _read_chunks(self, chunks: list[str], at: int) -> int:
        """Reads chunks as if one space were between them, which takes half the time of a pattern over the whole;
        where the last one then ends."""
        add, add_start = self.items.append, self.starts.append
        for chunk in chunks:
            if chunk.isalnum():
                add(chunk)
                add_start(at)
            elif (word := chunk[:-1]).isalnum() and chunk[-1] in _MARKS:
                add(word)
                add_start(at)
                add(chunk[-1])
                add_start(at + len(word))
            else:
                for match in _TOKEN.finditer(chunk):
                    add(match.group())
                    add_start(at + match.start())
            at += len(chunk) + 1
        return at - 1 if chunks else at

    def end(self, index: int) -> int:
        """The offset after word `index` - 1: where a name of the words before `index` stops."""
        return self.starts[index - 1] + len(self.items[index - 1])

    def capital(self, index: int) -> bool:
        return self.text[self.starts[index]].isupper()

    def acronym(self, index: int) -> bool:
        """“HĐGS”, “VNPT”: three capitals or more in a text that is not all capitals, no word and no Roman number."""
        if index >= self.count or self.shouting or len(self.items[index]) < 3:
            return False
        start = self.starts[index]
        word = self.text[start : start + len(self.items[index])]
        return word.isupper() and _ACRONYM.fullmatch(word) is not None and not set(word) <= _ROMAN

    def sentence_ends(self, index: int) -> bool:
        """Whether the mark at `index` ends a sentence: “. Sở …”, not “TP. Huế”, “10.000”, “...”."""
        following = index + 1
        return (
            following < self.count
            and self.starts[following] > self.starts[index] + 1
            and (self.capital(following) or self.items[following] in '"(')
            and (index == 0 or self.items[index - 1] not in _ABBREVIATIONS)
        )


class _Entry(Generic[V]):
    """The phrases that begin with one word: of that word alone, and of more by the second word, the longest first."""

    __slots__ = ("all", "longer", "loose", "single")

    def __init__(self) -> None:
        self.all: list[tuple[int, list[str], V]] = []
        self.longer: dict[str, list[tuple[int, list[str], V]]] = {}
        self.loose: dict[str, list[list[str]]] = {}  # by the second word that is no joint; "" for a single word
        self.single: tuple[int, V] | None = None

    def close(self) -> None:
        self.all.sort(key=lambda entry: -entry[0])
        for entry in self.all:
            if entry[0] > 1:
                self.longer.setdefault(entry[1][1], []).append(entry)
            else:
                self.single = (1, entry[2])
            words = [word for word in entry[1][1:] if word not in JOINTS]
            self.loose.setdefault(words[0] if words else "", []).append(entry[1])


class Phrases(Generic[V]):
    """Phrases by their first word, the longest first."""

    __slots__ = ("_by_first",)

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        self._by_first: dict[str, _Entry[V]] = {}
        for phrase, value in entries:
            items = split(phrase)
            self._by_first.setdefault(items[0], _Entry()).all.append((len(items), items, value))
        for entry in self._by_first.values():
            entry.close()

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_first)

    def at(self, items: list[str], index: int) -> tuple[int, V] | None:
        """The longest phrase that begins at `index`: how many words, and its value."""
        if index >= len(items) or (entry := self._by_first.get(items[index])) is None:
            return None
        if entry.longer and index + 1 < len(items):
            for length, phrase, value in entry.longer.get(items[index + 1], ()):
                if length == 2 or items[index : index + length] == phrase:
                    return length, value
        return entry.single

    def all_at(self, items: list[str], index: int) -> Iterator[tuple[int, V]]:
        """Every phrase that begins at `index`, the longest first."""
        if index >= len(items) or (entry := self._by_first.get(items[index])) is None:
            return
        if entry.longer and index + 1 < len(items):
            for length, phrase, value in entry.longer.get(items[index + 1], ()):
                if length == 2 or items[index : index + length] == phrase:
                    yield length, value
        if entry.single:
            yield entry.single

    def length(self, items: list[str], index: int) -> int:
        """As `at`, only how many words; 0 where no phrase begins."""
        if index >= len(items) or (entry := self._by_first.get(items[index])) is None:
            return 0
        if entry.longer and index + 1 < len(items):
            for length, phrase, _ in entry.longer.get(items[index + 1], ()):
                if length == 2 or items[index : index + length] == phrase:
                    return length
        return 1 if entry.single else 0

    def loose(self, items: list[str], index: int) -> int:
        """As `length`, whatever joints stand between the words of the phrase."""
        if index < len(items) and (entry := self._by_first.get(items[index])) is not None:
            second = next((word for word in items[index + 1 : index + 4] if word not in JOINTS), "")
            for phrase in (*entry.loose.get(second, ()), *entry.loose.get("", ())):
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
    return _TOKEN.findall(phrase)
