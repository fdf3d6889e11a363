"""Reads whom a heading names as those who act below it."""

from __future__ import annotations

from collections.abc import Callable

from ...schema import Role
from .mentions import UnitMention, each
from .names import Name, Names

# Names too general for a heading to mean an actor.
_JOINTS = frozenset((",", "và", "&", "-"))
_ANYBODY = frozenset(("tập thể", "cá nhân"))


class Heading:
    """One reading of a heading; `as_prose` reads the same words as a paragraph."""

    __slots__ = ("as_prose", "items", "known", "names")

    def __init__(self, names: Names, as_prose: Callable[[], list[UnitMention]]) -> None:
        self.names = names
        self.items, self.known = names.items, names.known
        self.as_prose = as_prose

    def read(self) -> list[UnitMention]:
        prefix = self.known[0].heading_prefix
        found = self.names.read(prefix, False) or self.names.read(prefix, True)
        if self.known[0].heading_owner:
            return each(self.names, self.owners(prefix, found), "implement", "heading")
        if not found:
            return _actors(self.as_prose())
        if self.anybody(found, prefix > 0):
            return []
        return self.named(found, "lead" if prefix and self.known[0].assign else "implement")

    def named(self, found: list[Name], role: Role) -> list[UnitMention]:
        """`found` where nothing follows them, or the names after their colon; else what the heading says as prose."""
        after, count = found[-1].last, self.names.count
        if self.items[after] == ":":
            below = self.names.read(after + 1, True)
            if below and below[-1].last >= count - 1:
                return each(self.names, below, role, "heading")
        if self.ends(after):
            return each(self.names, found, role, "heading")
        if self.items[after] == "(" and self.items[count - 1] == ")" and ")" not in self.items[after : count - 1]:
            return each(self.names, found, role, "heading")
        last = self.own_words_end(after)
        if found[-1].kind == "body" and self.ends(last):
            return each(self.names, [*found[:-1], found[-1]._replace(last=last, over=0)], role, "heading")
        return self.as_prose()

    def ends(self, at: int) -> bool:
        """Whether the heading ends at `at`, but for a mark."""
        return at >= self.names.count or (self.items[at] in ".:;" and at == self.names.count - 1)

    def own_words_end(self, at: int) -> int:
        """The end of the words with capitals and the joints from `at` on: “Ban Nội chính | , Dân nguyện và Giám sát”.

        A name's own second words are small (“Dân nguyện”): one small word may follow each with a capital."""
        if self.names.shouting:
            return at
        small = True
        while at < self.names.count:
            joint = self.items[at] in _JOINTS
            capital = self.names.capital(at)
            if not (joint or capital or (not small and self.items[at].isalpha())):
                break
            small = joint or not capital
            at += 1
        return at

    def owners(self, first: int, found: list[Name]) -> list[Name]:
        """The names after “Trách nhiệm của”: those `found` and, whatever its words, the rest that they leave over."""
        after = found[-1].last if found else first
        joint, rest = self.names.separator(after)
        if (found and not joint and not self.goes_on(after)) or self.known[rest].thing:
            return found
        end = rest
        while end < self.names.count and self.items[end] not in ("(", ":", ".", ";"):
            end += 1
        if end == rest:
            return found
        if found and not joint:
            return [*found[:-1], found[-1]._replace(last=end, over=0)]
        return [*found, Name(rest, end, "common", True)]

    def goes_on(self, at: int) -> bool:
        """Whether a word at `at` belongs to the name before it, although no rule for names says so."""
        return self.items[at][:1].isalnum() and not self.known[at].stop

    def anybody(self, found: list[Name], prefixed: bool) -> bool:
        """Names that are too general for a heading to mean an actor: “Tập thể”, “Lĩnh vực kinh tế”, “Cán bộ”."""
        only = found[0]
        if len(found) > 1 or only.kind in ("body", "title"):
            return False
        phrase = " ".join(self.items[only.first : only.last])
        if phrase in _ANYBODY or only.kind == "people":
            return True
        quantified = self.known[only.first].quantifier > 0
        listed = any(mark in self.items[only.first : only.last] for mark in (",", "và"))
        headed = self.known[only.first].headed
        alone = headed is not None and headed[1].bare == "alone"
        return not (prefixed or quantified or listed or alone)


def _actors(found: list[UnitMention]) -> list[UnitMention]:
    """`found` if somebody in it acts; with whom to coordinate alone makes no actor."""
    return found if any(mention.role != "coordinate" for mention in found) else []
