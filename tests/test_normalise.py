"""Normalisation never loses the way back, and folding never moves an offset."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tdkt_extract.normalise import MARGIN, align, fold, normalise
from tdkt_extract.text import Cell, Paragraph, Reading, Row, Table, TxtLocator, locate, source_text

VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậeèêềếểễệiìoòôồốơờuùưừyỳđĐÀẾỘ"
words = st.text(alphabet=VIETNAMESE + "bcdghklmnpqrstvx34-/.,;:“”–( ) \t\n\u00a0\u200b\u00ad", max_size=60)
anything = st.text(max_size=60)


def paragraph(text: str, line: int = 1, label: str = "") -> Paragraph:
    return Paragraph(text, ((0, TxtLocator(line=line)),), label)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  Kế hoạch  ", "Kế hoạch"),
        ("Kế\u00a0hoạch \t năm", "Kế hoạch năm"),
        (unicodedata.normalize("NFD", "số 34"), "số 34"),
        ("Ban Thi\nđua", "Ban Thi đua"),
        ("Chỉ thị số 34-\nCT/TW", "Chỉ thị số 34-CT/TW"),
        ("Nghị quyết số 31/2011/NQ-\nHĐND17", "Nghị quyết số 31/2011/NQ-HĐND17"),
        ("giai đoạn 2021 -\n2025", "giai đoạn 2021 - 2025"),
        ("Thi đua -\nKhen thưởng", "Thi đua - Khen thưởng"),
        ("thi\u00adđua\u200b khen", "thiđua khen"),
        ("", ""),
        (" \n\t", ""),
    ],
)
def test_normalises(raw: str, text: str) -> None:
    assert normalise(raw)[0] == text


@given(words | anything)
def test_edits_lead_back_to_the_raw_text(raw: str) -> None:
    text, edits = normalise(raw)
    assert source_text(text, edits, 0, len(text)) == raw.strip(MARGIN)


@given(words | anything)
def test_edits_ascend_and_hold_only_changes(raw: str) -> None:
    text, edits = normalise(raw)
    at = 0
    for start, end, was in edits:
        assert at <= start <= end <= len(text)
        assert text[start:end] != was
        at = end


@given(words)
def test_the_pieces_between_edits_make_the_whole(raw: str) -> None:
    text, edits = normalise(raw)
    inside = {cut for start, end, _ in edits for cut in range(start, end + 1)}
    for cut in set(range(1, len(text))) - inside:
        assert source_text(text, edits, 0, cut) + source_text(text, edits, cut, len(text)) == raw.strip(MARGIN)


@given(st.lists(st.tuples(words | anything, st.none() | anything), max_size=6))
def test_readings_lead_back_to_the_source(pieces: list[tuple[str, str | None]]) -> None:
    """Each piece is read from itself (None) or from other characters, and what is read is normalised on top of that."""
    text = source = ""
    readings = []
    for read, raw in pieces:
        if raw is not None and read:
            readings.append(Reading(len(text), len(text) + len(read), raw))
        text += read
        source += read if raw is None or not read else raw
    aligned = align([Paragraph(text, ((0, TxtLocator(line=1)),), readings=tuple(readings))])
    assert aligned.text == normalise(text)[0]
    found = source_text(aligned.text, aligned.edits, 0, len(aligned.text))
    if text.strip(MARGIN) == text:
        assert found == source
    assert found in source
    at = 0
    for start, end, _ in aligned.edits:
        assert at <= start <= end <= len(aligned.text)
        at = end


def test_a_doubt_stands_on_the_words_that_were_doubted() -> None:
    text = "  Số  12/KH-UBND ngày"
    doubts = (Reading(2, 4, "Số", 0.5), Reading(6, 16, "l2/KH-UBND", 0.4), Reading(17, 22, "ngày", 0.9))
    aligned = align([Paragraph(text, ((0, TxtLocator(line=1)),), readings=doubts)])
    assert aligned.text == "Số 12/KH-UBND ngày"
    assert [(aligned.text[start:end], sure) for start, end, sure in aligned.doubts] == [
        ("Số", 0.5),
        ("12/KH-UBND", 0.4),
        ("ngày", 0.9),
    ]
    assert source_text(aligned.text, aligned.edits, 3, 13) == "l2/KH-UBND"


@given(words)
def test_composed_and_decomposed_text_normalise_alike(raw: str) -> None:
    assert normalise(unicodedata.normalize("NFD", raw))[0] == normalise(unicodedata.normalize("NFC", raw))[0]


@given(words | anything)
def test_folding_keeps_the_length(raw: str) -> None:
    assert len(fold(raw)) == len(raw)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà bình", "hòa bình"),
        ("THUỶ LỢI", "thủy lợi"),
        ("khoẻ", "khỏe"),
        ("“Thi đua” – khen", '"thi đua" - khen'),
        ("Ð/c", "đ/c"),
    ],
)
def test_folding_makes_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("word", ["quý", "quả", "hoàn", "khuyến", "toán"])
def test_folding_leaves_other_syllables_alone(word: str) -> None:
    assert fold(word) == word


@given(st.lists(words, min_size=1, max_size=6), st.booleans())
def test_every_line_knows_its_place(raws: list[str], decomposed: bool) -> None:
    form = "NFD" if decomposed else "NFC"
    blocks = [paragraph(unicodedata.normalize(form, raw), number) for number, raw in enumerate(raws, 1)]
    aligned = align(blocks)
    kept = [number for number, raw in enumerate(raws, 1) if normalise(raw)[0]]
    assert len(aligned.lines) == len(kept)
    for line, number in zip(aligned.lines, kept, strict=True):
        assert locate(aligned.places, line.start, line.end) == [TxtLocator(line=number)]
        raw = unicodedata.normalize(form, raws[number - 1])
        assert source_text(aligned.text, aligned.edits, line.start, line.end) == raw.strip(MARGIN)


def test_a_paragraph_of_many_lines_is_located_line_by_line() -> None:
    raw = "Giao Sở  Nội vụ\nchủ trì, phối hợp\nvới các đơn vị"
    places = tuple((raw.index(part), TxtLocator(line=n)) for n, part in ((7, "Giao"), (8, "chủ"), (9, "với")))
    aligned = align([Paragraph(raw, places)])
    for word, line in (("Giao", 7), ("Nội vụ", 7), ("chủ trì", 8), ("hợp", 8), ("với", 9), ("đơn vị", 9)):
        start = aligned.text.index(word)
        assert locate(aligned.places, start, start + len(word)) == [TxtLocator(line=line)]


def test_cells_rows_and_labels() -> None:
    row = Row((Cell((paragraph("01"),), 0), Cell((paragraph("- Sở A"), paragraph("- Sở B")), 1)))
    aligned = align([paragraph("Mục đích", label="1."), Table((row, row), 2), paragraph("Hết")])
    assert aligned.text == "1. Mục đích\n01\t- Sở A - Sở B\n01\t- Sở A - Sở B\nHết"
    assert source_text(aligned.text, aligned.edits, 0, 11) == "Mục đích"
    assert [(line.table, line.row, line.column) for line in aligned.lines[1:4]] == [(0, 0, 0), (0, 0, 1), (0, 0, 1)]
