"""One teacher out of several: how sure a word goes on over each gap, from what other segmenters say and a first model.

A small logistic regression learns from annotated text how far each segmenter is to be trusted where. It sees no word,
only what they say, how sure the first model is and the shapes around, so that little annotated text is enough.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .features import Places
from .learn import Examples, probability, sums, train
from .samples import Floats, Ints, Samples

_RATES = (0.1,) * 6
_MOST = 8
"""A sum of weights beyond this is as sure as can be."""


@dataclass(frozen=True, slots=True)
class Opinions:
    """What is said about the gaps of some samples: `votes` are the `joined` of other segmenters, `total` a model's."""

    samples: Samples
    votes: tuple[Floats, Floats]
    total: Floats

    def places(self) -> Places:
        samples, gaps = self.samples, self.samples.gaps()
        first, second = (vote.astype(np.int64) for vote in self.votes)
        sure = np.zeros(len(samples.identity), dtype=np.int64)
        sure[gaps] = np.clip(np.rint(self.total), -_MOST, _MOST).astype(np.int64) + _MOST
        shapes = [(samples.shape[np.clip(gaps + by, 0, len(samples.shape) - 1)], 8) for by in range(-2, 4)]
        here = [(first[gaps], 2), (second[gaps], 2)]
        around = [(vote[gaps + by], 2) for vote in (first, second) for by in (-1, 1)]
        levels = 2 * _MOST + 1
        groups: list[list[tuple[Ints, int]]] = [
            [*here, (sure[gaps], levels)],
            [*here, *around],
            [(sure[gaps], levels)],
            [here[0], *shapes[2:4]],
            [here[1], *shapes[2:4]],
            [here[0], *((sure[gaps + by] // 2, _MOST + 1) for by in (-1, 1))],
            [*shapes[1:5], (samples.glued[gaps], 2)],
            here,
            shapes,
        ]
        return _in_blocks(groups)


def _in_blocks(groups: list[list[tuple[Ints, int]]]) -> Places:
    """A place for each combination of the values of each group; place 0 is nobody's."""
    columns, begin = [], 1
    for group in groups:
        place, size = np.zeros(len(group[0][0]), dtype=np.int64), 1
        for values, count in group:
            place, size = place * count + values, size * count
        columns.append(begin + place)
        begin += size
    return np.stack(columns, axis=1).astype(np.int32)


def learn(annotated: Opinions) -> Floats:
    """The teacher: weights for `places`, from text whose `joined` a human said."""
    places = annotated.places()
    target = annotated.samples.joined[annotated.samples.gaps()]
    return train(np.zeros(_size(), dtype=np.float32), [Examples(places, target)], _RATES)


def teach(teacher: Floats, opinions: Opinions) -> Floats:
    """For each gap how sure it is that a word goes on over it."""
    return probability(sums(teacher, opinions.places()))


def _size() -> int:
    levels = 2 * _MOST + 1
    return 1 + 4 * levels + 64 + levels + 2 * 128 + 2 * (_MOST + 1) ** 2 + 2 * 8**4 + 4 + 8**6
