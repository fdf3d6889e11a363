"""Rich Text Format: what is read as Word and LibreOffice write it, limits, truncated and damaged files."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readers_support import blocks, cases, paragraphs, reads_or_refuses, show, words

from tdkt_extract.errors import ReadError
from tdkt_extract.readers import read
from tdkt_extract.readers.base import Job, Options
from tdkt_extract.readers.rtf import READER
from tdkt_extract.text import DocxLocator

HEADER = (
    r"{\rtf1\adeflang1025\ansi\ansicpg1252\uc1\adeff0\deff0\stshfdbch0\deflang1033{\fonttbl"
    r"{\f0\froman\fcharset0\fprq2{\*\panose 02020603050405020304}Times New Roman;}"
    r"{\f1\froman\fcharset163\fprq2 Times New Roman (Vietnamese);}{\f2\froman\fcharset2\fprq2 Symbol;}"
    r"{\f3\fnil\fcharset2\fprq2 Wingdings;}{\f4\fnil\fcharset0 .VnTime{\*\falt Times};}"
    r"{\f5\fmodern\fcharset128 MS Mincho;}}{\colortbl;\red0\green0\blue0;}"
)


def rtf(body: str) -> bytes:
    """A file of that body; bytes beyond ASCII as Windows-1252 has them."""
    return f"{HEADER}{body}}}".encode("cp1252", "replace")


def escaped(text: str) -> str:
    """`text` as a writer of RTF puts it."""
    units = text.encode("utf-16-le")
    codes = [int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2)]
    return "".join(
        f"\\{chr(code)}" if chr(code) in "\\{}" else chr(code) if 32 <= code < 127 else f"\\u{code}\\'3f"
        for code in codes
    )


def outcome(data: bytes, options: Options | None = None) -> list[str] | str:
    """The words read, or the code of the ReadError."""
    try:
        return words(READER.read(data, Job("a.rtf", options or Options())).blocks)
    except ReadError as error:
        return error.code


@pytest.mark.parametrize("case", cases("rtf"), ids=lambda case: case["name"])
def test_document(case: Any) -> None:
    found = show(blocks(READER, rtf(case["source"].replace("\n", "\r\n"))))
    assert unicodedata.normalize("NFC", found) == case["expected"].strip()


@pytest.mark.parametrize(
    ("data", "sure"),
    [
        (rb"{\rtf1 a}", 1.0),
        (b"\xef\xbb\xbf{\\rtf1 a}", 1.0),
        (b"\r\n  {\\rtf a}", 1.0),
        (rb"{ \rtf1 a}", 0.0),
        (rb"x {\rtf1 a}", 0.0),
        (b"", 0.0),
        (rb"{\urtf", 0.0),
    ],
)
def test_recognise(data: bytes, sure: float) -> None:
    assert READER.recognise(data) == sure


def test_the_content_chooses_the_reader_whatever_the_file_is_called() -> None:
    reader, document = read(rtf(r"\pard K\u7871? ho\u7841?ch\par"), Job("cũ.doc"))
    assert reader.name == "rtf"
    assert words(document.blocks) == ["Kế", "hoạch"]


@pytest.mark.parametrize(
    ("page", "text", "expected"),
    [
        (r"\ansi\ansicpg1258", r"\'d0\'ea\'cc \'e1n", "Đề án"),
        (r"\mac", r"\'8e", "é"),
        (r"\pc", r"\'82", "é"),
        (r"\ansi\ansicpg65001", r"\'c3\'a9", "é"),
        (r"\ansi\ansicpg99999", r"\'e9", "é"),
        (r"\ansi\ansicpg1258\deff3{\fonttbl{\f3\fcharset1 Arial;}}", r"\'fe", "₫"),
        (r"\ansi\deff3{\fonttbl\f3\fnil\cpg1258 Arial;\f4 Arial;}", r"\'fe{\f4\'fe}", "₫þ"),
    ],
)
def test_the_code_page_of_the_document(page: str, text: str, expected: str) -> None:
    (paragraph,) = paragraphs(blocks(READER, rf"{{\rtf1{page}\pard {text}\par}}")[0])
    assert unicodedata.normalize("NFC", paragraph.text) == expected


def test_the_readings_of_a_legacy_font_lead_back_to_its_bytes() -> None:
    document = READER.read(rtf(r"\pard{\f4 Quy\'d5t \'ae\'denh}\par"), Job("a"))
    (paragraph,) = paragraphs(document.blocks[0])
    assert [(paragraph.text[r.start : r.end], r.raw) for r in paragraph.readings] == [
        ("ế", "Õ"),
        ("đ", "®"),
        ("ị", "Þ"),
    ]
    assert [note.code for note in document.notes] == ["legacy-encoding"]


def test_places() -> None:
    table = r"\trowd\cellx9\cellx900\pard\intbl b\cell c\par d\cell\row"
    document = READER.read(rtf(rf"\pard a\par\par{table}{table}\pard e{{\footnote f}}\par{table}"), Job("a"))
    places = [p.locators[0][1] for block in document.blocks for p in paragraphs(block)]

    def at(paragraph: int, table: int | None = None, row: int | None = None, cell: int | None = None) -> DocxLocator:
        return DocxLocator(part="document", paragraph=paragraph, table=table, row=row, cell=cell)

    rows = [place for row in (0, 1) for place in (at(0, 0, row, 0), at(0, 0, row, 1), at(1, 0, row, 1))]
    assert places == [at(0), *rows, at(2), at(0, 1, 0, 0), at(0, 1, 0, 1), at(1, 1, 0, 1), at(2)]


# Limits and damage


def test_groups_nest_as_deep_as_the_options_allow() -> None:
    nested = rtf(r"\pard " + "{" * 60 + "a" + "}" * 60 + r"\par")
    assert outcome(nested) == ["a"]
    assert outcome(nested, Options(max_depth=50)) == "too-deep"
    assert outcome(rtf("{" * 100_000)) == "too-deep"
    assert outcome(rtf(r"{\*\x" + "{" * 100_000 + "}" * 100_000 + "}a")) == ["a"]


@pytest.mark.parametrize(
    "body",
    [
        r"\pard\intbl\itap2000000000 a\nestcell\nestrow\pard b",
        r"\trowd" + r"\cellx2147483647\cellx-5\clmrg\cellx7" * 900 + r"\pard\intbl a\cell b\cell\row\pard",
        r"\pard\ls1\ilvl99999 a\par\pard\ls-5\ilvl-3 b",
        r"\u99999999?\u-99999999? a\uc99 b",
        r"a\bin999999999 b",
        r"{\fonttbl" + "a{}" * 5000 + "}a",
        r"a{\deleted\par}" * 5000,
        r"\upr" * 5000 + " a",
        r"\cell\row\nestrow\nestcell a\par}}}}\par b",
        r"{\shptxt a{\footnote b{\shptxt c",
        r"{\listtext " + "1" * 5000 + r"}\pard a\par",
    ],
)
def test_what_is_made_to_harm_is_read(body: str) -> None:
    assert "a" in "".join(outcome(rtf(body)))


def test_one_brace_too_many_loses_nothing() -> None:
    document = READER.read(rtf(r"\pard a\par}\pard b\par"), Job("a"))
    assert words(document.blocks) == ["a", "b"]
    assert [note.code for note in document.notes] == ["damaged-part"]


def test_what_holds_no_text_says_so() -> None:
    assert outcome(rtf(r"{\pict\wmetafile8 00}\pard\par")) == "no-text"


SENTENCES = [f"{number}. Sở Nội vụ chủ trì, phối hợp với các sở, ngành liên quan." for number in range(30)]
ROW = r"\trowd\cellx900\cellx2000\pard\intbl "
SAMPLE = rtf(
    "".join(rf"\pard\ls1 {escaped(text)}\par" for text in SENTENCES)
    + "".join(rf"{ROW}{number}\cell {{\b Trồng cây}}\cell\row" for number in range(10))
)


@pytest.mark.parametrize("percent", range(5, 100, 5))
def test_truncated(percent: int) -> None:
    stump = SAMPLE[: len(SAMPLE) * percent // 100]
    assert READER.recognise(stump) == 1.0
    whole = [word for text in SENTENCES for word in text.split()]
    if percent <= 5:  # nothing but the header is left
        assert outcome(stump) == "no-text"
        return
    document = READER.read(stump, Job("a.rtf"))
    assert [note.code for note in document.notes] == ["truncated"]
    found = words(document.blocks)
    common = min(len(found) - 1, len(whole))
    assert found[:common] == whole[:common]


PIECES = st.sampled_from(
    r"""{ } \par \pard \cell \row \trowd \cellx100 \cellx900 \intbl \itap2 \nestcell \nestrow \clvmgf \clvmrg \clmgf
    \clmrg \lastrow {\listtext {\footnote {\*\shpinst {\shptxt {\field{\*\fldinst {\fldrslt \u7871? \uc0 \uc2 \'e1
    \f1 \f4 \b \v \deleted \plain \* {\*\nesttableprops \bin3 \ls1 \ilvl2 \sect \upr {\fonttbl {\stylesheet
    {\*\listtable {\listlevel {\leveltext\'02\'00.; \listid5 \ls1 \outlinelevel2 \s1 {\pict chữ ; 12""".split()  # noqa: SIM905
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60))
def test_words_in_any_disorder_are_read(pieces: list[str]) -> None:
    reads_or_refuses(READER, rtf(" ".join(pieces)))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=30))
def test_flipped_bytes_are_read(flips: list[tuple[int, int]]) -> None:
    data = bytearray(SAMPLE)
    for at, value in flips:
        data[at] = value
    reads_or_refuses(READER, bytes(data))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tail: bytes) -> None:
    reads_or_refuses(READER, b"{\\rtf1" + tail)


@given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs", "Co"]), min_size=1).map(str.strip), min_size=1))
def test_no_word_is_lost(lines: list[str]) -> None:
    body = "".join(rf"\pard\plain {escaped(line)}\par " for line in lines)
    expected = [word for line in lines for word in line.split()]
    assert outcome(rtf(body)) == (expected or "no-text")
