"""What is found: a unit with its role, and when two names are one unit."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from hashlib import blake2b
from typing import NamedTuple

from ...normalise import fold
from ...rules import load_csv
from ...schema import Role
from .names import Name
from .phrases import split
from .tokens import Words

_RANK: dict[Role, int] = {"lead": 0, "implement": 1, "coordinate": 2}
_HONORIFICS = (("đồng", "chí"), ("đ", "c"))
_EVENED = frozenset(("các", "những", "của", "và", "thuộc"))


class UnitMention(NamedTuple):
    """A unit that acts: text[start:stop] == name. `rule` says why."""

    name: str
    role: Role
    start: int
    stop: int
    rule: str


def mention(words: Words, name: Name, role: Role, rule: str) -> UnitMention:
    start, stop = words.start(name.first), words.end(name.last - name.over)
    return UnitMention(words.text[start:stop], role, start, stop, rule)


def once(found: list[UnitMention]) -> list[UnitMention]:
    """Each unit once, at its first place, with its strongest role."""
    if len(found) < 2:
        return found
    kept: dict[str, UnitMention] = {}
    for new in found:
        key = new.name.lower().removeprefix("các ")
        first = kept.setdefault(key, new)
        if _RANK[new.role] < _RANK[first.role]:
            kept[key] = first._replace(role=new.role, rule=new.rule)
    return list(kept.values())


def unit_id(name: str) -> str:
    """Equal for spellings of one name: “UBND tỉnh”, “Uỷ ban nhân dân Tỉnh”. A bracket does not count."""
    return id_of_folded(fold(name))


@lru_cache(maxsize=1024)
def id_of_folded(folded: str) -> str:
    """As `unit_id`, of a name that is folded already. The same few bodies act in most tasks of a plan."""
    return "u-" + blake2b(canonical(folded).encode(), digest_size=5).hexdigest()


def canonical(folded: str) -> str:
    """A folded name with its abbreviations spelled out, without “các”, “của”, “và”, punctuation and brackets."""
    known = _abbreviations()
    words = _spelling(folded.split("(")[0]) or _spelling(folded)
    honorific = next((len(title) for title in _HONORIFICS if tuple(words[: len(title)]) == title), 0)
    spelled = " ".join(known.get(word, word) for word in words[honorific:] or words)
    return " ".join(word for word in spelled.split() if word not in _EVENED) or spelled


@cache
def _abbreviations() -> dict[str, str]:
    return {row["abbreviation"]: row["expansion"] for row in load_csv("unit_abbreviations")}


def _spelling(folded: str) -> list[str]:
    """The words of a name; letters joined by “&” are one abbreviation (“GD&ĐT”)."""
    return [word for word in split(folded.replace("&", "")) if word[0].isalnum()]


def each(words: Words, names: Iterable[Name], role: Role, rule: str) -> list[UnitMention]:
    return [mention(words, name, role, rule) for name in names]
