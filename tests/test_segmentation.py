"""Word segmentation: one suite for the native decoder and its reference, and the two against each other."""

from __future__ import annotations

import contextlib
import re
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import CORPUS
from hypothesis import given, settings
from hypothesis import strategies as st
from test_core import PIECES, cases

from tdkt_extract import core
from tdkt_extract.core import _segment_py as reference
from tdkt_extract.core._segment_tables import load
from tdkt_extract.core._tables import LINE_BREAK

MODEL = Path(__file__).parents[1] / "models" / "segmenter" / "model.bin"
TABLES = load(MODEL.read_bytes())

Segmenters = dict[str, "core.Segmenter"]
SEGMENTERS: Segmenters = {"python": reference.Segmenter(TABLES)}
with contextlib.suppress(ImportError):
    SEGMENTERS["native"] = import_module("tdkt_extract.core._native").Segmenter(TABLES)

_SYLLABLES = """
    Hội đồng Thi đua - Khen thưởng ỦY BAN NHÂN DÂN tỉnh xã Bùi Văn Luyến học sinh viên 5 % TM. – / . ,
"""
texts = st.lists(st.sampled_from([*_SYLLABLES.split(), *PIECES, " ", " ", " "]), max_size=30).map("".join) | st.lists(
    st.sampled_from(_SYLLABLES.split()), max_size=30
).map(" ".join)


@pytest.fixture(params=["native", "python"])
def segmenter(request: pytest.FixtureRequest) -> core.Segmenter:
    if request.param not in SEGMENTERS:
        pytest.skip("the native core is not built here")
    return SEGMENTERS[request.param]


def without_space(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("case", cases("words"), ids=lambda case: str(case["text"])[:30])
def test_words(segmenter: core.Segmenter, case: dict[str, str], form: str) -> None:
    expected = unicodedata.normalize(form, case["words"]).replace("_", " ")
    assert " ".join(segmenter.words(unicodedata.normalize(form, case["text"]))) == expected


@given(texts)
def test_words_cover_the_text(text: str) -> None:
    for segmenter in SEGMENTERS.values():
        spans = segmenter.segment(text)
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert list(spans.start[1:]) == sorted(spans.start[1:])
        assert all(end <= start for end, start in zip(spans.end, spans.start[1:], strict=False))
        assert segmenter.words(text) == spans.texts()
        assert without_space("".join(spans.texts())) == without_space(text)
        assert set(core.tokenize(text).start) >= set(spans.start)


@pytest.mark.skipif("native" not in SEGMENTERS, reason="the native core is not built here")
@settings(max_examples=1500)
@given(texts)
def test_native_agrees_with_the_reference(text: str) -> None:
    assert SEGMENTERS["native"].words(text) == SEGMENTERS["python"].words(text)


@pytest.mark.skipif("native" not in SEGMENTERS, reason="the native core is not built here")
def test_native_agrees_on_plans() -> None:
    for path in sorted(CORPUS.rglob("*.txt")):
        text = path.read_text("utf-8", errors="surrogateescape")
        for form in (text, unicodedata.normalize("NFD", text), text.upper(), text * 3):
            assert list(SEGMENTERS["native"].segment(form)) == list(SEGMENTERS["python"].segment(form))


@given(texts)
def test_lines_are_segmented_alone(text: str) -> None:
    lines = re.split(f"[{LINE_BREAK}]", text)
    for segmenter in SEGMENTERS.values():
        assert segmenter.words(text) == [word for line in lines for word in segmenter.words(line)]


@given(texts)
def test_underscored_and_back(text: str) -> None:
    written = core.underscored(text)
    assert core.split_underscored(written) == [" ".join(w.replace("\u200b", " ").split()) for w in core.words(text)]
    assert not set(written) & set(LINE_BREAK.replace("-", "")) - {" "}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", ""),
        ("thi  đua", "thi_đua"),
        ("tên_tệp", r"tên \_ tệp"),
        ("lan_anh@tinh.vn", r"lan\_anh@tinh.vn"),
        (r"a \ b", r"a \\ b"),
    ],
)
def test_underscored(text: str, written: str) -> None:
    assert core.underscored(text) == written


def test_many(segmenter: core.Segmenter) -> None:
    rows = ["Thi đua, khen thưởng", "", "x " * 9000, "Ủy ban nhân dân"]
    assert segmenter.words_many(iter(rows)) == [segmenter.words(row) for row in rows]
    assert [list(spans) for spans in segmenter.segment_many(rows)] == [list(segmenter.segment(row)) for row in rows]
    assert core.words_many(rows) == [core.words(row) for row in rows]
    assert [list(spans) for spans in core.segment_many(rows)] == [list(core.segment(row)) for row in rows]


def test_threads(segmenter: core.Segmenter) -> None:
    row = "Ủy ban nhân dân tỉnh phát động phong trào thi đua. " * 400
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(segmenter.words, [row] * 8))
    assert all(result == results[0] for result in results)


@pytest.mark.parametrize("text", [None, b"thi", 5])
def test_only_text(segmenter: core.Segmenter, text: object) -> None:
    with pytest.raises(TypeError):
        segmenter.segment(text)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        segmenter.words_many([text])  # type: ignore[list-item]


@pytest.mark.parametrize(
    "change", [lambda data: b"", lambda data: data[:-1], lambda data: data + b"x", lambda d: b"PK" + d]
)
def test_damaged_models(change: object) -> None:
    with pytest.raises(ValueError, match="model"):
        load(change(MODEL.read_bytes()))  # type: ignore[operator]


def test_model_is_small() -> None:
    assert MODEL.stat().st_size <= 5_000_000


@pytest.mark.parametrize(
    ("text", "pieces", "words"),
    [
        ("Thi đua  khen thưởng", ["Thi đua", "khen thưởng"], ["Thi đua", "khen thưởng"]),
        ("a thi  đua\nb", ["a", "thi đua"], ["a", "thi  đua", "b"]),
        (unicodedata.normalize("NFD", "thuỷ lợi ổ"), ["thuỷ lợi", "ổ"], ["thuỷ lợi", "ổ"]),
    ],
)
def test_underthesea(monkeypatch: pytest.MonkeyPatch, text: str, pieces: list[str], words: list[str]) -> None:
    """Its words come back at their places in the text as it is; what it says is made up here."""

    def word_tokenize(line: str, use_token_normalize: bool) -> list[str]:
        return pieces if pieces[0] in line else [line]

    monkeypatch.setitem(sys.modules, "underthesea", SimpleNamespace(word_tokenize=word_tokenize))
    found = core.words(text, segmenter="underthesea")
    assert [unicodedata.normalize("NFC", word) for word in found] == words
    assert core.words_many([text], segmenter="underthesea") == [found]


def test_underthesea_itself() -> None:
    pytest.importorskip("underthesea")
    text = "Hoà bình là   kế hoạch_số 34-CT/TW…\nThuỷ điện"
    for form in (text, unicodedata.normalize("NFD", text)):
        words = core.words(form, segmenter="underthesea")
        assert without_space("".join(words)) == without_space(form)


def test_underthesea_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "underthesea", None)
    with pytest.raises(ImportError, match=r"chưa cài underthesea .* not installed"):
        core.segment("thi đua", segmenter="underthesea")


def test_no_such_segmenter() -> None:
    with pytest.raises(ValueError, match="vncorenlp"):
        core.segment("thi đua", segmenter="vncorenlp")  # type: ignore[arg-type]
