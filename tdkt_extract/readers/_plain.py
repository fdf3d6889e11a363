"""What a line of plain text is by its words: heading, item, title, part of a letterhead or a signature."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from ..letters import CAPITAL
from ..normalise import fold
from ..rules import load_toml

BULLETS = r"-–—+*•·●○▪■□◦‣❖✓➢➤\ue000-\uf8ff"
"""For a character class. The private area is that of symbol fonts, whose shapes are bullets."""
_ITEM = re.compile(
    rf"\s*(?:(?P<bullet>[{BULLETS}])(?=\s|[^\W\d_])"
    rf"|(?P<number>\d{{1,2}})(?:[.)](?=\s|[^\W\d_])|/(?=\s|[{CAPITAL}][^\W\d_{CAPITAL}])|\s*[-–]\s)"
    r"|(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,3})[.)/]?\s"
    r"|(?P<letter>[a-zđ])[.)/](?=\s|[^\W\d_])"
    r"|\((?P<paren>[a-zđ]|\d{1,2})\)"
    rf"|(?P<roman>[IVX]{{1,5}})(?:[.)/:](?=\s|[^\W\d_])|\s*[-–]\s|\s+(?=[{CAPITAL}]{{2}}))"
    rf"|(?P<upper>[A-HĐ])[.)/]\s*(?=[{CAPITAL}]))"
)
_ENDED = re.compile(r"""[.;:!?…]["”’»)/]*\s*\Z""")
_NAME = re.compile(rf"(?:(?:[{CAPITAL}][^\W\d_{CAPITAL}]+|[{CAPITAL}]\.?)(?:\s+|\Z)){{2,6}}\Z")

_LONGEST = 200  # characters; all rules look for less at a line's beginning

Kind = Literal["part", "motto", "letterhead", "table_head", "column_head", "page"]


class PlainRule(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: str
    kind: Kind
    pattern: str
    examples: list[str]
    counter_examples: list[str]


class PlainRules(BaseModel):
    model_config = ConfigDict(extra="forbid")
    rule: list[PlainRule]


class _Words(BaseModel):
    """What is used here of zones.toml."""

    model_config = ConfigDict(extra="ignore")
    types: list[str]
    recipients: list[str]
    authority: list[str]
    positions: list[str]


@cache
def _pattern(kind: Kind) -> re.Pattern[str]:
    rules = load_toml("plain_text", PlainRules).rule
    return re.compile("|".join(f"(?:{rule.pattern})" for rule in rules if rule.kind == kind))


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns of a document's type, of the head of the recipients, and of the first line of a signature."""
    words = load_toml("zones", _Words)
    types, recipients, authority, positions = (
        "|".join(sorted(map(re.escape, group), key=len, reverse=True))
        for group in (words.types, words.recipients, words.authority, words.positions)
    )
    return (
        re.compile(rf"(?:(?:dự thảo )?(?:{types})|\*{{3}})\W*\Z"),
        re.compile(rf"(?:{recipients})\s*(?::|\Z)"),
        re.compile(rf"(?:(?:{authority})\s*[./]|(?:{positions})(?:\W|\Z))"),
    )


def folded(text: str) -> str:
    """The text for matching: composed, folded, its ends stripped."""
    return fold(unicodedata.normalize("NFC", text)).strip()


@lru_cache(maxsize=1024)
def matches(kind: Kind, text: str) -> re.Match[str] | None:
    """The match of the line with the rules of `kind`."""
    return _pattern(kind).match(folded(text[:_LONGEST]))


def item(text: str) -> tuple[str, str] | None:
    """(kind, number) of the list marker or heading number that the line begins with; a bullet's number is itself."""
    match = _ITEM.match(text)
    if match is None or match.lastgroup is None:
        return None
    return match.lastgroup, match.group(match.lastgroup)


def has_ended(text: str) -> bool:
    """Whether the line ends as a sentence, an item or a lead-in does."""
    return _ENDED.search(text) is not None


def is_caps(text: str) -> bool:
    """Whether the line's letters are capitals."""
    return text.upper() == text and any(char.isalpha() for char in text)


def is_heading(text: str) -> bool:
    """Whether the line begins a section or part of a document."""
    found = item(text)
    return (found is not None and found[0] != "bullet") or matches("part", text) is not None


def is_title(text: str) -> bool:
    """Whether the line opens a document: its type alone, in capitals, or the national motto."""
    if len(text) > 120:
        return False
    line = folded(text)
    return (is_caps(text) and _words()[0].match(line) is not None) or _pattern("motto").match(line) is not None


def is_motto(text: str) -> bool:
    """Whether the line is the national motto, or the Party's name over its documents."""
    return len(text) <= 120 and matches("motto", text) is not None


def is_recipients(text: str) -> bool:
    """Whether the line is the head of the list of recipients."""
    return _words()[1].match(folded(text[:_LONGEST])) is not None


def is_authority(text: str) -> bool:
    """Whether the line, in capitals at least at its beginning, is the first of a signature."""
    return text[:2].isupper() and _words()[2].match(folded(text[:_LONGEST])) is not None


def is_name(text: str) -> bool:
    """Whether the line is a person's name."""
    return len(text) < 60 and _NAME.match(unicodedata.normalize("NFC", text).strip()) is not None


def ends_text(text: str) -> bool:
    """Whether the line belongs to the end of a document: recipients, signature, the closing mark."""
    return text.rstrip().endswith("./.") or is_recipients(text) or is_authority(text)
