"""How items look through the words of rules/zones.toml: the type of a document, a motto, the head of Nơi nhận, an
authority above a signature, a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict

from ..normalise import fold
from ..rules import load_toml
from .items import ARABIC, DASH, NONE, PLUS, ROMAN, STAR, Item


class _ZoneRules(BaseModel):
    model_config = ConfigDict(extra="forbid")
    types: list[str]
    plans: list[str]
    opening: list[str]
    opening_end: list[str]
    closing: list[str]
    recipients: list[str]
    authority: list[str]
    positions: list[str]
    mottoes: list[str]
    stamps: list[str]
    issues: list[str]


@dataclass(frozen=True, slots=True)
class Words:
    """The zone rules, compiled."""

    types: dict[str, str]
    plans: tuple[str, ...]
    opening: re.Pattern[str]
    opening_end: tuple[str, ...]
    closing: re.Pattern[str]
    recipients: re.Pattern[str]
    authority: re.Pattern[str]
    positions: frozenset[str]
    mottoes: frozenset[str]
    long_mottoes: tuple[str, ...]
    stamps: re.Pattern[str]
    issues: tuple[str, ...]


_LOOSE = re.compile(r"[\s.:;,*_]+")


def squeeze(words: str) -> str:
    """Folded, without spaces and final punctuation: how OCR's “P HÓ CHỦ T Ị CH” still equals its word."""
    return _LOOSE.sub("", fold(words))


@cache
def words() -> Words:
    rules = load_toml("zones", _ZoneRules)

    def starts(phrases: Sequence[str]) -> re.Pattern[str]:
        return re.compile(rf"(?:{'|'.join(map(re.escape, phrases))})(?!\w)")

    authority = "|".join(re.escape(mark) for mark in sorted(rules.authority, key=len, reverse=True))
    return Words(
        {squeeze(name): name for name in rules.types},
        tuple(rules.plans),
        starts(rules.opening),
        tuple(rules.opening_end),
        starts(rules.closing),
        re.compile(rf"(?:{'|'.join(map(re.escape, rules.recipients))})\s*[:;.]?(?!\w)"),
        re.compile(rf"(?:{authority})(?:\s*[.,/]\s*|\s+)(?=\w)"),
        frozenset(map(squeeze, rules.positions)),
        frozenset(map(squeeze, rules.mottoes)),
        tuple(motto for motto in map(squeeze, rules.mottoes) if len(motto) > 12),
        starts(rules.stamps),
        tuple(rules.issues),
    )


_NAME = re.compile(r"(?:(?:[A-ZĐ][a-zA-Z]{1,3}\.\s*){0,3})(?:[^\W\d_]+\s+){1,5}[^\W\d_]+\Z")


class Reader:
    """Looks at items through the words of the rules. One for each document."""

    def __init__(self, text: str, folded: str, items: Sequence[Item]) -> None:
        self.text, self.folded, self.items = text, folded, items
        self.words = words()

    def of(self, item: Item) -> str:
        return self.text[item.body : item.end]

    def low(self, item: Item) -> str:
        return self.folded[item.body : item.end]

    def squeezed(self, start: int, end: int) -> str:
        """squeeze(text[start:end])"""
        return _LOOSE.sub("", self.folded[start:end])

    def is_authority(self, item: Item) -> bool:
        """A line above or in a signature: “KT. CHỦ TỊCH”, “PHÓ CHỦ TỊCH”, “T/M BAN THƯỜNG VỤ”."""
        if item.end - item.start > 160 or item.kind in (ROMAN, ARABIC, DASH, PLUS):
            return False
        squeezed = self.squeezed(item.start, item.end)
        if squeezed in self.words.positions:
            return True
        line = self.folded[item.start : item.end]
        if self.words.authority.match(line):
            head = self.text[item.start : item.end].split()[:4]
            return any(word.isupper() and len(word) > 2 for word in head)
        return item.caps and any(squeezed.startswith(position) for position in self.words.positions)

    def is_name(self, item: Item) -> bool:
        """A person's name on a line of its own."""
        name = self.text[item.start : item.end].strip()
        return bool(_NAME.match(name)) and all(word[0].isupper() for word in name.split()) and len(name) < 60

    def doc_type(self, item: Item) -> str | None:
        """The type, where the item is nothing but a type's name, or a plan's title in capitals that begins with it."""
        if not stands_out(item):
            return None
        line = self.text[item.start : item.end].strip()
        if not line or line.endswith(":") or len(line) > 600:
            return None
        if len(line) < 48:
            found = self.words.types.get(self.bare_type(item))
            if found:
                return found
        low = self.folded[item.start : item.end]
        if item.caps and item.kind in (NONE, STAR):
            for plan in self.words.plans:
                if low.startswith(plan) and len(low) > len(plan):
                    return "kế hoạch"
        return None

    def bare_type(self, item: Item) -> str:
        """The squeezed line without the stamp that may stand before the type: “DỰ THẢO KẾ HOẠCH”."""
        stamp = self.words.stamps.match(self.folded, item.start, item.end)
        return self.squeezed(stamp.end() if stamp else item.start, item.end)


def stands_out(item: Item) -> bool:
    return item.caps or item.line.centred or item.line.bold
