"""The tokens of RTF, and how a group is passed over."""

from __future__ import annotations

import re

RUN, WORD, PARAMETER, HEX, BRACE, SYMBOL = range(1, 7)
TOKEN = re.compile(
    # Vietnamese is \u by \u with one character each for those who do not know it: a run in one token halves the time.
    rb"((?:[^\\{}\r\n]+|\\u-?\d{1,6} ?(?:\\'[0-9a-fA-F]{2}|\?)){1,200})"
    rb"|\\([a-zA-Z]+)(-?\d{1,10})? ?|((?:\\'[0-9a-fA-F]{2}){1,500})|([{}])|\\([^a-zA-Z])",
    re.DOTALL,
)
"""The group that matched last says which token it is; line ends between tokens say nothing."""
PIECE = re.compile(rb"\\u(-?\d{1,6}) ?(\\'[0-9a-fA-F]{2}|\?)|[^\\]+")
"""What a run is made of: a character with the one behind it that stands for it, or text."""
_UNICODE = re.compile(r"\\u(-?\d{1,6}) ?(?:\\'[0-9a-fA-F]{2}|\?)")


def shown_run(run: bytes) -> str | None:
    """The text of a run; None when that takes looking at its pieces one by one."""
    if not run.isascii():
        return None
    text = run.decode("ascii")
    if "\\" in text:
        text = _UNICODE.sub(lambda found: chr(int(found[1]) & 0xFFFF), text)
        if _SURROGATE.search(text):
            return None
    return text


_SURROGATE = re.compile("[\ud800-\udfff]")
_MOST_PASSED = 2_000_000
_SKIPPED = re.compile(rb"[{}\\](?:(?<=\\)(?:bin(\d{1,10}) ?|[^a-zA-Z]))?", re.DOTALL)


def end_of_group(data: bytes, at: int) -> tuple[int, int]:
    """Where the group that `at` lies in has its closing brace, the end of the data when it has none; and how many
    braces and the like were passed on the way."""
    depth = 1
    passed = 0
    match = _SKIPPED.search(data, at)
    while match is not None and passed < _MOST_PASSED:
        passed += 1
        found = match.group()
        if found == b"{":
            depth += 1
        elif found == b"}":
            depth -= 1
            if not depth:
                return match.start(), passed
        # What \bin announces are so many bytes of anything, braces too.
        at = match.end() + int(match[1] or 0)
        match = _SKIPPED.search(data, at)
    return len(data), passed
