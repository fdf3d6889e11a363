"""Interleaved timing on one core."""

from __future__ import annotations

import gc
import os
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.core.peers import Peer, Tool
from benchmarks.core.workload import Workload

ROUNDS = 7


@dataclass
class Case:
    """One way of asking one tool, over one input, and the seconds it took in each round."""

    peer: Peer
    tool: Tool
    form: str
    unit: str
    """"lines": one call a line; "bulk": one call for all of it."""
    on: str
    workload: Workload
    seconds: list[float] = field(default_factory=list)

    def once(self) -> float:
        texts: Sequence[str] = self.workload.lines if self.unit == "lines" else [self.workload.bulk]
        gc.collect()
        gc.disable()
        try:
            return self.tool.seconds(self.form, texts)
        finally:
            gc.enable()

    def comparable(self, other: Case) -> bool:
        """Whether the same thing was asked of both over the same input, so that their times have a ratio."""
        return (
            self.peer.gives == other.peer.gives
            and bool(set(self.form.split("+")) & set(other.form.split("+")))
            and (self.unit, self.on) == (other.unit, other.on)
        )


def pin() -> None:
    """One core, where the system can be told so; a child inherits it."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def cases(tools: Sequence[tuple[Peer, Tool]], whole: Workload) -> list[Case]:
    """Fast tools over the whole text; slow ones over the sample, and ours there too, for the ratio."""
    sample = whole.sample()
    found = []
    for peer, tool in tools:
        for form in tool.ways:
            if not peer.slow:
                found += [Case(peer, tool, form, unit, "whole", whole) for unit in ("lines", "bulk")]
            if peer.slow or peer.ours:
                found.append(Case(peer, tool, form, "lines", "sample", sample))
    return found


def interleaved(all_cases: Sequence[Case], rounds: int, say: Callable[[str], None]) -> None:
    """All cases in turn in each round, each round beginning with another one; the first round warms up."""
    for number in range(rounds + 1):
        say(f"  round {number}" if number else "  warming up")
        first = number * 3 % len(all_cases)
        for case in [*all_cases[first:], *all_cases[:first]]:
            seconds = case.once()
            if number:
                case.seconds.append(seconds)


def ratio(ours: Case, theirs: Case) -> float:
    """How many times as fast ours is: the median of the rounds' ratios."""
    return statistics.median(their / our for our, their in zip(ours.seconds, theirs.seconds, strict=True))
