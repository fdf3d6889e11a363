"""Each reader gives Unicode for text in fonts and files from before it, and leads back to what stood there."""

from __future__ import annotations

import pytest
from conftest import CORPUS
from docx_support import paragraphs_of, parts_of, read_body, zipped
from docx_support import read as read_docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_support import Page, texts, write

from benchmarks.formats.encode import encode
from benchmarks.formats.legacy import VERSIONS
from tdkt_extract import extract, extract_text
from tdkt_extract.legacy import encodings
from tdkt_extract.readers import Job, read
from tdkt_extract.text import Paragraph, RawDocument, Span, source_text

LINES = (
    "ỦY BAN NHÂN DÂN XÃ VÍ DỤ",
    "KẾ HOẠCH",
    "Trồng cây và bảo vệ rừng năm 2008",
    "Căn cứ Quyết định số 12/QĐ-UBND ngày 01 tháng 02 năm 2008 của Ủy ban nhân dân huyện;",
    "I. MỤC ĐÍCH",
    "Tổ chức trồng cây, chăm sóc rừng; người dân được hưởng lợi từ đất rừng, nước sạch.",
)


def paragraphs(document: RawDocument) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def source(paragraph: Paragraph) -> str:
    edits = [(start, end, raw) for start, end, raw, _ in paragraph.readings]
    return source_text(paragraph.text, edits, 0, len(paragraph.text))


def fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def run(content: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>"


def written(text: str, properties: str = "") -> str:
    return run(f'<w:t xml:space="preserve">{text}</w:t>', properties)


TIME, CAPITALS, VNI = fonts(".VnTime"), fonts(".VnTimeH"), fonts("VNI-Times")
STYLES = (
    '<w:style w:type="paragraph" w:styleId="Old"><w:name w:val="Old"/><w:rPr>{}</w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Child"><w:name w:val="Child"/><w:basedOn w:val="Old"/></w:style>'
    '<w:style w:type="character" w:styleId="Word"><w:name w:val="Word"/><w:rPr>{}</w:rPr></w:style>'
)


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (written("QuyÕt ®Þnh", TIME), "Quyết định"),
        (written("Quyeát ñònh", VNI), "Quyết định"),
        (written("kÕ ho¹ch", CAPITALS), "KẾ HOẠCH"),
        (written("Quy", TIME) + written("Õ", TIME + "<w:b/>") + written("t", TIME), "Quyết"),
        (written("Quye", VNI) + written("á", VNI) + written("t", VNI), "Quyết"),
        (written("QuyÕt ", TIME) + written("định", fonts("Times New Roman")), "Quyết định"),
        (written("Quyết định", TIME), "Quyết định"),
        (written("kÕ ho¹ch", TIME + "<w:caps/>"), "KẾ HOẠCH"),
        (run('<w:t>®</w:t><w:sym w:font=".VnTime" w:char="F0CA"/><w:t>t</w:t>', TIME), "đất"),
        (run("<w:t>tr</w:t><w:softHyphen/><w:t>êng</w:t>", TIME), "trường"),
        (run("<w:t>tr\u00adêng</w:t>", TIME), "trường"),
        (run("<w:t>thi</w:t><w:softHyphen/><w:t>đua</w:t>"), "thiđua"),
        (written("°C ± 5 §", fonts("Arial")), "°C ± 5 §"),
        (written("QuyÕt", '<w:rFonts w:eastAsia=".VnTime"/>'), "QuyÕt"),
        (written("QuyÕt", '<w:rFonts w:hAnsi=".VnTime" w:hAnsiTheme="minorHAnsi"/>'), "QuyÕt"),
    ],
)
def test_word_runs(runs: str, text: str) -> None:
    (paragraph,) = read_body(f"<w:p>{runs}</w:p>")
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == text


@pytest.mark.parametrize(
    ("style", "properties", "text"),
    [
        ("Old", "", "đất"),
        ("Child", "", "đất"),
        ("Child", fonts("Arial"), "®Êt"),
        ("", '<w:rStyle w:val="Word"/>', "đất"),
        ("", "", "®Êt"),
    ],
)
def test_word_fonts_come_from_styles(style: str, properties: str, text: str) -> None:
    body = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{written("®Êt", properties)}</w:p>'
    (paragraph,) = read_body(body, styles=STYLES.format(TIME, TIME))
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == text


def test_the_default_font_of_a_word_file() -> None:
    styles = f"<w:docDefaults><w:rPrDefault><w:rPr>{TIME}</w:rPr></w:rPrDefault></w:docDefaults>"
    (paragraph,) = read_body(f"<w:p>{written('®Êt')}</w:p>", styles=styles)
    assert isinstance(paragraph, Paragraph)
    assert (paragraph.text, source(paragraph)) == ("đất", "®Êt")


