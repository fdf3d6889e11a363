"""Pages in fonts from before Unicode: their runs are read before anything is made of them."""

from __future__ import annotations

from ...legacy import PieceReader
from .chars import Run
from .page import Page


def read_legacy(page: Page, reader: PieceReader) -> None:
    """Reads the runs of a page in place. Pages in order: one that says little is like those before it."""
    runs = [run for run in page.runs if run.sure is None]
    for at, text, readings in reader.read([("".join(run.chars), run.encoding) for run in runs]):
        _put(runs[at], text, [(reading.start, len(reading.raw)) for reading in readings])


def _put(run: Run, text: str, letters: list[tuple[int, int]]) -> None:
    """The new text, of which the characters at these offsets have taken so many of the old ones' place."""
    sizes = dict(letters)
    x0: list[float] = []
    x1: list[float] = []
    at = 0
    for offset in range(len(text)):
        size = sizes.get(offset, 1)
        x0.append(min(run.x0[at : at + size]))
        x1.append(max(run.x1[at : at + size]))
        at += size
    run.chars, run.x0, run.x1 = list(text), x0, x1
