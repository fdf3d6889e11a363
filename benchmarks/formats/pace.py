"""`python -m benchmarks.formats.pace`: seconds a page that recognition takes on one core, at 300 dpi.

--documents N   how many gold documents (default 4, the shortest)
--version V     scan-300 (default), scan-200, photo-tif
--keep FOLDER   make the scans there and use what an earlier run has made
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.formats.scans import VERSIONS
from benchmarks.quality.__main__ import gold_sets
from tdkt_extract import Options, extract

GOAL = 2.5


def _spent() -> float:
    """Processor seconds of this process and of the programs that it ran."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.formats.pace", description=__doc__)
    parser.add_argument("--documents", type=int, default=4)
    parser.add_argument("--version", choices=tuple(VERSIONS), default="scan-300")
    parser.add_argument("--keep", type=Path)
    parsed = parser.parse_args()
    sets = gold_sets()
    folder = sets.get("dev", sets["corpus"])
    sources = sorted(folder.rglob("*.pdf"), key=lambda path: path.stat().st_size)[: parsed.documents]
    with tempfile.TemporaryDirectory() as temporary:
        into = (parsed.keep or Path(temporary)) / parsed.version
        into.mkdir(parents=True, exist_ok=True)
        made = [VERSIONS[parsed.version](source.with_suffix(""), into) for source in sources]
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
        wall = cpu = pages = 0.0
        for path in made:
            began, spent = time.perf_counter(), _spent()
            plan = extract(path, options=Options(ocr_jobs=1))
            took, used, count = time.perf_counter() - began, _spent() - spent, plan.source.pages or 1
            wall, cpu, pages = wall + took, cpu + used, pages + count
            print(f"{path.name:<32}{count:>4} pages{took / count:>8.2f} s/page{used / count:>8.2f} s/page of processor")
    verdict = "met" if cpu / pages <= GOAL else "missed"
    print(f"{parsed.version} on one core: {wall / pages:.2f} s/page, {cpu / pages:.2f} of processor time, ", end="")
    print(f"{3600 * pages / cpu:,.0f} pages an hour and core; goal {GOAL}: {verdict}")
    return verdict != "met"


if __name__ == "__main__":
    sys.exit(main())
