"""From a plan's characters back to those of the text it was extracted from, one by one."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from conftest import CORPUS
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("spacy", reason="spaCy is not installed: pip install tdkt_extract[spacy]")

from tdkt_extract import InternalError, Plan, ReadError, Span, extract_text
from tdkt_extract.normalise import MARGIN
from tdkt_extract.spacy.labels import labelled
from tdkt_extract.spacy.offsets import SourceOffsets
from tdkt_extract.text import TxtLocator

LINES = st.sampled_from(
    [
        "UBND TỈNH HÀ LÂM          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "SỞ NỘI VỤ\t\t\tĐộc lập - Tự do - Hạnh phúc",
        "Số: 12/KH-SNV             Hà Lâm, ngày 15 tháng 01 năm 2026",
        "KẾ HOẠCH",
        "Công tác thi đua năm 2026",
        "I. MỤC ĐÍCH Nâng cao chất lượng. II. NHIỆM VỤ CỤ THỂ 1. Phát động thi đua. 2. Tổng kết.",
        "1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính hướng dẫn các xã thực hiện Chỉ thị số 34-",
        "CT/TW trước ngày 15/11/2026, báo cáo Ủy ban nhân dân tỉnh kết quả, tổng hợp và",
        "theo dõi, đôn đốc các đơn vị;",
        "\tTT\tNội dung\tĐơn vị thực hiện\tThời gian",
        "\t1\tTổ chức hội nghị\tVăn phòng\tQuý I",
        "\tThời gian\n\t2\tSơ kết\tPhòng Tổ chức\tTháng 6",
        "TT\tNội dung\tChủ trì\n1\tTập huấn\tSở Nội vụ\n2\tKiểm tra\tThanh tra tỉnh",
        "- 3 -",
        "2",
        "Lượt xem: 1024",
        "Nơi nhận:                      TM. ỦY BAN NHÂN DÂN",
        "- Như trên;                            CHỦ TỊCH",
        "- Lưu: VT.                          Nguyễn Văn An",
        "\u00a0  e\u0302\u0301 \u200b\u0301x\u0323\u0302 \U0001d538 \u212b\u0344",
        "\ufeff",
    ]
)
NOISE = st.text(alphabet="  \t\u00a0\u200b\u00ad\u0301\u0323ạe1.-\U0001f600\f\r\x00\x85\u2028", max_size=4)
BREAKS = st.sampled_from(["\n", "\n", "\n", "\n\n", "\r\n", "\r", "\n\f", "\n\n\n"])


@st.composite
def sources(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.tuples(NOISE, LINES, NOISE, BREAKS), min_size=1, max_size=25))
    text = "".join(part for piece in parts for part in piece)
    return unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), text)


def printed(text: str) -> str:
    return "".join(char for char in text if char not in MARGIN)


def where_each_came_from(plan: Plan, source: str) -> list[tuple[int, int] | None]:
    """The range of each character of the plan alone, checked: of blanks None."""
    offsets = SourceOffsets(plan, source)
    edited = {at: raw for left, right, raw in plan.source_map.edits for at in range(left, right)}
    found: list[tuple[int, int] | None] = []
    for at, char in enumerate(plan.text):
        span = Span(start=at, end=at + 1)
        ranges = offsets.ranges(span)
        raw = printed(edited.get(at, char))
        assert "".join(printed(source[start:end]) for start, end in ranges) == raw
        assert len(ranges) == (raw != "")
        for start, _ in ranges:
            before = source[:start].replace("\r\n", "\n").replace("\r", "\n")
            assert plan.locate(span)[-1] == TxtLocator(line=before.count("\n") + 1)
        found.append(ranges[0] if ranges else None)
    return found


def check(source: str) -> None:
    try:
        plan = extract_text(source)
    except ReadError:
        return
    each = where_each_came_from(plan, source)
    clusters = dict.fromkeys(place for place in each if place)
    taken = [at for start, end in clusters for at in range(start, end)]
    assert len(taken) == len(set(taken)), "no character of the source is given twice"
    offsets = SourceOffsets(plan, source)
    of_plan = set(taken)
    for item in labelled(plan):
        own = {at for place in each[item.span.start : item.span.end] if place for at in range(*place)}
        ranges = offsets.ranges(item.span)
        covered = {at for start, end in ranges for at in range(start, end)}
        assert own <= covered
        assert not (covered - own) & of_plan, "no other text of the plan is inside"
        assert all(start in own and end - 1 in own for start, end in ranges), "nothing hangs over at the ends"


@settings(max_examples=150, deadline=None)
@given(sources())
def test_every_character_is_found_again(source: str) -> None:
    check(source)


@pytest.mark.parametrize("path", sorted(CORPUS.rglob("*.txt")), ids=lambda path: path.parent.name)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_character_of_the_corpus_is_found_again(path: Path, form: str) -> None:
    check(unicodedata.normalize(form, path.read_text("utf-8")))


def test_two_columns_give_a_range_for_each_line() -> None:
    source = (
        "ĐẢNG ỦY XÃ AN HÒA                 ĐẢNG CỘNG SẢN VIỆT NAM\n"
        "BAN TỔ CHỨC                  An Hòa, ngày 02 tháng 3 năm 2026\n\nKẾ HOẠCH\nCông tác đảng năm 2026\n"
    )
    plan = extract_text(source)
    ranges = SourceOffsets(plan, source).ranges(plan.header.spans["issuer"])
    assert [source[start:end] for start, end in ranges] == ["ĐẢNG ỦY XÃ AN HÒA", "BAN TỔ CHỨC"]


def test_a_page_number_inside_a_paragraph_stays_inside() -> None:
    source = (
        "KẾ HOẠCH\nCông tác năm 2026\nI. NHIỆM VỤ\n"
        "1. Sở Nội vụ chủ trì hướng dẫn các xã\n- 2 -\nthực hiện phong trào thi đua.\n"
    )
    plan = extract_text(source)
    (task,) = plan.tasks
    ((start, end),) = SourceOffsets(plan, source).ranges(task.span)
    assert "- 2 -" not in task.text
    assert source[start:end].startswith("Sở Nội vụ")
    assert source[start:end].endswith("xã\n- 2 -\nthực hiện phong trào thi đua.")


@pytest.mark.parametrize("other", ["KẾ HOẠCH\nCông tác năm 2025\n", "KẾ HOẠCH\n", ""])
def test_another_text_than_the_plans_is_told(other: str) -> None:
    plan = extract_text("KẾ HOẠCH\nCông tác năm 2026\n")
    with pytest.raises(InternalError):
        SourceOffsets(plan, other)
