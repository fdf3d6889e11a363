"""OpenDocument spreadsheets (.ods). Cells carry the text that is shown; rows and cells repeat by a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...text import RawDocument
from .._package import Package
from ..base import Job
from . import document
from .model import Budget, Merge, Sheet, Value

if TYPE_CHECKING:
    from lxml import etree

_PREFIX = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT, _STYLE = (f"{{{_PREFIX}{name}:1.0}}" for name in ("office", "table", "text", "style"))
_FO = f"{{{_PREFIX}xsl-fo-compatible:1.0}}"
_MANIFEST_ENCRYPTION = b"manifest:encryption-data"
_ROW, _CELL, _COVERED = f"{_TABLE}table-row", f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
_GROUPS = frozenset(f"{_TABLE}{name}" for name in ("table-row-group", "table-header-rows", "table-rows"))
_COLUMN_GROUPS = frozenset(
    f"{_TABLE}{name}" for name in ("table-column-group", "table-header-columns", "table-columns")
)
_LAST_ROW, _LAST_COLUMN = 2**20, 2**14
_SHOWN_DATE = re.compile(r"\d{1,4}([/.-])\d{1,2}\1\d{1,4}\Z")


def read_document(data: bytes, job: Job) -> RawDocument:
    package = Package(data, job, ".ods")
    if _MANIFEST_ENCRYPTION in (package.read("META-INF/manifest.xml") or b""):
        raise package.encrypted()
    content = package.xml("content.xml", needed=True)
    if content is None:
        raise package.damaged("content.xml is missing")
    reader = _Reader(_Styles(content, package.xml("styles.xml")), Budget(job))
    found: list[Sheet] = []
    hidden: list[str] = []
    for index, element in enumerate(content.iterfind(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table")):
        name = element.get(f"{_TABLE}name", "")
        if reader.styles.is_hidden(element.get(f"{_TABLE}style-name")):
            hidden.append(name)
        else:
            found.append(reader.sheet(element, Sheet("content.xml", index, name)))
            job.check()
    return document(found, hidden, job, package)


class _Styles:
    """What the styles of cells and sheets say that is of use here, by their names. A style takes after its parent."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._styles = {
            style.get(f"{_STYLE}name", ""): style
            for root in roots
            if root is not None
            for style in root.iter(f"{_STYLE}style")
        }
        self._looks: dict[str | None, tuple[bool, bool]] = {}

    def is_hidden(self, name: str | None) -> bool:
        style = self._styles.get(name or "")
        properties = style.find(f"{_STYLE}table-properties") if style is not None else None
        return properties is not None and properties.get(f"{_TABLE}display") == "false"

    def look(self, name: str | None) -> tuple[bool, bool]:
        """Whether a cell is bold, and whether it is centred."""
        if name not in self._looks:
            bold = self._property(name, "text-properties", f"{_FO}font-weight") in ("bold", "700", "800", "900")
            self._looks[name] = bold, self._property(name, "paragraph-properties", f"{_FO}text-align") == "center"
        return self._looks[name]

    def _property(self, name: str | None, group: str, attribute: str) -> str | None:
        for _ in range(10):
            style = self._styles.get(name or "")
            if style is None:
                return None
            properties = style.find(f"{_STYLE}{group}")
            found = properties.get(attribute) if properties is not None else None
            if found is not None:
                return found
            name = style.get(f"{_STYLE}parent-style-name")
        return None


