"""Every rule of rules/times.toml finds its examples and none of its counter-examples."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tdkt_extract.extractors.times import Times
from tdkt_extract.extractors.times.reader import Duration, Frequency, Group, Sighting
from tdkt_extract.extractors.times.rules import FrequencyRule, Rule, TimeRules, UnitRule, WordRule, expand, lexicon
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


# What a clerk's text is made of; a pattern's \d and \w would be tried with the digits and letters of all scripts.
ALPHABET = "".join(sorted({char for table, rule in _tables() for text in rule.examples for char in fold(text)}))
TIMED = [(table, rule) for table, rule in _tables() if table in READ]
AROUND = [(table, rule) for table, rule in _tables() if table in ("before", "clause", "often", "relative", "link")]


def _texts(rule: Rule) -> st.SearchStrategy[str]:
    pattern = re.compile(rf"\A(?:{expand(rule.pattern, FILE.parts)})(?!\w)")
    return st.from_regex(pattern, alphabet=ALPHABET).filter(lambda text: pattern.match(fold(text)) is not None)


def _name(case: tuple[str, Rule]) -> str:
    return f"{case[0]}-{getattr(case[1], 'id', None) or getattr(case[1], 'effect', '')}"


@pytest.mark.parametrize("case", TIMED, ids=_name)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_is_tried_where_what_it_finds_begins(case: tuple[str, Rule], data: st.DataObject) -> None:
    rule = case[1]
    times = Times(TokenizedText(data.draw(_texts(rule))))
    assert times.places.times(0, 1) == [0]
    tried = times.lex.readers.at(times.places.ids, 0)
    assert tried is not None
    assert rule in [choice.rule for choice in tried.choices]


def _firsts(table: str, rule: Rule) -> frozenset[int]:
    lex = lexicon()
    if isinstance(rule, WordRule) and table != "link":
        if rule.effect == "part":
            return lex.part.firsts
        return {"before": lex.before.firsts, "often": lex.often_firsts}.get(table) or lex.clause[rule.effect].firsts
    return lex.links.firsts if table == "link" else lex.relative_firsts


@pytest.mark.parametrize("case", AROUND, ids=_name)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_is_tried_at_its_first_word(case: tuple[str, Rule], data: st.DataObject) -> None:
    table, rule = case
    assert Times(TokenizedText(data.draw(_texts(rule)))).places.next_is(_firsts(table, rule), 0)


def test_ids_are_unique() -> None:
    ids = [*(rule.id for rule in FILE.unit), *(rule.id for rule in FILE.frequency)]
    assert len(ids) == len(set(ids))
