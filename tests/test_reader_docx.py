"""The .docx reader: cases as data in cases/docx, then limits, damage, addresses and real files."""

from __future__ import annotations

import html
import re
import sys
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest
from docx import Document
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from tdkt_extract.errors import LimitError, ReadError
from tdkt_extract.normalise import align
from tdkt_extract.readers.base import Options
from tdkt_extract.readers.docx import READER
from tdkt_extract.readers.docx.numbering import format_number
from tdkt_extract.readers.docx.package import MAX_XML
from tdkt_extract.readers.docx.styles import without_table_styles
from tdkt_extract.readers.docx.symbols import symbol
from tdkt_extract.text import Block, DocxLocator, Paragraph, RawDocument, Table

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CASES = Path(__file__).parent / "cases" / "docx"
SHARED = Path(__file__).parents[1].parent / "shared"
DEV = sorted((SHARED / "corpus" / "dev").glob("*.docx"))
ARCHIVE = SHARED / "corpus" / "archive" / "plan-archive.zip"

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W,
        "r": RELATIONS,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w16se": "http://schemas.microsoft.com/office/word/2015/wordml/symex",
    }.items()
)
CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def relationships(targets: dict[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>'
    )


def parts_of(body: str = "", **others: str) -> dict[str, str]:
    """The parts of a minimal package; `others` are the insides of numbering, styles, footnotes, endnotes."""
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": relationships({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": relationships({kind: f"{kind}.xml" for kind in others}),
    }
    return parts | {
        f"word/{kind}.xml": f"<w:{kind} {NAMESPACES}>{inside}</w:{kind}>" for kind, inside in others.items()
    }


def zipped(parts: dict[str, str]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def read(data: bytes, options: Options | None = None) -> RawDocument:
    return READER.read(data, "kế hoạch.docx", options or Options())


def read_body(body: str, **others: str) -> tuple[Block, ...]:
    return read(zipped(parts_of(body, **others))).blocks


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(text: str) -> str:
    return f"<w:p>{run(text)}</w:p>"


def item(text: str, num_id: str, level: str) -> str:
    numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'
    return f"<w:p><w:pPr>{numbering}</w:pPr>{run(text)}</w:p>"


def expand_levels(lists: str) -> str:
    """{0: decimal %1. | lowerLetter %2)} -> the w:lvl elements from level 0 on."""

    def levels(match: re.Match[str]) -> str:
        out = []
        for level, entry in enumerate(match[2].split(" | "), int(match[1])):
            number_format, _, text = entry.partition(" ")
            out.append(
                f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
                f'<w:lvlText w:val="{text}"/></w:lvl>'
            )
        return "".join(out)

    return re.sub(r"\{(\d): ([^}]*)\}", levels, lists)


def cases(name: str) -> list[Any]:
    loaded = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]
    return [pytest.param(case, id=case["name"]) for case in loaded]


def blocks_of(case: dict[str, Any]) -> tuple[Block, ...]:
    others: dict[str, str] = {kind: case[kind] for kind in ("styles", "footnotes", "endnotes") if kind in case}
    if "lists" in case:
        others["numbering"] = expand_levels(case["lists"])
    return read_body(case["body"], **others)


def shown(block: Block) -> Any:
    if isinstance(block, Paragraph):
        return f"{block.label}| {block.text}" if block.label else block.text
    return [
        [
            f"{cell.column} {cell.colspan}*{cell.rowspan} " + " / ".join(str(shown(p)).strip() for p in cell.paragraphs)
            for cell in row.cells
        ]
        for row in block.rows
    ]


def paragraphs_of(document: RawDocument) -> list[Paragraph]:
    found: list[Paragraph] = []
    for block in document.blocks:
        if isinstance(block, Table):
            found.extend(p for row in block.rows for cell in row.cells for p in cell.paragraphs)
        else:
            found.append(block)
    return found


def outcome(data: bytes) -> list[str] | str:
    """The texts read, or the code of the ReadError."""
    try:
        return [paragraph.text for paragraph in paragraphs_of(read(data))]
    except ReadError as error:
        return error.code


