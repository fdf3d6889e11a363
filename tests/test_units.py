"""Who acts: cases of sentences, headings and cells; names of one unit; what holds for any text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tdkt_extract.extractors import units
from tdkt_extract.extractors.units.phrases import split
from tdkt_extract.extractors.units.words import Roles
from tdkt_extract.rules import load_csv, load_toml
from tdkt_extract.tokens import TokenizedText

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILES = sorted((Path(__file__).parent / "cases" / "units").glob("*.toml"))
CASES = [(file.stem, case) for file in FILES for case in tomllib.loads(file.read_text("utf-8"))["case"]]


def reader(text: str) -> units.Units:
    return units.Units(TokenizedText(text))


def read(case: dict[str, Any], text: str, start: int, stop: int) -> list[units.UnitMention]:
    if case.get("read") == "listing":
        return reader(text).listing(start, stop, case["role"] or None)
    if case.get("read") == "heading":
        return reader(text).heading(start, stop)
    return reader(text).find(start, stop)


@pytest.mark.parametrize(("area", "case"), CASES, ids=lambda value: value if isinstance(value, str) else value["text"])
def test_case(area: str, case: dict[str, Any]) -> None:
    before = "Sở Xây dựng chủ trì, phối hợp với "  # what stands around the piece must not matter
    text = f"{before}{case['text']} và Sở Nội vụ"
    found = read(case, text, len(before), len(before) + len(case["text"]))
    assert [f"{mention.role} {mention.name}" for mention in found] == case["units"]
    assert all(text[mention.start : mention.stop] == mention.name for mention in found)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Chủ trì, phối hợp với các ngành rà soát hồ sơ.", "lead"),
        ("Là cơ quan đầu mối tổng hợp báo cáo.", "lead"),
        ("Chịu trách nhiệm tổng hợp số liệu.", "lead"),
        ("Rà soát hồ sơ; chủ trì kiểm tra cơ sở.", "lead"),
        ("Phối hợp với cơ quan chủ trì rà soát hồ sơ.", None),
        ("Sở Nội vụ chủ trì rà soát hồ sơ.", None),
        ("Rà soát hồ sơ.", None),
    ],
)
def test_own_role(text: str, role: str | None) -> None:
    assert reader(text).own_role(0, len(text)) == role


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND tỉnh", "Uỷ ban nhân dân Tỉnh"),
        ("Ban TĐKT", "Ban Thi đua – Khen thưởng"),
        ("HĐTĐKT huyện", "Hội đồng Thi đua, khen thưởng huyện"),
        ("Phòng GD&ĐT", "Phòng Giáo dục và Đào tạo"),
        ("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội"),
        ("các sở, ban, ngành", "Các sở, ban và ngành"),
        ("Sở Nội vụ (Ban TĐKT)", "Sở Nội vụ"),
        ("các cụm thi đua của tỉnh", "Cụm thi đua tỉnh"),
        ("VP HĐND và UBND", "Văn phòng HĐND & UBND"),
        ("Đ/c Trần Văn Minh", "đồng chí Trần Văn Minh"),
    ],
)
def test_one_unit(one: str, other: str) -> None:
    assert units.unit_id(one) == units.unit_id(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Sở Nội vụ", "Bộ Nội vụ"), ("UBND tỉnh", "UBND huyện"), ("(Ban A)", "(Ban B)"), ("các", "của")]
)
def test_two_units(one: str, other: str) -> None:
    assert units.unit_id(one) != units.unit_id(other)


def test_unit_id_is_stable() -> None:
    assert units.unit_id("Sở Nội vụ") == "u-84ca9c9b66"


ROLES = load_toml("unit_roles", Roles)
WORDS = sorted(
    {word for phrase in ROLES.of("verb", "modal", "aside", "stop") for word in split(phrase)}
    | {word for row in load_csv("units") for word in split(row["phrase"])}
    | {"các", "và", ",", ";", ".", ":", "(", ")", "-", "/", "&", "Sở", "Ban", "UBND", "Nội", "vụ", "2019", "15/11", "“"}
)


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.data())
def test_any_text(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    for found in (
        reader(text).find(start, stop),
        reader(text).heading(start, stop),
        reader(text).listing(start, stop, "lead"),
    ):
        for mention in found:
            assert start <= mention.start < mention.stop <= stop
            assert text[mention.start : mention.stop] == mention.name == mention.name.strip()


@given(st.lists(st.sampled_from(WORDS), max_size=30), st.sampled_from(["  ", " \t", "\n ", "\u00a0"]))
def test_spaces_do_not_matter(words: list[str], space: str) -> None:
    def read(text: str) -> list[tuple[str, str]]:
        found = reader(text).find(0, len(text))
        assert all(text[mention.start : mention.stop] == mention.name for mention in found)
        return [(mention.role, " ".join(mention.name.split())) for mention in found]

    assert read(space.join(words)) == read(" ".join(words))


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_a_text_read_once_or_piece_by_piece(words: list[str]) -> None:
    text = " ".join(words)
    read = reader(text)
    for _ in range(2):  # the second time from memory
        assert read.find(0, len(text)) == reader(text).find(0, len(text))
        assert read.heading(0, len(text)) == reader(text).heading(0, len(text))
        assert read.listing(0, len(text), None) == reader(text).listing(0, len(text), None)
    for mention in read.find(0, len(text)):
        assert read.id_of(mention) == units.unit_id(mention.name)


@pytest.mark.parametrize("tail", ["", " trì rà soát hồ sơ", " phố Huế", "ban", ", ngành, đoàn thể"])
def test_no_phrase_runs_on_beyond_a_piece(tail: str) -> None:
    """What stands behind a piece never shows in it, not even where a phrase (“chủ trì”) or a word goes on there."""
    for piece in ("Sở Xây dựng chủ", "Giao Ủy ban nhân dân thành", "Các sở, Trưởng", "Giao các sở"):
        text = piece + tail
        end = len(piece) if tail[:1] != "b" else piece.rindex(" ")  # a word that the border cuts is left out
        alone = reader(piece[:end])
        assert reader(text).find(0, len(piece)) == alone.find(0, end)
        assert reader(text).heading(0, len(piece)) == alone.heading(0, end)
        assert reader(text).listing(0, len(piece), None) == alone.listing(0, end, None)


@given(st.lists(st.sampled_from(WORDS), max_size=24), st.lists(st.sampled_from(WORDS), max_size=6))
def test_what_stands_behind_does_not_matter(words: list[str], behind: list[str]) -> None:
    text = " ".join(words)
    alone, within = reader(text), reader(" ".join((*words, *behind)))
    assert within.find(0, len(text)) == alone.find(0, len(text))
    assert within.heading(0, len(text)) == alone.heading(0, len(text))
    assert within.listing(0, len(text), None) == alone.listing(0, len(text), None)


@given(st.text(max_size=60))
def test_any_characters(text: str) -> None:
    reader(text).find(0, len(text))
    reader(text).heading(0, len(text))
    reader(text).listing(0, len(text), None)
    assert units.unit_id(text).startswith("u-")
