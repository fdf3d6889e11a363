"""Where in a document the patterns of the rules can begin: one automaton over its tokens tells for all of them."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from itertools import count, product

from ...core import Automaton, Vocabulary
from ...rules.vocabulary import vocabulary
from ...tokens import TokenizedText
from .beginnings import NUMBER

_ANY = re.compile(rb"[^\0]")
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

    def ids_of(self, word: str) -> Sequence[int]:
        """The ids that a word of a beginning can have; none when it stands in no text: words that a pattern can read
        without the space between them, “thángmột”."""
        if word == NUMBER:
            return [found for head, ids in self._shapes.items() if not head or head.isdigit() for found in ids]
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
        for unknown in _UNKNOWN.finditer(ids.tobytes()[3 :: ids.itemsize]):
            index = unknown.start()
            item = document.items[index]
            if item.isalpha():
                continue
            if shape := self._shape.match(item):
                ids[index] = self._shapes[shape[1]][0]
            else:
                ids[index] = self._marks.get(item, -1)
        ids.append(-1)
        return ids


class Places:
    """The places of one document. What is sought is named by the number of its set in the automaton."""

    __slots__ = ("_first", "_first_starts", "_found", "ids", "starts")

    def __init__(self, document: TokenizedText, words: Words, automaton: Automaton) -> None:
        self.ids = words.read(document)
        self.starts = document.starts
        self._found = automaton.lengths(self.ids)
        # The first set is asked for in every paragraph, and mostly in vain.
        self._first = [found.start() for found in _ANY.finditer(self._found[0])]
        self._first_starts = [self.starts[index] for index in self._first]

    def of_first(self, start: int, stop: int) -> list[int]:
        """The words in text[start:stop] with which something of the first set can begin, by their index."""
        first = bisect_left(self._first_starts, start)
        return self._first[first : bisect_left(self._first_starts, stop, first)]

    def offsets(self, sought: int, start: int, stop: int) -> list[int]:
        """Where it can begin in text[start:stop]."""
        starts = self.starts
        first = bisect_left(starts, start)
        last = bisect_left(starts, stop, first)
        return [starts[found.start()] for found in _ANY.finditer(self._found[sought], first, last)]

    def marks_before(self, sought: int, start: int, stop: int) -> Iterator[int]:
        """The places of single marks in text[start:stop], the last first."""
        found, first = self._found[sought], bisect_left(self.starts, start)
        index = bisect_left(self.starts, stop, first)
        while (index := found.rfind(1, first, index)) >= 0:
            yield self.starts[index]

    def begins(self, sought: int, at: int) -> bool:
        """Whether it can begin with the first word from `at` on."""
        return self._found[sought][bisect_left(self.starts, at)] != 0
