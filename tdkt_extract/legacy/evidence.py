"""Which encoding, if any, makes Vietnamese of words that are none as they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from .tables import Encoding, decode_letters, encodings
from .words import TOKEN, is_vietnamese

# Letters that only Unicode has. A paragraph with one is no legacy text, and nearly every Vietnamese one soon has one.
UNICODE_ONLY = re.compile("[\u1ea0-\u1ef9ăđơưĂĐƠƯ\u0300-\u0323]")

_LEAST_WORDS = 3  # that an encoding turns from nonsense to Vietnamese, each counted once
_LEAST_SHARE = 0.4  # of the words that are nonsense as they stand: a document may mix two encodings
_HAS_PLAIN_LETTER = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a table does to words: `gained` are Vietnamese only as it reads them, `lost` only as they stand."""

    gained: frozenset[str]
    lost: frozenset[str]


def tokens(text: str) -> set[str]:
    """The words of `text` that legacy letters may stand in."""
    return {token for token in TOKEN.findall(text) if not token.isascii()}


def strange(words: Iterable[str]) -> set[str]:
    """Those that are no Vietnamese as they stand."""
    return {word for word in words if not is_vietnamese(word)}


def weigh(words: Iterable[str], encoding: Encoding) -> Evidence:
    """What `encoding` does to the words."""
    gained: set[str] = set()
    lost: set[str] = set()
    for word in words:
        effect = _effect(word, encoding)
        if effect:
            (gained if effect > 0 else lost).add(word)
    return Evidence(frozenset(gained), frozenset(lost))


@lru_cache(maxsize=32768)
def _effect(word: str, encoding: Encoding) -> int:
    """1 where the word is Vietnamese only as it is read, -1 where only as it stands."""
    return is_vietnamese(decode_letters(word, encoding)[0]) - is_vietnamese(word)


def suits(words: Collection[str], encoding: Encoding) -> bool:
    """Whether a paragraph of these words goes with a document in `encoding`: what is Vietnamese in it stays so for the
    most part, and no other encoding makes clearly more of the rest. Names (“§¾k L¾k”) are nonsense either way, and a
    number (“LÑ”) may become a word by chance."""
    evidence = weigh(words, encoding)
    gained = len(evidence.gained)
    if gained < len(evidence.lost):
        return False
    if 2 * gained >= len(strange(words)):
        return True
    return all(len(weigh(words, other).gained) <= gained + 1 for other in encodings() if other.id != encoding.id)


def guess_words(words: Collection[str], likely: Collection[Encoding] = ()) -> Encoding | None:
    """The encoding that the words are in. Of one that is `likely`, by its fonts, a single word convinces. A sign alone,
    as «, ° and § are, is no word."""
    words = [word for word in words if _HAS_PLAIN_LETTER.search(word)]
    bad = strange(words)
    if not bad or (len(bad) < _LEAST_WORDS and not likely):
        return None
    found: tuple[int, Encoding] | None = None
    for one in encodings():
        evidence = weigh(words, one)
        least = 1 if one in likely else _LEAST_WORDS
        if len(evidence.gained) < max(least, _LEAST_SHARE * len(bad)):
            continue
        profit = len(evidence.gained) - len(evidence.lost)
        if profit > 0 and (found is None or profit > found[0]):
            found = profit, one
    return found[1] if found else None


def guess(text: str) -> Encoding | None:
    """The encoding of a text that no font tells of; None where it is good as it stands or says too little."""
    if text.isascii() or UNICODE_ONLY.search(text):
        return None
    return guess_words(tokens(text))
