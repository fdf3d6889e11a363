"""`python -m benchmarks.formats.bulk`: how many .doc files a second, on one instance of LibreOffice, cold, and by the
fallback; exit 1 below the goal.

The files are the shared .docx (gold set and archive), made .doc by LibreOffice first; that is not counted.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path

from tdkt_extract import ReadError, extract
from tdkt_extract.readers import _libreoffice

from . import office

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
GOAL = 2.0  # files a second


def sources(folder: Path, count: int) -> list[Path]:
    """The stems of at least `count` .docx in `folder`, copied there: those of the dev set, then of the archive."""
    stems = []
    for path in sorted((CORPUS / "dev").glob("*.docx")):
        (folder / path.name).write_bytes(path.read_bytes())
        stems.append(folder / path.stem)
    with zipfile.ZipFile(CORPUS / "archive" / "plan-archive.zip") as archive:
        names = [name for name in archive.namelist() if name.endswith(".docx")]
        for number, name in enumerate(names[: max(0, count - len(stems))]):
            stem = folder / f"archive-{number:03}"
            stem.with_name(f"{stem.name}.docx").write_bytes(archive.read(name))
            stems.append(stem)
    return stems


def run(title: str, paths: list[Path], cold: bool = False) -> float:
    """Files a second. `cold`: LibreOffice ends after each file."""
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    begin = time.perf_counter()
    for path in paths:
        before = time.perf_counter()
        try:
            plan = extract(path)
            bare = any(warning.code == "bare-text" for warning in plan.warnings)
            outcomes["with the bare text" if bare else f"as {plan.source.reader}"] += 1
        except ReadError as error:
            outcomes[error.code] += 1
        slowest = max(slowest, time.perf_counter() - before)
        if cold:
            _libreoffice.close()
    spent = time.perf_counter() - begin
    told = ", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common())
    speed = len(paths) / spent
    print(f"{title:<12}{len(paths):>5} files{spent:>8.1f} s{speed:>8.2f} files/s  slowest {slowest:.2f} s  {told}")
    return speed


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.formats.bulk", description=__doc__)
    parser.add_argument("--files", type=int, default=72)
    count = parser.parse_args().files
    if not CORPUS.is_dir() or (missing := office.available()):
        print("skipped:", "the shared documents are not here" if not CORPUS.is_dir() else f"{missing} is not here")
        return 0
    with tempfile.TemporaryDirectory(prefix="tdkt-bulk-") as temporary:
        folder = Path(temporary)
        paths = office.make_all("doc", sources(folder, count), folder / "doc")
        run("their .docx", sorted(folder.glob("*.docx")))
        warm = run("warm", paths)  # with the start of the instance
        run("cold", paths[:8], cold=True)
        os.environ[_libreoffice.VARIABLE] = "no-such-program"
        run("fallback", paths)
    return 0 if warm >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
