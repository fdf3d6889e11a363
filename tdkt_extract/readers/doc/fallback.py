"""What is done where LibreOffice gives nothing: antiword or catdoc read the bare text."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from ...errors import LimitError, ReadError
from ...text import Note, RawDocument
from .. import _programs, docx, txt
from ..base import Job
from . import salvage

if TYPE_CHECKING:
    from .._libreoffice import Reason

_PROGRAMS = {
    "antiword": ("-m", "UTF-8.txt", "-w", "0"),
    "catdoc": ("-d", "utf-8", "-w"),
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
        if text := _programs.printed(path, _PROGRAMS[program], data, ".doc", job):
            return _document(_without_rules(text), _programs.why(program, reason), job)
    job.check()
    if reason == "missing" and not here:
        needed = {"program": "LibreOffice", "package": "libreoffice-writer-nogui", "instead": ".docx"}
        raise ReadError("needs-program", job.name, format=".doc", **needed)
    text = salvage.text(data)
    if _programs.is_text(text):
        return _document(text, "bị hỏng; chỉ khôi phục được phần chữ", job)
    raise ReadError("damaged", job.name, format=".doc", detail="no program makes text of it")


def _document(text: str, how: str, job: Job) -> RawDocument:
    document = txt.read_text(text, job.name)
    message = f"Tệp .doc {how}: có thể mất số thứ tự tự động, bảng và vị trí trong tệp."
    return replace(document, notes=(*document.notes, Note("bare-text", message)))


def _without_rules(text: str) -> str:
    """Antiword draws tables as rows of “|cell |cell |”: as wide gaps the text reader knows a letterhead by them."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if line.startswith("|") and line.rstrip().endswith("|"):
            lines[at] = line.replace("|", "   ").strip()
    return "\n".join(lines)
