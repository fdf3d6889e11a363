"""PDF with a text layer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ...errors import LimitError, ReadError
from ...text import Block, Note, Paragraph, RawDocument
from ..base import Job, Reader
from .flow import Sheet, assemble, take_apart
from .guard import guarded
from .page import LOCK, closing, read_page
from .quality import looks_garbled

_FORMAT = "PDF"
_LETTERS_A_PAGE = 20  # fewer, beside images, is a stamp or a page number on a scan
_SCAN_SHARE = 0.3  # of the page that images cover
_MOST_CHARS = 200_000  # of a page: a poster has a tenth, and each takes a kilobyte while the page is taken apart
_LISTED = 10  # page numbers named in a note


def _recognise(data: bytes) -> float:
    return 1.0 if b"%PDF-" in data[:1024] else 0.0


def _read(data: bytes, job: Job) -> RawDocument:
    data, notes = guarded(data, job)
    sheets, pages = _sheets(data, job)
    letters = sum(sheet.page.letters for sheet in sheets)
    images = any(sheet.page.image_share > 0 for sheet in sheets)
    if not letters or (images and letters < _LETTERS_A_PAGE * len(sheets)):
        raise ReadError("no-text-layer", job.name)
    blocks = assemble(sheets)
    return RawDocument(blocks, pages, (*notes, *_notes(blocks, sheets, pages, data)))


def _sheets(data: bytes, job: Job) -> tuple[list[Sheet], int]:
    """All pages that can be read, and how many the file says it has."""
    import pypdfium2.raw as raw

    sheets: list[Sheet] = []
    name, options = job.name, job.options
    budget = options.max_chars
    with LOCK, closing(raw.FPDF_LoadMemDocument64(data, len(data), None), raw.FPDF_CloseDocument) as document:
        if not document:
            raise _refused(raw, name)
        pages: int = raw.FPDF_GetPageCount(document)
        if pages > options.max_pages:
            detail = f"{pages} > {options.max_pages} trang (pages)"
            raise LimitError("too-long", name, limit="max_pages", detail=detail)
        for index in range(pages):
            job.check()
            try:
                page = read_page(document, index, min(budget, _MOST_CHARS))
            except OverflowError as error:
                limit = "max_chars" if budget < _MOST_CHARS else ""
                raise LimitError("too-long", name, limit=limit, detail=f"trang {index + 1}: {error}") from error
            if page is not None:
                budget -= page.chars
                sheets.append(take_apart(page))
    if not sheets:
        raise ReadError("damaged", name, format=_FORMAT, detail="no readable page")
    return sheets, pages


def _refused(raw: Any, name: str) -> ReadError:
    """Why pdfium did not open the document."""
    error = raw.FPDF_GetLastError()
    if error in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return ReadError("encrypted", name, format=_FORMAT)
    return ReadError("damaged", name, format=_FORMAT, detail=f"pdfium {error}")


def _notes(blocks: Sequence[Block], sheets: Sequence[Sheet], pages: int, data: bytes) -> Iterator[Note]:
    scanned = [
        sheet.page.number
        for sheet in sheets
        if sheet.page.letters < _LETTERS_A_PAGE and sheet.page.image_share >= _SCAN_SHARE
    ]
    if scanned:
        listed = ", ".join(map(str, scanned[:_LISTED])) + ("…" if len(scanned) > _LISTED else "")
        yield Note("image-page", f"Trang {listed} chỉ là ảnh, chưa đọc được chữ: cần nhận dạng (OCR).")
    if len(sheets) < pages:
        yield Note("damaged-page", f"Không đọc được {pages - len(sheets)}/{pages} trang: tệp có thể bị hỏng.")
    elif b"%%EOF" not in data[-2048:]:
        yield Note("truncated", "Tệp PDF không có phần cuối: có thể bị cắt cụt, thiếu trang.")
    if looks_garbled(_texts(blocks)):
        yield Note("garbled-text", "Lớp văn bản của PDF sai mã chữ hoặc nhận dạng kém: cần nhận dạng lại (OCR).")


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (p.text for row in block.rows for cell in row.cells for p in cell.paragraphs)


READER = Reader("pdf", "application/pdf", (".pdf",), _recognise, _read)
