"""F1 of every tool on UD-VTB test and on the project's administrative gold, one input for all.

UD-VTB sentences are given as the treebank's own `# text` has them: words and punctuation joined by single spaces. The
administrative sentences are given as their plans print them, so that a tool has to find the punctuation too. Words are
compared as spans over the characters that are no white space: respelling tone marks or joining by "_" costs nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.core import score
from benchmarks.core.workload import ROOT

UD_TEST = ROOT.parent / "shared" / "data" / "ud-vtb" / "vi_vtb-ud-test.conllu"


class Gold(NamedTuple):
    words: list[list[str]]
    texts: list[str]


def ud_test(path: Path) -> Gold | None:
    """None where the treebank does not lie beside the project."""
    if not path.exists():
        return None
    words = list(_sentences(path))
    return Gold(words, [" ".join(sentence) for sentence in words])


def administrative() -> Gold:
    """The test split of the sentences segmented for the project, in their plans' own spacing."""
    from benchmarks.core import gold

    return Gold(gold.load("test"), gold.texts("test"))


def _sentences(path: Path) -> Iterator[list[str]]:
    words: list[str] = []
    for line in itertools.chain(path.read_text("utf-8").splitlines(), [""]):
        if line and not line.startswith("#"):
            words.append(line.split("\t")[1])
        elif not line and words:
            yield words
            words = []


def measured(cut: Callable[[str], list[str]], gold: Gold) -> dict[str, float]:
    """F1 in percent, and in how many sentences the tool lost or added characters: these earn nothing."""
    predicted = [cut(text) for text in gold.texts]
    lost = sum(score.spans(a)[1] != score.spans(b)[1] for a, b in zip(gold.words, predicted, strict=True))
    return {"f1": 100 * score.f1(gold.words, predicted)[2], "lost": lost}
