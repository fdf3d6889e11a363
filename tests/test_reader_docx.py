"""The .docx reader: cases as data in cases/docx, then addresses, styles, order of the pieces and real files."""

from __future__ import annotations

import html
import re
import sys
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx_support import W, expand_levels, item, para, paragraphs_of, parts_of, read, read_body, run, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from tdkt_extract.normalise import align
from tdkt_extract.readers._numbering import format_number
from tdkt_extract.readers._symbols import symbol
from tdkt_extract.readers.docx import READER
from tdkt_extract.readers.docx.styles import without_table_styles
from tdkt_extract.text import Block, DocxLocator, Paragraph, Table

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CASES = Path(__file__).parent / "cases" / "docx"
SHARED = Path(__file__).parents[1].parent / "shared"
DEV = sorted((SHARED / "corpus" / "dev").glob("*.docx"))
ARCHIVE = SHARED / "corpus" / "archive" / "plan-archive.zip"


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
