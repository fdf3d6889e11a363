"""Hard-wrapped text: whether a file breaks its lines at a margin, and which lines are one paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from ...text import Paragraph
from .._plain import has_ended, is_caps, is_title, item, matches
from .source import Line, Place, line_paragraph, paragraph, width_of

_NARROWEST, _WIDEST = 40, 140
_CUT = re.compile(r"[\dA-ZĐ][-/]\Z")  # inside “34-CT/TW”
_PAGE = re.compile(r"[\W\d]*(?:\b(?:trang|page)\b[\W\d]*(?:(?:trên|of)\W*\d+)?)?\s*\Z", re.I)


class Margin(NamedTuple):
    """Where lines break: none could take its successor's first word and end before the column `reach`. `spacing` is
    how many blank lines stand between two of one paragraph, `parted` whether more of them stand between paragraphs,
    `indent` how far a paragraph's first line is set in."""

    width: int
    reach: int
    spacing: int
    parted: bool
    indent: int


def find_margin(lines: Sequence[Line]) -> Margin | None:
    """The margin of hard-wrapped text, None when each line is a paragraph."""
    usual = int(0.95 * (len(lines) - 1))
    if len(lines) < 4 or _has_wide_lines(lines, len(lines) - usual):
        return None
    ends = [width_of(line.text.rstrip()) for line in lines]
    width = sorted(ends)[usual]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    for spacing in (0, 1):
        full = 0
        reaches: list[int] = []
        for end, (line, after) in zip(ends, pairwise(lines), strict=False):
            if after.gap == spacing and end >= 0.75 * width:
                full += 1
                if after.text.lstrip()[:1].islower() and not has_ended(line.text):
                    reaches.append(_reach(end, after))
        if full >= 3 and len(reaches) >= 0.3 * full:
            after_short = [after for end, after in zip(ends, lines[1:], strict=False) if end < 0.75 * width]
            parted, indent = _are_parted(after_short, spacing), _indent(lines, after_short)
            return Margin(width, sorted(reaches)[len(reaches) // 30], spacing, parted, indent)
    return None


def _has_wide_lines(lines: Sequence[Line], least: int) -> bool:
    """Whether that many lines are surely wider than any margin: of most files the first lines tell."""
    wide = (line for line in lines if len(line.text) > _WIDEST and width_of(line.text.rstrip()) > _WIDEST)
    return next(islice(wide, least - 1, None), None) is not None


def _reach(end: int, after: Line) -> int:
    """The column at which the line that ends in `end` would end with the first word of the next."""
    return end + 1 + width_of(after.text.split(None, 1)[0])


def _are_parted(after_short: Sequence[Line], spacing: int) -> bool:
    """Whether more blank lines follow the lines that end short of the margin, with which paragraphs end."""
    gaps = [line.gap for line in after_short if not line.page]
    return sum(1 for gap in gaps if gap > spacing) >= 0.8 * len(gaps)


def _indent(lines: Sequence[Line], after_short: Sequence[Line]) -> int:
    """The indent of first lines, 0 when other lines have it as well."""
    first = Counter(_indent_of(line) for line in after_short).most_common(1)
    usual = Counter(_indent_of(line) for line in lines).most_common(1)
    return first[0][0] if first and usual[0][0] + 2 <= first[0][0] <= 16 else 0


def _indent_of(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())


def paragraphs(lines: Sequence[Line], margin: Margin | None, place: Place) -> Iterable[Paragraph]:
    """The paragraphs of `lines`. Without a margin only a page break joins lines."""
    pages = [line for line in lines if line.page]
    if margin is None and not pages:
        return [line_paragraph(line, place) for line in lines if not line.text.isspace()]
    return _joined(lines, margin, place)


def _joined(lines: Sequence[Line], margin: Margin | None, place: Place) -> Iterator[Paragraph]:
    part: list[Line] = []
    for line in lines:
        if not line.text.strip():
            continue
        if part and (line.page or margin) and not _begins(part, line, margin):
            part.append(line)
            continue
        if part:
            yield paragraph(part, place, _is_centred(part, margin))
        part = [line]
    if part:
        yield paragraph(part, place, _is_centred(part, margin))


def _begins(part: Sequence[Line], line: Line, margin: Margin | None) -> bool:
    """Whether `line` begins a paragraph rather than goes on with `part`."""
    last = part[-1]
    if line.page:
        return not _crosses_page(last.text.strip(), line.text.strip())
    if margin is None or line.gap > margin.spacing:
        return True
    before, text = last.text.rstrip(), line.text.lstrip()
    if _title_goes_on(part, line, margin):
        return False
    if _CUT.search(before) and (text[0].isupper() or text[0].isdigit()):
        return False
    if _reach(width_of(before), line) < margin.reach:
        return True
    found = item(text)
    indent, indent_before = _indent_of(line), _indent_of(last)
    if margin.indent and abs(indent - margin.indent) <= 1:
        return True
    if found:
        # “… (Chi cục Dân số⏎- Xã hội)”, “… theo điểm⏎2. …”: a full line that has not ended goes on.
        lower = found[0] == "bullet" and text.lstrip("-–—+*•· ")[:1].islower()
        return has_ended(before) or not (margin.parted or lower)
    if margin.parted or text[0].islower():
        return False
    hanging = len(part) == 1 and item(before) is not None
    return (
        (indent >= indent_before + 3 and not hanging)
        or before[-1] in ";:"
        or (is_caps(before) and not is_caps(text))
        or is_title(text)
        or matches("part", text) is not None
    )


def _crosses_page(before: str, text: str) -> bool:
    """Whether a paragraph goes on over the page break between the two lines."""
    if has_ended(before) or item(text) or is_caps(before) or is_title(text) or matches("part", text):
        return False
    return text[0].islower() or len(before) > _NARROWEST


def _is_centred(part: Sequence[Line], margin: Margin | None) -> bool:
    """Whether the lines stand in the middle between the margins."""
    if margin is None:
        return False
    for line in part:
        indent, rest = _indent_of(line), margin.width - width_of(line.text.rstrip())
        if indent < 8 or abs(indent - rest) > 6:
            return False
    return True


def _title_goes_on(part: Sequence[Line], line: Line, margin: Margin) -> bool:
    """Whether the centred line is the next of a title that is broken to stand in the middle."""
    if line.gap or _indent_of(line) < 8:
        return False
    last, text = part[-1].text.strip(), line.text.strip()
    if is_title(last) or item(text) or has_ended(last) or is_caps(last) != is_caps(text):
        return False
    return _is_centred([*part, line], margin)


def drop_page_numbers(lines: Sequence[Line]) -> list[Line]:
    """`lines` without page numbers; the line after one begins a page."""
    numbers = [index for index, line in enumerate(lines) if len(line.text) < 90 and _PAGE.match(line.text)]
    pages = {index for index in numbers if not lines[index].tab and _is_page_number(lines, index)}
    pages |= _counted(lines, [index for index in numbers if index not in pages])
    if not pages:
        return list(lines)
    out: list[Line] = []
    begins = False
    for index, line in enumerate(lines):
        if index in pages:
            begins = True
            continue
        out.append(line._replace(page=True) if begins else line)
        begins = False
    return out or list(lines)


def _is_page_number(lines: Sequence[Line], index: int) -> bool:
    text = lines[index].text.strip()
    found = matches("page", text)
    if found is None:
        return False
    if found.group("named") or not text.isdigit():
        return True
    before = lines[index - 1].text.strip() if index else ""
    after = lines[index + 1] if index + 1 < len(lines) else None
    if lines[index].page or (after is not None and after.page):
        return not before.endswith(":")
    halves = after is not None and after.text.lstrip()[:1].islower() and len(before) > _NARROWEST
    return halves and not has_ended(before) and not before.startswith("\t")


def _counted(lines: Sequence[Line], indices: Sequence[int]) -> set[int]:
    """Bare numbers that count the pages of the file: each one more than the last, far apart."""
    found: list[int] = []
    for index in indices:
        text = lines[index].text.strip()
        if lines[index].tab or not text.isdigit() or int(text) > 999:
            continue
        if not found and int(text) > 2:
            continue
        if found and (int(text) != int(lines[found[-1]].text) + 1 or index - found[-1] < 20):
            continue
        found.append(index)
    return set(found) if len(found) >= 3 else set()
