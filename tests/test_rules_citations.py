"""Every rule of rules/citations.toml finds what its examples mark and nothing in its counter-examples; the lists
beside it are whole."""

from __future__ import annotations

import re
from collections import Counter
from typing import get_args

import pytest

from tdkt_extract.extractors.citations import extract
from tdkt_extract.extractors.citations.rules import CitationRule, CitationRules, Role, grammar, words_of
from tdkt_extract.normalise import fold
from tdkt_extract.rules import load_csv, load_toml
from tdkt_extract.schema import Header
from tdkt_extract.tokens import TokenizedText

RULES = load_toml("citations", CitationRules).rule
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in RULES
    for number, example in enumerate(rule.examples)
]
COUNTER_EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in RULES
    for number, example in enumerate(rule.counter_examples)
]
LAWS = load_csv("citation_laws")


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_finds_what_the_example_marks(rule: CitationRule, example: str) -> None:
    before, found, after = re.split("[«»]", example)
    match = re.search(rule.source, before + found + after)
    assert match is not None
    assert match.span() == (len(before), len(before) + len(found))


@pytest.mark.parametrize(("rule", "example"), COUNTER_EXAMPLES)
def test_finds_nothing_in_a_counter_example(rule: CitationRule, example: str) -> None:
    assert re.search(rule.source, example) is None


@pytest.mark.parametrize(("rule", "example"), [*EXAMPLES, *COUNTER_EXAMPLES])
def test_examples_are_as_rules_see_text(rule: CitationRule, example: str) -> None:
    plain = re.sub("[«»]", "", example)
    assert fold(plain) == plain


def test_every_role_has_a_rule_and_every_rule_its_own_id() -> None:
    assert {rule.role for rule in RULES} == set(get_args(Role))
    assert max(Counter(rule.id for rule in RULES).values()) == 1


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_a_pattern_or_words(rule: CitationRule) -> None:
    assert bool(rule.pattern) != bool(rule.words)
    assert len(set(rule.words)) == len(rule.words)
    assert (rule.value is not None) == (rule.role == "relation")


@pytest.mark.parametrize("row", LAWS, ids=lambda row: f"{row['kind']} {row['name']}")
def test_a_known_law_is_found_with_all_its_name(row: dict[str, str]) -> None:
    text = f"Theo quy định của {row['kind']} {row['name']}, Luật Mẫu và các văn bản hướng dẫn."
    found = extract(TokenizedText(text), header=Header(), opening=(0, 0))
    assert [(one.doc_type, one.title) for one in found] == [(row["kind"], row["name"]), ("Luật", "Mẫu")]


def test_no_law_stands_twice() -> None:
    keys = Counter((row["kind"], words_of(fold(row["name"]))) for row in LAWS)
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("row", load_csv("doc_types"), ids=lambda row: row["name"])
def test_a_type_is_read_from_the_words_before_a_number(row: dict[str, str]) -> None:
    text = f"Theo {row['name']} số 7/XY-UBND ngày 05/4/2019."
    found = extract(TokenizedText(text), header=Header(), opening=(0, 0))
    assert [(one.doc_type, one.mentions[0].text) for one in found] == [
        (row["name"], f"{row['name']} số 7/XY-UBND ngày 05/4/2019")
    ]


@pytest.mark.parametrize(
    "row", [row for row in load_csv("doc_types") if row["abbreviation"]], ids=lambda row: row["abbreviation"]
)
def test_a_type_is_read_from_its_abbreviation(row: dict[str, str]) -> None:
    party = row["family"] == "party"
    text = f"Theo 7-{row['abbreviation']}/TU." if party else f"Theo 7/{row['abbreviation']}-UBND."
    found = extract(TokenizedText(text), header=Header(), opening=(0, 0))
    assert found[0].doc_type == row["name"]


def test_completions_name_known_types_and_issuers() -> None:
    known = {issuer.abbreviation for issuer in grammar().issuers} | {"ministry", ""}
    for row in grammar().completions:
        assert row["doc_type"] in grammar().type_names.values()
        assert row["issuer"] in known
        assert row["number"].format(n="5", year="2020", issuer="BNV")
