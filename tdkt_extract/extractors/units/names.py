"""Where the name of a body begins, and how a list of bodies falls into names.

“Sở Văn hóa, Thể thao và Du lịch” is one name, “Sở Y tế, Sở Tài chính” two; “các sở, ban, ngành cấp tỉnh” is one,
“các xã, các đơn vị liên quan” two: a bare collective noun goes on with a name that is itself only collective nouns, a
quantifier or a head word with its own name begins another.
"""

from __future__ import annotations

from typing import NamedTuple

from .extent import UNKNOWN_IN_COMMON, UNKNOWN_IN_PROPER, Extent
from .tokens import Searched
from .words import Head, Kind

_TO_CHUC = ["tổ", "chức"]
# Names inside names inside names: real ones go three deep (“Thủ trưởng các phòng thuộc Sở”).
_DEPTH = 4
_LONGEST_PERSON, _LONGEST_GROUP = 5, 14


class Name(NamedTuple):
    """A name: the words first..last-1. `proper` where it has its own name or level, not only collective nouns.

    `over` of the last words only say more about it: “(sau đây gọi là …)”, “- Cơ quan thường trực …”.
    """

    first: int
    last: int
    kind: Kind
    proper: bool
    joint: str = ""
    over: int = 0


class Names(Extent):
    """Reads names from one piece of text."""

    __slots__ = ("depth", "seen")

    def __init__(self, searched: Searched, start: int, stop: int) -> None:
        super().__init__(searched, start, stop)
        self.depth = 0
        self.seen: dict[tuple[int, bool], Name | None] = {}  # a chain of heads is read from each of them else

    def read(self, index: int, bare: bool) -> list[Name]:
        """The names of the list that begins at `index`; `bare`: a collective noun may begin it without quantifier."""
        found: list[Name] = []
        joint, at = "", index
        while name := self.name(at, bare or bool(found)):
            if joint == "-" and self.apposed(found[-1], at, name):
                before = found[-1]
                found[-1] = before._replace(last=name.last, over=before.over + name.last - before.last)
            else:
                found.append(Name(*name[:4], joint, name.over) if joint else name)
            joint, at = self.separator(name.last)
            if not joint:
                break
        return found

    def name(self, index: int, bare: bool) -> Name | None:
        """The name that begins at `index`."""
        if not self.known[index].begins_list and not (bare and self.acronym(index)):
            return None
        key = index, bare
        if key not in self.seen:
            if self.depth == _DEPTH:
                return None
            self.depth += 1
            self.seen[key] = self.found(index, bare)
            self.depth -= 1
        return self.seen[key]

    def found(self, index: int, bare: bool) -> Name | None:
        known = self.known
        honorific = known[index].honorific
        if honorific:
            person = self.person(index, index + honorific)
            if person:
                return person
            index += honorific
        quantifier = known[index].quantifier
        at = index + quantifier
        hit = self.head(at)
        if hit is None and quantifier and known[index].head:
            hit, at, quantifier = self.head(index), index, 0  # “các cấp”: the quantifier is the head's own
        if hit is None:
            return self.by_acronym(index, at) if (bare or quantifier) and self.acronym(at) else None
        length, head = hit
        if known[at].no_name >= length:
            return None
        name = self.headed(index, at, length, head, quantifier > 0, bare)
        return self.closed(name) if name and self.items[name.last] == "(" else name

    def closed(self, name: Name) -> Name:
        """`name` with the brackets right after it: “(Ban TĐKT)” is part of it, “(sau đây gọi là …)” is not."""
        last = self.bracket(name.last)
        defined = self.definition(last)
        return name if defined == name.last else name._replace(last=defined, over=defined - last)

    def apposed(self, before: Name, at: int, name: Name) -> bool:
        """Whether `name`, after a dash, is what the one `before` also is: “Sở A - Cơ quan thường trực Ban B”."""
        office = before.kind == "title" and name.kind == "title"
        return office or self.known[at].apposition > 0

    def person(self, first: int, at: int) -> Name | None:
        """A person after an honorific, with the office: “Đ/c Trần Văn A”, “Đồng chí Trần Văn A - Chủ tịch Hội đồng”."""
        if self.shouting or self.known[first].quantifier or self.head(at):
            return None
        last = at
        while last < at + _LONGEST_PERSON and self.own(last) and self.items[last].isalpha():
            last += 1
        if last < at + 2 or not self.breaks(last):
            return None
        if self.items[last] in (",", "-"):
            office = self.name(last + 1, True)
            if office and office.kind == "title":
                last = office.last
        return Name(first, last, "title", True)

    def by_acronym(self, index: int, at: int) -> Name:
        return Name(index, self.bracket(self.tail(self.place_name(at + 1), 0)), "body", True)

    def head(self, at: int) -> tuple[int, Head] | None:
        """The head that begins at `at`. “Ban tổ chức” is one, “(các phòng,) ban | tổ chức …” has a shorter one."""
        known = self.known[at]
        return known.headed if known.headed is known.headed_small or self.capital(at) else known.headed_small

    def headed(self, index: int, at: int, length: int, head: Head, quantified: bool, bare: bool) -> Name | None:
        """The name at `index` whose `head` of `length` words begins at `at`."""
        after = at + length
        listed = head.bare == "list" and (quantified or bare)
        if head.kind == "title":
            return self.titled(index, after, head.bare == "alone" or listed)
        if head.kind == "body":
            last, own = self.proper(after, head, not quantified)
            if own:
                return Name(index, last, "body", True)
        if self.verbal(at, length, quantified, bare):
            return None
        if head.kind == "body" and head.bare in ("alone", "capital"):
            return Name(index, self.tail(after, UNKNOWN_IN_PROPER), "body", True)
        if head.bare == "alone" or listed:
            return Name(index, self.collective(index, after), head.kind, False)
        return None

    def titled(self, index: int, at: int, alone: bool) -> Name | None:
        """“Giám đốc” + “Sở Nội vụ”, “Thủ trưởng” + “các sở, ban, ngành”."""
        nested = self.name(at, True)
        if nested:
            return Name(index, nested.last, "title", True)
        last = self.tail(at, UNKNOWN_IN_PROPER)
        return Name(index, last, "title", last > at) if alone or last > at else None

    def inner(self, at: int, bare: bool) -> tuple[int, bool]:
        """The end of a name that begins at `at` inside another, and whether it can belong to that one."""
        name = self.name(at, bare)
        return (name.last, name.proper or name.kind == "common") if name else (at, False)

    def stands_alone(self, at: int) -> bool:
        hit = self.head(at)
        return hit is not None and (hit[1].bare in ("alone", "capital") or self.named(at + hit[0]))

    def group(self, index: int) -> Name | None:
        """A group that no list knows, up to the verb or mark after it: “các nhà mạng (…)”, “các chủ hồ, hộ nuôi”."""
        start = at = index + self.known[index].quantifier
        if at == index or self.known[at].thing:
            return None
        while at < min(self.count, start + _LONGEST_GROUP):
            joint, after = self.separator(at)
            if joint and (joint == ";" or self.breaks(after) or self.head(after) or self.free(after)):
                break
            if not joint and self.breaks(at):
                break
            at = after if joint else at + 1
        return Name(index, self.aside(at), "common", True) if start + 1 < at < start + _LONGEST_GROUP else None

    def free(self, at: int) -> bool:
        return self.known[at].quantifier > 0

    # ---- collective nouns --------------------------------------------------------------------------------------------

    def collective(self, first: int, at: int) -> int:
        """The end of a name of collective nouns, of which the first ends at `at`: “sở” + “, ban, ngành cấp tỉnh”."""
        slashed = "/" in self.items[first:at]
        while True:
            joint, after = self.separator(at)
            length = self.bare_noun(after) if joint != ";" else 0
            if not length or (not joint and not self.adjoins(after)):
                break
            # “các Phòng/Ban, Khoa/Viện”: where a slash joins, the comma parts
            goes_slashed = slashed or self.items[after + length] == "/"
            named_apart = self.capital(after) and not self.capital_noun(first)
            if joint in (",", "và") and (goes_slashed or named_apart):
                break
            slashed = slashed or joint == "/"
            at = after + length
        return self.tail(at, UNKNOWN_IN_COMMON)

    def bare_noun(self, at: int) -> int:
        """The length of a collective noun at `at` that has no name of its own; 0 for anything else."""
        hit = self.head(at)
        if hit is None or hit[1].kind == "title" or hit[1].bare == "name":
            return 0
        length, head = hit
        if self.known[at].no_name >= length:
            return 0
        if self.verbal(at, length, False, True):
            return 0
        if head.kind == "body" and (head.bare in ("alone", "capital") or self.named(at + length)):
            return 0
        return length

    def named(self, at: int) -> bool:
        """Whether a name of its own, not only a level, follows a head that ends at `at`: “ban | Dân tộc”."""
        return self.lex.sectors.length(self.items, at) > 0 or (self.own(at) and self.level(at) == at)

    def capital_noun(self, first: int) -> bool:
        """Whether the noun of the name at `first` has a capital of its own: “các Sở”, not “Các sở”."""
        return self.shouting or self.capital(first + self.known[first].quantifier)

    def adjoins(self, at: int) -> bool:
        """A collective noun right after another: “các sở ban ngành”, but “các đơn vị tổ chức …”."""
        hit = self.head(at)
        if hit is None or hit[1].kind not in ("common", "body") or self.known[at].place:
            return False
        return not self.capital(at) and not self.verbal(at, hit[0], False, False)

    def verbal(self, at: int, length: int, quantified: bool, bare: bool) -> bool:
        """Whether the “tổ chức” at `at` is the verb."""
        if quantified or length != 2 or self.items[at : at + 2] != _TO_CHUC:
            return False
        after = at + 2
        if self.known[after].no_name:  # “tổ chức hội thi”
            return True
        if self.known[after].noun_after:
            return False
        if bare and (self.known[after].stop or self.known[after].modal):
            return False
        joint, following = self.separator(after)
        if not bare or not joint or self.items[following : following + 2] == _TO_CHUC:
            return True
        return not self.bare_noun(following)
