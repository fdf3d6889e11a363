"""`python -m models.segmenter.leakage [clone]`: is the treebank's test part in anything the model was trained on?

Looked for are whole sentences and long pieces of them; exit 1 if there is one. With a clone of the Wikipedia corpus
that is looked through too.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from . import corpora
from .samples import Line

PIECE = 12
"""Syllables: so long a run in common is no accident, but for lists of names and fixed phrases."""

_SYLLABLE = re.compile(r"\w+")


def syllables(text: str) -> tuple[str, ...]:
    return tuple(_SYLLABLE.findall(text.lower()))


def pieces(text: str) -> Iterator[tuple[str, ...]]:
    """All runs of PIECE syllables; a shorter sentence is one piece, if it is long enough to be told from a phrase."""
    found = syllables(text)
    if 5 <= len(found) < PIECE:
        yield found
    for at in range(len(found) - PIECE + 1):
        yield found[at : at + PIECE]


def overlaps(texts: Iterable[str], test: Sequence[str]) -> list[tuple[str, str]]:
    """The texts with a piece of a test sentence, each with that piece."""
    whole = {syllables(sentence) for sentence in test if len(syllables(sentence)) < PIECE}
    runs = {piece for sentence in test for piece in pieces(sentence) if len(piece) == PIECE}
    found = []
    for text in texts:
        row = syllables(text)
        shared = row if row in whole and len(row) >= 5 else next((p for p in pieces(text) if p in runs), None)
        if shared:
            found.append((text, " ".join(shared)))
    return found


def without_test(lines: Sequence[Line]) -> list[Line]:
    """Training lines less those with a piece of a test sentence: the treebank's train part repeats a series' title."""
    leaks = {text for text, _ in overlaps(corpora.texts(lines), corpora.texts(corpora.treebank("test")))}
    return [line for line in lines if line[0] not in leaks]


def main() -> int:
    test = corpora.texts(corpora.treebank("test"))
    sources = {
        "treebank train, less what it repeats of test": corpora.texts(without_test(corpora.treebank("train"))),
        "treebank dev": corpora.texts(corpora.treebank("dev")),
        "administrative gold, dev": corpora.texts(corpora.administrative()),
        "sentences.txt": corpora.texts(corpora.written()),
        "archive": corpora.archive(),
    }
    if len(sys.argv) > 1:
        sources["Wikipedia"] = corpora.wikipedia(Path(sys.argv[1]))
    failed = False
    for name, texts in sources.items():
        found = overlaps(texts, test)
        failed = failed or bool(found)
        print(f"{name}: {len(texts):,} lines, {len(found)} with a test sentence or {PIECE} syllables of one")
        for _, piece in found[:20]:
            print(f"    {piece}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
