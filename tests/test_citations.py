"""The citations extractor: cases in cases/citations/*.toml, and what holds for any text."""

from __future__ import annotations

import sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdkt_extract.extractors.citations import extract
from tdkt_extract.schema import Citation, Enclosing, Header
from tdkt_extract.tokens import TokenizedText

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILES = sorted((Path(__file__).parent / "cases" / "citations").glob("*.toml"))
CASES = [
    pytest.param(case, id=f"{file.stem}: {case['name']}")
    for file in FILES
    for case in tomllib.loads(file.read_text("utf-8"))["case"]
]


def find(text: str, header: Header | None = None, **ranges: Any) -> tuple[Citation, ...]:
    return extract(TokenizedText(text), header=header or Header(), **{"opening": (0, 0), **ranges})


def lines_of(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


def shown(citation: Citation, keys: set[str]) -> dict[str, Any]:
    """The fields that a case names, an empty one as ""."""
    values: dict[str, Any] = {key: getattr(citation, key) or "" for key in keys - {"mentions", "short"}}
    if isinstance(values.get("issued_on"), date):
        values["issued_on"] = values["issued_on"].isoformat()
    if "mentions" in keys:
        values["mentions"] = [mention.text for mention in citation.mentions]
    if "short" in keys:
        values["short"] = [mention.short for mention in citation.mentions]
    return values


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    lines = lines_of(text)
    title = lines[case["title_line"]] if "title_line" in case else None
    begin = title[0] if title else 0
    end = lines[case["opening"] - 1][1] if "opening" in case else begin
    header = Header(
        number=case.get("number"),
        issued_on=case.get("issued_on"),
        enclosing=Enclosing(number=case["enclosing"]) if "enclosing" in case else None,
    )
    found = find(text, header, opening=(begin, end), title=title)
    expected = case["citations"]
    assert [shown(one, set(wanted)) for one, wanted in zip(found, expected, strict=False)] == expected
    assert len(found) == len(expected)


PIECES = st.sampled_from(
    [
        "Căn cứ ", "Thực hiện ", "thay thế ", "Quyết định số 12/QĐ-UBND ", "Chỉ thị 34 ", "34-CT/TW ", "số: /KH-UBND ",
        "Luật Thi đua, khen thưởng ", "Luật sửa đổi, bổ sung một số điều của Luật Đê điều và Luật X ", "Luật ", "LUẬT ",
        "Nghị định số 5 ", "ngày 05/4/2019 ", "ngày 31/2/2019 ", "năm 2013 ", "của UBND tỉnh Mới ", "của Bộ ", "của ",
        "về việc ", "về “", "”", '"', "(", ")", "; ", ", ", ". ", "và ", "\n", "\t", "ban hành Kế hoạch ", "TĐKT ",
        "số ", "Đề án “", "Nghị quyết Đại hội lần thứ X ", "tại Tờ trình số 1/TTr-SNV ",
        "Ban Chỉ đạo về ", "2/QĐ-UBND", "…", "Luật Đê điều số 1/2024/QH15, ", "các Quyết định của Bộ Nội vụ: ",
        "(nay là Sở Y) ", "Quyết định số    /QĐ-TTg ", "được sửa đổi, bổ sung tại ", "Bộ Nông nghiệp và PTNT ",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=40).map("".join)


@given(TEXTS)
@settings(deadline=None)
def test_a_mention_is_its_text_within_one_paragraph(text: str) -> None:
    for one in find(text, opening=(0, len(text) // 2)):
        assert one.mentions
        for mention in one.mentions:
            assert mention.text == text[mention.span.start : mention.span.end]
            assert mention.text == mention.text.strip()
            assert not set(mention.text) & {"\n", "\t"}


@given(TEXTS)
@settings(deadline=None)
def test_citations_come_in_order_with_ids_of_their_own_and_mentions_do_not_overlap(text: str) -> None:
    found = find(text)
    firsts = [one.mentions[0].span.start for one in found]
    assert firsts == sorted(firsts)
    assert len({one.id for one in found}) == len(found)
    spans = sorted((mention.span.start, mention.span.end) for one in found for mention in one.mentions)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_a_paragraph_without_citations_changes_no_id(text: str, other: str) -> None:
    other = other.replace("\n", " ").replace("\t", " ")
    if find(f"{other}\n"):
        return
    assert [one.id for one in find(f"{other}\n{text}")] == [one.id for one in find(f"\n{text}")]


@pytest.mark.parametrize(
    "piece", ["Luật sửa đổi, bổ sung một số điều của ", "Luật sửa đổi một số điều của Luật Đê điều, ", "“"]
)
def test_what_is_nested_without_end_is_read(piece: str) -> None:
    text = piece * 2000 + "Chỉ thị số 34-CT/TW"
    assert find(text)[-1].number == "34-CT/TW"


def test_ids_are_what_they_were() -> None:
    found = find("Chỉ thị số 34-CT/TW ngày 07/4/2014; Luật Đê điều; Kế hoạch số 9/KH-UBND của UBND tỉnh Nam")
    assert [one.id for one in found] == ["c-e3d13cc36a", "c-189ad1629e", "c-e810e6d71d"]


def test_equal_identities_are_told_apart() -> None:
    first, second = find("Luật Đất đai năm 2013, Luật Đất đai năm 2024")
    assert second.id == f"{first.id}-2"
