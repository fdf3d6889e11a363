"""Workbooks: what a clerk sees of a sheet, and which rows of it are text and which a table."""

from __future__ import annotations

import io
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_support import linux, ole, program
from readers_support import show
from sheet_support import ENDLESS, cell, ods, row, rows, table, xlsx, zip_of

from tdkt_extract import LimitError, Options, ReadError, extract, extract_many
from tdkt_extract.readers import _libreoffice, read, xls
from tdkt_extract.readers._sheet import model
from tdkt_extract.readers._sheet.model import Merge
from tdkt_extract.readers.base import Job
from tdkt_extract.text import DocxLocator, Paragraph, Table


def shown(data: bytes, hints: bool = False) -> list[str]:
    return show(read(data, Job("a.xlsx"))[1].blocks, hints).split("\n")


LETTERHEAD = (
    "A UBND XÃ AN BÌNH | D CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "A Số: 05/KH-UBND | D Độc lập - Tự do - Hạnh phúc",
)
HEAD = "A STT | B Nội dung công việc | C Đơn vị thực hiện | D Thời gian"

_LAYOUTS: dict[str, tuple[tuple[str, ...], tuple[str, ...], list[str]]] = {
    "a whole plan": (
        (*LETTERHEAD, "", "A KẾ HOẠCH", "A Trồng cây năm 2026", "A I. MỤC ĐÍCH", "A 1. Phủ xanh đường xã.",
         "A II. NHIỆM VỤ", HEAD,
         "A 1 | B Ươm cây | C Trạm Khuyến nông | D Tháng 3", "A 2 | B Trồng cây | C Các thôn | D Tháng 5", "",
         "A Nơi nhận: | C TM. ỦY BAN NHÂN DÂN", "A - Như trên; | C CHỦ TỊCH", "A - Lưu: VT.", "", "", "C Lê Văn Tám"),
        ("A1:C1", "D1:G1", "A2:C2", "D2:G2", "A4:G4", "A5:G5"),
        ["| UBND XÃ AN BÌNH ¶ Số: 05/KH-UBND | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM ¶ Độc lập - Tự do - Hạnh phúc",
         "KẾ HOẠCH", "Trồng cây năm 2026", "I. MỤC ĐÍCH", "1. Phủ xanh đường xã.", "II. NHIỆM VỤ",
         "| STT | Nội dung công việc | Đơn vị thực hiện | Thời gian", "| 1 | Ươm cây | Trạm Khuyến nông | Tháng 3",
         "| 2 | Trồng cây | Các thôn | Tháng 5",
         "| Nơi nhận: ¶ - Như trên; ¶ - Lưu: VT. | TM. ỦY BAN NHÂN DÂN ¶ CHỦ TỊCH ¶ Lê Văn Tám"],
    ),
    "group rows, further units, a total": (
        (HEAD, "A I | B Việc chung", "A Quý I", "A 1 | B Ươm cây | C Trạm A", "C Trạm B", "B Tổng cộng | D 12.000",
         "A Ghi chú: số liệu tạm tính."),
        ("A3:D3",),
        ["| STT | Nội dung công việc | Đơn vị thực hiện | Thời gian", "| I | Việc chung", "| Quý I ×4",
         "| 1 | Ươm cây | Trạm A", "→2 | Trạm B", "→1 | Tổng cộng | 12.000", "Ghi chú: số liệu tạm tính."],
    ),
    "a head of two rows, cells merged downwards": (
        ("A TT | B Nội dung | C Thời gian", "C Tháng đầu | D Tháng cuối", "A 1 | B Ươm cây | C 1 | D 2", "C 3 | D 4"),
        ("A1:A2", "B1:B2", "C1:D1", "A3:A4", "B3:B4"),
        ["| TT | Nội dung | Thời gian ×2", "→2 | Tháng đầu | Tháng cuối", "| 1 | Ươm cây | 1 | 2", "→2 | 3 | 4"],
    ),
    "two tables with text between": (
        (HEAD, "A 1 | B Ươm cây | C Trạm A | D Tháng 3", "", "A II. KIỂM TRA", HEAD,
         "A 1 | B Chấm | C Hội A | D Tháng 9"),
        (),
        ["| STT | Nội dung công việc | Đơn vị thực hiện | Thời gian", "| 1 | Ươm cây | Trạm A | Tháng 3",
         "II. KIỂM TRA", "| STT | Nội dung công việc | Đơn vị thực hiện | Thời gian", "| 1 | Chấm | Hội A | Tháng 9"],
    ),
    "a table without a head": (
        ("A Danh mục", "A 1 | B Ươm cây | C Trạm A", "B (tiếp)", "A 2 | B Trồng cây | C Trạm B", "A Ghi chú"),
        (),
        ["Danh mục", "| 1 | Ươm cây | Trạm A", "→1 | (tiếp)", "| 2 | Trồng cây | Trạm B", "Ghi chú"],
    ),
    "numbers in a column of their own": (
        ("A I. | B MỤC ĐÍCH", "A 1. | B Phủ xanh đường xã.", "A - | B Ươm cây."),
        (),
        ["I. MỤC ĐÍCH", "1. Phủ xanh đường xã.", "- Ươm cây."],
    ),
    "a letterhead ends before the text": (
        ("A UBND XÃ AN BÌNH | D CỘNG HÒA XÃ HỘI", "A BAN CHỈ ĐẠO", "A Số: 1 | D An Bình, ngày 5 tháng 3 năm 2026",
         "A Về việc trồng cây", "A Thôn trưởng các thôn trồng cây ven đường."),
        (),
        ["| UBND XÃ AN BÌNH ¶ BAN CHỈ ĐẠO ¶ Số: 1 | CỘNG HÒA XÃ HỘI ¶ An Bình, ngày 5 tháng 3 năm 2026",
         "Về việc trồng cây", "Thôn trưởng các thôn trồng cây ven đường."],
    ),
    "lines within a cell": (
        (HEAD, "A 1 | B Ươm cây:\n- lim\n- lát | C Trạm A | D Tháng 3"),
        (),
        ["| STT | Nội dung công việc | Đơn vị thực hiện | Thời gian",
         "| 1 | Ươm cây: ¶ - lim ¶ - lát | Trạm A | Tháng 3"],
    ),
    "what a merged cell covers": (
        (HEAD, "A 1 | B Ươm cây | C Trạm A | D cũ"),
        ("C2:D2",),
        ["| STT | Nội dung công việc | Đơn vị thực hiện | Thời gian", "| 1 | Ươm cây | Trạm A ×2"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "merged", "expected"), _LAYOUTS.values(), ids=_LAYOUTS)
def test_layout(lines: tuple[str, ...], merged: tuple[str, ...], expected: list[str]) -> None:
    assert shown(xlsx(rows(*lines, merged=merged))) == expected


def test_columns_and_rows_that_hold_nothing_are_none() -> None:
    lines = ("", "", "C STT | E Nội dung | G Thời gian", "", "C 1 | E Ươm cây | G Tháng 3")
    (table,) = read(xlsx(rows(*lines, merged=("E3:F3", "C5:C6"))), Job("a.xlsx"))[1].blocks
    assert isinstance(table, Table)
    assert table.columns == 3
    assert [[(cell.column, cell.colspan, cell.rowspan) for cell in row.cells] for row in table.rows] == [
        [(0, 1, 1), (1, 1, 1), (2, 1, 1)]
    ] * 2


def test_places_are_those_of_the_sheet() -> None:
    document = read(xlsx(rows("A Tờ đầu"), rows("", "B a\nb")), Job("a.xlsx"))[1]
    assert [paragraph.locators for paragraph in document.blocks if isinstance(paragraph, Paragraph)] == [
        ((0, DocxLocator(part=f"xl/worksheets/s{sheet}.xml", paragraph=line, table=sheet, row=row, cell=row)),)
        for sheet, row, line in ((0, 0, 0), (1, 1, 0), (1, 1, 1))
    ]


def test_what_is_hidden_is_left_out_and_told() -> None:
    head, first, second = HEAD, "A 1 | B Ươm | C Trạm A | D Tháng 3", "A 2 | B Trồng | C Trạm B | D Tháng 5"
    sheet = '<cols><col min="3" max="3" hidden="1"/></cols>' + rows(head, first, second, hidden=(2,))
    data = xlsx(sheet, rows("A mật"), rows("A rất mật"), states=("", 'state="hidden"', 'state="veryHidden"'))
    document = read(data, Job("a.xlsx"))[1]
    assert show(document.blocks).split("\n") == ["| STT | Nội dung công việc | Thời gian", "| 2 | Trồng | Tháng 5"]
    assert [note.code for note in document.notes] == ["hidden-cells", "hidden-cells"]
    assert "1 dòng và 1 cột" in document.notes[0].message
    assert "“Tờ 1”, “Tờ 2”" in document.notes[1].message


def test_a_merged_cell_is_seen_where_it_is_not_hidden() -> None:
    sheet = '<cols><col min="1" max="1" hidden="1"/></cols>' + rows("A KẾ HOẠCH", "B năm 2026", merged=("A1:B1",))
    document = read(xlsx(sheet), Job("a.xlsx"))[1]
    assert show(document.blocks).split("\n") == ["KẾ HOẠCH", "năm 2026"]
    assert not document.notes


_STYLES = (
    '<numFmts><numFmt numFmtId="170" formatCode="d/m/yyyy"/></numFmts><fonts><font/><font><b/></font></fonts><cellXfs>'
    '<xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="1"><alignment horizontal="center"/></xf>'
    '<xf numFmtId="170" fontId="0"/></cellXfs>'
)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="A1"><v>45366</v></c>', "45366"),
        ('<c r="A1" s="1"><v>45366</v></c>', "**^15/03/2024"),
        ('<c r="A1" s="2"><v>45366</v></c>', "15/3/2024"),
        ('<c r="A1" s="99"><v>1.5</v></c>', "1.5"),
        ('<c r="A1"><f>B1</f><v>7</v></c>', "7"),
        ('<c r="A1" t="str"><f>B1</f><v>Quý I</v></c>', "Quý I"),
        ('<c r="A1" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="A1" t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c r="A1" t="s"><v>0</v></c>', "Kế hoạch năm 2026"),
        ('<c r="A1" t="s"><v>1</v></c>', "một⏎hai"),
        ('<c t="inlineStr"><is><r><t>A</t></r><r><t>B</t></r></is></c>', "AB"),
        ('<c r="A1"><v>abc</v></c>', "abc"),
    ],
)
def test_values(cell: str, text: str) -> None:
    strings = (
        '<si><r><t>Kế hoạch</t></r><r><t xml:space="preserve"> năm 2026</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>'
        "<si><t>một_x000D_\nhai</t></si>"
    )
    data = xlsx(f"<sheetData><row>{cell}</row></sheetData>", styles=_STYLES, strings=strings)
    assert "⏎".join(shown(data, hints=True)) == text


