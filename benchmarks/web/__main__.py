"""`python -m benchmarks.web`: how plans are read from web pages in the shapes that government sites publish.

Each plan of the project's corpus (and of the shared dev set, where it lies beside the project) that has a plain .html
is poured into every shape. A row gives the headline and its difference from the plain page's, and of the plan's own
words how many were read (recall) and how many of the words read are the plan's (precision; the page's headline counts
as the plan's).

    --nameless  without class, id and role, all page elements as div: what the structure alone gives
    --check    exit 1 when a shape falls short of the goals
    --worst N  the N worst plans of each shape that falls short
"""

from __future__ import annotations

import argparse
import sys

from .score import GOAL_HEADLINE, GOAL_PRECISION, GOAL_RECALL, Row, plans, rows


def table(found: list[Row]) -> str:
    lines = [f"{'shape':<40}{'headline':>9}{'diff':>9}{'recall':>9}{'precision':>11}"]
    for row in found:
        mark = "" if row.good else "  <"
        figures = f"{row.headline:>9.4f}{row.difference:>+9.4f}{row.recall:>9.4f}{row.precision:>11.4f}"
        lines.append(f"{row.shape:<40}{figures}{mark}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web", description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--nameless", action="store_true")
    parser.add_argument("--worst", type=int, default=0, metavar="N")
    parser.add_argument("shapes", nargs="*", help="all without any")
    parsed = parser.parse_args()
    chosen = plans()
    found = rows(chosen, parsed.shapes or None, parsed.nameless)
    goals = f"difference ≥ -{GOAL_HEADLINE}, recall {GOAL_RECALL}, precision ≥ {GOAL_PRECISION}"
    print(f"{len(chosen)} plans in {len(found)} shapes; goals: {goals}")
    print(table(found))
    bad = [row for row in found if not row.good]
    for row in (bad or found) if parsed.worst else []:
        print(f"-- {row.shape}")
        for one in row.worst[: parsed.worst]:
            print(f"   {one.plan}: headline {one.headline:.4f}, recall {one.recall:.4f}, precision {one.precision:.4f}")
            print(f"      lost: {' '.join(one.lost[:30])}\n      more: {' '.join(one.extra[:40])}")
    return 1 if parsed.check and bad else 0


if __name__ == "__main__":
    sys.exit(main())
