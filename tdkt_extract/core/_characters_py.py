"""The reference implementation of what is asked of each character of a text."""

from __future__ import annotations

import re
import unicodedata

from ._tables import COMBINING, EVEN, NEW_TO_OLD, ODD

_HEAD = 48  # characters
_ODD = re.compile(f"[{COMBINING}{ODD}]")
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
    """Whether the text is in NFC with each mark in its letter, holds no white space but single spaces, nothing
    invisible, and nothing that may stand for a letter which it looks like."""
    if not text.isprintable() or "  " in text:
        return False
    return text.isascii() or (unicodedata.is_normalized("NFC", text) and not _ODD.search(text))


def in_capitals(text: str, start: int, stop: int) -> bool:
    """Whether text[start:stop] is in capitals, as a printed heading is; a lower-case bracket or tail is let pass."""
    words = text[max(start, 0) : max(stop, 0)]
    head = words[:_HEAD]
    if 4 * sum(map(str.islower, head)) > len(head):
        return False
    capitals = sum(map(str.isupper, words))
    return capitals >= 3 and capitals >= 4 * sum(map(str.islower, words))
