"""`python -m benchmarks.speed`: plans and MB a second from each format, beside the bare parse of the same files.

Every figure is the median of interleaved rounds on one core, and what is quoted is the ratio within the run: machines
differ and are noisy. The inputs are the project's corpus and, where the folder `shared` lies beside the project, its
dev plans.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).parents[2]
ROUNDS = 7

Runner: TypeAlias = Callable[[], None]


def inputs() -> dict[str, list[Path]]:
    """Format -> files."""
    shared = ROOT.parent / "shared" / "corpus" / "dev"
    folders = [shared] if shared.is_dir() else [ROOT / "corpus"]
    return {
        kind: sorted(path for folder in folders for path in folder.rglob(f"*.{kind}"))
        for kind in ("txt", "html", "docx", "pdf")
    }


def pin() -> None:
    """One core, where the system can be told so."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def interleaved(runners: dict[str, Runner], rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Seconds of each runner in each round; one round warms up and is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in runners}
    for round_number in range(rounds + 1):
        for name, run in runners.items():
            begin = time.perf_counter()
            run()
            if round_number:
                seconds[name].append(time.perf_counter() - begin)
    return seconds


def _bare(kind: str, files: list[bytes]) -> tuple[str, Runner]:
    """The bare parse of the format: what nobody can be faster than with the same library."""
    if kind == "pdf":
        import pypdfium2

        def pdf() -> None:
            for data in files:
                document = pypdfium2.PdfDocument(data)
                for page in document:
                    text = page.get_textpage()
                    text.get_text_range()
                    text.close()
                    page.close()
                document.close()

        return "pdfium text", pdf
    if kind == "docx":
        import io
        import zipfile

        from lxml import etree

        def docx() -> None:
            for data in files:
                with zipfile.ZipFile(io.BytesIO(data)) as package:
                    etree.fromstring(package.read("word/document.xml"))

        return "lxml parse", docx
    if kind == "html":
        import lxml.html

        def html() -> None:
            for data in files:
                lxml.html.fromstring(data)

        return "lxml parse", html

    def txt() -> None:
        for data in files:
            data.decode("utf-8").splitlines()

    return "decode", txt


def formats(rows: list[list[str]]) -> None:
    from tdkt_extract import extract

    for kind, paths in inputs().items():
        files = [path.read_bytes() for path in paths]
        if not files:
            continue
        size = sum(map(len, files)) / 1e6

        def ours(files: list[bytes] = files, kind: str = kind) -> None:
            for data in files:
                extract(data, name=f"plan.{kind}")

        name, bare = _bare(kind, files)
        seconds = interleaved({"ours": ours, "bare": bare})
        own, other = statistics.median(seconds["ours"]), statistics.median(seconds["bare"])
        spread = f"{len(files) / max(seconds['ours']):.0f}–{len(files) / min(seconds['ours']):.0f}"
        pages = sum(extract(data).source.pages or 0 for data in files) if kind == "pdf" else 0
        rows.append(
            [kind, f"{len(files) / own:.1f}", spread, f"{size / own:.2f}", f"{pages / own:.0f}" if pages else "–",
             f"{name}: {own / other:.1f}×"]
        )  # fmt: skip


