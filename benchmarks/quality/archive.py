"""`python -m benchmarks.quality.archive`: what becomes of every document of the shared archive, most of which are no
plans: how many give a Plan with which warnings, how many an error, and the slowest. Exit 1 on a bug of the program."""

from __future__ import annotations

import sys
import time
import zipfile
from collections import Counter
from pathlib import Path

from tdkt_extract import ReadError, extract

ARCHIVE = Path(__file__).parents[3] / "shared" / "corpus" / "archive" / "plan-archive.zip"


def main() -> int:
    if not ARCHIVE.exists():
        print("shared archive: not here, skipped")
        return 0
    outcomes: Counter[str] = Counter()
    bugs: list[str] = []
    slowest = (0.0, "")
    with zipfile.ZipFile(ARCHIVE) as archive:
        names = [info.filename for info in archive.infolist() if not info.is_dir()]
        for name in names:
            begin = time.perf_counter()
            try:
                plan = extract(archive.read(name), name=name)
                outcomes["plan: " + (", ".join(sorted({w.code for w in plan.warnings})) or "no warning")] += 1
            except ReadError as error:
                outcomes[f"error: {error.code}"] += 1
            except Exception as error:
                bugs.append(f"{name}: {error!r}")
            slowest = max(slowest, (time.perf_counter() - begin, name))
    print(*(f"{count:5} {outcome}" for outcome, count in outcomes.most_common()), sep="\n")
    print(f"{len(names)} files, {len(bugs)} bugs, slowest {slowest[0]:.2f} s", *bugs, sep="\n")
    return 1 if bugs else 0


if __name__ == "__main__":
    sys.exit(main())
