"""Blocks -> blocks: paragraphs that a page break cut are joined, paragraphs run together by a web page are split.

Works on the words alone, so that it mends what any reader gives; what only a format knows is mended in its reader.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from pydantic import BaseModel, ConfigDict

from .letters import CAPITAL, SMALL
from .normalise import MARGIN, fold, normalise
from .rules import load_toml
from .text import Block, Locator, Paragraph, Reading

_MARKER = re.compile(r"\s*(?:[-–—+*•●▪◦○✓➢]|\(?\d{1,2}(?:\.\d{1,2})*[.)/]|\(?[a-zđ][.)/]|[IVX]{1,5}[.)/])(?:\s|$)")
_DASH_LEAD = re.compile(r"\s*[-–—]\s*(\S.*)", re.S)
_ENDED = frozenset('.;:!?…”"’»/)')
_FINAL = frozenset(".;:!?…")
_EDGE = 200
_LONGEST_DANGLING = 40
_PART = re.compile(r"(?:phần|chương|mục)\s+(?:thứ\s+\w+|[ivxlc]+|\d{1,2}|[a-hk])\s*[.:]?\Z")
_YEAR_END = re.compile(r"\b(?:19|20)\d\d\s*\Z")
_YEAR_LEAD = re.compile(r"(?:19|20)\d\d\b(?!\s*[:.)])")
# A Roman heading in capitals, or a number, that follows a sentence in the same paragraph:
# “… như sau: I. MỤC ĐÍCH, YÊU CẦU Tiếp tục … đất nước. II. CHỈ TIÊU 1. Giáo dục …”.
_RUN_IN = re.compile(
    rf"(?:\A|(?<=[.:;”{CAPITAL}])) ?(?:"
    rf"(?P<roman>(?:X{{0,3}}(?:IX|IV|V?I{{1,3}}|V)|X)\. )(?=(?:[{CAPITAL}]{{2,}}[,\-–]? ?){{2}})"
    rf"|(?P<number>\d{{1,2}})\. (?=[{CAPITAL}][{SMALL}]))"
)
# What each match of _RUN_IN holds, searched for by its dot: where there is none the long pattern is spared.
_ROMAN_HINT = re.compile(r"\.(?<=[IVX]\.)\s")
_HINT = re.compile(rf"\.(?<=[IVX\d]\.) (?=[{CAPITAL}])")
_CAPITALS = re.compile(rf"[IVX]+\. (?:[{CAPITAL}\d][{CAPITAL}\d,\-–/&()]*(?: (?=[{CAPITAL}0-9])|(?=\s*\Z)))+")


class _LayoutRules(BaseModel):
    model_config = ConfigDict(extra="forbid")
    dangling: list[str]
    dash_compounds: list[str]


@cache
def _rules() -> tuple[re.Pattern[str], tuple[str, ...], frozenset[tuple[str, str]]]:
    """The pattern of dangling words at an end, the words, and the halves of compounds."""
    rules = load_toml("layout", _LayoutRules)
    dangling = re.compile(rf"(?:\A|\W)(?:{'|'.join(map(re.escape, rules.dangling))})\s*\Z")
    halves = frozenset(
        (left.rsplit(None, 1)[-1], right.split(None, 1)[0])
        for left, right in (compound.split(" - ", 1) for compound in rules.dash_compounds if " - " in compound)
    )
    return dangling, tuple(rules.dangling), halves


def mend(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` with cut paragraphs joined and run-together ones split."""
    return tuple(_split_all(_join_all(blocks)))


def _join_all(blocks: Sequence[Block]) -> list[Block]:
    out: list[Block] = []
    cut: dict[int, list[Paragraph]] = {}  # the parts of the paragraph out[index]
    last: Paragraph | None = None
    end = ""
    for block in blocks:
        if not isinstance(block, Paragraph):
            last = None
            out.append(block)
            continue
        text = block.text
        if (not text or text.isspace()) and not block.label:
            continue
        if last is not None and end[-1:] not in _FINAL and _goes_on(end, block):
            cut.setdefault(len(out) - 1, [last]).append(block)
            # Evened out once: a paragraph cut at every letter would else be normalised again for each.
            end = f"{normalise(end[-_EDGE:])[0]}\n{text}"[-_EDGE:]
            continue
        out.append(block)
        last, end = block, text
    for index, parts in cut.items():
        out[index] = _join(parts)
    return out


