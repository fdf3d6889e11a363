"""OpenDocument spreadsheets (.ods): task tables that live in a sheet, with the text around them."""

from __future__ import annotations

import re

from ..text import RawDocument
from .base import Job, Reader

_MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
# The first entry of an OpenDocument package is its media type, not compressed, so that it stands at the file's begin.
_BEGIN = re.compile(rb"PK\x03\x04.{26}mimetype.{0,64}?" + _MEDIA_TYPE.encode(), re.DOTALL)


def _recognise(data: bytes) -> float:
    return 1.0 if _BEGIN.match(data) else 0.0


def _read(data: bytes, job: Job) -> RawDocument:
    from ._sheet.ods import read_document

    return read_document(data, job)


READER = Reader("ods", _MEDIA_TYPE, (".ods", ".ots"), _recognise, _read)
