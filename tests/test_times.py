"""Times: the cases of tests/cases/times, and what holds for any text."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tdkt_extract.extractors.times import Calendar, TimeMention, Times, as_deadline, period_bounds
from tdkt_extract.tokens import TokenizedText

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CASES = Path(__file__).parent / "cases" / "times"
# The calendar of a case that names none: a plan for 2024, issued in its first month.
PLAN = {"year": 2024, "issued_on": date(2024, 1, 15)}


def _cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}-{case['text'][:60]}")
        for path in sorted(CASES.glob("*.toml"))
        for case in tomllib.loads(path.read_text("utf-8"))["case"]
    ]


def _calendar(case: dict[str, Any]) -> Calendar:
    said = case.get("calendar", PLAN)
    return Calendar(said.get("year"), said.get("issued_on"), said.get("last_year"))


def _read(text: str, calendar: Calendar, context: Any = "prose") -> list[TimeMention]:
    return Times(TokenizedText(text)).find(0, len(text), calendar, context)


@pytest.mark.parametrize("case", _cases())
def test_case(case: dict[str, Any]) -> None:
    found = _read(case["text"], _calendar(case), case["context"])
    assert [mention.value for mention in found if mention.kind == "period"] == case.get("periods", [])
    keys = ("value", "mod", "date", "offset", "anchor", "text")
    wanted = [{key: deadline.get(key) for key in keys} for deadline in case.get("deadlines", [])]
    assert [{key: getattr(m, key) for key in keys} for m in found if m.kind == "deadline"] == wanted


@pytest.mark.parametrize("case", [case for case in _cases() if "is_time" in case.values[0]])
def test_heading_is_a_time(case: dict[str, Any]) -> None:
    text = case["text"]
    assert Times(TokenizedText(text)).is_heading(0, len(text)) is case["is_time"]


VOCABULARY = """
quý quí tháng năm ngày I II IV 1 3 12 15 31 2024 2025 15/11 3/2024 30/6/2024 - – đến từ trước trong vào và , . ; : ( )
hết hằng hàng mỗi thường xuyên định kỳ 6 đầu cuối chậm nhất hạn hoàn thành báo cáo tiếp theo các lần kể khi sau giai
đoạn học Thời gian: số 34-CT/TW 05 làm việc
"""
SENTENCES = st.lists(st.sampled_from(VOCABULARY.split()), max_size=25).map(" ".join)
CONTEXTS = st.sampled_from(["prose", "column", "heading"])
CALENDARS = st.builds(
    Calendar,
    st.none() | st.integers(2000, 2050),
    st.none() | st.dates(date(2000, 1, 1), date(2050, 12, 31)),
    st.none() | st.integers(2000, 2050),
)


@given(SENTENCES | st.text(max_size=60), CALENDARS, CONTEXTS)
def test_mentions_are_in_order_and_in_the_text(text: str, calendar: Calendar, context: Any) -> None:
    found = _read(text, calendar, context)
    assert [(m.start, m.stop) for m in found] == sorted((m.start, m.stop) for m in found)
    for kind in ("period", "deadline"):
        spans = [(m.start, m.stop) for m in found if m.kind == kind]
        assert all(left[1] <= right[0] for left, right in pairwise(spans))
    for mention in found:
        assert mention.text == text[mention.start : mention.stop] != ""
        assert (mention.mod is None) == (mention.kind == "period")
        if mention.begin and mention.end:
            assert mention.begin <= mention.end
        assert (mention.value is None) == (mention.offset is not None)
        assert mention.value is None or (mention.begin, mention.end) == period_bounds(mention.value)


@given(SENTENCES, SENTENCES, SENTENCES, CALENDARS, CONTEXTS)
def test_a_paragraph_is_read_by_itself(before: str, text: str, after: str, calendar: Calendar, context: Any) -> None:
    whole = f"{before}\n{text}\n{after}"
    start = len(before) + 1
    moved = Times(TokenizedText(whole)).find(start, start + len(text), calendar, context)
    alone = [m._replace(start=m.start + start, stop=m.stop + start) for m in _read(text, calendar, context)]
    assert moved == alone


DAY_FORMS = (
    "{d}/{m}/{y}",
    "{d:02d}/{m:02d}/{y}",
    "ngày {d}/{m}/{y}",
    "ngày {d:02d} tháng {m:02d} năm {y}",
    "{d}-{m}-{y}",
)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(DAY_FORMS))
def test_every_day_is_read(day: date, form: str) -> None:
    text = form.format(d=day.day, m=day.month, y=day.year)
    (mention,) = _read(text, Calendar(None, None), "column")
    assert (mention.value, mention.begin, mention.end) == (day.isoformat(), day, day)
    (deadline,) = _read(f"Nộp hồ sơ trước {text}", Calendar(day.year, None))
    assert (deadline.value, deadline.mod, deadline.date) == (day.isoformat(), "BEFORE", day)


@given(st.dates(date(2000, 1, 1), date(2098, 12, 31)), st.integers(1, 364))
def test_a_range_of_days_without_years_runs_forward(day: date, length: int) -> None:
    last = day + timedelta(days=length)
    text = f"từ ngày {day.day}/{day.month} đến ngày {last.day}/{last.month}"
    found = _read(text, Calendar(day.year, None), "column")
    # 29/2 may be no day of the year it is completed with.
    if (day.month, day.day) != (2, 29) and (last.month, last.day) != (2, 29):
        assert [mention.value for mention in found] == [f"{day.isoformat()}/{last.isoformat()}"]


@pytest.mark.parametrize(
    ("value", "begin", "end"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-H2", date(2024, 7, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-06-11", date(2024, 6, 11), date(2024, 6, 11)),
        ("2025-Q4/2026-Q2", date(2025, 10, 1), date(2026, 6, 30)),
        ("2025/..", date(2025, 1, 1), None),
        ("../2030", None, date(2030, 12, 31)),
        ("SY2024-2025", date(2024, 9, 1), date(2025, 5, 31)),
        ("R/P1Y", None, None),
        ("R/XXXX-12-20", None, None),
        ("continuous", None, None),
    ],
)
def test_bounds(value: str, begin: date | None, end: date | None) -> None:
    assert period_bounds(value) == (begin, end)


def test_a_column_date_becomes_a_deadline() -> None:
    (mention,) = _read("Tháng 5/2024", Calendar(2024, None), "column")
    deadline = as_deadline(mention, "END")
    assert (deadline.kind, deadline.value, deadline.mod, deadline.date) == (
        "deadline", "2024-05", "END", date(2024, 5, 31),
    )  # fmt: skip
    assert as_deadline(mention, "BEFORE").date == date(2024, 5, 1)
    assert (deadline.text, deadline.start, deadline.stop) == (mention.text, mention.start, mention.stop)


def test_a_text_without_times_gives_nothing() -> None:
    assert _read("Tổ chức phát động phong trào thi đua yêu nước.", Calendar(2024, None)) == []
