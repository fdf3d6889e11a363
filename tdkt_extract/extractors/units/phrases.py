"""Phrases looked up word by word, where a length per word (`words.Lengths`) does not answer the question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

V = TypeVar("V")
_WORD = re.compile(r"[^\W_]+|[^\s\w]|_")
# What may stand between the words of a sector: Lao động - Thương binh và Xã hội; Lao động, Thương binh & Xã hội.
JOINTS = frozenset((",", "-", "và", "&", "/"))


def split(phrase: str) -> list[str]:
    """The words and marks of a phrase, as a document has them."""
    return _WORD.findall(phrase)


class Endings(Generic[V]):
    """Phrases by their last word, the longest first: what stands right before a name."""

    __slots__ = ("_by_last",)

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        self._by_last: dict[str, list[tuple[list[str], int, V]]] = {}
        for phrase, value in entries:
            items = split(phrase)
            self._by_last.setdefault(items[-1], []).append((items, len(items), value))
        for found in self._by_last.values():
            found.sort(key=lambda entry: -entry[1])

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_last)

    def before(self, items: Sequence[str], index: int) -> list[tuple[int, V]]:
        """The phrases that end right before `index`, the longest first: how many words, and the value."""
        entries = self._by_last.get(items[index - 1])
        if entries is None:
            return []
        return [
            (length, value)
            for phrase, length, value in entries
            if length <= index and items[index - length : index] == phrase
        ]

    def length(self, items: Sequence[str], index: int) -> int:
        found = self.before(items, index)
        return found[0][0] if found else 0


class Loose:
    """Phrases that stand with whatever joints between their words: “lao động, thương binh & xã hội”."""

    __slots__ = ("_by_first",)

    def __init__(self, phrases: Iterable[str]) -> None:
        # By the first word, then by the second that is no joint ("" where there is none), the longest first.
        self._by_first: dict[str, dict[str, list[list[str]]]] = {}
        for phrase in sorted(map(split, phrases), key=len, reverse=True):
            second = next((word for word in phrase[1:] if word not in JOINTS), "")
            self._by_first.setdefault(phrase[0], {}).setdefault(second, []).append(phrase)

    def length(self, items: Sequence[str], index: int) -> int:
        """How many words of `items` the longest phrase takes that begins at `index`; 0 where none does."""
        by_second = self._by_first.get(items[index])
        if by_second is None:
            return 0
        second = next((word for word in items[index + 1 : index + 4] if word not in JOINTS), "")
        for phrase in (*by_second.get(second, ()), *by_second.get("", ())):
            at = _through(phrase, items, index)
            if at:
                return at - index
        return 0


def _through(phrase: Sequence[str], items: Sequence[str], index: int) -> int:
    """The index after `phrase` read from `index`, joints of either side skipped; 0 where it does not stand."""
    at = index
    for word in phrase:
        if word in JOINTS and at > index:
            continue
        while at > index and items[at] in JOINTS:
            at += 1
        if items[at] != word:
            return 0
        at += 1
    return at
