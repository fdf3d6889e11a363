"""Old Excel workbooks (.xls), and the binary new ones (.xlsb): LibreOffice Calc turns them into .xlsx. Locators are
those of the .xlsx. Without Calc xls2csv prints the bare cells."""

from __future__ import annotations

import shutil
import struct
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ReadError
from ..text import RawDocument
from . import _ole
from ._package import part_names
from .base import Job, Reader

if TYPE_CHECKING:
    from ._libreoffice import Reason

_STREAMS = {"Workbook": "MS Excel 97", "Book": "MS Excel 5.0/95"}
_BINARY = "Calc MS Excel 2007 Binary"
_FILE_PASS, _BOUND_SHEET = 0x2F, 0x85
_HEAD = 4096
_CALC = "*sclo.*"
"""The library of Calc among LibreOffice's programs: libsclo.so, sclo.dll. Debian has it in a package of its own."""


def _recognise(data: bytes) -> float:
    return 0.0 if _importer(data) is None else 1.0


def _importer(data: bytes) -> str | None:
    """LibreOffice's filter for the file; None when it is no such workbook."""
    if data.startswith(b"PK"):
        names = part_names(data) or []
        return _BINARY if any(name.lower() == "xl/workbook.bin" for name in names) else None
    if not data.startswith(_ole.MAGIC):
        return None
    container = _ole.Container(data)
    return next((importer for name, importer in _STREAMS.items() if container.find(name)), None)


def _read(data: bytes, job: Job) -> RawDocument:
    from . import _libreoffice
    from ._sheet.xlsx import read_document

    importer = _importer(data)
    if importer is None:
        raise ReadError("damaged", job.name, format=".xls", detail="no workbook in it")
    if _is_encrypted(data):
        raise ReadError("encrypted", job.name, format=".xls")
    try:
        if not _has_calc(_libreoffice.find()):
            raise _libreoffice.Failure("missing")
        suffix = ".xlsb" if importer == _BINARY else ".xls"
        converted = _libreoffice.convert(data, suffix, importer, "xlsx", job)
    except _libreoffice.Failure as failure:
        return _bare(data, failure.reason, job)
    return read_document(converted, job)


def _bare(data: bytes, reason: Reason, job: Job) -> RawDocument:
    """The cells by xls2csv, of those workbooks that it knows."""
    from . import _programs
    from ._sheet import csv

    path = shutil.which("xls2csv") if data.startswith(_ole.MAGIC) else None
    if path is not None and (text := _programs.printed(path, csv.OPTIONS, data, ".xls", job)):
        return csv.read_document(text, _programs.why("xls2csv", reason), job)
    job.check()
    if reason == "missing":
        needed = {"program": "LibreOffice Calc", "package": "libreoffice-calc-nogui", "instead": ".xlsx"}
        raise ReadError("needs-program", job.name, format=".xls", **needed)
    raise ReadError("damaged", job.name, format=".xls", detail="no program makes cells of it")


def _has_calc(soffice: str | None) -> bool:
    return bool(soffice and glob(_CALC, root_dir=Path(soffice).resolve().parent))


def _is_encrypted(data: bytes) -> bool:
    """Whether a record at the workbook's head says so: it comes before those that are encrypted."""
    container = _ole.Container(data)
    entry = container.find("Workbook") or container.find("Book")
    head = container.head(entry, _HEAD) if entry else b""
    at = 0
    while at + 4 <= len(head):
        kind, length = struct.unpack_from("<HH", head, at)
        if kind == _FILE_PASS:
            return True
        if kind == _BOUND_SHEET:
            return False
        at += 4 + length
    return False


READER = Reader("xls", "application/vnd.ms-excel", (".xls", ".xlt", ".xlsb"), _recognise, _read)
