"""The features of the gaps as places in one array of weights, which the decoders sum in the same way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tdkt_extract.core._segment_tables import (
    BOTH_CAPITALISED,
    BOUNDARY,
    CASES,
    FIRST_WORD,
    IDENTITY_BITS,
    N_CASES,
    N_SHAPE_WINDOWS,
)

from .samples import Ints, Samples

Places: TypeAlias = NDArray[np.int32]

NONE = 0
"""The place of the weight that stays 0: of pairs and triples that are not in the inventory."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """The pairs and triples with weights, ascending.

    A triple's key is its first pair's place in `pairs`, then the third identity.
    """

    n_words: int
    pairs: Ints
    triples: Ints
    blocks: dict[str, int] = field(init=False)
    """Where in the array of weights each kind of feature begins."""

    def __post_init__(self) -> None:
        identities = self.n_words + FIRST_WORD
        pairs, triples = len(self.pairs), len(self.triples)
        sizes = {
            "left": identities * N_CASES,
            "right": identities * N_CASES,
            "before": identities,
            "after": identities,
            "shapes": N_SHAPE_WINDOWS,
            "own": pairs,
            "capital": pairs,
            "onward": pairs,
            "back": pairs,
            "second": triples,
            "first": triples,
        }
        blocks, at = {}, NONE + 1
        for name, size in sizes.items():
            blocks[name] = at
            at += size
        blocks["end"] = at
        object.__setattr__(self, "blocks", blocks)

    def columns(self, samples: Samples) -> Places:
        """For each gap the places of its weights."""
        gaps = samples.gaps()
        identity, shape = samples.identity, samples.shape
        before, one, two, after = (identity[gaps + by] for by in (-1, 0, 1, 2))
        case = np.array(CASES)[8 * shape[gaps] + shape[gaps + 1]]
        window = np.zeros(len(gaps), dtype=np.int64)
        for by in (-1, 0, 1, 2):
            window = window << 3 | shape[gaps + by]
        pair = find(self.pairs, pair_keys(samples))
        triple = find(self.triples, triple_keys(samples, pair))
        own = pair[gaps]
        places = {
            "left": one * N_CASES + case,
            "right": two * N_CASES + case,
            "before": before,
            "after": after,
            "shapes": window << 1 | samples.glued[gaps],
            "own": own,
            "capital": np.where(case == BOTH_CAPITALISED, own, -1),
            "onward": pair[gaps - 1],
            "back": pair[gaps + 1],
            "second": triple[gaps - 1],
            "first": triple[gaps],
        }
        columns = [np.where(place >= 0, self.blocks[name] + place, NONE) for name, place in places.items()]
        return np.stack(columns, axis=1).astype(np.int32)


def pair_keys(samples: Samples) -> Ints:
    """The key of each token with the next one, -1 where there is none."""
    keys = samples.identity << IDENTITY_BITS | np.append(samples.identity[1:], BOUNDARY)
    return np.where(keys > 0, keys, -1)


def triple_keys(samples: Samples, pair: Ints) -> Ints:
    """The key of each token with the two behind it, -1 where the pair is unknown or a line ends among them."""
    second, third = (np.append(samples.identity[by:], [BOUNDARY] * by) for by in (1, 2))
    known = (pair >= 0) & (second != BOUNDARY) & (third != BOUNDARY)
    return np.where(known, pair << IDENTITY_BITS | third, -1)


def find(sorted_keys: Ints, keys: Ints) -> Ints:
    """Where the keys stand, -1 for those that are not there."""
    if not len(sorted_keys):
        return np.full(len(keys), -1)
    at = np.minimum(np.searchsorted(sorted_keys, keys), len(sorted_keys) - 1)
    return np.where(sorted_keys[at] == keys, at, -1)


def take_inventory(n_words: int, samples: Iterable[Samples], least_pairs: int, least_triples: int) -> Inventory:
    """All pairs and triples that occur that often."""
    parts = list(samples)
    pairs = _frequent((pair_keys(part) for part in parts), least_pairs)
    triples = _frequent((triple_keys(part, find(pairs, pair_keys(part))) for part in parts), least_triples)
    return Inventory(n_words, pairs, triples)


def _frequent(keys: Iterable[Ints], least: int) -> Ints:
    found, counts = np.unique(np.concatenate([part[part >= 0] for part in keys]), return_counts=True)
    return np.asarray(found[counts >= least])
