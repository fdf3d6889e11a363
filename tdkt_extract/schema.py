"""The public objects. What their values mean is said in docs/schema.md and in each docstring."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field

from .text import Locator, Span, Value, locate, source_text

SCHEMA_VERSION = "1.0.0"

SectionKind = Literal[
    "purpose", "requirements", "purpose_requirements", "targets", "scope", "content", "solutions", "period",
    "budget", "organization", "appendix", "basis", "situation", "reporting", "award", "other",
]  # fmt: skip
Role = Literal["lead", "coordinate", "implement"]
Mod = Literal["BEFORE", "END", "ON"]
Relation = Literal["basis", "implements", "replaces", "amends", "enclosed", "self", "mentions"]


class Source(Value):
    """The file. `size` in bytes; `pages` where the format has pages; `ocr` whether text was recognised from images."""

    name: str
    media_type: str
    size: int
    sha256: str
    reader: str
    pages: int | None = None
    ocr: bool = False


class Enclosing(Value):
    """The decision that a plan is issued with (ban hành kèm theo)."""

    number: str | None = None
    issued_on: datetime.date | None = None


class Header(Value):
    """The document's own particulars (NĐ 30/2020, Điều 8): tên loại, số ký hiệu, địa danh và thời gian, cơ quan
    ban hành (parent first), trích yếu, and the year or years that the plan is for ("2012", "2021/2025")."""

    doc_type: str | None = None
    number: str | None = None
    issued_on: datetime.date | None = None
    place: str | None = None
    issuer: tuple[str, ...] = ()
    title: str | None = None
    period: str | None = None
    enclosing: Enclosing | None = None
    spans: dict[str, Span] = Field(default_factory=dict)


class Section(Value):
    """A heading and what stands below it. `span` covers both, `heading_span` the heading's line."""

    id: str
    number: str | None
    title: str
    kind: SectionKind
    level: int
    parent_id: str | None
    span: Span
    heading_span: Span
    children: tuple[Section, ...] = ()


class Period(Value):
    """When work is to be done. `value` is ISO-like: 2012-Q1, 2012-04, 2012-H1, a range with "/", SY2019-2020,
    R/P1Y, continuous. `begin` and `end` are the first and last day where the value has them. `inherited`: read in
    a heading, group row or lead-in above the task."""

    value: str
    begin: datetime.date | None = None
    end: datetime.date | None = None
    text: str
    span: Span
    inherited: bool = False


class Deadline(Value):
    """By when. `value` as in `Period` (R/XXXX-12-20: each year by 20 December); `date` its day; for a time relative
    to an event `value` is None, `offset` an ISO duration and `anchor` the words of the event."""

    text: str
    value: str | None = None
    mod: Mod
    date: datetime.date | None = None
    offset: str | None = None
    anchor: str | None = None
    span: Span


class Responsibility(Value):
    """Who acts. `unit_id` is equal for spellings of one name; `inherited`: read above the task."""

    name: str
    role: Role
    unit_id: str
    span: Span
    inherited: bool = False


class Task(Value):
    """An action that the plan directs somebody to do. `section` is the path of heading numbers ("II.1"),
    `ordinal` the STT of a table row, `citations` are ids, `confidence` is from 0 to 1."""

    id: str
    text: str
    span: Span
    section_id: str | None = None
    section: str | None = None
    ordinal: str | None = None
    periods: tuple[Period, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    units: tuple[Responsibility, ...] = ()
    citations: tuple[str, ...] = ()
    confidence: float = 1.0


class Mention(Value):
    """One place where a document is cited; `short` for a later form such as “Chỉ thị 34”."""

    text: str
    span: Span
    short: bool = False


class Citation(Value):
    """A cited document, once per identity. `number` without spaces ("34-CT/TW"), `title` the words after “về”."""

    id: str
    number: str | None = None
    doc_type: str | None = None
    issued_on: datetime.date | None = None
    issuer: str | None = None
    title: str | None = None
    relation: Relation = "mentions"
    mentions: tuple[Mention, ...] = ()


class Recipient(Value):
    """A line of Nơi nhận."""

    text: str
    span: Span


class Signer(Value):
    """Who signed. `position` as printed ("PHÓ CHỦ TỊCH"), `authority` the line above it ("KT. CHỦ TỊCH")."""

    name: str
    position: str | None = None
    authority: str | None = None
    span: Span


class Warning(Value):
    """Something a person should look at. `message` is Vietnamese; `code` is stable."""

    code: str
    message: str
    span: Span | None = None


class SourceMap(Value):
    """The way from `Plan.text` back to the file, so that a plan loaded from JSON still knows it.

    `places`: (start, locator), the text from `start` to the next place was read there.
    `edits`: (start, end, raw), text[start:end] stands for the characters `raw` of the source.
    """

    places: tuple[tuple[int, Locator], ...] = ()
    edits: tuple[tuple[int, int, str], ...] = ()


class Plan(Value):
    """A plan (kế hoạch) as data. Every span counts code points of `text`."""

    schema_version: str = SCHEMA_VERSION
    source: Source
    text: str
    header: Header
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
    citations: tuple[Citation, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    signers: tuple[Signer, ...] = ()
    warnings: tuple[Warning, ...] = ()
    source_map: SourceMap = SourceMap()

    def locate(self, span: Span) -> list[Locator]:
        """The places in the source that `span` was read from, in order."""
        return locate(self.source_map.places, span.start, span.end)

    def source_text(self, span: Span) -> str:
        """The characters of the source, before normalisation, that `span` was made from."""
        return source_text(self.text, self.source_map.edits, span.start, span.end)
