"""The classes of capitals and small letters hold each letter of the alphabet with each tone, in its own class only."""

from __future__ import annotations

import re
import unicodedata

import pytest

from tdkt_extract.letters import CAPITAL, SMALL

SMALL_LETTERS = [
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưy"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
] + list("bcdđghklmnpqrstvx")


@pytest.mark.parametrize("small", SMALL_LETTERS)
def test_every_letter_is_in_its_class_alone(small: str) -> None:
    letters = (small, small.upper())
    assert [bool(re.fullmatch(f"[{SMALL}]", letter)) for letter in letters] == [True, False]
    assert [bool(re.fullmatch(f"[{CAPITAL}]", letter)) for letter in letters] == [False, True]
