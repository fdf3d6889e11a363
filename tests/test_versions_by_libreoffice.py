"""The same document as .docx, and as LibreOffice saves it in other formats: the blocks are the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import ROOT
from docx_support import expand_levels, item, para, parts_of, zipped
from readers_support import show

from benchmarks.formats import office
from tdkt_extract.readers import read
from tdkt_extract.readers.base import Job

SOURCES = sorted((ROOT / "corpus").glob("*/source.docx"))
LISTS = (
    '<w:abstractNum w:abstractNumId="0">{0: upperRoman %1. | decimal %1.%2. | lowerLetter %3) | bullet -}'
    "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="1">{0: decimal Điều %1. | bullet \uf0b7 | decimal (%3)}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
    "</w:lvlOverride></w:num>"
)
ITEMS = ("10", "11", "11", "12", "12", "13", "11", "10", "11", "20", "21", "20", "10", "30", "31", "30", "20", "22")
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/word/{part}.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        for part, kind in (("document", "document.main"), ("numbering", "numbering"), ("footnotes", "footnotes"))
    )
    + "</Types>"
)


def cell(inside: str, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{properties}</w:tcPr>{inside}</w:tc>'


def table(*rows: str) -> str:
    grid = '<w:gridCol w:w="2000"/>' * 3
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def lists_and_tables() -> bytes:
    """What the corpus lacks: lists that share and restart, merged cells, a table in a cell, a note."""
    body = "".join(item(f"mục {at}", kind[0], kind[1]) for at, kind in enumerate(ITEMS))
    body += '<w:p><w:r><w:t>Chú thích</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    body += '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/><w:caps/></w:rPr><w:t>hoa</w:t></w:r>'
    body += (
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>34</w:t><w:noBreakHyphen/>"
    )
    body += "<w:t>CT/TW</w:t></w:r></w:p>"
    inner = table(cell(para("n1")) + cell(para("n2")), cell(para("n3")) + cell(para("n4")))
    body += table(
        cell(para("TT")) + cell(para("A"), '<w:gridSpan w:val="2"/>'),
        cell(para("1"), '<w:vMerge w:val="restart"/>') + cell(para("b")) + cell(para("c")),
        cell(para(""), "<w:vMerge/>") + cell(para("d")) + cell(item("e", "2", "0") + inner + para("sau")),
    )
    notes = (
        f'<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote><w:footnote w:id="2">{para("chân")}</w:footnote>'
    )
    parts = parts_of(body + para("cuối"), numbering=expand_levels(LISTS), footnotes=notes)
    return zipped(parts | {"[Content_Types].xml": TYPES})


@pytest.mark.skipif(office.available() is not None, reason=f"{office.available()} is not here")
@pytest.mark.parametrize("kind", ["rtf", "odt"])
def test_the_blocks_are_those_of_the_docx(kind: str, tmp_path: Path) -> None:
    (tmp_path / "lists.docx").write_bytes(lists_and_tables())
    for source in SOURCES:
        shutil.copyfile(source, tmp_path / f"{source.parent.name}.docx")
    documents = sorted(tmp_path.glob("*.docx"))
    made = office.make_all(kind, [path.with_suffix("") for path in documents], tmp_path / kind)
    for clean, version in zip(documents, made, strict=True):
        reader, document = read(version.read_bytes(), Job(version.name))
        assert reader.name == kind
        assert show(document.blocks) == show(read(clean.read_bytes(), Job(clean.name))[1].blocks), clean.name
