"""Workbooks -> blocks, for the readers of their formats. Neither openpyxl nor calamine is used: the one unpacks bombs
and reads every part, the other hides number formats, hidden rows and columns, and merged cells of .ods."""

from __future__ import annotations

from collections.abc import Iterable

from ...errors import ReadError
from ...text import Block, Note, RawDocument
from .._package import Package
from ..base import Job
from .layout import blocks_of
from .model import Sheet


def document(sheets: Iterable[Sheet], hidden: list[str], job: Job, package: Package | None = None) -> RawDocument:
    """The visible sheets, in order. `hidden` are the names of the others. Raises ReadError when they hold nothing."""
    blocks: list[Block] = []
    notes: list[Note] = []
    unsaved = 0
    for sheet in sheets:
        blocks += blocks_of(sheet, job)
        rows, columns = len(sheet.hidden_rows), sum(last - first + 1 for first, last in sheet.hidden_columns)
        if sheet.skipped:
            message = f"Trang tính “{sheet.name}” có {rows} dòng và {columns} cột ẩn; ô trong đó không được đọc."
            notes.append(Note("hidden-cells", message))
        unsaved += sheet.unsaved
        job.check()
    if hidden:
        names = ", ".join(f"“{name}”" for name in hidden[:10])
        notes.append(Note("hidden-cells", f"Không đọc {len(hidden)} trang tính ẩn: {names}."))
    if unsaved:
        message = f"{unsaved} ô công thức chưa có kết quả được lưu trong tệp; mở tệp, tính lại rồi lưu."
        notes.append(Note("missing-values", message))
    torn = package.notes if package else ()
    if not blocks:
        if package and torn:
            raise package.damaged("nothing is left of its sheets")
        raise ReadError("no-text", job.name)
    return RawDocument(tuple(blocks), notes=(*torn, *notes))