def _goes_on(end: str, second: Paragraph) -> bool:
    """Whether `second` is the rest of the paragraph that ends with `end`."""
    if end.rstrip()[-1:] in _FINAL:
        return False
    head = normalise(second.text[:_EDGE])[0]
    if not head or second.label:
        return False
    dash = _DASH_LEAD.match(head)
    if not dash and not head.isupper() and _MARKER.match(head):
        return False  # as most of what follows a heading
    tail = normalise(end[-_EDGE:])[0]
    if not tail:
        return False
    dangling, words, halves = _rules()
    if dash:
        if tail[-1] in _ENDED:
            return False
        half, other = fold(tail.rsplit(None, 1)[-1]), fold(dash.group(1).split(None, 1)[0]).strip(',.;:"')
        return bool(_YEAR_LEAD.match(dash.group(1)) and _YEAR_END.search(tail)) or (half, other) in halves
    if head.isupper() and _PART.match(fold(tail)):
        return True
    if tail.isupper() and tail.count(" ") < 5:
        return False  # a document type alone: “KẾ HOẠCH” / “công tác …”
    if _MARKER.match(head) or (_MARKER.match(tail) and len(tail) < 4):
        return False
    if head[0].islower():
        return tail[-1] not in _ENDED
    if tail.endswith(","):
        return len(tail) > 60 and not head.isupper()
    if len(tail) <= 30:
        return False
    last = fold(tail[-_LONGEST_DANGLING:])
    return last.endswith(words) and dangling.search(last) is not None


def _join(parts: Sequence[Paragraph]) -> Paragraph:
    shift = 0
    locators: list[tuple[int, Locator]] = []
    readings: list[Reading] = []
    for part in parts:
        locators.extend((shift + offset, place) for offset, place in part.locators)
        readings.extend(reading.moved(shift) for reading in part.readings)
        shift += len(part.text) + 1
    text = "\n".join(part.text for part in parts)
    return replace(parts[0], text=text, locators=tuple(locators), readings=tuple(readings))


def _split_all(blocks: Sequence[Block]) -> list[Block]:
    """Splits only in documents whose Roman headings stand inside paragraphs: there the numbered ones do as well."""
    hinted = [block for block in blocks if isinstance(block, Paragraph) and _ROMAN_HINT.search(block.text)]
    if not any(map(_has_run_in_heading, hinted)):
        return list(blocks)
    out: list[Block] = []
    number = 0
    for block in blocks:
        if not isinstance(block, Paragraph):
            out.append(block)
            continue
        text, edits = normalise(block.text)
        cuts, number = _cuts(text, number)
        out.extend(_split(block, edits, cuts))
    return out


def _has_run_in_heading(paragraph: Paragraph) -> bool:
    text, _ = normalise(paragraph.text)
    return any(match.lastgroup == "roman" and match.start("roman") > 0 for match in _RUN_IN.finditer(text))


def _cuts(text: str, number: int) -> tuple[list[int], int]:
    """Where `text` is to be cut, and the last arabic number seen: a number is a heading's when it goes on counting."""
    cuts: list[int] = []
    if not _HINT.search(text):
        return cuts, number
    for match in _RUN_IN.finditer(text):
        if match.lastgroup == "roman":
            number = 0
            cuts.append(match.start("roman"))
            capitals = _CAPITALS.match(text, match.start("roman"))
            if capitals:
                cuts.append(capitals.end())
        elif int(match.group("number")) == number + 1:
            number += 1
            cuts.append(match.start("number"))
    return [cut for cut in cuts if 0 < cut < len(text)], number


def _split(paragraph: Paragraph, edits: list[tuple[int, int, str]], cuts: list[int]) -> list[Paragraph]:
    """The parts of the paragraph; `cuts` are offsets in its normalised text, which `edits` lead back."""
    if not cuts:
        return [paragraph] if paragraph.text.strip() else []
    lead = len(paragraph.text) - len(paragraph.text.lstrip(MARGIN))
    raw_cuts = [
        lead + cut + sum(len(raw) - (right - left) for left, right, raw in edits if right <= cut) for cut in cuts
    ]
    parts: list[Paragraph] = []
    for start, end in pairwise([0, *raw_cuts, len(paragraph.text)]):
        piece = paragraph.text[start:end]
        if piece.strip():
            parts.append(
                replace(
                    paragraph,
                    text=piece,
                    locators=_locators(paragraph.locators, start, end),
                    label=paragraph.label if not start else "",
                    readings=tuple(
                        reading.moved(-start) for reading in paragraph.readings if start <= reading.start < end
                    ),
                )
            )
    return parts


def _locators(locators: tuple[tuple[int, Locator], ...], start: int, end: int) -> tuple[tuple[int, Locator], ...]:
    inside = [(offset - start, place) for offset, place in locators if start < offset < end]
    before = [place for offset, place in locators if offset <= start]
    return ((0, before[-1]), *inside) if before else tuple(inside)
