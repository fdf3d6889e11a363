"""Old Word files (.doc): LibreOffice turns them into .docx, which the docx reader reads; antiword or catdoc where it
cannot. Locators are those of the .docx."""

from __future__ import annotations

from ...errors import ReadError
from ...text import RawDocument
from ..base import Job, Reader
from . import header


def _recognise(data: bytes) -> float:
    return 0.0 if header.find(data) is None else 1.0


def _read(data: bytes, job: Job) -> RawDocument:
    from .. import _libreoffice
    from . import fallback

    found = header.find(data)
    if found is None:
        raise ReadError("damaged", job.name, format=".doc", detail="no Word stream")
    if found.encrypted:
        raise ReadError("encrypted", job.name, format=".doc")
    try:
        converted = _libreoffice.convert(data, ".doc", found.importer, "docx", job)
    except _libreoffice.Failure as failure:
        return fallback.read(data, job, failure.reason)
    return fallback.trusted(converted, data, job)


READER = Reader("doc", "application/msword", (".doc", ".dot"), _recognise, _read)
