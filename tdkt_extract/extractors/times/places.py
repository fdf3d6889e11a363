"""Where in a document the patterns of the rules can begin, found over its tokens."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Collection, Container, Iterator, Sequence
from itertools import count, product

from ...core import Automaton, Vocabulary
from ...rules.vocabulary import vocabulary
from ...tokens import TokenizedText
from .beginnings import NUMBER

TIMES, MARKS = 0, 1
"""The sets of phrases in the automaton."""

_UNKNOWN = re.compile(rb"\xff")


class Words:
    """Words as ids: those of `rules.vocabulary`, and one for each shape of word that it cannot list: a number (“15”,
    “17h30”), a year (“2025”), a word with a number behind it (“ngày15”, “t3”)."""

    def __init__(self, phrases: Collection[str]) -> None:
        heads = {word[:-1] for phrase in phrases for word in phrase.split() if word.endswith(NUMBER)} | {""}
        self._shape = re.compile(f"({'|'.join(sorted(heads, key=len, reverse=True))})[0-9]")
        known = vocabulary().words
        fresh = count(len(known))
        self._shapes = {head: [next(fresh)] for head in sorted(heads)}
        # Marks that no vocabulary takes: “→”, “÷”.
        marks = {word for phrase in phrases for word in phrase.split() if len(word) == 1 and not word.isalnum()}
        self._marks = {mark: next(fresh) for mark in sorted(marks - {NUMBER}) if not Vocabulary.accepts(mark)}
        for index, word in enumerate(known):
            if found := self._shape.match(word):
                self._shapes[found[1]].append(index)

        self._numbers = [found for head, ids in self._shapes.items() if not head.strip("0123456789") for found in ids]

    def ids_of(self, word: str) -> Sequence[int]:
        """The ids that a word of a beginning can have; none when it stands in no text: words that a pattern can read
        without the space between them, “thángmột”."""
        if word == NUMBER:
            return self._numbers
        if word.endswith(NUMBER):
            return self._shapes[word[:-1]]
        found = self._marks.get(word, vocabulary().id(word))
        return [found] if found >= 0 else []

    def phrases(self, beginnings: Collection[str]) -> Iterator[tuple[int, ...]]:
        for beginning in beginnings:
            yield from product(*map(self.ids_of, beginning.split()))

    def read(self, document: TokenizedText) -> array[int]:
        """The ids of a document's words, and -1 behind the last."""
        ids = array("i", document.ids.tobytes())
        # Only of -1 all bytes are 255, whichever of the four is looked at.
        items, high = document.items, ids.tobytes()[3 :: ids.itemsize]
        strange = [index for found in _UNKNOWN.finditer(high) if not items[index := found.start()].isalpha()]
        for index in strange:
            if shape := self._shape.match(items[index]):
                ids[index] = self._shapes[shape[1]][0]
            else:
                ids[index] = self._marks.get(items[index], -1)
        ids.append(-1)
        return ids


class Places:
    """The words of one document by their ids, where a time can begin, and where marks end sentences and clauses."""

    __slots__ = ("_marks", "_time_starts", "_times", "ids", "starts")

    def __init__(self, document: TokenizedText, words: Words, automaton: Automaton) -> None:
        self.ids = words.read(document)
        self.starts = document.starts
        self._times, marks = automaton.places(self.ids)
        self._time_starts = [self.starts[index] for index in self._times]
        self._marks = [self.starts[index] for index in marks]

    def times(self, start: int, stop: int) -> list[int]:
        """The words in text[start:stop] with which a time can begin, by their index."""
        first = bisect_left(self._time_starts, start)
        return self._times[first : bisect_left(self._time_starts, stop, first)]

    def offsets(self, words: Container[int], start: int, stop: int) -> list[int]:
        """Where one of the words begins in text[start:stop]."""
        starts = self.starts
        first = bisect_left(starts, start)
        there = self.ids[first : bisect_left(starts, stop, first)]
        return [starts[index] for index, word in enumerate(there, first) if word in words]

    def next_is(self, words: Container[int], at: int) -> bool:
        """Whether the first word from `at` on is one of the words."""
        return self.ids[bisect_left(self.starts, at)] in words

    def marks_before(self, start: int, stop: int) -> Iterator[int]:
        """The marks in text[start:stop], the last first."""
        marks = self._marks
        first = bisect_left(marks, start)
        return reversed(marks[first : bisect_left(marks, stop, first)])
