"""Scans and photographs: .png, .jpg, .tif of one or many pages, recognised by Tesseract."""

from __future__ import annotations

from ...errors import ReadError
from ...text import Note, RawDocument
from .. import _ocr
from .._ocr.repair import repair
from ..base import Job, Reader
from ..pdf.flow import Sheet, assemble, take_apart
from .frames import Frames

_KINDS = ((b"\xff\xd8\xff", "JPEG"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"))


def _kind(data: bytes) -> str | None:
    return next((kind for magic, kind in _KINDS if data.startswith(magic)), None)


def _recognise(data: bytes) -> float:
    return 1.0 if _kind(data) else 0.0


def _read(data: bytes, job: Job) -> RawDocument:
    kind = _kind(data) or "TIFF"
    if job.options.ocr == "never":
        raise ReadError("image", job.name, format=kind)
    _ocr.demand(job)
    frames = Frames(data, kind, job)
    sheets: list[Sheet] = [take_apart(page) for page in _ocr.recognise(frames.images(), job)]
    if not any(sheet.page.letters for sheet in sheets):
        raise ReadError("no-text", job.name)
    notes = [Note("recognised", "Tệp là ảnh: chữ do máy nhận dạng (OCR), có thể sai.")]
    notes.extend(_ocr.notes([sheet.page for sheet in sheets]))
    if frames.cut:
        notes.append(Note("truncated", f"Tệp ảnh {kind} bị hỏng hoặc bị cắt cụt: chỉ đọc được một phần."))
    blocks = repair(assemble(sheets), range(1, len(sheets) + 1))
    return RawDocument(blocks, len(sheets), tuple(notes), ocr=True)


READER = Reader(
    "image",
    "image/tiff",
    (".tif", ".tiff", ".png", ".jpg", ".jpeg"),
    _recognise,
    _read,
)