def growth() -> list[str]:
    """Time against length: one plan, ten and a hundred of it joined."""
    from tdkt_extract import extract_text

    texts = sorted((path.read_text("utf-8") for path in inputs()["txt"]), key=len)
    text = texts[len(texts) // 2]
    lines = [_median_plan(texts), f"length: plan of median length, {len(text):,} characters"]
    base = 0.0
    for times, rounds in ((1, 15), (10, 5), (100, 3)):
        joined = "\n\n".join([text] * times)
        seconds = []
        for _ in range(rounds):
            begin = time.perf_counter()
            extract_text(joined)
            seconds.append(time.perf_counter() - begin)
        median = statistics.median(seconds)
        base = base or median
        lines.append(f"  {times:>3}× the text: {median * 1e3:8.1f} ms = {median / base:6.1f}× the time")
    return lines


def _median_plan(texts: list[str]) -> str:
    """The plan that takes the median time, which is what a goal of plans a second means."""
    from tdkt_extract import extract_text

    medians = []
    for text in texts:
        seconds = []
        for _ in range(ROUNDS):
            begin = time.perf_counter()
            extract_text(text)
            seconds.append(time.perf_counter() - begin)
        medians.append(statistics.median(seconds))
    median = statistics.median(medians)
    return f"text -> Plan, median plan: {median * 1e3:.1f} ms = {1 / median:.0f} plans/s"


HOSTILE = {
    "one line of prose": "- {}Sở Nội vụ chủ trì, phối hợp với các đơn vị liên quan xây dựng kế hoạch trước ngày 15/3, ",
    "one noun, no names": "- {}sở ",
    "a list without end": "- {}sở, ",
    "numbers without end": "- {}số 1/QĐ ",
    "years without end": "- {}năm 2020 ",
    "quotes never closed": "- {}“Luật A ",
    "one letter, many marks": "- a{}\u0301",
    "dates in pieces": "- {}12/",
    "bullets only": "{}- Họp giao ban\n",
    "headings only": "{}I. NỘI DUNG\n1. Việc\n- a\n",
    "lower-case lines": "{}một hai ba\n",
    "tasks with labels": "{}- Việc cần làm ngay\n- Thời gian: tháng 5\n",
    "tasks that cite": "{}- Thực hiện Nghị quyết số 18-NQ/TW\n",
    "recipients only": "Nơi nhận:\n{}- Sở A;\n",
}
"""Shapes that a loop over a loop would show at: a beginning, then the rest over and over."""


def hostile() -> list[str]:
    """Seconds for 0.1 and 1 million characters of each shape: ten where time grows with length."""
    from tdkt_extract import extract_text

    lines = ["hostile text:               0.1 M chars   1 M chars   ratio"]
    for name, shape in HOSTILE.items():
        start, part = shape.split("{}")
        seconds = []
        for size in (100_000, 1_000_000):
            text = "KẾ HOẠCH\nI. NỘI DUNG\n" + start + part * (size // len(part))
            begin = time.perf_counter()
            extract_text(text)
            seconds.append(time.perf_counter() - begin)
        lines.append(f"  {name:<25} {seconds[0]:9.2f} s {seconds[1]:9.2f} s {seconds[1] / seconds[0]:6.1f}×")
    return lines


def underthesea() -> str:
    """The most used Vietnamese tokenizer on the same text: it only cuts words, this gives the whole plan."""
    try:
        from underthesea import word_tokenize
    except ImportError:
        return "underthesea: not installed (make bench-speed installs it), skipped"
    from tdkt_extract import extract_text

    texts = [path.read_text("utf-8") for path in inputs()["txt"]]
    word_tokenize(texts[0])
    begin = time.perf_counter()
    for text in texts:
        for line in text.splitlines():
            word_tokenize(line)
    theirs = time.perf_counter() - begin
    begin = time.perf_counter()
    for text in texts:
        extract_text(text)
    ours = time.perf_counter() - begin
    ratio = f"{theirs / ours:.0f}× as fast"
    return f"underthesea word_tokenize on the same text: {theirs:.2f} s, text -> Plan: {ours:.2f} s = {ratio}"


def _child(code: str) -> dict[str, float]:
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return dict(json.loads(out.stdout.strip().splitlines()[-1]))


def start_and_memory() -> list[str]:
    """Import and help time of fresh processes; peak memory for 10 MB of text."""
    lines = []
    for label, command in (
        ("import tdkt_extract", [sys.executable, "-c", "import tdkt_extract"]),
        ("import + extract", [sys.executable, "-c", "import tdkt_extract as t; t.extract_text('KẾ HOẠCH')"]),
        ("tdkt --help", [sys.executable, "-m", "tdkt_extract", "--help"]),
        ("python -c pass", [sys.executable, "-c", "pass"]),
    ):
        seconds = []
        for _ in range(ROUNDS):
            begin = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
            seconds.append(time.perf_counter() - begin)
        lines.append(f"  {label:<22} {statistics.median(seconds) * 1e3:6.0f} ms")
    path = str(sorted(inputs()["txt"], key=lambda path: path.stat().st_size)[len(inputs()["txt"]) // 2])
    peak = _child(
        "import json, resource, tdkt_extract, time\n"
        f"text = open({path!r}, encoding='utf-8').read()\n"
        "data = ('\\n\\n'.join([text] * (10_000_000 // len(text.encode()) + 1))).encode()\n"
        "options = tdkt_extract.Options(max_chars=10**8, max_memory=10**10)  # more than a plan may have\n"
        "begin = time.perf_counter(); plan = tdkt_extract.extract(data, name='big.txt', options=options)\n"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
        "print(json.dumps({'mb': len(data) / 1e6, 'peak': peak, 'seconds': time.perf_counter() - begin,"
        " 'tasks': len(plan.tasks)}))"
    )
    lines.append(
        f"  {peak['mb']:.1f} MB of text in one file: peak {peak['peak']:.0f} MB, {peak['seconds']:.1f} s,"
        f" {peak['tasks']:.0f} tasks"
    )
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="formats and length only")
    parsed = parser.parse_args()
    pin()
    if not parsed.quick:
        # First, while this process is small: the peak that a child reports begins with its parent's size.
        print("fresh processes:", *start_and_memory(), sep="\n")
    rows = [["from", "plans/s", "spread", "MB/s", "pages/s", "time beside the bare parse"]]
    formats(rows)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    print(*growth(), sep="\n")
    if not parsed.quick:
        print(*hostile(), sep="\n")
        print(underthesea())
    print(f"peak memory of this run: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
