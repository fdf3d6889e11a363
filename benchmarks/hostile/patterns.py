"""Every regular expression of the package, on strings grown to harm it: how time grows when the string does.

Four times the string takes four times as long where time is linear, sixteen where it is quadratic. Most expressions
that begin with a repeat are quadratic when *searched* for in a string of nothing but that; they are harmless where they
are only matched at a known place, or on a text of bounded length: `match` is what tells of backtracking.
"""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable
from typing import Any

SMALL, LARGE = 250, 1_000
_SLOW = 0.0005  # seconds: what takes less is no matter
_STEEP = 8.0
_LIMIT = 1


class _TooLong(Exception):
    pass


def _stop(*_: object) -> None:
    raise _TooLong


def seconds(run: Callable[[Any], object], text: Any) -> float:
    """The least of two runs; infinite where one does not end."""
    best = float("inf")
    signal.alarm(_LIMIT)
    try:
        for _ in range(2):
            begin = time.perf_counter()
            run(text)
            best = min(best, time.perf_counter() - begin)
    except _TooLong:
        return float("inf")
    finally:
        signal.alarm(0)
    return best


def main() -> int:
    from hostile.patterns import expressions, pumps

    signal.signal(signal.SIGALRM, _stop)
    found = expressions()
    steep: list[tuple[float, float, str, str, str, str]] = []
    tried = 0
    for pattern, module in found.items():
        for pump in pumps(pattern):
            tried += 1
            for name, run in (("match", pattern.match), ("search", pattern.search)):
                small, large = (seconds(run, _of(pattern, pump.grown(size))) for size in (SMALL, LARGE))
                if large > _SLOW and large / small > _STEEP:
                    steep.append((large, large / small, name, module, repr(pump)[:70], str(pattern.pattern)[:90]))
    print(f"{len(found)} expressions, {tried} grown strings of {SMALL} and {LARGE} characters")
    for large, ratio, name, module, pump_, text in sorted(steep, reverse=True):
        where = module.removeprefix("tdkt_extract.")
        print(f"{large * 1e3:8.1f} ms {ratio:6.1f}×  {name:6}  {where:32} {text!r}  {pump_}")
    hangs = sum(1 for each in steep if each[0] == float("inf"))
    print(f"{len(steep)} steep, {hangs} without an end")
    return 1 if hangs else 0


def _of(pattern: re.Pattern[Any], text: str) -> Any:
    return text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
