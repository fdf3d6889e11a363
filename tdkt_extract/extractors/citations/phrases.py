"""The phrases of the grammar in a document: all are found in one pass over the ids of its words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...core import Automaton
from ...rules.first_words import first_words
from ...rules.vocabulary import automaton
from ...tokens import TokenizedText

_ANY_LENGTH = bytes([0] + [1] * 255)


class Known(NamedTuple):
    """Phrases to look for, and a pattern for what is no phrase. `number` is their set in the automaton: there
    stand the phrases and the first words of the pattern."""

    number: int
    phrases: frozenset[str]
    pattern: re.Pattern[str] | None


class PhraseBook:
    """All that is looked for in one pass. Complete before `automaton` is asked for."""

    def __init__(self) -> None:
        self._sets: list[list[str]] = []

    def add(self, phrases: Iterable[str], patterns: Iterable[str] = ()) -> Known:
        phrases, patterns = frozenset(phrases), tuple(patterns)
        self._sets.append([*phrases, *(word for pattern in patterns for word in first_words(pattern))])
        return Known(len(self._sets) - 1, phrases, re.compile("|".join(patterns)) if patterns else None)

    def automaton(self) -> Automaton:
        return automaton(self._sets)


class Phrases:
    """One document and the known phrases in it."""

    def __init__(self, document: TokenizedText, automaton: Automaton) -> None:
        self.text, self.folded, self.tokens = document.text, document.folded, document.tokens
        self.items, self.starts, self.ends = document.items, document.starts, document.ends
        self._lengths = automaton.lengths(document.ids)
        self._places: dict[int, bytes] = {}

    def index(self, offset: int) -> int:
        """The first atom that begins at `offset` or after."""
        return bisect_left(self.starts, offset)

    def lengths(self, known: Known) -> bytes:
        """For each atom, 0 where nothing begins with it."""
        return self._lengths[known.number]

    def end(self, known: Known, atom: int) -> int:
        """The offset where the longest that begins with an atom ends; 0 where none does."""
        lengths = self._lengths[known.number]
        count = lengths[atom] if atom < len(lengths) else 0
        if not count:
            return 0
        start = self.starts[atom]
        for last in range(atom + count - 1, atom - 1, -1):
            # The ids do not tell what stands between the words: "ban⏎hành" is no phrase.
            if self.folded[start : self.ends[last]] in known.phrases:
                return self.ends[last]
        match = known.pattern.match(self.folded, start) if known.pattern else None
        return match.end() if match else 0

    def end_at(self, known: Known, offset: int) -> int:
        """As `end`, for what begins at an offset."""
        atom = bisect_left(self.starts, offset)
        return self.end(known, atom) if atom < len(self.starts) and self.starts[atom] == offset else 0

    def matches(self, known: Known, start: int = 0, stop: int | None = None) -> list[re.Match[str]]:
        """All matches of the pattern in text[start:stop]; none begins within another."""
        assert known.pattern is not None
        stop = len(self.folded) if stop is None else stop
        found = []
        for atom in self.begins(known, start, stop):
            begin = self.starts[atom]
            match = known.pattern.match(self.folded, begin, stop) if begin >= start else None
            if match:
                found.append(match)
                start = match.end()
        return found

    def within(self, known: Known, start: int = 0, stop: int | None = None) -> list[tuple[int, int]]:
        """All in text[start:stop]; none begins within another."""
        stop = len(self.folded) if stop is None else stop
        found = []
        for atom in self.begins(known, start, stop):
            begin, end = self.starts[atom], self.end(known, atom)
            if start <= begin < end <= stop:
                found.append((begin, end))
                start = end
        return found

    def begins(self, known: Known, start: int, stop: int) -> Sequence[int]:
        """The atoms in text[start:stop] that something may begin with."""
        places = self._places.get(known.number)
        if places is None:
            places = self._lengths[known.number]
            if known.phrases:
                places = places.translate(_ANY_LENGTH)
            self._places[known.number] = places
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, stop, first)
        atom = places.find(1, first, last)
        if atom < 0:
            return ()
        found = []
        while atom >= 0:
            found.append(atom)
            atom = places.find(1, atom + 1, last)
        return found
