"""Files that LibreOffice turns into others: one warm instance a process, started on first use, never left behind.

`soffice` is looked for where the environment variable TDKT_SOFFICE says (a path or a command's name), else on PATH and
where LibreOffice is installed on Debian, Windows and macOS. The instance has a profile of its own: no macros, no
network, no links updated; the user's own LibreOffice may run beside it.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from glob import glob
from pathlib import Path
from typing import Literal

from ..errors import LimitError
from . import _libreoffice_keeper as keeper
from .base import Job, in_bytes

VARIABLE = "TDKT_SOFFICE"
_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice*/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_SECONDS, _BYTES_A_SECOND, _MOST_SECONDS = 15.0, 200_000, 60.0
"""A plan takes 0.1 s in a warm instance; a first one 1 s more, on a slow disk 10. A large file may take longer."""
_GRACE = 10.0

Reason = Literal["missing", "slow", "failed"]


class Failure(Exception):
    """LibreOffice gave nothing for a file."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def find() -> str | None:
    """The command that starts LibreOffice."""
    named = os.environ.get(VARIABLE)
    if named:
        return shutil.which(named)
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    return next((found for place in _PLACES for found in sorted(glob(place), reverse=True)), None)


def convert(data: bytes, suffix: str, importer: str, to: str, job: Job) -> bytes:
    """A file with `suffix` as LibreOffice saves it in the format `to` (a suffix without its dot).

    `importer` is LibreOffice's name of the filter to read it by: left to itself it reads what is damaged as a text of
    junk. Raises Failure, or LimitError when the job's time is spent or too much comes out."""
    soffice = find()
    # In a frozen program the interpreter is that program: as keeper it would start itself over and over.
    if soffice is None or not sys.executable or getattr(sys, "frozen", False):
        raise Failure("missing")
    if not _lock.acquire(timeout=job.left()):
        job.check()
        raise Failure("slow")
    try:
        seconds = min(job.left(), _SECONDS + len(data) / _BYTES_A_SECOND, _MOST_SECONDS)
        made = _instance(soffice).convert(data, suffix, importer, to, seconds, job)
    finally:
        _lock.release()
        job.check()
    return made


class _Office:
    """The keeper process, its folder, and the talk with it; see there."""

    def __init__(self, soffice: str) -> None:
        self.soffice = soffice
        self.owner = os.getpid()
        self._folder = Path(tempfile.mkdtemp(prefix="tdkt-office-"))
        self._files = 0
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", keeper.__file__, soffice, str(self._folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,  # no locks in the streams: after a fork they are closed whatever other threads did
            start_new_session=os.name != "nt",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def convert(self, data: bytes, suffix: str, importer: str, to: str, seconds: float, job: Job) -> bytes:
        self._files += 1
        folder = self._folder / f"file{self._files}"
        folder.mkdir()
        try:
            source = folder / f"in{suffix}"
            source.write_bytes(data)
            fault = self._ask(source=str(source), folder=str(folder / "out"), importer=importer, to=to, seconds=seconds)
            made = folder / "out" / f"in.{to}"
            if fault is None or fault or not made.is_file() or not (size := made.stat().st_size):
                raise Failure("slow" if fault else "failed")
            if size > job.options.max_bytes:
                detail = f"{in_bytes(size)} > {in_bytes(job.options.max_bytes)}"
                raise LimitError("too-large", job.name, detail=detail)
            return made.read_bytes()
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _ask(self, **request: str | float) -> str | None:
        """The keeper's answer; None when it ended instead. A keeper that hangs is ended."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        overdue = threading.Timer(float(request["seconds"]) + _GRACE, self.process.stdin.close)
        overdue.start()
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            answer = self.process.stdout.readline()
            return str(json.loads(answer)["fault"]) if answer else None
        except (OSError, ValueError):
            return None
        finally:
            overdue.cancel()

    def close(self) -> None:
        """Ends LibreOffice by ending its keeper's input, and removes what is left."""
        self.forget()
        try:
            self.process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def forget(self) -> None:
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


_lock = threading.Lock()
_office: _Office | None = None


def _instance(soffice: str) -> _Office:
    global _office
    if _office is not None and not (_office.alive and _office.soffice == soffice):
        close()
    if _office is None:
        _office = _Office(soffice)
    return _office


def close() -> None:
    """Ends this process's instance; the next file starts another."""
    global _office
    if _office is not None:
        office, _office = _office, None
        office.close()


def _after_fork() -> None:
    """A forked process has an instance of its own. The parent's must not be kept open by this one's end of the pipe."""
    global _office, _lock
    _lock = threading.Lock()
    if _office is not None:
        office, _office = _office, None
        office.forget()


atexit.register(close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
