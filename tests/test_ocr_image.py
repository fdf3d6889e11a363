"""What is done to the image of a page before and after Tesseract reads it. Needs no Tesseract."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ocr_support import DPI, blank, px, rule, stamp, write

from tdkt_extract.readers._ocr import Image, notes
from tdkt_extract.readers._ocr.hocr import Char, Line, Word, parse
from tdkt_extract.readers._ocr.junk import without_junk
from tdkt_extract.readers._ocr.numerals import count_numerals, mend_items
from tdkt_extract.readers._ocr.prepare import Prepared
from tdkt_extract.readers._ocr.runs import to_runs
from tdkt_extract.readers._ocr.turns import other_turns
from tdkt_extract.readers.pdf.grid import find_grids
from tdkt_extract.readers.pdf.page import Page, Recognition, Rules

numpy = pytest.importorskip("numpy")
pytest.importorskip("PIL")

from tdkt_extract.readers._ocr import bands, clean, ruling, skew  # noqa: E402  (after the skips)

LINES = ["Các đơn vị trực thuộc tổ chức kiểm tra việc chấp hành", "quy định về phòng cháy tại trụ sở và báo cáo."] * 4


def dark(page: Any) -> Any:
    return numpy.asarray(page.convert("L")) < 128


@pytest.fixture(scope="module")
def prose() -> Any:
    page = blank()
    write(page, 70, 60, LINES)
    return page


@settings(max_examples=12, deadline=None)
@given(st.floats(-4.8, 4.8))
def test_the_angle_of_a_page_is_found_to_a_tenth_of_a_degree(prose: Any, angle: float) -> None:
    turned = prose.rotate(angle, expand=True, fillcolor="white")
    assert skew.find_angle(dark(turned), DPI) == pytest.approx(-angle, abs=0.1)


def test_a_page_with_little_on_it_is_not_turned() -> None:
    assert skew.find_angle(dark(blank(height=50)), DPI) == 0


@pytest.mark.parametrize("angle", [0.0, 0.08])
def test_the_rules_of_a_table_are_found_broken_and_slanted(angle: float) -> None:
    page = blank()
    for y in (60, 90, 150):
        rule(page, 60, y, 300, y)
        rule(page, 306, y, 530, y)  # broken
    for x in (60, 200, 530):
        rule(page, x, 60, x, 150)
    write(page, 65, 64, ["Nội dung"])
    write(page, 65, 200, LINES)
    found = ruling.find_rules(dark(page.rotate(angle, fillcolor="white")), DPI)
    (grid,) = find_grids(found.rules)
    assert grid.xs == pytest.approx([60, 200, 530], abs=1.5)
    assert grid.ys == pytest.approx([60, 90, 150], abs=1.5)
    assert len(found.rules.horizontal) == len(found.rules.vertical) == 3
    left = dark(page) & ~found.mask
    assert left[: px(100)].sum() < dark(page)[: px(100)].sum() / 2  # the type, not the rules
    assert (left[px(195) :] == dark(page)[px(195) :]).all()


def test_a_row_as_high_as_one_line_has_walls() -> None:
    page = blank()
    for y in (60, 78):
        rule(page, 60, y, 530, y)
    for x in (60, 200, 530):
        rule(page, x, 60, x, 78)
    (grid,) = find_grids(ruling.find_rules(dark(page), DPI).rules)
    assert len(grid.cells) == 2


def test_capitals_and_black_edges_are_no_rules() -> None:
    page = blank()
    write(page, 70, 60, ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM — MMMM EEEE HHHH"] * 3, bold=True)
    pixels = numpy.array(page.convert("L"))
    pixels[:, : px(20)] = 0  # the lid of the scanner
    rules = ruling.find_rules(pixels < 128, DPI).rules
    assert not rules.horizontal
    assert not rules.vertical


def test_a_stamp_fades_and_the_type_under_it_stays(prose: Any) -> None:
    page = prose.copy()
    stamp(page, 200, 110)
    grey = clean.to_grey(numpy.asarray(page), DPI)
    before = dark(prose)
    assert (grey[before] < 128).mean() > 0.97
    assert (grey[~before] < 128).mean() < 0.001


def test_coloured_type_is_no_stamp(prose: Any) -> None:
    red = numpy.where(dark(prose)[:, :, None], numpy.array([200, 20, 20], "uint8"), numpy.uint8(255))
    assert (clean.to_grey(red, DPI)[dark(prose)] < 128).all()


def test_shadows_and_specks_go(prose: Any) -> None:
    height, width = dark(prose).shape
    light = numpy.linspace(1, 0.45, width)[None, :] * numpy.linspace(1, 0.8, height)[:, None]
    shaded = (numpy.asarray(prose.convert("L")) * light).astype("uint8")
    rng = numpy.random.default_rng(3)
    shaded[rng.random(shaded.shape) < 0.001] = 0
    even = clean.evened(shaded)
    white = clean.on_white(even, even < clean.threshold(even))
    assert (white[dark(prose)] < 128).mean() > 0.95
    assert (white[~dark(prose)] < 128).mean() < 0.003


@pytest.mark.parametrize(("dpi", "scaled"), [(100, 3.0), (200, 1.0), (300, 1.0), (600, 0.5)])
def test_images_are_brought_to_a_size_that_reads_well(dpi: float, scaled: float) -> None:
    assert clean.best_scale(dpi) == pytest.approx(scaled)


@pytest.mark.parametrize(
    ("dpi", "width", "expected"),
    [(300, 0, 300), (0, 0, 200), (300, 595, 200), (72, 0, 200), (1, 0, 200)],
)
def test_the_resolution_is_as_told_or_that_of_a_sheet_of_paper(dpi: float, width: float, expected: float) -> None:
    pixels = numpy.zeros((round(842 * 200 / 72), round(595 * 200 / 72)), "uint8")
    assert Image(pixels, 1, dpi, width).resolution() == pytest.approx(expected, rel=0.01)


def test_columns_are_found_by_the_white_between_them() -> None:
    page = blank(height=400)
    write(page, 70, 30, LINES[:3])
    write(page, 70, 150, ["Nơi nhận:", "- Các phòng;", "- Lưu: VT."])
    write(page, 360, 158, ["GIÁM ĐỐC", "Lê Văn Bình"])
    write(page, 70, 300, LINES[:2])
    (band,) = bands.find_bands(dark(page), DPI)
    assert px(78) < band.top <= px(152)
    assert px(185) < band.bottom <= px(304)
    assert px(150) < band.split < px(360)


def test_lines_of_one_column_are_no_band(prose: Any) -> None:
    assert bands.find_bands(dark(prose), DPI) == []


def boxed(text: str, x: float, y: float, sure: float = 0.96, height: float = 25, width: float = 14) -> Word:
    chars = [Char(c, x + i * width, y, x + (i + 0.9) * width, y + height, sure) for i, c in enumerate(text)]
    return Word(sure, chars)


@pytest.mark.parametrize(
    ("drawn", "read", "counted"),
    [
        ("II.", "H.", "II."),
        ("III.", "II.", "III."),
        ("III.", "HI.", "III."),
        ("II.", "IL", "II."),
        ("VII.", "VI.", "VII."),
        ("I.", "I.", "I."),
        ("H.", "H.", "H."),
        ("M.", "M.", "M."),
    ],
)
@pytest.mark.parametrize("bold", [False, True])
def test_roman_numerals_are_counted_by_their_strokes(drawn: str, read: str, counted: str, bold: bool) -> None:
    page = blank(300, 60)
    write(page, 20, 20, [f"{drawn}   NHIỆM VỤ"], bold=bold, points=14)
    ink = dark(page)
    columns = numpy.flatnonzero(ink.any(axis=0))
    gap = columns[numpy.flatnonzero(numpy.diff(columns) > px(8))[0]]
    body = ink[:, columns[0] : gap + 1]
    rows = numpy.flatnonzero(body.any(axis=1))
    width = (gap + 1 - columns[0]) / len(read)
    first = boxed(read, columns[0], rows[0], height=rows[-1] + 1 - rows[0], width=width)
    if read.startswith("V"):  # its own box is as wide as the letter
        first.chars[0].right = first.chars[1].left = float(columns[0] + px(10))
    line: Line = [first, boxed("NHIỆM", gap + px(10), rows[0])]
    count_numerals([line], ink)
    assert line[0].text == counted
    assert len({char.right > char.left for char in line[0].chars}) == 1


def test_item_numbers_have_full_stops() -> None:
    lines = [
        [boxed(first, 0, 0), boxed(second, 99, 0)] for first, second in [("2,1,", "Sở"), ("2,5", "tỷ"), ("2,", "tỷ")]
    ]
    mend_items(lines)
    assert [line[0].text for line in lines] == ["2.1.", "2,5", "2,"]


def test_junk_is_left_out_and_counted() -> None:
    good = [boxed("32/CT-I:1G", 0, 0, 0.12), boxed("của", 200, 0), boxed("Chính", 260, 0)]
    scribble = [boxed("l7", 0, 60, 0.1), boxed("Sio", 60, 60, 0.2), boxed("x", 120, 60, 0.0)]
    specks = [boxed("sig", 0, 99, 0.4, height=5), boxed("Thị", 90, 99)]
    marks = [boxed("`", 0, 120, 0.4), boxed("¬", 60, 120, 0.6), boxed("Hải", 90, 120), boxed(";", 150, 120)]
    kept, dropped = without_junk([good, scribble, specks, marks], 36)
    assert [[word.text for word in line] for line in kept] == [["32/CT-I:1G", "của", "Chính"], ["Thị"], ["Hải", ";"]]
    assert dropped == 6


def test_runs_have_one_baseline_one_size_and_touching_characters() -> None:
    line = [boxed("ngày", 100, 50), boxed("11", 200, 50), boxed("KHOẢNG", 600, 50)]
    page = Prepared(numpy.zeros((400, 900), "uint8"), numpy.zeros((400, 900), bool), DPI, Rules())
    first, second = to_runs([line], page)
    assert "".join(first.chars) == "ngày 11"
    assert "".join(second.chars) == "KHOẢNG"
    assert first.base == pytest.approx(75 * 72 / DPI)
    for run in (first, second):
        assert run.sure is not None
        assert len(run.chars) == len(run.x0) == len(run.x1) == len(run.sure)
        assert all(left <= right for left, right in zip(run.x0, run.x1, strict=True))
        assert run.x0 == sorted(run.x0)
    assert first.x1[5] == first.x0[6]  # “11” is no “1 1”


def test_pages_that_read_well_are_not_turned(prose: Any) -> None:
    well = [[boxed("nhiệm", 0, 0), boxed("vụ", 90, 0)]]
    badly = [[boxed("nhiệm", 0, 0, 0.3), boxed("vụ", 90, 0, 0.2)]]
    assert other_turns(well, dark(prose), DPI) == ()
    assert other_turns(badly, dark(prose), DPI) == (2,)
    assert other_turns(badly, numpy.rot90(dark(prose)), DPI) == (1, 3)
    assert other_turns([], dark(blank()), DPI) == ()


def test_hocr_gives_lines_of_words_of_characters() -> None:
    char = "<span class='ocrx_cinfo' title='x_bboxes {0} 5 {1} 30; x_conf 99.1'>{2}</span>"
    word = "<span class='ocrx_word' title='bbox 1 5 9 30; x_wconf 87'>{}</span>"
    both = "".join(char.format(at, at + 9, letter) for at, letter in ((0, "a\u0323"), (10, "&amp;")))
    source = f"<div class='ocr_page'><span class='ocr_line' title='x'>{word.format(both)}{word.format('')}</span>"
    source += f"<span class='ocr_header'>{word.format('')}</span></div><div class='ocr_page'></div>"
    (line,), empty = parse(source)
    assert [(w.text, w.sure) for w in line] == [("ạ&", 0.87)]
    assert (line[0].chars[1].left, line[0].chars[1].bottom) == (10, 30)
    assert empty == []


def test_notes_name_the_pages_that_were_hard_or_failed() -> None:
    how = [Recognition(0.97, 300), Recognition(0.6, 40, 12), Recognition(0.0, failed=True)]
    pages = [Page(at, 595, 842, [], Rules(), 0, 0, 1.0, recognition=one) for at, one in enumerate(how, 1)]
    found = {note.code: note.message for note in notes(pages)}
    assert set(found) == {"ocr-hard", "ocr-failed", "ocr-dropped"}
    assert "2" in found["ocr-hard"]
    assert "3" in found["ocr-failed"]
    assert "12" in found["ocr-dropped"]


def test_one_letter_read_as_two_is_one() -> None:
    char = "<span class='ocrx_cinfo' title='x_bboxes {0} 5 {1} 30; x_conf 99.1'>{2}</span>"
    boxes = [
        (0, 15, "Q"),
        (16, 40, "Đ"),
        (31, 35, "\u00d0"),
        (34, 42, "Đ"),
        (44, 60, "-"),
        (62, 86, "Đ"),
        (88, 112, "Đ"),
    ]
    inner = "".join(char.format(*box) for box in boxes)
    source = f"<div class='ocr_page'><span class='ocr_line'><span class='ocrx_word' title='bbox; x_wconf 65'>{inner}"
    ((line,),) = parse(source)
    assert line[0].text == "QĐ-ĐĐ"