class _Reader:
    def __init__(self, styles: _Styles, budget: Budget) -> None:
        self.styles = styles
        self._budget = budget

    def sheet(self, element: etree._Element, sheet: Sheet) -> Sheet:
        looks = self._columns(element, sheet)
        at = 0
        for row, is_hidden in _rows(element):
            repeated = _count(row, "number-rows-repeated", _LAST_ROW - at)
            cells = self._cells(row, looks)
            # A filled row may stand for many; an empty one does at every sheet's end, for a million.
            for number in range(at, at + repeated) if cells else ():
                for column, value, merge in cells:
                    self._budget.spend()
                    sheet.values[number, column] = value
                    if merge:
                        place = Merge(number, column, number + merge[0] - 1, column + merge[1] - 1)
                        sheet.merges.append(place)
                if is_hidden:
                    sheet.hidden_rows.add(number)
            at += repeated
            if at >= _LAST_ROW:
                break
        return sheet

    def _columns(self, element: etree._Element, sheet: Sheet) -> list[tuple[int, str | None]]:
        """Notes the hidden columns; gives for each run of columns where it ends and the style of its cells."""
        at = 0
        runs: list[tuple[int, str | None]] = []
        for column in _descend(element, f"{_TABLE}table-column", _COLUMN_GROUPS):
            count = _count(column, "number-columns-repeated", _LAST_COLUMN - at)
            if count and column.get(f"{_TABLE}visibility", "visible") != "visible":
                sheet.hidden_columns.append((at, at + count - 1))
            at += count
            runs.append((at, column.get(f"{_TABLE}default-cell-style-name")))
        return runs

    def _cells(
        self, row: etree._Element, looks: list[tuple[int, str | None]]
    ) -> list[tuple[int, Value, tuple[int, int] | None]]:
        """The filled cells of a row: column, value, and how many rows and columns are merged."""
        found: list[tuple[int, Value, tuple[int, int] | None]] = []
        row_style = row.get(f"{_TABLE}default-cell-style-name")
        at = 0
        for cell in row.iterchildren(_CELL, _COVERED):
            repeated = _count(cell, "number-columns-repeated", _LAST_COLUMN - at)
            text = _shown(cell) if cell.tag == _CELL else ""
            if text.strip():
                self._budget.spend(repeated)
                style = cell.get(f"{_TABLE}style-name") or row_style
                style = style or next((name for end, name in looks if at < end), None)
                value = Value(text, *self.styles.look(style))
                spans = (
                    _count(cell, "number-rows-spanned", _LAST_ROW),
                    _count(cell, "number-columns-spanned", _LAST_COLUMN),
                )
                found.extend((at + each, value, spans if spans != (1, 1) else None) for each in range(repeated))
            at += repeated
        return found


def _rows(table: etree._Element, is_hidden: bool = False) -> Iterator[tuple[etree._Element, bool]]:
    """The rows, seen through their groups, and whether each is hidden: by itself, by a filter, in a closed group."""
    for child in table:
        if child.tag == _ROW:
            yield child, is_hidden or child.get(f"{_TABLE}visibility", "visible") != "visible"
        elif child.tag in _GROUPS:
            yield from _rows(child, is_hidden or child.get(f"{_TABLE}display") == "false")


def _descend(parent: etree._Element, tag: str, groups: frozenset[str]) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in groups:
            yield from _descend(child, tag, groups)


def _count(element: etree._Element, name: str, most: int) -> int:
    text = element.get(f"{_TABLE}{name}", "1")
    return max(0, min(int(text) if text.isdecimal() and len(text) < 10 else 1, most))


def _shown(cell: etree._Element) -> str:
    """The text of a cell, its paragraphs as lines. A date that is shown in figures is written the Vietnamese way, for
    the order in which it is shown is that of the language the sheet was made in."""
    text = "\n".join(_text(paragraph) for paragraph in cell.iterchildren(f"{_TEXT}p", f"{_TEXT}h"))
    date = cell.get(f"{_OFFICE}date-value", "")
    if date and (not text or _SHOWN_DATE.match(text.strip())):
        year, _, rest = date[:10].partition("-")
        month, _, day = rest.partition("-")
        if year.isdecimal() and month.isdecimal() and day.isdecimal():
            return f"{day}/{month}/{year}"
    return text


def _text(element: etree._Element) -> str:
    pieces: list[str] = []
    _gather(element, pieces)
    return "".join(pieces)


def _gather(element: etree._Element, pieces: list[str]) -> None:
    pieces.append(element.text or "")
    for child in element:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            pieces.append(" " * min(int(count) if count.isdecimal() and len(count) < 5 else 1, 1000))
        elif child.tag == f"{_TEXT}tab":
            pieces.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            pieces.append("\n")
        elif child.tag != f"{_OFFICE}annotation" and child.tag != f"{_TEXT}ruby-text":
            _gather(child, pieces)
        pieces.append(child.tail or "")
