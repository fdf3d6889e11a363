"""Word files (.docx and its kin): what Word would show, with the automatic numbers."""

from __future__ import annotations

import re

from ...errors import ReadError
from ...text import RawDocument
from .._package import part_names
from ..base import Job, Reader

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# A local file header is 30 bytes, then the name: it tells what a truncated zip was, whose directory is lost.
_WORD_ENTRY = re.compile(rb"PK\x03\x04.{26}word[/\\]", re.DOTALL)
_OFFICE_ENTRY = re.compile(rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|_rels/|docProps/)", re.DOTALL)


def recognise(data: bytes) -> float:
    """1 for a Word package, whole or truncated, and for an encrypted one; .5 for the stump of some Office file."""
    if data.startswith(_OLE):
        return 1.0 if _ENCRYPTED in data else 0.0
    if not data.startswith(b"PK"):
        return 0.0
    names = part_names(data)
    if names is None:
        if _WORD_ENTRY.search(data):
            return 1.0
        return 0.5 if _OFFICE_ENTRY.match(data) else 0.0
    return 1.0 if any(name.lower().startswith(("word/", "word\\", "/word/")) for name in names) else 0.0


def read(data: bytes, job: Job) -> RawDocument:
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise ReadError("encrypted", job.name, format=".docx")
    from .document import read_document

    return read_document(data, job)


READER = Reader(
    name="docx",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    suffixes=(".docx", ".docm", ".dotx", ".dotm"),
    recognise=recognise,
    read=read,
)
