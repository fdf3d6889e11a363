"""Logistic regression over sparse features: Adagrad in small batches, in a fixed random order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .features import NONE, Places
from .samples import Floats

BATCH = 1024
_CHUNK = 1 << 20
_DECAY = 1e-3
"""L2, of each weight that a batch touches."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Gaps: the places of their weights, how sure it is that a word goes on over each, what an error costs."""

    places: Places
    target: Floats
    cost: float = 1.0


def sums(weights: Floats, places: Places) -> Floats:
    """The sum of each gap's weights."""
    parts = [weights[places[at : at + _CHUNK]].sum(axis=1) for at in range(0, len(places), _CHUNK)]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)


def probability(total: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-total)), dtype=np.float32)


def train(weights: Floats, examples: Sequence[Examples], rates: Sequence[float]) -> Floats:
    """The weights after one pass over all examples for each of `rates`, the steps of which are that large at first."""
    weights = weights.copy()
    places = np.concatenate([part.places for part in examples])
    target = np.concatenate([part.target for part in examples])
    cost = np.concatenate([np.full(len(part.target), part.cost, dtype=np.float32) for part in examples])
    random = np.random.default_rng(0)
    for rate in rates:
        squares = np.full(len(weights), 0.01, dtype=np.float32)
        order = random.permutation(len(target))
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            batch = places[chosen]
            slope = (probability(weights[batch].sum(axis=1)) - target[chosen]) * cost[chosen]
            touched, which = np.unique(batch, return_inverse=True)
            gradient = np.bincount(which.ravel(), weights=np.repeat(slope, batch.shape[1])).astype(np.float32)
            gradient += _DECAY * weights[touched]
            gradient[touched == NONE] = 0
            squares[touched] += gradient * gradient
            weights[touched] -= rate * gradient / np.sqrt(squares[touched])
    return weights
