"""Writer for .docx, down to the bytes: own XML, fixed dates, fixed order. `style.docx` chooses the features:

autonumber   labels come from numbering.xml, the characters lack them (a STT column too)
nfd          decomposed text, as some keyboards on a Mac leave it
nbsp         non-breaking spaces before figures
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from typing import Any
from xml.sax.saxutils import escape

import docx_parts
from as_text import parts, recipient_lines, signature_lines
from markup import Block, Cell, Para, Plan, Row, Table, runs

_PAGE = 9071  # the text's width in twentieths of a point
_LIST_LEVELS = ((r"[IVX]+\.", 0), (r"\d+\.", 1), (r"\d+\.\d+\.", 2), (r"[a-z]\)", 3))
_AUTHOR = 'w:author="Chuyên viên" w:date="2000-01-01T00:00:00Z"'


class DocxWriter:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.style: dict[str, Any] = plan.style("docx")
        self.notes: list[str] = []
        self.serial = 0

    def package(self) -> bytes:
        body = "".join(self.block(block) for block in self.plan.blocks)
        files = {
            "[Content_Types].xml": docx_parts.CONTENT_TYPES,
            "_rels/.rels": docx_parts.RELS,
            "word/document.xml": docx_parts.document(body),
            "word/_rels/document.xml.rels": docx_parts.DOCUMENT_RELS,
            "word/styles.xml": docx_parts.styles(bool(self.style.get("autonumber"))),
            "word/numbering.xml": docx_parts.numbering(),
            "word/footnotes.xml": docx_parts.footnotes(self.notes),
            "word/header1.xml": docx_parts.HEADER,
            "docProps/core.xml": docx_parts.CORE,
        }
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, content in files.items():
                info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, content.encode("utf-8"))
        return buffer.getvalue()

    # Characters and runs

    def chars(self, text: str) -> str:
        if self.style.get("nbsp"):
            text = re.sub(r"(số|áng|năm|gày|Quý|Điều) (?=\d|[IVX]+\b)", "\\1\u00a0", text)
        if self.style.get("nfd"):
            text = unicodedata.normalize("NFD", text)
        return escape(text)

    def run(self, text: str, props: str = "", tag: str = "t") -> str:
        inner = f'<w:{tag} xml:space="preserve">{self.chars(text)}</w:{tag}>'
        return f"<w:r>{f'<w:rPr>{props}</w:rPr>' if props else ''}{inner}</w:r>"

    def inline(self, markup: str, props: str = "") -> str:
        return "".join(self.piece(kind, text, props) for kind, text in runs(markup))

    def piece(self, kind: str, text: str, props: str) -> str:
        """One run; the kinds beyond bold and italic are what real files hold and readers lose."""
        self.serial += 1
        run = self.run(text, props)
        if kind in ("bold", "italic"):
            return self.run(text, f"<w:{kind[0]}/>{props}")
        if kind in ("break", "hyphen"):
            return f"<w:r><w:{'br' if kind == 'break' else 'noBreakHyphen'}/></w:r>"
        if kind == "wrap":
            return ""
        if kind == "smart":
            return (
                f'<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="place">{run}</w:smartTag>'
            )
        if kind == "ins":
            return f'<w:ins w:id="{self.serial}" {_AUTHOR}>{run}</w:ins>'
        if kind == "del":
            return f'<w:del w:id="{self.serial}" {_AUTHOR}>{self.run(text, props, "delText")}</w:del>'
        if kind == "sdt":
            tag = f'<w:sdtPr><w:alias w:val="O{self.serial}"/><w:text/></w:sdtPr>'
            return f"<w:sdt>{tag}<w:sdtContent>{run}</w:sdtContent></w:sdt>"
        if kind == "link":
            return f'<w:hyperlink r:id="rId5">{run}</w:hyperlink>'
        if kind == "footnote":
            self.notes.append(self.run(" " + text))
            mark = f'<w:footnoteReference w:id="{len(self.notes)}"/>'
            return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>{mark}</w:r>'
        return run

    # Paragraphs

    def paragraph(self, inner: str, align: str = "both", extra: str = "", indent: bool = False) -> str:
        first = '<w:ind w:firstLine="567"/>' if indent else ""
        return f'<w:p><w:pPr>{extra}{first}<w:jc w:val="{align}"/></w:pPr>{inner}</w:p>'

    def centred(self, lines: list[str], props: str) -> str:
        tight = '<w:spacing w:before="0" w:after="0"/>'
        return "".join(self.paragraph(self.inline(line, props), "center", tight) for line in lines)

    def rule(self, width: int, inside: int) -> str:
        """The short line under the Tiêu ngữ, the issuer and the title."""
        side = (inside - width) // 2
        border = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
        space = '<w:spacing w:before="0" w:after="60" w:line="60" w:lineRule="exact"/>'
        return f'<w:p><w:pPr>{border}{space}<w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>'

    def para(self, para: Para) -> str:
        if para.role == "x":
            return self.paragraph(self.piece("del", f"{para.label} {para.text}", ""), indent=True)
        if para.role in ("c", "C"):
            return self.centred([para.text], "<w:b/>" if para.role == "C" else "")
        props = "<w:b/>" if para.role == "h" else ""
        label, numbering = self.label(para)
        inner = (self.run(f"{label} ", props) if label else "") + self.inline(para.text, props)
        if para.action:
            inner += self.run(" ") + self.inline(para.action)
        if para.kind == "appendix":
            return self.paragraph(inner, "center")
        return self.paragraph(inner, extra=numbering, indent=not numbering)

    def label(self, para: Para) -> tuple[str, str]:
        """The printed label, or the properties that make Word count it."""
        if not self.style.get("autonumber") or not para.label:
            return para.label, ""
        if para.label in ("-", "+"):
            return "", f'<w:numPr><w:ilvl w:val="{"-+".index(para.label)}"/><w:numId w:val="2"/></w:numPr>'
        level = next(level for pattern, level in _LIST_LEVELS if re.fullmatch(pattern, para.label))
        if para.role == "h" and level < 3:
            return "", f'<w:pStyle w:val="Heading{level + 1}"/>'
        return "", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'

    # Blocks

    def block(self, block: Block) -> str:
        if isinstance(block, Table):
            return self.table(block) + self.paragraph("")
        if isinstance(block, Para):
            return self.para(block)
        if block.role == "letterhead":
            return self.letterhead(parts(self.plan, "letterhead", block.name))
        if block.role == "title":
            lines = parts(self.plan, "title", block.name)["lines"]
            return self.paragraph("") + self.centred(lines, "<w:b/>") + self.rule(1700, _PAGE)
        if block.role == "signature":
            return self.signature()
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' if block.role == "pagebreak" else ""

    def side_by_side(self, left: str, right: str, width: int) -> str:
        """Two cells without rules."""
        grid = f'<w:tblGrid><w:gridCol w:w="{width}"/><w:gridCol w:w="{_PAGE - width}"/></w:tblGrid>'
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/></w:tcPr>{inner}</w:tc>'
            for size, inner in ((width, left), (_PAGE - width, right))
        )
        layout = f'<w:tblPr><w:tblW w:w="{_PAGE}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        return f"<w:tbl>{layout}{grid}<w:tr>{cells}</w:tr></w:tbl>"

    def letterhead(self, head: dict[str, Any]) -> str:
        width, size = 3700, '<w:sz w:val="24"/>'
        own = len(head["left"]) - head.get("own_lines", 1)
        left = self.centred(head["left"][:own], size) + self.centred(head["left"][own:], f"<w:b/>{size}")
        left += self.rule(1000, width)
        number = self.centred(head.get("number", []), size)
        left += self.text_box(number) if head.get("box") else number
        right = self.centred(head["right"], f"<w:b/>{size}") + self.rule(2600, _PAGE - width)
        right += self.centred([head["date"]], "<w:i/>")
        return self.side_by_side(left, right, width)

    def text_box(self, inner: str) -> str:
        """A drawn text box with its older twin, as Word saves it: one text, twice in the file."""
        content = f"<w:txbxContent>{inner}</w:txbxContent>"
        drawing = (
            '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="2160000" cy="288000"/>'
            '<wp:docPr id="1" name="Hộp văn bản 1"/><a:graphic>'
            '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
            '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2160000" cy="288000"/></a:xfrm>'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{content}</wps:txbx><wps:bodyPr/>'
            "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        )
        pict = (
            '<w:pict><v:shape style="width:170pt;height:22.7pt" type="#_x0000_t202">'
            f"<v:textbox>{content}</v:textbox></v:shape></w:pict>"
        )
        both = (
            f'<mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
            f"<mc:Fallback>{pict}</mc:Fallback></mc:AlternateContent>"
        )
        return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r>{both}</w:r></w:p>'

    def signature(self) -> str:
        small = '<w:spacing w:before="0" w:after="0"/>'
        left = self.paragraph(self.run("Nơi nhận:", '<w:i/><w:sz w:val="24"/>'), "left", small)
        for line in recipient_lines(self.plan):
            inner = self.inline(line.replace("\n", "⏎"), '<w:sz w:val="22"/>')
            left += self.paragraph(inner, "left", small)
        *above, name = signature_lines(self.plan)
        right = self.centred(above, "<w:b/>") + self.centred(["", "", "", name], "<w:b/>")
        return self.paragraph("") + self.side_by_side(left, right, 4600)

    # Tables

    def table(self, table: Table) -> str:
        unit = _PAGE / sum(table.widths)
        widths = [int(width * unit) for width in table.widths]
        edges = "".join(
            f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
            for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = "".join(self.row(table, row, widths) for row in table.rows)
        layout = (
            f'<w:tblW w:w="{_PAGE}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        )
        return f"<w:tbl><w:tblPr>{layout}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"

    def row(self, table: Table, row: Row, widths: list[int]) -> str:
        out, column = [], 0
        for cell in row.cells:
            props = f'<w:tcW w:w="{sum(widths[column : column + cell.colspan])}" w:type="dxa"/>'
            if cell.colspan > 1:
                props += f'<w:gridSpan w:val="{cell.colspan}"/>'
            if cell.covered or cell.rowspan > 1:
                props += "<w:vMerge/>" if cell.covered else '<w:vMerge w:val="restart"/>'
            counted = row.role == "row" and column == table.stt and bool(self.style.get("autonumber"))
            out.append(f"<w:tc><w:tcPr>{props}</w:tcPr>{self.cell(cell, row.role, counted)}</w:tc>")
            column += cell.colspan
        repeat = "<w:trPr><w:tblHeader/></w:trPr>" if row.role == "head" else ""
        return f"<w:tr>{repeat}{''.join(out)}</w:tr>"

    def cell(self, cell: Cell, role: str, counted: bool) -> str:
        size = '<w:sz w:val="24"/>'
        tight = '<w:spacing w:before="20" w:after="20"/>'
        if counted:
            return self.paragraph("", "center", f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>{tight}')
        props = f"<w:b/>{size}" if role in ("head", "group") else size
        align = "center" if role == "head" else "left"
        texts = cell.paragraphs or [""]
        return "".join(self.paragraph(self.inline(text, props), align, tight) for text in texts)


def write_docx(plan: Plan) -> bytes:
    """The package's bytes."""
    return DocxWriter(plan).package()
