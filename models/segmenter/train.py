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

_RATES = (0.05, 0.05)


def annotated(hold_out_dev: bool) -> list[Line]:
    lines = without_test(corpora.treebank("train"))
    return lines if hold_out_dev else lines + corpora.treebank("dev")


def fit(start: base.Base, lines: list[Line]) -> bytes:
    """The file of the model: the base model, taught by annotated text."""
    samples = encode(lines, Vocabulary(start.words))
    examples = Examples(start.inventory.columns(samples), samples.joined[samples.gaps()])
    return pack(start.words, start.inventory, train(start.weights, [examples], _RATES))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m models.segmenter.train", description=__doc__)
    parser.add_argument("--from-scratch", action="store_true", help="make base.npz first")
    parser.add_argument("--corpus", type=Path, help=f"a clone of {corpora.WIKIPEDIA}; without it one is made")
    parser.add_argument("--hold-out-dev", action="store_true", help="only measure: train without dev, score on dev")
    given = parser.parse_args()
    lines = annotated(given.hold_out_dev)
    if given.from_scratch:
        made = base.save(base.build(lines, given.corpus or corpora.clone_wikipedia()))
        path = corpora.CACHE / "base-without-dev.npz" if given.hold_out_dev else base.BASE
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made)
    elif given.hold_out_dev:
        raise SystemExit("--hold-out-dev needs --from-scratch: base.npz has learnt from dev")
    else:
        path = base.BASE
    data = fit(base.load(path), lines if given.hold_out_dev else lines + corpora.administrative())
    if given.hold_out_dev:
        print(evaluate.table(data, ("dev", "administrative dev")))
    else:
        MODEL.write_bytes(data)
        print(f"{MODEL.name}: {len(data):,} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
