"""Text that is not seen: programs that recognise a scan leave what they read invisible over its image, or under it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

MAX_DEPTH = 3  # of forms within forms
_VEILED = 0.9  # of the pieces of text
_SAMPLED = 200  # pieces that show whether the text is visible


def is_veiled(raw: Any, page: Any, texts: int, covered: int) -> bool:
    """Whether most of a page's so many pieces of text are not seen: an image covers the first of them, or they are
    drawn invisibly."""
    if not texts:
        return False
    left = texts - covered
    sample = [*islice(_texts(raw, page), covered, None, left // _SAMPLED + 1)]
    hidden: int = sum(raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE for item in sample)
    unseen: float = covered + left * hidden / max(1, len(sample))
    return unseen >= _VEILED * texts


def _texts(raw: Any, page: Any) -> Iterator[Any]:
    """The pieces of text of a page in the order in which they are painted."""
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield from _within(raw, raw.FPDFPage_GetObject(page, index), 0)


def _within(raw: Any, item: Any, depth: int) -> Iterator[Any]:
    kind = raw.FPDFPageObj_GetType(item)
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        yield item
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
        for index in range(raw.FPDFFormObj_CountObjects(item)):
            yield from _within(raw, raw.FPDFFormObj_GetObject(item, index), depth + 1)
