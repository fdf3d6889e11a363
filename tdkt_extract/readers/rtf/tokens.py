"""The tokens of RTF, and how a group is passed over."""

from __future__ import annotations

import re

WORD, PARAMETER, HEX, BRACE, TEXT, SYMBOL = range(1, 7)
TOKEN = re.compile(
    rb"\\([a-zA-Z]+)(-?\d{1,10})? ?|((?:\\'[0-9a-fA-F]{2})+)|([{}])|([^\\{}\r\n]+)|\\([^a-zA-Z])", re.DOTALL
)
"""The group that matched last says which token it is; line ends between tokens say nothing."""

_SKIPPED = re.compile(rb"[{}\\](?:(?<=\\)(?:bin(\d{1,10}) ?|[^a-zA-Z]))?", re.DOTALL)


def end_of_group(data: bytes, at: int) -> int:
    """Where the group that `at` lies in has its closing brace; the end of the data when it has none."""
    depth = 1
    match = _SKIPPED.search(data, at)
    while match is not None:
        found = match.group()
        if found == b"{":
            depth += 1
        elif found == b"}":
            depth -= 1
            if not depth:
                return match.start()
        # What \bin announces are so many bytes of anything, braces too.
        at = match.end() + int(match[1] or 0)
        match = _SKIPPED.search(data, at)
    return len(data)