def test_a_label_in_a_legacy_font() -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="§iÒu %1."/>{}</w:lvl>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{level.format(f"<w:rPr>{TIME}</w:rPr>")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    item = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'
    (paragraph,) = read_body(item, numbering=numbering)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.label == "Điều 1."


def test_a_word_file_says_what_was_read() -> None:
    document = read_docx(zipped(parts_of(f"<w:p>{written('QuyÕt ®Þnh', TIME)}</w:p>")))
    assert [note.code for note in document.notes] == ["legacy-encoding"]
    (paragraph,) = paragraphs_of(document)
    assert source(paragraph) == "QuyÕt ®Þnh"


@pytest.mark.parametrize("id", [one.id for one in encodings()])
@pytest.mark.parametrize(
    ("name", "shape"),
    [("a.txt", "{}"), ("a.md", "{}"), ("a.html", "<html><body>{}</body></html>")],
    ids=["txt", "md", "html"],
)
def test_pasted_text(id: str, name: str, shape: str) -> None:
    """UTF-8 that holds the codes as characters."""
    lines = [encode(line, id) for line in LINES]
    content = "".join(f"<p>{line}</p>" for line in lines) if name == "a.html" else "\n\n".join(lines)
    _, document = read(shape.format(content).encode(), Job(name))
    found = " ".join(" ".join(paragraphs(document)).split())
    assert found.lower() == " ".join(LINES).lower()
    for block in document.blocks:
        assert isinstance(block, Paragraph)
        for line in source(block).split("\n"):
            assert any(line in raw for raw in lines)
    assert "legacy-encoding" in [note.code for note in document.notes]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ('<font face=".VnTimeH">kÕ ho¹ch</font> <font face=".VnTime">trång c©y</font>', "KẾ HOẠCH trồng cây"),
        ("<span style=\"font-family: 'VNI-Times'\">Quyeát ñònh</span>", "Quyết định"),
        ('<p style="font-family:.VnTime">Quy&Otilde;t &reg;&THORN;nh</p>', "Quyết định"),
        ('<p style="font-family:.VnTime">Quyết định ®</p>', "Quyết định ®"),
        ("<p>Microsoft® Word®</p>", "Microsoft® Word®"),
    ],
)
def test_pages(page: str, text: str) -> None:
    _, document = read(f"<html><body><p>Mã cũ</p>{page}</body></html>".encode(), Job("a.html"))
    assert text in paragraphs(document)


@pytest.mark.parametrize("font", [".VnTime", "ABCDEF+.VnTime,Bold", "Courier"])
def test_pdf_in_winansi_where_the_horned_u_is_a_hyphen(font: str) -> None:
    page = Page().lines(100, *[encode(line, "tcvn3") for line in LINES[2:]], step=30)
    data = write(page).replace(b"/BaseFont /Courier /", b"/BaseFont /" + font.encode() + b" /")
    _, document = read(data, Job("a.pdf"))
    assert " ".join(texts(document)).lower() == " ".join(LINES[2:]).lower()
    assert "legacy-encoding" in [note.code for note in document.notes]
    assert "Q§-UBND" in " ".join(source(block) for block in document.blocks if isinstance(block, Paragraph))


def test_pdf_letters_of_two_codes_keep_their_place() -> None:
    lines = [encode(line, "vni") for line in LINES]
    _, document = read(write(Page().lines(100, *lines, step=30)), Job("a.pdf"))
    assert " ".join(texts(document)) == " ".join(LINES)
    assert " ".join(source(block).replace("\n", " ") for block in document.blocks if isinstance(block, Paragraph)) == (
        " ".join(lines)
    )


PLANS = sorted(path.parent for path in CORPUS.glob("*/source.txt"))


@pytest.mark.parametrize("folder", PLANS, ids=lambda folder: folder.name)
def test_a_plan_is_the_same_in_vni(folder: object) -> None:
    text = (folder / "source.txt").read_text("utf-8")  # type: ignore[operator]
    clean, old = extract_text(text), extract_text(encode(text, "vni"))
    assert old.text == clean.text
    assert old.header == clean.header
    assert old.tasks == clean.tasks
    whole = Span(start=0, end=len(old.text))
    assert old.source_text(whole) == encode(clean.source_text(whole), "vni")


@pytest.mark.parametrize("version", ["tcvn3", "vni"])
def test_a_word_file_is_the_same_in_legacy_fonts(version: str, tmp_path: object) -> None:
    for folder in CORPUS.glob("*/source.docx"):
        clean = extract(folder)
        old = extract(VERSIONS[version](folder.with_suffix(""), tmp_path))  # type: ignore[arg-type]
        assert old.text == clean.text
        assert old.tasks == clean.tasks


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="QuyÕt®Þnh §-\u00adñòáùø«»µ°Ñ", max_size=80))
def test_any_such_line_is_read_with_the_way_back(text: str) -> None:
    plan = extract_text(f"QuyÕt ®Þnh trång c©y{text} thùc hiÖn")
    assert f"trång c©y{text} thùc" in plan.source_text(Span(start=0, end=len(plan.text)))
