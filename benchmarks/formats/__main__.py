"""`python -m benchmarks.formats [VERSION …]`: what people really hold, scored beside the clean file.

Makes each version of the gold documents (old Word files, scans, legacy fonts …) in a temporary folder, extracts it and
scores it against the gold of the clean file. The gold sets seeds and dev need the folder `shared` beside the project.

    --set NAME      gold set: dev (default), seeds or corpus
    --keep FOLDER   make the versions there and use what an earlier run has made
    --documents     each document's headline as well
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias

from benchmarks.quality.__main__ import gold_sets
from tdkt_extract import Plan, extract
from tdkt_extract.evaluate import evaluate
from tdkt_extract.evaluate.gold import find_gold
from tdkt_extract.evaluate.report import Report

Maker: TypeAlias = Callable[[Path, Path], Path]
"""(the document without its suffix, a folder) -> the version of it, made in the folder."""

MODULES = ("office", "legacy", "scans")


@dataclass(frozen=True, slots=True)
class Goal:
    """`drop`: how far the headline may lie under that of the clean file; the others are least F1s."""

    clean: str
    drop: float | None = None
    headline: float | None = None
    citations: float | None = None
    header: float | None = None


GOALS = {
    **{name: Goal("docx", drop=0.01) for name in ("doc", "rtf", "odt", "tcvn3", "vni")},
    "scan-200": Goal("pdf", headline=0.80, citations=0.85, header=0.85),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    report: Report
    seconds: float
    pages: int


def makers() -> dict[str, Maker]:
    return {
        name: maker
        for module in MODULES
        for name, maker in import_module(f"benchmarks.formats.{module}").VERSIONS.items()
    }


def measure(folder: Path, version: str, make: Maker, into: Path) -> Outcome:
    """Makes and scores a version of every document of a gold set; only the extraction is timed."""
    spent = 0.0
    pages = 0
    base = GOALS.get(version, Goal("docx")).clean

    def run(path: Path) -> Plan:
        nonlocal spent, pages
        made = make(path.with_suffix(""), into)
        began = time.perf_counter()
        plan = extract(made)
        spent += time.perf_counter() - began
        pages += plan.source.pages or 0
        return plan

    return Outcome(evaluate(folder, format=base, extract=run), spent, pages)


def row(version: str, outcome: Outcome, clean: float) -> tuple[str, bool]:
    """The line of the table, and whether the version's goal is met."""
    figures = outcome.report.to_dict()
    f1: dict[str, Any] = {kind: score["f1"] or 0.0 for kind, score in figures["total"].items()}
    headline = figures["headline"] or 0.0
    goal = GOALS.get(version, Goal("docx"))
    misses = [
        f"{name} ≥ {least:.2f}"
        for name, value, least in (
            ("headline", headline, goal.headline if goal.drop is None else clean - goal.drop),
            ("citations", f1["citations"], goal.citations),
            ("header", f1["header"], goal.header),
        )
        if least is not None and value < least
    ]
    verdict = "missed: " + ", ".join(misses) if misses else ("met" if version in GOALS else "–")
    each = f"{outcome.seconds / outcome.pages:6.2f} s/page" if outcome.pages else f"{' ':13}"
    count = len(figures["documents"])
    cells = "".join(f"{f1[kind]:>10.3f}" for kind in ("header", "citations", "tasks", "units", "deadlines"))
    pace = f"{count / outcome.seconds:7.1f} files/s {each}"
    line = f"{version:<14}{count:>4}{headline:>10.4f}{headline - clean:>+9.4f}{cells}  {pace}  {verdict}"
    return line, not misses


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.formats", description=__doc__)
    parser.add_argument("versions", nargs="*")
    parser.add_argument("--set", default="dev")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--documents", action="store_true")
    parsed = parser.parse_args()
    folder = gold_sets().get(parsed.set)
    if folder is None:
        print(f"gold set {parsed.set}: not here, nothing to measure")
        return 0
    known = makers()
    if unknown := set(parsed.versions) - known.keys():
        parser.error(f"{', '.join(sorted(unknown))}: no such version; there are {', '.join(known)}")
    wanted = {name: maker for name, maker in known.items() if not parsed.versions or name in parsed.versions}
    names = ("header", "citations", "tasks", "units", "deadlines")
    print(f"{'version':<14}{'docs':>4}{'HEADLINE':>10}{'change':>9}" + "".join(f"{name:>10}" for name in names))
    clean: dict[str, float] = {}
    met = True
    with tempfile.TemporaryDirectory() as temporary:
        for version, maker in wanted.items():
            base = GOALS.get(version, Goal("docx")).clean
            if base not in clean:
                clean[base] = evaluate(folder, format=base).headline or 0.0
                print(f"{base:<14}{len(find_gold(folder, base)):>4}{clean[base]:>10.4f}    (the clean file)")
            into = (parsed.keep or Path(temporary)) / version
            into.mkdir(parents=True, exist_ok=True)
            outcome = measure(folder, version, maker, into)
            line, reached = row(version, outcome, clean[base])
            met = met and reached
            print(line, flush=True)
            for document in outcome.report.to_dict()["documents"] if parsed.documents else ():
                print(f"    {document['document']:<30}{document['headline']:.4f}  {document.get('failure') or ''}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
