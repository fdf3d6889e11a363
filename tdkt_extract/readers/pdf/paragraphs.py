"""Lines -> paragraphs: where one ends, from spacing, indent, markers, lines that end short, and style."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...text import Paragraph, PdfLocator, Reading
from .._plain import BULLETS
from .lines import Segment
from .page import Page

_LETTER = r"[^\W\d_]"
_BULLET = re.compile(rf"[{BULLETS}](?=[\s\"“‘(]|{_LETTER})")
_NUMBER = re.compile(
    rf"(?:\d{{1,2}}[.)]"
    rf"|\d{{1,2}}(?:\.\d{{1,2}}){{1,4}}[.)]?"
    rf"|(?:\d{{1,2}}\.){{0,4}}[a-zđ]\d?[.)]"
    rf"|[IVXL]{{1,6}}\s?[.)/-])(?=\s|{_LETTER})"
    rf"|[A-ZĐ][.)]\s"
)
_BARE_MARKER = re.compile(rf"(?:[{BULLETS}]|\(?(?:[\d.]{{1,8}}|[a-zđ]|[IVXL]{{1,6}}|[A-ZĐ])[.)]?)\Z")
_DASHED_WORD = re.compile(r"[-–—]\s?(?:\d|(?![A-ZĐ\W])(?=[^\W\d_])\w)")
_END = re.compile(r"[.;:!?…][\"”’»)\]]*\Z")
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*\Z")
HYPHENS = ("-", "\u2010", "–", "—", "/")  # where a line may be wrapped without a space
_ADDRESS = re.compile(r"[a-z0-9]+[./_=?&-]", re.ASCII)
_INDENT = 0.8  # of the size
_TITLE_SHARE = 0.85  # of the width: lines of a title are broken by sense before they are full
_LOOSE = 0.2  # of the size, above the usual distance of lines


def is_bullet(text: str) -> bool:
    return _BULLET.match(text) is not None


def is_marked(text: str) -> bool:
    """Whether the line begins an item: a bullet, "1.", "1.1.", "a)", "I."."""
    return _BULLET.match(text) is not None or _NUMBER.match(text) is not None


def is_bare_marker(text: str) -> bool:
    return _BARE_MARKER.match(text) is not None


def goes_on(text: str) -> bool:
    """Whether a line begins as no paragraph does: in lower case, or with what closes or joins."""
    first = text[0]
    return (first.islower() and not is_marked(text)) or first in ",;.:)]”’/%"


def ends(text: str) -> bool:
    return _END.search(text) is not None


@dataclass(slots=True)
class Frame:
    """The column that lines stand in, and the habits of its paragraphs.

    `leading`: the usual distance of lines, in sizes. `indent`: how far first lines are indented in most paragraphs,
    0 if they are not. `spaced`: paragraphs are set apart by space. `centred`: so are all lines of the column.
    `tailed`: wrapped lines end in a space, always (2) or where there is room for it (1).
    """

    left: float
    right: float
    leading: float = 1.2
    indent: float = 0.0
    spaced: bool = False
    centred: bool = False
    tailed: int = 0

    def is_symmetric(self, line: Segment) -> bool:
        """Whether the line may be centred: a full line is symmetric in any case."""
        return abs(line.mid - (self.left + self.right) / 2) <= max(4.0, 0.3 * line.size)

    def is_centred(self, line: Segment) -> bool:
        slack = 1.2 * line.size
        width = self.right - self.left
        left, right = line.x0 - self.left, self.right - line.x1
        # A title may be centred in a page that is a little wider than the text below it.
        far = min(left, right) > 0.15 * width and abs(left - right) < 0.07 * width
        return far or (self.is_symmetric(line) and left > slack and right > slack)

    def is_full(self, line: Segment, following: Segment) -> bool:
        """Whether the first word of `following` had no room on `line`: its part up to a hyphen, where lines may break
        too, unless a space tells that the line was wrapped there."""
        unit = following.word if self.tailed and line.tail else following.unit
        start = self.left if self.centred or self.is_symmetric(line) else line.x0
        return start + line.x1 - line.x0 + 0.25 * line.size + unit > self.right - 0.5

    def has_room(self, line: Segment) -> bool:
        """Whether a space would have fitted behind the line."""
        start = self.left if self.centred else line.x0
        return start + line.x1 - line.x0 + 0.35 * line.size < self.right

    def lacks_tail(self, line: Segment) -> bool:
        """Whether the file would have a space behind the line if the text had one."""
        if line.tail or not self.tailed:
            return False
        # Where the space is kept only if there is room, it is not kept in centred lines.
        return self.tailed == 2 or (not self.centred and not self.is_symmetric(line) and self.has_room(line))

    def is_ended(self, line: Segment) -> bool:
        """Whether a line surely was not wrapped. Where spaces are always kept a few are missing: an indent is surer."""
        return self.lacks_tail(line) and not line.text.endswith(HYPHENS) and not (self.tailed == 2 and self.indent)


@dataclass(slots=True)
class Draft:
    """A paragraph in the making: its lines, in the frame where it began."""

    lines: list[Segment]
    frame: Frame

    def margin(self) -> float:
        """Where its lines after the first begin, as far as is known."""
        return self.lines[1].x0 if len(self.lines) > 1 else self.frame.left

    def _is_cut_word(self, text: str, line: Segment, following: Segment) -> bool:
        """Whether the line break after `line`, the last of `text`, cuts a word: the hyphen of “2021-⏎2030”, where the
        file keeps spaces and has none, or a web address."""
        if line.tail:
            return False
        word = text[max(text.rfind(" "), text.rfind("\n")) + 1 :]
        if "://" in word:
            return word.endswith(HYPHENS) or _ADDRESS.match(following.text) is not None
        if len(word) < 2 or not word.endswith(HYPHENS):
            return False
        return self.frame.lacks_tail(line) or (word[-2].isdigit() and following.text[0].isdigit())

    def finish(self, pages: Mapping[int, Page]) -> Paragraph:
        """The paragraph with its lines joined by line breaks, and the place of each."""
        locators: list[tuple[int, PdfLocator]] = []
        readings: list[Reading] = []
        text = ""
        for above, line in zip([None, *self.lines], self.lines, strict=False):
            if above and not self._is_cut_word(text, above, line):
                text += "\n"
            left, top, right, bottom = pages[line.page].shown_box(line.box)
            bbox = (round(left, 1), round(top, 1), round(right, 1), round(bottom, 1))
            locators.append((len(text), PdfLocator(page=line.page, bbox=bbox)))
            readings.extend(
                Reading(start + len(text), end + len(text), line.text[start:end], sure)
                for start, end, sure in line.doubts
            )
            text += line.text
        return Paragraph(
            text,
            tuple(locators),
            bold=all(line.bold for line in self.lines),
            centred=self.frame.centred or all(map(self.frame.is_centred, self.lines)),
            readings=tuple(readings),
        )


def group(lines: Iterable[Segment], frame: Frame) -> list[Draft]:
    """The paragraphs of one column."""
    drafts: list[Draft] = []
    for line in lines:
        if drafts and not _begins(drafts[-1], line, frame):
            drafts[-1].lines.append(line)
        else:
            drafts.append(Draft([line], frame))
    return drafts


def _begins(before: Draft, line: Segment, frame: Frame) -> bool:
    last = before.lines[-1]
    if last.page != line.page:
        return not continues(before, line, frame)
    full = frame.is_full(last, line)
    follows = goes_on(line.text) and not ends(last.text)
    size = max(last.size, line.size)
    gap = line.base - last.base
    usual = frame.leading * size
    if len(before.lines) > 1:
        usual = max(usual, min(last.base - before.lines[-2].base, 2 * usual))
    if gap > usual + _LOOSE * size:
        return not (follows and full and gap < 1.5 * usual)
    if follows:
        return False
    if frame.is_ended(last):
        return True
    if _restyled(last, line) or _realigned(before, line, frame):
        return True
    if is_marked(line.text):
        return not full or not _is_stray_marker(before, line, frame)
    if frame.centred:
        # An issuer above another, “CỘNG HÒA …” above “Độc lập …”: how full a line is tells little here.
        return not (frame.spaced or (full and line.text[0].isdigit()))
    if frame.is_centred(line) and frame.is_symmetric(last):
        return last.x1 - last.x0 + line.unit < _TITLE_SHARE * (frame.right - frame.left)
    return not full or _indented(before, line, frame)


def _restyled(last: Segment, line: Segment) -> bool:
    return last.bold != line.bold or abs(last.size - line.size) > 0.06 * max(last.size, line.size)


def _realigned(before: Draft, line: Segment, frame: Frame) -> bool:
    """Whether one of the two is centred and the other cannot be."""
    if frame.is_centred(line):
        return not (frame.is_symmetric(before.lines[0]) and frame.is_symmetric(before.lines[-1]))
    return frame.is_centred(before.lines[-1]) and not frame.is_symmetric(line)


def _is_stray_marker(before: Draft, line: Segment, frame: Frame) -> bool:
    """Whether a line that follows a full one only looks like an item: “kinh tế⏎- xã hội”, “khoản⏎1. …”."""
    last = before.lines[-1]
    if ends(last.text):
        return False
    if frame.spaced or (frame.tailed == 2 and last.tail) or _DASHED_WORD.match(line.text):
        return True
    outset = before.lines[0].x0 - before.margin()
    return outset > _INDENT * line.size and abs(line.x0 - before.margin()) < 2


def _indented(before: Draft, line: Segment, frame: Frame) -> bool:
    """Whether the line's left edge breaks with the paragraph.

    Below a first line a step to the left ends its indent, and a step to the right may be the hanging indent of
    an item.
    """
    if frame.is_centred(line):
        return False
    step = line.x0 - before.lines[-1].x0
    limit = _INDENT * line.size
    if len(before.lines) > 1:
        return abs(step) > limit
    if step > limit:
        return not (is_marked(before.lines[0].text) and step < 4 * line.size)
    return frame.indent > 0 and abs(line.x0 - frame.left - frame.indent) < 2


def continues(before: Draft, line: Segment, frame: Frame) -> bool:
    """Whether `line`, the first of a page or column, carries on the paragraph that ended the one before.

    Distances tell nothing here, so it is asked more strictly than within a page.
    """
    last, own = before.lines[-1], before.frame
    full = own.is_full(last, line)
    if goes_on(line.text) and not _SENTENCE_END.search(last.text):
        return not ends(last.text) or (full and not own.is_ended(last))
    if not full or own.is_ended(last) or _restyled(last, line) or frame.is_centred(line):
        return False
    if is_marked(line.text):
        return _is_stray_marker(before, line, own) and not own.spaced
    limit = _INDENT * line.size
    start = line.x0 - frame.left
    first = before.lines[0].x0 - own.left
    if len(before.lines) > 1:
        margin = before.margin() - own.left
        if abs(first - margin) > limit:
            return abs(start - margin) < 3
    elif own.indent > 0 and first > limit:
        return start < 3
    return abs(start - first) < limit and (own.tailed > 0 or not ends(last.text))
