"""The words that a pattern can begin with, read from the pattern."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tdkt_extract.errors import RuleError
from tdkt_extract.extractors.citations.rules import CitationRule, CitationRules
from tdkt_extract.rules import load_toml
from tdkt_extract.rules.first_words import first_words

WORDS = st.sampled_from(["căn cứ", "theo", "thi", "thi hành", "thay thế cho", "v/v", "về"])


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"theo", {"theo"}),
        (r"(?<!\w)(?:căn cứ|(?:theo|xét) đề nghị)(?!\w)", {"căn", "theo", "xét"}),
        (r"(?<!kèm )theo(?! dõi)", {"theo"}),
        (r"(?:đã )?được ban hành", {"đã", "được"}),
        (r"(?P<name>khoản) \d+|điều \d+", {"khoản", "điều"}),
        (r"(?:nêu|giao)(?!\w)[^,]{0,30} tại", {"nêu", "giao"}),
        (r"s[oô] hiệu", {"so", "sô"}),
        (r"v/v |về ", {"v", "về"}),
        (r"tha(?:nh|y) tra", {"thanh", "thay"}),
    ],
)
def test_first_words(pattern: str, words: set[str]) -> None:
    assert first_words(pattern) == words


@pytest.mark.parametrize(
    "pattern", [r"[^,]{3} theo", r"\d+ năm", r",? ?của ", r"(?:theo)?", r"nêu[^,]+ tại", r"\w+ theo"]
)
def test_a_pattern_that_does_not_say_its_first_word_is_refused(pattern: str) -> None:
    with pytest.raises(RuleError):
        first_words(pattern)


@given(st.lists(WORDS, min_size=1))
def test_what_an_alternation_matches_begins_with_one_of_its_first_words(words: list[str]) -> None:
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)"
    assert first_words(pattern) == {re.split(r"\W", word)[0] for word in words}


@pytest.mark.parametrize("rule", load_toml("citations", CitationRules).rule, ids=lambda rule: rule.id)
def test_examples_of_the_rules_of_citations_begin_so(rule: CitationRule) -> None:
    source = rule.source
    try:
        words = first_words(source)
    except RuleError:
        return
    for example in rule.examples:
        match = re.search(source, re.sub("[«»]", "", example))
        assert match is not None
        assert re.split(r"\W", match.group())[0] in words
