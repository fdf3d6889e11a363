"""Plain text and Markdown: tables, wrapped lines, page furniture; places by line."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readers_support import SHARED, blocks, cases, paragraphs, rows, show, words

import tdkt_extract
from tdkt_extract.readers import html, md, txt
from tdkt_extract.readers.base import Job
from tdkt_extract.text import Paragraph, TxtLocator

_WORD = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyẤỀỘĐ0123456789,", min_size=1, max_size=8)
# A number alone on its line may be a page number.
_LINE = st.lists(_WORD, min_size=1, max_size=30).map(" ".join).filter(lambda line: not line.isdigit())


@pytest.mark.parametrize("case", cases("txt"), ids=lambda case: case["name"])
def test_text(case: Any) -> None:
    assert show(blocks(txt.READER, case["source"]), hints=False) == case["expected"].strip()


@pytest.mark.parametrize("case", cases("md"), ids=lambda case: case["name"])
def test_markdown(case: Any) -> None:
    found = show(blocks(md.READER, case["source"].strip()))
    bold_cells = found.replace("| **", "| ") if "| **" in found else found
    assert bold_cells == case["expected"].strip()


def test_characters_of_symbol_fonts_are_no_escapes() -> None:
    assert words(blocks(md.READER, "**Việc** \ue041 \\* \uf0b7")) == ["Việc", "\ue041", "*", "\uf0b7"]


@pytest.mark.parametrize("case", cases("txt"), ids=lambda case: case["name"])
def test_every_line_end_reads_alike(case: Any) -> None:
    expected = show(blocks(txt.READER, case["source"]))
    for end in ("\r\n", "\r"):
        assert show(blocks(txt.READER, case["source"].replace("\n", end))) == expected


@pytest.mark.parametrize("case", cases("txt"), ids=lambda case: case["name"])
def test_each_place_is_the_line_its_text_stands_in(case: Any) -> None:
    lines = case["source"].split("\n")
    for block in blocks(txt.READER, case["source"]):
        for paragraph in paragraphs(block):
            pieces = paragraph.text.split("\n")
            assert len(pieces) == len(paragraph.locators)
            for piece, (offset, place) in zip(pieces, paragraph.locators, strict=True):
                assert isinstance(place, TxtLocator)
                assert paragraph.text[offset:].startswith(piece)
                assert piece in lines[place.line - 1]


def test_centred_lines_of_wrapped_text() -> None:
    found = blocks(txt.READER, next(case["source"] for case in cases("txt") if "first lines set in" in case["name"]))
    assert not any(isinstance(block, Paragraph) and block.centred for block in found)
    body = "Các thôn trồng cây trên mọi tuyến đường của xã theo đúng tiến độ đã\nđề ra và báo cáo kết quả.\n" * 5
    found = blocks(txt.READER, f"{' ' * 29}KẾ HOẠCH\n{' ' * 24}Trồng cây năm 2026\n\n{body}")
    assert [block.centred for block in found if isinstance(block, Paragraph)][:3] == [True, True, False]


@given(st.lists(_LINE, min_size=1, max_size=40), st.sampled_from(["\n", "\n\n", "\n \n"]))
def test_no_word_is_lost(lines: list[str], end: str) -> None:
    assert words(blocks(txt.READER, end.join(lines))) == " ".join(lines).split()


@given(st.lists(st.lists(_LINE, min_size=2, max_size=5), min_size=1, max_size=6), st.integers(1, 3))
def test_no_word_of_anything_that_looks_like_a_table_is_lost(table: list[list[str]], gap: int) -> None:
    text = ("\n" * (gap + 1)).join("\n".join(f"\t{cell}" for cell in row) for row in table)
    assert words(blocks(txt.READER, text)) == text.split()


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    if text.strip() and not text.startswith("\ufeff"):
        data = text.encode("utf-8", "replace")
        assert txt.READER.recognise(data) == 0 or blocks(txt.READER, data)


@pytest.mark.parametrize("mark", ["", "\f"])
def test_a_text_is_read_as_the_bytes_of_it(mark: str) -> None:
    lines = ("KẾ HOẠCH", "Thi đua năm 2026", "I. MỤC ĐÍCH", "1. Tổ chức hội nghị tổng kết.")
    for text in (mark + "\n".join(lines), f"{mark}\n".join(lines), mark.join("\n".join(lines))):
        assert txt.read_text(text, "x") == txt.READER.read(text.encode(), Job("x"))


def test_a_line_that_is_a_tab_after_a_row_of_a_table() -> None:
    head = "1\tTT\tNội dung\tĐơn vị thực hiện\tThời gian"
    text = f"{head}\n\t\n{head}\n"
    assert words(blocks(txt.READER, text)) == text.split()


def test_half_a_surrogate_pair_is_replaced() -> None:
    assert tdkt_extract.extract_text("KẾ HOẠCH\nThi đua\ud800").text == "KẾ HOẠCH\nThi đua?"


def _twins() -> list[Any]:
    folder = SHARED / "corpus" / "dev"
    if not folder.is_dir():
        return [pytest.param(None, marks=pytest.mark.skip(reason="the shared corpus is absent"))]
    return sorted(folder.glob("*.html"))


@pytest.mark.parametrize("page", _twins(), ids=lambda page: page.stem if page else "shared")
def test_flattened_tables_are_those_of_the_page(page: Any) -> None:
    text = blocks(txt.READER, page.with_suffix(".txt").read_bytes())
    whole = blocks(html.READER, page.read_bytes())
    assert rows(text) == rows(whole)
    assert words(text) == words(whole)
