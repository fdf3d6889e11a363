"""What holds for every plan in every format: spans cut their text, places lead back, ids and JSON are stable."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from conftest import CORPUS, SHARED, sources

from tdkt_extract import Plan, Section, Span, extract, extract_text
from tdkt_extract.text import Value

OWN = sources(CORPUS)
REAL = sources(SHARED / "dev") + sources(SHARED / "seeds") if SHARED.is_dir() else []
DOCUMENTS = [
    pytest.param(path, id="/".join(path.parts[-2:]), marks=[pytest.mark.skipif(not path.exists(), reason="not here")])
    for path in (*OWN, *REAL)
]
everywhere = pytest.mark.parametrize("path", DOCUMENTS)


@cache
def plan_of(path: Path) -> Plan:
    return extract(path)


def sections(plan: Plan) -> Iterator[Section]:
    todo = list(plan.sections)
    while todo:
        section = todo.pop()
        yield section
        todo.extend(section.children)


def texts(plan: Plan) -> Iterator[tuple[str, Span]]:
    """Every text that was read as it stands, with its span."""
    for task in plan.tasks:
        yield task.text, task.span
        yield from ((period.text, period.span) for period in task.periods)
        yield from ((deadline.text, deadline.span) for deadline in task.deadlines)
        yield from ((unit.name, unit.span) for unit in task.units)
    for citation in plan.citations:
        yield from ((mention.text, mention.span) for mention in citation.mentions)
    yield from ((recipient.text, recipient.span) for recipient in plan.recipients)
    yield from ((section.title, section.heading_span) for section in sections(plan))


def spans(plan: Plan) -> Iterator[Span]:
    yield from (span for _, span in texts(plan))
    yield from plan.header.spans.values()
    yield from (section.span for section in sections(plan))
    yield from (signer.span for signer in plan.signers)
    yield from (warning.span for warning in plan.warnings if warning.span is not None)


def one_space(text: str) -> str:
    return " ".join(text.split())


@everywhere
def test_every_span_cuts_its_text(path: Path) -> None:
    plan = plan_of(path)
    for text, span in texts(plan):
        assert one_space(plan.text[span.start : span.end]) == one_space(text)


@everywhere
def test_every_span_lies_in_the_text_and_has_a_place(path: Path) -> None:
    plan = plan_of(path)
    for span in spans(plan):
        assert 0 <= span.start < span.end <= len(plan.text)
        assert plan.locate(span)


@everywhere
def test_the_source_text_is_the_text_before_normalisation(path: Path) -> None:
    plan = plan_of(path)
    bare = {ord(char): None for char in " \n\t\u00a0\u00ad\u200b-–‑"}
    for task in plan.tasks:
        raw = unicodedata.normalize("NFC", plan.source_text(task.span)).translate(bare)
        assert set(raw) <= set(unicodedata.normalize("NFC", "".join(plan.text).translate(bare)) + raw[:0])
        assert abs(len(raw) - len(task.text.translate(bare))) <= len(task.text) // 4 + 8


@everywhere
def test_json_loses_nothing(path: Path) -> None:
    plan = plan_of(path)
    again = Plan.model_validate_json(plan.model_dump_json())
    assert again == plan
    assert [again.locate(task.span) for task in again.tasks] == [plan.locate(task.span) for task in plan.tasks]


@everywhere
def test_the_same_document_gives_the_same_bytes(path: Path) -> None:
    assert extract(path).model_dump_json() == plan_of(path).model_dump_json()


@everywhere
def test_ids_are_unique_and_refer(path: Path) -> None:
    plan = plan_of(path)
    section_ids = [section.id for section in sections(plan)]
    task_ids = [task.id for task in plan.tasks]
    citation_ids = [citation.id for citation in plan.citations]
    for ids in (section_ids, task_ids, citation_ids):
        assert len(set(ids)) == len(ids)
    assert {task.section_id for task in plan.tasks} <= {*section_ids, None}
    assert {cited for task in plan.tasks for cited in task.citations} <= set(citation_ids)
    assert {section.parent_id for section in sections(plan)} <= {*section_ids, None}


@everywhere
def test_tasks_and_sections_stand_in_order(path: Path) -> None:
    plan = plan_of(path)
    starts = [task.span.start for task in plan.tasks]
    assert starts == sorted(starts)
    for section in sections(plan):
        assert section.span.start <= section.heading_span.start <= section.heading_span.end <= section.span.end
        for child in section.children:
            assert section.span.start <= child.span.start
            assert child.span.end <= section.span.end
            assert child.parent_id == section.id


TEXTS = [path for path in (*OWN, *REAL) if path.suffix == ".txt"]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: "/".join(path.parts[-2:]))
def test_decomposed_text_and_odd_spaces_change_nothing_but_the_way_back(path: Path) -> None:
    text = path.read_text("utf-8")
    plain = extract_text(text)
    odd = extract_text(unicodedata.normalize("NFD", text).replace(" ", "\u00a0"))
    assert odd.text == plain.text
    assert [task.model_dump() for task in odd.tasks] == [task.model_dump() for task in plain.tasks]
    assert odd.header == plain.header
    for task in odd.tasks:
        assert unicodedata.is_normalized("NFD", odd.source_text(task.span))


def test_a_task_keeps_its_id_when_another_paragraph_changes() -> None:
    text = "KẾ HOẠCH\nNăm 2020\nI. NỘI DUNG\n- Họp giao ban quý.\n- Mở lớp tập huấn.\nII. TỔ CHỨC\n- Sở A báo cáo."
    before = {task.text: task.id for task in extract_text(text).tasks}
    changed = text.replace("- Họp giao ban quý.", "- Họp giao ban hằng tháng.\n- Thăm cơ sở.")
    after = {task.text: task.id for task in extract_text(changed).tasks}
    assert after["Mở lớp tập huấn."] == before["Mở lớp tập huấn."]
    assert after["Sở A báo cáo."] == before["Sở A báo cáo."]
    assert len(set(after.values())) == len(after) == 4


def test_formats_of_one_plan_say_the_same() -> None:
    folders = {path.parent for path in OWN}
    for folder in sorted(folders):
        plans = {path.suffix: plan_of(path) for path in OWN if path.parent == folder}
        numbers = {plan.header.number for plan in plans.values()}
        assert len(numbers) == 1, folder.name


def values(value: object) -> Iterator[Value]:
    """The value and all that stand in it."""
    if isinstance(value, Value):
        yield value
        for inner in vars(value).values():
            yield from values(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from values(inner)


@everywhere
def test_values_that_are_made_unchecked_have_the_fields_of_their_types_in_order(path: Path) -> None:
    for value in values(plan_of(path)):
        assert list(vars(value)) == list(type(value).model_fields), value
