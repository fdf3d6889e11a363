"""The first stage: a model out of much text without annotation, by what a teacher says of it.

1. pyvi and underthesea label the Wikipedia articles and the archive.
2. A first model learns from pyvi's labels.
3. The teacher learns on annotated text how far to trust pyvi, underthesea and the first model, and labels all again.
4. The base model learns from the teacher; the pairs and triples that matter least are dropped, and it learns once more.

The result, `base.npz`, goes to git: the second stage (`train.py`) needs no other segmenter and no Wikipedia.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tdkt_extract.core import Vocabulary, tokenize
from tdkt_extract.core._segment_tables import IDENTITY_BITS

from . import corpora, silver
from .features import Inventory, take_inventory
from .learn import Examples, sums, train
from .samples import Floats, Ints, Line, Samples, count_words, encode
from .teacher import Opinions, learn, teach

BASE = Path(__file__).with_name("base.npz")
TERMS = Path(__file__).with_name("terms.txt")

N_WORDS = 11_000
MOST_PAIRS = MOST_TRIPLES = 220_000
"""What a table of 2**18 slots holds without long searches."""

_ARCHIVE_COUNT, _ANNOTATED_COUNT = 5, 20
"""How much more a word's occurrence there counts towards the vocabulary than one in Wikipedia."""
_FIRST_RATES = (1.0, 0.3)
_RATES = (1.0, 0.5, 0.25)
_LAST_RATES = (0.2,)
_CAPITALS_EVERY = {"archive": 3, "wikipedia": 50}
"""Headings are printed in capitals: each so many-th line is learnt that way as well."""


@dataclass(frozen=True, slots=True)
class Base:
    words: tuple[str, ...]
    inventory: Inventory
    weights: Floats


def save(base: Base) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(
        file,
        words=np.frombuffer("\n".join(base.words).encode(), dtype=np.uint8),
        pairs=base.inventory.pairs.astype(np.uint32),
        triples=base.inventory.triples.astype(np.uint32),
        weights=base.weights.astype(np.float16),
    )
    return file.getvalue()


def load(path: Path = BASE) -> Base:
    with np.load(path) as file:
        words = tuple(file["words"].tobytes().decode().split("\n"))
        inventory = Inventory(len(words), file["pairs"].astype(np.int64), file["triples"].astype(np.int64))
        return Base(words, inventory, file["weights"].astype(np.float32))


def build(annotated: Sequence[Line], clone: Path) -> Base:
    """The base model. `annotated` trains the teacher; `clone` is a clone of the Wikipedia corpus."""
    sources = {"archive": corpora.archive(), "wikipedia": corpora.wikipedia(clone)}
    labelled = {name: _labelled(texts) for name, texts in sources.items()}
    words = _vocabulary(sources, annotated)
    vocabulary = Vocabulary(words)
    known = encode(annotated, vocabulary)
    parts = {name: encode(_first(lines), vocabulary) for name, lines in labelled.items()}
    inventory = take_inventory(len(words), [*parts.values(), known, known], least_pairs=2, least_triples=3)
    examples = {name: Examples(inventory.columns(part), part.joined[part.gaps()]) for name, part in parts.items()}
    none = np.zeros(inventory.blocks["end"], dtype=np.float32)
    first = train(none, list(examples.values()), _FIRST_RATES)

    texts = corpora.texts(annotated)
    votes = tuple(
        encode(list(zip(texts, silver.label(name, texts), strict=True)), vocabulary).joined for name in silver.TEACHERS
    )
    total = sums(first, inventory.columns(known))
    teacher = learn(Opinions(known, (votes[0], votes[1]), total))
    gaps: list[Gaps] = []
    for name, part in parts.items():
        second = encode([(text, there) for text, _, there in labelled[name]], vocabulary).joined
        opinions = Opinions(part, (part.joined, second), sums(first, examples[name].places))
        lines = [text for text, _, _ in labelled[name]]
        target = teach(teacher, opinions)
        if name == "archive":
            target = _with_terms(lines, target)
        gaps += [Gaps(part, target), _in_capitals(lines, part, target, _CAPITALS_EVERY[name], vocabulary)]
    weights = train(none, [gap.examples(inventory) for gap in gaps], _RATES)
    inventory, weights = prune(inventory, weights, [gap.examples(inventory) for gap in gaps])
    weights = train(weights, [gap.examples(inventory) for gap in gaps], _LAST_RATES)
    return Base(words, inventory, weights)