@pytest.mark.parametrize("case", cases("numbering"))
def test_labels(case: dict[str, Any]) -> None:
    items = [re.fullmatch(r"(\d+)/(\d) (.*)", entry) for entry in case["items"]]
    case["body"] = "".join(item(match[3], match[1], match[2]) for match in items if match)
    blocks = blocks_of(case)
    assert [block.label for block in blocks if isinstance(block, Paragraph)] == case["labels"]


@pytest.mark.parametrize("case", cases("text"))
def test_text(case: dict[str, Any]) -> None:
    assert [shown(block) for block in blocks_of(case)] == case["expect"]


@pytest.mark.parametrize("case", cases("tables"))
def test_tables(case: dict[str, Any]) -> None:
    assert [shown(block) for block in blocks_of(case)] == case["expect"]


@pytest.mark.parametrize("case", cases("hints"))
def test_hints(case: dict[str, Any]) -> None:
    hints = [
        "b" * block.bold + "c" * block.centred + ("" if block.outline is None else str(block.outline))
        for block in blocks_of(case)
        if isinstance(block, Paragraph)
    ]
    assert hints == case["expect"]


@pytest.mark.parametrize(
    ("number", "number_format", "expected"),
    [
        (1999, "upperRoman", "MCMXCIX"),
        (44, "lowerRoman", "xliv"),
        (0, "upperRoman", "0"),
        (0, "lowerLetter", "0"),
        (52, "upperLetter", "ZZ"),
        (53, "upperLetter", "AAA"),
        (9, "decimalZero", "09"),
        (10, "decimalZero", "10"),
        (7, "vietnameseCounting", "7"),
        (7, "bullet", ""),
    ],
)
def test_number_formats(number: int, number_format: str, expected: str) -> None:
    assert format_number(number, number_format) == expected


@pytest.mark.parametrize(
    ("font", "code", "expected"),
    [
        ("Symbol", "F020", " "),
        ("Symbol", "00FE", "⎭"),
        ("Symbol", "F0FF", "•"),
        ("Symbol", "2264", "≤"),
        ("Wingdings", "F0FC", "✓"),
        ("Wingdings", "00FF", "•"),
        ("Arial", "F01F", ""),
        ("Arial", "F0FF", "ÿ"),
        ("Arial", "F100", "\uf100"),
        ("Arial", "DFFF", ""),
        ("Arial", "E000", "\ue000"),
        ("Arial", "110000", ""),
        ("Arial", "-1", ""),
    ],
)
def test_symbols(font: str, code: str, expected: str) -> None:
    assert symbol(font, code) == expected


def test_a_two_column_page_in_one_row_is_unfolded() -> None:
    page = "".join(para(f"{number}. " + "nội dung công việc " * 20) for number in range(15))
    frame = f"<w:tbl><w:tr><w:tc>{para('Mục lục')}</w:tc><w:tc>{page}</w:tc></w:tr></w:tbl>"
    blocks = read_body(frame)
    assert len(blocks) == 16
    assert all(isinstance(block, Paragraph) for block in blocks)


def test_many_short_recipients_are_no_page() -> None:
    recipients = "".join(para(f"- Sở thứ {number};") for number in range(30))
    blocks = read_body(f"<w:tbl><w:tr><w:tc>{recipients}</w:tc><w:tc>{para('CHỦ TỊCH')}</w:tc></w:tr></w:tbl>")
    assert [type(block) for block in blocks] == [Table]


def test_grid_is_as_wide_as_its_columns_or_its_widest_row() -> None:
    grid = "<w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>"
    cells = f"<w:tc>{para('a')}</w:tc><w:tc>{para('b')}</w:tc>"
    blocks = read_body(f"<w:tbl>{grid}<w:tr>{cells}</w:tr></w:tbl><w:tbl><w:tr>{cells}</w:tr></w:tbl>")
    assert [block.columns for block in blocks if isinstance(block, Table)] == [3, 2]


# Addresses


