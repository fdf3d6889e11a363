"""Scores of made pages against the plain page of the same plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tdkt_extract import extract
from tdkt_extract.errors import ReadError
from tdkt_extract.evaluate.gold import GoldDoc, find_gold
from tdkt_extract.evaluate.report import Report
from tdkt_extract.evaluate.runner import score_gold
from tdkt_extract.evaluate.tally import DocumentScore

from .pour import Poured, load
from .shapes import PLAIN, ROUGH, SHAPES, nameless, page

ROOT = Path(__file__).parents[2]
GOAL_HEADLINE, GOAL_RECALL, GOAL_PRECISION = 0.01, 1.0, 0.99
_NEWS = b'class="noi-dung"'
"""A source of the corpus that is a portal's page already."""


@dataclass(frozen=True)
class Read:
    """What a file gave: its words, and its score."""

    words: Counter[str]
    score: DocumentScore


@dataclass(frozen=True)
class Source:
    """A plan that is poured: its gold document, what is poured, and what its plain page and its text give."""

    gold: GoldDoc
    poured: Poured
    page: Read
    text: Read

    def held_to(self, shape: str) -> Read:
        return self.text if shape in PLAIN else self.page


@dataclass(frozen=True)
class One:
    """One plan in one shape."""

    plan: str
    score: DocumentScore
    lost: list[str]
    extra: list[str]
    known: int
    read: int

    @property
    def headline(self) -> float:
        return self.score.headline or 0.0

    @property
    def recall(self) -> float:
        return 1 - len(self.lost) / max(1, self.known)

    @property
    def precision(self) -> float:
        return 1 - len(self.extra) / max(1, self.read)


@dataclass(frozen=True)
class Row:
    """One shape over all plans; the headline is micro-averaged as that of a gold set."""

    shape: str
    headline: float
    plain: float
    ones: list[One]

    @property
    def difference(self) -> float:
        return self.headline - self.plain

    @property
    def recall(self) -> float:
        return 1 - sum(len(one.lost) for one in self.ones) / max(1, sum(one.known for one in self.ones))

    @property
    def precision(self) -> float:
        return 1 - sum(len(one.extra) for one in self.ones) / max(1, sum(one.read for one in self.ones))

    @property
    def good(self) -> bool:
        if self.shape in ROUGH:
            return self.recall >= GOAL_RECALL
        found = (-self.difference <= GOAL_HEADLINE, self.recall >= GOAL_RECALL, self.precision >= GOAL_PRECISION)
        return all(found)

    @property
    def worst(self) -> list[One]:
        return sorted(self.ones, key=lambda one: (one.headline, one.recall, one.precision))


def plans(ids: Iterable[str] | None = None) -> list[Source]:
    """The plans with a plain .html: all, or those of the project's corpus that are named."""
    wanted = None if ids is None else set(ids)
    folders = [ROOT / "corpus"] if wanted is not None else [ROOT / "corpus", ROOT.parent / "shared" / "corpus" / "dev"]
    return [
        _source(gold, gold.source)
        for folder in folders
        if folder.is_dir()
        for gold in find_gold(folder, "html")
        if gold.source is not None and _NEWS not in gold.source.read_bytes() and (wanted is None or gold.id in wanted)
    ]


def _source(gold: GoldDoc, path: Path) -> Source:
    poured = load(path, gold.gold)
    return Source(gold, poured, _read(gold, path.read_bytes()), _read(gold, poured.plain.encode()))


def rows(sources: list[Source], shapes: Iterable[str] | None = None, without_names: bool = False) -> list[Row]:
    """The scores of every shape, or of those that are named."""
    return [_row(name, sources, without_names) for name in (shapes or SHAPES)]


def _row(name: str, sources: list[Source], without_names: bool) -> Row:
    plain = _headline(source.held_to(name).score for source in sources)
    ones = [_one(name, source, without_names) for source in sources]
    return Row(name, _headline(one.score for one in ones), plain, ones)


def _one(name: str, source: Source, without_names: bool) -> One:
    data = page(name, source.poured)
    found = _read(source.gold, nameless(data) if without_names else data)
    known = source.held_to(name).words
    headline = Counter(source.poured.headline.split())
    lost = list((known - found.words).elements())
    extra = list((found.words - known - headline).elements())
    return One(source.poured.id, found.score, lost, extra, known.total(), found.words.total())


def _read(gold: GoldDoc, data: bytes) -> Read:
    """What the file's bytes give; a file that is refused gives no word and misses all of its gold."""
    try:
        plan = extract(data, name=gold.id)
    except ReadError as error:
        refused = error
        return Read(Counter(), score_gold(gold, lambda _: _raise(refused)))
    return Read(Counter(plan.text.split()), score_gold(gold, lambda _: plan))


def _raise(error: Exception) -> None:
    raise error


def _headline(scores: Iterable[DocumentScore]) -> float:
    return Report("", "html", tuple(scores)).headline or 0.0
