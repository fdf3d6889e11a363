"""A text whose lines were pasted from a window that showed them in a legacy font: “QuyÕt ®Þnh” in UTF-8.

It is read before anyone looks at its lines, for headings and tables are told by words; the readings are laid over the
blocks that come of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TypeAlias

from ..text import Block, Note, Paragraph, Reading, TxtLocator
from .blocks import changed
from .evidence import UNICODE_ONLY, guess_words, suits, tokens
from .mend import guessed
from .tables import as_found, decode, encodings, units
from .trace import within

_Lines: TypeAlias = dict[int, tuple[str, tuple[Reading, ...]]]

_ENTITIES = ("&reg;", "&#174;", "&ntilde;", "&#241;", "&eth;", "&#240;", "&Ccedil;", "&#199;")
_ENDS = re.compile(r"\r\n?")


@dataclass(slots=True)
class Pasted:
    """`text` as read; of the lines that it read, by number from 1, the text and its readings."""

    text: str
    notes: tuple[Note, ...] = ()
    lines: _Lines = field(default_factory=dict)

    def trace(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """`blocks`, made of the lines, with the readings of the lines. A piece of a line that is not found there, for
        marks were taken out of it, gets none."""
        if not self.lines:
            return tuple(blocks)
        seen: dict[int, int] = {}

        def trace(paragraph: Paragraph) -> Paragraph:
            return replace(paragraph, readings=tuple(_found(paragraph, self.lines, seen)))

        return tuple(changed(block, trace) for block in blocks)


@cache
def _signs() -> frozenset[str]:
    """The codes of đ: each fortieth letter of a Vietnamese text, and none of it in Unicode."""
    return frozenset(code for one in encodings() for code, letter in units(one).items() if letter in "đĐ")


def may_be_legacy(text: str) -> bool:
    """Whether a long text has a code of đ, or its HTML entity. Costs nothing next to reading it."""
    return any(sign in text for sign in _signs()) or any(entity in text for entity in _ENTITIES)


def read_pasted(text: str) -> Pasted:
    """The text with its legacy lines read; as it is when there are none."""
    if not may_be_legacy(text):
        return Pasted(text)
    lines = _ENDS.sub("\n", text).split("\n")
    words = {
        number: tokens(line)
        for number, line in enumerate(lines)
        if not line.isascii() and not UNICODE_ONLY.search(line)
    }
    encoding = guess_words(set().union(*words.values()))
    if encoding is None:
        return Pasted(text)
    encoding = as_found(encoding, (text,))
    read: _Lines = {}
    for number, its in words.items():
        if its and suits(its, encoding):
            lines[number], readings = decode(lines[number], encoding)
            read[number + 1] = lines[number], readings
    return Pasted("\n".join(lines), (guessed(encoding),), read)


def _found(paragraph: Paragraph, lines: _Lines, seen: dict[int, int]) -> Iterator[Reading]:
    """The readings of the pieces that the paragraph is made of. `seen` is how far each line has been used, for a piece
    may stand in it twice."""
    stops = [*(offset for offset, _ in paragraph.locators[1:]), len(paragraph.text)]
    for (start, place), stop in zip(paragraph.locators, stops, strict=True):
        if not isinstance(place, TxtLocator) or place.line not in lines:
            continue
        line, readings = lines[place.line]
        piece = paragraph.text[start:stop].rstrip()
        at = line.find(piece, seen.get(place.line, 0))
        if at >= 0:
            seen[place.line] = at + len(piece)
            yield from (reading.moved(start - at) for reading in within(readings, at, at + len(piece)))
