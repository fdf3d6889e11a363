"""The way back where text was read in pieces that no block keeps: the runs of a page, the nodes of a tree."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..text import Block, Paragraph, Reading
from .blocks import changed

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class Trace:
    """What stood for each word and each letter that was read. Words cut in two by their pieces are put together again
    in the blocks, so a paragraph with some of the words has its other letters by themselves."""

    _words: dict[str, tuple[Reading, ...]] = field(default_factory=dict)
    _letters: dict[str, str] = field(default_factory=dict)

    def add(self, text: str, readings: Sequence[Reading]) -> None:
        """Notes the readings of a piece."""
        for start, end, raw, _ in readings:
            self._letters[text[start:end]] = raw
        for match in _WORD.finditer(text) if readings else ():
            inside = tuple(within(readings, *match.span()))
            if inside:
                self._words[match.group()] = tuple(reading.moved(-match.start()) for reading in inside)

    def lay(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """`blocks`, made of the pieces, with readings."""
        return tuple(changed(block, self._laid) for block in blocks) if self._words else tuple(blocks)

    def _laid(self, paragraph: Paragraph) -> Paragraph:
        if paragraph.readings or paragraph.text.isascii():
            return paragraph
        readings = tuple(self._readings(paragraph.text))
        return replace(paragraph, readings=readings) if readings else paragraph

    def _readings(self, text: str) -> Iterator[Reading]:
        words = [(match.start(), match.group()) for match in _WORD.finditer(text)]
        if not any(word in self._words for _, word in words):
            return
        for start, word in words:
            if word in self._words:
                yield from (reading.moved(start) for reading in self._words[word])
            elif not word.isascii():
                for at, char in enumerate(word, start):
                    if char in self._letters:
                        yield Reading(at, at + 1, self._letters[char])


def within(readings: Sequence[Reading], start: int, stop: int) -> Iterable[Reading]:
    """The readings, ascending, that begin in a range."""
    first = bisect_left(readings, start, key=lambda reading: reading.start)
    last = bisect_left(readings, stop, key=lambda reading: reading.start)
    return readings[first:last]
