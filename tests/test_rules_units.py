"""Every row and rule about units does what its example says, and nothing in its counter-examples."""

from __future__ import annotations

import pytest

from tdkt_extract.extractors import units
from tdkt_extract.extractors.units.mentions import canonical
from tdkt_extract.extractors.units.words import CellRole, Roles, Trigger, WordClass
from tdkt_extract.normalise import fold
from tdkt_extract.rules import load_csv, load_toml
from tdkt_extract.tokens import TokenizedText

ROWS = load_csv("units")
ROLES = load_toml("unit_roles", Roles)


def found(text: str) -> list[units.UnitMention]:
    return units.Units(TokenizedText(text)).find(0, len(text))


def spelled(text: str) -> str:
    """Folded words without what joins them: “Thể thao và Du lịch” and “thể thao, du lịch” are one."""
    words = fold(text)
    for joint in (",", "-", "/", "."):
        words = words.replace(joint, " ")
    return f" {' '.join(word for word in words.split() if word != 'và')} "


def row_id(row: dict[str, str]) -> str:
    return f"{row['kind']}-{row['phrase']}"


@pytest.mark.parametrize("row", [row for row in ROWS if row["kind"] != "not"], ids=row_id)
def test_row_has_a_part_in_its_example(row: dict[str, str]) -> None:
    names = [spelled(mention.name) for mention in found(row["example"])]
    if row["kind"] == "honorific":
        assert names
        assert not any(spelled(row["phrase"]) in name for name in names)
    else:
        assert any(spelled(row["phrase"]) in name for name in names)


@pytest.mark.parametrize("row", [row for row in ROWS if row["kind"] == "not"], ids=row_id)
def test_row_names_nobody(row: dict[str, str]) -> None:
    assert spelled(row["phrase"]) in spelled(row["example"])
    assert found(row["example"]) == []


def test_rows_are_folded_and_unlike() -> None:
    keys = [(row["kind"], row["phrase"]) for row in ROWS]
    assert len(keys) == len(set(keys))
    assert all(phrase == fold(phrase).strip() for _, phrase in keys)


@pytest.mark.parametrize("kind", ["body", "title", "common", "people"])
def test_heads_say_where_they_stand_bare(kind: str) -> None:
    assert {row["bare"] for row in ROWS if row["kind"] == kind} <= {"alone", "capital", "list", "name"}


@pytest.mark.parametrize(
    ("rule", "example"),
    [pytest.param(rule, example, id=f"{rule.id}-{example[0]}") for rule in ROLES.trigger for example in rule.examples],
)
def test_trigger_example(rule: Trigger, example: tuple[str, str, str]) -> None:
    text, name, role = example
    assert (name, role) in [(mention.name, mention.role) for mention in found(text)]
    assert any(mention.rule == rule.id for mention in found(text))


@pytest.mark.parametrize(
    ("rule", "text"),
    [pytest.param(rule, text, id=f"{rule.id}-{text}") for rule in ROLES.trigger for text in rule.counter_examples],
)
def test_trigger_counter_example(rule: Trigger, text: str) -> None:
    assert not [mention for mention in found(text) if mention.rule == rule.id]


@pytest.mark.parametrize(
    ("words", "phrase"),
    [pytest.param(words, phrase, id=f"{words.class_}-{phrase}") for words in ROLES.words for phrase in words.phrases()],
)
def test_word(words: WordClass, phrase: str) -> None:
    for pattern, name in words.examples:
        text = pattern.format(phrase)
        reader = units.Units(TokenizedText(text))
        read = reader.heading if words.class_.startswith("heading-") else reader.find
        names = [mention.name for mention in read(0, len(text))]
        assert name in names


@pytest.mark.parametrize(
    ("rule", "example"),
    [pytest.param(rule, example, id=f"{rule.role}-{example[0]}") for rule in ROLES.cell for example in rule.examples],
)
def test_cell_role(rule: CellRole, example: tuple[str, str, str]) -> None:
    text, name, role = example
    listed = units.Units(TokenizedText(text)).listing(0, len(text), None)
    assert (name, role) in [(mention.name, mention.role) for mention in listed]
    assert role == rule.role


@pytest.mark.parametrize("row", load_csv("unit_abbreviations"), ids=lambda row: row["abbreviation"])
def test_abbreviation(row: dict[str, str]) -> None:
    words = canonical(fold(row["example"])).split()
    assert row["abbreviation"] not in words
    assert f" {row['expansion']} " in f" {' '.join(words)} "
