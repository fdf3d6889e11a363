"""The choice of reader by content, limits, text encodings, and the rules the text readers use."""

from __future__ import annotations

import gc
import pickle
import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from benchmarks.formats.encode import encode_bytes
from tdkt_extract import extract, readers
from tdkt_extract.errors import InternalError, LimitError, ReadError
from tdkt_extract.readers import Job, Options, _chrome, _decode, _plain, read
from tdkt_extract.readers.base import Reader
from tdkt_extract.rules import load_toml
from tdkt_extract.schema import Section
from tdkt_extract.text import Paragraph, RawDocument, Span, TxtLocator, Value, line_place, unchecked

SENTENCE = "Kế hoạch trồng cây: phủ xanh đường xã, giữ “đất”, nước và rừng của người dân ở An Bình."
PAGE = f"<!DOCTYPE html><html><body><p>{SENTENCE}</p></body></html>"
MARKDOWN = "# KẾ HOẠCH\n\n**Trồng cây** và **tưới cây**\n\n| TT | Việc |\n|---|---|\n| 1 | Ươm |\n"


def _straight(text: str) -> str:
    return text.replace("“", '"').replace("”", '"')


@pytest.mark.parametrize(
    ("data", "name", "reader"),
    [
        (SENTENCE.encode(), "a.txt", "txt"),
        (SENTENCE.encode(), "a.md", "md"),
        (SENTENCE.encode(), "a.html", "txt"),
        (SENTENCE.encode(), "a.docx", "txt"),
        (SENTENCE.encode(), "không đuôi", "txt"),
        (PAGE.encode(), "a.doc", "html"),
        (PAGE.encode(), "a.md", "html"),
        (PAGE.encode("utf-16"), "a.txt", "html"),
        (f"  <!-- x --><p>{SENTENCE}</p>\n<p>{SENTENCE}</p>".encode(), "a.txt", "html"),
        (f"Giá trị a < b và c > d. {SENTENCE} <h4>Tin</h4> (https://vidu.vn)".encode(), "a.html", "txt"),
        (MARKDOWN.encode(), "a.txt", "md"),
        (MARKDOWN.encode(), "a", "md"),
        (b"- mot\n- hai\n1. ba\n-------\n", "a.txt", "txt"),
    ],
)
def test_the_content_chooses_the_reader(data: bytes, name: str, reader: str) -> None:
    assert read(data, Job(name))[0].name == reader


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 40,
        b"GIF89a" + b"ab" * 50,
        b"\xff" * 300,
    ],
    ids=["bytes", "gif", "ff"],
)
def test_what_is_no_text_is_unknown(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, Job("a.txt"))
    assert caught.value.code == "unknown-format"


@pytest.mark.parametrize(
    ("data", "code", "kind"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "damaged", "Office 97–2003"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00\x01" * 500, "damaged", "PNG"),
        (b"\xff\xd8\xff\xe0" + b"\x00\x01" * 500, "damaged", "JPEG"),
        (b"II*\x00" + b"\x00\x01" * 500, "damaged", "TIFF"),
    ],
)
def test_the_stump_of_a_file_is_called_by_its_kind(data: bytes, code: str, kind: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, Job("a.doc"))
    assert caught.value.code == code
    assert kind in caught.value.vi


@settings(deadline=None)
@given(st.binary(max_size=600), st.sampled_from(["a.txt", "a.html", "a.md", "a.docx", "a.pdf"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        reader, document = read(data, Job(name))
    except ReadError:
        return
    assert reader in readers.readers()
    assert document.blocks


def test_empty_and_blank() -> None:
    for data, code in ((b"", "empty"), (b" \n\t\r\n", "no-text"), (b"<html><body></body></html>", "no-text")):
        with pytest.raises(ReadError) as caught:
            read(data, Job("a.txt"))
        assert caught.value.code == code


def test_the_size_limit() -> None:
    data = b"a" * 3 * 2**20
    assert read(data, Job("a.txt", Options(max_bytes=len(data))))[1].blocks
    with pytest.raises(LimitError, match="3 MB > 2 MB"):
        read(data, Job("a.txt", Options(max_bytes=2 * 2**20)))
    with pytest.raises(LimitError, match=r"1\.5 KB > 12 byte"):
        read(b"a" * 1536, Job("a.txt", Options(max_bytes=12)))


def _failing(raised: Exception | type[Exception] | None) -> Reader:
    def fail(data: bytes, job: Job) -> RawDocument:
        if raised is None:
            return RawDocument((Paragraph(str(data.decode("utf-16")), ()),))
        raise raised

    return Reader("test", "x/test", (), lambda data: 1.0, fail)


def test_a_librarys_error_is_bad_input_and_ours_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    import zipfile

    monkeypatch.setattr(readers, "readers", lambda: (_failing(zipfile.BadZipFile("cut")),))
    with pytest.raises(ReadError) as damaged:
        read(b"x", Job("a.docx"))
    assert damaged.value.code == "damaged"
    assert isinstance(damaged.value.__cause__, zipfile.BadZipFile)

    fails = eval("lambda data, job: {}['x']", {"__name__": "tdkt_extract.readers.test"})
    monkeypatch.setattr(readers, "readers", lambda: (Reader("test", "x/test", (), lambda data: 1.0, fails),))
    with pytest.raises(InternalError) as bug:
        read(b"x", Job("a.docx"))
    assert isinstance(bug.value.__cause__, KeyError)

    monkeypatch.setattr(readers, "readers", lambda: (_failing(MemoryError),))
    with pytest.raises(LimitError):
        read(b"x", Job("a.docx"))


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (SENTENCE.encode(), None),
        (SENTENCE.encode("utf-8-sig"), None),
        (SENTENCE.encode("utf-16"), None),
        (SENTENCE.encode("utf-16-le"), None),
        (SENTENCE.encode("utf-16-be"), None),
        (b"\xfe\xff" + SENTENCE.encode("utf-16-be"), None),
        (SENTENCE.encode("utf-32"), None),
        (unicodedata.normalize("NFD", SENTENCE).encode(), None),
        *((encode_bytes(SENTENCE, id), "guessed-encoding") for id in ("cp1258", "tcvn3", "vni")),
        # These have letters where Windows has its quotes.
        *((encode_bytes(_straight(SENTENCE), id), "guessed-encoding") for id in ("vps", "viscii")),
        (SENTENCE.encode() + b" \xff\xfe", "invalid-utf8"),
    ],
    ids=[
        "utf-8",
        "bom",
        "utf-16",
        "le",
        "be",
        "be-bom",
        "utf-32",
        "nfd",
        "cp1258",
        "tcvn3",
        "vni",
        "vps",
        "viscii",
        "invalid",
    ],
)
def test_encodings(data: bytes, note: str | None) -> None:
    text, notes = _decode.decode(data, "a.txt")
    read_as = unicodedata.normalize("NFC", text).rstrip(" \ufffd").lower()
    assert read_as in (SENTENCE.lower(), _straight(SENTENCE).lower())
    assert [each.code for each in notes] == ([note] if note else [])
    assert read(data, Job("a.txt"))[0].name == "txt"


def test_the_note_on_invalid_bytes_counts_them() -> None:
    _, notes = _decode.decode(SENTENCE.encode() + b"\xff a \xff", "a.txt")
    assert "2 chỗ" in notes[0].message


@pytest.mark.parametrize(
    "data",
    ["été à la française, où naît l'hôtel ".encode("latin-1") * 4, b"abc " * 50 + b"\xe1\xff\x81\x9d" * 20],
    ids=["french", "broken"],
)
def test_text_in_no_known_encoding_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, Job("a.txt"))
    assert caught.value.code == "encoding"


