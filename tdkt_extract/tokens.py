"""A document's text and its tokens: made once, read by every extractor."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from . import core
from .normalise import fold
from .rules.vocabulary import vocabulary

_MANY = 100_000


class TokenizedText:
    """The normalised text of a document, folded, and its tokens.

    `tokens` has document numbers, dates, list markers … whole. `items`, `starts` and `ends` are of its atoms, into
    which those are parted: words and single marks, folded, with their ids in `rules.vocabulary` in `ids`.
    """

    __slots__ = ("ends", "folded", "ids", "items", "starts", "text", "tokens")

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        self.tokens = core.tokenize(text, vocabulary())
        atoms = core.atoms(self.tokens, vocabulary())
        self.items = atoms.words(self.folded, vocabulary())
        # A list is searched faster, but takes 36 bytes an atom, nine times the column itself.
        self.starts: Sequence[int] = atoms.starts() if len(atoms) < _MANY else atoms.start
        self.ends = atoms.end
        self.ids = atoms.syllable

    def range(self, start: int, stop: int) -> tuple[int, int]:
        """The atoms of text[start:stop], as a range of indices: those that begin in it."""
        first = bisect_left(self.starts, start)
        return first, bisect_left(self.starts, stop, first)
