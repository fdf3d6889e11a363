"""ư in TCVN3, whose code is that of the soft hyphen: a PDF in WinAnsi and some clipboards make a hyphen of it, other
converters nothing at all. “tr-êng”, “T- ph¸p”, “-u tiªn”; “trêng”, “T ph¸p”.

Works on codes: characters of Latin-1. Only what is no Vietnamese word without the letter gets it back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .words import is_vietnamese

_LETTER = "A-Za-z\x80-\xff"
# ư follows the first consonants of its syllable, and the hyphens that people type do not make syllables.
_HYPHEN = re.compile(
    f"(?<![{_LETTER}0-9-])(?P<onset>[b-dg-hk-np-tvxB-DG-HK-NP-TVX\xae\xa7]{{0,3}})-(?P<rest>[A-Za-z\xa1-\xff]{{0,5}})"
    f"(?![{_LETTER}-])"
)

STAND_INS = {"\xac": "ươ", "\xea": "ườ", "\xed": "ướ", "\xeb": "ưở", "\xec": "ưỡ", "\xee": "ượ"} | {
    letter: f"{letter}ư" for letter in "htTsSH"
}
"""What a code stands for when the letter beside it is gone. Such a code is moved up by `SHIFT`."""
SHIFT = 0x10F000  # to where no file has characters
_GONE = re.compile(  # the words beside which “ngời”, “vợt” … are rare enough in what offices write
    # No word ends in ơ with c, ng or u.
    "(?<![\xad\xa6])[\xac\xea\xed\xeb\xec\xee](?=[cC]|[nN][gG]|[uU])"
    # người, dưới, lưới, cười
    f"|(?:(?<=\\b[Nn][Gg])|(?<=\\b[Cc]))\xea(?=[iI](?![{_LETTER}]))|(?<=\\b[DdLl])\xed(?=[iI](?![{_LETTER}]))"
    # vượt, lượt, vườn
    f"|(?<=\\b[VvLl])\xee(?=[tT](?![{_LETTER}]))|(?<=\\b[Vv])\xea(?=[nN](?![{_LETTER}]))"
    # như, thư, tư, sư
    f"|(?:(?<=\\s[NTnt])h|(?<=\\s)[TtSs])(?= [a-z\xa8-\xff])"
)


def restored(codes: str, letters: Mapping[str, str]) -> str:
    """The codes with that of ư, or a stand-in for it and its neighbour, where it is missing: as many as before."""
    if "-" in codes:
        codes = _HYPHEN.sub(lambda match: _horned(match, letters), codes)
    return _GONE.sub(lambda match: chr(SHIFT + ord(match.group())), codes)


def _horned(match: re.Match[str], letters: Mapping[str, str]) -> str:
    """The codes of a word, with that of ư for the hyphen where this makes the word Vietnamese."""
    onset, rest = match["onset"], match["rest"]
    if not rest and not (onset and match.start()):  # “b- Mục đích” at the beginning has a label
        return match.group()
    if not onset and rest != "u" and is_vietnamese(_read(rest, letters)):  # “-Thực hiện” has a bullet
        return match.group()
    word = f"{onset}\xad{rest}"
    return word if is_vietnamese(_read(word, letters)) else match.group()


def _read(codes: str, letters: Mapping[str, str]) -> str:
    return "".join(letters.get(code, code) for code in codes)
