"""`python -m benchmarks.speed.before --rev REV`: text -> Plan now beside an older revision, in the same run.

Machines differ and are noisy, so only the ratio counts. Both revisions run in processes of their own, with the same
Python on the same core, and take turns plan by plan: REV from a temporary git worktree, "now" from this working tree
as it is, changes not yet committed included. A plan's figure is the median of its rounds; rounds before the first
counted one warm up.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.speed.__main__ import ROOT, ROUNDS, inputs, pin

WORKER = """
import gc, hashlib, json, sys, time
import tdkt_extract
from tdkt_extract import extract_text
texts = [open(path, encoding="utf-8").read() for path in json.loads(sys.stdin.readline())]
for text in texts:
    extract_text(text)
core = sys.modules.get("tdkt_extract.core")
print(json.dumps({"package": tdkt_extract.__file__, "core": getattr(core, "IMPLEMENTATION", "none")}), flush=True)
gc.disable()
for line in sys.stdin:
    text = texts[int(line)]
    gc.collect()
    begin = time.perf_counter()
    plan = extract_text(text)
    seconds = time.perf_counter() - begin
    digest = hashlib.sha256(plan.model_dump_json().encode()).hexdigest()
    print(json.dumps({"seconds": seconds, "digest": digest}), flush=True)
"""
"""Reads the paths, then the number of a plan per line; answers with the seconds that plan took and what came out."""


@dataclass
class Worker:
    """One revision in a process of its own, which keeps its caches warm between rounds."""

    root: Path
    process: subprocess.Popen[str]
    core: str = ""
    """Which tokenizing core it runs on: "none" before there was one."""

    def ask(self, question: object) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{json.dumps(question)}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"the worker for {self.root.name} ended with {self.process.wait()}, its error is above")
        return dict(json.loads(answer))


@contextlib.contextmanager
def worker(root: Path, paths: list[Path]) -> Iterator[Worker]:
    """Imports the package under `root` and nothing else's: PYTHONPATH goes before an editable install."""
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONHASHSEED": "0"}
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER],
        cwd=root,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    started = Worker(root, process)
    try:
        answer = started.ask([str(path) for path in paths])
        package, started.core = Path(answer["package"]), answer["core"]
        if root.resolve() not in package.resolve().parents:
            raise SystemExit(f"{package} was imported in place of the package of {root}")
        yield started
    finally:
        if process.stdin is not None:
            process.stdin.close()
        process.wait()


@contextlib.contextmanager
def worktree(revision: str) -> Iterator[Path]:
    """The tree of the revision in a temporary folder, forgotten by git afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "before"
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(path), revision], check=True)
        try:
            yield path
        finally:
            subprocess.run([*git, "remove", "--force", str(path)], check=True)


def importable(root: Path) -> Path:
    """The folder to import a revision from; one with native code is installed, which compiles it."""
    if not any(root.glob("tdkt_extract/**/*.pyx")):
        return root
    target = root / "installed"
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--no-deps", "--target", str(target), str(root)], check=True)
    return target


def measure(before: Worker, now: Worker, plans: int, rounds: int) -> list[dict[str, Any]]:
    """For each plan the median milliseconds of both; who goes first changes each round."""
    seconds: list[dict[str, list[float]]] = [{"before": [], "now": []} for _ in range(plans)]
    digests: list[dict[str, str]] = [{} for _ in range(plans)]
    for round_number in range(rounds + 1):
        pair = [("before", before), ("now", now)]
        for plan in range(plans):
            for name, asked in pair[:: 1 if (round_number + plan) % 2 else -1]:
                answer = asked.ask(plan)
                digests[plan][name] = answer["digest"]
                if round_number:
                    seconds[plan][name].append(answer["seconds"])
    return [
        {
            "before": statistics.median(times["before"]) * 1e3,
            "now": statistics.median(times["now"]) * 1e3,
            "ratio": statistics.median(b / n for b, n in zip(times["before"], times["now"], strict=True)),
            "same": digest["before"] == digest["now"],
        }
        for times, digest in zip(seconds, digests, strict=True)
    ]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.before", description=__doc__)
    parser.add_argument("--rev", required=True, help="the revision to stand beside, as git names it")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parsed = parser.parse_args()
    pin()
    paths = inputs()["txt"]
    with worktree(parsed.rev) as old, worker(importable(old), paths) as before, worker(ROOT, paths) as now:
        rows = measure(before, now, len(paths), parsed.rounds)
    print(f"text -> Plan, {parsed.rev} against now, median of {parsed.rounds} rounds in turn on one core, ms")
    print(f"tokenizing core: before {before.core}, now {now.core}")
    print(f"{'plan':<34} {'before':>8} {'now':>8} {'ratio':>7}  result")
    for path, row in zip(paths, rows, strict=True):
        result = "same" if row["same"] else "differs"
        print(f"{path.stem:<34} {row['before']:8.2f} {row['now']:8.2f} {row['ratio']:6.2f}x  {result}")
    medians = [statistics.median(row[name] for row in rows) for name in ("before", "now", "ratio")]
    print(f"{'median plan':<34} {medians[0]:8.2f} {medians[1]:8.2f} {medians[2]:6.2f}x")
    return 0


if __name__ == "__main__":
    sys.exit(main())
