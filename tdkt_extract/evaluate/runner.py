"""Runs the extraction on every gold document and scores it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

from .gold import FORMATS, GoldDoc, find_gold, load_gold
from .report import Report
from .score import score_document
from .tally import DocumentScore

Extract: TypeAlias = Callable[[Path], Any]


def run(gold_dir: Path, format: str | None = None, extract: Extract | None = None, jobs: int = 1) -> Report:
    """The report on `gold_dir`; see `tdkt_extract.evaluate.evaluate`."""
    if format is not None and format not in FORMATS:
        raise ValueError(f"format {format!r} is none of {', '.join(FORMATS)}")
    extract = extract or _extract
    docs = find_gold(gold_dir, format)
    present = [doc for doc in docs if doc.source is not None]
    scores = _in_processes(present, extract, jobs) if jobs > 1 else (score_gold(doc, extract) for doc in present)
    skipped = tuple(doc.id for doc in docs if doc.source is None)
    return Report(str(gold_dir), format, tuple(scores), skipped)


def _extract(path: Path) -> Any:
    from ..pipeline import extract

    return extract(path)


def score_gold(doc: GoldDoc, extract: Extract) -> DocumentScore:
    """Extracts and scores one document. An extraction that raises misses all of its gold."""
    if doc.source is None:
        raise ValueError(f"{doc.id} has no source to run")
    gold = load_gold(doc.gold)
    try:
        predicted = extract(doc.source)
        if predicted is None:
            raise TypeError("the extraction gave None")
        return score_document(doc.id, gold, predicted, source=doc.source.name)
    except Exception as error:
        return _failed(doc, error)


def _failed(doc: GoldDoc, error: Exception) -> DocumentScore:
    name = doc.source.name if doc.source else ""
    failure = f"{type(error).__name__}: {error}"
    return score_document(doc.id, load_gold(doc.gold), None, source=name, failure=failure)


def _in_processes(docs: Iterable[GoldDoc], extract: Extract, jobs: int) -> Iterator[DocumentScore]:
    """In document order. A worker that dies takes its pool along, so what it left goes on one process each."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(jobs) as pool:
        futures = [(doc, pool.submit(score_gold, doc, extract)) for doc in docs]
        for doc, future in futures:
            try:
                yield future.result()
            except BrokenProcessPool:
                yield _alone(doc, extract)


def _alone(doc: GoldDoc, extract: Extract) -> DocumentScore:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    try:
        with ProcessPoolExecutor(1) as pool:
            return pool.submit(score_gold, doc, extract).result()
    except BrokenProcessPool as error:
        return _failed(doc, error)
