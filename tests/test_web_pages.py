"""Web pages: plans poured into the shapes of benchmarks/web, what pages carry or point to, letters encoded twice."""

from __future__ import annotations

import html as escaping
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readers_support import blocks, paragraphs, show, words

from benchmarks.web.score import GOAL_HEADLINE, GOAL_PRECISION, GOAL_RECALL, Row, Source, plans, rows
from benchmarks.web.shapes import ROUGH, SHAPES
from tdkt_extract import extract
from tdkt_extract.errors import ReadError
from tdkt_extract.readers import _mojibake, html
from tdkt_extract.readers.base import Job
from tdkt_extract.text import HtmlLocator

PLANS = ("huyen-2009-quy", "tinh-2016-bang-quy")
TEXT = "KẾ HOẠCH\nTrồng cây năm 2026\n" + "\n".join(
    f"{number}. Thôn số {number} trồng cây dọc đường trục, giao đoàn viên chăm sóc đến hết mùa khô."
    for number in range(1, 9)
)
PAGE = "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
MENU = "<div id=menu>" + "".join(f"<p><a href={at}>Mục {at}</a></p>" for at in range(6)) + "</div>"


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    found = plans(PLANS)
    assert len(found) == len(PLANS)
    return found


@pytest.mark.parametrize("nameless", [False, True], ids=["", "nameless"])
@pytest.mark.parametrize("shape", SHAPES)
def test_shape(shape: str, nameless: bool, sources: list[Source]) -> None:
    (row,) = rows(sources, [shape], nameless)
    assert row.recall >= GOAL_RECALL, _faults(row)
    if shape in ROUGH:
        return
    assert row.difference >= -GOAL_HEADLINE, _faults(row)
    if not nameless:
        assert row.precision >= GOAL_PRECISION, _faults(row)


def _faults(row: Row) -> list[tuple[str, list[str], list[str]]]:
    return [(one.plan, one.lost, one.extra) for one in row.ones]


@pytest.mark.parametrize(
    "carrier",
    [
        f'<iframe srcdoc="{escaping.escape(PAGE)}"></iframe>',
        f"<textarea>{escaping.escape(PAGE)}</textarea>",
        f"<textarea>{escaping.escape(escaping.escape(PAGE))}</textarea>",
        f'<div style="display: none">{PAGE}</div>',
        f"<template>{PAGE}</template>",
        f"<noscript>{PAGE}</noscript>",
        f'<script type="application/json">{json.dumps({"a": [1, {"noi_dung": PAGE}]})}</script>',
        f'<script type="application/ld+json">{json.dumps({"articleBody": TEXT})}</script>',
    ],
    ids=["frame", "text box", "escaped twice", "hidden", "template", "noscript", "json", "json text"],
)
def test_what_a_page_carries_is_read_when_it_shows_nothing(carrier: str) -> None:
    found = html.READER.read(f"<html><body>{MENU}{carrier}</body></html>".encode(), Job("a.html"))
    assert words(found.blocks) == TEXT.split()
    assert [note.code for note in found.notes] == ["hidden-text"]
    places = {paragraph.locators[0][1] for block in found.blocks for paragraph in paragraphs(block)}
    assert all(isinstance(place, HtmlLocator) and place.path.startswith("/html/body/") for place in places)


def test_what_a_page_shows_comes_before_what_it_carries() -> None:
    page = f"<html><body>{PAGE}<div hidden>{PAGE}</div><textarea>{'Ý kiến của bạn ' * 40}</textarea></body></html>"
    found = html.READER.read(page.encode(), Job("a.html"))
    assert words(found.blocks) == TEXT.split()
    assert not found.notes


@pytest.mark.parametrize("data", ["[" * 5000, '{"a": ', "[1, 2]", '"' + "a" * 400 + '"'])
def test_damaged_or_deep_data_is_passed_over(data: str) -> None:
    page = f'<html><body><p>Một</p><script type="application/json">{data}</script></body></html>'
    assert words(blocks(html.READER, page))[0] == "Một"


