"""The package of a .docx file: its parts, limits, recognition; truncated, damaged and hostile files."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx_support import (
    NAMESPACES,
    RELATIONS,
    W,
    expand_levels,
    item,
    outcome,
    para,
    paragraphs_of,
    parts_of,
    read,
    relationships,
    run,
    zipped,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from tdkt_extract.errors import LimitError, ReadError
from tdkt_extract.readers._package import MAX_XML
from tdkt_extract.readers.base import Options
from tdkt_extract.readers.docx import READER
from tdkt_extract.text import DocxLocator, RawDocument, Table


def test_the_main_part_is_found_by_its_relationship() -> None:
    parts = parts_of(para("Nội dung"))
    renamed = {name.replace("document.xml", "document2.xml"): content for name, content in parts.items()}
    renamed["_rels/.rels"] = relationships({"officeDocument": "/word/document2.xml"})
    (paragraph,) = paragraphs_of(read(zipped(renamed)))
    assert paragraph.locators[0][1] == DocxLocator(part="word/document2.xml", paragraph=0)
    assert READER.recognise(zipped(renamed)) == 1.0


@pytest.mark.parametrize("without", ["_rels/.rels", "word/_rels/document.xml.rels"])
def test_lost_relationships_are_guessed(without: str) -> None:
    numbering = expand_levels(
        '<w:abstractNum w:abstractNumId="0">{0: decimal %1.}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    parts = parts_of(item("Nội dung", "1", "0"), numbering=numbering)
    del parts[without]
    assert [p.label for p in paragraphs_of(read(zipped(parts)))] == ["1."]


def test_names_with_backslashes_and_other_case() -> None:
    parts = {name.replace("/", "\\").replace("word", "Word"): text for name, text in parts_of(para("a")).items()}
    data = zipped(parts)
    assert READER.recognise(data) == 1.0
    assert [p.text for p in paragraphs_of(read(data))] == ["a"]


def test_strict_open_xml() -> None:
    parts = parts_of(para("Nội dung"))
    main = parts["word/document.xml"].replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    parts["word/document.xml"] = main
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(
        RELATIONS, "http://purl.oclc.org/ooxml/officeDocument/relationships"
    )
    assert [p.text for p in paragraphs_of(read(zipped(parts)))] == ["Nội dung"]


@pytest.mark.parametrize("main", ["<w:document {}/>", "<w:document {}><w:body/></w:document>"])
def test_a_document_without_text_is_still_read(main: str) -> None:
    parts = parts_of() | {"word/document.xml": main.format(NAMESPACES)}
    assert read(zipped(parts)) == RawDocument(())


def test_an_embedded_file_is_remarked_on() -> None:
    assert [note.code for note in read(zipped(parts_of(para("a") + '<w:altChunk r:id="r9"/>'))).notes] == [
        "embedded-file"
    ]


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        ({"[Content_Types].xml": None}, "[Content_Types].xml is missing"),
        ({"word/document.xml": None}, "word/document.xml is missing"),
        ({"word/document.xml": "w:document"}, "word/document.xml is no well-formed XML"),
        ({"word/document.xml": ""}, "word/document.xml is no well-formed XML"),
        ({"word/document.xml": "<a/>"}, "word/document.xml is no Word document"),
        ({"word/document.xml": "<a>" * 300 + "</a>" * 300}, "word/document.xml is no Word document"),
    ],
)
def test_damaged_packages(change: dict[str, str | None], detail: str) -> None:
    parts = parts_of(para("a")) | change
    data = zipped({name: content for name, content in parts.items() if content is not None})
    with pytest.raises(ReadError) as caught:
        read(data)
    assert (caught.value.code, caught.value.details["format"]) == ("damaged", ".docx")
    assert detail in caught.value.en


@pytest.mark.parametrize(
    "dtd",
    [
        '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w SYSTEM "http://localhost:9/x.dtd">',
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>',
    ],
)
def test_entities_are_refused(dtd: str) -> None:
    entity = "&c;" if "ENTITY c" in dtd else "&a;" if "ENTITY" in dtd else ""
    parts = parts_of(f"<w:p><w:r><w:t>{entity}</w:t></w:r></w:p>")
    parts["word/document.xml"] = dtd + parts["word/document.xml"]
    with pytest.raises(ReadError) as caught:
        read(zipped(parts))
    assert caught.value.code == "damaged"


@pytest.mark.parametrize(("depth", "expected"), [(60, ["c", "a", "b"]), (120, ["c"])])
def test_deep_nesting_is_read_as_deep_as_libxml_goes(depth: int, expected: list[str]) -> None:
    nested = "<w:tbl><w:tr><w:tc>" * depth + para("a") + "</w:tc></w:tr></w:tbl>" * depth
    wrapped = "<w:p>" + "<w:ins>" * depth + run("b") + "</w:ins>" * depth + "</w:p>"
    assert outcome(zipped(parts_of(para("c") + nested + wrapped))) == expected


# Limits


def test_the_directory_is_believed_when_it_says_too_much() -> None:
    data = zipped(parts_of(para("a" * 5000)))
    assert paragraphs_of(read(data, Options(max_unpacked=20_000)))
    with pytest.raises(LimitError) as caught:
        read(data, Options(max_unpacked=5000))
    assert caught.value.code == "too-long"
    assert "word/document.xml" in str(caught.value)


def test_the_limit_counts_all_parts_that_are_read() -> None:
    data = zipped(parts_of(para("a"), styles=" " * 6000, numbering=" " * 6000))
    assert not read(data, Options(max_unpacked=20_000)).notes
    assert [note.code for note in read(data, Options(max_unpacked=12_000)).notes] == ["damaged-part"]


def test_parts_that_are_not_read_do_not_count() -> None:
    data = zipped(parts_of(para("a")) | {"word/media/image1.bin": "0" * 10**6})
    assert paragraphs_of(read(data, Options(max_unpacked=20_000)))


def test_no_part_may_pass_the_xml_limit() -> None:
    parts = parts_of() | {"word/document.xml": " " * (MAX_XML + 1)}
    with pytest.raises(LimitError):
        read(zipped(parts))


def test_a_directory_that_lies_about_a_size() -> None:
    data = zipped(parts_of(para("a" * 300_000)))
    entry = zipfile.ZipFile(BytesIO(data)).getinfo("word/document.xml")
    lying = data.replace(entry.file_size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != data
    document = read(lying)
    assert paragraphs_of(document) == paragraphs_of(read(data))
    assert [note.code for note in document.notes] == ["damaged-part"]


# Recognition, encryption, truncation, damage


def test_recognise() -> None:
    assert READER.recognise(zipped(parts_of(para("a")))) == 1.0
    assert READER.recognise(zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""})) == 0.0
    assert READER.recognise(zipped({"kho/word/a.docx": "", "word.txt": ""})) == 0.0
    for other in (b"", b"PK", b"%PDF-1.7 word/", b"<html>word/document.xml</html>", b"\xd0\xcf\x11\xe0 .doc"):
        assert READER.recognise(other) == 0.0


def test_encrypted() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    assert READER.recognise(data) == 1.0
    with pytest.raises(ReadError) as caught:
        read(data)
    assert (caught.value.code, caught.value.details) == ("encrypted", {"format": ".docx"})


def test_a_zip_password_is_encryption_too() -> None:
    data = bytearray(zipped(parts_of(para("a"))))
    for signature, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(signature)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(signature, at + 4)
    with pytest.raises(ReadError) as caught:
        read(bytes(data))
    assert caught.value.code == "encrypted"


def test_other_compressions_are_refused() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_BZIP2) as archive:
        for name, content in parts_of(para("a")).items():
            archive.writestr(name, content)
    with pytest.raises(ReadError) as caught:
        read(buffer.getvalue())
    assert caught.value.code == "damaged"


def sample() -> bytes:
    built = Document()
    for number in range(40):
        built.add_paragraph(f"{number}. Sở Nội vụ chủ trì, phối hợp với các sở, ngành liên quan.", "List Number")
    buffer = BytesIO()
    built.save(buffer)
    return buffer.getvalue()


SAMPLE = sample()


@pytest.mark.parametrize("percent", range(5, 100, 5))
def test_what_is_left_of_a_truncated_file_is_read(percent: int) -> None:
    stump = SAMPLE[: len(SAMPLE) * percent // 100]
    assert READER.recognise(stump) >= 0.5
    if percent == 5:  # the document comes later
        assert outcome(stump) == "damaged"
        return
    left = read(stump)
    texts = [paragraph.text for paragraph in paragraphs_of(left)]
    assert texts[:-1] == [paragraph.text for paragraph in paragraphs_of(read(SAMPLE))][: len(texts) - 1]
    assert "truncated" in {note.code for note in left.notes}


def test_a_part_of_which_the_end_is_damaged_is_read_to_there() -> None:
    parts = parts_of("".join(para(f"{number}. Tập huấn") for number in range(3000)))
    data = bytearray(zipped(parts))
    entry = zipfile.ZipFile(BytesIO(bytes(data))).getinfo("word/document.xml")
    middle = entry.header_offset + entry.compress_size // 2
    data[middle : middle + 40] = bytes(40)
    document = read(bytes(data))
    assert {note.code for note in document.notes} == {"damaged-part"}
    assert paragraphs_of(document)[300].text == "300. Tập huấn"


@pytest.mark.parametrize("part", ["styles", "numbering", "footnotes"])
@pytest.mark.parametrize("content", ["<w:styles", "&", "", "<a>" * 300 + "</a>" * 300, "<!DOCTYPE w []><w:styles/>"])
def test_a_document_is_read_without_a_damaged_part(part: str, content: str) -> None:
    parts = parts_of(para("a"), **{part: ""}) | {f"word/{part}.xml": content}
    document = read(zipped(parts))
    assert [paragraph.text for paragraph in paragraphs_of(document)] == ["a"]
    assert [note.code for note in document.notes] == ["damaged-part"]


def test_the_main_part_is_found_though_the_directory_misnames_it() -> None:
    data = zipped(parts_of(para("a")))
    at = data.rindex(b"word/document.xml")
    document = read(data[:at] + b"word/documenu.xml" + data[at + 17 :])
    assert [paragraph.text for paragraph in paragraphs_of(document)] == ["a"]
    assert "truncated" in {note.code for note in document.notes}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=30))
def test_flipped_bytes_give_a_document_or_a_read_error(flips: list[tuple[int, int]]) -> None:
    data = bytearray(SAMPLE)
    for at, value in flips:
        data[at] = value
    READER.recognise(bytes(data))
    result = outcome(bytes(data))
    assert isinstance(result, list) or result in ("damaged", "encrypted", "too-long")


NAMES = st.sampled_from(
    re.findall(
        r"\w+",
        "p r t tbl tr tc tcPr trPr pPr rPr numPr numId ilvl vMerge hMerge gridSpan sdt sdtContent ins del br sym "
        "fldChar pict txbxContent vanish b caps jc outlineLvl pStyle rStyle tab noBreakHyphen "
        "footnoteReference hyperlink",
    )
)
VALUES = st.sampled_from(["", "0", "1", "-1", "7", "x", "center", "restart", "continue", "begin", "end", "Heading1"])
TREES = st.recursive(
    st.builds(lambda name, value: f'<w:{name} w:val="{value}" w:fldCharType="{value}"/>', NAMES, VALUES),
    lambda inner: st.builds(
        lambda name, value, inside: f'<w:{name} w:val="{value}">{"".join(inside)}</w:{name}>',
        NAMES,
        VALUES,
        st.lists(inner, max_size=4),
    ),
    max_leaves=40,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(TREES, max_size=5))
def test_elements_in_any_disorder_are_read(trees: list[str]) -> None:
    numbering = '<w:abstractNum w:abstractNumId="0">{0: decimal %1. | bullet -}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    document = read(zipped(parts_of("".join(trees), numbering=expand_levels(numbering))))
    for block in document.blocks:
        if isinstance(block, Table):
            cells = [cell for row in block.rows for cell in row.cells]
            assert all(cell.column + cell.colspan <= block.columns for cell in cells)
