"""`python -m models.segmenter.train`: trains the model again, to the same bytes.

By default from `base.npz`; with --from-scratch that is made first, out of the archive and the Wikipedia corpus, for
which pyvi and underthesea have to be installed at the versions of `silver.TEACHERS`. --hold-out-dev trains without the
treebank's dev part and the administrative one and says the F1 on these: so choices are made. It writes no model.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

from tdkt_extract.core import Vocabulary

from . import base, corpora, evaluate
from .leakage import without_test
from .learn import Examples, train
from .pack import pack
from .samples import Line, encode

MODEL = Path(__file__).with_name("model.bin")
BASE_WITHOUT_DEV = corpora.CACHE / "base-without-dev.npz"
"""`base.npz` has learnt from dev: what is chosen on dev starts from this one, which --from-scratch makes."""

_RATES = (0.08, 0.05)
_ADMINISTRATIVE_COST = 4.0
"""An administrative sentence counts so many times: there are few, and they are what the model is for."""


def annotated(hold_out_dev: bool) -> list[Line]:
    lines = without_test(corpora.treebank("train"))
    return lines if hold_out_dev else lines + corpora.treebank("dev")


def fit(start: base.Base, lines: list[Line], administrative: list[Line]) -> bytes:
    """The file of the model: the base model, taught by annotated text."""
    vocabulary = Vocabulary(start.words)
    examples = []
    for part, cost in ((lines, 1.0), (administrative, _ADMINISTRATIVE_COST)):
        samples = encode(part, vocabulary)
        examples.append(Examples(start.inventory.columns(samples), samples.joined[samples.gaps()], cost))
    return pack(start.words, start.inventory, train(start.weights, examples, _RATES))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m models.segmenter.train", description=__doc__)
    parser.add_argument("--from-scratch", action="store_true", help="make base.npz first")
    parser.add_argument("--corpus", type=Path, help=f"a clone of {corpora.WIKIPEDIA}; without it one is made")
    parser.add_argument("--hold-out-dev", action="store_true", help="only measure: train without dev, score on dev")
    given = parser.parse_args()
    lines = annotated(given.hold_out_dev)
    if given.from_scratch:
        made = base.save(base.build(lines, given.corpus or corpora.clone_wikipedia()))
        path = BASE_WITHOUT_DEV if given.hold_out_dev else base.BASE
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made)
    else:
        path = BASE_WITHOUT_DEV if given.hold_out_dev else base.BASE
    administrative = corpora.written() if given.hold_out_dev else corpora.written() + corpora.administrative()
    data = fit(base.load(path), lines, administrative)
    if given.hold_out_dev:
        print(evaluate.table(data, ("dev", "administrative dev")))
    else:
        MODEL.write_bytes(data)
        print(f"{MODEL.name}: {len(data):,} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
