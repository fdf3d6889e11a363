"""Phrases found by ids are those that a pattern of whole words finds in the folded text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdkt_extract.extractors.citations.phrases import Phrases
from tdkt_extract.extractors.citations.rules import Grammar, alternation, grammar
from tdkt_extract.tokens import TokenizedText

SETS = {
    name: value
    for name, value in vars(grammar()).items()
    if name
    in ("types", "issuer_head", "issuer_free", "issuer_stop", "issuer_ends_small", "issuer_ends_matter", "issuer_pair")
}
PIECES = st.sampled_from(
    [
        "Ban hành", "ban", "hành", "Quyết định", "Thông báo kết luận", "kết luận", "về việc", "về Sở", "v/v", "số",
        "Thi đua, khen thưởng", "Ban Chỉ đạo", "quy định", "giao", "nhiệm vụ", "hoá", "Mới", "12", "HĐND",
    ]
)  # fmt: skip
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from([" ", " ", " ", "\n", "\t", ", ", "-", "/"])), max_size=12).map(
    lambda pairs: "".join(piece + mark for piece, mark in pairs)
)


def source(rules: Grammar, name: str) -> str:
    known = SETS[name]
    words = rf"(?<!\w)(?:{alternation(tuple(known.phrases))})(?!\w)" if known.phrases else ""
    return "|".join(filter(None, (words, known.pattern.pattern if known.pattern else "")))


@pytest.mark.parametrize("name", SETS)
@given(text=TEXTS)
@settings(deadline=None, max_examples=60)
def test_ids_find_what_a_pattern_finds(name: str, text: str) -> None:
    pattern = re.compile(source(grammar(), name))
    phrases = Phrases(TokenizedText(text), grammar().automaton)
    by_ids = {at: phrases.end_at(SETS[name], at) for at in phrases.starts}
    by_pattern = {at: match.end() if (match := pattern.match(phrases.folded, at)) else 0 for at in phrases.starts}
    assert by_ids == by_pattern


def test_nothing_begins_inside_a_word_or_behind_the_text() -> None:
    phrases = Phrases(TokenizedText("Quyết định"), grammar().automaton)
    assert phrases.end_at(grammar().types, 0) == len("Quyết định")
    assert [phrases.end_at(grammar().types, at) for at in (1, 6, 10, 99)] == [0, 0, 0, 0]
    assert phrases.end(grammar().types, 2) == 0


def test_phrases_within_a_range_do_not_overlap_and_end_in_it() -> None:
    text = "Thông báo kết luận và Kế hoạch"
    phrases = Phrases(TokenizedText(text), grammar().automaton)
    assert phrases.within(grammar().types) == [(0, 18), (22, 30)]
    assert phrases.within(grammar().types, 1, 29) == [(10, 18)]
