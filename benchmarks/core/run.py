"""A whole run: speed, quality and cost of every tool that is installed, as the content of results.json."""

from __future__ import annotations

import datetime
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.core import fresh, measure, quality, workload
from benchmarks.core.goals import Results
from benchmarks.core.measure import Case
from benchmarks.core.peers import Peer, Tool

MODEL = workload.ROOT / "tdkt_extract" / "core" / "model.bin"
Say = Callable[[str], None]


def run(all_peers: Sequence[Peer], options: list[str], rounds: int, size: int, ud: Path, say: Say) -> Results:
    whole = workload.whole(size)
    sample = whole.sample()
    golds = {"ud": quality.ud_test(ud), "admin": quality.administrative()}
    rows = {peer.name: _identity(peer) for peer in all_peers}
    say("load and memory, fresh processes")
    path = workload.CACHE / "sample.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(sample.lines), "utf-8")
    for peer in all_peers:
        if rows[peer.name]["installed"]:
            rows[peer.name].update(_costs(peer, path, options))
        if not rows[peer.name]["installed"]:
            say(f"  not installed: {peer.name} ({rows[peer.name]['missing']})")
    tools = [(peer, peer.load()) for peer in all_peers if rows[peer.name]["installed"]]
    try:
        say("quality")
        for peer, tool in tools:
            for name, gold in golds.items():
                found = quality.measured(tool.texts, gold) if gold else {"f1": None, "lost": 0}
                rows[peer.name].update({f"{key}_{name}": value for key, value in found.items()})
        say(f"speed, {rounds} rounds and one to warm up")
        all_cases = measure.cases(tools, whole)
        measure.interleaved(all_cases, rounds, say)
        for peer, tool in tools:
            rows[peer.name]["speeds"] = _speeds(peer, tool, all_cases)
    finally:
        for _, tool in tools:
            tool.close()
    return {
        "date": datetime.date.today().isoformat(),
        "machine": {"cpu": cpu(), "python": platform.python_version(), "system": platform.system()},
        "core": _implementation(),
        "model_mb": MODEL.stat().st_size / 1e6 if MODEL.exists() else None,
        "rounds": rounds,
        "text": _described(whole),
        "sample": _described(sample),
        "gold": {
            name: {"sentences": len(gold.texts), "words": sum(map(len, gold.words))}
            for name, gold in golds.items()
            if gold
        },
        "peers": list(rows.values()),
    }


def _identity(peer: Peer) -> dict[str, Any]:
    installed = peer.installed()
    return {
        "name": peer.name,
        "gives": peer.gives,
        "ours": peer.ours,
        "slow": peer.slow,
        "installed": installed,
        "version": peer.version() if installed else None,
        "licence": peer.licence() if installed else None,
        "note": peer.about.get("note", ""),
        "missing": peer.missing or "pip install the extra bench",
    }


def _costs(peer: Peer, sample: Path, options: list[str]) -> dict[str, Any]:
    """A tool that is there but does not load, for want of a library of the system, is as good as absent."""
    try:
        return dict(fresh.costs(peer, sample, options))
    except subprocess.CalledProcessError as error:
        return {"installed": False, "missing": f"does not load: {error.stderr.strip().splitlines()[-1]}"}


def _speeds(peer: Peer, tool: Tool, all_cases: Sequence[Case]) -> list[dict[str, Any]]:
    """Every peer's tokens are counted alike: what is no white space, cut line by line."""
    own = [case for case in all_cases if case.peer is peer]
    counts = {case.on: case.workload for case in own}
    tokens = {on: sum(len(tool.texts(line)) for line in work.lines) for on, work in counts.items()}
    return [_speed(case, tokens[case.on], all_cases) for case in own]


def _speed(case: Case, tokens: int, all_cases: Sequence[Case]) -> dict[str, Any]:
    megabytes = case.workload.size / 1e6
    ours = next((other for other in all_cases if other.peer.ours and other.comparable(case)), None)
    return {
        "form": case.form,
        "unit": case.unit,
        "on": case.on,
        "mb_s": {
            "median": megabytes / statistics.median(case.seconds),
            "min": megabytes / max(case.seconds),
            "max": megabytes / min(case.seconds),
        },
        "tokens_s": tokens / statistics.median(case.seconds),
        "ours_times": measure.ratio(ours, case) if ours and not case.peer.ours else None,
    }


def _described(work: workload.Workload) -> dict[str, Any]:
    return {"label": work.label, "bytes": work.size, "lines": len(work.lines)}


def _implementation() -> str:
    if "tdkt_extract.core" not in sys.modules:
        return "none"
    return str(sys.modules["tdkt_extract.core"].IMPLEMENTATION)


def cpu() -> str:
    """The processor's own name, never the machine's."""
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
