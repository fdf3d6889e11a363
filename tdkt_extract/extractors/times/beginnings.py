"""The words that a pattern can begin with, read from the pattern itself: a document is searched for them as tokens, and
the pattern is tried only where they stand. A form added to a pattern is looked for without being told a second time.

Of the syntax only what can follow from the left is weighed: literals, classes, groups, repeats, alternatives. What a
pattern demands beyond that (look-behinds, what must not follow) is left to the pattern.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from ...errors import RuleError

NUMBER = "#"
"""Stands for a word that begins with a digit; behind letters (“ngày#”) or two digits that a pattern names (“20#”), for
a word that begins with them and goes on with a digit."""

_WORDS = 2
# Ends a beginning that nothing is added to: behind a whole word, or where no more is known.
_FULL, _OPEN = "\0", "\1"
_ATOM = re.compile(rf"[^\W_]*#[\w#]*|[^\W_]+|[^\s\w{_FULL}{_OPEN}]|_")
_SYNTAX = re.compile(
    r"\\(?P<escape>.)|\[(?P<negated>\^?)(?P<chars>(?:\\.|[^\]\\])+)\]|\((?P<group>\?(?:P<\w+>|<?[=!]|:)|)"
    r"|(?P<stop>[|)]|\Z)|(?P<any>\.)|(?P<literal>(?:[^\W\d_]+|\d{2})(?![?*+{])|.)",
    re.DOTALL,
)
_REPEAT = re.compile(r"(?:(?P<sign>[?*+])|\{(?P<low>\d+)(?P<to>,?)(?P<high>\d*)\})\??")


@cache
def beginnings(pattern: str) -> frozenset[str]:
    """The first words of all that `pattern` finds, at most two each, with single spaces between words and marks."""
    reader = _Reader(pattern)
    found = reader.alternatives()
    if reader.at < len(pattern):
        raise RuleError(f"unbalanced: {pattern}")
    phrases = frozenset(" ".join(map(_shape, _ATOM.findall(_known(text))[:_WORDS])) for text in found)
    if "" in phrases:
        raise RuleError(f"begins with any word: {pattern}")
    return frozenset(phrase for phrase in phrases if phrase.split()[0] not in phrases - {phrase})


def _shape(word: str) -> str:
    """Of a number only that it begins is known: “#g30” is “#”."""
    return word[: word.index(NUMBER) + 1] if NUMBER in word else word


def _known(text: str) -> str:
    """Without a last word of which only the beginning is known."""
    return re.sub(rf"[^\W_]*{_OPEN}\Z", "", text).rstrip(_FULL)


class _Reader:
    """Recursive descent over one pattern. Each method gives the beginnings of what it has read."""

    def __init__(self, pattern: str) -> None:
        self.pattern, self.at = pattern, 0

    def alternatives(self) -> set[str]:
        found = self.sequence()
        while self.pattern[self.at : self.at + 1] == "|":
            self.at += 1
            found |= self.sequence()
        return found

    def sequence(self) -> set[str]:
        found = {""}
        while (part := self.part()) is not None:
            found = {new for left in found for new in _joined(left, part)}
        return found

    def part(self) -> set[str] | None:
        match = _SYNTAX.match(self.pattern, self.at)
        if match is None or match["stop"] is not None:
            return None
        self.at = match.end()
        found = self.grouped(match["group"]) if match["group"] is not None else _characters(match)
        repeat = _REPEAT.match(self.pattern, self.at)
        if repeat is None:
            return found
        self.at = repeat.end()
        sign = repeat["sign"]
        if sign != "?" and found != {NUMBER}:
            found = _ended(found)
        return found | {""} if sign in ("?", "*") or repeat["low"] == "0" else found

    def grouped(self, kind: str) -> set[str]:
        found = self.alternatives()
        if self.pattern[self.at : self.at + 1] != ")":
            raise RuleError(f"unbalanced: {self.pattern}")
        self.at += 1
        if kind in ("?!", "?<!", "?<="):
            return {""}
        return _ended(found) if kind == "?=" else found


def _ended(found: set[str]) -> set[str]:
    """What comes next is not known: once more the same, or what follows."""
    return {text if text[-1:] in (_FULL, _OPEN) else text + _OPEN for text in found}


def _joined(left: str, parts: set[str]) -> set[str]:
    if left[-1:] in (_FULL, _OPEN):
        return {left}
    return {_cut(left + part) if part else left for part in parts}


def _cut(text: str) -> str:
    """A word is over where another one begins: no more than _WORDS are kept."""
    if len(text) <= _WORDS:
        return text
    ends = [word.end() for word in islice(_ATOM.finditer(text), _WORDS + 1)]
    return text if len(ends) <= _WORDS else text[: ends[_WORDS - 1]] + _FULL


def _characters(match: re.Match[str]) -> set[str]:
    """What one character can be, by a class, an escape or itself."""
    if match["escape"]:
        return {_escaped(match["escape"])}
    if match["any"] or match["negated"]:
        return {_OPEN}
    if match["literal"]:
        return {_literal(match["literal"])}
    chars = re.sub(r"\d-\d", "0", match["chars"])
    if re.search(r"[^\W\d]-[^\W\d]|\\[wsWSD]", chars):
        return {_OPEN}
    return {_escaped(text[1]) if text[0] == "\\" else _literal(text) for text in re.findall(r"\\.|.", chars)}


def _escaped(char: str) -> str:
    if char == "d":
        return NUMBER
    return _OPEN if char in "wsWSD" else "" if char in "ZAb" else char


def _literal(text: str) -> str:
    return NUMBER if text.isdigit() and len(text) == 1 else text
