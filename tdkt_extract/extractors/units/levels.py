"""Levels and territories in names: “tỉnh”, “tỉnh Long An”, “các xã, phường”, “cấp huyện”."""

from __future__ import annotations

from .tokens import Words

# Words that a number may follow: “cụm số 2”, “khu vực III”, “Quân khu 9”.
NUMBERED = frozenset(("số", "vực", "khu", "khối", "cụm", "đoàn", "vùng", "nhánh", "bàn", "đội", "tổ", "thứ", "lớp"))
NUMBERED |= frozenset(("ấp", "thôn", "xóm", "phố", "phường", "quận"))
_PLURAL = frozenset(("các", "từng", "mỗi"))
_LEVEL_JOINTS = frozenset((",", "và", "/", "-"))


class Levels(Words):
    """Reads levels in one piece of text."""

    __slots__ = ()

    def own(self, at: int) -> bool:
        """Whether the word at `at` has a capital that means something."""
        return not self.shouting and at < self.count and self.capital(at)

    def ends(self, at: int) -> bool:
        """Whether a word of doing or relating begins at `at`: the name is over. A capital inside a name is none."""
        length = self.known[at].closing
        return length > 0 and not self.own(at) and (length > 1 or not self.in_noun(at))

    def in_noun(self, at: int) -> bool:
        """Whether the verb at `at` is a syllable of a noun: “dự án”, “chương trình”."""
        return self.known[at].noun > 1 or self.known[at - 1].noun > 1

    def level(self, at: int) -> int:
        """The end of a level or territory at `at`; `at` where there is none."""
        items, word, start = self.items, self.items[at], at
        if word == "từ":
            return self.range_of_levels(at)
        if word in _PLURAL:
            at += 0 if self.known[at].place else 1
        elif word.isdigit():
            at += 1
        length = self.place(at)
        if not length:
            return start
        at += length
        if items[at] == "." and items[at - 1] == "tp":
            at += 1
        return self.more_levels(self.territories(at, word == "các"))

    def range_of_levels(self, at: int) -> int:
        """The end of “từ tỉnh đến cơ sở” at `at`; `at` where there is none."""
        upto = at + 1 + self.place(at + 1)
        length = self.place(upto + 1) if upto > at + 1 and self.items[upto] == "đến" else 0
        return upto + 1 + length if length else at

    def territories(self, at: int, several: bool) -> int:
        """The end of the proper names after a place noun: “huyện | Long Hòa”, “các huyện | Long Hòa, Gò Tre”."""
        last = self.place_name(at)
        while several and last > at and self.items[last] in (",", "và"):
            following = self.place_name(last + 1)
            if following == last + 1:
                break
            last = following
        return last

    def more_levels(self, at: int) -> int:
        """The end of what goes on with a level: “xã | , phường, thị trấn”, “tỉnh | /thành phố”."""
        while self.items[at] in _LEVEL_JOINTS:
            following = at + 1
            if self.items[at] == "," and self.items[following] == "và":
                following += 1
            length = self.place(following)
            if not length or self.items[following] in ("cơ", "chi"):
                break
            at = self.place_name(following + length)
        return at

    def place(self, at: int) -> int:
        """The length of a place noun at `at`, unless it begins a longer word: “tỉnh ủy”, “xã hội”."""
        known = self.known[at]
        length = known.place
        return length if length and known.head <= length and known.no_name <= length else 0

    def place_name(self, at: int) -> int:
        """The end of one proper name after a place noun: “Long An”, “số 2”, “II”; at most four words."""
        start = at
        while at < self.count and at - start < 4:
            number = self.items[at].isdigit() and self.items[at - 1] in NUMBERED
            if not number and not (self.own(at) and self.items[at][0].isalpha() and not self.begins_unit(at)):
                break
            at += 1
        return at

    def begins_unit(self, at: int) -> bool:
        return bool(self.known[at].head or self.known[at].place)
