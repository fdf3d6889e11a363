"""Excel workbooks (.xlsx, .xlsm): the sheets as they are shown. Macros are never looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...text import RawDocument
from .._package import OpenXmlPackage
from ..base import Job
from . import document
from .formats import BUILTIN, GENERAL, general, shown
from .model import Budget, Merge, Sheet, Value

if TYPE_CHECKING:
    from lxml import etree

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})\Z")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_CENTRED = ("center", "centerContinuous", "distributed")


@dataclass(frozen=True, slots=True)
class _Style:
    code: str = GENERAL
    bold: bool = False
    centred: bool = False


_PLAIN = _Style()


def read_document(data: bytes, job: Job) -> RawDocument:
    package = OpenXmlPackage(data, job, ".xlsx")
    main = package.main("xl/workbook.xml")
    book = package.xml(main, needed=True)
    if book is None or book.tag != f"{_S}workbook":
        raise package.damaged(f"{main} is no workbook")
    related = package.relationships(main)
    parts = dict(related.values())
    properties = book.find(f"{_S}workbookPr")
    reader = _Reader(
        package,
        _strings(package.xml(parts.get("sharedStrings", "xl/sharedStrings.xml"))),
        _styles(package.xml(parts.get("styles", "xl/styles.xml"))),
        properties is not None and _is_on(properties.get("date1904", "0")),
    )
    found: list[Sheet] = []
    hidden: list[str] = []
    for index, element in enumerate(book.iter(f"{_S}sheet")):
        name = element.get("name", "")
        kind, part = related.get(element.get(_ID, ""), ("", ""))
        if element.get("state", "visible") != "visible":
            hidden.append(name)
        elif kind == "worksheet" and (root := package.xml(part, needed=True)) is not None:
            found.append(reader.sheet(root, Sheet(part, index, name)))
            job.check()
    return document(found, hidden, job, package)


class _Reader:
    def __init__(self, package: OpenXmlPackage, strings: list[str], styles: list[_Style], from_1904: bool) -> None:
        self._strings = strings
        self._styles = styles
        self._from_1904 = from_1904
        self._budget = Budget(package.job)

    def sheet(self, root: etree._Element, sheet: Sheet) -> Sheet:
        for column in root.iter(f"{_S}col"):
            if _is_on(column.get("hidden", "0")):
                first, last = _number(column.get("min")), _number(column.get("max"))
                if 0 < first <= last:
                    sheet.hidden_columns.append((first - 1, last - 1))
        row = -1
        for element in root.iterfind(f"{_S}sheetData/{_S}row"):
            row = max(row + 1, _number(element.get("r")) - 1)
            if _is_on(element.get("hidden", "0")):
                sheet.hidden_rows.add(row)
            self._row(element, row, sheet)
        for element in root.iter(f"{_S}mergeCell"):
            merge = _merge(element.get("ref", ""))
            if merge:
                self._budget.spend()
                sheet.merges.append(merge)
        return sheet

    def _row(self, element: etree._Element, row: int, sheet: Sheet) -> None:
        column = -1
        for cell in element.iterchildren(f"{_S}c"):
            place = _cell_place(cell.get("r", ""))
            column = place[1] if place else column + 1
            if not len(cell):  # only a border, say
                continue
            style = self._style(cell.get("s"))
            text = self._text(cell, style)
            if text.strip():
                self._budget.spend()
                sheet.values[row, column] = Value(text, style.bold, style.centred)
            elif cell.find(f"{_S}f") is not None and not text and cell.get("t") != "str":
                sheet.unsaved += 1

    def _style(self, number: str | None) -> _Style:
        at = _number(number)
        return self._styles[at] if 0 <= at < len(self._styles) else _PLAIN

    def _text(self, cell: etree._Element, style: _Style) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(f"{_S}is")
            return _string(inline) if inline is not None else ""
        raw = cell.findtext(f"{_S}v") or ""
        if kind == "s":
            at = _number(raw, -1)
            return self._strings[at] if 0 <= at < len(self._strings) else ""
        if kind == "b":
            return "TRUE" if _is_on(raw) else "FALSE"
        if kind != "n":
            return _unescaped(raw)
        try:
            value = float(raw)
        except ValueError:
            return raw
        return general(value) if style.code == GENERAL else shown(value, style.code, self._from_1904)


def _strings(root: etree._Element | None) -> list[str]:
    return [_string(item) for item in root.iterchildren(f"{_S}si")] if root is not None else []


def _string(item: etree._Element) -> str:
    """A string, of runs or of one piece, without the small print over its characters."""
    pieces = [item.findtext(f"{_S}t") or ""]
    pieces += [run.findtext(f"{_S}t") or "" for run in item.iterchildren(f"{_S}r")]
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in text if not "\ud800" <= char <= "\udfff") if not text.isprintable() else text


def _styles(root: etree._Element | None) -> list[_Style]:
    if root is None:
        return []
    codes = dict(BUILTIN)
    for element in root.iterfind(f"{_S}numFmts/{_S}numFmt"):
        codes[_number(element.get("numFmtId"))] = element.get("formatCode", GENERAL)
    bold = [_is_bold(font) for font in root.iterfind(f"{_S}fonts/{_S}font")]
    return [_style(element, codes, bold) for element in root.iterfind(f"{_S}cellXfs/{_S}xf")]


def _style(element: etree._Element, codes: dict[int, str], bold: list[bool]) -> _Style:
    font = _number(element.get("fontId"))
    alignment = element.find(f"{_S}alignment")
    centred = alignment is not None and alignment.get("horizontal") in _CENTRED
    return _Style(codes.get(_number(element.get("numFmtId")), GENERAL), 0 <= font < len(bold) and bold[font], centred)


def _is_bold(font: etree._Element) -> bool:
    mark = font.find(f"{_S}b")
    return mark is not None and _is_on(mark.get("val", "1"))


def _is_on(value: str) -> bool:
    return value in ("1", "true", "on")


def _number(text: str | None, default: int = 0) -> int:
    return int(text) if text and len(text) < 10 and text.isdecimal() else default


def _cell_place(reference: str) -> tuple[int, int] | None:
    """(row, column), from 0, of "B12"."""
    match = _REFERENCE.match(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _merge(reference: str) -> Merge | None:
    first, _, last = reference.partition(":")
    start, end = _cell_place(first), _cell_place(last)
    if start is None or end is None or end < start or end[1] < start[1]:
        return None
    return Merge(*start, *end)
