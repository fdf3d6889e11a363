"""Where the name of a body begins and ends, and how a list of bodies falls into names.

“Sở Văn hóa, Thể thao và Du lịch” is one name, “Sở Y tế, Sở Tài chính” two; “các sở, ban, ngành cấp tỉnh” is one,
“các xã, các đơn vị liên quan” two: a bare collective noun goes on with a name that is itself only collective nouns, a
quantifier or a head word with its own name begins another.
"""

from __future__ import annotations

from typing import NamedTuple

from ._unit_tokens import JOINTS, Words
from ._unit_words import Head, Kind, Lexicon, lexicon

_SEPARATORS = frozenset((",", ";", "và", "/", "hoặc", "-"))
_NUMBERED = frozenset(("số", "vực", "khu", "khối", "cụm", "đoàn", "vùng", "nhánh", "bàn", "đội", "tổ", "thứ", "lớp"))
# Lower-case words unknown to the lexicon that a name may hold; more after “các”: “Ban Quản lý các khu công nghệ cao”.
_UNKNOWN_IN_PROPER, _UNKNOWN_IN_COMMON, _UNKNOWN_AFTER_PLURAL = 3, 5, 10
_PARENTHESIS = 30


class Name(NamedTuple):
    """A name: the words first..last-1. `proper` where it has its own name or level, not only collective nouns."""

    first: int
    last: int
    kind: Kind
    proper: bool
    joint: str = ""


