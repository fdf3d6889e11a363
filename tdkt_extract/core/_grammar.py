"""The grammar of tokens as patterns: what a document number, a date, a list marker … look like.

The native core has the same grammar by hand. Every repeat is bounded or runs over classes that exclude each other, so
that no text takes more than linear time.
"""

from __future__ import annotations

import re

from ..letters import CAPITAL, SMALL
from ._tables import (
    BULLET,
    LINE_BREAK,
    LONGEST_URL,
    MARK,
    NOT_IN_URL,
    NOT_LAST_IN_URL,
    QUOTE_OR_BRACKET,
    SCHEMES,
    TOP_LEVEL_DOMAINS,
)

_SPACE = r"\s\u200b"
_LETTER = r"[^\W\d_]"
_WORD_CHAR = rf"(?:[^\W_]|[{MARK}])"
_END = rf"(?!{_WORD_CHAR})"
_RUN = rf"[^\W_]+(?:[{MARK}]+[^\W_]*)*"
_WORD = rf"{_RUN}(?:(?<={_LETTER}|[{MARK}])['’](?={_LETTER}){_RUN})*"

# ── e-mail, URL
_URL_CHAR = rf"[^{_SPACE}{NOT_IN_URL}]"
_URL_LAST = rf"[^{_SPACE}{NOT_IN_URL}{re.escape(NOT_LAST_IN_URL)}]"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_SCHEME = "|".join(map(re.escape, SCHEMES))
_TLD = "|".join(TOP_LEVEL_DOMAINS)
_URL = (
    rf"(?ai:{_SCHEME}){_URL_CHAR}{{0,{LONGEST_URL - 1}}}{_URL_LAST}"
    rf"|{_LABEL}(?:\.{_LABEL}){{0,6}}\.(?ai:{_TLD})(?!{_WORD_CHAR}|[@-]|\.[A-Za-z0-9])"
    rf"(?:/(?:{_URL_CHAR}{{0,{LONGEST_URL - 1}}}{_URL_LAST})?)?"
)
_EMAIL = rf"[A-Za-z0-9](?:[A-Za-z0-9._%+-]{{0,62}}[A-Za-z0-9_])?@{_LABEL}(?:\.{_LABEL}){{1,8}}"

# ── document numbers
_CODE_CHAR = rf"[{CAPITAL}{SMALL}0-9{MARK}]"
_TYPE = rf"[{CAPITAL}][{MARK}]*[{CAPITAL}]{_CODE_CHAR}{{0,10}}{_END}"
_PART = rf"[{CAPITAL}0-9]{_CODE_CHAR}{{0,11}}{_END}"
_DOCUMENT_NUMBER = (
    rf"[0-9]{{1,6}}(?:\.[0-9]{{1,3}})?[A-Za-zđĐ]?"
    rf"(?:/(?:(?:19|20)[0-9]{{2}}/)?{_TYPE}(?:[-/]{_PART}){{0,4}}|-{_TYPE}/{_PART}(?:[-/]{_PART}){{0,3}})"
)

# ── dates, numbers
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12][0-9]|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)[0-9]{2}"
_DATE = (
    rf"(?<!/)(?:{_DAY}(?P<by>[/.-]){_MONTH}(?P=by){_YEAR}|{_DAY}/{_MONTH}/[0-9]{{2}}"
    rf"|{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])|{_MONTH}/{_YEAR}|{_DAY}/{_MONTH})"
    rf"(?!{_WORD_CHAR}|/{_WORD_CHAR}|\.[0-9])"
)
_NUMBER = r"\d+(?:[.,]\d+)+"

# ── abbreviations that their shape tells
_CAPITAL = f"[{CAPITAL}][{MARK}]*"
_ONE_LETTER = f"[{CAPITAL}{SMALL}][{MARK}]*"
_ABBREVIATION = (
    rf"{_CAPITAL}/{_ONE_LETTER}(?!{_WORD_CHAR}|/)|{_ONE_LETTER}(?:\.{_ONE_LETTER}{_END}){{1,8}}\.?"
    rf"|(?![IVX]){_CAPITAL}\.(?=[^\W_])"
)

TOKEN = re.compile(
    rf"(?P<URL>{_URL})|(?P<EMAIL>{_EMAIL})|(?P<DOCUMENT_NUMBER>{_DOCUMENT_NUMBER})|(?P<DATE>{_DATE})"
    rf"|(?P<NUMBER>{_NUMBER})|(?P<ABBREVIATION>{_ABBREVIATION})|(?P<SYLLABLE>{_WORD})"
    rf"|(?P<PUNCTUATION>(?P<same>[^{_SPACE}])(?P=same)*)"
)
ATOM = re.compile(rf"(?P<SYLLABLE>{_RUN})|(?P<PUNCTUATION>[^{_SPACE}])")
ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")

# ── list markers
_AFTER = rf"(?=[{_SPACE}{QUOTE_OR_BRACKET}]|\Z|{_LETTER})"
_ROMAN = r"(?:(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3}))"
_SMALL_ROMAN = r"(?:(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3}))"
LIST_MARKER = re.compile(
    rf"(?:(?P<bullet>[{re.escape(BULLET)}])(?!(?P=bullet)){_AFTER}"
    rf"|[0-9]{{1,3}}(?:\.[0-9]{{1,2}}){{0,4}}(?:\.\)|[.)]){_AFTER}"
    rf"|[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,4}}(?=[ \t\u00a0]{{1,8}}[{CAPITAL}])"
    rf"|(?:[0-9]{{1,2}}|{_ROMAN})/(?=[{_SPACE}])"
    rf"|{_ROMAN}[-–](?=[{_SPACE}]|[{CAPITAL}])"
    rf"|(?:{_ROMAN}|{_ONE_LETTER})\.(?!{_LETTER}{_END}){_AFTER}"
    rf"|(?:{_ROMAN}|{_SMALL_ROMAN}|{_ONE_LETTER})(?:\.\)|\)){_AFTER}"
    rf"|\((?:[0-9]{{1,3}}|{_SMALL_ROMAN}|{_ROMAN}|{_ONE_LETTER})\){_AFTER})"
)
LINE_START = re.compile(rf"(?:\A|[{LINE_BREAK}])(?:[^\S{LINE_BREAK}]|\u200b)*(?=[^\s\u200b])")
"""Ends where the first character of a line stands."""
