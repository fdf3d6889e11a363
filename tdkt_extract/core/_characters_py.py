"""The reference implementation of what is asked of each character of a text."""

from __future__ import annotations

import re
import unicodedata

from ._tables import EVEN, NEW_TO_OLD

_HEAD = 48  # characters
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


def in_capitals(text: str, start: int, stop: int) -> bool:
    """Whether text[start:stop] is in capitals, as a printed heading is; a lower-case bracket or tail is let pass."""
    words = text[max(start, 0) : max(stop, 0)]
    head = words[:_HEAD]
    if 4 * sum(map(str.islower, head)) > len(head):
        return False
    capitals = sum(map(str.isupper, words))
    return capitals >= 3 and capitals >= 4 * sum(map(str.islower, words))
