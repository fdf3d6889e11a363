"""Puts letter-spaced words together again: “P HÓ CHỦ T Ị CH” -> “PHÓ CHỦ TỊCH”.

Spaces were only ever added, so the words' true edges are among the spaces that are there: the fewest groups of
pieces that each spell a Vietnamese syllable.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .letters import CAPITAL

_ONSET = "(?:ngh|ng|nh|ch|gh|gi|kh|ph|th|tr|qu|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x)?"
_RHYME = (
    "(?:iê|yê|uyê|uô|ươ|oa|oă|oe|oo|uâ|uê|uy|uơ|ia|ya|ua|ưa|ie|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|"
    "iêu|yêu|uôi|ươi|ươu|oai|oay|oao|oeo|uây|uya|uyu|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y)"
)
_CODA = "(?:ng|nh|ch|c|m|n|p|t)?"
_SYLLABLE = re.compile(f"{_ONSET}{_RHYME}{_CODA}\\Z")
FRAGMENTS = frozenset({"ngh", "ng", "nh", "ch", "gh", "kh", "ph", "th", "tr", *"bcdđghklmnpqrstvx"})
"""Pieces that can only be a part of a syllable: an onset or coda alone."""
_GOES_ON = re.compile(rf"(?<=\w)\s+(?=[^\W\d_{CAPITAL}])")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))


@lru_cache(maxsize=4096)
def is_syllable(piece: str) -> bool:
    """Whether `piece` could be one written Vietnamese syllable: onset, rhyme, coda, at most one tone mark."""
    bare = unicodedata.normalize("NFD", piece.lower())
    if sum(char in "\u0300\u0301\u0303\u0309\u0323" for char in bare) > 1:
        return False
    return _SYLLABLE.match(unicodedata.normalize("NFC", bare.translate(_TONES))) is not None


def is_spaced(text: str) -> bool:
    """Whether most of the text is letter-spaced, too much to be trusted even when it is put together."""
    pieces = text.lower().split()
    if FRAGMENTS.isdisjoint(pieces):
        return False
    pieces = [piece for piece in pieces if piece[0].isalpha()]
    broken = sum(piece in FRAGMENTS for piece in pieces)
    return broken >= 3 and broken * 6 >= len(pieces)


def unspace(text: str) -> str:
    """`text` with letter-spaced words joined; other text comes back with single spaces."""
    pieces = text.split()
    if FRAGMENTS.isdisjoint(text.lower().split()):
        return " ".join(pieces)
    best: list[tuple[int, int]] = [(0, 0)]
    for end in range(1, len(pieces) + 1):
        options = []
        for start in range(max(0, end - 7), end):
            word = "".join(pieces[start:end])
            cost = 1 if is_syllable(word) else 3 if end - start == 1 else None
            if cost is not None:
                options.append((best[start][0] + cost, start))
        best.append(min(options))
    words: list[str] = []
    end = len(pieces)
    while end:
        start = best[end][1]
        words.append("".join(pieces[start:end]))
        end = start
    return " ".join(reversed(words))


def unspace_name(text: str) -> str:
    """A person's name: a piece that begins in lower case goes on with the one before it (“Ngu y ễn” -> “Nguyễn”)."""
    return _GOES_ON.sub("", unspace(text))