class Names:
    """Reads names from one piece of text."""

    __slots__ = ("items", "lex", "words")

    def __init__(self, words: Words) -> None:
        self.words = words
        self.items = words.items
        self.lex: Lexicon = lexicon()

    def read(self, index: int, bare: bool) -> list[Name]:
        """The names of the list that begins at `index`; `bare`: a collective noun may begin it without quantifier."""
        found: list[Name] = []
        joint, at = "", index
        while name := self.name(at, bare or bool(found)):
            found.append(name._replace(joint=joint) if joint else name)
            joint, at = self.separator(name.last)
            if not joint:
                break
        return found

    def separator(self, index: int) -> tuple[str, int]:
        """The joint between two names of a list at `index` (“,”, “;”, “và”, “, và”) and the index after it."""
        if index >= self.words.count or self.items[index] not in _SEPARATORS:
            return "", index
        joint, after = self.items[index], index + 1
        if joint in ",;" and after < self.words.count and self.items[after] == "và":
            joint, after = "và", after + 1
        return joint, after

    def name(self, index: int, bare: bool) -> Name | None:
        """The name that begins at `index`."""
        items, lex = self.items, self.lex
        index += lex.honorifics.length(items, index)
        quantifier = lex.quantifiers.length(items, index)
        at = index + quantifier
        hit = self.head(at)
        if hit is None and quantifier and lex.heads.length(items, index):
            hit, at, quantifier = self.head(index), index, 0  # “các cấp”: the quantifier is the head's own
        if hit and lex.nots.length(items, at):
            return None
        if hit is None:
            if at < self.words.count and self.words.acronym(at) and (quantifier or bare):
                last = self.tail(self.place_name(at + 1), 0)
                return Name(index, self.parenthesis(last), "body", True)
            return None
        length, head = hit
        free = bare or quantifier > 0
        if head.kind == "title":
            return self.titled(index, at + length, head, free)
        if head.kind == "body":
            last, own = self.proper(at + length, head.bare == "list" and not quantifier)
            if own:
                return Name(index, self.parenthesis(last), "body", True)
        if self.verbal(at, length, quantifier > 0, bare):
            return None
        if not (head.bare in ("alone", "capital") or (free and head.bare == "list")):
            return None
        proper = head.kind == "body" and head.bare in ("alone", "capital")
        last = self.tail(at + length, _UNKNOWN_IN_PROPER) if proper else self.collective(index, at + length)
        return Name(index, self.parenthesis(last), head.kind, proper)

    def head(self, at: int) -> tuple[int, Head] | None:
        """The head that begins at `at`. “Ban tổ chức” is one, “(các phòng,) ban | tổ chức …” has a shorter one."""
        for length, head in self.lex.heads.all_at(self.items, at):
            if head.bare != "capital" or self.words.capital(at):
                return length, head
        return None

    def titled(self, index: int, at: int, head: Head, free: bool) -> Name | None:
        """“Giám đốc” + “Sở Nội vụ”, “Thủ trưởng” + “các sở, ban, ngành”."""
        nested = self.name(at, True)
        if nested:
            return Name(index, nested.last, "title", True)
        last = self.tail(at, _UNKNOWN_IN_PROPER)
        if last > at or head.bare == "alone" or (free and head.bare == "list"):
            return Name(index, self.parenthesis(last), "title", last > at)
        return None

    def verbal(self, at: int, length: int, quantified: bool, bare: bool) -> bool:
        """Whether the “tổ chức” at `at` is the verb."""
        if quantified or length != 2 or self.items[at : at + 2] != ["tổ", "chức"]:
            return False
        after = at + 2
        if self.lex.nots.length(self.items, after):  # “tổ chức hội thi”
            return True
        if self.lex.nouns_after.length(self.items, after):
            return False
        if bare and (self.lex.stops.length(self.items, after) or self.lex.modals.length(self.items, after)):
            return False
        joint, following = self.separator(after)
        return not (bare and joint and self.bare_noun(following))

    def bare_noun(self, at: int) -> int:
        """The length of a collective noun at `at` that has no name of its own; 0 for anything else."""
        hit = self.head(at)
        if hit is None or hit[1].kind == "title" or hit[1].bare == "name" or self.lex.nots.length(self.items, at):
            return 0
        length, head = hit
        if self.verbal(at, length, False, True):
            return 0
        if head.kind == "body" and (head.bare in ("alone", "capital") or self.named(at + length)):
            return 0
        return length

    def named(self, at: int) -> bool:
        """Whether a name of its own, not only a level, follows a head that ends at `at`: “ban | Dân tộc”, not “ban | tỉnh”."""
        if self.lex.sectors.loose(self.items, at):
            return True
        return at < self.words.count and self.words.capital(at) and not self.words.shouting and self.level(at) == at

    def collective(self, first: int, at: int) -> int:
        """The end of a name of collective nouns, of which the first ends at `at`: “sở” + “, ban, ngành cấp tỉnh”."""
        while True:
            joint, after = self.separator(at)
            if joint == ";":
                break
            length = self.bare_noun(after)
            if not length or (not joint and not self.adjoins(after)):
                break
            # “các Phòng/Ban, Khoa/Viện”: where a slash joins, the comma parts
            slashed = self.items[after + length : after + length + 1] == ["/"] or "/" in self.items[first:at]
            if slashed and joint in (",", "và"):
                break
            at = after + length
        return self.tail(at, _UNKNOWN_IN_COMMON)

    def adjoins(self, at: int) -> bool:
        """A collective noun right after another: “các sở ban ngành”, but “các đơn vị tổ chức …”."""
        hit = self.head(at)
        if hit is None or hit[1].kind not in ("common", "body") or self.lex.places.length(self.items, at):
            return False
        return not self.words.capital(at) and not self.verbal(at, hit[0], False, False)

    def proper(self, at: int, single: bool) -> tuple[int, bool]:
        """The end of the own name of a head that ends at `at`, and whether there is one.

        A sector that is also a verb counts in lower case only after a `single` head: “sở xây dựng trình …”, but
        “Các tổ xây dựng kế hoạch”.
        """
        length = self.lex.sectors.loose(self.items, at)
        if length and not (self.ends(at) and not (single and self.breaks(at + length))):
            after = at + length
            # “Sở Y tế | tham mưu …” is complete, “Trung tâm Y tế Dự phòng” and “Sở Y tế Hà Nội” go on with a capital
            goes_on = after < self.words.count and self.words.capital(after) and not self.words.shouting
            if self.items[after + 1 : after + 2] == ["ủy"]:
                return self.nested(after)[0], True  # “Ban Tuyên giáo Tỉnh ủy”
            goes_on = goes_on and not self.lex.heads.length(self.items, after)
            return self.tail(after, _UNKNOWN_IN_PROPER if goes_on else 0), True
        plural = self.items[at : at + 1] == ["các"]
        last = self.tail(at, _UNKNOWN_AFTER_PLURAL if plural else _UNKNOWN_IN_PROPER)
        first_is_own = last > at and (
            (self.words.capital(at) and not self.words.shouting)
            or self.level(at) > at
            or self.lex.links.length(self.items, at) > 0
            or plural
            or (self.words.shouting and not self.lex.acting.length(self.items, at))
        )
        return (last, True) if first_is_own else (at, False)

    def breaks(self, at: int) -> bool:
        """Whether a name may be over at `at`: the text ends, a mark, a verb or a level follows."""
        return at >= self.words.count or not self.items[at][0].isalnum() or self.ends(at) or self.level(at) > at

    def tail(self, at: int, unknown: int) -> int:
        """The end of what goes on with a name at `at`: own words, levels, “có liên quan”, “trên địa bàn tỉnh”.

        Lower-case words that no list knows are taken (up to `unknown`) only where a known word or the end of the
        name follows: “Trung tâm Kiểm soát bệnh tật tỉnh”.
        """
        good, pending, closed, first = at, 0, unknown == 0, at
        inside = self.lex.inside_names
        while at < self.words.count:
            step, closes = at, False
            if self.items[at] in inside or self.items[at].isdigit():
                step, closes = self.known(at, closed or at > first)
                if step == at and not closed:
                    step, closes = self.nested(at)
            if step > at:
                at = good = step
                closed, pending = closed or closes, 0
                continue
            word = self.items[at]
            joined = self.joined(at, closed)
            if joined:
                at = joined
                continue
            if not word[0].isalnum() or word in _SEPARATORS or self.ends(at):
                if not closed and self.object_of_verb(at, first):
                    at = good = at + self.lex.verbs.length(self.items, at)
                    pending = 0
                    continue
                return at if pending <= unknown and not closed else good
            if closed:
                return good
            if (self.words.capital(at) and not self.words.shouting) or (
                word.isdigit() and self.items[at - 1] in _NUMBERED
            ):
                good, pending = at + 1, 0
            else:
                pending += 1
                if pending > unknown:
                    return good
            at += 1
        return at if pending <= unknown else good

    def object_of_verb(self, at: int, first: int) -> bool:
        """Whether a verb at `at` is the object of a capitalised verb of the name: “Cục Quản lý | xử lý vi phạm …”."""
        for length in (2, 1):
            verb = at - length
            if verb >= first and self.words.capital(verb) and self.lex.verbs.length(self.items, verb) == length:
                return not self.words.shouting and self.lex.verbs.length(self.items, at) > 0
        return False

    def ends(self, at: int) -> bool:
        """Whether a word of doing or relating begins at `at`: the name is over. A capital inside a name is none."""
        if self.words.capital(at) and not self.words.shouting:
            return False
        return bool(self.lex.acting.length(self.items, at) or self.lex.stops.length(self.items, at))

    def known(self, at: int, begun: bool) -> tuple[int, bool]:
        """The end of a phrase that may stand inside or at the end of a name, and whether the name is then complete.

        What is also a verb (“truyền thông”) belongs to the name only right after its head, not once the name has `begun`.
        """
        level = self.level(at)
        if level > at:
            return level, True
        complement = self.lex.complements.at(self.items, at)
        if complement and not (begun and self.lex.acting.length(self.items, at)):
            length, takes_sector = complement
            return (self.sector(at + length) if takes_sector else at + length), False
        link = self.lex.links.length(self.items, at)
        if link:
            end = self.linked(at + link)
            return (end, True) if end > at + link or self.items[at] == "trên" else (at, False)
        return at, False

    def sector(self, at: int) -> int:
        """The end of what a complement is about: “làm công tác | thi đua, khen thưởng”, “… nhà nước về | quản lý đất đai”."""
        length = self.lex.sectors.loose(self.items, at)
        if not length and self.items[at - 1] in ("về", "vực", "tác"):
            length = self.lex.acting.length(self.items, at)
        return at + length

    def nested(self, at: int) -> tuple[int, bool]:
        """The end of a body right after the words of another, to which that belongs: “Văn phòng | UBND tỉnh”."""
        if self.words.capital(at) and self.lex.heads.length(self.items, at):
            inner = self.name(at, False)
            if inner:
                return inner.last, True
        return at, False

    def linked(self, at: int) -> int:
        """The end of the place or body after “của”, “thuộc”, “trên địa bàn”."""
        level = self.level(at)
        if level > at:
            return level
        length = self.lex.complements.length(self.items, at)
        if length and self.items[at] in ("đảng", "nhà", "quản"):
            return at + length
        sector = self.lex.sectors.loose(self.items, at)
        if sector:
            return at + sector
        nested = self.name(at, True)
        if nested and (nested.proper or nested.kind == "common"):
            return nested.last
        return self.unlisted(at)

    def unlisted(self, at: int) -> int:
        """A place or group after a link that no list knows: capitals, or words up to the verb of the clause.

        “trên địa bàn Thủ đô”, “trong hệ thống Đoàn - Hội”, “Các nhà đầu tư trong khu chế xuất chủ động …”
        """
        if at < self.words.count and self.words.capital(at) and not self.words.shouting:
            return self.tail(at, _UNKNOWN_IN_PROPER)
        start = at
        while at < self.words.count and at - start < 6 and self.items[at][0].isalpha():
            if self.lex.acting.length(self.items, at):
                return at
            if self.lex.stops.length(self.items, at):
                break
            at += 1
        return start

    def level(self, at: int) -> int:
        """The end of a level or territory at `at`: “tỉnh”, “tỉnh Long An”, “các xã, phường”, “cấp huyện”, “các cấp”."""
        items, lex = self.items, self.lex
        start = at
        if at < self.words.count and items[at] in ("các", "từng", "mỗi"):
            at += 0 if lex.places.length(items, at) else 1
        elif at + 1 < self.words.count and items[at].isdigit():
            at += 1
        length = self.place(at)
        if not length:
            return start
        at += length
        while at < self.words.count and items[at] == "." and items[at - 1] == "tp":
            at += 1
        at = self.place_name(at)
        while at < self.words.count and items[at] in (",", "và", "/", "-"):
            following = at + 1
            if items[at] == "," and following < self.words.count and items[following] == "và":
                following += 1
            length = self.place(following)
            if not length or items[following] == "cơ":
                break
            at = self.place_name(following + length)
        return at

    def place(self, at: int) -> int:
        """The length of a place noun at `at`, unless it begins a longer word: “tỉnh ủy”, “xã hội”, “thành phố thông minh”."""
        length = self.lex.places.length(self.items, at)
        if not length:
            return 0
        longer = max(self.lex.heads.length(self.items, at), self.lex.nots.length(self.items, at))
        return length if longer <= length else 0

    def place_name(self, at: int) -> int:
        """The end of a proper name after a place noun: “Long An”, “số 2”, “II”."""
        start = at
        while at < self.words.count and at - start < 4:
            word = self.items[at]
            if self.words.shouting or not (
                (word[0].isalpha() and self.words.capital(at) and not self.lex.heads.length(self.items, at))
                or (word.isdigit() and self.items[at - 1] in _NUMBERED)
            ):
                break
            at += 1
        return at

    def joined(self, at: int, closed: bool) -> int:
        """The index after a dash, comma or “và” at `at` that stands inside a name; 0 where it ends the name.

        “Thi đua - Khen thưởng”; “Văn hóa, Thể thao và Du lịch”; “khu công nghệ cao và khu công nghiệp”.
        """
        word, after = self.items[at], at + 1
        if closed or word not in JOINTS or after >= self.words.count or not self.items[after][0].isalpha():
            return 0
        if self.lex.heads.length(self.items, after) and word != "-":
            return 0
        if word == "&":
            return after  # “GD&ĐT”
        if word == "-":
            return after if self.name(after, False) is None else 0
        if self.words.shouting:
            return 0
        if word == "và":
            goes_on = self.words.capital(after) or self.repeats(after) or self.leads_to_level(after)
            return after if goes_on else 0
        if not self.words.capital(after):
            return 0
        ahead = self.items[after : after + 6]
        if "và" not in ahead:
            return 0
        conjunct = after + ahead.index("và") + 1
        inside = all(item[0].isalpha() for item in ahead[: ahead.index("và")])
        named = conjunct < self.words.count and self.words.capital(conjunct)
        return after if inside and named and not self.lex.heads.length(self.items, conjunct) else 0

    def leads_to_level(self, at: int) -> bool:
        """Whether unknown words at `at` lead to a level: “Ban Quản lý các khu chế xuất và | công nghiệp tỉnh”."""
        for index in range(at, min(at + 5, self.words.count)):
            if index > at and self.level(index) > index:
                return True
            if not self.items[index][0].isalpha() or self.ends(index):
                return False
            if self.lex.heads.length(self.items, index) or self.lex.quantifiers.length(self.items, index):
                return False
            if index > at and self.words.capital(index):
                return not self.words.shouting
        return False

    def repeats(self, at: int) -> bool:
        """Whether the word at `at` stood shortly before the “và”: “khu … và khu …”."""
        word = self.items[at]
        return word in self.items[max(0, at - 7) : at - 1] and not self.lex.quantifiers.length(self.items, at)

    def parenthesis(self, at: int) -> int:
        """The end of a bracket right after a name that names the same body: “(Cơ quan thường trực …)”, “(Ban TĐKT)”."""
        if at >= self.words.count or self.items[at] != "(":
            return at
        inner = at + 1
        close = next((i for i in range(inner, min(self.words.count, at + _PARENTHESIS)) if self.items[i] == ")"), 0)
        if not close or inner == close:
            return at
        if self.lex.heads.length(self.items, inner) and not self.lex.nots.length(self.items, inner):
            roles = self.items[inner:close]
            return close + 1 if "chủ" not in roles and "phối" not in roles else at
        return at
