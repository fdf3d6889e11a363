"""The kinds of tokens, the same in both implementations."""

from __future__ import annotations

from enum import IntEnum


class Kind(IntEnum):
    """What a token is; the values are those of `Tokens.kind`."""

    SYLLABLE = 1
    """Letters, with the digits behind them: thi, HĐND17, R'lấp. Also a word that begins with a digit: 10h30."""
    NUMBER = 2
    """26, 1.234,5."""
    DATE = 3
    """15/11/2026, 15-11-2026, 15.11.2026, 2026-11-15, 11/2026, 15/11."""
    DOCUMENT_NUMBER = 4
    """Số ký hiệu: 12/KH-UBND, 31/2011/NQ-HĐND17, 34-CT/TW (NĐ 30/2020, Phụ lục I; HD 36-HD/VPTW)."""
    ABBREVIATION = 5
    """TM. KT. TP. (rules/token_abbreviations.csv), T.Ư., v.v., T/M."""
    ROMAN = 6
    """I to XXXIX, in capitals."""
    LIST_MARKER = 7
    """At the start of a line or cell: 1. 1.2. 1) a) (1) I. - + •."""
    EMAIL = 8
    URL = 9
    PUNCTUATION = 10
    """One character, or a run of the same one: “...” is one token."""
    SYMBOL = 11