def test_the_book_may_count_days_from_1904() -> None:
    sheet = '<sheetData><row><c s="1"><v>43904</v></c></row></sheetData>'
    data = xlsx(sheet, styles=_STYLES, book='<workbookPr date1904="1"/>')
    assert shown(data) == ["15/03/2024"]


@pytest.mark.parametrize("cell", ["<f>B1</f>", "<f>B1</f><v/>"])
def test_a_formula_without_a_value_is_told(cell: str) -> None:
    sheet = f'<sheetData><row r="1"><c r="A1">{cell}</c><c r="B1"><v>3</v></c></row></sheetData>'
    document = read(xlsx(sheet), Job("a.xlsx"))[1]
    assert [note.code for note in document.notes] == ["missing-values"]
    assert show(document.blocks) == "3"


_MANY = "".join(f"<row>{'<c><v>1</v></c>' * 100}</row>" for _ in range(12))


@pytest.mark.parametrize(
    "data",
    [
        xlsx(f"<sheetData>{_MANY}</sheetData>"),
        xlsx(rows("A 1") + "".join(f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(1, 1200))),
        xlsx(rows(*["A x"] * 60, merged=("A1:XFD1048576",) * 30)),
        ods(table(row(cell("x", 'table:number-columns-repeated="16384"')))),
        ods(table(row(cell("x"), attributes='table:number-rows-repeated="1048576"'))),
    ],
    ids=["cells", "merges", "merged rows", "repeated cells", "repeated rows"],
)
def test_too_many_cells(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "MAX_CELLS", 1000)
    with pytest.raises(LimitError) as caught:
        read(data, Job("a.xlsx"))
    assert caught.value.code == "too-long"


