"""Every rule of rules/times.toml finds its examples and none of its counter-examples."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tdkt_extract.extractors.times import Times
from tdkt_extract.extractors.times.reader import Duration, Frequency, Group, Sighting
from tdkt_extract.extractors.times.rules import FrequencyRule, Rule, TimeRules, UnitRule, expand
from tdkt_extract.normalise import fold
from tdkt_extract.rules import load_toml
from tdkt_extract.tokens import TokenizedText

FILE = load_toml("times", TimeRules)
# Read in the text; right before a time, so up to the example's end; right after something, so from its beginning.
READ = ("unit", "frequency", "duration")
ENDING = ("before", "often")
STARTING = ("link", "after", "heading", "number")


def _tables() -> Iterator[tuple[str, Rule]]:
    for table in TimeRules.model_fields:
        rules = getattr(FILE, table)
        if isinstance(rules, list):
            yield from ((table, rule) for rule in rules)


def _finds(table: str, rule: Rule, example: str) -> bool:
    folded = fold(example)
    if table in READ:
        reader = Times(TokenizedText(example)).reader
        return any(_is_of(rule, seen) for seen in reader.sightings(reader.openings(0, len(folded)), len(folded)))
    pattern = re.compile(expand(rule.pattern, FILE.parts) + (r" ?\Z" if table in ENDING else ""))
    if table in ENDING:
        words = [0, *(match.end() for match in re.finditer(r"[ (]", folded))]
        return any(pattern.match(folded, begin) for begin in words)
    if getattr(rule, "effect", "") in ("label", "lead"):
        return pattern.fullmatch(folded) is not None
    return (pattern.match if table in STARTING else pattern.search)(folded) is not None


def _is_of(rule: Rule, seen: Sighting) -> bool:
    if isinstance(rule, (UnitRule, FrequencyRule)):
        return isinstance(seen, (Group, Frequency)) and seen.rule == rule.id
    return isinstance(seen, Duration)


def _id(case: tuple[str, Rule, str]) -> str:
    table, rule, example = case
    return f"{table}-{getattr(rule, 'id', None) or getattr(rule, 'effect', '')}-{example}"


EXAMPLES = [(table, rule, example) for table, rule in _tables() for example in rule.examples]
COUNTER_EXAMPLES = [(table, rule, example) for table, rule in _tables() for example in rule.counter_examples]


@pytest.mark.parametrize("case", EXAMPLES, ids=_id)
def test_finds_its_example(case: tuple[str, Rule, str]) -> None:
    table, rule, example = case
    assert _finds(table, rule, example)


@pytest.mark.parametrize("case", COUNTER_EXAMPLES, ids=_id)
def test_leaves_its_counter_example(case: tuple[str, Rule, str]) -> None:
    table, rule, example = case
    assert not _finds(table, rule, example)


def test_ids_are_unique() -> None:
    ids = [*(rule.id for rule in FILE.unit), *(rule.id for rule in FILE.frequency)]
    assert len(ids) == len(set(ids))
