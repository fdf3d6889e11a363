"""Words that are none: what Tesseract makes of seals, signatures, handwriting and dirt. Their number is kept."""

from __future__ import annotations

from collections.abc import Sequence

from .hocr import Line, Word

_DOUBTFUL = 0.5  # a word
_HOPELESS = 0.35  # a word in a line that is so on the whole
_STRAY = 0.75  # marks
_STRAYS = frozenset("`´'‘’ˆ^~˜°¬¡|„_¨.,:;")
"""What is read where there are only specks, or the marks above the letters of a line in the other column."""
_LOW = 0.22  # of the type's size: small letters of half that size are as high


def without_junk(lines: Sequence[Line], size: float) -> tuple[list[Line], int]:
    """The lines with what is no word left out, and how many words that were; `size` is the type's, in pixels."""
    kept: list[Line] = []
    dropped = 0
    for line in lines:
        hopeless = sureness([line]) < _HOPELESS
        words = [word for word in line if not _is_junk(word, hopeless, size)]
        dropped += len(line) - len(words)
        if words:
            kept.append(words)
    return kept, dropped


def sureness(lines: Sequence[Line]) -> float:
    """Of the lines on the whole, 0 to 1: long words count for more."""
    chars = sum(len(word.chars) for line in lines for word in line)
    return sum(word.sure * len(word.chars) for line in lines for word in line) / chars if chars else 0.0


def _is_junk(word: Word, hopeless: bool, size: float) -> bool:
    if hopeless and word.sure < _HOPELESS:
        return True
    if word.sure < _STRAY and _STRAYS.issuperset(word.text):
        return True
    if word.sure < _HOPELESS and not any(map(str.isalnum, word.text)):
        return True
    if word.sure >= _DOUBTFUL:
        return False
    letters = [char.bottom - char.top for char in word.chars if char.char.isalnum()]
    return bool(letters) and max(letters) < _LOW * size
