"""PDF pages written by hand for the tests of their reader: fixed-width type, so that every place is known."""

from __future__ import annotations

import re

from tdkt_extract.normalise import normalise
from tdkt_extract.readers.base import Job, Options
from tdkt_extract.readers.pdf import READER
from tdkt_extract.text import Paragraph, RawDocument

WIDTH, HEIGHT = 600, 800
LEFT, RIGHT = 60, 540
SIZE = 10
ADVANCE = 0.6 * SIZE  # Courier
FULL = int((RIGHT - LEFT) / ADVANCE)  # characters of a full line


class Page:
    """A page in the making; `y` counts from the top."""

    def __init__(self, turn: int = 0) -> None:
        self.parts: list[str] = []
        self.turn = turn
        self.image = False
        self.annotations: list[tuple[float, float, str]] = []

    def text(self, x: float, y: float, text: str, size: float = SIZE, bold: bool = False) -> Page:
        escaped = re.sub(r"([()\\])", r"\\\1", text)
        font = "F2" if bold else "F1"
        self.parts.append(f"BT /{font} {size} Tf 1 0 0 1 {x} {HEIGHT - y} Tm ({escaped}) Tj ET")
        return self

    def sideways(self, x: float, y: float, text: str) -> Page:
        """Text that runs up the page, its baseline at `x`."""
        self.parts.append(f"BT /F1 {SIZE} Tf 0 1 -1 0 {x} {HEIGHT - y} Tm ({text}) Tj ET")
        return self

    def lines(self, y: float, *lines: str, step: float = 12, x: float = LEFT) -> Page:
        for index, line in enumerate(lines):
            self.text(x, y + index * step, line)
        return self

    def centred(self, y: float, text: str, middle: float = (LEFT + RIGHT) / 2, bold: bool = False) -> Page:
        return self.text(middle - len(text) * ADVANCE / 2, y, text, bold=bold)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Page:
        self.parts.append(f"0.5 w {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S")
        return self

    def grid(self, xs: list[float], ys: list[float]) -> Page:
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        return self

    def scan(self) -> Page:
        self.image = True
        self.parts.append(f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Im Do Q")
        return self

    def invisible(self, y: float, *lines: str) -> Page:
        """Lines that are not drawn, as programs leave them that recognised a scan."""
        self.parts.append("3 Tr")
        self.lines(y, *lines)
        self.parts.append("0 Tr")
        return self

    def stamp(self, x: float, y: float, text: str) -> Page:
        """An annotation whose appearance is the text."""
        self.annotations.append((x, y, text))
        return self


def write(*pages: Page, trailer: str = "") -> bytes:
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier-Bold /Encoding /WinAnsiEncoding >>",
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
        "\nstream\n\x7f\nendstream",
    ]
    resources = "<< /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /Im 5 0 R >> >>"
    kids = []
    for page in pages:
        annotations = []
        for x, y, text in page.annotations:
            width, stream = len(text) * ADVANCE, f"BT /F1 {SIZE} Tf 0 2 Td ({text}) Tj ET"
            objects.append(
                f"<< /Type /XObject /Subtype /Form /BBox [0 0 {width} {SIZE}] /Resources {resources} "
                f"/Length {len(stream)} >>\nstream\n{stream}\nendstream"
            )
            form, bottom = len(objects), HEIGHT - y - 2
            objects.append(
                f"<< /Type /Annot /Subtype /Stamp /F 4 /Rect [{x} {bottom} {x + width} {bottom + SIZE}] "
                f"/AP << /N {form} 0 R >> >>"
            )
            annotations.append(f"{len(objects)} 0 R")
        stream = "\n".join(page.parts)
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {page.turn} "
            f"/Resources {resources} /Contents {len(objects)} 0 R /Annots [{' '.join(annotations)}] >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    out, places = "%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    out += f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R {trailer} >>\n"
    return f"{out}startxref\n{len(out) - len(table) - 9}\n%%EOF\n".encode("latin-1")


def read(*pages: Page) -> RawDocument:
    return READER.read(write(*pages), Job("plan.pdf", Options(ocr="never")))


def texts(document: RawDocument) -> list[str]:
    """Paragraphs as normalised text; a table as its rows, cells joined by " | ", their paragraphs by " // "."""
    out: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            out.append(normalise(block.text)[0])
        else:
            for row in block.rows:
                cells = [" // ".join(normalise(p.text)[0] for p in cell.paragraphs) for cell in row.cells]
                out.append(" | ".join(cells))
    return out


def prose(seed: str, lines: int) -> list[str]:
    """Full lines of words that begin in lower case."""
    word = f"{seed}abcde"
    return [" ".join([word] * (FULL // (len(word) + 1)))[:FULL] for _ in range(lines)]
