"""Web pages: blocks, tables, what is left out; places by XPath; limits of the parser."""

from __future__ import annotations

import html as escaping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from readers_support import blocks, cases, paragraphs, show, words

from tdkt_extract.errors import ReadError
from tdkt_extract.readers import html
from tdkt_extract.readers.base import Job
from tdkt_extract.text import HtmlLocator, Table

_LINE = st.lists(st.text("aăâbcdđeêghiknoôơptuưvxyẤỀỘĐ0123<>&\"';", min_size=1, max_size=8), min_size=1).map(" ".join)


@pytest.mark.parametrize("case", cases("html"), ids=lambda case: case["name"])
def test_page(case: Any) -> None:
    assert show(blocks(html.READER, case["source"])) == case["expected"].strip()


@pytest.mark.parametrize("case", cases("html"), ids=lambda case: case["name"])
def test_each_place_is_the_element_its_text_stands_in(case: Any) -> None:
    tree = lxml_html.document_fromstring(case["source"])
    for block in blocks(html.READER, case["source"]):
        for paragraph in paragraphs(block):
            ((offset, place),) = paragraph.locators
            assert offset == 0
            assert isinstance(place, HtmlLocator)
            elements: Any = tree.xpath(place.path)
            assert len(elements) == 1
            text = " ".join(elements[0].text_content().split())
            assert " ".join(paragraph.text.split("\n")[0].split()) in text


@given(st.lists(_LINE, min_size=1, max_size=20))
def test_no_word_is_lost(lines: list[str]) -> None:
    page = "".join(f"<p>{escaping.escape(line)}</p>" for line in lines)
    assert words(blocks(html.READER, f"<html><body>{page}</body></html>")) == " ".join(lines).split()


@given(st.text("<>/=\"' abptdivrl!-[]&;\n", max_size=300))
def test_any_markup_is_read_or_refused(text: str) -> None:
    try:
        found = html.READER.read(f"<html>{text}".encode(), Job("test.html"))
    except ReadError:
        return
    assert words(found.blocks)


@pytest.mark.parametrize("tag", ["div", "font", "ul", "table", "b"])
@pytest.mark.parametrize("closed", [True, False])
def test_what_lies_too_deep_for_the_parser_is_kept(tag: str, closed: bool) -> None:
    page = f"<html><body>{f'<{tag}>' * 3000}<p>Một</p><p>Hai</p>{f'</{tag}>' * 3000 if closed else ''}<p>Ba</p></body>"
    assert words(blocks(html.READER, page)) == ["Một", "Hai", "Ba"]


def test_text_beyond_the_parsers_limit_is_refused() -> None:
    page = b"<html><body><p>" + b"x " * 6_000_000 + b"</p></body></html>"
    with pytest.raises(ReadError, match="HTML"):
        html.READER.read(page, Job("test.html"))


def test_external_entities_are_not_read(tmp_path: Any) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>a &x; b</p></body></html>'
    assert "mật" not in words(blocks(html.READER, page))


def test_a_wide_merged_cell_is_bounded() -> None:
    page = '<table><tr><td colspan="1000000000" rowspan="1000000000">a</td><td>b</td></tr><tr><td>c</td></tr></table>'
    assert words(blocks(html.READER, page)) == ["a", "b", "c"]


def test_a_long_merged_cell_is_bounded() -> None:
    (table,) = blocks(html.READER, f"<table>{'<tr><td rowspan=65000>a<td>b' * 1000}</table>")
    assert isinstance(table, Table)
    assert max(cell.rowspan for row in table.rows for cell in row.cells) == 500


def test_a_declared_charset_is_believed_only_when_it_fits() -> None:
    text = "Kế hoạch trồng cây năm 2026 của xã An Bình"
    for declared in ("utf-8", "windows-1252", "iso-8859-1", "no-such-charset", "utf-7"):
        page = f'<html><head><meta charset="{declared}"></head><body><p>{text}</p></body></html>'
        assert words(blocks(html.READER, page)) == text.split()
