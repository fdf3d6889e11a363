"""Commas, dashes and “và”: those between names, and those inside a name."""

from __future__ import annotations

from .levels import Levels

SEPARATORS = frozenset((",", ";", "và", "/", "hoặc", "-"))


class Joints(Levels):
    """Reads joints in one piece of text."""

    __slots__ = ()

    def stands_alone(self, at: int) -> bool:
        """Whether a name of its own begins at `at`."""
        raise NotImplementedError

    def separator(self, index: int) -> tuple[str, int]:
        """The joint between two names of a list at `index` (“,”, “;”, “và”, “, và”) and the index after it."""
        joint = self.items[index]
        if joint not in SEPARATORS:
            return "", index
        after = index + 1
        if joint in ",;" and self.items[after] == "và":
            return "và", after + 1
        return joint, after

    def joined(self, at: int) -> int:
        """The index after the joint at `at` if it stands inside a name; 0 where it ends the name.

        “Thi đua - Khen thưởng”; “Văn hóa, Thể thao và Du lịch”; “khu công nghệ cao và khu công nghiệp”.
        """
        word, after = self.items[at], at + 1
        if not self.items[after][:1].isalpha():
            return 0
        if word == "-":
            return 0 if self.stands_alone(after) else after
        if self.known[after].head:
            return 0
        if word == "&":
            return after  # “GD&ĐT”
        if word == "và":
            goes_on = self.own(after) or self.repeats(after) or self.leads_to_level(after)
        elif self.own(after):
            goes_on = self.capital_series(after)
        else:
            goes_on = self.lower_series(after)
        return after if goes_on else 0

    def capital_series(self, at: int) -> bool:
        """Whether the name goes on over a comma before `at`: “Văn hóa, | Thể thao và Du lịch”."""
        ahead = self.items[at : at + 6]
        if "và" not in ahead:
            return False
        conjunct = at + ahead.index("và") + 1
        inside = all(item[0].isalpha() for item in ahead[: ahead.index("và")])
        return inside and self.own(conjunct) and not self.known[conjunct].head

    def lower_series(self, at: int) -> bool:
        """Whether unknown words, “và” and more unknown words up to a verb stand at `at`: the name has a series inside.

        “Phòng Quản lý vận tải, | phương tiện và người lái phối hợp …”
        """
        joined = False
        for index in range(at, min(at + 9, self.count)):
            if self.items[index] == "và" and index > at and not joined:
                joined = True
            elif self.ends(index):
                return joined and self.items[index - 1] != "và" and self.known[index].acting > 0
            elif not self.items[index][0].isalpha() or self.known[index].head:
                return False
        return False

    def leads_to_level(self, at: int) -> bool:
        """Whether unknown words at `at` lead to a level: “Ban Quản lý các khu chế xuất và | công nghiệp tỉnh”."""
        for index in range(at, min(at + 5, self.count)):
            if index > at and self.level(index) > index:
                return True
            if not self.items[index][0].isalpha() or self.ends(index):
                return False
            if self.known[index].head or self.known[index].quantifier:
                return False
            if index > at and self.own(index):
                return True
        return False

    def repeats(self, at: int) -> bool:
        """Whether the word at `at` stood shortly before the “và”: “khu … và khu …”."""
        word = self.items[at]
        return word in self.items[max(0, at - 7) : at - 1] and not self.known[at].quantifier
