"""`python -m models.segmenter.evaluate [part …]`: precision, recall and F1 of the model.

The parts are the treebank's train, dev and test, and the administrative gold's: "administrative dev", "administrative
test".
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.core import gold
from benchmarks.core.score import f1
from tdkt_extract.core import Segmenter
from tdkt_extract.core._segment_tables import load

from . import corpora

PARTS = ("dev", "test", "administrative dev", "administrative test")


def table(model: bytes, parts: Sequence[str] = PARTS) -> str:
    segmenter = Segmenter(load(model))
    rows = [f"{'':22}{'precision':>11}{'recall':>9}{'F1':>9}"]
    for part in parts:
        texts, words = _gold(part)
        precision, recall, score = (100 * value for value in f1(words, segmenter.words_many(texts)))
        rows.append(f"{part:22}{precision:11.2f}{recall:9.2f}{score:9.2f}")
    return "\n".join(rows)


def _gold(part: str) -> tuple[list[str], Sequence[Sequence[str]]]:
    match part:
        case "administrative dev":
            return gold.texts("dev"), gold.load("dev")
        case "administrative test":
            return gold.texts("test"), gold.load("test")
        case "train" | "dev" | "test":
            lines = corpora.treebank(part)
            return corpora.texts(lines), [words for _, words in lines]
    raise SystemExit(f"no such part: {part}")


if __name__ == "__main__":
    print(table(Path(__file__).with_name("model.bin").read_bytes(), sys.argv[1:] or PARTS))
