"""PDF with a text layer."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

from ..errors import LimitError, ReadError
from ..text import Block, Note, Paragraph, RawDocument
from ._pdf_flow import Sheet, assemble, take_apart
from ._pdf_page import LOCK, closing, read_page
from ._pdf_quality import looks_garbled
from .base import Options, Reader

_FORMAT = "PDF"
_LETTERS_A_PAGE = 20  # fewer, beside images, is a stamp or a page number on a scan
_IMAGE_PAGE = 0.3
_BYTES_A_CHAR = 200  # what a character costs while its page is taken apart


def _recognise(data: bytes) -> float:
    return 1.0 if b"%PDF-" in data[:1024] else 0.0


def _read(data: bytes, name: str, options: Options) -> RawDocument:
    sheets, pages = _sheets(data, name, options)
    scanned = [sheet.page.number for sheet in sheets if _is_scan(sheet)]
    letters = sum(sheet.page.letters for sheet in sheets)
    if letters < _LETTERS_A_PAGE * len(sheets) and (scanned or not letters):
        raise ReadError("no-text-layer", name)
    blocks = assemble(sheets)
    return RawDocument(blocks, pages, tuple(_notes(blocks, scanned, data, pages - len(sheets))))


def _sheets(data: bytes, name: str, options: Options) -> tuple[list[Sheet], int]:
    """All pages that can be read, and how many there are."""
    import pypdfium2.raw as raw

    sheets: list[Sheet] = []
    chars = 0
    with LOCK, closing(raw.FPDF_LoadMemDocument64(data, len(data), None), raw.FPDF_CloseDocument) as document:
        if not document:
            raise _refused(raw, name)
        pages = raw.FPDF_GetPageCount(document)
        if pages > options.max_pages:
            raise LimitError("too-large", name, detail=f"{pages} pages")
        for index in range(pages):
            page = read_page(document, index)
            if page is None:
                continue
            chars += page.chars
            if chars * _BYTES_A_CHAR > options.max_unpacked * 50:
                raise LimitError("too-large", name, detail=f"{chars} characters")
            sheets.append(take_apart(page))
    if not sheets:
        raise ReadError("damaged", name, format=_FORMAT, detail="no page can be read")
    return sheets, pages