@pytest.mark.parametrize(
    ("page", "code", "name"),
    [
        (
            '<h1>Kế hoạch trồng cây</h1><a href="/tep/05-KH.signed.pdf?v=2">Tải về</a>',
            "attached-file",
            "05-KH.signed.pdf",
        ),
        (
            '<h1>Kế hoạch trồng cây</h1><a href="tai.aspx?id=5">Kế hoạch 05.docx</a>',
            "attached-file",
            "Kế hoạch 05.docx",
        ),
        ('<p>Xem</p><iframe src="/xem.html?file=%2Ftep%2F05%20KH.pdf"></iframe>', "attached-file", "05 KH.pdf"),
        ('<p>Xem</p><iframe src="noi-dung.htm"></iframe>', "framed-page", "noi-dung.htm"),
    ],
)
def test_what_a_page_points_to_is_named(page: str, code: str, name: str) -> None:
    (note,) = html.READER.read(f"<html><body>{page}</body></html>".encode(), Job("a.html")).notes
    assert note.code == code
    assert name in note.message


def test_a_document_with_attachments_has_no_note() -> None:
    page = f'<html><body>{PAGE}<a href="bieu-mau.docx">Biểu mẫu</a></body></html>'
    assert not html.READER.read(page.encode(), Job("a.html")).notes


def test_a_page_of_frames_is_refused_with_their_names() -> None:
    page = b'<html><frameset cols="20%,*"><frame src="trai.htm"><frame src="noi-dung.htm"></frameset></html>'
    with pytest.raises(ReadError) as refused:
        html.READER.read(page, Job("a.html"))
    assert refused.value.code == "frames"
    assert "noi-dung.htm" in str(refused.value)


def _double(text: str) -> str:
    return "".join(_as_windows(byte) for byte in text.encode("utf-8"))


def _as_windows(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_SYLLABLES = [
    "ăn", "ấy", "đã", "êm", "ôm", "ơi", "ướt", "á", "à", "ế", "ề", "ể", "ễ", "ệ", "ốc", "ồ", "ổ", "ộ", "ứ", "ừng",
    "ửng", "ực", "ĂN", "Ấ", "ĐÊM", "ÔNG", "ƯỚC", "a", "xanh", "–", "“", "”", "…",
]  # fmt: skip


@given(st.lists(st.sampled_from(_SYLLABLES), max_size=20).map(" ".join))
def test_letters_encoded_twice_are_put_right_and_lead_back(text: str) -> None:
    text = f"Kế hoạch trồng cây: {text} giữ đất, giữ nước, giữ rừng"
    mended, stood = _mojibake.undouble(_double(text))
    assert mended == text
    raw, at = "", 0
    for reading in _mojibake.readings(mended, stood):
        raw, at = f"{raw}{mended[at : reading.start]}{reading.raw}", reading.end
    assert raw + mended[at:] == _double(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch trồng cây năm 2026 của xã An Bình, giữ đất, giữ nước và giữ rừng cho đời sau",
        "École supérieure, août, Ãâ, «déjà vu», naïve, garçon, Â£ 5, Ã la carte",
        "Một trang chỉ có một chỗ sai: Káº¿, còn lại đều đúng",
    ],
)
def test_other_letters_are_left_alone(text: str) -> None:
    assert _mojibake.undouble(text) == (text, {})


def test_a_page_encoded_twice_gives_its_source_back() -> None:
    plan = extract(_double(f"<html><body>{PAGE}</body></html>").encode(), name="a.html")
    assert plan.text.split() == TEXT.split()
    assert "double-encoded" in {warning.code for warning in plan.warnings}
    at = plan.text.index("Trồng")
    assert plan.source_text(type(plan.tasks[0].span).of(at, at + 5)) == _double("Trồng")


def test_what_is_struck_out_as_deleted_is_no_text() -> None:
    assert words(blocks(html.READER, "<body><p>Trồng <del>bỏ</del>cây</p></body>")) == ["Trồng", "cây"]


def test_tables_typed_in_one_paragraph_keep_the_lines_around() -> None:
    gap = "&nbsp;" * 12
    page = (
        f"<body><p>UBND XÃ AN BÌNH{gap}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Số: 05/KH-UBND{gap}Độc lập - Tự do<br>"
        "KẾ HOẠCH<br>Trồng cây năm 2026</p><p>I. MỤC ĐÍCH</p></body>"
    )
    assert show(blocks(html.READER, page), hints=False).splitlines()[1:] == [
        "KẾ HOẠCH",
        "Trồng cây năm 2026",
        "I. MỤC ĐÍCH",
    ]
