"""Two columns typed side by side with spaces or tabs: the letterhead, and the recipients beside the signature.

“UBND XÃ AN BÌNH          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM” is two cells of a table without lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...text import Cell, Row, Table
from .._plain import is_authority, is_caps, is_recipients, is_title, item, matches
from .source import Line, Place, Region, paragraph

_GAP = re.compile(r"(?<=\S)(?:[ \u00a0]{3,}|[ \u00a0]{0,40}\t)[ \u00a0\t]*(?=\S)")
_RULE = re.compile(r"[-–—_=*.\s]+\Z")
_LONGEST = {"letterhead": 16, "signature": 60}
_WIDEST = 300  # characters of a line in two columns
_SLACK = 12  # columns by which a typist's right column wanders


class _Halves(NamedTuple):
    left: str
    right: str
    column: int


def side_by_side(lines: Sequence[Line], place: Place) -> Iterator[Region]:
    """The letterheads and signatures that are typed in two columns, in order."""
    at = taken = 0
    while at < len(lines):
        halves = _halves(lines[at].text)
        kind = _anchor(halves) if halves else None
        if halves and kind:
            end, left, right = _columns(lines, at, halves, kind)
            start = max(taken, _above(lines, at, halves)) if kind == "signature" else at
            right = [*lines[start:at], *right]
            cells = tuple(
                Cell(tuple(paragraph([line], place) for line in side), column)
                for column, side in enumerate((left, right))
            )
            yield Region(start, end, [Table((Row(cells),), 2)])
            at = taken = end
            continue
        at += 1


def _halves(text: str) -> _Halves | None:
    """The line cut at its widest gap."""
    if ("   " not in text and "\t" not in text and "\u00a0" not in text) or len(text) > _WIDEST:
        return None
    text = text.expandtabs(8) if text.startswith("\t") else text
    gaps = list(_GAP.finditer(text))
    if not gaps:
        return None
    gap = max(gaps, key=lambda found: len(found.group().expandtabs(8)))
    return _Halves(text[: gap.start()], text[gap.end() :], len(text[: gap.end()].expandtabs(8)))


def _anchor(halves: _Halves) -> str | None:
    """What the line begins: a letterhead, a signature or nothing."""
    if matches("motto", halves.right):
        return "letterhead"
    if is_recipients(halves.left.strip()) and (is_authority(halves.right) or is_caps(halves.right)):
        return "signature"
    return None


def _above(lines: Sequence[Line], at: int, anchor: _Halves) -> int:
    """Where the signature begins when its first lines stand above the head of the recipients."""
    start = at
    while start > max(0, at - 3) and is_caps(lines[start - 1].text) and _is_right(lines[start - 1].text, anchor, ""):
        start -= 1
    return start if start < at and is_authority(lines[start].text.strip()) else at


def _columns(lines: Sequence[Line], start: int, anchor: _Halves, kind: str) -> tuple[int, list[Line], list[Line]]:
    """(end, left lines, right lines) of the block that begins at `start`."""
    left = [lines[start]._replace(text=anchor.left)]
    right = [lines[start]._replace(text=anchor.right)]
    at = start + 1
    while at < min(len(lines), start + _LONGEST[kind]):
        line = lines[at]
        halves = _halves(line.text)
        if halves and abs(halves.column - anchor.column) <= 2 * _SLACK:
            left.append(line._replace(text=halves.left))
            right.append(line._replace(text=halves.right))
        elif _is_right(line.text, anchor, kind):
            right.append(line)
        elif _is_left(line, kind):
            left.append(line)
        else:
            break
        at += 1
    return at, left, right


def _is_right(text: str, anchor: _Halves, kind: str) -> bool:
    expanded = text.expandtabs(8)
    indent = len(expanded) - len(expanded.lstrip())
    words = text.strip()
    if is_title(words) and not matches("motto", words):
        return False
    if kind == "letterhead" and not (matches("letterhead", words) or matches("motto", words) or _RULE.match(words)):
        return False
    return indent >= max(_SLACK, anchor.column - _SLACK)


def _is_left(line: Line, kind: str) -> bool:
    words = line.text.strip()
    if is_title(words) or matches("part", words):
        return False
    if kind == "signature":
        found = item(words)
        return (found is not None and found[0] == "bullet") or (line.gap == 0 and line.text.startswith("  "))
    printed = is_caps(words) or matches("letterhead", words) is not None or _RULE.match(words) is not None
    return line.gap <= 1 and len(words) <= 80 and printed
