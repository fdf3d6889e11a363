"""What the words say: whether a text, as it stands or as it is read by a table, is Vietnamese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

# Stricter than `spacing.is_syllable`: not every vowel takes every consonant. “caùc” in VNI must not pass for a syllable
# as it stands.
_ONSET = "(?:ngh|ng|nh|ch|gh|gi|kh|ph|th|tr|qu|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x)?"
_CLOSED = (
    "(?:(?:a|ă|â|e|ê|i|o|ô|ơ|u|ư|iê|yê|uô|ươ|oa|oă|oe|uâ|uê|uy|uyê)[mnpt]"
    "|(?:a|ă|â|e|o|ô|u|ư|iê|yê|uô|ươ|oa|oă|oo|uâ)(?:c|ng)|(?:a|ê|i|oa|uê|uy)(?:ch|nh))"
)
_OPEN = (
    "(?:iêu|yêu|uôi|ươi|ươu|oai|oay|oao|oeo|uây|uya|uyu|ia|ya|ua|ưa|oa|oe|uê|uy|uơ|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|"
    "ui|ưi|ưu|a|e|ê|i|o|ô|ơ|u|ư|y)"
)
_SYLLABLE = re.compile(f"{_ONSET}(?:{_CLOSED}|{_OPEN})")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_NO_TONES = dict.fromkeys(map(ord, _TONES))
_STOPPED = ("c", "ch", "p", "t")
_STOPPED_TONES = "\u0301\u0323"

# Letters, and whatever else a legacy letter may look like: “®Þnh”, “x·”. Quotes, dashes and dots are none.
TOKEN = re.compile(r"[^\x00-\x40\x5b-\x60\x7b-\x7f\x85\x91-\x97\xa0\u2000-\u201f\u2022-\u202f]+")


@lru_cache(maxsize=16384)
def is_vietnamese(word: str) -> bool:
    """Whether a word is written as Vietnamese is: a syllable, one tone, no capital after a small letter."""
    if word[:1].islower() and not word.islower():
        return False
    bare = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in bare if char in _TONES]
    if len(tones) > 1:
        return False
    shape = unicodedata.normalize("NFC", bare.translate(_NO_TONES))
    if not _SYLLABLE.fullmatch(shape):
        return False
    return not shape.endswith(_STOPPED) or (bool(tones) and tones[0] in _STOPPED_TONES)


def share(words: Iterable[str]) -> tuple[int, int]:
    """How many of the words are Vietnamese with marks, and how many are not, of those that are not plain ASCII."""
    good = bad = 0
    for word in words:
        if word.isascii():
            continue
        if is_vietnamese(word):
            good += 1
        else:
            bad += 1
    return good, bad


_LONGEST_UNSURE = 3  # letters of a syllable with one capital at most: “Vò”, “Huú”


def in_capitals(words: Sequence[str], marked: Sequence[bool]) -> list[bool]:
    """For each word of a text whether it is meant in capitals, though its marked letters (it has some where `marked`)
    are small.

    Two capitals without marks say so (“HO¹CH”). One or none (“KÕ”, “Vò”) leave it to the words beside it: a syllable in
    capitals on one side, and none with small letters on the other. “Bé GD” stays Bộ GD: GD is no syllable.
    """
    plain = ["".join(char for char in word if char.isascii()) for word in words]
    caps = [word.isupper() and len(word) > 1 for word in plain]
    open_ = [not letters or letters.isupper() for letters in plain]
    sure = [
        (cap and has) or (word.isupper() and len(word) > 1 and is_vietnamese(word))
        for word, cap, has in zip(words, caps, marked, strict=True)
    ]
    found = [has and cap for has, cap in zip(marked, caps, strict=True)]
    last = len(words) - 1
    # Forth and back, for one such word makes the next sure: “THÔNG T­ Sè 09”.
    for at in (*range(last + 1), *range(last, -1, -1)):
        if marked[at] and not sure[at] and open_[at] and len(words[at]) <= _LONGEST_UNSURE:
            beside = [other for other in (at - 1, at + 1) if 0 <= other <= last]
            if any(sure[other] for other in beside) and all(open_[other] for other in beside):
                found[at] = sure[at] = True
    return found
