"""Web pages and HTML that word processors save: the document in them, without what the page prints around it."""

from __future__ import annotations

import re
from dataclasses import replace

from ...text import RawDocument
from .._decode import decode, sample_text
from .._mojibake import NOTE as DOUBLED
from .._mojibake import readings, undouble
from .._trees import refuse_text
from ..base import Job, Reader

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})|^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w-]{2,30})",
    re.I,
)
_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.I)
_TAG = re.compile(
    r"</?(?:p|div|table|tr|td|th|h[1-6]|ul|ol|li|br|span|b|strong|center|font)(?:\s[^<>]{0,500})?/?>", re.I
)
_START = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}>\s*)*<(?:!doctype|[a-z])", re.I | re.S)


def _recognise(data: bytes) -> float:
    """A page says so at its beginning; a fragment is made of tags, where a text has them here and there."""
    text = sample_text(data)
    if text is None or "<" not in text:
        return 0.0
    begins = _START.match(text) is not None
    if _PAGE.search(text, 0, 65536 if begins else 1024):
        return 0.95
    tags = sum(1 for _ in _TAG.finditer(text))
    if begins and tags >= 2:
        return 0.8
    lines = sum(1 for line in text.splitlines() if line.strip())
    return 0.6 if tags >= 6 and tags >= lines else 0.0


def _read(data: bytes, job: Job) -> RawDocument:
    from .page import changed, read_page

    declared = _DECLARED.search(data, 0, 4096)
    text, notes = decode(data, job.name, (declared[1] or declared[2]).decode("ascii") if declared else None)
    refuse_text(text, job)
    text, stood = undouble(text)
    blocks, remarks = read_page(text, job)
    if stood:
        remarks = (DOUBLED, *remarks)
        blocks = [changed(block, lambda each: replace(each, readings=readings(each.text, stood))) for block in blocks]
    return RawDocument(tuple(blocks), notes=(*notes, *remarks))


READER = Reader("html", "text/html", (".html", ".htm", ".xhtml"), _recognise, _read)
