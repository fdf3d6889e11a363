"""What is asked of each character: both implementations answer alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tdkt_extract import core
from tdkt_extract.core import _characters_py as reference

needs_native = pytest.mark.skipif(core.IMPLEMENTATION != "native", reason="the native core is not built")
QUESTIONS = ("fold", "is_plain")
LETTERS = "aAàÀđĐðÐİıßẞΣσςoOuUqQàÀỳỲạẠ_1 \n\u00a0\u00ad\u200b\u0301\u0323\u0340“”‘’–—−`´ǅﬁ\ue000K가𝒳"


def answers(text: str) -> list[object]:
    return [*(getattr(core, question)(text) for question in QUESTIONS), core.in_capitals(text * 3, 0, len(text) * 3)]


def expected(text: str) -> list[object]:
    answer = reference.in_capitals(text * 3, 0, len(text) * 3)
    return [*(getattr(reference, question)(text) for question in QUESTIONS), answer]


@needs_native
@given(st.text(alphabet="aAđĐ1 𝒳ǅ", max_size=80), st.integers(-3, 90), st.integers(-3, 90))
def test_native_agrees_on_what_is_in_capitals(text: str, start: int, stop: int) -> None:
    assert core.in_capitals(text, start, stop) == reference.in_capitals(text, start, stop)


@pytest.mark.parametrize("implementation", [core, reference], ids=["chosen", "reference"])
@pytest.mark.parametrize(
    ("text", "capitals"),
    [
        ("", False),
        ("KẾ HOẠCH", True),
        ("I.", False),
        ("Kế hoạch", False),
        ("KẾ HOẠCH THI ĐUA (kèm theo)", False),
        ("MỤC ĐÍCH, YÊU CẦU CỦA PHONG TRÀO THI ĐUA NĂM 2026 TRÊN ĐỊA BÀN (kèm phụ lục)", True),
        ("MỤC ĐÍCH, YÊU CẦU CỦA PHONG TRÀO THI ĐUA NĂM 2026 là như sau, gồm các phần", False),
    ],
)
def test_in_capitals(implementation: object, text: str, capitals: bool) -> None:
    in_capitals: Callable[[str, int, int], bool] = implementation.in_capitals  # type: ignore[attr-defined]
    assert in_capitals(text, 0, len(text)) is capitals
    assert in_capitals(f"xx{text}xx", 2, 2 + len(text)) is capitals


@needs_native
@given(st.text(alphabet=LETTERS) | st.text())
def test_native_agrees_with_the_reference(text: str) -> None:
    assert answers(text) == expected(text)


@needs_native
def test_native_agrees_on_every_character() -> None:
    for code in range(0x10000):
        assert answers(f"ế{chr(code)}") == expected(f"ế{chr(code)}"), hex(code)


@needs_native
@pytest.mark.parametrize("around", ["{} ", "ế{}", "o{}_", "{}uỳ ", "hoà{} "])
@pytest.mark.parametrize("plane", range(17))
def test_native_agrees_on_every_plane(plane: int, around: str) -> None:
    chars = (chr(code) for code in range(plane << 16, (plane + 1) << 16) if chr(code) != "Σ")
    text = "".join(around.format(char) for char in chars)
    assert answers(text) == expected(text)


@pytest.mark.parametrize("implementation", [core, reference], ids=["chosen", "reference"])
@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("", True),
        ("Kế hoạch số 12", True),
        (" Kế hoạch ", True),
        ("●  Kế", False),
        ("● Kế", True),
        ("Kế  hoạch", False),
        ("Kế\u00a0hoạch", False),
        ("Kế\thoạch", False),
        ("thi\u00adđua", False),
        (unicodedata.normalize("NFD", "Kế"), False),
        ("\u0340", False),
    ],
)
def test_plain(implementation: object, text: str, plain: bool) -> None:
    is_plain: Callable[[str], bool] = implementation.is_plain  # type: ignore[attr-defined]
    assert is_plain(text) is plain


@pytest.mark.parametrize("question", QUESTIONS)
def test_only_text(question: str) -> None:
    with pytest.raises((TypeError, AttributeError)):
        getattr(core, question)(5)
