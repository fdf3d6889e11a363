"""Text whose font is known: read by the font's encoding, unless its words say otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ..text import Note, Reading
from .evidence import UNICODE_ONLY, tokens, weigh
from .tables import Encoding, decode


class FontReader:
    """Reads the runs of one document.

    A document that was converted to Unicode may keep its fonts, so what a run holds decides: its characters, then its
    words, and where they say nothing what was found so far, which at first is that the font is right.
    """

    def __init__(self) -> None:
        self._votes: Counter[str] = Counter()
        self._read: dict[str, str] = {}

    def read(self, text: str, encoding: Encoding | None) -> tuple[str, tuple[Reading, ...]]:
        """`text` in Unicode. A run cut off within a word says little: give neighbours of one font together."""
        if encoding is None or not self._is_right(text, encoding):
            return text, ()
        read, readings = decode(text, encoding)
        if readings and not text.isascii():
            self._read[encoding.id] = encoding.title
        return read, readings

    def read_runs(self, runs: Sequence[tuple[str, Encoding | None]]) -> tuple[str, tuple[Reading, ...]]:
        """The runs of a paragraph as one text."""
        if not any(encoding for _, encoding in runs):
            return "".join(text for text, _ in runs), ()
        texts: list[str] = []
        readings: list[Reading] = []
        length = 0
        for run, encoding in _merged(runs):
            read, found = self.read(run, encoding)
            texts.append(read)
            readings.extend(reading.moved(length) for reading in found)
            length += len(read)
        return "".join(texts), tuple(readings)

    def _is_right(self, text: str, encoding: Encoding) -> bool:
        if text.isascii():
            return True
        if UNICODE_ONLY.search(text) and not _is_code_page_1258(text):
            self._votes[encoding.id] -= 1
            return False
        evidence = weigh(tokens(text), encoding)
        vote = len(evidence.gained) - len(evidence.lost)
        self._votes[encoding.id] += vote
        return (vote or self._votes[encoding.id]) >= 0

    def notes(self) -> Iterable[Note]:
        """What was read so."""
        for title in self._read.values():
            yield Note("legacy-encoding", f"Văn bản dùng phông chữ cũ, đã đọc theo bảng mã {title}.")


def _is_code_page_1258(text: str) -> bool:
    """Whether the letters that only Unicode has may be what a reader that took bytes for Windows-1258 made of them."""
    return not any("\u1ea0" <= char <= "\u1ef9" for char in text)


def _merged(runs: Iterable[tuple[str, Encoding | None]]) -> Iterable[tuple[str, Encoding | None]]:
    texts: list[str] = []
    last: Encoding | None = None
    for text, encoding in runs:
        if texts and encoding != last:
            yield "".join(texts), last
            texts = []
        texts.append(text)
        last = encoding
    if texts:
        yield "".join(texts), last
