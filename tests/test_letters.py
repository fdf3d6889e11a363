"""The classes of capitals and small letters hold each letter of the alphabet with each tone, in its own class only."""

from __future__ import annotations

import re
import unicodedata

from tdkt_extract.letters import CAPITAL, SMALL

SMALL_LETTERS = [
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưy"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
] + list("bcdđghklmnpqrstvx")


def test_every_letter_is_in_its_class_alone() -> None:
    for small in SMALL_LETTERS:
        assert re.fullmatch(f"[{SMALL}]", small) and re.fullmatch(f"[{CAPITAL}]", small.upper())
        assert not re.fullmatch(f"[{CAPITAL}]", small) and not re.fullmatch(f"[{SMALL}]", small.upper())
