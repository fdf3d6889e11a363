"""`python -m benchmarks.core.fresh NAME`: what one tool costs a fresh process, as JSON.

The load is everything up to the first result: import, models, one short text. The memory is how far the peak of the
process grows from before the load until the sample has been cut line by line; a Java process counts in full.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from benchmarks.core import peers, workload

TEXT = "Ủy ban nhân dân tỉnh ban hành kế hoạch."
RUNS = 5


def peak(process: int | str = "self") -> float:
    """Megabytes. The kernel's own mark, as ru_maxrss of a child begins with its parent's size."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def cost(peer: peers.Peer, lines: list[str]) -> dict[str, float]:
    before = peak()
    begin = perf_counter()
    tool = peer.load()
    tool.texts(TEXT)
    load = perf_counter() - begin
    form = next(iter(tool.ways))
    tool.seconds(form, lines)
    grown = peak() - before + (peak(tool.jvm.process.pid) if tool.jvm else 0)
    tool.close()
    return {"load_ms": load * 1e3, "memory_mb": grown}


def costs(peer: peers.Peer, sample: Path, options: list[str]) -> dict[str, float]:
    """The median of some fresh processes. Raises CalledProcessError where the tool does not load."""
    command = [sys.executable, "-m", "benchmarks.core.fresh", peer.name, "--sample", str(sample), *options]
    runs = []
    for _ in range(RUNS):
        out = subprocess.run(command, cwd=workload.ROOT, check=True, capture_output=True, text=True).stdout
        runs.append(json.loads(out.splitlines()[-1]))
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.core.fresh", description=__doc__)
    parser.add_argument("name")
    parser.add_argument("--sample", type=Path, required=True)
    parser.add_argument("--coccoc", type=Path)
    parser.add_argument("--rdrsegmenter", type=Path)
    parsed = parser.parse_args()
    lines = parsed.sample.read_text("utf-8").splitlines()
    peer = next(peer for peer in peers.peers(parsed.coccoc, parsed.rdrsegmenter) if peer.name == parsed.name)
    print(json.dumps(cost(peer, lines)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