def test_locators() -> None:
    row = f"<w:tr><w:tc>{para('a')}{para('b')}</w:tc><w:tc><w:p/>{para('c')}</w:tc></w:tr>"
    box = f"<w:p>{run('neo')}<w:r><w:pict><w:txbxContent>{para('khung')}</w:txbxContent></w:pict></w:r></w:p>"
    notes = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>' + "".join(
        f'<w:footnote w:id="{number}">{para(f"chú {number}")}</w:footnote>' for number in (1, 2)
    )
    body = f"{para('đầu')}<w:p/><w:tbl><w:tr/></w:tbl><w:tbl>{row}{row}</w:tbl>{box}{para('cuối')}"
    document = read(zipped(parts_of(body, footnotes=notes)))
    part = "word/document.xml"

    def place(paragraph: int, *address: int) -> DocxLocator:
        return DocxLocator(part=part, paragraph=paragraph, **dict(zip(("table", "row", "cell"), address, strict=False)))

    found = [(p.text, p.locators) for p in paragraphs_of(document)]
    in_table = [
        (text, ((0, place(paragraph, 1, row_index, cell)),))
        for row_index in (0, 1)
        for text, paragraph, cell in (("a", 0, 0), ("b", 1, 0), ("c", 1, 1))
    ]
    notes_part = "word/footnotes.xml"
    assert found == [
        ("đầu", ((0, place(0)),)),
        *in_table,
        ("neo", ((0, place(2)),)),
        ("khung", ((0, place(2)),)),
        ("cuối", ((0, place(3)),)),
        ("chú 1", ((0, DocxLocator(part=notes_part, paragraph=1)),)),
        ("chú 2", ((0, DocxLocator(part=notes_part, paragraph=2)),)),
    ]


def test_a_nested_table_is_found_in_the_cell_around_it() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{para('b')}</w:tc><w:tc>{para('c')}</w:tc></w:tr></w:tbl>"
    table = f"<w:tbl><w:tr><w:tc>{para('x')}</w:tc><w:tc>{para('a')}{inner}{para('d')}</w:tc></w:tr></w:tbl>"
    found = {p.text: p.locators[0][1] for p in paragraphs_of(read(zipped(parts_of(table * 2))))}
    assert found == {
        "x": DocxLocator(part="word/document.xml", paragraph=0, table=1, row=0, cell=0),
        **{
            text: DocxLocator(part="word/document.xml", paragraph=number, table=1, row=0, cell=1)
            for number, text in enumerate("abcd")
        },
    }


def test_a_joined_paragraph_has_both_places() -> None:
    mark = '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
    (block,) = read_body(f"<w:p>{mark}{run('Sở Nội vụ ')}</w:p>{para('chủ trì')}")
    assert isinstance(block, Paragraph)
    assert [(block.text[at:], place.paragraph) for at, place in block.locators if isinstance(place, DocxLocator)] == [
        ("Sở Nội vụ chủ trì", 0),
        ("chủ trì", 1),
    ]


def test_python_docx_finds_what_the_locators_say() -> None:
    built = Document()
    built.add_paragraph("Mở đầu")
    table = built.add_table(rows=2, cols=2)
    table.cell(1, 1).text = "Ô cuối"
    built.add_paragraph("Kết thúc")
    buffer = BytesIO()
    built.save(buffer)
    opened = Document(BytesIO(buffer.getvalue()))
    for paragraph in paragraphs_of(read(buffer.getvalue())):
        place = paragraph.locators[0][1]
        assert isinstance(place, DocxLocator)
        holder: Any = opened
        if place.table is not None and place.row is not None and place.cell is not None:
            holder = opened.tables[place.table].rows[place.row].cells[place.cell]
        assert holder.paragraphs[place.paragraph].text == paragraph.text


# A document of python-docx, its template's 164 styles and 14 lists


