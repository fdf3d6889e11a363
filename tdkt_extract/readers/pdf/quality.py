"""Whether a text layer is text: fonts without a character map and bad recognition give “DQc l6p”."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from ...spacing import is_syllable

_ENOUGH = 50  # words; fewer tell nothing
_PLAUSIBLE_SHARE = 0.75  # measured: at least .88 on good layers, at most .62 on garbage
_MOST = 20_000  # characters looked at

_WORD = re.compile(r"[^\W_]+")


def looks_garbled(texts: Iterable[str]) -> bool:
    """Whether too few words are built as Vietnamese syllables are. Words in capitals (UBND) are left out."""
    words: list[str] = []
    seen = 0
    for text in texts:
        words.extend(word for word in _WORD.findall(unicodedata.normalize("NFC", text)) if not word.isupper())
        seen += len(text)
        if seen > _MOST:
            break
    words = [word.lower() for word in words if not word.isdigit()]
    if len(words) < _ENOUGH:
        return False
    return sum(map(is_syllable, words)) < _PLAUSIBLE_SHARE * len(words)
