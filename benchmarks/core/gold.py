"""The hand-made word segmentation of administrative text; GUIDE.md beside it says by which convention."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from tdkt_extract import extract

Split = Literal["dev", "test"]

SENTENCES = Path(__file__).with_name("administrative.txt")
CORPUS = Path(__file__).parents[2] / "corpus"


class Sentence(NamedTuple):
    split: Split
    plan: str
    words: tuple[str, ...]


def load(split: Split) -> list[list[str]]:
    """The sentences of a split as lists of words; the syllables of a word stand apart: `Bộ Chính trị`."""
    return [list(sentence.words) for sentence in sentences() if sentence.split == split]


def texts(split: Split) -> list[str]:
    """The same sentences as their plans print them: what a segmenter is given, for it has to find the tokens too."""
    return [printed(sentence) for sentence in sentences() if sentence.split == split]


def sentences() -> Iterator[Sentence]:
    for number, line in enumerate(SENTENCES.read_text("utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        match line.split("\t"):
            case [("dev" | "test") as split, plan, segmented]:
                words = (word.replace("_", " ") for word in segmented.split(" "))
                yield Sentence(split, plan, tuple(words))
            case _:
                raise ValueError(f"{SENTENCES.name}:{number}: split, plan and sentence expected, parted by tabs")


def printed(sentence: Sentence) -> str:
    """The sentence in its plan's own spacing, every run of white space one space."""
    text, solid, offsets = _plan_text(sentence.plan)
    wanted = without_space("".join(sentence.words))
    begin = solid.find(wanted)
    if begin < 0:
        raise ValueError(f"not in {sentence.plan}: {' '.join(sentence.words)}")
    return " ".join(text[offsets[begin] : offsets[begin + len(wanted) - 1] + 1].split())


def without_space(text: str) -> str:
    return "".join(text.split())


@cache
def _plan_text(plan: str) -> tuple[str, str, list[int]]:
    """A plan's text, the same without white space, and where each of those characters stands in the text."""
    # All formats of a corpus plan have the same words: any one will do.
    source = min((CORPUS / plan).glob("source.*"))
    text = extract(source).text
    return text, without_space(text), [at for at, char in enumerate(text) if not char.isspace()]
