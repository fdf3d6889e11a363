"""Programs that print a file's text: what is left where LibreOffice gives nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ._libreoffice_keeper import kill_group
from .base import Job

if TYPE_CHECKING:
    from ._libreoffice import Reason

_SECONDS = 15.0
_MOST = 64 * 2**20
_MEMORY = 256 * 2**20  # of a real file they take ten; catdoc takes all there is of some damaged ones
_SAMPLE = 20_000
_WRITTEN = 0.7  # of real text; in TCVN3's letters as Latin-1 shows them .8
_CELLS = '",|'  # what tables are drawn with
_WHY: dict[Reason, str] = {
    "missing": "máy này không có LibreOffice",
    "slow": "LibreOffice đọc quá lâu",
    "failed": "LibreOffice không đọc được tệp",
}


def why(program: str, reason: Reason) -> str:
    """How the text was read, for a message."""
    return f"được đọc bằng {program} vì {_WHY[reason]}"


def printed(path: str, options: tuple[str, ...], data: bytes, suffix: str, job: Job) -> str:
    """What the program prints of the file, as UTF-8; "" when it fails, hangs, prints too much or what is no text."""
    with tempfile.TemporaryDirectory(prefix="tdkt-text-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"in{suffix}")
        source.write_bytes(data)
        command = [path, *options, str(source)]
        output = _output(command, max(0.1, min(job.left(), _SECONDS)))
    text = output.decode("utf-8", "replace")
    return text if is_text(text) else ""


def _output(command: list[str], seconds: float) -> bytes:
    """What it prints in that time; nothing when it does not end or prints on and on."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            start_new_session=os.name != "nt",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return b""
    _bound(process)
    with process:
        assert process.stdout is not None
        overdue = threading.Timer(seconds, kill_group, (process,))
        overdue.start()
        try:
            output = process.stdout.read(_MOST + 1)
            if len(output) > _MOST:
                kill_group(process)
            process.wait()
        finally:
            overdue.cancel()
    return output if process.returncode == 0 else b""


def _bound(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "linux":
        import resource

        with suppress(OSError):  # it has ended already
            resource.prlimit(process.pid, resource.RLIMIT_DATA, (_MEMORY, _MEMORY))


def is_text(text: str) -> bool:
    """Whether it is writing of some kind, be it in letters of an old font, and no bytes that were taken for it."""
    sample = text[:_SAMPLE]
    written = sum(char.isalnum() or char.isspace() or char in _CELLS for char in sample)
    return written > _WRITTEN * len(sample) and sample.count("\ufffd") <= len(sample) // 100 and not sample.isspace()
