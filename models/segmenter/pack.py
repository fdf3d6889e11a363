"""Weights -> the file of a model: small integers in the hash tables that the decoders read."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tdkt_extract.core._segment_tables import (
    FIRST_WORD,
    HASH,
    IDENTITY_BITS,
    N_CASES,
    N_SHAPE_WINDOWS,
    PAIR_WIDTH,
    WORD_WIDTH,
    dump,
)

from .features import Inventory
from .samples import Floats, Ints

_FILL = 0.85
"""A hash table's share of used slots, at most."""


def pack(words: tuple[str, ...], inventory: Inventory, weights: Floats) -> bytes:
    """The file of a model. All weights share one scale, at which the largest int8 weight is 127."""
    blocks = inventory.blocks
    shapes_at = blocks["shapes"]
    scale = 127 / max(np.abs(weights[:shapes_at]).max(), np.abs(weights[shapes_at + N_SHAPE_WINDOWS :]).max())
    whole = np.rint(weights * scale).astype(np.int64)

    def block(name: str, size: int) -> Ints:
        return np.asarray(whole[blocks[name] : blocks[name] + size])

    n = len(words) + FIRST_WORD
    identities = np.zeros((n, WORD_WIDTH), dtype=np.int8)
    identities[:, :N_CASES] = block("left", n * N_CASES).reshape(n, N_CASES)
    identities[:, N_CASES : 2 * N_CASES] = block("right", n * N_CASES).reshape(n, N_CASES)
    identities[:, 2 * N_CASES] = block("before", n)
    identities[:, 2 * N_CASES + 1] = block("after", n)

    n_pairs, n_triples = len(inventory.pairs), len(inventory.triples)
    slots, pair_bits = _place(inventory.pairs)
    pairs = np.zeros(1 << pair_bits, dtype=[("key", "<u4"), ("weights", "i1", 4)])
    assert pairs.itemsize == PAIR_WIDTH
    pairs["key"][slots] = inventory.pairs
    pairs["weights"][slots] = np.stack([block(name, n_pairs) for name in ("own", "capital", "onward", "back")], axis=1)

    first_pair, third = inventory.triples >> IDENTITY_BITS, inventory.triples & (1 << IDENTITY_BITS) - 1
    keys = slots[first_pair] << IDENTITY_BITS | third
    slots, triple_bits = _place(keys)
    triple_keys = np.zeros(1 << triple_bits, dtype="<u4")
    triple_keys[slots] = keys
    triples = np.zeros((1 << triple_bits, 2), dtype=np.int8)
    triples[slots] = np.stack([block(name, n_triples) for name in ("second", "first")], axis=1)
    shapes = block("shapes", N_SHAPE_WINDOWS).astype("<i2")
    parts = (identities, shapes, pairs, triple_keys, triples)
    return dump(words, *(part.tobytes() for part in parts))


def _place(keys: Ints) -> tuple[Ints, int]:
    """Where each key lies in a table with linear probing, and the table's size as a power of two."""
    bits = max(4, int(np.ceil(np.log2(max(1, len(keys)) / _FILL))))
    begin: NDArray[np.uint32] = (keys.astype(np.uint32) * np.uint32(HASH)) >> np.uint32(32 - bits)
    used = bytearray(1 << bits)
    slots = np.empty(len(keys), dtype=np.int64)
    for at, slot in enumerate(begin.tolist()):
        while used[slot]:
            slot = slot + 1 & (1 << bits) - 1
        used[slot] = 1
        slots[at] = slot
    return slots, bits
