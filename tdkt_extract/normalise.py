"""Blocks -> AlignedText: NFC by cluster, one space for any white space, invisible characters out.

Every change is recorded as an edit when it is made, so the way back is composed and never guessed by a diff.
Quotes, dashes, case and the place of tone marks stay as printed in the text; `fold` evens them out for matching and
keeps the length, so that offsets in the folded text are offsets in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from .core import fold, is_plain
from .text import AlignedText, Block, Line, Locator, Paragraph, Table

__all__ = ["MARGIN", "align", "fold", "normalise"]

_COMBINING = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1b\x7f"
_SPACE = r"\s\x1c-\x1f\u2028\u2029"
MARGIN = (
    "".join(map(chr, range(0x21))) + "\x7f\x85\xa0\xad\u1680" + "".join(map(chr, range(0x2000, 0x2010)))
    + "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u202f\u205f\u2060\u2061\u2062\u2063\u2064\u3000\ufeff"
)  # fmt: skip
"""What is dropped at the ends of a paragraph: white space and invisible characters."""
_SINGLES = "\u0340\u0341\u0343\u0344\u0374\u037e\u0387\u1f71-\u1ffd\u2000\u2001\u2126\u212a\u212b\uf900-\ufaff"
# White space but for a single space, which a search for its first character finds.
_SPACES = rf"(?P<space>[{_SPACE}{_INVISIBLE}](?:(?<! )[{_SPACE}{_INVISIBLE}]*|[{_SPACE}{_INVISIBLE}]+))"
_CHANGE = re.compile(rf"{_SPACES}|(?P<cluster>[^{_COMBINING}{_SPACE}][{_COMBINING}]+)|(?P<single>[{_SINGLES}])")
_CHANGE_OF_NFC = re.compile(_SPACES)
# A line that ends inside a number or a compound ("34-⏎CT/TW", "NQ-⏎HĐND") goes on without a space.
_GLUE = re.compile(r"(?<=[0-9A-ZĐ/][-/])[ \t]*\n[ \t]*(?=[0-9A-ZĐ])(?=[A-ZĐ]{2}|[0-9]*[/-])")
_ONLY_INVISIBLE = re.compile(rf"[{_INVISIBLE}]+\Z")


def normalise(raw: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The normalised text of one paragraph and the edits that lead back to `raw`.

    The margin (white space and invisible characters at the ends) is dropped without an edit: it belongs to no span.
    """
    return (raw.strip(), []) if is_plain(raw) else _normalise(raw)


def _normalise(raw: str) -> tuple[str, list[tuple[int, int, str]]]:
    is_nfc = unicodedata.is_normalized("NFC", raw)
    raw = raw.strip(MARGIN)
    out: list[str] = []
    edits: list[tuple[int, int, str]] = []
    length = at = 0
    for match in (_CHANGE_OF_NFC if is_nfc else _CHANGE).finditer(raw):
        found = match.group()
        start = match.start()
        if match.lastgroup == "space":
            new = "" if _GLUE.match(raw, start) or _ONLY_INVISIBLE.match(found) else " "
        else:
            new = unicodedata.normalize("NFC", found)
        if new == found:
            continue
        out.append(raw[at:start])
        length += start - at
        out.append(new)
        edits.append((length, length + len(new), found))
        length += len(new)
        at = match.end()
    out.append(raw[at:])
    return "".join(out), edits


class _Assembler:
    """Appends paragraphs to one text. Between paragraphs stands "\\n", between cells "\\t", inside a cell " "."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.lines: list[Line] = []
        self.edits: list[tuple[int, int, str]] = []
        self.places: list[tuple[int, Locator]] = []

    def supply(self, text: str) -> None:
        """Adds characters that the source does not have."""
        start = self.length
        self.length = end = start + len(text)
        self.edits.append((start, end, ""))
        self.parts.append(text)

    def paragraph(self, paragraph: Paragraph, separator: str) -> Line | None:
        raw = paragraph.text
        edits: list[tuple[int, int, str]] = []
        if is_plain(raw):  # as most paragraphs
            text = raw.strip()
        else:
            text, edits = _normalise(raw)
        label = paragraph.label and paragraph.label.strip()
        if not text and not label:
            return None
        if self.parts:
            self.supply(separator)
        start = self.length
        if label:
            self.supply(f"{label} " if text else label)
        base = self.length
        end = self.length = base + len(text)
        places = paragraph.locators
        if len(places) == 1 and not places[0][0]:
            self.places.append((base, places[0][1]))
        else:
            self._places(paragraph, edits, base, end)
        if edits:
            self.edits.extend((base + left, base + right, raw) for left, right, raw in edits)
        self.parts.append(text)
        line = Line(start, end, paragraph.bold, paragraph.centred, paragraph.outline)
        self.lines.append(line)
        return line

    def _places(self, paragraph: Paragraph, edits: list[tuple[int, int, str]], base: int, end: int) -> None:
        """Moves the locators' raw offsets to the normalised text, edit by edit."""
        lead = len(paragraph.text) - len(paragraph.text.lstrip(MARGIN))
        shift = at = 0
        for offset, locator in paragraph.locators:
            raw_offset = max(0, offset - lead)
            while at < len(edits):
                left, right, raw = edits[at]
                if left + shift + len(raw) > raw_offset:
                    break
                shift += len(raw) - (right - left)
                at += 1
            where = base + max(0, raw_offset - shift)
            if at < len(edits) and edits[at][0] + shift < raw_offset:
                where = base + edits[at][1]
            self.places.append((min(where, end), locator))

    def table(self, table: Table, index: int) -> None:
        for row_index, row in enumerate(table.rows):
            separator = "\n"
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    line = self.paragraph(paragraph, separator)
                    if line is None:
                        continue
                    line.table, line.row, line.column = index, row_index, cell.column
                    line.colspan, line.rowspan = cell.colspan, cell.rowspan
                    separator = " "
                separator = "\t"


def align(blocks: Iterable[Block]) -> AlignedText:
    """The one text of a document, its lines, and the way back. Empty paragraphs leave nothing."""
    assembler = _Assembler()
    tables = 0
    for block in blocks:
        if isinstance(block, Table):
            assembler.table(block, tables)
            tables += 1
        else:
            assembler.paragraph(block, "\n")
    return AlignedText(
        "".join(assembler.parts),
        tuple(assembler.lines),
        tuple(assembler.edits),
        tuple(assembler.places),
    )
