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
QUESTIONS = ("fold", "is_plain", "count_small", "count_capital")
LETTERS = "aAàÀđĐðÐİıßẞΣσςoOuUqQàÀỳỲạẠ_1 \n\u00a0\u00ad\u200b\u0301\u0323\u0340“”‘’–—−`´ǅﬁ\ue000K가𝒳"


def answers(text: str) -> list[object]:
    return [getattr(core, question)(text) for question in QUESTIONS]


def expected(text: str) -> list[object]:
    return [getattr(reference, question)(text) for question in QUESTIONS]


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
