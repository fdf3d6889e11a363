"""OpenDocument spreadsheets."""

from __future__ import annotations

import pytest
from readers_support import show
from sheet_support import ENDLESS, cell, ods, row, table

from tdkt_extract.readers import read
from tdkt_extract.readers.base import Job

_GAP = '<table:table-cell table:number-columns-repeated="2"/>'
_COVER = "<table:covered-table-cell/>"
_ODS_HEAD = row(cell("TT"), cell("Nội dung"), cell("Thời gian"))

_ODS: dict[str, tuple[str, list[str]]] = {
    "repeats and gaps": (
        table(_ODS_HEAD, row(cell("1"), _GAP), row(cell("x", 'table:number-columns-repeated="3"')), ENDLESS),
        ["| TT | Nội dung | Thời gian", "| 1", "| x | x | x"],
    ),
    "merged": (
        table(_ODS_HEAD, row(cell("1", 'table:number-rows-spanned="2"'),
               cell("a", 'table:number-columns-spanned="2"'), _COVER), row(_COVER, cell("b"), cell("c"))),
        ["| TT | Nội dung | Thời gian", "| 1 | a ×2", "→1 | b | c"],
    ),
    "groups": (
        table(f"<table:table-header-rows>{_ODS_HEAD}</table:table-header-rows><table:table-row-group>"
               f"{row(cell('1'), cell('a'), cell('b'))}</table:table-row-group>"),
        ["| TT | Nội dung | Thời gian", "| 1 | a | b"],
    ),
    "dates": (
        table(row(cell("03/15/24", 'office:value-type="date" office:date-value="2024-03-15"')),
               row(cell("Quý I", 'office:value-type="date" office:date-value="2024-03-15"'))),
        ["15/03/2024", "Quý I"],
    ),
    "spaces, breaks, comments": (
        table(row('<table:table-cell><office:annotation><text:p>xem lại</text:p></office:annotation><text:p>a<text:s '
                    'text:c="2"/>b<text:span>c</text:span><text:line-break/>d</text:p><text:p>e</text:p></table:table-cell>')),
        ["a bc", "d", "e"],
    ),
    "hidden": (
        table('<table:table-column/><table:table-column table:visibility="collapse"/>',
               row(cell("a"), cell("b")), row(cell("c"), attributes='table:visibility="filter"'),
               f'<table:table-row-group table:display="false">{row(cell("d"))}</table:table-row-group>'),
        ["a"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sheet", "expected"), _ODS.values(), ids=_ODS)
def test_opendocument(sheet: str, expected: list[str]) -> None:
    data = ods(sheet)
    assert read(data, Job("a.ods"))[0].name == "ods"
    assert show(read(data, Job("a.ods"))[1].blocks, hints=False).split("\n") == expected


def test_the_looks_of_opendocument() -> None:
    styles = (
        '<style:style style:name="base"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="ce1" style:parent-style-name="base">'
        '<style:paragraph-properties fo:text-align="center"/></style:style>'
        '<style:style style:name="off"><style:table-properties table:display="false"/></style:style>'
    )
    shown_sheet = table(row(cell("KẾ HOẠCH", 'table:style-name="ce1"')), row(cell("năm 2026")))
    document = read(ods(table(attributes='table:style-name="off"'), shown_sheet, styles=styles), Job("a.ods"))[1]
    assert show(document.blocks) == "**^KẾ HOẠCH\nnăm 2026"
    assert [note.code for note in document.notes] == ["hidden-cells"]
    assert document.blocks[0].locators[0][1].table == 1  # type: ignore[union-attr]
