"""Lines -> paragraphs: where one ends, from spacing, indent, markers, lines that end short, and style."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..text import Paragraph, PdfLocator
from ._pdf_lines import Segment
from ._pdf_page import Page

_BULLET = re.compile(r"[-–—+*•·●○▪■□◦‣❖✓➢\ue000-\uf8ff](?=[\s\"“‘(]|[^\W\d_])")
_MARKER = re.compile(
    r"\d{1,2}[.)](?=\s|[^\W\d_])"
    r"|\d{1,2}(?:\.\d{1,2}){1,4}[.)]?(?=\s|[^\W\d_])"
    r"|(?:\d{1,2}(?:\.\d{1,2}){0,3}\.)?[a-zđ]\d?[.)](?=\s|[^\W\d_])"
    r"|[IVXL]{1,6}\s?[.)/-](?=\s|[^\W\d_])"
    r"|[A-ZĐ][.)]\s"
)
_BARE_MARKER = re.compile(r"(?:[-–—+*•·●○▪■□◦‣❖✓➢\ue000-\uf8ff]|\(?(?:[\d.]{1,8}|[a-zđ]|[IVXL]{1,6}|[A-ZĐ])[.)]?)\Z")
_END = re.compile(r"[.;:!?…][\"”’»)\]]*\Z")
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*\Z")
_INDENT = 0.8  # of the size
_LOOSE = 0.2  # of the size, above the usual distance of lines


def is_bullet(text: str) -> bool:
    return _BULLET.match(text) is not None


def is_marked(text: str) -> bool:
    """Whether the line begins an item: a bullet, "1.", "1.1.", "a)", "I."."""
    return _BULLET.match(text) is not None or _MARKER.match(text) is not None


def is_bare_marker(text: str) -> bool:
    return _BARE_MARKER.match(text) is not None


def goes_on(text: str) -> bool:
    """Whether a line begins as no paragraph does: in lower case, or with what closes or joins."""
    first = text[0]
    return first.islower() and not is_marked(text) or first in ",;.:)]”’/%"


def ends(text: str) -> bool:
    return _END.search(text) is not None


@dataclass(slots=True)
class Frame:
    """The column that lines stand in.

    `leading` is the usual distance of lines in sizes, `indented` whether paragraphs begin with an indent,
    `centred` whether the lines of the column are.
    """

    left: float
    right: float
    leading: float
    indented: bool = False
    centred: bool = False

    def is_centred(self, line: Segment) -> bool:
        slack = 1.2 * line.size
        return (
            abs(line.mid - (self.left + self.right) / 2) <= max(4.0, 0.3 * line.size)
            and line.x0 - self.left > slack
            and self.right - line.x1 > slack
        )

    def is_full(self, line: Segment, following: Segment) -> bool:
        """Whether the first word of `following` had no room on `line`."""
        start = self.left if self.centred or self.is_centred(line) else line.x0
        return start + line.x1 - line.x0 + 0.2 * line.size + following.unit > self.right - 0.5


@dataclass(slots=True)
class Lines:
    """A paragraph in the making."""

    lines: list[Segment]
    centred: bool = False
    frame: Frame | None = None

    @property
    def last(self) -> Segment:
        return self.lines[-1]


def group(lines: Iterable[Segment], frame: Frame) -> list[Lines]:
    """The paragraphs of one column of one page."""
    found: list[Lines] = []
    for line in lines:
        if found and not _begins(found[-1], line, frame):
            found[-1].lines.append(line)
        else:
            found.append(Lines([line], frame.centred or frame.is_centred(line), frame))
    return found


def _begins(before: Lines, line: Segment, frame: Frame) -> bool:
    last = before.last
    size = max(last.size, line.size)
    gap = line.base - last.base
    full = frame.is_full(last, line)
    follows = goes_on(line.text) and not ends(last.text)
    usual = frame.leading * size
    if len(before.lines) > 1 and before.lines[-2].page == last.page:
        usual = max(usual, min(last.base - before.lines[-2].base, 2 * usual))
    if gap > usual + _LOOSE * size:
        return not (follows and full and gap < 1.5 * usual)
    if follows and (full or not frame.centred):
        return False
    if _restyled(last, line) or frame.is_centred(last) != frame.is_centred(line):
        return True
    if is_marked(line.text):
        return not _is_stray_marker(before, line, frame, full)
    if _indented(before, line, frame):
        return True
    return not full


def _restyled(last: Segment, line: Segment) -> bool:
    return last.bold != line.bold or abs(last.size - line.size) > 0.08 * max(last.size, line.size)


def _is_stray_marker(before: Lines, line: Segment, frame: Frame, full: bool) -> bool:
    """A line that only looks like an item: “giai đoạn 2021⏎- 2025”, “theo khoản⏎1. …” without indent."""
    last = before.last
    if not full or ends(last.text):
        return False
    if is_bullet(line.text):
        return False
    return (frame.indented or is_marked(before.lines[0].text)) and abs(line.x0 - _margin(before, frame)) < 2


def _margin(before: Lines, frame: Frame) -> float:
    """Where the paragraph's lines after the first begin, as far as is known."""
    return before.lines[1].x0 if len(before.lines) > 1 else frame.left


def _indented(before: Lines, line: Segment, frame: Frame) -> bool:
    if frame.centred or frame.is_centred(line):
        return False
    last = before.last
    step = line.x0 - last.x0
    limit = _INDENT * line.size
    if len(before.lines) == 1:
        # After the first line a step to the left is the end of an indent, one to the right a hanging indent if
        # the first line has a marker to hang from.
        return step > limit and not (is_marked(last.text) and step < 4 * line.size)
    return abs(step) > limit


def continues(before: Lines, line: Segment, frame: Frame) -> bool:
    """Whether `line`, the first of a page or column, carries on the paragraph that ended the one before.

    Distances tell nothing here, so it is asked more strictly than within a page.
    """
    last = before.last
    own = before.frame or frame
    if is_marked(line.text) and not goes_on(line.text):
        return False
    full = own.is_full(last, line)
    if goes_on(line.text) and not _SENTENCE_END.search(last.text):
        return not ends(last.text) or full
    if _restyled(last, line) or not full or frame.is_centred(line):
        return False
    start = line.x0 - frame.left
    if len(before.lines) > 1:
        first, margin = before.lines[0].x0 - own.left, before.lines[1].x0 - own.left
        if abs(first - margin) > _INDENT * line.size:
            return abs(start - margin) < 3
        if abs(start - margin) > _INDENT * line.size:
            return False
    elif own.indented and before.lines[0].x0 - own.left > _INDENT * line.size:
        return start < 3
    return not ends(last.text)


def finish(found: Lines, turns: Sequence[Page]) -> Paragraph:
    """The paragraph with its lines joined by line breaks, and the place of each."""
    locators: list[tuple[int, PdfLocator]] = []
    offset = 0
    for line in found.lines:
        locators.append((offset, locate(line, turns[line.page - 1])))
        offset += len(line.text) + 1
    return Paragraph(
        "\n".join(line.text for line in found.lines),
        tuple(locators),
        bold=all(line.bold for line in found.lines),
        centred=found.centred and len(found.lines) > 0,
    )


def locate(line: Segment, page: Page) -> PdfLocator:
    left, top, right, bottom = line.box
    for _ in range(-page.turn % 4):
        pass
    return PdfLocator(page=line.page, bbox=(round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)))


def pairs(lines: Sequence[Segment]) -> Iterator[tuple[Segment, Segment]]:
    return zip(lines, lines[1:], strict=False)  # type: ignore[return-value]
