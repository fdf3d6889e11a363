"""Reads the units of a table cell or an attribute line, where everything is units."""

from __future__ import annotations

from ...schema import Role
from .mentions import UnitMention, each, once
from .names import Name, Names

_JOINING = frozenset(("và", "với", "cùng", "hoặc", "do", "của"))


class Cell:
    """One reading of a cell or attribute line, in which everything is units. `role` is what its column says."""

    __slots__ = ("found", "fresh", "items", "known", "names", "role", "told")

    def __init__(self, names: Names, role: Role) -> None:
        self.names = names
        self.items, self.known = names.items, names.known
        self.role = role
        self.found: list[UnitMention] = []
        self.fresh: list[int] = []  # the names since the last word of role: “Sở A, Sở B chủ trì”
        self.told = False  # what the units do is being told: “Sở A thẩm định hồ sơ của các xã”

    def read(self) -> list[UnitMention]:
        index, count = 0, self.names.count
        while index < count:
            index = self.step(index)
        return once(self.found)

    def step(self, index: int) -> int:
        word = self.items[index]
        if not word[0].isalnum():
            self.told = self.told and word not in ";.+•"
            return index + 1
        role, after = self.known[index].role, index + self.known[index].cell_role
        if self.told and not (role and self.resumes(after, role)):
            return index + 1
        if role:
            return self.turn(index, after, role)
        found = self.names.read(index, True)
        if found:
            self.add(found)
            self.told = self.acts(found[-1].last)
            return found[-1].last
        if word in _JOINING:
            return index + 1
        return self.unknown(index)

    def turn(self, index: int, after: int, role: Role) -> int:
        """Words of role up to `after`: they tell of what stands before (“Sở A chủ trì”) or after (“phối hợp với B”)."""
        before = self.items[index - 1]
        looks_back = self.fresh and (role == "lead" or before == "(")
        self.told = bool(self.fresh) and role != "coordinate" and self.has_object(after)
        if looks_back:
            targets = self.fresh[-1:] if before == "(" else self.fresh
            for target in targets:
                self.found[target] = self.found[target]._replace(role=role, rule="listing-role")
        else:
            self.role = role
        self.fresh = [] if before != "(" else self.fresh
        return after

    def acts(self, at: int) -> bool:
        """Whether what a unit does is told from `at` on: a verb that is no word of role, and its object."""
        length = max(self.known[at].verb, self.known[at].modal)
        if not length or self.known[at].cell_role or self.names.capital(at):
            return False
        return self.items[at + length][:1].isalnum()

    def has_object(self, at: int) -> bool:
        """Whether the word of role that ends at `at` is a verb with an object: “Sở A chủ trì | rà soát hồ sơ”."""
        if not self.items[at][:1].isalnum() or self.names.capital(at):
            return self.names.lex.addresses.length(self.items, at) > 0
        if self.names.lex.addresses.length(self.items, at):
            return True
        return not (self.known[at].cell_role or self.names.read(at, True) or self.items[at] in _JOINING)

    def resumes(self, after: int, role: Role) -> bool:
        """Whether words of role up to `after` in what is told speaks of units again: “phối hợp với”, “thực hiện:”."""
        return self.items[after] == ":" or (role == "coordinate" and self.items[after - 1] in _JOINING)

    def add(self, found: list[Name]) -> None:
        self.fresh.extend(range(len(self.found), len(self.found) + len(found)))
        self.found.extend(each(self.names, found, self.role, "listing"))

    def unknown(self, index: int) -> int:
        """A name that no list knows: up to the next separator, if it begins like one."""
        end = index
        while end < self.names.count and self.items[end] not in (",", ";", ".", "(", ")", "+", ":"):
            if end > index and self.names.capital(end) and self.names.read(end, False):
                break
            if self.items[end] == "và" and self.names.read(end + 1, False):
                break
            end += 1
        last = end - 1 if self.items[end - 1] in "-–" else end
        if self.names.capital(index) and not self.known[index].acting and last > index:
            self.add([Name(index, last, "body", True)])
        return max(end, index + 1)
