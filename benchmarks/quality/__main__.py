"""`python -m benchmarks.quality`: headline and nine F1s of every gold set in every format, against the baseline.

    --check            exit 1 when a set or a document lost more than its tolerance (`make test`)
    --write-baseline   make today's figures the baseline (`make baseline`)

The project's own corpus is always scored; the shared gold sets when the folder `shared` lies beside the project.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, TypeAlias

from tdkt_extract.evaluate import evaluate
from tdkt_extract.evaluate.gold import find_gold

ROOT = Path(__file__).parents[2]
BASELINE = Path(__file__).with_name("baseline.json")
FORMATS = ("txt", "html", "docx", "pdf", "md")
SET_TOLERANCE = 0.003
DOCUMENT_TOLERANCE = 0.015

Figures: TypeAlias = "dict[str, dict[str, Any]]"


def gold_sets() -> dict[str, Path]:
    """Name -> folder, of the gold sets that are here."""
    shared = ROOT.parent / "shared" / "corpus"
    sets = {"corpus": ROOT / "corpus", "seeds": shared / "seeds", "dev": shared / "dev"}
    return {name: folder for name, folder in sets.items() if folder.is_dir()}


def measure() -> Figures:
    """“set/format” -> {"headline", "f1": {kind: F1}, "documents": {id: headline}}."""
    figures: Figures = {}
    for name, folder in gold_sets().items():
        for kind in FORMATS:
            if not any(gold.source is not None for gold in find_gold(folder, kind)):
                continue
            report = evaluate(folder, format=kind).to_dict()
            if report["documents"]:
                figures[f"{name}/{kind}"] = _figures(report)
    return figures


def _figures(report: dict[str, Any]) -> dict[str, Any]:
    return {
        "headline": round(report["headline"], 4),
        "f1": {kind: round(score["f1"], 4) for kind, score in report["total"].items() if score["f1"] is not None},
        "documents": {doc["document"]: round(doc["headline"], 4) for doc in report["documents"]},
        "failures": len(report["failures"]),
    }


def table(figures: Figures) -> str:
    kinds = list(dict.fromkeys(kind for one in figures.values() for kind in one["f1"]))
    lines = [f"{'set/format':<14}{'docs':>5}{'HEADLINE':>10}" + "".join(f"{kind[:10]:>12}" for kind in kinds)]
    for name, one in figures.items():
        cells = "".join(f"{one['f1'][kind]:>12.3f}" if kind in one["f1"] else f"{'–':>12}" for kind in kinds)
        lines.append(f"{name:<14}{len(one['documents']):>5}{one['headline']:>10.4f}{cells}")
    return "\n".join(lines)


def changes(now: Figures, before: Figures) -> tuple[list[str], list[str]]:
    """(every gain and loss against the baseline, the losses beyond tolerance)."""
    lines: list[str] = []
    losses: list[str] = []
    for name, one in now.items():
        old = before.get(name)
        if old is None:
            lines.append(f"  new   {name}: {one['headline']:.4f}")
            continue
        rows = [(f"{name} (all)", one["headline"], old["headline"], SET_TOLERANCE)]
        rows += [
            (f"{name} {document}", value, old["documents"][document], DOCUMENT_TOLERANCE)
            for document, value in one["documents"].items()
            if document in old["documents"]
        ]
        for label, value, was, tolerance in rows:
            if abs(value - was) < 0.0005:
                continue
            line = f"  {'gain' if value > was else 'LOSS'}  {label}: {was:.4f} -> {value:.4f}"
            lines.append(line)
            if was - value > tolerance:
                losses.append(line)
        if one["failures"]:
            losses.append(f"  FAIL  {name}: {one['failures']} documents were not extracted")
    return lines, losses


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--write-baseline", action="store_true")
    parsed = parser.parse_args()
    figures = measure()
    print(table(figures))
    if not (ROOT.parent / "shared").is_dir():
        print("shared gold sets: not here, skipped")
    before: Figures = json.loads(BASELINE.read_text("utf-8")) if BASELINE.exists() else {}
    if parsed.write_baseline:
        merged = {**before, **figures}
        BASELINE.write_text(json.dumps(merged, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
        print(f"baseline written: {BASELINE.relative_to(ROOT)}")
        return 0
    lines, losses = changes(figures, before)
    print("against the baseline:", *(lines or ["  no change"]), sep="\n")
    if parsed.check and losses:
        print(f"losses beyond tolerance (set {SET_TOLERANCE}, document {DOCUMENT_TOLERANCE}):", *losses, sep="\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
