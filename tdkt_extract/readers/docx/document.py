"""A whole Word file: its body, then its footnotes and endnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...text import Block, Note, RawDocument
from .._numbering import Counters
from .._package import OpenXmlPackage
from .._scope import Scope
from ..base import Job
from .blocks import PARAGRAPH, BlockReader
from .numbering import Numbering
from .styles import Styles, W, without_table_styles
from .text import ParagraphReader

if TYPE_CHECKING:
    from lxml import etree

_NOTE_KINDS = ("footnotes", "endnotes")
_UNREAL_NOTES = frozenset(("separator", "continuationSeparator", "continuationNotice"))


def read_document(data: bytes, job: Job) -> RawDocument:
    package = OpenXmlPackage(data, job, ".docx")
    part = package.main("word/document.xml")
    root = package.xml(part, needed=True)
    if root is None or root.tag != f"{W}document":
        raise package.damaged(f"{part} is no Word document")
    related = {kind: f"word/{kind}.xml" for kind in ("styles", "numbering")} | package.related(part)
    styles = Styles(package.xml(related["styles"], without_table_styles))
    paragraphs = ParagraphReader(styles)
    reader = BlockReader(paragraphs, Numbering(package.xml(related["numbering"]), styles), job)
    body = root.find(f"{W}body")
    if body is None:
        return RawDocument((), notes=package.notes)
    blocks = reader.read(body, Scope(part, Counters(), Counters()))
    for kind in _NOTE_KINDS:
        if kind in related:
            referred = {(kind, element.get(f"{W}id", "")) for element in body.iter(f"{W}{kind[:-1]}Reference")}
            unseen = {note_id for _, note_id in referred - paragraphs.references}
            blocks += _notes(package.xml(related[kind]), reader, Scope(related[kind], Counters(), Counters()), unseen)
    return RawDocument(tuple(blocks), notes=(*package.notes, *_remarks(body), *paragraphs.fonts.notes()))


def _notes(root: etree._Element | None, reader: BlockReader, scope: Scope, unseen: set[str]) -> list[Block]:
    """The notes of a part, less the rules above them and those whose reference the text has lost to a deletion."""
    blocks: list[Block] = []
    for note in root if root is not None else ():
        if note.get(f"{W}type") in _UNREAL_NOTES or note.get(f"{W}id", "") in unseen:
            scope.paragraphs += sum(1 for _ in note.iter(PARAGRAPH))
        else:
            blocks += reader.read(note, scope)
    return blocks


def _remarks(body: etree._Element) -> tuple[Note, ...]:
    """What the reader had to leave out: another file (HTML, RTF) that Word shows in the place of a w:altChunk."""
    if next(body.iter(f"{W}altChunk"), None) is None:
        return ()
    return (Note("embedded-file", "Tệp Word có nhúng một tệp khác; nội dung của tệp nhúng không được đọc."),)
