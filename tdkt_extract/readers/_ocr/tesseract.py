"""Tesseract as a subprocess: images go in by its standard input, hOCR comes out; nothing is written to disk."""

from __future__ import annotations

import importlib.util
import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from ...errors import LimitError, ReadError
from ..base import Job

if TYPE_CHECKING:
    from .image import Pixels

_LANGUAGE = "vie"
_LONGEST = 60.0  # seconds for a page or its tables: a page of type takes two
_LONGEST_COMPLAINT = 300  # characters of what Tesseract says of an error
_WINDOWS = Path("Tesseract-OCR") / "tesseract.exe"  # where UB Mannheim's installer puts it, off the PATH


def available() -> str | None:
    """None when all that recognition needs is here, else what is missing."""
    missing = [package for module, package in (("PIL", "Pillow"), ("numpy", "numpy")) if not _has(module)]
    program = _program()
    if program is None:
        missing.append("tesseract")
    elif not _speaks(program):
        missing.append(f"{_LANGUAGE}.traineddata")
    return ", ".join(missing) or None


def demand(job: Job) -> None:
    """ReadError when recognition is not possible here."""
    missing = available()
    if missing:
        raise ReadError("no-ocr", job.name, detail=missing)


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _program() -> str | None:
    found = shutil.which("tesseract")
    if found or os.name != "nt":
        return found
    roots = (os.environ.get(name) for name in ("ProgramFiles", "LOCALAPPDATA", "ProgramFiles(x86)"))
    places = (Path(root) / _WINDOWS for root in roots if root)
    return next((str(place) for place in places if place.is_file()), None)


@cache
def _speaks(program: str) -> bool:
    try:
        done = subprocess.run([program, "--list-langs"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return _LANGUAGE in done.stdout.decode("utf-8", "replace").split()


class PageTimeout(Exception):
    """Tesseract took longer for a page than any page of text takes."""


class Engine:
    """Runs Tesseract for one job. `close` ends what is still running."""

    def __init__(self, job: Job) -> None:
        demand(job)
        self._job = job
        self._program = _program() or "tesseract"
        self._lock = Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._closed = False

    def read(self, images: Sequence[Pixels], dpi: float, mode: int) -> str:
        """hOCR of grey images with a box for each character; `mode` is Tesseract's page segmentation mode.

        Several images go in as one file of several pages: starting Tesseract for each cell of a table would take
        longer than reading it.
        """
        options = ["-l", _LANGUAGE, "--psm", str(mode), "--dpi", str(round(dpi))]
        shape = ["-c", "tessedit_create_hocr=1", "-c", "hocr_char_boxes=1"]
        return self._run(["stdin", "stdout", *options, *shape], _file(images)).decode("utf-8", "replace")

    def _run(self, arguments: list[str], data: bytes) -> bytes:
        # One thread a page: four threads on one page take four times the work for no gain in time.
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        pipe = subprocess.PIPE
        left = self._job.left()
        with self._lock:
            if self._closed:
                return b""
            process = subprocess.Popen(
                [self._program, *arguments], stdin=pipe, stdout=pipe, stderr=pipe, env=environment
            )
            self._running.add(process)
        try:
            found, complaint = process.communicate(data, timeout=max(0.1, min(_LONGEST, left)))
        except subprocess.TimeoutExpired as error:
            if left > _LONGEST:
                raise PageTimeout from error
            raise LimitError("too-slow", self._job.name, detail=f"OCR > {left:.0f} s") from error
        finally:
            process.kill()
            process.wait()
            with self._lock:
                self._running.discard(process)
        if process.returncode and not self._closed:
            detail = complaint.decode("utf-8", "replace").strip()[-_LONGEST_COMPLAINT:]
            raise ReadError("ocr-error", self._job.name, detail=detail or f"exit code {process.returncode}")
        return found

    def close(self) -> None:
        with self._lock:
            self._closed = True
            for process in self._running:
                process.kill()


def _file(images: Sequence[Pixels]) -> bytes:
    from PIL import Image

    first, *others = map(Image.fromarray, images)
    stream = io.BytesIO()
    first.save(stream, "TIFF", save_all=True, append_images=others)
    return stream.getvalue()
