"""Lines of text and their words -> arrays of tokens, the form that training works on."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tdkt_extract.core import Kind, Vocabulary, tokenize
from tdkt_extract.core._segment_tables import BOUNDARY, EDGE, FIRST_WORD, KIND_IDENTITY, SHAPES
from tdkt_extract.core._tables import CAPITALS, fold, other_spelling

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float32]
Line: TypeAlias = tuple[str, Sequence[str]]
"""A line of text, and its words as a segmenter or an annotator has them."""

_WITH_WORDS = frozenset({Kind.SYLLABLE, Kind.ABBREVIATION, Kind.ROMAN, Kind.PUNCTUATION, Kind.SYMBOL})


@dataclass(frozen=True, slots=True)
class Samples:
    """The tokens of many lines one behind the other, a boundary before the first, between all and behind the last.

    `identity` and `shape` are the decoder's (`_segment_tables`). What stands at a token is about the gap behind it:
    `glued` (no white space there) and `joined` (a word goes on over it).
    """

    identity: Ints
    shape: Ints
    glued: Ints
    joined: Floats

    def gaps(self) -> Ints:
        """The tokens behind which there is a gap to decide."""
        inside = self.identity != BOUNDARY
        return np.flatnonzero(inside[:-1] & inside[1:])


def clean_line(text: str) -> str:
    """A line as all segmenters take it: NFC, single spaces; "" where a "_" would be taken for a segmenter's own."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    return "" if "_" in line or "\u200b" in line else line


def solid_length(words: Iterable[str]) -> int:
    """How many characters words have, white space apart."""
    return sum(len("".join(word.split())) for word in words)


def count_words(texts: Iterable[str]) -> Counter[str]:
    """How often each word occurs that a vocabulary can hold, in one of its spellings."""
    raw: Counter[str] = Counter()
    for text in texts:
        tokens = tokenize(text)
        raw.update(word for word, kind in zip(tokens.texts(), tokens.kind, strict=True) if kind in _WITH_WORDS)
    counts: Counter[str] = Counter()
    for word, count in raw.items():
        if Vocabulary.accepts(word):
            counts[min(fold(word), other_spelling(word) or fold(word))] += count
    return counts


def encode(lines: Sequence[Line], vocabulary: Vocabulary) -> Samples:
    """The samples of lines, whose words have the same characters as the texts."""
    text = "\n".join(line for line, _ in lines) + "\n"
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    tokens = tokenize(text, vocabulary)
    start, end = np.asarray(tokens.start), np.asarray(tokens.end)
    kind, syllable = np.asarray(tokens.kind), np.asarray(tokens.syllable)
    identity = np.where(syllable >= 0, syllable + FIRST_WORD, np.array(KIND_IDENTITY)[kind])
    line_of = np.cumsum(codes == ord("\n"))[start]
    # A boundary goes in before each line's first token and behind the last line.
    breaks = np.append(np.flatnonzero(np.diff(line_of, prepend=-1)), len(start))
    glued = np.append(start[1:] == end[:-1], False)
    columns = (
        (identity, BOUNDARY),
        (_shapes(codes, start, end, kind), EDGE),
        (glued.astype(np.int64), 0),
        (_joined(codes, start, lines), 0),
    )
    identity, shape, glued, joined = (np.insert(column, breaks, beyond) for column, beyond in columns)
    return Samples(identity.astype(np.int64), shape.astype(np.int64), glued, joined.astype(np.float32))


def _shapes(codes: NDArray[np.uint32], start: Ints, end: Ints, kind: NDArray[np.uint8]) -> Ints:
    capital = np.isin(codes, np.array([ord(char) for char in CAPITALS], dtype=np.uint32))
    second = (end - start > 1) & capital[np.minimum(start + 1, len(codes) - 1)]
    return np.asarray(np.array(SHAPES)[kind, capital[start] + 2 * second])


def _joined(codes: NDArray[np.uint32], start: Ints, lines: Sequence[Line]) -> Ints:
    """For each token whether no word begins with the next one."""
    begins: list[NDArray[np.bool_]] = []
    for line, words in lines:
        lengths = [solid_length([word]) for word in words]
        flags = np.zeros(sum(lengths), dtype=bool)
        if sum(lengths) != solid_length([line]):
            raise ValueError(f"words of another text: {line}")
        flags[np.cumsum([0, *lengths])[:-1]] = True
        begins.append(flags)
    solid = np.cumsum(~np.isin(codes, [ord(" "), ord("\n")])) - 1
    inside = ~np.concatenate(begins)[solid[start]]
    return np.append(inside[1:], False).astype(np.int64)
