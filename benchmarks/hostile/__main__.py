"""`python -m benchmarks.hostile`: the files made to harm, in full size, and what comes of each.

Each is read in a process of its own: its outcome, the seconds and the peak of memory stand against what is expected
and the caps of tests/hostile. `--patterns` times every regular expression of the package on strings grown to harm it.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("only", nargs="*", metavar="WORD", help="cases whose name has one of these")
    parser.add_argument("--small", action="store_true", help="the sizes of the tests")
    parser.add_argument("--patterns", action="store_true", help="the regular expressions instead")
    arguments = parser.parse_args()
    if arguments.patterns:
        from . import patterns

        return patterns.main()
    wrong = hostile(arguments.only, arguments.small) + (0 if arguments.only else damaged())
    print(f"\n{wrong} not as they should be" if wrong else "\nall as they should be")
    return 1 if wrong else 0


def hostile(only: list[str], small: bool) -> int:
    """Prints the table; how many are not as expected."""
    from hostile import MEGABYTES, SECONDS, cases
    from hostile.client import Worker
    from hostile.outcome import meets

    chosen = [case for case in cases().values() if not only or any(word in case.name for word in only)]
    wrong = 0
    print(f"{'file':52} {'MB':>8} {'seconds':>8} {'peak MB':>8}  outcome")
    with Worker() as worker:
        for case in chosen:
            found = worker.ask(case=case.name, size=case.small if small else case.full)
            well = (
                meets(found["outcome"], case.expect) and found["seconds"] < SECONDS and found["megabytes"] < MEGABYTES
            )
            wrong += not well
            size = found.get("bytes", 0) / 1e6
            mark = "" if well else f"   ✗ expected: {case.expect}"
            print(
                f"{case.name:52} {size:8.2f} {found['seconds']:8.2f} {found['megabytes']:8.0f}"
                f"  {found['outcome'][:60]}{mark}",
                flush=True,
            )
    return wrong


def damaged() -> int:
    """Prints what came of the damaged versions of each format's samples; how many readers fell."""
    from hostile import BY_OTHERS, damage
    from hostile.client import Worker

    from tdkt_extract.readers import readers

    fallen = 0
    print(f"\n{'damage':24} {'files':>6} {'plans':>6} {'warned':>7} {'errors':>7} {'seconds':>8} {'peak MB':>8}")
    with Worker() as worker:
        for reader in readers():
            if reader.name in BY_OTHERS:
                continue
            for kind in damage.KINDS:
                found = worker.ask(reader=reader.name, kind=kind)
                try:
                    outcomes = json.loads(found["outcome"])
                except ValueError:
                    fallen += 1
                    print(f"{reader.name + ', ' + kind:24} ✗ {found['outcome'][:100]}")
                    continue
                plans = sum(number for told, number in outcomes.items() if told.startswith("plan"))
                told_so = ("truncated", "damaged", "invalid-utf8", "embedded", "garbled")
                warned = sum(number for told, number in outcomes.items() if any(word in told for word in told_so))
                errors = sum(outcomes.values()) - plans
                warned -= sum(number for told, number in outcomes.items() if told.split()[0] in told_so)
                print(
                    f"{reader.name + ', ' + kind:24} {sum(outcomes.values()):6} {plans:6} {warned:7} {errors:7}"
                    f" {found['seconds']:8.2f} {found['megabytes']:8.0f}"
                )
    return fallen


if __name__ == "__main__":
    sys.exit(main())
