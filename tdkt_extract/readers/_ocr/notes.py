"""Remarks on recognised pages, for the reader that had them recognised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...text import Note
from ..pdf.page import Page

_HARD = 0.8  # how sure the words of a page that reads well are at least, on the whole
_LISTED = 10  # page numbers named in a note


def notes(pages: Sequence[Page]) -> Iterator[Note]:
    """What of the pages could not be read, or hardly."""
    known = [(page.number, page.recognition) for page in pages if page.recognition is not None]
    failed = [number for number, how in known if how.failed]
    if failed:
        yield Note("ocr-failed", f"Trang {_named(failed)}: nhận dạng (OCR) quá lâu nên bỏ qua, chưa đọc được chữ.")
    hard = [number for number, how in known if not how.failed and how.words and how.sure < _HARD]
    if hard:
        yield Note("ocr-hard", f"Trang {_named(hard)}: ảnh mờ hoặc khó đọc, chữ nhận dạng (OCR) sai nhiều.")
    dropped = [(number, how.dropped) for number, how in known if how.dropped]
    if dropped:
        count, where = sum(count for _, count in dropped), _named([number for number, _ in dropped])
        yield Note(
            "ocr-dropped", f"Bỏ {count} cụm không ra chữ (con dấu, chữ ký, chữ viết tay, vết bẩn) ở trang {where}."
        )


def _named(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:_LISTED])) + ("…" if len(numbers) > _LISTED else "")