@given(st.binary(max_size=300))
def test_decoding_any_bytes_gives_text_or_a_read_error(data: bytes) -> None:
    try:
        text, _ = _decode.decode(data, "a.txt")
    except ReadError:
        return
    assert len(text) <= len(data)


_CHROME = load_toml("chrome", _chrome.ChromeRules).rule
_PLAIN = load_toml("plain_text", _plain.PlainRules).rule


@pytest.mark.parametrize("rule", _CHROME, ids=lambda rule: rule.id)
def test_chrome_rule(rule: Any) -> None:
    own = {"name": _chrome.is_chrome_name, "label": _chrome.is_label}.get(rule.kind)
    kind = (lambda text: rule.kind if own(text) else None) if own else _chrome.line_kind
    assert rule.examples
    assert rule.counter_examples
    for example in rule.examples:
        assert kind(example) == rule.kind, example
    for example in rule.counter_examples:
        assert kind(example) != rule.kind, example


@pytest.mark.parametrize("rule", _PLAIN, ids=lambda rule: rule.id)
def test_plain_text_rule(rule: Any) -> None:
    pattern = re.compile(rule.pattern)
    assert rule.examples
    assert rule.counter_examples
    for example in rule.examples:
        assert pattern.match(_plain.folded(example)), example
    for example in rule.counter_examples:
        assert not pattern.match(_plain.folded(example)), example


@pytest.mark.parametrize("name", ["Nguyễn Thị Hiền", "Đỗ Văn Quế", "Ưng Ẩn", "Lê V. Tý", "Tran Van A"])
def test_a_persons_name(name: str) -> None:
    assert _plain.is_name(name)
    assert _plain.is_name(unicodedata.normalize("NFD", name))


@pytest.mark.parametrize("text", ["Nguyễn thị hiền", "Kế hoạch", "TRẦN VĂN ẤT", "Ế ẩm", "Lan", "Số 5", "Ông Nguyễn ạ"])
def test_no_persons_name(text: str) -> None:
    assert not _plain.is_name(text)


def test_the_cycle_collector_rests_while_a_document_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    during: list[bool] = []

    def fail(data: bytes, job: Job) -> RawDocument:
        during.append(gc.isenabled())
        raise ReadError("no-text", job.name)

    monkeypatch.setattr(readers, "readers", lambda: (Reader("test", "x/test", (), lambda data: 1.0, fail),))
    assert gc.isenabled()
    with pytest.raises(ReadError):
        extract(b"x")
    assert during == [False]
    assert gc.isenabled()


_SECTION = {
    "id": "s-1", "number": None, "title": "Mục đích", "kind": "purpose", "level": 1, "parent_id": None,
    "span": Span(start=0, end=9), "heading_span": Span(start=0, end=8),
}  # fmt: skip


@pytest.mark.parametrize(
    ("made", "checked"),
    [
        (line_place(7), TxtLocator(line=7)),
        (Span.of(2, 5), Span(start=2, end=5)),
        (unchecked(Section)(**_SECTION), Section(**_SECTION)),
    ],
    ids=["locator", "span", "section"],
)
def test_a_value_made_without_checks_is_as_any_other(made: Value, checked: Value) -> None:
    assert made == checked
    assert hash(made) == hash(checked)
    assert made.model_dump_json() == checked.model_dump_json()
    assert made.model_fields_set == checked.model_fields_set
    assert pickle.loads(pickle.dumps(made)) == checked
    with pytest.raises(ValidationError):
        made.level = 2  # type: ignore[attr-defined]
