"""The words of one piece of a document: a view of the document's tokens, with the phrases that begin at each."""

from __future__ import annotations

import re
from bisect import bisect_left

from ...tokens import TokenizedText
from .places import before_lists
from .words import NOTHING, lexicon

# Empty words that stand behind the last one, so that a reader may look ahead, or (index -1) back, without asking where
# the piece ends or begins.
_AHEAD = 4
_NO_WORDS = [""] * _AHEAD
_NOTHING = [NOTHING] * _AHEAD
_ACRONYM = re.compile(r"[A-ZĐ]{3,}")
_ROMAN = frozenset("IVXL")
_ABBREVIATIONS = frozenset(("tp", "tx", "ths", "ts", "pgs", "gs", "kt", "tm", "tl", "tuq", "đ", "c", "st", "q", "p"))


class Searched:
    """A document in which the phrases of the lexicon were looked up, all in one pass."""

    __slots__ = ("document", "known", "lex", "stops")

    def __init__(self, document: TokenizedText) -> None:
        self.document = document
        self.lex = lexicon()
        self.known = self.lex.known(document.ids)
        lists, turns = self.lex.events(document.ids)
        items, before = document.items, before_lists().lists
        # Where the reading of a paragraph stops. Most words that may begin a list follow one behind which none acts.
        self.stops = sorted({*turns, *[index for index in lists if items[index - 1] in before]})

    def stops_in(self, first: int, last: int) -> list[int]:
        """The stops among the words first..last-1 of a piece, counted from `first`, before which it has none."""
        stops = self.stops
        at = bisect_left(stops, first)
        found = [index - first for index in stops[at : bisect_left(stops, last, at)]]
        if first < last and self.known[first].begins_list and found[:1] != [0]:
            found.insert(0, 0)
        return found


class Words:
    """The words and marks that lie in text[start:stop] of a document, folded.

    `known` says which phrases begin at each word: none runs on beyond the
    piece. A word that the borders of the piece cut is none of its words.
    """

    __slots__ = ("_ends", "_first", "_starts", "count", "items", "known", "lex", "shouting", "stops", "text")

    def __init__(self, searched: Searched, start: int, stop: int) -> None:
        document, self.lex = searched.document, searched.lex
        first = bisect_left(document.starts, start)
        last = bisect_left(document.starts, stop, first)
        if last > first and document.ends[last - 1] > stop:
            last -= 1
        self.text = document.text
        self.count = last - first
        self.items = document.items[first:last]
        self.items += _NO_WORDS
        self._first, self._starts, self._ends = first, document.starts, document.ends
        self.stops = searched.stops_in(first, last)
        self.known = searched.known[first:last]
        self.known += _NOTHING
        if first < last < len(document.ids) and (document.ids[last - 1], document.ids[last]) in self.lex.inside_phrases:
            self._cut_phrases()
        # In a line of capitals a capital says nothing.
        self.shouting = document.text[start:stop].isupper()

    def _cut_phrases(self) -> None:
        """Where a phrase runs on beyond the last word a shorter one may end before it."""
        for at in range(max(0, self.count - self.lex.longest), self.count):
            known = self.known[at]
            while known.size > self.count - at:
                known = known.shorter
            self.known[at] = known

    def end(self, index: int) -> int:
        """The offset after word `index` - 1: where a name of the words before `index` stops."""
        return self._ends[self._first + index - 1]

    def start(self, index: int) -> int:
        """The offset of word `index` in the whole text."""
        return self._starts[self._first + index]

    def capital(self, index: int) -> bool:
        return self.text[self._starts[self._first + index]].isupper()

    def acronym(self, index: int) -> bool:
        """“HĐGS”, “VNPT”: three capitals or more in a text that is not all capitals, no word and no Roman number."""
        length = len(self.items[index])
        if length < 3 or self.shouting:
            return False
        start = self.start(index)
        if not self.text[start + 1].isupper():
            return False
        word = self.text[start : start + length]
        return _ACRONYM.fullmatch(word) is not None and not _ROMAN.issuperset(word)

    def sentence_ends(self, index: int) -> bool:
        """Whether the mark at `index` ends a sentence: “. Sở …”, not “TP. Huế”, “10.000”, “...”."""
        following = index + 1
        return (
            following < self.count
            and self.start(following) > self.start(index) + 1
            and (self.capital(following) or self.items[following] in '"(')
            and (index == 0 or self.items[index - 1] not in _ABBREVIATIONS)
        )
