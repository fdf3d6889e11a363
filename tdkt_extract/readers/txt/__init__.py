"""Plain text in any of the usual encodings: tables, hard-wrapped lines and page furniture put right."""

from __future__ import annotations

from ...errors import ReadError
from ...text import Note, RawDocument, line_place
from .._chrome import trim
from .._decode import decode, sample_text, self_evident
from ..base import Options, Reader
from .blocks import text_blocks


def _recognise(data: bytes) -> float:
    """Whatever is text: every format with marks of its own is surer of itself."""
    return 0.0 if sample_text(data) is None else 0.3


def _read(data: bytes, name: str, options: Options) -> RawDocument:
    text, notes = decode(data, name)
    return _document(text, notes, name)


def read_text(text: str, data: bytes, name: str) -> RawDocument:
    """What the reader gives for `data`, the UTF-8 of `text`: it is decoded again only where it says to be another."""
    return _read(data, name, Options()) if self_evident(data) else _document(text, (), name)


def _document(text: str, notes: tuple[Note, ...], name: str) -> RawDocument:
    blocks = trim(text_blocks(text, line_place))
    if not blocks:
        raise ReadError("no-text", name)
    return RawDocument(tuple(blocks), notes=notes)


READER = Reader("txt", "text/plain", (".txt", ".text"), _recognise, _read)
