"""OpenDocument texts: lists, styles, tables, notes; the package, its limits; truncated and damaged files."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odf_support import NAMESPACES, TEXT_TYPE, flat, odt, parts, zipped
from readers_support import blocks, cases, paragraphs, reads_or_refuses, show, words

from tdkt_extract.errors import LimitError, ReadError
from tdkt_extract.readers import read
from tdkt_extract.readers._package import MAX_XML
from tdkt_extract.readers.base import Job, Options
from tdkt_extract.readers.odt import READER
from tdkt_extract.text import DocxLocator, Table


def outcome(data: bytes, options: Options | None = None) -> list[str] | str:
    """The words read, or the code of the ReadError."""
    try:
        return words(READER.read(data, Job("a.odt", options or Options())).blocks)
    except ReadError as error:
        return error.code


@pytest.mark.parametrize("case", cases("odt"), ids=lambda case: case["name"])
def test_document(case: Any) -> None:
    data = odt(case["body"], case.get("automatic", ""), case.get("styles", ""))
    assert show(blocks(READER, data)) == case["expected"].strip()


@pytest.mark.parametrize("case", [case for case in cases("odt") if "styles" not in case], ids=lambda case: case["name"])
def test_a_flat_file_says_the_same(case: Any) -> None:
    data = flat(case["body"], case.get("automatic", ""))
    assert READER.recognise(data) == 1.0
    assert show(blocks(READER, data)) == case["expected"].strip()


def test_a_flat_file_with_a_picture_beyond_what_a_text_may_hold() -> None:
    picture = f"<draw:image><office:binary-data>{'QUJD' * 3_000_000}</office:binary-data></draw:image>"
    assert outcome(flat(f"<text:p>a<draw:frame>{picture}</draw:frame></text:p>")) == ["a"]


@pytest.mark.parametrize(
    ("data", "sure"),
    [
        (odt("<text:p>a</text:p>"), 1.0),
        (zipped({"mimetype": TEXT_TYPE + "-template", "content.xml": ""}), 1.0),
        (zipped(dict(reversed(parts("").items()))), 1.0),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""}), 0.0),
        (zipped({"word/document.xml": ""}), 0.0),
        (zipped({"a/content.xml": TEXT_TYPE, "META-INF/manifest.xml": TEXT_TYPE}), 0.0),
        (f"<office:document {NAMESPACES}>{TEXT_TYPE}</office:document>".encode(), 0.0),
        (b"", 0.0),
        (b"PK", 0.0),
    ],
)
def test_recognise(data: bytes, sure: float) -> None:
    assert READER.recognise(data) == sure


def test_the_content_chooses_the_reader_whatever_the_file_is_called() -> None:
    assert read(odt("<text:p>Kế hoạch</text:p>"), Job("a.doc"))[0].name == "odt"
    assert read(flat("<text:p>Kế hoạch</text:p>"), Job("a.xml"))[0].name == "odt"


def test_places() -> None:
    row = "<table:table-row><table:table-cell><text:p>b</text:p></table:table-cell>"
    row += "<table:table-cell><text:p>c</text:p><text:p>d</text:p></table:table-cell></table:table-row>"
    note = '<text:note text:note-class="footnote"><text:note-body><text:p>f</text:p></text:note-body></text:note>'
    body = f"<text:p>a</text:p><text:p/><table:table>{row * 2}</table:table><text:p>e{note}</text:p>"
    places = [p.locators[0][1] for block in blocks(READER, odt(body)) for p in paragraphs(block)]

    def at(paragraph: int, row: int | None = None, cell: int | None = None) -> DocxLocator:
        table = 0 if row is not None else None
        return DocxLocator(part="content.xml", paragraph=paragraph, table=table, row=row, cell=cell)

    rows = [place for row in (0, 1) for place in (at(0, row, 0), at(0, row, 1), at(1, row, 1))]
    assert places == [at(0), *rows, at(2), at(2)]


def test_the_readings_of_a_legacy_font_lead_back_to_its_characters() -> None:
    style = '<style:style style:name="P" style:family="paragraph"><style:text-properties fo:font-family=".VnTime"/>'
    document = READER.read(odt('<text:p text:style-name="P">QuyÕt</text:p>', style + "</style:style>"), Job("a"))
    (paragraph,) = paragraphs(document.blocks[0])
    assert [(reading.start, reading.end, reading.raw) for reading in paragraph.readings] == [(3, 4, "Õ")]
    assert [note.code for note in document.notes] == ["legacy-encoding"]


# Limits, encryption, damage


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"content.xml": None}, "damaged"),
        ({"content.xml": "<office:document-content"}, "no-text"),
        ({"content.xml": "<a/>"}, "damaged"),
        ({"styles.xml": "<a>&undeclared;</a>"}, None),
        ({"styles.xml": None}, None),
        ({"content.xml": "<a>" * 300 + "</a>" * 300}, "no-text"),
        ({"content.xml": " " * (MAX_XML + 1)}, "too-long"),
        ({"META-INF/manifest.xml": "<manifest:encryption-data/>"}, "encrypted"),
        ({"content.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'}, "damaged"),
        ({"content.xml": '<!DOCTYPE a SYSTEM "http://localhost:9/a.dtd"><a/>'}, "damaged"),
    ],
)
def test_what_is_wrong_with_a_package(change: dict[str, str | None], code: str | None) -> None:
    members = parts("<text:p>a</text:p>") | change
    data = zipped({name: text for name, text in members.items() if text is not None})
    if code is None:
        assert outcome(data) == ["a"]
        return
    with pytest.raises(ReadError) as caught:
        READER.read(data, Job("a.odt"))
    assert caught.value.code == code
    assert caught.value.details.get("format", ".odt") == ".odt"


def test_an_entity_in_a_flat_file_is_refused() -> None:
    dtd = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;">]>'
    assert outcome(dtd + flat("<text:p>&c;</text:p>")) == "damaged"


def test_the_limit_of_what_is_unpacked() -> None:
    data = odt(f"<text:p>{'a' * 50_000}</text:p>")
    assert outcome(data) != "too-long"
    assert outcome(data, Options(max_unpacked=20_000)) == "too-long"


def test_a_document_without_text_says_so() -> None:
    assert outcome(odt("<text:p/>")) == "no-text"


@pytest.mark.parametrize("repeat", ["number-rows-repeated", "number-columns-repeated", "number-columns-spanned"])
def test_cells_that_claim_to_be_a_million_are_few(repeat: str) -> None:
    cell = f'<table:table-cell table:{repeat}="1000000"><text:p>a</text:p></table:table-cell>'
    row = f'<table:table-row table:{repeat}="1000000">{cell * 3}</table:table-row>'
    (table,) = blocks(READER, odt(f"<table:table>{row * 50}</table:table>"))
    assert isinstance(table, Table)
    assert sum(len(row.cells) for row in table.rows) <= 20_000 + 150


def test_the_limit_of_characters() -> None:
    data = odt('<text:p>a<text:s text:c="1000"/></text:p>' * 20)
    assert outcome(data) == ["a"] * 20
    assert outcome(data, Options(max_chars=15_000)) == "too-long"


def test_a_directory_that_points_nowhere() -> None:
    members = zipfile.ZipFile(BytesIO(SMALL)).infolist()
    offset = members[1].header_offset.to_bytes(4, "little")
    at = SMALL.rindex(offset, 0, SMALL.rindex(b"PK\x05\x06"))
    assert outcome(SMALL[:at] + b"\xff\xff\xff\x7f" + SMALL[at + 4 :]) == "damaged"


def test_spaces_that_claim_to_be_a_million_are_few() -> None:
    (paragraph,) = paragraphs(blocks(READER, odt('<text:p>a<text:s text:c="1000000"/>b</text:p>'))[0])
    assert len(paragraph.text) < 2000


SMALL = odt("<text:p>a</text:p><text:list><text:list-item><text:p>b</text:p></text:list-item></text:list>")
SENTENCES = [f"{number}. Sở Nội vụ chủ trì, phối hợp với các sở, ngành liên quan." for number in range(2000)]
# Numbers that pack badly, as real texts do, so that the content is most of the file.
NOISE = [hash_ % 999_983 for hash_ in (number * 7_919_317 for number in range(2000))]
SAMPLE = odt("".join(f"<text:p>{text} {noise}</text:p>" for text, noise in zip(SENTENCES, NOISE, strict=True)))


@pytest.mark.parametrize("percent", range(5, 100, 5))
def test_truncated(percent: int) -> None:
    stump = SAMPLE[: len(SAMPLE) * percent // 100]
    assert READER.recognise(stump) == 1.0
    document = READER.read(stump, Job("a.odt"))
    assert [note.code for note in document.notes] == ["truncated", "damaged-part"]
    found = words(document.blocks)
    whole = [word for text, noise in zip(SENTENCES, NOISE, strict=True) for word in f"{text} {noise}".split()]
    assert len(found) > len(whole) * (percent - 5) / 100 / 2
    assert found[:-1] == whole[: len(found) - 1]


def test_a_content_whose_checksum_is_wrong_is_read_with_a_note() -> None:
    entry = zipfile.ZipFile(BytesIO(SAMPLE)).getinfo("content.xml")
    damaged = SAMPLE.replace(entry.CRC.to_bytes(4, "little"), b"\0\1\2\3")
    document = READER.read(damaged, Job("a.odt"))
    assert [note.code for note in document.notes] == ["damaged-part"]
    assert len(document.blocks) == len(SENTENCES)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 255)), min_size=1, max_size=30))
def test_flipped_bytes_give_a_document_or_a_read_error(flips: list[tuple[int, int]]) -> None:
    data = bytearray(SMALL)
    for at, value in flips:
        data[at] = value
    READER.recognise(bytes(data))
    reads_or_refuses(READER, bytes(data))


NAMES = st.sampled_from(
    [f"text:{name}" for name in ("p", "h", "list", "list-item", "list-header", "span", "s", "note", "note-body")]
    + [f"table:{name}" for name in ("table", "table-row", "table-cell", "covered-table-cell", "table-column")]
    + ["draw:frame", "draw:text-box", "text:section", "text:numbered-paragraph", "text:tab", "draw:g"]
)
ATTRIBUTES = st.sampled_from(
    [f"text:{name}" for name in ("style-name", "level", "outline-level", "start-value", "c", "continue-numbering")]
    + [f"table:{name}" for name in ("number-rows-repeated", "number-columns-repeated", "number-rows-spanned")]
    + ["table:number-columns-spanned", "text:style-override", "text:continue-list", "xml:id", "text:list-id"]
)
VALUES = st.sampled_from(["", "0", "1", "-1", "3", "x", "true", "L1", "1000000", "P1", "none"])
TREES = st.recursive(
    st.sampled_from(["chữ", "<text:p>a</text:p>"]),
    lambda inner: st.builds(
        lambda name, attributes, inside: (
            f"<{name} {' '.join(f'{key}={value!r}' for key, value in attributes.items())}>{''.join(inside)}</{name}>"
        ),
        NAMES,
        st.dictionaries(ATTRIBUTES, VALUES, max_size=3),
        st.lists(inner, max_size=4),
    ),
    max_leaves=40,
)
LIST = '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/>'
LIST += "</text:list-style>"


@settings(max_examples=200, deadline=None)
@given(st.lists(TREES, max_size=5))
def test_elements_in_any_disorder_are_read(trees: list[str]) -> None:
    reads_or_refuses(READER, odt("".join(trees), LIST))


@given(st.binary(max_size=200))
def test_any_bytes_behind_the_first_entry_are_read_or_refused(tail: bytes) -> None:
    data = zipped({"mimetype": TEXT_TYPE}) + tail
    with pytest.raises(ReadError):
        READER.read(data, Job("a.odt"))


def test_a_time_limit_is_kept() -> None:
    table = "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>"
    with pytest.raises(LimitError) as caught:
        READER.read(odt(f"{table}</table:table>" * 100), Job("a.odt", Options(max_seconds=-1)))
    assert caught.value.code == "too-slow"
