"""The reference decoder of words: what the native one does, said plainly. `_segment_tables` has the model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ._scan_py import Spans, Tokens, Vocabulary, tokenize
from ._segment_tables import (
    BOTH_CAPITALISED,
    BOUNDARY,
    CASES,
    EDGE,
    FIRST_WORD,
    IDENTITY_BITS,
    KIND_IDENTITY,
    N_CASES,
    SHAPES,
    WORD_WIDTH,
    Tables,
    slot_of,
)
from ._tables import BREAKS, CAPITALS

_CAPITAL = frozenset(CAPITALS)
_BREAK = frozenset(BREAKS)
_UNKNOWN = -1
"""The slot of a pair or triple that the model does not have."""


class Segmenter:
    """Finds the words of texts by a model. Frozen."""

    __slots__ = ("_pair_keys", "_pair_weights", "tables", "vocabulary")

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.vocabulary = Vocabulary(tables.words)
        self._pair_keys = tables.pairs.cast("I")
        self._pair_weights = tables.pairs.cast("b")

    def segment(self, text: str) -> Spans:
        """The words of `text`; no word goes over the end of a line."""
        tokens = tokenize(text, self.vocabulary)
        starts: list[int] = []
        ends: list[int] = []
        for first, stop in _lines(text, tokens):
            goes_on = False
            for at, joined in zip(range(first, stop), [*self._joins(text, tokens, first, stop), False], strict=True):
                if not goes_on:
                    starts.append(tokens.start[at])
                if not joined:
                    ends.append(tokens.end[at])
                goes_on = joined
        return Spans(text, starts, ends)

    def words(self, text: str) -> list[str]:
        """As `segment`, the words as strings."""
        return self.segment(text).texts()

    def segment_many(self, texts: Iterable[str]) -> list[Spans]:
        """As `segment` of each."""
        return [self.segment(text) for text in texts]

    def words_many(self, texts: Iterable[str]) -> list[list[str]]:
        """As `words` of each."""
        return [self.words(text) for text in texts]

    def _joins(self, text: str, tokens: Tokens, first: int, stop: int) -> Iterator[bool]:
        """For each gap between the tokens of a line whether a word goes on over it."""
        start, end = tokens.start[first:stop].tolist(), tokens.end[first:stop].tolist()
        kinds = tokens.kind[first:stop].tolist()
        identity = [BOUNDARY, *map(_identity, tokens.syllable[first:stop].tolist(), kinds), BOUNDARY]
        shape = [EDGE, *(_shape(text, *token) for token in zip(start, end, kinds, strict=True)), EDGE]
        pair = [self._pair(one, two) for one, two in pairwise(identity)]
        triple = [self._triple(slot, third) for slot, third in zip(pair, identity[2:], strict=False)]
        weights, pairs, triples = self.tables.identities, self._pair_weights, self.tables.triples
        for at in range(1, stop - first):
            before, one, two, after = identity[at - 1 : at + 3]
            case = CASES[8 * shape[at] + shape[at + 1]]
            total = weights[one * WORD_WIDTH + case] + weights[two * WORD_WIDTH + N_CASES + case]
            total += weights[before * WORD_WIDTH + 2 * N_CASES] + weights[after * WORD_WIDTH + 2 * N_CASES + 1]
            total += self.tables.shapes[_window(shape[at - 1 : at + 3], start[at] == end[at - 1])]
            if pair[at] != _UNKNOWN:
                total += pairs[8 * pair[at] + 4]
                if case == BOTH_CAPITALISED:
                    total += pairs[8 * pair[at] + 5]
            if pair[at - 1] != _UNKNOWN:
                total += pairs[8 * pair[at - 1] + 6]
            if pair[at + 1] != _UNKNOWN:
                total += pairs[8 * pair[at + 1] + 7]
            if triple[at - 1] != _UNKNOWN:
                total += triples[2 * triple[at - 1]]
            if triple[at] != _UNKNOWN:
                total += triples[2 * triple[at] + 1]
            yield total > 0

    def _pair(self, one: int, two: int) -> int:
        return _find(self._pair_keys, one << IDENTITY_BITS | two, self.tables.pair_bits, step=2)

    def _triple(self, pair: int, third: int) -> int:
        if pair == _UNKNOWN or third == BOUNDARY:
            return _UNKNOWN
        return _find(self.tables.triple_keys, pair << IDENTITY_BITS | third, self.tables.triple_bits)


def _lines(text: str, tokens: Tokens) -> Iterator[tuple[int, int]]:
    """The tokens of each line, as (first, behind the last)."""
    first = 0
    for at in range(1, len(tokens)):
        if not _BREAK.isdisjoint(text[tokens.end[at - 1] : tokens.start[at]]):
            yield first, at
            first = at
    if len(tokens):
        yield first, len(tokens)


def _identity(syllable: int, kind: int) -> int:
    return syllable + FIRST_WORD if syllable >= 0 else KIND_IDENTITY[kind]


def _shape(text: str, start: int, end: int, kind: int) -> int:
    second = end - start > 1 and text[start + 1] in _CAPITAL
    return SHAPES[kind][(text[start] in _CAPITAL) + 2 * second]


def _window(shapes: Sequence[int], glued: bool) -> int:
    one, two, three, four = shapes
    return (((one << 3 | two) << 3 | three) << 3 | four) << 1 | glued


def _find(keys: memoryview, key: int, bits: int, step: int = 1) -> int:
    slot = slot_of(key, bits)
    while keys[slot * step]:
        if keys[slot * step] == key:
            return slot
        slot = slot + 1 & (1 << bits) - 1
    return _UNKNOWN
