"""Every rule of structure matches its examples and none of its counter-examples."""

from __future__ import annotations

import pytest

from tdkt_extract.extractors._task_rules import TaskRules, says
from tdkt_extract.normalise import fold
from tdkt_extract.rules import load_toml
from tdkt_extract.structure.lexicon import attribute, column, heading_kind, heading_rules, label_rules
from tdkt_extract.structure.wording import words

HEADINGS = [rule for rule, _ in heading_rules()]
ATTRIBUTES = [rule for rule, _ in label_rules()[0]]
COLUMNS = [rule for rule, _ in label_rules()[1]]


@pytest.mark.parametrize(("rule", "title"), [(rule, title) for rule in HEADINGS for title in rule.examples])
def test_heading_examples(rule, title):  # type: ignore[no-untyped-def]
    assert heading_kind(fold(title), None) == rule.kind


@pytest.mark.parametrize(("rule", "title"), [(rule, title) for rule in HEADINGS for title in rule.counter_examples])
def test_heading_counter_examples(rule, title):  # type: ignore[no-untyped-def]
    pattern = next(pattern for other, pattern in heading_rules() if other is rule)
    assert not pattern.match(fold(title))


@pytest.mark.parametrize(("rule", "label"), [(rule, label) for rule in ATTRIBUTES for label in rule.examples])
def test_attribute_examples(rule, label):  # type: ignore[no-untyped-def]
    assert attribute(fold(label)) == rule.gives


@pytest.mark.parametrize(("rule", "label"), [(rule, label) for rule in ATTRIBUTES for label in rule.counter_examples])
def test_attribute_counter_examples(rule, label):  # type: ignore[no-untyped-def]
    assert attribute(fold(label)) != rule.gives


@pytest.mark.parametrize(("rule", "head"), [(rule, head) for rule in COLUMNS for head in rule.examples])
def test_column_examples(rule, head):  # type: ignore[no-untyped-def]
    assert column(head) == rule.gives


@pytest.mark.parametrize(("rule", "head"), [(rule, head) for rule in COLUMNS for head in rule.counter_examples])
def test_column_counter_examples(rule, head):  # type: ignore[no-untyped-def]
    assert column(head) != rule.gives


TASKS = load_toml("tasks", TaskRules).rule


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in TASKS for text in rule.examples])
def test_task_examples(rule, text):  # type: ignore[no-untyped-def]
    assert says(rule.id, fold(text))


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in TASKS for text in rule.counter_examples])
def test_task_counter_examples(rule, text):  # type: ignore[no-untyped-def]
    assert not says(rule.id, fold(text))


def test_a_scoped_rule_gives_way_to_the_heading_above() -> None:
    assert heading_kind(fold("Tổ chức thực hiện nhiệm vụ"), None) == "organization"
    assert heading_kind(fold("Tổ chức thực hiện nhiệm vụ"), "content") is None
    assert heading_kind(fold("Yêu cầu"), "purpose_requirements") == "requirements"


@pytest.mark.parametrize("closing", ["Trên đây là Kế hoạch năm 2020", "Trong quá trình thực hiện, nếu có vướng mắc"])
def test_closings(closing: str) -> None:
    assert words().closing.match(fold(closing))


@pytest.mark.parametrize("mark", ["KT. CHỦ TỊCH", "T/M BAN THƯỜNG VỤ", "TL. GIÁM ĐỐC", "KT.CHỦ TỊCH"])
def test_authority_marks(mark: str) -> None:
    assert words().authority.match(fold(mark))


@pytest.mark.parametrize("line", ["Kết quả", "Tổ trưởng", "Tmax"])
def test_no_authority_marks(line: str) -> None:
    assert not words().authority.match(fold(line))
