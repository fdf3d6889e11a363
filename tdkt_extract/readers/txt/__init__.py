"""Plain text in any of the usual encodings: tables, hard-wrapped lines and page furniture put right."""

from __future__ import annotations

from dataclasses import replace

from ...errors import ReadError
from ...legacy import read_pasted
from ...text import RawDocument, line_place
from .._chrome import trim
from .._decode import decode, sample_text
from ..base import Job, Reader
from .blocks import text_blocks


def _recognise(data: bytes) -> float:
    """Whatever is text: every format with marks of its own is surer of itself."""
    return 0.0 if sample_text(data) is None else 0.3


def read_text(text: str, name: str) -> RawDocument:
    """The blocks of a text that is decoded already. Raises ReadError when it is blank."""
    pasted = read_pasted(text)
    blocks = trim(text_blocks(pasted.text, line_place))
    if not blocks:
        raise ReadError("no-text", name)
    return RawDocument(pasted.trace(blocks), notes=pasted.notes)


def _read(data: bytes, job: Job) -> RawDocument:
    text, notes = decode(data, job.name)
    job.check_length(len(text), text.count("\n"))
    document = read_text(text, job.name)
    return replace(document, notes=(*notes, *document.notes))


READER = Reader("txt", "text/plain", (".txt", ".text"), _recognise, _read)
