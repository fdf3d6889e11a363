"""Runs cases, each in a process of its own, and says what came of it, how long it took and what memory.

Alone in a process that is forked for each case: a case that dies takes nothing else with it, and importing the package
is paid once. One JSON object a line comes in ({"case", "size"}) and one goes out.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from hostile import BY_OTHERS, SECONDS, Case, cases, damage, samples
from hostile.outcome import outcome
from tdkt_extract import Options
from tdkt_extract.readers import readers

_GUARD = 4 * 2**30
"""Address space of one run: what is asked of it is measured, this only protects the machine."""
_GRACE = 20.0


def in_a_child(work: Callable[[], str], seconds: float) -> dict[str, str | float]:
    """What `work` gave, in a fork."""
    sender, receiver = os.pipe()[::-1]
    begin = time.monotonic()
    child = os.fork()
    if not child:
        os.close(receiver)
        resource.setrlimit(resource.RLIMIT_AS, (_GUARD, _GUARD))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        try:
            told = work()
        except BaseException as error:
            told = f"{type(error).__name__}: {error}"
        os.write(sender, json.dumps([told[:2000], peak()]).encode())
        os._exit(0)
    os.close(sender)
    with os.fdopen(receiver, "rb") as stream:
        if not select.select([stream], [], [], seconds)[0]:
            os.kill(child, signal.SIGKILL)
        said = stream.read()
    _, status = os.waitpid(child, 0)
    spent = time.monotonic() - begin
    if said:
        told, megabytes = json.loads(said)
        return {"outcome": told, "seconds": spent, "megabytes": megabytes}
    code = os.waitstatus_to_exitcode(status)
    told = "hangs" if code == -signal.SIGKILL and spent >= seconds else f"dies of signal {-code}"
    return {"outcome": told, "seconds": spent, "megabytes": 0.0}


def peak() -> float:
    """The most memory that this process has had, in MB; 0 where the system does not tell."""
    try:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def run(case: Case, size: int, folder: Path) -> dict[str, str | float]:
    """The file is made by a process of its own, whose memory is not counted."""
    path = folder / "tệp"

    def make() -> str:
        path.write_bytes(case.make(size))
        return "made"

    made = in_a_child(make, 300)
    if made["outcome"] != "made":
        return made
    fields: dict[str, Any] = {"ocr": "never"} | dict(case.options)
    found = in_a_child(lambda: outcome(path.read_bytes(), options=Options(**fields)), SECONDS + _GRACE)
    return found | {"bytes": path.stat().st_size}


def run_damaged(reader: str, kind: str) -> dict[str, str | float]:
    """The outcomes of all damaged versions of a reader's samples, by how many came to each."""

    def work() -> str:
        seen: dict[str, int] = {}
        for data in samples(reader):
            for damaged in damage.KINDS[kind](data):
                told = outcome(damaged, options=Options(ocr="never"))
                seen[told] = seen.get(told, 0) + 1
        return json.dumps(seen)

    return in_a_child(work, SECONDS + _GRACE)


def main() -> None:
    warm = [data for reader in readers() if reader.name not in BY_OTHERS for data in samples(reader.name)]
    for data in warm:  # imports what extraction imports, so that it is not counted for the first case
        outcome(data)
    with tempfile.TemporaryDirectory() as folder:
        for line in sys.stdin:
            asked = json.loads(line)
            if "case" in asked:
                told = run(cases()[asked["case"]], asked["size"], Path(folder))
            else:
                told = run_damaged(asked["reader"], asked["kind"])
            print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
