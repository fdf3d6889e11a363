"""The model of word segmentation: its file, and what the two decoders and the training agree on.

A word goes on over the gap between two neighbouring tokens where the sum of the gap's weights is above 0. The weights
are small integers, so that both decoders agree to the last bit. A gap between tokens 1 and 2, with 0 before and 3
behind them, sums

    left[1][case] + right[2][case] + before[0] + after[3]       what each word is like; `case` is one of four
    shapes[shape 0, shape 1, shape 2, shape 3, glued]           capitals, numbers, punctuation; is there white space
    own[1 2] (+ capital[1 2]) + onward[0 1] + back[2 3]         what is known of each pair of words
    second[0 1 2] + first[1 2 3]                                and of each triple

Pairs and triples lie in hash tables with linear probing. A pair's key is made of two identities; a triple's of its
first pair's slot and the third identity: a triple whose first pair is unknown is never looked up.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Sequence
from typing import NamedTuple

from .kinds import Kind

BOUNDARY = 0
"""The identity of what lies before a line's first token and behind its last."""

KIND_IDENTITY = (0, 1, 2, 3, 3, 4, 5, 6, 3, 3, 7, 7)
"""By kind, the identity of a token that is no word of the model's vocabulary: unknown word, number, date or document
number or address, abbreviation, Roman number, list marker, punctuation."""

FIRST_WORD = 8
"""The identity of the vocabulary's word 0."""

IDENTITY_BITS = 14

SMALL_LETTERS, CAPITALISED, ALL_CAPITALS, ROMAN, NUMBER, ABBREVIATION, OTHER, EDGE = range(8)
"""The shapes of tokens; EDGE is that of what lies beyond the line."""

BOTH_SMALL, FIRST_CAPITALISED, BOTH_CAPITALISED, OTHER_CASE = range(4)
N_CASES = 4

_PLAIN = {
    Kind.NUMBER: NUMBER,
    Kind.DATE: NUMBER,
    Kind.DOCUMENT_NUMBER: NUMBER,
    Kind.ABBREVIATION: ABBREVIATION,
    Kind.ROMAN: ROMAN,
    Kind.LIST_MARKER: NUMBER,
    Kind.EMAIL: NUMBER,
    Kind.URL: NUMBER,
}
_LETTERS = (SMALL_LETTERS, CAPITALISED, SMALL_LETTERS, ALL_CAPITALS)
SHAPES = tuple(
    _LETTERS if kind in (0, Kind.SYLLABLE) else (_PLAIN.get(Kind(kind), OTHER),) * 4 for kind in range(max(Kind) + 1)
)
"""By kind, and by 1 (the first character is a Vietnamese capital) + 2 (the second one is too): the shape."""

CASES = tuple(
    BOTH_SMALL
    if first == second == SMALL_LETTERS
    else FIRST_CAPITALISED
    if (first, second) == (CAPITALISED, SMALL_LETTERS)
    else BOTH_CAPITALISED
    if first == second == CAPITALISED
    else OTHER_CASE
    for first in range(8)
    for second in range(8)
)
"""By the shapes of a gap's two tokens, 8 * first + second."""

N_SHAPE_WINDOWS = 1 << 13
"""Four shapes of three bits, and one bit for "glued"."""

WORD_WIDTH = 16
"""Weights of an identity: left by case, right by case, before, after; the rest is free. One cache line holds four."""

PAIR_WIDTH = 8
"""Bytes of a pair: its key (uint32; 0 is free) and the weights own, capital, onward, back."""

HASH = 0x9E3779B1
_MAGIC = b"TDKTSEG1"
_HEADER = struct.Struct("<8s5I")
_WORDS_AT = 32


class Tables(NamedTuple):
    """A model as it lies in its file. All weights are int8 but those of the shapes, which are int16."""

    words: tuple[str, ...]
    identities: memoryview
    shapes: memoryview
    pairs: memoryview
    pair_bits: int
    triple_keys: memoryview
    triples: memoryview
    triple_bits: int


def slot_of(key: int, bits: int) -> int:
    """Where the search for a key begins."""
    return (key * HASH & 0xFFFFFFFF) >> (32 - bits)


def dump(
    words: Sequence[str], identities: bytes, shapes: bytes, pairs: bytes, triple_keys: bytes, triples: bytes
) -> bytes:
    """The bytes of a model's file; numbers are little-endian."""
    text = "\n".join(words).encode()
    text += b"\n" * (-len(text) % 8)
    pair_bits = (len(pairs) // PAIR_WIDTH).bit_length() - 1
    triple_bits = (len(triple_keys) // 4).bit_length() - 1
    header = _HEADER.pack(_MAGIC, len(words), len(text), len(shapes), pair_bits, triple_bits)
    return header + bytes(4) + text + identities + shapes + pairs + triple_keys + triples


def words_of(data: bytes) -> tuple[str, ...]:
    """The vocabulary, the most frequent word first, from a model's bytes or as many of its first as hold it."""
    if len(data) < _WORDS_AT or data[:8] != _MAGIC:
        raise ValueError("no model of word segmentation")
    size = _HEADER.unpack_from(data)[2]
    return tuple(data[_WORDS_AT : _WORDS_AT + size].decode().rstrip("\n").split("\n"))


def load(data: bytes) -> Tables:
    """The model in a file's bytes, of which nothing but the words is copied. Raises ValueError for other bytes."""
    if sys.byteorder != "little":
        raise ValueError("the model is for little-endian machines")
    if len(data) < _WORDS_AT or data[:8] != _MAGIC:
        raise ValueError("no model of word segmentation")
    _, n_words, text_size, shapes_size, pair_bits, triple_bits = _HEADER.unpack_from(data)
    if shapes_size != 2 * N_SHAPE_WINDOWS or pair_bits + IDENTITY_BITS > 32 or triple_bits > 32:
        raise ValueError("a damaged model of word segmentation")
    view, at = memoryview(data), _WORDS_AT

    def part(size: int) -> memoryview:
        nonlocal at
        at += size
        return view[at - size : at]

    words = words_of(data)
    part(text_size)
    identities = part((n_words + FIRST_WORD) * WORD_WIDTH).cast("b")
    shapes = part(shapes_size).cast("h")
    pairs = part(PAIR_WIDTH << pair_bits)
    triple_keys = part(4 << triple_bits).cast("I")
    triples = part(2 << triple_bits).cast("b")
    # A search in a table without a free place would never end.
    pair_keys = pairs.cast("I")
    has_room = any(not pair_keys[slot] for slot in range(0, len(pair_keys), PAIR_WIDTH // 4)) and 0 in triple_keys
    if at != len(data) or len(words) != n_words or not has_room:
        raise ValueError("a damaged model of word segmentation")
    return Tables(words, identities, shapes, pairs, pair_bits, triple_keys, triples, triple_bits)
