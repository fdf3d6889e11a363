"""F1 of every tool on UD-VTB test and on the project's administrative gold, one input for all.

The input is the sentence as the treebank gives it in `# text`: its words and punctuation joined by single spaces, the
form in which segmentation of this treebank is usually reported. Words are compared as spans over the characters that
are no white space, so a tool that rewrites tone marks or joins by "_" is judged by its cuts alone.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.core import score
from benchmarks.core.workload import ROOT

UD_TEST = ROOT.parent / "shared" / "data" / "ud-vtb" / "vi_vtb-ud-test.conllu"


def ud_test(path: Path = UD_TEST) -> list[list[str]]:
    return list(_sentences(path)) if path.exists() else []


def administrative() -> list[list[str]]:
    """Sentences written and segmented for the project."""
    try:
        from benchmarks.core import gold
    except ImportError:
        return []
    return gold.sentences()


def _sentences(path: Path) -> Iterator[list[str]]:
    words: list[str] = []
    for line in itertools.chain(path.read_text("utf-8").splitlines(), [""]):
        if line and not line.startswith("#"):
            words.append(line.split("\t")[1])
        elif not line and words:
            yield words
            words = []


def measured(cut: Callable[[str], list[str]], gold: Sequence[Sequence[str]]) -> dict[str, float]:
    """F1 in percent, and the share of sentences whose length the tool changed: these earn nothing."""
    predicted = [_as_gold(words, cut(" ".join(words))) for words in gold]
    lost = sum(_bare(a) != _bare(b) for a, b in zip(gold, predicted, strict=True))
    return {"f1": 100 * score.f1(gold, predicted)[2], "lost": lost}


def _as_gold(gold: Sequence[str], predicted: Sequence[str]) -> list[str]:
    """The gold's characters, cut where the tool cut: several tools write "hòa" for "hoà", which is no fault."""
    characters = _bare(gold)
    bare = [_bare([word]) for word in predicted]
    if sum(map(len, bare)) != len(characters):
        return list(predicted)
    ends = itertools.accumulate(map(len, bare))
    return [characters[end - len(word) : end] for word, end in zip(bare, ends, strict=True)]


def _bare(words: Sequence[str]) -> str:
    return score.spans(words)[1]
