"""What is done where LibreOffice gives nothing: antiword or catdoc read the bare text."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import LimitError, ReadError
from ...text import Note, RawDocument
from .. import docx, txt
from ..base import Job
from . import salvage

if TYPE_CHECKING:
    from .._libreoffice import Reason

_PROGRAMS = {
    "antiword": ("-m", "UTF-8.txt", "-w", "0"),
    "catdoc": ("-d", "utf-8", "-w"),
}
_SECONDS = 15.0
_SAMPLE = 20_000
_WRITTEN = 0.7  # of real text; in TCVN3's letters as Latin-1 shows them .8
_MOST = 64 * 2**20
_WHY = {
    "missing": "máy này không có LibreOffice",
    "slow": "LibreOffice đọc quá lâu",
    "failed": "LibreOffice không đọc được tệp",
}


def trusted(converted: bytes, data: bytes, job: Job) -> RawDocument:
    """What the docx reader makes of LibreOffice's .docx; the bare text where that is no Word file after all."""
    try:
        document = docx.READER.read(converted, job)
    except LimitError:
        raise
    except ReadError:
        return read(data, job, "failed")
    return document if document.blocks else read(data, job, "failed")


def read(data: bytes, job: Job, reason: Reason) -> RawDocument:
    """The text by the first program that gives any, with a note of what it costs."""
    here = [(program, path) for program in _PROGRAMS if (path := shutil.which(program))]
    for program, path in here:
        text = _run(path, _PROGRAMS[program], data, job)
        if _is_text(text):
            return _document(_without_rules(text), f"được đọc bằng {program} vì {_WHY[reason]}", job)
    job.check()
    if reason == "missing" and not here:
        needed = {"program": "LibreOffice", "package": "libreoffice-writer-nogui", "instead": ".docx"}
        raise ReadError("needs-program", job.name, format=".doc", **needed)
    text = salvage.text(data)
    if _is_text(text):
        return _document(text, "bị hỏng; chỉ khôi phục được phần chữ", job)
    raise ReadError("damaged", job.name, format=".doc", detail="no program makes text of it")


def _document(text: str, how: str, job: Job) -> RawDocument:
    document = txt.read_text(text, job.name)
    message = f"Tệp .doc {how}: có thể mất số thứ tự tự động, bảng và vị trí trong tệp."
    return replace(document, notes=(*document.notes, Note("bare-text", message)))


def _is_text(text: str) -> bool:
    """Whether it is writing of some kind, be it in letters of an old font, and no bytes that were taken for it."""
    sample = text[:_SAMPLE]
    written = sum(char.isalnum() or char.isspace() for char in sample)
    return written > _WRITTEN * len(sample) and sample.count("\ufffd") <= len(sample) // 100 and not sample.isspace()


def _run(path: str, options: tuple[str, ...], data: bytes, job: Job) -> str:
    """What the program prints; "" when it fails, hangs or prints too much."""
    with tempfile.TemporaryDirectory(prefix="tdkt-doc-", ignore_cleanup_errors=True) as folder:
        source, output = Path(folder, "in.doc"), Path(folder, "out.txt")
        source.write_bytes(data)
        with output.open("wb") as stream, contextlib.suppress(OSError, subprocess.SubprocessError):
            done = subprocess.run(
                [path, *options, str(source)],
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.DEVNULL,
                timeout=max(0.1, min(job.left(), _SECONDS)),
                env={**os.environ, "LC_ALL": "C.UTF-8"},
                check=False,
            )
            if done.returncode == 0 and output.stat().st_size <= _MOST:
                return output.read_bytes().decode("utf-8", "replace")
    return ""


def _without_rules(text: str) -> str:
    """Antiword draws tables as rows of “|cell |cell |”: as wide gaps the text reader knows a letterhead by them."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if line.startswith("|") and line.rstrip().endswith("|"):
            lines[at] = line.replace("|", "   ").strip()
    return "\n".join(lines)
