"""What the code says and what docs/schema.md says are the same."""

from __future__ import annotations

import re

from conftest import ROOT

from tdkt_extract import Citation, Header, Plan, Section, Task
from tdkt_extract.schema import Relation, SectionKind

TEXT = (ROOT / "docs" / "schema.md").read_text("utf-8")


def test_every_field_is_explained() -> None:
    for model in (Plan, Header, Section, Task, Citation):
        for field in model.model_fields:
            assert f"`{field}`" in TEXT, f"{model.__name__}.{field}"


def test_every_kind_and_relation_is_explained() -> None:
    for value in (*SectionKind.__args__, *Relation.__args__):
        assert f"`{value}`" in TEXT


def test_every_warning_is_explained() -> None:
    package = ROOT / "tdkt_extract"
    raised = re.compile(r'(?:Note\(|code=)\s*"([a-z0-9]+(?:-[a-z0-9]+)+)"')
    codes = {code for path in package.rglob("*.py") for code in raised.findall(path.read_text("utf-8"))}
    assert len(codes) >= 10
    for code in codes:
        assert f"`{code}`" in TEXT, code
