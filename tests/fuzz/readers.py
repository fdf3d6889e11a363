"""Fuzz targets for every reader, found from `tdkt_extract.readers.readers()`, and for the flow behind them.

python tests/fuzz/readers.py --runs 1000000      all targets, as much time for each; needs atheris (extra `fuzz`)
python tests/fuzz/readers.py --target pdf --runs 50000
python tests/fuzz/readers.py --random            without atheris: the same mutations, not led by coverage

A file goes through its reader to one text, each eighth through the whole flow, which `text` fuzzes for itself. What it
gives must be a document or a ReadError: InternalError, any other exception, 20 seconds or 2 GB stop the target, and the
file that did it is kept beside the corpus, which lies outside the repository (--corpus).
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from fuzz import instrumented  # noqa: F401 (first)
from fuzz.mutate import Mutator
from hostile import samples
from hostile.outcome import outcome, told

from tdkt_extract import Options, extract_text, layout, readers
from tdkt_extract.legacy import mend
from tdkt_extract.normalise import align
from tdkt_extract.readers.base import Reader

SECONDS = 20
MEGABYTES = 2048
WHOLE = 8
"""Of so many files one goes through the whole flow."""
FASTEST = 500.0
"""Runs a second above which a target gets no more of them: a file that is refused at its first byte teaches little."""
GROWTH = 4
"""How much longer than the longest seed a file may become."""
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "tdkt-fuzz"
OPTIONS = Options(ocr="never", max_seconds=SECONDS)
TEXT = "text"

Target = Callable[[bytes], object]

# What a plan's flow looks for, and what it may meet in between.
WORDS = """\
KẾ HOẠCH|QUYẾT ĐỊNH|PHỤ LỤC|UBND|Ủy ban nhân dân|tỉnh|Sở|Bộ|Nông nghiệp|Nội vụ|chủ trì|phối hợp|thực hiện|Số|\
ngày|tháng|năm|quý|trước|xong|đến|từ|hằng|Nghị định|Luật|Căn cứ|Điều|khoản|Nơi nhận|Lưu|VT|KT.|TM.|CHỦ TỊCH|\
PHÓ|Thời gian|Đơn vị|TT|Nội dung|I|II|IV|a|đ|1|2|30|31|2026|15/KH-UBND|1/2020/NĐ-CP|30/4/2026|-|–|+|*|/|,|;|:|.|\
(|)|“|”|…|\n|\n\n|\t| | | |\u00a0|\u0301|\u200b|\ufeff|\0|\ud800|Đ|x|www|%|1.1.|a)|#|\u2028|ﬀ|Ａ|а\
""".split("|")  # noqa: SIM905


def targets() -> dict[str, Target]:
    return {reader.name: _target(reader) for reader in readers.readers()} | {TEXT: soup}


def _target(reader: Reader) -> Target:
    def run(data: bytes) -> str:
        # The reader is told what to read: a byte that spoils its mark would else end in another reader's hands.
        chosen, readers._choose = readers._choose, lambda *_: reader
        name = f"tệp{reader.suffixes[0]}"
        try:
            return blocks(data, name) if len(data) % WHOLE else outcome(data, name, OPTIONS)
        finally:
            readers._choose = chosen

    return run


def blocks(data: bytes, name: str) -> str:
    """What the reader gives, as one text."""
    try:
        _, document = readers.read(data, readers.Job(name, OPTIONS))
    except readers.ReadError as error:
        return error.code
    align(layout.mend(mend(document.blocks)[0]))
    return "blocks"


def soup(data: bytes) -> str:
    """A text of one piece for each byte."""
    try:
        return told(extract_text("".join(WORDS[byte % len(WORDS)] for byte in data[:4000])))
    except readers.ReadError as error:
        return error.code


def seeds(name: str) -> list[bytes]:
    """Small valid files, by the makers of the hostile ones."""
    if name == TEXT:
        return [bytes(range(len(WORDS))), bytes(range(len(WORDS) - 1, -1, -1)) * 2]
    found = samples(name)
    assert found, f"no sample of {name}: tests/hostile has a maker for each reader"
    return found


def longest(known: Sequence[bytes]) -> int:
    return GROWTH * max(map(len, known))


def at_random(name: str, runs: int, seed: int = 1) -> dict[str, int]:
    """Runs a target on mutated seeds; how often each outcome came. For tests, and where atheris is not."""
    target, known = targets()[name], seeds(name)
    mutate, rng = Mutator(known), random.Random(seed)
    seen: dict[str, int] = {}
    most = longest(known)
    for _ in range(runs):
        data = rng.choice(known)
        for _ in range(rng.choice((1, 1, 2, 8))):
            data = mutate(data, most, rng.getrandbits(32))
        found = str(target(data)).split()[0]
        seen[found] = seen.get(found, 0) + 1
    return seen


def by_coverage(name: str, rest: Sequence[str]) -> None:
    """libFuzzer on one target, to the end of the process."""
    import atheris

    mutate = Mutator(seeds(name))
    target = targets()[name]
    atheris.Setup([sys.argv[0], *rest], target, custom_mutator=None if name == TEXT else mutate)
    atheris.Fuzz()


def speed(name: str) -> float:
    """Runs a second."""
    target, known = targets()[name], seeds(name)
    for data in known:
        target(data)
    begin = time.monotonic()
    for data in known:
        target(data)
    return min(FASTEST, len(known) / (time.monotonic() - begin))


def fuzz(name: str, runs: int, folder: Path, random_only: bool, seed: int = 1) -> bool:
    """Fuzzes one target in a process of its own; whether it stood."""
    corpus = folder / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds(name)):
        (corpus / f"seed-{number}").write_bytes(data)
    log = folder / f"{name}.log"
    command = [sys.executable, __file__, "--one", name, "--runs", str(runs)]
    limits = [f"-timeout={SECONDS}", f"-rss_limit_mb={MEGABYTES}", f"-max_len={longest(seeds(name))}", f"-runs={runs}"]
    found = [f"-artifact_prefix={folder}/{name}-", "-print_final_stats=1", "-verbosity=1"]
    command += ["--random", "--seed", str(seed)] if random_only else [*limits, *found, str(corpus)]
    begin = time.monotonic()
    with log.open("wb") as stream:
        code = subprocess.run(command, stdout=stream, stderr=subprocess.STDOUT).returncode
    text = log.read_text("utf-8", "replace")
    executed = re.search(r"(?:number_of_executed_units|executed): *(\d+)", text)
    count = int(executed[1]) if executed else 0
    seconds = time.monotonic() - begin
    print(f"{name:8} {count:9,} runs {seconds:7.0f} s  {'stands' if code == 0 else f'FAILS, see {log}'}", flush=True)
    return code == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=100_000, help="of all targets together")
    parser.add_argument("--target", action="append", help="only this one (may be repeated)")
    parser.add_argument("--corpus", type=Path, default=CACHE)
    parser.add_argument("--random", action="store_true")
    parser.add_argument("--seed", type=int, default=1, help="of --random: other mutations")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    arguments, rest = parser.parse_known_args()
    if arguments.one and arguments.random:
        print(at_random(arguments.one, arguments.runs, arguments.seed), f"executed: {arguments.runs}")
        return 0
    if arguments.one:
        by_coverage(arguments.one, rest)
    names = arguments.target or list(targets())
    speeds = {name: speed(name) for name in names}
    share = arguments.runs / sum(speeds.values())
    stand = [
        fuzz(name, max(100, round(speeds[name] * share)), arguments.corpus, arguments.random, arguments.seed)
        for name in names
    ]
    return 0 if all(stand) else 1


if __name__ == "__main__":
    sys.exit(main())
