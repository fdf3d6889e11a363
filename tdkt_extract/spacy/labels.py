"""The labels of the spans: what they are called in Vietnamese, and their colours in displaCy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from ..schema import Header, Plan, Section, Task
    from ..text import Span

Label = Literal[
    "NUMBER", "ISSUED_ON", "PLACE", "ISSUER", "TITLE", "SECTION", "HEADING", "TASK",
    "UNIT", "CITATION", "PERIOD", "DEADLINE", "RECIPIENT", "SIGNER",
]  # fmt: skip


class Look(NamedTuple):
    """How a label is shown."""

    vietnamese: str
    colour: str


LABELS: dict[Label, Look] = {
    "NUMBER": Look("Số ký hiệu", "#d7ccc8"),
    "ISSUED_ON": Look("Ngày ban hành", "#cfd8dc"),
    "PLACE": Look("Địa danh", "#dcedc8"),
    "ISSUER": Look("Cơ quan ban hành", "#b3e5fc"),
    "TITLE": Look("Trích yếu", "#f8bbd0"),
    "SECTION": Look("Mục", "#eceff1"),
    "HEADING": Look("Đề mục", "#d1c4e9"),
    "TASK": Look("Nhiệm vụ", "#fff59d"),
    "UNIT": Look("Đơn vị", "#81d4fa"),
    "CITATION": Look("Văn bản viện dẫn", "#ffab91"),
    "PERIOD": Look("Thời gian", "#a5d6a7"),
    "DEADLINE": Look("Thời hạn", "#ef9a9a"),
    "RECIPIENT": Look("Nơi nhận", "#e6ee9c"),
    "SIGNER": Look("Người ký", "#ce93d8"),
}
ENTITIES: tuple[Label, ...] = ("UNIT", "CITATION", "PERIOD", "DEADLINE")
"""The labels of `doc.ents`."""

_HEADER: dict[str, Label] = {
    "number": "NUMBER",
    "issued_on": "ISSUED_ON",
    "place": "PLACE",
    "issuer": "ISSUER",
    "title": "TITLE",
    "period": "PERIOD",
}


class Labelled(NamedTuple):
    """A span of `Plan.text`. `id` names the plan's object, `value` is what it says or the part it plays."""

    label: Label
    span: Span
    id: str = ""
    value: str = ""


def colours() -> dict[str, str]:
    """The colours of the labels, by their names in both languages."""
    return {name: look.colour for label, look in LABELS.items() for name in (label, look.vietnamese)}


def labelled(plan: Plan) -> Iterator[Labelled]:
    """What the plan found, with its label."""
    yield from _of_header(plan.header)
    for section in plan.sections:
        yield from _of_section(section)
    for task in plan.tasks:
        yield from _of_task(task)
    for citation in plan.citations:
        for mention in citation.mentions:
            yield Labelled("CITATION", mention.span, citation.id, citation.number or "")
    for recipient in plan.recipients:
        yield Labelled("RECIPIENT", recipient.span)
    for signer in plan.signers:
        yield Labelled("SIGNER", signer.span, value=signer.name)


def _of_header(header: Header) -> Iterator[Labelled]:
    values = {"number": header.number, "place": header.place, "period": header.period}
    values["issued_on"] = header.issued_on.isoformat() if header.issued_on else None
    for field, span in header.spans.items():
        if field in _HEADER:
            yield Labelled(_HEADER[field], span, value=values.get(field) or "")


def _of_section(section: Section) -> Iterator[Labelled]:
    yield Labelled("SECTION", section.span, section.id, section.kind)
    yield Labelled("HEADING", section.heading_span, section.id, section.kind)
    for child in section.children:
        yield from _of_section(child)


def _of_task(task: Task) -> Iterator[Labelled]:
    yield Labelled("TASK", task.span, task.id)
    for unit in task.units:
        yield Labelled("UNIT", unit.span, unit.unit_id, unit.role)
    for period in task.periods:
        yield Labelled("PERIOD", period.span, value=period.value)
    for deadline in task.deadlines:
        yield Labelled("DEADLINE", deadline.span, value=deadline.value or deadline.offset or "")
