"""Sentences, told from the tokens: where a full stop or the end of a line ends one."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import cache

from . import Kind, Spans, Tokens, tokenize
from ._tables import LINE_BREAK

_EVENT = re.compile(rf"[.!?…]+|[{LINE_BREAK}]\s*")
_CLOSING = "\"”’')]»"
_GOES_ON = ",;:-–"
_LINE_ENDS = ".!?…;:"


@cache
def _numbered() -> frozenset[tuple[str, ...]]:
    """The words of rules/sentence_numbers.csv, each split at its spaces."""
    from ..rules import load_csv

    return frozenset(tuple(row["word"].split()) for row in load_csv("sentence_numbers"))


def sentences(text: str) -> Spans:
    """The sentences of a text, as spans without the white space around them; every token lies in exactly one.

    A full stop ends none behind an abbreviation (TM., KT.), within a number, date or document number, or behind the
    number of “Điều 1.”. A list marker at the start of a line begins one; so does every line, but for one that goes on
    in a small letter.
    """
    tokens = tokenize(text)
    reader = _Reader(text, tokens)
    first = [0] if len(tokens) else []
    for event in _EVENT.finditer(text):
        begins = reader.after_line(event) if event.group()[0].isspace() else reader.after_stop(event)
        if begins is not None and first[-1] < begins < len(tokens):
            first.append(begins)
    starts, ends = reader.starts, reader.ends
    last = [*(index - 1 for index in first[1:]), len(tokens) - 1]
    return Spans(
        text,
        array("i", (starts[index] for index in first)).tobytes(),
        array("i", (ends[index] for index in last if index >= 0)).tobytes(),
    )


class _Reader:
    def __init__(self, text: str, tokens: Tokens) -> None:
        self.text = text
        self.starts: list[int] = tokens.start.tolist()
        self.ends: list[int] = tokens.end.tolist()
        self.kinds = bytes(tokens.kind)

    def word(self, index: int) -> str:
        return self.text[self.starts[index] : self.ends[index]]

    def after_line(self, event: re.Match[str]) -> int | None:
        """The token that begins a sentence after a line break, if one does."""
        following = bisect_right(self.starts, event.start())
        if not 0 < following < len(self.starts):
            return None
        if self.kinds[following] == Kind.LIST_MARKER or event.group().count("\n") > 1:
            return following
        before = self.text[self.ends[following - 1] - 1]
        goes_on = self.text[self.starts[following]].islower() and before not in _LINE_ENDS
        return None if goes_on else following

    def after_stop(self, event: re.Match[str]) -> int | None:
        """The token that begins a sentence after . ! ? …, if one does."""
        at = bisect_right(self.starts, event.start()) - 1
        if self.ends[at] != event.end() or not (self.kinds[at] == Kind.PUNCTUATION or self._is_and_so_on(at)):
            return None
        following = at + 1
        while following < len(self.starts) and self.starts[following] == self.ends[following - 1]:
            if self.word(following)[0] not in _CLOSING:
                break
            following += 1
        if following == len(self.starts):
            return None
        opens = self.text[self.starts[following]]
        if opens.islower() or opens in _GOES_ON:
            return None
        if self.starts[following] == self.ends[following - 1] and not self._run_together(at, following):
            return None
        return None if event.group() == "." and self._is_numbered(at - 1) else following

    def _is_and_so_on(self, index: int) -> bool:
        """“v.v.”, the abbreviation that stands at the end of what it shortens."""
        word = self.word(index)
        return self.kinds[index] == Kind.ABBREVIATION and word.islower() and word.count(".") > 1

    def _run_together(self, stop: int, following: int) -> bool:
        """“cuối năm.Các đơn vị …”: the space is missing."""
        before = self.word(stop - 1) if stop else ""
        return following == stop + 1 and before[-1:].islower() and self.word(following)[0].isupper()

    def _is_numbered(self, number: int) -> bool:
        """Whether the token is the number of “Điều 1”, “Phụ lục II”."""
        if number < 1 or self.kinds[number] not in (Kind.NUMBER, Kind.ROMAN):
            return False
        last = self.word(number - 1).lower()
        return (last,) in _numbered() or (number > 1 and (self.word(number - 2).lower(), last) in _numbered())
