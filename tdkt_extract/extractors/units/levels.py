"""Levels and territories in names: “tỉnh”, “tỉnh Long An”, “các xã, phường”, “cấp huyện”."""

from __future__ import annotations

from .tokens import Words
from .words import Lexicon, lexicon

# Words that a number may follow: “cụm số 2”, “khu vực III”, “Quân khu 9”.
NUMBERED = frozenset(("số", "vực", "khu", "khối", "cụm", "đoàn", "vùng", "nhánh", "bàn", "đội", "tổ", "thứ", "lớp"))
NUMBERED |= frozenset(("ấp", "thôn", "xóm", "phố", "phường", "quận"))
_PLURAL = frozenset(("các", "từng", "mỗi"))
_LEVEL_JOINTS = frozenset((",", "và", "/", "-"))


class Levels:
    """Reads levels in one piece of text."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.items = words.items
        self.lex: Lexicon = lexicon()

    def own(self, at: int) -> bool:
        """Whether the word at `at` has a capital that means something."""
        return at < self.words.count and not self.words.shouting and self.words.capital(at)

    def ends(self, at: int) -> bool:
        """Whether a word of doing or relating begins at `at`: the name is over. A capital inside a name is none."""
        if self.own(at):
            return False
        length = max(self.lex.acting.length(self.items, at), self.lex.stops.length(self.items, at))
        return length > 1 or (length == 1 and not self.in_noun(at))

    def in_noun(self, at: int) -> bool:
        """Whether the verb at `at` is a syllable of a noun: “dự án”, “chương trình”."""
        nouns = self.lex.nouns
        return nouns.length(self.items, at) > 1 or (at > 0 and nouns.length(self.items, at - 1) > 1)

    def level(self, at: int) -> int:
        """The end of a level or territory at `at`; `at` where there is none."""
        items = self.items
        start = at
        if items[at : at + 1] == ["từ"]:
            return self.range_of_levels(at)
        if at < self.words.count and items[at] in _PLURAL:
            at += 0 if self.lex.places.length(items, at) else 1
        elif at + 1 < self.words.count and items[at].isdigit():
            at += 1
        length = self.place(at)
        if not length:
            return start
        at += length
        if items[at - 1] == "tp" and items[at : at + 1] == ["."]:
            at += 1
        return self.more_levels(self.territories(at, items[start] == "các"))

    def range_of_levels(self, at: int) -> int:
        """The end of “từ tỉnh đến cơ sở” at `at`; `at` where there is none."""
        upto = at + 1 + self.place(at + 1)
        length = self.place(upto + 1) if upto > at + 1 and self.items[upto : upto + 1] == ["đến"] else 0
        return upto + 1 + length if length else at

    def territories(self, at: int, several: bool) -> int:
        """The end of the proper names after a place noun: “huyện | Long Hòa”, “các huyện | Long Hòa, Gò Tre”."""
        last = self.place_name(at)
        while several and last > at and self.items[last : last + 1] in ([","], ["và"]):
            following = self.place_name(last + 1)
            if following == last + 1:
                break
            last = following
        return last

    def more_levels(self, at: int) -> int:
        """The end of what goes on with a level: “xã | , phường, thị trấn”, “tỉnh | /thành phố”."""
        while at < self.words.count and self.items[at] in _LEVEL_JOINTS:
            following = at + 1
            if self.items[at] == "," and self.items[following : following + 1] == ["và"]:
                following += 1
            length = self.place(following)
            if not length or self.items[following] in ("cơ", "chi"):
                break
            at = self.place_name(following + length)
        return at

    def place(self, at: int) -> int:
        """The length of a place noun at `at`, unless it begins a longer word: “tỉnh ủy”, “xã hội”."""
        length = self.lex.places.length(self.items, at)
        if not length:
            return 0
        longer = max(self.lex.heads.length(self.items, at), self.lex.nots.length(self.items, at))
        return length if longer <= length else 0

    def place_name(self, at: int) -> int:
        """The end of one proper name after a place noun: “Long An”, “số 2”, “II”; at most four words."""
        start = at
        while at < self.words.count and at - start < 4:
            number = self.items[at].isdigit() and self.items[at - 1] in NUMBERED
            if not number and not (self.own(at) and self.items[at][0].isalpha() and not self.begins_unit(at)):
                break
            at += 1
        return at

    def begins_unit(self, at: int) -> bool:
        return bool(self.lex.heads.length(self.items, at) or self.lex.places.length(self.items, at))
