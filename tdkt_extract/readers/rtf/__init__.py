"""Rich Text Format (.rtf, and the .doc that is RTF): what Word would show, with the automatic numbers."""

from __future__ import annotations

import re

from ...text import RawDocument
from ..base import Job, Reader

_START = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,64}\{\\rtf")


def _recognise(data: bytes) -> float:
    return 1.0 if _START.match(data) else 0.0


def _read(data: bytes, job: Job) -> RawDocument:
    from .document import read_document

    return read_document(data, job)


READER = Reader("rtf", "application/rtf", (".rtf",), _recognise, _read)
