"""Numbers at the head of a line. Roman numerals are counted by their strokes: Tesseract reads “II.” as “H.”, “III.” as
“II”.

Words are what it has learnt, and a numeral is none. But the strokes of I stand apart, and those of H, M, N do not.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from .hocr import Char, Line, Word

if TYPE_CHECKING:
    from .image import Mask

_LIKE = re.compile(r"[VX]?[IHLTNMUil1|!]{1,4}[.,:;)]?\Z")
_ITEM = re.compile(r"(?:\d{1,2}[.,]){1,4}\Z")
_UPPER = 0.2, 0.8  # of a capital's height: without its serifs
_STROKE = 0.85  # the share of the height that a stroke is dark on
_CLEAR = 0.12  # at most this share is dark between strokes: the bar of H is
_WIDEST = 0.35  # of the height: a stroke that is wider is no I
_SURE = 0.89  # what has been counted is not as sure as what has been read


def mend_items(lines: list[Line]) -> None:
    """Full stops for the commas of “5, Tổ chức”, “2,2. Sở”: no item is numbered so, and no other line begins so."""
    for line in lines:
        if len(line) > 1 and _ITEM.match(line[0].text) and line[1].text[0].isupper():
            for char in line[0].chars:
                char.char = "." if char.char == "," else char.char


def count_numerals(lines: list[Line], dark: Mask) -> None:
    """Puts right the first words of lines that look like I, II or III, V or X before them too."""
    for line in lines:
        first = line[0]
        if not _LIKE.match(first.text) or not any(char.char in "IH" for char in first.chars) or len(line) < 2:
            continue
        ahead = line[1].chars[0]
        numeral = _count(first, ahead, dark)
        if numeral and numeral != first.text:
            line[0] = _rewritten(first, numeral)


def _count(word: Word, ahead: Char, dark: Mask) -> str | None:
    """The numeral that the word's strokes make; None where it is no I, II or III."""
    lead = word.chars[0].char if word.chars[0].char in "VX" else ""
    body = word.chars[len(lead) :]
    left, right = int(body[0].left), int(max(body[-1].right, ahead.left - 2))
    capitals = [char for char in body if char.char.isalnum()]
    top, bottom = int(min(char.top for char in capitals)), int(max(char.bottom for char in capitals))
    height = bottom - top
    low, high = (top + round(share * height) for share in _UPPER)
    columns = dark[low:high, left:right].mean(axis=0)
    strokes: list[list[int]] = []
    for at, share in enumerate(columns.tolist()):
        if share >= _STROKE:
            if strokes and strokes[-1][1] == at:
                strokes[-1][1] = at + 1
            else:
                strokes.append([at, at + 1])
        elif strokes and strokes[-1][1] == at:
            continue
    if not 1 <= len(strokes) <= 3 or strokes[0][0] > _WIDEST * height:
        return None
    if any(end - start > _WIDEST * height for start, end in strokes):
        return None
    blur = max(1, round(0.08 * height))  # beside a stroke
    gaps = [columns[one[1] + blur : two[0] - blur] for one, two in pairwise(strokes)]
    if any(len(gap) == 0 or gap.mean() > _CLEAR for gap in gaps):
        return None
    last = strokes[-1][1] + blur
    if columns[last:].size and columns[last:].max() > _CLEAR:
        return None
    foot = dark[bottom - max(2, height // 4) : bottom + 2, left + last + blur : right]
    dotted = not word.text[-1].isalnum() or bool(foot.any(axis=0).sum() >= max(2, height // 10))
    return lead + "I" * len(strokes) + ("." if dotted else "")


def _rewritten(word: Word, text: str) -> Word:
    """The word with other characters in its place, of one width."""
    first, last = word.chars[0], word.chars[-1]
    step = (last.right - first.left) / len(text)
    chars = [
        Char(char, first.left + at * step, first.top, first.left + (at + 1) * step, first.bottom, _SURE)
        for at, char in enumerate(text)
    ]
    return Word(min(word.sure, _SURE), chars)