def test_styles_and_lists_of_a_real_template() -> None:
    built = Document()
    built.add_heading("MỤC ĐÍCH", 1)
    built.add_heading("Yêu cầu", 2)
    for text, style in (("Một", "List Number"), ("Hai", "List Number"), ("chấm", "List Bullet"), ("Ba", "List Number")):
        built.add_paragraph(text, style)
    strong = built.add_paragraph()
    strong.add_run("Quý I", style="Strong")
    strong._p.append(
        parse_xml(f'<w:ins xmlns:w="{W}" w:id="1"><w:r><w:rPr><w:b/></w:rPr><w:t>/2026</w:t></w:r></w:ins>')
    )
    buffer = BytesIO()
    built.save(buffer)
    found = [(p.label, p.text, p.bold, p.outline) for p in paragraphs_of(read(buffer.getvalue()))]
    assert found == [
        ("", "MỤC ĐÍCH", True, 0),
        ("", "Yêu cầu", True, 1),
        ("1.", "Một", False, None),
        ("2.", "Hai", False, None),
        ("-", "chấm", False, None),
        ("3.", "Ba", False, None),
        ("", "Quý I/2026", True, None),
    ]


def test_only_table_styles_are_trimmed() -> None:
    keep = '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="w:type"/></w:style>'
    closed = '<w:style w:type="table" w:styleId="B"/>'
    table = '<w:style w:styleId="C" w:type="table"><w:rPr><w:b/></w:rPr></w:style>'
    xml = f"<w:styles>{table}{keep}{table} {closed}{keep}{table}</w:styles>".encode()
    assert without_table_styles(xml) == f"<w:styles>{keep} {closed}{keep}</w:styles>".encode()


# The package


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
        ({"word/document.xml": "<w:document"}, "word/document.xml is no well-formed XML"),
        ({"word/document.xml": ""}, "word/document.xml is no well-formed XML"),
        ({"word/document.xml": "<a/>"}, "word/document.xml is no Word document"),
        ({"word/styles.xml": "<x>&undeclared;</x>"}, "word/styles.xml is no well-formed XML"),
        ({"word/document.xml": "<a>" * 300 + "</a>" * 300}, "word/document.xml is no well-formed XML"),
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


@pytest.mark.parametrize(("depth", "expected"), [(60, ["a", "b"]), (120, "damaged")])
def test_deep_nesting_is_read_or_refused(depth: int, expected: list[str] | str) -> None:
    nested = "<w:tbl><w:tr><w:tc>" * depth + para("a") + "</w:tc></w:tr></w:tbl>" * depth
    wrapped = "<w:p>" + "<w:ins>" * depth + run("b") + "</w:ins>" * depth + "</w:p>"
    assert outcome(zipped(parts_of(nested + wrapped))) == expected


# Limits


def test_the_directory_is_believed_when_it_says_too_much() -> None:
    data = zipped(parts_of(para("a" * 5000)))
    assert paragraphs_of(read(data, Options(max_unpacked=20_000)))
    with pytest.raises(LimitError) as caught:
        read(data, Options(max_unpacked=5000))
    assert caught.value.code == "too-large"
    assert "word/document.xml" in str(caught.value)


def test_the_limit_counts_all_parts_that_are_read() -> None:
    parts = parts_of(para("a"), styles=" " * 6000, numbering=" " * 6000)
    with pytest.raises(LimitError):
        read(zipped(parts), Options(max_unpacked=12_000))


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
    with pytest.raises(ReadError) as caught:
        read(lying)
    assert caught.value.code == "damaged"


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
def test_truncated(percent: int) -> None:
    stump = SAMPLE[: len(SAMPLE) * percent // 100]
    assert READER.recognise(stump) >= 0.5
    with pytest.raises(ReadError) as caught:
        read(stump)
    assert caught.value.code == "damaged"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=30))
def test_flipped_bytes_give_a_document_or_a_read_error(flips: list[tuple[int, int]]) -> None:
    data = bytearray(SAMPLE)
    for at, value in flips:
        data[at] = value
    READER.recognise(bytes(data))
    result = outcome(bytes(data))
    assert isinstance(result, list) or result in ("damaged", "encrypted", "too-large")


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


# What is put in comes out, in order


