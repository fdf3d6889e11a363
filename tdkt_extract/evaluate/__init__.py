"""Scoring against gold: `evaluate(gold_dir)` gives a `Report`. What is counted is said in `score`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .report import Report

__all__ = ["evaluate"]


def evaluate(
    gold_dir: str | Path,
    *,
    format: str | None = None,
    extract: Callable[[Path], Any] | None = None,
    jobs: int = 1,
) -> Report:
    """Runs `extract` on the source of every gold document in `gold_dir` and scores what it gives.

    `extract` takes a path and gives a `Plan`, or a dictionary of the same or of the gold's shape; it is
    `tdkt_extract.extract` unless told. With `jobs` > 1 it runs in other processes and must be picklable.
    """
    from .runner import run

    return run(Path(gold_dir), format, extract, jobs)
