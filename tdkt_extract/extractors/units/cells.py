"""Reads the units of a table cell or an attribute line, where everything is units."""

from __future__ import annotations

from dataclasses import replace

from ...schema import Role
from .mentions import UnitMention, each, once
from .names import Name, Names
from .tokens import Words
from .words import Lexicon, lexicon


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

    def read(self) -> list[UnitMention]:
        index, count = 0, self.words.count
        while index < count:
            index = self.step(index)
        return once(self.found)

    def step(self, index: int) -> int:
        word = self.items[index]
        if not word[0].isalnum():
            return index + 1
        role = self.lex.cell_roles.at(self.items, index)
        if role:
            return self.turn(index, *role)
        found = self.names.read(index, True)
        if found:
            self.add(found)
            return found[-1].last
        if word in ("và", "với", "cùng", "hoặc", "do", "của"):
            return index + 1
        return self.unknown(index)

    def turn(self, index: int, length: int, role: Role) -> int:
        """A word of role: it tells of what stands before it (“Sở A chủ trì”) or after it (“phối hợp với B”)."""
        after = index + length
        before = self.items[index - 1] if index else ""
        looks_back = self.fresh and (role == "lead" or before == "(")
        if looks_back:
            targets = self.fresh[-1:] if before == "(" else self.fresh
            for target in targets:
                self.found[target] = replace(self.found[target], role=role, rule="listing-role")
        else:
            self.role = role
        self.fresh = [] if before != "(" else self.fresh
        return after

    def add(self, found: list[Name]) -> None:
        self.fresh.extend(range(len(self.found), len(self.found) + len(found)))
        self.found.extend(each(self.words, found, self.role, "listing"))

    def unknown(self, index: int) -> int:
        """A name that no list knows: up to the next separator, if it begins like one."""
        end = index
        while end < self.words.count and self.items[end] not in (",", ";", ".", "(", ")", "+", ":"):
            if end > index and self.words.capital(end) and self.names.read(end, False):
                break
            end += 1
        last = end - 1 if self.items[end - 1] in "-–" else end
        if self.words.capital(index) and not self.lex.acting.length(self.items, index) and last > index:
            self.add([Name(index, last, "body", True)])
        return max(end, index + 1)
