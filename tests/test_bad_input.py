"""Bad input is normal: each kind gives its error, or a plan with a warning."""

from __future__ import annotations

import io
import os
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdkt_extract import LimitError, Options, Plan, ReadError, TdktError, extract, extract_many, extract_text

TEXT = "KẾ HOẠCH\nPhòng, chống thiên tai năm 2023\nI. NỘI DUNG\n- Sở Nông nghiệp kiểm tra đê trước ngày 30/4.\n" * 3


def legacy(text: str) -> bytes:
    """`text` in CP1258, which writes tone marks apart."""
    out = bytearray()
    for char in text:
        marks = unicodedata.normalize("NFD", char)
        tones = [mark for mark in marks[1:] if mark in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tones))
        out += (base + "".join(tones)).encode("cp1258")
    return bytes(out)


def broken_zip() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("word/document.xml", "<w:document>" + "x" * 5000)
    return data.getvalue()[:900]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (bytes(range(256)) * 40, "unknown-format"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "damaged"),
        (broken_zip(), "damaged"),
        (b"%PDF-1.7\n" + b"garbage" * 50, "damaged"),
        (b" \n\t\n " * 20, "no-text"),
    ],
)
def test_errors(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as raised:
        extract(data, name="tệp.bin")
    error = raised.value
    assert error.code == code
    assert str(error).startswith("tệp.bin: ")
    assert " | " in str(error)
    assert "\n" not in str(error)


def test_a_directory(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as raised:
        extract(tmp_path)
    assert raised.value.code == "directory"


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as raised:
        extract(tmp_path / "x.docx")
    assert raised.value.code == "not-found"


@pytest.mark.parametrize("as_path", [True, False])
def test_too_large(tmp_path: Path, as_path: bool) -> None:
    path = tmp_path / "lớn.txt"
    path.write_bytes(TEXT.encode())
    with pytest.raises(LimitError):
        extract(path if as_path else path.read_bytes(), options=Options(max_bytes=100))


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        unicodedata.normalize("NFD", TEXT).encode(),
        legacy(TEXT),
    ],
    ids=["utf-8 with mark", "utf-16", "utf-16-le", "utf-16-be", "decomposed", "cp1258"],
)
def test_encodings_give_the_same_plan(data: bytes) -> None:
    assert extract(data).text == extract(TEXT.encode()).text


def test_a_text_has_no_encoding_to_guess() -> None:
    """Every other character NUL, as a column of UTF-16 read as bytes has it; a lone surrogate; a byte order mark."""
    lines = "\ufeffKẾ HOẠCH\nNăm 2026\n" + "\0".join("1. Tap huan.\ud800")
    plan = extract_text(lines)
    assert plan.text == "KẾ HOẠCH\nNăm 2026\n1. Tap huan.?"
    assert plan.warnings == extract_text("KẾ HOẠCH\nNăm 2026\n1. Tap huan.?").warnings
    assert extract_text("\0".join("KE HOACH nam 2026")).text == "KE HOACH nam 2026"


def test_a_few_invalid_bytes_cost_a_warning() -> None:
    data = TEXT.encode()
    plan = extract(data[:60] + b"\xff" + data[60:])
    assert "invalid-utf8" in {warning.code for warning in plan.warnings}
    assert plan.tasks


def test_a_wrong_suffix_costs_a_warning() -> None:
    plan = extract(TEXT.encode(), name="kế hoạch.docx")
    assert plan.source.reader == "txt"
    assert "wrong-suffix" in {warning.code for warning in plan.warnings}


def test_what_is_no_plan_says_so() -> None:
    plan = extract("BÁO CÁO\nKết quả năm 2023\nI. TÌNH HÌNH\nMọi việc đều tốt.\n".encode())
    assert "not-a-plan" in {warning.code for warning in plan.warnings}


def test_many_never_stops_half_way(tmp_path: Path) -> None:
    good = tmp_path / "a.txt"
    good.write_text(TEXT, "utf-8")
    results = list(extract_many([good, tmp_path / "none", b"", good, io.BytesIO(TEXT.encode())]))
    assert [result.plan is not None for result in results] == [True, False, False, True, True]
    assert all(isinstance(result.error, TdktError) for result in results if result.plan is None)


def test_many_with_processes_keeps_the_order(tmp_path: Path) -> None:
    paths = []
    for number in range(4):
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_text(TEXT.replace("2023", f"202{number}"), "utf-8")
    plans = [result.plan for result in extract_many(paths, jobs=2)]
    assert [plan.header.period for plan in plans if plan] == ["2020", "2021", "2022", "2023"]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_any_bytes_give_a_plan_or_a_read_error(data: bytes) -> None:
    result = next(extract_many([data]))
    assert isinstance(result.plan, Plan) or isinstance(result.error, ReadError)


LINES = st.sampled_from(
    ["KẾ HOẠCH", "I. NỘI DUNG", "1. Quý I:", "- Sở A nộp báo cáo trước ngày 5/6", "Nơi nhận:", "KT. CHỦ TỊCH",
     "a) Họp:", "II", "Thời gian: quý II/2024", "Đơn vị chủ trì:", "Trên đây là Kế hoạch", "\tTT", "\tNội dung", "\t1",
     "Số: /KH-UBND", "PHỤ LỤC", "QUYẾT ĐỊNH", "Điều 1. Ban hành Kế hoạch", "Luật Đất đai ngày 26/11/2003;", "***", "-"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=25))
def test_any_order_of_lines_gives_a_plan_whose_spans_hold(lines: list[str]) -> None:
    try:
        plan = extract("\n".join(lines).encode(), name="x.txt")
    except ReadError:
        return
    for task in plan.tasks:
        assert " ".join(plan.text[task.span.start : task.span.end].split()) == " ".join(task.text.split())
        assert plan.locate(task.span)


class Fatal:
    """A source that kills the process that reads it."""

    name = "chết.docx"

    def read(self, size: int) -> bytes:
        os._exit(1)


def test_a_worker_that_dies_costs_only_its_own_document(tmp_path: Path) -> None:
    good = tmp_path / "a.txt"
    good.write_text(TEXT, "utf-8")
    sources = [good] * 5 + [Fatal()] + [good] * 14
    results = list(extract_many(sources, jobs=2))  # type: ignore[arg-type]
    assert [result.plan is None for result in results] == [source is not good for source in sources]
    assert "chết.docx" in str(results[5].error)


def test_the_error_names_the_path_and_the_plan_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"")
    with pytest.raises(ReadError) as raised:
        extract(path)
    assert raised.value.name == str(path)
    path.write_text(TEXT, "utf-8")
    assert extract(path).source.name == "a.txt"


def test_bytes_in_any_wrapping() -> None:
    data = TEXT.encode()
    assert extract(bytearray(data), name="a").tasks == extract(memoryview(data), name="a").tasks != ()


@pytest.mark.parametrize("source", [None, 3, io.StringIO(TEXT)])
def test_what_is_no_source_is_a_type_error(source: object) -> None:
    with pytest.raises(TypeError, match="extract"):
        extract(source)  # type: ignore[arg-type]


class Torn(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        raise OSError(5, "Input/output error")


def test_a_stream_that_fails_is_unreadable() -> None:
    with pytest.raises(ReadError) as raised:
        extract(Torn(), name="ổ mạng")
    assert raised.value.code == "unreadable"
    assert "Input/output error" in raised.value.vi
