"""What recognition misreads in numbers, dates and fixed lines, and the way back to what was read."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tdkt_extract.normalise import align
from tdkt_extract.readers._ocr.confusions import issuers, meant, rules, types
from tdkt_extract.readers._ocr.numbers import Fix
from tdkt_extract.readers._ocr.repair import amend, changes, repair, repaired
from tdkt_extract.text import Block, Cell, Paragraph, PdfLocator, Reading, Row, Table, source_text

PARTS = (rules().numbers, rules().dates, rules().phrases)
READ = [pair for part in PARTS for pair in part.examples]
LEFT = [text for part in PARTS for text in part.counter_examples]


@pytest.mark.parametrize(("read", "meaning"), READ, ids=[read for read, _ in READ])
def test_what_is_misread_is_understood(read: str, meaning: str) -> None:
    assert repaired(read) == meaning
    assert repaired(meaning) == meaning


@pytest.mark.parametrize("text", LEFT)
def test_what_is_right_or_unclear_is_left(text: str) -> None:
    assert repaired(text) == text


@pytest.mark.parametrize(
    "text", ["theo Kế hoạch số 37b/KH-UBND", "Quý H/2021", "ngày 4S tháng 4 năm 2023", "ngày 1I tháng 2S năm 2023"]
)
def test_what_nobody_can_tell_is_not_sure(text: str) -> None:
    assert changes(text)
    assert all(fix.confidence < 0.7 and fix.new == text[fix.start : fix.end] for fix in changes(text))


@pytest.mark.parametrize("known", [types(), issuers()], ids=["types", "issuers"])
def test_what_is_known_is_itself(known: frozenset[str]) -> None:
    assert all(meant(word, known) == word for word in known)


def place(page: int) -> PdfLocator:
    return PdfLocator(page=page, bbox=(0, 0, 1, 1))


def test_only_recognised_pages_are_touched() -> None:
    text = "Số: 2l/KH-UBND"
    paragraphs = [Paragraph(text, ((0, place(1)),)), Paragraph(text, ((0, place(2)),))]
    table = Table((Row((Cell((paragraphs[1],), 0),)),), 1)
    first, second, third = repair([*paragraphs, table], {2})
    assert first is paragraphs[0]
    assert isinstance(second, Paragraph)
    assert second.text == "Số: 21/KH-UBND"
    assert isinstance(third, Table)
    assert third.rows[0].cells[0].paragraphs == (second,)


def test_a_paragraph_over_two_pages_is_touched_where_it_was_recognised() -> None:
    text = "Quyết định số 2l/QĐ-UBND và\nQuyết định số 3l/QĐ-UBND"
    paragraph = Paragraph(text, ((0, place(1)), (28, place(2))))
    (block,) = repair([paragraph], {2})
    assert isinstance(block, Paragraph)
    assert block.text == text.replace("3l", "31")


def test_what_was_read_stays_known() -> None:
    doubt = Reading(5, 15, "2l/KH-UBMD", 0.6)
    paragraph = Paragraph("Số: \n2l/KH-UBMD ngày l5/6/2O25", ((0, place(1)), (5, place(1))), readings=(doubt,))
    blocks: list[Block] = [*repair([paragraph], {1})]
    aligned = align(blocks)
    assert aligned.text == "Số: 21/KH-UBND ngày 15/6/2025"
    assert source_text(aligned.text, aligned.edits, 0, len(aligned.text)).replace("\n", "") == paragraph.text.replace(
        "\n", ""
    )
    assert aligned.doubts[0] == (4, 14, 0.6)
    assert all(confidence < 1 for _, _, confidence in aligned.doubts)


@st.composite
def amended(draw: st.DrawFn) -> tuple[Paragraph, list[Fix]]:
    text = draw(st.text("ab1 ", min_size=1, max_size=30))
    spots = st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 5)), max_size=5)

    def ranges() -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for start, length in sorted(draw(spots)):
            if not found or start >= found[-1][1]:
                found.append((start, min(len(text), start + length)))
        return found

    readings = tuple(Reading(start, end, text[start:end], 0.5) for start, end in ranges())
    fixes = [Fix(start, end, draw(st.text("xyz", min_size=1, max_size=4)), 0.8) for start, end in ranges()]
    at = draw(st.integers(0, len(text) - 1))
    locators = ((0, place(1)), (at, place(2))) if at else ((0, place(1)),)
    return Paragraph(text, locators, readings=readings), fixes


@given(amended())
def test_every_change_leads_back(case: tuple[Paragraph, list[Fix]]) -> None:
    paragraph, fixes = case
    changed = amend(paragraph, fixes)
    edits = [(reading.start, reading.end, reading.raw) for reading in changed.readings]
    assert source_text(changed.text, edits, 0, len(changed.text)) == paragraph.text
    ends = [0, *(end for _, end, _ in edits)]
    assert all(start >= end for (start, _, _), end in zip(edits, ends, strict=False))
    assert [offset for offset, _ in changed.locators] == sorted(offset for offset, _ in changed.locators)
    assert all(offset <= len(changed.text) for offset, _ in changed.locators)


@given(st.text("0123456789OolISB/-–: số ngày tháng nămKHUBNDQĐ", max_size=60))
def test_changes_never_overlap(text: str) -> None:
    found = changes(text)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(fix.new for fix in found)
