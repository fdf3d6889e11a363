"""The bare cells of an old workbook as xls2csv (of the package catdoc) prints them."""

from __future__ import annotations

import csv
from dataclasses import replace

from ...text import Note, RawDocument
from ..base import Job
from . import document
from .model import Budget, Sheet, Value

OPTIONS = ("-d", "utf-8", "-f", "%d/%m/%Y", "-b", "\f")


def read_document(text: str, how: str, job: Job) -> RawDocument:
    """`text` as sheets; `how` it was read, for the note."""
    budget = Budget(job)
    sheets = []
    for index, part in enumerate(text.split("\f")):
        sheet = Sheet("Workbook", index, "")
        for row, cells in enumerate(csv.reader(part.splitlines(keepends=True))):
            for column, cell in enumerate(cells):
                if cell.strip():
                    budget.spend()
                    sheet.values[row, column] = Value(cell)
        sheets.append(sheet)
    found = document(sheets, [], job)
    message = f"Tệp .xls {how}: ngày tháng có thể thành số, ô gộp bị tách, ô ẩn cũng được đọc."
    return replace(found, notes=(*found.notes, Note("bare-text", message)))