Labelled = tuple[str, list[str], list[str]]
"""A text, its words by pyvi, its words by underthesea."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """Samples and what is to be learnt of their gaps; `chosen` are those of the gaps to learn from."""

    samples: Samples
    target: Floats
    chosen: Ints | None = None

    def examples(self, inventory: Inventory) -> Examples:
        places = inventory.columns(self.samples)
        return Examples(places if self.chosen is None else places[self.chosen], self.target)


def _labelled(texts: Sequence[str]) -> list[Labelled]:
    votes = [silver.label(name, texts) for name in silver.TEACHERS]
    return [(text, here, there) for text, here, there in zip(texts, *votes, strict=True) if here and there]


def _first(labelled: Sequence[Labelled]) -> list[Line]:
    return [(text, words) for text, words, _ in labelled]


def _vocabulary(sources: dict[str, list[str]], annotated: Sequence[Line]) -> tuple[str, ...]:
    counts: Counter[str] = Counter()
    for texts, factor in (
        (sources["wikipedia"], 1),
        (sources["archive"], _ARCHIVE_COUNT),
        (corpora.texts(annotated), _ANNOTATED_COUNT),
    ):
        for word, count in count_words(texts).items():
            counts[word] += factor * count
    return tuple(sorted(counts, key=lambda word: (-counts[word], word))[:N_WORDS])


def _gaps_of_lines(samples: Samples) -> Ints:
    """How many gaps each line has."""
    return np.diff(np.flatnonzero(samples.identity == 0)) - 2


def _with_terms(lines: Sequence[str], target: Floats) -> Floats:
    """The targets with each term joined: a term's inner gaps are sure, whatever the teacher said."""
    terms = [row.split() for row in TERMS.read_text("utf-8").splitlines() if row and not row.startswith("#")]
    by_first: dict[str, list[list[str]]] = {}
    for term in sorted(terms, key=len, reverse=True):
        by_first.setdefault(term[0], []).append(term)
    target = target.copy()
    at = 0
    for line in lines:
        tokens = tokenize(line.lower()).texts()
        place = 0
        while place < len(tokens):
            found = next((t for t in by_first.get(tokens[place], ()) if tokens[place : place + len(t)] == t), None)
            if found:
                target[at + place : at + place + len(found) - 1] = 1
            place += len(found) if found else 1
        at += len(tokenize(line)) - 1
    return target


def _in_capitals(lines: Sequence[str], samples: Samples, target: Floats, every: int, vocabulary: Vocabulary) -> Gaps:
    """Each `every`-th line in capitals, if it has the same tokens so."""
    counts = _gaps_of_lines(samples)
    ends = np.cumsum(counts)
    chosen = range(0, len(lines), every)
    capitals = encode([(lines[at].upper(), [lines[at].upper()]) for at in chosen], vocabulary)
    keep, targets, begin = [], [], 0
    for at, count in zip(chosen, _gaps_of_lines(capitals), strict=True):
        if count == counts[at]:
            keep.append(np.arange(begin, begin + count))
            targets.append(target[ends[at] - count : ends[at]])
        begin += count
    return Gaps(capitals, np.concatenate(targets), np.concatenate(keep))


def prune(inventory: Inventory, weights: Floats, examples: Sequence[Examples]) -> tuple[Inventory, Floats]:
    """The pairs and triples that matter most: those whose weights are large, and often added."""
    uses = np.zeros(len(weights), dtype=np.int64)
    for part in examples:
        uses += np.bincount(part.places.ravel(), minlength=len(weights))
    matters = uses * weights * weights
    blocks, n_pairs, n_triples = inventory.blocks, len(inventory.pairs), len(inventory.triples)
    of_pairs = ("own", "capital", "onward", "back")
    of_triples = ("second", "first")
    pair_value = sum(matters[blocks[name] : blocks[name] + n_pairs] for name in of_pairs)
    pairs = np.sort(np.argsort(-pair_value, kind="stable")[:MOST_PAIRS])
    first_pair, third = inventory.triples >> IDENTITY_BITS, inventory.triples & (1 << IDENTITY_BITS) - 1
    kept = np.isin(first_pair, pairs)
    triple_value = sum(matters[blocks[name] : blocks[name] + n_triples] for name in of_triples)
    triples = np.argsort(-np.where(kept, triple_value, -1.0), kind="stable")[: min(MOST_TRIPLES, int(kept.sum()))]
    triples = np.sort(triples)
    keys = np.searchsorted(pairs, first_pair[triples]) << IDENTITY_BITS | third[triples]
    small = Inventory(inventory.n_words, inventory.pairs[pairs], keys)
    parts = [weights[: blocks["own"]]]
    parts += [weights[blocks[name] : blocks[name] + n_pairs][pairs] for name in of_pairs]
    parts += [weights[blocks[name] : blocks[name] + n_triples][triples] for name in of_triples]
    return small, np.concatenate(parts)