PIECE = st.text(st.characters(codec="utf-8", categories=["L", "M", "N", "P", "S"]), min_size=1, max_size=8)
BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
KEPT = (
    "{}",
    '<w:ins w:id="1">{}</w:ins>',
    '<w:moveTo w:id="1">{}</w:moveTo>',
    "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    '<w:smartTag w:element="x">{}</w:smartTag>',
    '<w:hyperlink w:anchor="x">{}</w:hyperlink>',
    '<w:fldSimple w:instr="REF x">{}</w:fldSimple>',
    f"{BEGIN}<w:r><w:instrText>REF</w:instrText></w:r>{SEPARATE}{{}}{END}",
)
LOST = (
    '<w:del w:id="1">{}</w:del>',
    '<w:moveFrom w:id="1">{}</w:moveFrom>',
    f"{BEGIN}{{}}{SEPARATE}{END}",
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>",
    '<w:bookmarkStart w:id="1" w:name="x"/>',
    '<w:r><w:footnoteReference w:id="1"/></w:r>',
    "<w:r><w:softHyphen/></w:r>",
)
PARTS = st.one_of(
    st.tuples(st.sampled_from(KEPT), PIECE, st.just(True)), st.tuples(st.sampled_from(LOST), PIECE, st.just(False))
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.lists(PARTS, max_size=6)), min_size=1, max_size=8))
def test_the_pieces_come_out_in_order(content: list[tuple[bool, list[tuple[str, str, bool]]]]) -> None:
    body, expected = "", []
    for in_table, parts in content:
        paragraph = "<w:p>" + "".join(wrapper.format(run(piece)) for wrapper, piece, _ in parts) + "</w:p>"
        body += f"<w:tbl><w:tr><w:tc>{paragraph}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>" if in_table else paragraph
        text = "".join(piece for _, piece, kept in parts if kept)
        if text:
            expected.append(text)
    assert [p.text for p in paragraphs_of(read(zipped(parts_of(body))))] == expected


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=25))
def test_dotted_labels_are_the_path_of_counters(levels: list[int]) -> None:
    """A model of its own: the last label of each level, cut or grown to the level, its last number one more."""
    numbering = expand_levels(
        '<w:abstractNum w:abstractNumId="0">{0: decimal %1 | decimal %1.%2 | decimal %1.%2.%3 | decimal %1.%2.%3.%4}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    blocks = read_body("".join(item("x", "1", str(level)) for level in levels), numbering=numbering)
    path: list[int] = []
    for level, block in zip(levels, blocks, strict=True):
        grown = len(path) <= level
        path = (path + [1] * (level + 1 - len(path)))[: level + 1]
        path[level] += not grown
        assert isinstance(block, Paragraph)
        assert block.label == ".".join(map(str, path))


@given(PIECE)
def test_quoted_values_do_not_matter(text: str) -> None:
    style = f"<w:pPr><w:pStyle w:val={quoteattr(text)}/></w:pPr>"
    assert [p.text for p in paragraphs_of(read(zipped(parts_of(f"<w:p>{style}{run('a')}</w:p>"))))] == ["a"]


# Real files


def words(text: str) -> Counter[str]:
    return Counter(text.split())


@pytest.mark.skipif(not DEV, reason="the shared corpus is not here")
@pytest.mark.parametrize("path", DEV, ids=lambda path: path.stem)
def test_a_plan_says_what_its_web_page_says(path: Path) -> None:
    page = words(html.unescape(re.sub(r"<[^>]+>", " ", path.with_suffix(".html").read_text("utf-8"))))
    found = words(align(read(path.read_bytes()).blocks).text)
    assert (page & found).total() >= 0.99 * page.total()
    assert (page & found).total() >= 0.99 * found.total()


@pytest.mark.skipif(not ARCHIVE.exists(), reason="the shared corpus is not here")
def test_archived_plans_are_read() -> None:
    with zipfile.ZipFile(ARCHIVE) as archive:
        names = [name for name in archive.namelist() if name.endswith(".docx")][::8]
        assert names
        for name in names:
            data = archive.read(name)
            assert READER.recognise(data) == 1.0
            assert paragraphs_of(read(data))
