"""The tokenizer `tdkt.Tokenizer.v1`: the words or the syllables of the core as the tokens of a Doc."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from spacy.tokens import Doc
from spacy.vocab import Vocab

from .. import core

Segmentation = Literal["words", "syllables"]
_RUN = re.compile(r"\s+|\S+")


def words_and_spaces(text: str, starts: Iterable[int], ends: Iterable[int]) -> tuple[list[str], list[bool]]:
    """The tokens as a Doc is made of them, which keep every character of `text`.

    As with spaCy's own tokenizer the space after a token is the token's, and other white space, also what follows that
    one space, is a token.
    """
    words: list[str] = []
    spaces: list[bool] = []

    def add_gap(gap: str) -> None:
        for run in _RUN.findall(gap):
            if run[0] == " " and spaces:
                spaces[-1] = True
                run = run[1:]
            if run:
                words.append(run)
                spaces.append(False)

    at = 0
    for start, end in zip(starts, ends, strict=True):
        if start > at:
            add_gap(text[at:start])
        words.append(text[start:end])
        spaces.append(False)
        at = end
    if at < len(text):
        add_gap(text[at:])
    return words, spaces


class Tokenizer:
    """Cuts a text into words (“thi đua” is one token) or syllables; numbers, dates and số ký hiệu stay whole."""

    def __init__(self, vocab: Vocab, segment: Segmentation = "words") -> None:
        self.vocab = vocab
        self.segment: Segmentation = segment

    def __call__(self, text: str) -> Doc:
        tokens = core.segment(text) if self.segment == "words" else core.tokenize(text)
        words, spaces = words_and_spaces(text, tokens.start, tokens.end)
        return Doc(self.vocab, words=words, spaces=spaces)

    def __reduce__(self) -> tuple[type[Tokenizer], tuple[Vocab, Segmentation]]:
        return Tokenizer, (self.vocab, self.segment)

    def to_bytes(self, **_: Any) -> bytes:
        return json.dumps({"segment": self.segment}).encode()

    def from_bytes(self, data: bytes, **_: Any) -> Tokenizer:
        self.segment = json.loads(data)["segment"]
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: Any) -> Tokenizer:
        return self.from_bytes(Path(path).read_bytes())
