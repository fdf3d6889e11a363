"""Pages in fonts from before Unicode: their runs are read before anything is made of them."""

from __future__ import annotations

from collections.abc import Sequence

from ...legacy import PieceReader
from ...text import Reading
from .chars import Run
from .page import Page


def read_legacy(page: Page, reader: PieceReader) -> None:
    """Reads the runs of a page in place. Pages in order: one that says little is like those before it."""
    runs = [run for run in page.runs if run.sure is None]
    for at, text, readings in reader.read([("".join(run.chars), run.encoding) for run in runs]):
        _put(runs[at], text, readings)


def _put(run: Run, text: str, readings: Sequence[Reading]) -> None:
    """The new text in the place of the old: letters that came of several characters, or several that came of one, share
    the room of those."""
    x0: list[float] = []
    x1: list[float] = []
    at = 0
    for start, end, raw, _ in readings:
        kept = start - len(x0)
        x0.extend(run.x0[at : at + kept])
        x1.extend(run.x1[at : at + kept])
        at += kept
        left, right = min(run.x0[at : at + len(raw)]), max(run.x1[at : at + len(raw)])
        step = (right - left) / (end - start)
        x0.extend(left + step * number for number in range(end - start))
        x1.extend(left + step * (number + 1) for number in range(end - start))
        at += len(raw)
    run.chars, run.x0, run.x1 = list(text), x0 + run.x0[at:], x1 + run.x1[at:]
