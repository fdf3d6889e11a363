"""The reference implementation of what is asked of each character of a text."""

from __future__ import annotations

import re
import unicodedata

from ._tables import EVEN, NEW_TO_OLD

_UNEVEN = re.compile(f"[{''.join(EVEN)}]")
# Two patterns, each with one letter to search for: a pattern that begins with a choice takes ten times as long.
_NEW_STYLE = (re.compile(r"o[àáảãạèéẻẽẹ](?!\w)(?<!q..)"), re.compile(r"u[ỳýỷỹỵ](?!\w)(?<!q..)"))


def fold(text: str) -> str:
    """`text` for matching: lower case, one kind of dash, quote and space, tone marks in the old place (hoà -> hòa).

    Always as long as `text`.
    """
    if text.isascii():
        return text.lower()
    folded = _UNEVEN.sub(lambda match: EVEN[match.group()], text).lower()
    for pattern in _NEW_STYLE:
        folded = pattern.sub(lambda match: NEW_TO_OLD[match.group()], folded)
    return folded


def is_plain(text: str) -> bool:
    """Whether the text is in NFC and holds no white space but single spaces, and nothing invisible."""
    return text.isprintable() and "  " not in text and unicodedata.is_normalized("NFC", text)


def count_small(text: str) -> int:
    """How many small letters the text has."""
    return sum(map(str.islower, text))


def count_capital(text: str) -> int:
    """How many capitals the text has."""
    return sum(map(str.isupper, text))
