"""Puts right what recognition most often misreads: document numbers, dates, and the lines a document hangs on.

Each change is a `Reading`: `Plan.source_text` gives what was read, and the plan says it in a warning.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache

from ...normalise import fold
from ...text import Block, Paragraph, PdfLocator, Reading, Row, Table, source_text
from . import dates, numbers
from .confusions import bare, nearest, rules
from .numbers import REPAIRED, Fix

_SPACES = re.compile(r"\s+")
_LONGEST_LINE = 60


def repair(blocks: Sequence[Block], pages: Collection[int]) -> tuple[Block, ...]:
    """The blocks with what was recognised on `pages` put right; nothing else is touched."""
    return tuple(_block(block, pages) for block in blocks)


def _block(block: Block, pages: Collection[int]) -> Block:
    if isinstance(block, Paragraph):
        return _paragraph(block, pages)
    rows = (
        Row(tuple(replace(cell, paragraphs=tuple(_paragraph(p, pages) for p in cell.paragraphs)) for cell in row.cells))
        for row in block.rows
    )
    return Table(tuple(rows), block.columns)


def _paragraph(paragraph: Paragraph, pages: Collection[int]) -> Paragraph:
    places = [(at, isinstance(place, PdfLocator) and place.page in pages) for at, place in paragraph.locators]
    if not any(recognised for _, recognised in places):
        return paragraph
    fixes = [fix for fix in changes(paragraph.text) if _place(places, fix.start)]
    return amend(paragraph, fixes) if fixes else paragraph


def _place(places: Sequence[tuple[int, bool]], at: int) -> bool:
    """Whether the character at `at` was recognised."""
    found = False
    for start, recognised in places:
        if start > at:
            break
        found = recognised
    return found


def changes(text: str) -> list[Fix]:
    """What is to be changed of a recognised text: in order, none over another."""
    found = sorted([*_phrase(text), *numbers.find(text), *dates.find(text)], key=lambda fix: (fix.start, -fix.end))
    kept: list[Fix] = []
    for fix in found:
        if not kept or fix.start >= kept[-1].end:
            kept.append(fix)
    return kept


def repaired(text: str) -> str:
    """The text as it is understood."""
    return amend(Paragraph(text, ()), changes(text)).text


def _phrase(text: str) -> Iterator[Fix]:
    """A whole line that is one of the known ones but for a letter in so many."""
    line = text.strip()
    if not 5 < len(line) <= _LONGEST_LINE:
        return
    key = _key(line)
    found = nearest(key, _lines(), rules().phrases.letters)
    if found is None:
        return
    known = found[1]
    meaning = _lines()[known]
    read = fold(_SPACES.sub(" ", line))
    if read == fold(meaning) or meaning.isupper() != line.isupper() or len(key.split()) != len(known.split()):
        return
    if _letters(read) == _letters(fold(meaning)) and not (meaning[-1] == ":" and read[-1] in ".;,"):
        return  # a colon more or less is the writer's
    start = len(text) - len(text.lstrip())
    yield Fix(start, start + len(line), meaning, REPAIRED)


def _letters(line: str) -> str:
    return "".join(filter(str.isalpha, line))


@cache
def _lines() -> dict[str, str]:
    return {_key(line): line for line in rules().phrases.lines}


def _key(line: str) -> str:
    return bare(_SPACES.sub(" ", line)).upper().rstrip(" .:;,")


def amend(paragraph: Paragraph, fixes: Sequence[Fix]) -> Paragraph:
    """The paragraph with its text changed; readings that a change touches become one with it."""
    old, raws = paragraph.text, [(r.start, r.end, r.raw) for r in paragraph.readings]
    out: list[str] = []
    readings: list[Reading] = []
    moves: list[tuple[int, int, int, int]] = []  # a range of the old text and the range of the new that it became
    length = at = 0
    for start, end, within, confidence in _groups(paragraph.readings, fixes):
        out.append(old[at:start])
        length += start - at
        new = _applied(old, start, end, within)
        raw = source_text(old, raws, start, end)
        if new:
            readings.append(Reading(length, length + len(new), raw, confidence))
        out.append(new)
        moves.append((start, end, length, length + len(new)))
        length += len(new)
        at = end
    out.append(old[at:])
    locators = tuple((_moved(offset, moves), place) for offset, place in paragraph.locators)
    return replace(paragraph, text="".join(out), locators=locators, readings=tuple(readings))


def _groups(readings: Sequence[Reading], fixes: Sequence[Fix]) -> Iterator[tuple[int, int, list[Fix], float]]:
    """Ranges of the old text that readings and fixes cover, those that touch as one: with the fixes in it, and the
    confidence of the least sure."""
    covers: list[tuple[int, int, float, list[Fix]]] = [(r.start, r.end, r.confidence, []) for r in readings]
    covers += [(fix.start, fix.end, fix.confidence, [fix]) for fix in fixes]
    group: tuple[int, int, list[Fix], float] | None = None
    for start, end, confidence, own in sorted(covers, key=lambda cover: cover[:2]):
        if group and start < group[1]:
            group = (group[0], max(group[1], end), [*group[2], *own], min(group[3], confidence))
            continue
        if group:
            yield group
        group = (start, end, own, confidence)
    if group:
        yield group


def _applied(old: str, start: int, end: int, fixes: Sequence[Fix]) -> str:
    out, at = [], start
    for fix in fixes:
        out += [old[at : fix.start], fix.new]
        at = fix.end
    return "".join(out) + old[at:end]


def _moved(offset: int, moves: Sequence[tuple[int, int, int, int]]) -> int:
    shift = 0
    for start, end, new_start, new_end in moves:
        if offset < start:
            break
        if offset < end:
            return min(new_start + offset - start, new_end)
        shift = new_end - end
    return offset + shift
