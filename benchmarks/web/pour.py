"""A plan as it is poured into pages: the elements of its plain .html, rewritten as editors and old programs write."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, TypeAlias

from lxml import etree, html

Element: TypeAlias = Any
"""lxml's elements have no types of their own here: lxml-stubs knows too little of lxml.html."""


@dataclass(frozen=True)
class Poured:
    """A plan to make pages of: the inner HTML of its body, and what a page says of it (from gold)."""

    id: str
    body: str
    title: str
    number: str
    issued: str
    issuer: str
    signer: str
    plain: str

    @property
    def headline(self) -> str:
        """What a site calls the document."""
        return f"Kế hoạch {self.title[:1].lower()}{self.title[1:]}" if self.title.isascii() else self.title

    @property
    def file(self) -> str:
        return f"{self.number.replace('/', '-') or 'ke-hoach'}_Signed.pdf"

    def rewritten(self, change: Callable[[Element], None]) -> str:
        """The body after `change` has worked on its tree."""
        root = html.fragment_fromstring(self.body, create_parent="div")
        change(root)
        return inner(root)


def load(source: Path, gold: Path) -> Poured:
    """The plan of a plain .html and its gold."""
    body = html.document_fromstring(source.read_bytes().decode("utf-8")).find("body")
    data = json.loads(gold.read_text("utf-8"))
    header, signers = data["header"], data.get("signers") or [{"name": ""}]
    issuer = header.get("issuer") or []
    text = source.with_suffix(".txt")
    return Poured(
        id=source.parent.name if source.stem == "source" else source.stem,
        body=inner(body),
        title=escape(header.get("title") or "Kế hoạch"),
        number=header.get("number") or "",
        issued="/".join(reversed((header.get("issued_on") or "2024-01-02").split("-"))),
        issuer=escape(issuer if isinstance(issuer, str) else " - ".join(issuer)),
        signer=escape(signers[0]["name"] or ""),
        plain=text.read_text("utf-8") if text.exists() else "\n".join(as_lines(body)),
    )


def inner(element: Element) -> str:
    parts = [escape(element.text or "", quote=False)]
    parts += [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return "".join(parts)


def _outside_tables(root: Element) -> list[Element]:
    return [p for p in root.iter("p") if next(p.iterancestors("table"), None) is None]


def as_divs(root: Element) -> None:
    """Paragraphs are divs, as rich text boxes of phones and some portals leave them."""
    for p in list(root.iter("p")):
        p.tag = "div"


def as_spans_around(root: Element) -> None:
    """Each paragraph stands in a span, which no parser likes: editors that style a whole selection do so."""
    for p in _outside_tables(root):
        span = html.Element("span")
        span.set("style", "font-family:'Times New Roman'; font-size:14px")
        p.getparent().replace(p, span)
        span.tail, p.tail = p.tail, None
        span.append(p)


def as_breaks(root: Element) -> None:
    """Paragraphs outside tables are lines with two breaks after each."""
    for p in _outside_tables(root):
        first, second = html.Element("br"), html.Element("br")
        parent, at = p.getparent(), p.getparent().index(p)
        second.tail, p.tail = p.tail, None
        p.tag = "span"
        parent.insert(at + 1, first)
        parent.insert(at + 2, second)


def as_fonts(root: Element) -> None:
    """Each text in font tags, bold by <b>: pages of the years around 2005."""
    for p in list(root.iter("p")):
        font = html.Element("font", {"face": "Times New Roman, Arial", "size": "3", "color": "#000080"})
        font.text, p.text = p.text, None
        font.extend(list(p))
        p.append(font)
    for bold in list(root.iter("strong")):
        bold.tag = "b"


def as_word(root: Element) -> None:
    """What Word saves as a web page: mso styles, o:p, list markers between conditional comments."""
    for p in list(root.iter("p")):
        p.set("class", "MsoNormal")
        p.set("style", "margin-top:6.0pt;mso-pagination:none;tab-stops:36.0pt;text-justify:inter-ideograph")
        span = html.Element("span", {"lang": "VI", "style": "mso-bidi-font-size:14.0pt;mso-ansi-language:VI"})
        span.text, p.text = p.text, None
        span.extend(list(p))
        p.append(span)
        empty = etree.SubElement(p, "o_p")
        empty.text = ""
    for table in root.iter("table"):
        table.set("class", "MsoNormalTable")
        table.set("style", "border-collapse:collapse;mso-padding-alt:0cm 5.4pt 0cm 5.4pt")


def word_page(body: str) -> str:
    """The page around a body that `as_word` made."""
    body = body.replace("<o_p></o_p>", "<o:p></o:p>")
    return f"""<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=ProgId content=Word.Document>
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>Phòng Hành chính</o:Author></o:DocumentProperties></xml>
<![endif]-->
<style><!-- p.MsoNormal {{mso-style-parent:""; margin:0cm}} @page Section1 {{size:595.3pt 841.9pt}} --></style>
<!--[if gte mso 10]><style> table.MsoNormalTable {{mso-style-name:"Bảng thường"}} </style><![endif]--></head>
<body lang=VI link=blue style='tab-interval:36.0pt'><div class=Section1><p class=MsoNormal><o:p>&nbsp;</o:p></p>
{body}</div></body></html>"""


def as_wrapped_word(root: Element) -> None:
    """As `as_word`, with item markers and the runs of spaces after them that Word writes for its automatic lists."""
    for p in _outside_tables(root):
        text = p.text or ""
        if text.startswith("- "):
            p.text = "-\u00a0\u00a0\u00a0\u00a0\u00a0 " + text[2:]
        else:
            p.text = f"\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0{text}" if text else p.text
    as_word(root)


def as_lines(root: Element) -> list[str]:
    """The lines of the body, a row's cells parted by tabs: for what carries text only."""
    lines: list[str] = []
    for element in root.iter("p", "tr"):
        if element.tag == "tr":
            if len(element) == 2 and element.getparent().get("border") is None:
                lines += [" ".join(str(p.text_content()).split()) for p in element.iter("p")]
            else:
                lines.append("\t".join(" ".join(str(cell.text_content()).split()) for cell in element))
        elif next(element.iterancestors("table"), None) is None:
            lines.append(" ".join(str(element.text_content()).split()))
    return lines


def entities(text: str, decimal: bool = True) -> str:
    """All letters beyond Latin-1 as numeric references, as pages that claim windows-1252 hold them."""
    return "".join(char if ord(char) < 256 else f"&#{ord(char)};" if decimal else f"&#x{ord(char):X};" for char in text)
