"""Reads the units of a table cell or an attribute line, where everything is units."""

from __future__ import annotations

from dataclasses import replace

from ...schema import Role
from .mentions import UnitMention, each, once
from .names import Name, Names
from .tokens import Words
from .words import Lexicon, lexicon

_JOINING = frozenset(("và", "với", "cùng", "hoặc", "do", "của"))


class Cell:
    """One reading of a cell or attribute line, in which everything is units. `role` is what its column says."""

    def __init__(self, words: Words, role: Role) -> None:
        self.words = words
        self.items = words.items
        self.names = Names(words)
        self.lex: Lexicon = lexicon()
        self.role = role
        self.found: list[UnitMention] = []
        self.fresh: list[int] = []  # the names since the last word of role: “Sở A, Sở B chủ trì”
        self.told = False  # what the units do is being told: “Sở A thẩm định hồ sơ của các xã”

    def read(self) -> list[UnitMention]:
        index, count = 0, self.words.count
        while index < count:
            index = self.step(index)
        return once(self.found)

    def step(self, index: int) -> int:
        word = self.items[index]
        if not word[0].isalnum():
            self.told = self.told and word not in ";.+•"
            return index + 1
        role = self.lex.cell_roles.at(self.items, index)
        if self.told and not (role and self.resumes(index, *role)):
            return index + 1
        if role:
            return self.turn(index, *role)
        found = self.names.read(index, True)
        if found:
            self.add(found)
            self.told = self.acts(found[-1].last)
            return found[-1].last
        if word in _JOINING:
            return index + 1
        return self.unknown(index)

    def turn(self, index: int, length: int, role: Role) -> int:
        """A word of role: it tells of what stands before it (“Sở A chủ trì”) or after it (“phối hợp với B”)."""
        after = index + length
        before = self.items[index - 1] if index else ""
        looks_back = self.fresh and (role == "lead" or before == "(")
        self.told = bool(self.fresh) and role != "coordinate" and self.has_object(after)
        if looks_back:
            targets = self.fresh[-1:] if before == "(" else self.fresh
            for target in targets:
                self.found[target] = replace(self.found[target], role=role, rule="listing-role")
        else:
            self.role = role
        self.fresh = [] if before != "(" else self.fresh
        return after

    def acts(self, at: int) -> bool:
        """Whether what a unit does is told from `at` on: a verb that is no word of role, and its object."""
        if self.lex.cell_roles.at(self.items, at) or (at < self.words.count and self.words.capital(at)):
            return False
        length = max(self.lex.verbs.length(self.items, at), self.lex.modals.length(self.items, at))
        return length > 0 and at + length < self.words.count and self.items[at + length][0].isalnum()

    def has_object(self, at: int) -> bool:
        """Whether the word of role that ends at `at` is a verb with an object: “Sở A chủ trì | rà soát hồ sơ”."""
        if at >= self.words.count or not self.items[at][0].isalnum() or self.words.capital(at):
            return self.lex.addresses.length(self.items, at) > 0
        if self.lex.addresses.length(self.items, at):
            return True
        return not (self.lex.cell_roles.at(self.items, at) or self.names.read(at, True) or self.items[at] in _JOINING)

    def resumes(self, index: int, length: int, role: Role) -> bool:
        """Whether a word of role in what is told speaks of units again: “phối hợp với”, “thực hiện:”."""
        after = index + length
        return self.items[after : after + 1] == [":"] or (role == "coordinate" and self.items[after - 1] in _JOINING)

    def add(self, found: list[Name]) -> None:
        self.fresh.extend(range(len(self.found), len(self.found) + len(found)))
        self.found.extend(each(self.words, found, self.role, "listing"))

    def unknown(self, index: int) -> int:
        """A name that no list knows: up to the next separator, if it begins like one."""
        end = index
        while end < self.words.count and self.items[end] not in (",", ";", ".", "(", ")", "+", ":"):
            if end > index and self.words.capital(end) and self.names.read(end, False):
                break
            if self.items[end] == "và" and self.names.read(end + 1, False):
                break
            end += 1
        last = end - 1 if self.items[end - 1] in "-–" else end
        if self.words.capital(index) and not self.lex.acting.length(self.items, index) and last > index:
            self.add([Name(index, last, "body", True)])
        return max(end, index + 1)
