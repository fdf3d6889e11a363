"""Workbooks written by hand, part by part, for the tests of their readers."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from docx_support import relationships

_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsx(*sheets: str, styles: str = "", strings: str = "", states: tuple[str, ...] = (), book: str = "") -> bytes:
    """A workbook of `sheets`: what stands within each `worksheet` element."""
    listed = "".join(
        f'<sheet name="Tờ {at}" sheetId="{at + 1}" r:id="r{at}" {states[at] if states else ""}/>'
        for at in range(len(sheets))
    )
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relationships({"officeDocument": "xl/workbook.xml"}),
        "xl/workbook.xml": f'<workbook xmlns="{_S}" xmlns:r="{_R}">{book}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="r{at}" Type="{_R}/worksheet" Target="worksheets/s{at}.xml"/>'
            for at in range(len(sheets))
        )
        + "</Relationships>",
    }
    for at, inside in enumerate(sheets):
        parts[f"xl/worksheets/s{at}.xml"] = f'<worksheet xmlns="{_S}">{inside}</worksheet>'
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{_S}">{styles}</styleSheet>'
    if strings:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_S}">{strings}</sst>'
    return zip_of(parts)


def zip_of(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return buffer.getvalue()


def rows(*lines: str, merged: tuple[str, ...] = (), first: int = 1, hidden: tuple[int, ...] = ()) -> str:
    """Rows of cells, written "A text | C text"; an empty line is a row left out."""
    out = []
    for number, line in enumerate(lines, first):
        cells = [cell.strip().partition(" ") for cell in line.split("|") if cell.strip()]
        inner = "".join(
            f'<c r="{column}{number}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
            for column, _, text in cells
        )
        out.append(f'<row r="{number}"{" hidden=" + chr(34) + "1" + chr(34) if number in hidden else ""}>{inner}</row>')
    merges = "".join(f'<mergeCell ref="{place}"/>' for place in merged)
    return f"<sheetData>{''.join(out)}</sheetData><mergeCells>{merges}</mergeCells>"


def ods(*tables: str, styles: str = "") -> bytes:
    names = {"office": "office", "table": "table", "text": "text", "style": "style", "fo": "xsl-fo-compatible"}
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{rest}:1.0"' for name, rest in names.items()
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    )
    return zip_of({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def table(*inside: str, attributes: str = "") -> str:
    return f"<table:table {attributes}>{''.join(inside)}</table:table>"


ENDLESS = row(
    '<table:table-cell table:number-columns-repeated="16384"/>', attributes='table:number-rows-repeated="1048576"'
)
