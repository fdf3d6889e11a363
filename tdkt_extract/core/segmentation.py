"""Word segmentation by the model of `models/segmenter`, or by another segmenter."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from . import Segmenter, Spans
from ._segment_tables import load, words_of
from ._tables import BREAKS

SegmenterName: TypeAlias = Literal["tdkt", "underthesea"]

_MODEL = Path("models", "segmenter", "model.bin")
_WORDS_END = 1 << 18  # bytes of the model that hold its vocabulary
_WRITTEN = re.compile(r"\\(?P<escaped>.)|_", re.DOTALL)
_BREAKS = frozenset(BREAKS)


def segment(text: str, *, segmenter: SegmenterName = "tdkt") -> Spans:
    """The words of a text: every character but white space lies in exactly one, and none goes over the end of a line.

    `segmenter` "underthesea" asks that library, which has to be installed.
    """
    return model().segment(text) if segmenter == "tdkt" else _other(segmenter)(text)


def words(text: str, *, segmenter: SegmenterName = "tdkt") -> list[str]:
    """The words of a text as it has them: the syllables of a word stay apart, “thi đua”."""
    return model().words(text) if segmenter == "tdkt" else _other(segmenter)(text).texts()


def segment_many(texts: Iterable[str], *, segmenter: SegmenterName = "tdkt") -> list[Spans]:
    """As `segment` of each; the native core lets other threads run meanwhile."""
    return model().segment_many(texts) if segmenter == "tdkt" else [_other(segmenter)(text) for text in texts]


def words_many(texts: Iterable[str], *, segmenter: SegmenterName = "tdkt") -> list[list[str]]:
    """As `words` of each; the native core lets other threads run meanwhile."""
    return model().words_many(texts) if segmenter == "tdkt" else [_other(segmenter)(text).texts() for text in texts]


def underscored(text: str, *, segmenter: SegmenterName = "tdkt") -> str:
    """The words of a text with one space between two, the syllables of each joined by "_", as PhoBERT takes them.

    A "_" that the text has itself is written "\\_", and a "\\" is written "\\\\": what stands for white space and what
    does not is never in doubt. `split_underscored` is the way back.
    """
    return " ".join(map(_underscore, words(text, segmenter=segmenter)))


def split_underscored(text: str) -> list[str]:
    """The words that `underscored` wrote, with one space for each of their white spaces."""
    words = text.split(" ") if text else []
    return [_WRITTEN.sub(lambda written: written["escaped"] or " ", word) for word in words]


def _underscore(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("_", "\\_").replace("\u200b", " ")
    return "_".join(escaped.split())


@cache
def model() -> Segmenter:
    """The segmenter with the model that the package carries; loaded when it is first asked for."""
    return Segmenter(load(_model_file().read_bytes()))


@cache
def known_words() -> frozenset[str]:
    """The words and marks that the model has met often, in small letters: most of what a text consists of."""
    with _model_file().open("rb") as stream:
        return frozenset(words_of(stream.read(_WORDS_END)))


def _model_file() -> Path:
    # A wheel carries models/ inside the package; a source tree has it beside the package.
    package = Path(__file__).parents[1]
    inside = package / _MODEL
    return inside if inside.exists() else package.parent / _MODEL


def _other(name: str) -> Callable[[str], Spans]:
    if name != "underthesea":
        raise ValueError(f"segmenter: 'tdkt' hoặc 'underthesea', không phải {name!r} | no such segmenter")
    return _underthesea


def _underthesea(text: str) -> Spans:
    """The words by underthesea, line by line, at their places in the text."""
    try:
        from underthesea import word_tokenize  # type: ignore[import-untyped,import-not-found,unused-ignore]
    except ImportError as error:
        message = "chưa cài underthesea (pip install underthesea) | underthesea is not installed"
        raise ImportError(message) from error
    starts, ends = array("i"), array("i")
    for begin, line in _lines(text):
        composed, origin = _compose(line)
        at = 0
        for word in word_tokenize(composed, use_token_normalize=False):
            start = None
            for piece in word.split():
                found = composed.index(piece, at)
                start = found if start is None else start
                at = found + len(piece)
            if start is not None:
                starts.append(begin + origin[start])
                ends.append(begin + origin[at])
    return Spans(text, starts.tobytes(), ends.tobytes())


def _lines(text: str) -> Iterable[tuple[int, str]]:
    begin = 0
    for at, char in enumerate(text):
        if char in _BREAKS:
            yield begin, text[begin:at]
            begin = at + 1
    yield begin, text[begin:]


def _compose(line: str) -> tuple[str, list[int]]:
    """The line in NFC, which underthesea would make of it anyway, and where each of its characters began."""
    out: list[str] = []
    origin: list[int] = []
    begin = 0
    for at in range(1, len(line) + 1):
        if at == len(line) or not unicodedata.combining(line[at]):
            cluster = unicodedata.normalize("NFC", line[begin:at])
            out.append(cluster)
            origin.extend([begin] * len(cluster))
            begin = at
    return "".join(out), [*origin, len(line)]
