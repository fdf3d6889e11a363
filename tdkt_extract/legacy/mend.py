"""Blocks -> blocks: paragraphs that no font spoke for, whose words are Vietnamese only by a legacy table."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from ..text import Block, Locator, Note, Paragraph, Reading, paragraphs_of
from .blocks import changed
from .evidence import UNICODE_ONLY, guess_words, suits, tokens
from .tables import Encoding, as_found, decode

_MOST_ENCODINGS = 3  # in one document


def mend(blocks: Sequence[Block], likely: Collection[Encoding] = ()) -> tuple[Sequence[Block], tuple[Note, ...]]:
    """`blocks` with such paragraphs read, and notes on it. `likely` encodings are those that the file's fonts tell."""
    waiting = [
        paragraph
        for paragraph in paragraphs_of(blocks)
        if not paragraph.text.isascii() and not UNICODE_ONLY.search(paragraph.text) and not paragraph.readings
    ]
    read: dict[int, Paragraph] = {}
    notes: list[Note] = []
    while waiting and len(notes) < _MOST_ENCODINGS:
        words = [tokens(paragraph.text) for paragraph in waiting]
        encoding = guess_words(set().union(*words), likely)
        if encoding is None:
            break
        encoding = as_found(encoding, (paragraph.text for paragraph in waiting))
        left = []
        for paragraph, its in zip(waiting, words, strict=True):
            if its and suits(its, encoding):
                read[id(paragraph)] = _decoded(paragraph, encoding)
            else:
                left.append(paragraph)
        waiting = left
        notes.append(guessed(encoding))
    if not read:
        return blocks, ()
    return tuple(changed(block, lambda each: read.get(id(each), each)) for block in blocks), tuple(notes)


def guessed(encoding: Encoding) -> Note:
    """The remark that a text was read by an encoding which its words told."""
    return Note("legacy-encoding", f"Văn bản không phải Unicode; đoán theo chữ, đã đọc theo bảng mã {encoding.title}.")


def _decoded(paragraph: Paragraph, encoding: Encoding) -> Paragraph:
    text, readings = decode(paragraph.text, encoding)
    return replace(paragraph, text=text, locators=_moved(paragraph.locators, readings), readings=readings)


def _moved(locators: Sequence[tuple[int, Locator]], readings: Sequence[Reading]) -> tuple[tuple[int, Locator], ...]:
    """The places of a text where they are in what was read from it: VNI has two characters for a letter."""
    out: list[tuple[int, Locator]] = []
    shift = at = 0
    for offset, place in locators:
        while at < len(readings) and readings[at].start + shift < offset:
            shift += len(readings[at].raw) - (readings[at].end - readings[at].start)
            at += 1
        out.append((offset - shift, place))
    return tuple(out)
