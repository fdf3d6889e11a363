"""Workbooks: .xlsx and .ods."""

from __future__ import annotations

from sheet_support import cell, ods, row, rows, xlsx

from . import case, sample
from .plans import LINES, ROWS


def _sheet(extra: int = 0) -> str:
    texts = [f"A {line}" for line in LINES[:6]]
    texts += [" | ".join(f"{column} {text}" for column, text in zip("ABCD", each, strict=True)) for each in ROWS]
    return rows(*texts, *["A a"] * extra, merged=("A3:D3",))


@sample("xlsx")
def book() -> bytes:
    return xlsx(_sheet())


@sample("ods")
def open_book() -> bytes:
    lines = "".join(row(cell(line)) for line in LINES[:6])
    table = "".join(row(*map(cell, each)) for each in ROWS)
    return ods(f'<table:table table:name="Tờ">{lines}{table}</table:table>')


@case("xlsx", "plan", full=100_000, small=2000)
def many_rows(count: int) -> bytes:
    return xlsx(_sheet(count))


@case("xlsx", "plan", full=1)
def a_cell_beyond_all_others(_: int) -> bytes:
    far = rows("A a", first=1_048_570).replace("A1048570", "XFD1048570")
    return xlsx(_sheet().replace("</sheetData>", far.split("<sheetData>")[1].split("</sheetData>")[0] + "</sheetData>"))


@case("xlsx", "plan", full=3000, small=100)
def merges_of_a_million_cells(count: int) -> bytes:
    return xlsx(_sheet().replace("</mergeCells>", '<mergeCell ref="A20:XFD1048576"/>' * count + "</mergeCells>"))


@case("ods", "too-long", full=1)
def a_cell_repeated_a_billion_times(_: int) -> bytes:
    lines = "".join(row(cell(line)) for line in LINES[:6])
    again = row(
        cell("a", 'table:number-columns-repeated="1000000000"'), attributes='table:number-rows-repeated="9999999"'
    )
    return ods(f'<table:table table:name="Tờ">{lines}{again}</table:table>')
