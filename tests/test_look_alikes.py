"""Characters that stand for others that look like them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tdkt_extract import core, extract_text
from tdkt_extract.core._tables import ODD_LETTERS
from tdkt_extract.legacy import LETTERS
from tdkt_extract.look_alikes import LookAlikeRules
from tdkt_extract.normalise import MARGIN, normalise
from tdkt_extract.rules import load_toml
from tdkt_extract.text import Span, source_text

RULES = load_toml("look_alikes", LookAlikeRules)
ODD_TEXTS = st.text(
    alphabet="KkHhếệoạ Ð𝐊ＫКНсаоΑαðʹ´ˆ˜\u0301\u0302\u0323\u0309\u031b\u200b\u00ad\u00a0\u034f/-１7", max_size=40
)


@pytest.mark.parametrize("example", RULES.example, ids=lambda example: example.text)
def test_examples(example: object) -> None:
    text, edits = normalise(example.raw)  # type: ignore[attr-defined]
    assert text == example.text  # type: ignore[attr-defined]
    assert source_text(text, edits, 0, len(text)) == example.raw  # type: ignore[attr-defined]


@pytest.mark.parametrize("example", RULES.counter_example, ids=lambda example: example.raw)
def test_counter_examples(example: object) -> None:
    assert normalise(example.raw)[0] == example.raw  # type: ignore[attr-defined]


def test_whatever_is_mended_is_looked_for() -> None:
    """The core's quick look must not pass over what the rules know."""
    known = {char for script in RULES.script for char in script.chars} | set(RULES.marks)
    assert known <= set(ODD_LETTERS)
    assert not any(map(core.is_plain, known))


@pytest.mark.parametrize("script", RULES.script, ids=lambda script: script.name)
def test_look_alikes_are_of_their_script(script: object) -> None:
    for char, letter in zip(script.chars, script.latin, strict=True):  # type: ignore[attr-defined]
        assert unicodedata.name(char).startswith(script.name.upper())  # type: ignore[attr-defined]
        assert letter.isascii()


@pytest.mark.parametrize("letter", sorted(LETTERS))
def test_marks_in_any_order_once_or_twice_make_the_letter(letter: str) -> None:
    base, *marks = unicodedata.normalize("NFD", letter)
    for order in (marks, marks[::-1], marks + marks):
        for between in ("", "\u200b", "\u00ad", "\u00a0", "\u034f"):
            raw = base + "".join(between + mark for mark in order)
            text, edits = normalise(f"x{raw}y")
            assert text == f"x{letter}y"
            assert source_text(text, edits, 0, len(text)) == f"x{raw}y"


@given(ODD_TEXTS | st.text(max_size=40))
def test_the_way_back(raw: str) -> None:
    text, edits = normalise(raw)
    assert source_text(text, edits, 0, len(text)) == raw.strip(MARGIN)
    at = 0
    for start, end, was in edits:
        assert at <= start <= end <= len(text)
        assert text[start:end] != was
        at = end


def test_a_number_with_look_alikes_is_a_number() -> None:
    plan = extract_text("KẾ HOẠCH\nThi đua\nThực hiện Chỉ thị số 34-СТ/TW ngày 07/4/2014 của Bộ Chính trị;")
    (citation,) = plan.citations
    assert citation.number == "34-CT/TW"
    mention = citation.mentions[0].span
    assert "34-СТ/TW" in plan.source_text(Span(start=mention.start, end=mention.end))
