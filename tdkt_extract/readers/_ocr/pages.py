"""Images -> pages: several at once, in order, few in memory."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from ...text import Note
from ..base import Job
from ..pdf.page import Page
from .image import Image
from .numerals import count_numerals
from .prepare import prepare
from .regions import read_regions
from .runs import to_runs
from .tesseract import Engine


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
            yield waiting.popleft().result()
    finally:
        engine.close()
        pool.shutdown(wait=True, cancel_futures=True)


def _page(image: Image, engine: Engine) -> Page:
    ready = prepare(image)
    lines = read_regions(ready, engine)
    count_numerals(lines, ready.dark)
    runs = to_runs(lines, ready)
    letters = sum(char.isalpha() for run in runs for char in run.chars)
    chars = sum(len(run.chars) for run in runs)
    return Page(image.number, ready.width, ready.height, runs, ready.rules, letters, chars, 1.0)


def notes(pages: Sequence[Page]) -> Iterator[Note]:
    """Remarks on recognised pages: the PDF reader and the image reader give them with the document."""
    yield from ()
