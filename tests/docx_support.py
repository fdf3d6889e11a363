"""Word files written by hand, part by part, for the tests of their reader."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

from tdkt_extract.errors import ReadError
from tdkt_extract.readers.base import Job, Options
from tdkt_extract.readers.docx import READER
from tdkt_extract.text import Block, Paragraph, RawDocument, Table

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
    return READER.read(data, Job("kế hoạch.docx", options or Options()))


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
