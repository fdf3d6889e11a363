"""PDF. Pages with text are read as they are; scans, and pages whose text is garbage, are recognised in their image."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from ...errors import LimitError, ReadError
from ...legacy import PieceReader
from ...text import RawDocument
from .. import _ocr
from .._ocr.repair import repair
from ..base import Job, Reader
from .draw import draw
from .flow import Sheet, assemble, take_apart
from .guard import guarded
from .legacy_text import read_legacy
from .mending import mended
from .notes import on_damage, on_recognition
from .page import LOCK, read_page
from .trust import TO_RECOGNISE, State, judge

_FORMAT = "PDF"
_MOST_CHARS = 200_000  # of a page: a poster has a tenth, and each takes a kilobyte while the page is taken apart


def _recognise(data: bytes) -> float:
    return 1.0 if b"%PDF-" in data[:1024] else 0.0


def _read(data: bytes, job: Job) -> RawDocument:
    data, heavy = guarded(data, job)
    legacy = PieceReader()
    with _opened(data, job.name) as document:
        sheets, pages = _sheets(document, job, legacy)
        states = judge(sheets)
        chosen = _to_recognise(states, job)
        recognised = _recognise_pages(document, sheets, chosen, job) if chosen else []
    notes = [
        *heavy,
        *legacy.notes(),
        *on_recognition(states, chosen, job.options),
        *_ocr.notes([sheet.page for sheet in recognised]),
        *on_damage(len(sheets), pages, data),
    ]
    blocks = legacy.trace.lay(assemble(sheets))
    if by_machine := chosen | {state.number for state in states if state.why == "layer"}:
        blocks = repair(blocks, by_machine)
    return RawDocument(blocks, pages, tuple(notes), ocr=bool(chosen))


def survey(data: bytes, job: Job) -> list[State]:
    """What each page has, without recognising any."""
    with _opened(data, job.name) as document:
        return judge(_sheets(document, job, PieceReader())[0])


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Any]:
    """The document, to be used with `LOCK` held."""
    import pypdfium2.raw as raw

    with LOCK:
        document = raw.FPDF_LoadMemDocument64(data, len(data), None)
        if not document:
            refusal = _refused(raw, name)
            # pdfium reads from the bytes as long as the document is open: they must not be let go.
            whole = mended(data) if refusal.code == "damaged" and b"/Encrypt" not in data else None
            document = raw.FPDF_LoadMemDocument64(whole, len(whole), None) if whole else None
            if not document:
                raise refusal
    try:
        yield document
    finally:
        with LOCK:
            raw.FPDF_CloseDocument(document)


def _refused(raw: Any, name: str) -> ReadError:
    """Why pdfium did not open the document."""
    error = raw.FPDF_GetLastError()
    if error in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return ReadError("encrypted", name, format=_FORMAT)
    return ReadError("damaged", name, format=_FORMAT, detail=f"pdfium {error}")


def _sheets(document: Any, job: Job, legacy: PieceReader) -> tuple[list[Sheet], int]:
    """All pages that can be read, and how many the file says it has."""
    import pypdfium2.raw as raw

    sheets: list[Sheet] = []
    name, options = job.name, job.options
    budget = options.max_chars
    with LOCK:
        pages: int = raw.FPDF_GetPageCount(document)
    if pages > options.max_pages:
        detail = f"{pages} > {options.max_pages} trang (pages)"
        raise LimitError("too-long", name, limit="max_pages", detail=detail)
    for index in range(pages):
        job.check()
        try:
            with LOCK:
                page = read_page(document, index, min(budget, _MOST_CHARS))
        except OverflowError as error:
            limit = "max_chars" if budget < _MOST_CHARS else ""
            raise LimitError("too-long", name, limit=limit, detail=f"trang {index + 1}: {error}") from error
        if page is not None:
            budget -= page.chars
            read_legacy(page, legacy)
            sheets.append(take_apart(page))
    if not sheets:
        raise ReadError("damaged", name, format=_FORMAT, detail="no readable page")
    return sheets, pages


def _to_recognise(states: Sequence[State], job: Job) -> frozenset[int]:
    """The numbers of the pages to recognise. ReadError where nothing can be read without, and it cannot be done."""
    wanted = job.options.ocr
    chosen = frozenset(
        state.number for state in states if state.why in TO_RECOGNISE or (wanted == "always" and state.why != "blank")
    )
    readable = any(state.why not in ("scan", "blank") for state in states)
    if not readable and (wanted == "never" or not chosen):
        raise ReadError("no-text-layer", job.name)
    if chosen and (wanted == "always" or not readable):
        _ocr.demand(job)
    return chosen if wanted != "never" and chosen and _ocr.available() is None else frozenset()


def _recognise_pages(document: Any, sheets: list[Sheet], chosen: frozenset[int], job: Job) -> list[Sheet]:
    """Recognises the chosen pages and puts them in the place of what was read of them."""
    places = {sheet.page.number: at for at, sheet in enumerate(sheets)}
    turns = {sheet.page.number: sheet.page.turn for sheet in sheets}
    pages = [sheet.page for sheet in sheets if sheet.page.number in chosen]
    recognised = []
    for page in _ocr.recognise(draw(document, pages, job.options.max_pixels), job):
        page.turn = (page.turn + turns[page.number]) % 4
        sheet = sheets[places[page.number]] = take_apart(page)
        recognised.append(sheet)
    return recognised


READER = Reader("pdf", "application/pdf", (".pdf",), _recognise, _read)
