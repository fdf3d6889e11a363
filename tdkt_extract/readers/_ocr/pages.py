"""Images -> pages: several at once, in order, few in memory."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from ..base import Job
from ..pdf.page import Page, Recognition, Rules
from .hocr import Line
from .image import Image
from .junk import sureness, without_junk
from .numerals import count_numerals, mend_items
from .prepare import POINTS, Prepared, prepare
from .regions import read_regions
from .runs import to_runs, type_size
from .tesseract import Engine, PageTimeout
from .turns import good_chars, other_turns


def recognise(images: Iterable[Image], job: Job) -> Iterator[Page]:
    """The page of each image, in order. Takes from `images` only as many as are worked on at once, and one more.

    ReadError where something is missing that recognition needs, LimitError where the job's time is spent.
    """
    engine = Engine(job)
    workers = job.options.ocr_jobs or os.cpu_count() or 1
    pool = ThreadPoolExecutor(workers)
    waiting: deque[Future[Page]] = deque()
    try:
        for image in images:
            job.check()
            waiting.append(pool.submit(_page, image, engine))
            if len(waiting) > workers:
                yield waiting.popleft().result()
        while waiting:
            job.check()
            yield waiting.popleft().result()
    finally:
        engine.close()
        pool.shutdown(wait=True, cancel_futures=True)


def _page(image: Image, engine: Engine) -> Page:
    try:
        ready, read, turns = _upright(image, engine)
    except PageTimeout:
        scale = POINTS / image.resolution()
        height, width = (side * scale for side in image.pixels.shape[:2])
        return Page(image.number, width, height, [], Rules(), 0, 0, 1.0, recognition=Recognition(0.0, failed=True))
    lines, dropped = without_junk(read, type_size(read))
    count_numerals(lines, ready.dark)
    mend_items(lines)
    runs = to_runs(lines, ready)
    letters = sum(char.isalpha() for run in runs for char in run.chars)
    chars = sum(len(run.chars) for run in runs)
    how = Recognition(sureness(lines), sum(map(len, lines)), dropped)
    return Page(image.number, ready.width, ready.height, runs, ready.rules, letters, chars, 1.0, turns, recognition=how)


def _upright(image: Image, engine: Engine) -> tuple[Prepared, list[Line], int]:
    """The page turned so that it reads best, its lines, and by how many clockwise quarters it was turned."""
    ready = prepare(image)
    lines = read_regions(ready, engine)
    best = ready, lines, 0
    for turns in other_turns(lines, ready.dark, ready.dpi):
        turned = prepare(image, turns)
        again = read_regions(turned, engine)
        if good_chars(again) > good_chars(best[1]):
            best = turned, again, turns
    return best
