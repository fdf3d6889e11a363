"""A whole OpenDocument text: its body, then its footnotes and endnotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...errors import LimitError, ReadError
from ...text import Block, Note, RawDocument
from .._numbering import Counters
from .._package import MAX_XML, Package, parse_xml
from .._scope import Scope
from .._trees import refuse_bytes
from ..base import Job, in_bytes
from .blocks import BlockReader
from .names import OFFICE
from .styles import Styles

if TYPE_CHECKING:
    from lxml import etree

_FORMAT = ".odt"
_PART = "content.xml"
_TRUNCATED = Note("truncated", "Tệp .fodt bị cắt cụt hoặc bị hỏng; đã đọc phần còn đọc được.")
# The pictures of a flat file: more than libxml2 takes for one text.
_PICTURE = re.compile(rb"<office:binary-data>[^<]*</office:binary-data>")


def read_document(data: bytes, job: Job, flat: bool) -> RawDocument:
    roots, notes = _flat(data, job) if flat else _packed(data, job)
    body = roots[0].find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise ReadError("no-text" if notes else "damaged", job.name, format=_FORMAT, detail="no office:text")
    reader = BlockReader(Styles(roots), job)
    blocks = reader.read(body, Scope(_PART, Counters(), Counters()))
    blocks += _notes(reader)
    if not blocks:
        raise ReadError("no-text", job.name)
    return RawDocument(tuple(blocks), notes=(*notes, *reader.fonts.notes()))


def _packed(data: bytes, job: Job) -> tuple[list[etree._Element], tuple[Note, ...]]:
    """The roots of the content and of the common styles, and what is damaged of the file."""
    package = Package(data, job, _FORMAT)
    if b"encryption-data" in (package.read("META-INF/manifest.xml") or b""):
        raise package.encrypted()
    package.recover(_PART)
    found = [package.xml(_PART, needed=True), package.xml("styles.xml")]
    if found[0] is None:
        raise package.damaged(f"{_PART} is missing")
    return [root for root in found if root is not None], package.notes


def _flat(data: bytes, job: Job) -> tuple[list[etree._Element], tuple[Note, ...]]:
    small = _PICTURE.sub(b"", data)
    if len(small) > MAX_XML:
        raise LimitError("too-long", job.name, detail=f"{in_bytes(len(small))} > {in_bytes(MAX_XML)}")
    is_torn = not small.rstrip(b"\0\r\n\t ").endswith(b"</office:document>")
    try:
        refuse_bytes(small, job)
        return [parse_xml(small, is_torn)], (_TRUNCATED,) if is_torn else ()
    except ValueError as error:
        raise ReadError("damaged", job.name, format=".fodt", detail=str(error)) from error


def _notes(reader: BlockReader) -> list[Block]:
    """The text of the notes, found where they hang. A note may hang on a note, so they are counted as they come."""
    footnotes: list[Block] = []
    endnotes: list[Block] = []
    counters = Counters()
    for kind, body, anchor in reader.notes:
        found = reader.read(body, Scope(_PART, counters, counters, anchor=anchor))
        (endnotes if kind == "endnote" else footnotes).extend(found)
    return footnotes + endnotes
