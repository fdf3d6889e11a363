"""A fuzz target for the tokenizer: the native core and its reference must agree on whatever text comes.

python tests/fuzz/core.py --runs 1000000       random strings of what the grammar is about, by a seed
python tests/fuzz/core.py --atheris [-runs=N]  the same target under libFuzzer, where atheris is installed
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from test_core import PIECES, same


def from_bytes(data: bytes) -> str:
    """A text of pieces and single characters: a byte below 0xF0 picks a piece, one above takes three more as a code."""
    out: list[str] = []
    at = 0
    while at < len(data):
        byte = data[at]
        at += 1
        if byte < 0xF0:
            out.append(PIECES[byte % len(PIECES)])
        else:
            out.append(chr(int.from_bytes(data[at : at + 3], "little") % 0x110000))
            at += 3
    return "".join(out)


def target(data: bytes) -> None:
    text = from_bytes(data)
    try:
        same(text)
    except AssertionError:
        print(f"native and reference differ on {text!r}", file=sys.stderr)
        raise


def at_random(runs: int, seed: int, report: Callable[[str], None] = print) -> None:
    rng = random.Random(seed)
    begin = time.monotonic()
    for run in range(runs):
        target(rng.randbytes(rng.randrange(24)))
        if run + 1 == runs or (run + 1) % 100_000 == 0:
            report(f"{run + 1:,} strings agree, {time.monotonic() - begin:.0f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--atheris", action="store_true", help="other arguments go to libFuzzer")
    arguments, rest = parser.parse_known_args()
    if not arguments.atheris:
        at_random(arguments.runs, arguments.seed)
        return
    import atheris

    atheris.Setup([sys.argv[0], *rest], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
