"""Whole small plans, written as cases: what comes out of a text, part by part. Read against the annotation guide."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tdkt_extract import Plan, Section, extract_text

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CASES = sorted((Path(__file__).parent / "cases" / "plans").glob("*.toml"))


def walk(sections: tuple[Section, ...], parent: str = "") -> Iterator[list[str]]:
    for section in sections:
        yield [section.number or "", section.title, section.kind, parent]
        yield from walk(section.children, section.number or section.title)


def tasks(plan: Plan) -> list[dict[str, Any]]:
    """The tasks in the cases' notation, without what is empty."""
    rows = [
        {
            "text": " ".join(task.text.split()),
            "section": task.section,
            "ordinal": task.ordinal,
            "periods": [period.value for period in task.periods],
            "deadlines": [f"{deadline.value or deadline.offset} {deadline.mod}" for deadline in task.deadlines],
            "units": [f"{unit.name} ({unit.role})" for unit in task.units],
        }
        for task in plan.tasks
    ]
    return [{name: value for name, value in row.items() if value} for row in rows]


@pytest.fixture(params=CASES, ids=lambda path: path.stem)
def case(request: pytest.FixtureRequest) -> tuple[Plan, dict[str, Any]]:
    written = tomllib.loads(request.param.read_text("utf-8"))
    return extract_text(written["text"]), written["expect"]


def test_header(case: tuple[Plan, dict[str, Any]]) -> None:
    plan, expect = case
    header = plan.header
    assert header.doc_type == expect.get("doc_type", "Kế hoạch")
    assert header.number == expect.get("number")
    assert (header.issued_on.isoformat() if header.issued_on else None) == expect.get("issued_on")
    assert header.place == expect.get("place")
    assert list(header.issuer) == expect.get("issuer", [])
    assert header.title == expect.get("title")
    assert header.period == expect.get("period")


def test_sections(case: tuple[Plan, dict[str, Any]]) -> None:
    plan, expect = case
    assert list(walk(plan.sections)) == expect["sections"]


def test_tasks(case: tuple[Plan, dict[str, Any]]) -> None:
    plan, expect = case
    assert tasks(plan) == expect["tasks"]


def test_recipients_and_signers(case: tuple[Plan, dict[str, Any]]) -> None:
    plan, expect = case
    assert [recipient.text for recipient in plan.recipients] == expect["recipients"]
    signed = [f"{signer.name} | {signer.position or ''} | {signer.authority or ''}" for signer in plan.signers]
    assert signed == expect["signers"]
