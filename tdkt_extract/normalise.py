"""Blocks -> AlignedText: NFC by cluster, one space for any white space, invisible characters out.

Every change is recorded as an edit when it is made, so the way back is composed and never guessed by a diff.
Quotes, dashes, case and the place of tone marks stay as printed in the text; `fold` evens them out for matching and
keeps the length, so that offsets in the folded text are offsets in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from . import look_alikes
from .core import fold, is_plain
from .legacy import LETTERS
from .text import AlignedText, Block, Line, Locator, Paragraph, Reading, Table, source_text

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
_SINGLE = rf"(?P<single>[{_SINGLES}])"
_CHANGE = re.compile(rf"{_SPACES}|(?P<cluster>[^{_COMBINING}{_SPACE}][{_COMBINING}]+)|{_SINGLE}")
# A letter with its marks where something unseen has slipped between them.
_LOOSE = rf"[^{_COMBINING}{_SPACE}{_INVISIBLE}](?:[{_INVISIBLE}\u00a0]{{0,4}}[{_COMBINING}])+"
_CHANGE_OF_LOOSE = re.compile(rf"(?P<cluster>{_LOOSE})|{_SPACES}|{_SINGLE}")
_LOOSE_MARK = re.compile(rf"[{_INVISIBLE}\u00a0][{_COMBINING}]")
_HAS_MARK = re.compile(f"[{_COMBINING}]")
_UNSEEN = re.compile(f"[{_INVISIBLE}\u00a0\u034f]")
_CHANGE_OF_NFC = re.compile(_SPACES)
# A line that ends inside a number or a compound ("34-⏎CT/TW", "NQ-⏎HĐND") goes on without a space.
_GLUE = re.compile(r"(?<=[0-9A-ZĐ/][-/])[ \t]*\n[ \t]*(?=[0-9A-ZĐ])(?=[A-ZĐ]{2}|[0-9]*[/-])")
_SHAPES = "\u0302\u0306\u031b"  # marks that make a letter; tones come after them
_ONLY_INVISIBLE = re.compile(rf"[{_INVISIBLE}]+\Z")


def normalise(raw: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The normalised text of one paragraph and the edits that lead back to `raw`.

    The margin (white space and invisible characters at the ends) is dropped without an edit: it belongs to no span.
    """
    return (raw.strip(), []) if is_plain(raw) else _normalise(raw)


def _normalise(raw: str) -> tuple[str, list[tuple[int, int, str]]]:
    read, readings = look_alikes.mend(raw)
    text, edits = _composed_text(read)
    return text, _composed(read, readings, edits, _margin(read)) if readings else edits


def _composed_text(raw: str) -> tuple[str, list[tuple[int, int, str]]]:
    change = _CHANGE_OF_NFC
    if not unicodedata.is_normalized("NFC", raw) or _HAS_MARK.search(raw):
        change = _CHANGE_OF_LOOSE if _LOOSE_MARK.search(raw) else _CHANGE
    raw = raw.strip(MARGIN)
    out: list[str] = []
    edits: list[tuple[int, int, str]] = []
    length = at = 0
    for match in change.finditer(raw):
        found = match.group()
        start = match.start()
        if match.lastgroup == "space":
            new = "" if _GLUE.match(raw, start) or _ONLY_INVISIBLE.match(found) else " "
        else:
            new = unicodedata.normalize("NFC", found)
            if len(new) > 1:
                new = _letter(found)
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


def _letter(cluster: str) -> str:
    """A letter and marks that do not compose as they stand: in the wrong order, twice, or with something unseen between
    them. They are put right where this gives a Vietnamese letter."""
    seen = _UNSEEN.sub("", cluster)
    decomposed = unicodedata.normalize("NFD", seen)
    marks = sorted(dict.fromkeys(decomposed[1:]), key=_SHAPES.find, reverse=True)
    mended = unicodedata.normalize("NFC", decomposed[:1] + "".join(marks))
    return mended if mended in LETTERS else unicodedata.normalize("NFC", seen)


def _composed(
    read: str, readings: Sequence[Reading], second: Sequence[tuple[int, int, str]], lead: int
) -> list[tuple[int, int, str]]:
    """The edits of two steps as one: the readings led to `read`, `second` on from read[lead:]. Where two overlap they
    become one."""
    first = [(start, end, raw) for start, end, raw, _ in readings if raw != read[start:end]]
    stop = len(read.rstrip(MARGIN))
    changes = [(max(start, lead), min(end, stop), 0) for start, end, _ in first if lead < end and start < stop]
    shift = lead
    for start, end, was in second:
        loss = len(was) - (end - start)
        changes.append((start + shift, start + shift + len(was), loss))
        shift += loss
    groups: list[list[int]] = []  # a range of `read`, and by how many characters the second step shortens it
    for start, end, loss in sorted(changes):
        if groups and start < groups[-1][1]:
            groups[-1][1] = max(groups[-1][1], end)
            groups[-1][2] += loss
        else:
            groups.append([start, end, loss])
    edits: list[tuple[int, int, str]] = []
    shift = lead
    for start, end, loss in groups:
        edits.append((start - shift, end - shift - loss, source_text(read, first, start, end)))
        shift += loss
    return edits


def _forward(edits: Sequence[tuple[int, int, str]], lead: int, end: int) -> Callable[[int], int]:
    """Moves ascending offsets in the raw text, of which `lead` characters were dropped, to the text of length `end`."""
    shift = at = 0

    def move(raw_offset: int) -> int:
        nonlocal shift, at
        raw_offset = max(0, raw_offset - lead)
        while at < len(edits):
            left, right, raw = edits[at]
            if left + shift + len(raw) > raw_offset:
                break
            shift += len(raw) - (right - left)
            at += 1
        if at < len(edits) and edits[at][0] + shift < raw_offset:
            return min(edits[at][1], end)
        return min(max(0, raw_offset - shift), end)

    return move


def _margin(raw: str) -> int:
    return len(raw) - len(raw.lstrip(MARGIN))


class _Assembler:
    """Appends paragraphs to one text. Between paragraphs stands "\\n", between cells "\\t", inside a cell " "."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.lines: list[Line] = []
        self.edits: list[tuple[int, int, str]] = []
        self.places: list[tuple[int, Locator]] = []
        self.doubts: list[tuple[int, int, float]] = []

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
            move = _forward(edits, _margin(raw), len(text))
            self.places.extend((base + move(offset), locator) for offset, locator in places)
        if paragraph.readings:
            self._doubts(paragraph, edits, base, len(text))
            edits = _composed(raw, paragraph.readings, edits, _margin(raw))
        if edits:
            self.edits.extend((base + left, base + right, raw) for left, right, raw in edits)
        self.parts.append(text)
        line = Line(start, end, paragraph.bold, paragraph.centred, paragraph.outline)
        self.lines.append(line)
        return line

    def _doubts(self, paragraph: Paragraph, edits: Sequence[tuple[int, int, str]], base: int, length: int) -> None:
        move = _forward(edits, _margin(paragraph.text), length)
        for reading in paragraph.readings:
            if reading.confidence < 1:
                start, stop = base + move(reading.start), base + move(reading.end)
                self.doubts.append((start, stop, reading.confidence))

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
        tuple(assembler.doubts),
    )