def test_a_bomb_is_not_unpacked() -> None:
    data = xlsx(f"<sheetData>{' ' * 3_000_000}</sheetData>")
    with pytest.raises(LimitError):
        read(data, Job("a.xlsx", Options(max_unpacked=2**20)))


@pytest.mark.parametrize(
    "data", [xlsx(rows("")), xlsx(), ods(table(ENDLESS)), ods()], ids=["row", "no sheet", "ods", "none"]
)
def test_a_book_without_text_says_so(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, Job("a.xlsx"))
    assert caught.value.code == "no-text"


_PLAN = xlsx(rows(*_LAYOUTS["a whole plan"][0], merged=_LAYOUTS["a whole plan"][1]), styles=_STYLES)


def test_a_whole_plan() -> None:
    plan = extract(_PLAN, name="kế hoạch.xlsx")
    assert plan.source.reader == "xlsx"
    assert (plan.header.number, plan.header.title) == ("05/KH-UBND", "Trồng cây năm 2026")
    assert [task.text for task in plan.tasks] == ["Ươm cây", "Trồng cây"]
    assert [unit.name for unit in plan.tasks[0].units] == ["Trạm Khuyến nông"]
    assert plan.locate(plan.tasks[0].span)[0].row == 9  # type: ignore[union-attr]
    assert [signer.name for signer in plan.signers] == ["Lê Văn Tám"]
    assert not plan.warnings


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(_PLAN) - 1), st.integers(1, 255)), max_size=5), st.integers(0, len(_PLAN)))
def test_a_damaged_book_is_read_or_refused(changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(_PLAN)
    for at, value in changes:
        data[at] ^= value
    for harmed in (bytes(data), bytes(data[:cut])):
        (result,) = extract_many([harmed])
        assert result.plan or isinstance(result.error, ReadError)


def test_a_truncated_book_is_read_as_far_as_it_goes() -> None:
    plan = extract(_PLAN[:-100], name="a.xlsx")
    assert plan.text == extract(_PLAN, name="a.xlsx").text
    assert "truncated" in {warning.code for warning in plan.warnings}
    with pytest.raises(ReadError) as caught:
        extract(_PLAN[:400], name="a.xlsx")
    assert caught.value.code == "damaged"


_GRIDS = st.lists(
    st.tuples(
        st.integers(0, 6), st.integers(0, 5), st.sampled_from(["TT", "Nội dung", "1", "Ươm cây", "Nơi nhận:", "I."])
    ),
    max_size=20,
)
_PLACES = st.tuples(st.integers(0, 7), st.integers(0, 6), st.integers(0, 3), st.integers(0, 3))


@settings(max_examples=200, deadline=None)
@given(_GRIDS, st.lists(_PLACES, max_size=4))
def test_each_shown_cell_is_read_once_and_where_it_stands(cells: list[Any], places: list[Any]) -> None:
    sheet = model.Sheet(
        "s", 0, "s", {(row, column): model.Value(f"{text} {row}{column}") for row, column, text in cells}
    )
    sheet.merges = [Merge(top, left, top + down, left + right) for top, left, down, right in places]
    from tdkt_extract.readers._sheet.layout import blocks_of

    seen = {(cell.row, cell.column): cell.value.text for row in model.rows_of(sheet, Job("t")) for cell in row.cells}
    told: list[tuple[tuple[int, int], str]] = []
    for block in blocks_of(sheet, Job("t")):
        if isinstance(block, Table):
            for each in block.rows:
                assert [cell.column for cell in each.cells] == sorted({cell.column for cell in each.cells})
                assert all(cell.column + cell.colspan <= block.columns for cell in each.cells)
        paragraphs = (
            [block] if isinstance(block, Paragraph) else [p for r in block.rows for c in r.cells for p in c.paragraphs]
        )
        for paragraph in paragraphs:
            starts = [start for start, _ in paragraph.locators[1:]]
            for (start, place), end in zip(paragraph.locators, [*starts, None], strict=True):
                told.append(((place.row, place.cell), paragraph.text[start:end].strip()))  # type: ignore[union-attr]
    assert sorted(told) == sorted(seen.items())


@pytest.mark.parametrize("name", ["Workbook", "Book"])
def test_an_old_book_needs_calc(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(_libreoffice.VARIABLE, "no-soffice")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadError) as caught:
        read(ole({name: b"\x09\x08\x10\x00" + bytes(16)}), Job("a.xls"))
    assert caught.value.code == "needs-program"
    assert "libreoffice-calc" in caught.value.vi


def test_an_encrypted_old_book_says_so() -> None:
    with pytest.raises(ReadError) as caught:
        read(ole({"Workbook": b"\x09\x08\x02\x00\x00\x06\x2f\x00\x02\x00\x01\x00"}), Job("a.xls"))
    assert caught.value.code == "encrypted"


def test_a_binary_book_is_told_by_its_part() -> None:
    assert xls.READER.recognise(zip_of({"[Content_Types].xml": "", "xl/workbook.bin": "x"})) == 1.0


def test_an_old_book_is_read_as_its_xlsx(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """By a program that stands in for Calc, which Debian has in a package of its own."""
    (tmp_path / "plan.xlsx").write_bytes(_PLAN)
    (tmp_path / "libsclo.so").touch()
    copy = 'for a; do case "$a" in */out) mkdir -p "$a"; cp PLAN "$a/in.xlsx";; esac; done'
    fake = program(tmp_path / "soffice", copy.replace("PLAN", str(tmp_path / "plan.xlsx")))
    monkeypatch.setenv(_libreoffice.VARIABLE, str(fake))
    try:
        plan = extract(ole({"Workbook": b"\x09\x08\x10\x00" + bytes(16)}), name="a.xls")
    finally:
        _libreoffice.close()
    assert plan.source.reader == "xls"
    assert plan.text == extract(_PLAN, name="a.xlsx").text


@linux
def test_without_calc_the_bare_cells_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    printed = (
        '"KẾ HOẠCH",,,\n"STT","Nội dung","Đơn vị","Thời gian"\n"1","Ươm ""lim""\n- đợt 1","Trạm A, B","15/03/2026"\n'
    )
    (tmp_path / "out").write_text(f"{printed}\f\f", "utf-8")
    program(tmp_path / "xls2csv", f'while read -r line; do echo "$line"; done <{tmp_path / "out"}')
    monkeypatch.setenv(_libreoffice.VARIABLE, "no-soffice")
    monkeypatch.setenv("PATH", str(tmp_path))
    document = read(ole({"Workbook": b"\x09\x08\x10\x00" + bytes(16)}), Job("a.xls"))[1]
    assert show(document.blocks, hints=False).split("\n") == [
        "KẾ HOẠCH",
        "| STT | Nội dung | Đơn vị | Thời gian",
        '| 1 | Ươm "lim" ¶ - đợt 1 | Trạm A, B | 15/03/2026',
    ]
    assert "xls2csv" in document.notes[0].message


def test_a_book_by_another_program() -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl (dev) is not here")
    book = openpyxl.Workbook()
    sheet = book.active
    for values in (
        ("STT", "Nội dung", "Đơn vị chủ trì", "Thời gian", "Kinh phí"),
        (1, "Ươm cây", "Trạm Khuyến nông", datetime(2026, 3, 15), 15_000_000),
        (2, "Họp", "Văn phòng", time(7, 30), "=SUM(E2:E2)"),
    ):
        sheet.append(values)
    sheet["D2"].number_format, sheet["E2"].number_format = "dd/mm/yyyy", "#,##0"
    sheet.merge_cells("A5:E5")
    sheet["A5"] = "Ghi chú: tạm tính"
    sheet["A1"].font = openpyxl.styles.Font(bold=True)
    buffer = io.BytesIO()
    book.save(buffer)
    document = read(buffer.getvalue(), Job("a.xlsx"))[1]
    assert show(document.blocks).split("\n") == [
        "| **STT | Nội dung | Đơn vị chủ trì | Thời gian | Kinh phí",
        "| 1 | Ươm cây | Trạm Khuyến nông | 15/03/2026 | 15.000.000",
        "| 2 | Họp | Văn phòng | 7:30:00",
        "Ghi chú: tạm tính",
    ]
    assert [note.code for note in document.notes] == ["missing-values"]
