"""Excel workbooks (.xlsx and its kin): task tables that live in a sheet, with the text around them."""

from __future__ import annotations

import re

from ..text import RawDocument
from ._package import part_names
from .base import Job, Reader

# A local file header is 30 bytes, then the name: it tells what a truncated zip was, whose directory is lost.
_ENTRY = re.compile(rb"PK\x03\x04.{26}xl[/\\]", re.DOTALL)


def _recognise(data: bytes) -> float:
    if not data.startswith(b"PK"):
        return 0.0
    names = part_names(data)
    if names is None:
        return 1.0 if _ENTRY.search(data) else 0.0
    return 1.0 if any(name.lower().replace("\\", "/").lstrip("/") == "xl/workbook.xml" for name in names) else 0.0


def _read(data: bytes, job: Job) -> RawDocument:
    from ._sheet.xlsx import read_document

    return read_document(data, job)


READER = Reader(
    name="xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    suffixes=(".xlsx", ".xlsm", ".xltx", ".xltm"),
    recognise=_recognise,
    read=_read,
)
