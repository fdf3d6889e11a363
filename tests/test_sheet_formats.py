"""Excel's number formats."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdkt_extract.readers._sheet import formats


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1.1, "General", "1.1"),
        (0.1 + 0.2, "General", "0.3"),
        (12, "General", "12"),
        (1e20, "General", "1e+20"),
        (1234567, "#,##0", "1.234.567"),
        (1234.5, "#,##0.00", "1.234,50"),
        (1234.5, "#,##0.##", "1.234,5"),
        (0.125, "0.0%", "12,5%"),
        (0.5, "0%", "50%"),
        (7, "00", "07"),
        (0.5, "#.0", "0,5"),
        (1500000, '#,##0," nghìn"', "1.500 nghìn"),
        (15, '0" ngày"', "15 ngày"),
        (2, '"Quý "0', "Quý 2"),
        (1500, "#,##0\\ [$₫-42A]", "1.500 ₫"),
        (-3, "0;(0)", "(3)"),
        (-3, "0", "-3"),
        (-0.001, "0.0", "0,0"),
        (0, '0;-0;"-"', "-"),
        (12345, "0.00E+00", "1.23E+04"),
        (912345678, "0000 000 000", "912345678"),
        (5, "@", "5"),
        (45366, "dd/mm/yyyy", "15/03/2024"),
        (45366, "dd/mm/yy;@", "15/03/24"),
        (45366, "[$-42A]dd\\-mm\\-yyyy", "15-03-2024"),
        (45366, "m/d/yyyy", "15/03/2024"),
        (45366, "yyyy-mm-dd", "2024-03-15"),
        (45366, "mmm-yy", "03/2024"),
        (45366, "d-mmm-yy", "15/03/2024"),
        (45366, "mm/yyyy", "03/2024"),
        (45366, '"Tháng "m', "Tháng 3"),
        (45366, '"ngày" d "tháng" m "năm" yyyy', "ngày 15 tháng 3 năm 2024"),
        (45366, "dddd, dd/mm", "Thứ Sáu, 15/03"),
        (45366.3125, "dd/mm/yyyy h:mm", "15/03/2024 7:30"),
        (0.3125, "h:mm AM/PM", "7:30 AM"),
        (0.8125, "hh:mm:ss", "19:30:00"),
        (1.5, "[h]:mm", "36:00"),
        (59, "dd/mm/yyyy", "28/02/1900"),
        (61, "dd/mm/yyyy", "01/03/1900"),
        (-5, "dd/mm/yyyy", "-5"),
        (1e9, "dd/mm/yyyy", "1000000000"),
    ],
)
def test_formats(value: float, code: str, text: str) -> None:
    assert formats.shown(value, code) == text


@pytest.mark.parametrize("code", formats.BUILTIN.values())
def test_each_numbered_format_shows_something(code: str) -> None:
    assert formats.shown(45366.25, code)


@settings(max_examples=300, deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False), st.text('0#?,.%dmyhs/:;"\\[]$-_*@E+ aGl', max_size=20))
def test_any_code_shows_any_number(value: float, code: str) -> None:
    assert isinstance(formats.shown(value, code), str)
