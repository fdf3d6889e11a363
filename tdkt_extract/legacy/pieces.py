"""Pieces of text that come before there are blocks: the runs of PDF pages, the nodes of an HTML tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ..text import Note, Reading
from .evidence import UNICODE_ONLY, guess_words, suits, tokens
from .mend import guessed
from .tables import Encoding, as_found, decode
from .trace import Trace


@dataclass(slots=True)
class PieceReader:
    """Reads the pieces of one document, page by page or all at once; what was found before goes on where a page says
    too little. `trace` leads back."""

    trace: Trace = field(default_factory=Trace)
    _found: dict[str, Encoding] = field(default_factory=dict)

    def read(self, pieces: Sequence[tuple[str, Encoding | None]]) -> Iterable[tuple[int, str, Sequence[Reading]]]:
        """(index, text, readings) of each piece that is not what it seems. A piece: a text, and what its font tells."""
        waiting = {
            at: tokens(text)
            for at, (text, font) in enumerate(pieces)
            if (not text.isascii() and not UNICODE_ONLY.search(text)) or (font is not None and font.capitals)
        }
        words: set[str] = set().union(*waiting.values())
        likely = {replace(font, capitals=False) for _, font in pieces if font is not None}
        encoding = guess_words(words, likely | set(self._found.values())) if words else None
        if encoding is None:
            return
        self._found[encoding.id] = encoding
        encoding = as_found(encoding, (pieces[at][0] for at in waiting))
        for at, its in waiting.items():
            text, font = pieces[at]
            if not suits(its, encoding):
                continue
            capitals = font is not None and font.capitals and font.id == encoding.id
            read, readings = decode(text, replace(encoding, capitals=capitals))
            if readings:
                self.trace.add(read, readings)
                yield at, read, readings

    def notes(self) -> tuple[Note, ...]:
        return tuple(map(guessed, self._found.values()))
