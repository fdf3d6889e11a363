"""How far a name goes: its own words, levels, “có liên quan”, “trên địa bàn tỉnh”, up to the verb."""

from __future__ import annotations

from .joints import SEPARATORS, Joints
from .levels import NUMBERED
from .phrases import JOINTS
from .words import Head

# Lower-case words unknown to the lexicon that a name may hold; more after “các”: “Ban Quản lý các khu công nghệ cao”.
UNKNOWN_IN_PROPER, UNKNOWN_IN_COMMON, _UNKNOWN_AFTER_PLURAL = 6, 5, 10
_UNKNOWN_AFTER_LINK = 6
_BRACKET = 30
_LONGEST = 60


class Extent(Joints):
    """Reads how far names go in one piece of text."""

    __slots__ = ()

    def inner(self, at: int, bare: bool) -> tuple[int, bool]:
        """The end of a name that begins at `at` inside another, and whether it can belong to that one."""
        raise NotImplementedError

    def proper(self, at: int, head: Head, single: bool) -> tuple[int, bool]:
        """The end of the own name of a head that ends at `at`, and whether there is one.

        A sector that is also a verb counts in lower case only after a `single` head: “sở xây dựng trình …”, but
        “Các tổ xây dựng kế hoạch”.
        """
        length = self.lex.sectors.length(self.items, at)
        if length and (not self.ends(at) or self.level(at + length) > at + length):
            return self.after_sector(at + length, head), True
        if length and single and head.bare == "list" and self.breaks(at + length):
            return self.after_sector(at + length, head), True
        if at >= self.count or not self.owned(at):
            return at, False
        last = self.tail(at, _UNKNOWN_AFTER_PLURAL if self.items[at] == "các" else UNKNOWN_IN_PROPER)
        return last, last > at

    def owned(self, at: int) -> bool:
        """Whether a name of its own may follow a head that ends at `at`: “Ban | các vấn đề …”, “Quân khu | 5”."""
        word = self.items[at]
        if word == "các" or word.isdigit() or self.own(at):
            return True
        if self.known[at].inside_name and (self.level(at) > at or self.known[at].link > 0):
            return True
        return self.shouting and not self.known[at].acting

    def after_sector(self, at: int, head: Head) -> int:
        """The end of a name whose sector ends at `at`.

        “Sở Y tế | tham mưu …” is complete; “Trung tâm Y tế Dự phòng”, “Sở Y tế Hà Nội” go on with a capital, “Hội đồng
        Thi đua Liên đoàn Lao động tỉnh”, “Ban Tuyên giáo Tỉnh ủy” with the body that they belong to.
        """
        if head.bare != "list" or self.items[at + 1] == "ủy":
            nested = self.nested(at)
            if nested > at:
                return nested
        goes_on = self.own(at) and not self.known[at].head
        return self.tail(at, UNKNOWN_IN_PROPER if goes_on else 0)

    def breaks(self, at: int) -> bool:
        """Whether a name may be over at `at`: the text ends, a mark or a verb follows."""
        return not self.items[at][:1].isalnum() or self.ends(at)

    def tail(self, at: int, unknown: int) -> int:
        """The end of what goes on with a name at `at`.

        Lower-case words that no list knows are taken (up to `unknown`) only where a known word or the end of the
        name follows: “Trung tâm Kiểm soát bệnh tật tỉnh”. With `unknown` 0 the name is complete but for what is known.
        """
        first = good = at
        pending, closed = 0, unknown == 0
        items, known, last = self.items, self.known, min(self.count, at + _LONGEST)
        while at < last:
            word, step = items[at], at
            if known[at].inside_name or word.isdigit():
                step, closes = self.step(at, closed, at > first)
            if step > at:
                at = good = step
                closed, pending = closed or closes, 0
            elif not closed and word in JOINTS and (inside := self.joined(at)):
                at = inside
            elif not word[0].isalnum() or word in SEPARATORS or self.ends(at):
                if closed or not self.object_of_verb(at, first):
                    return good if closed else at
                at = good = at + self.known[at].verb
                pending = 0
            elif closed:
                return good
            elif self.own(at) or (word.isdigit() and items[at - 1] in NUMBERED):
                at = good = at + 1
                pending = 0
            elif pending == unknown:  # a verb that no list knows: a word of two syllables still is the name's
                return min(good + 1, at) if self.own(good - 1) else good
            else:
                at, pending = at + 1, pending + 1
        return at

    def step(self, at: int, closed: bool, begun: bool) -> tuple[int, bool]:
        """The end of a known phrase that may stand in a name at `at`, and whether the name is then complete.

        What is also a verb (“truyền thông”) belongs to the name only right after its head, not once it has `begun`.
        """
        level = self.level(at)
        if level > at:
            return level, True
        known = self.known[at]
        complement, acting = known.complement, known.acting
        if complement and not (acting and (closed or begun)):
            takes_sector = known.sector_complement == complement
            return (self.sector(at + complement) if takes_sector else at + complement), False
        link = known.link
        if link and acting <= link:  # “trong | tỉnh”, not “trong quá trình”
            end = self.linked(at + link)
            if end > at + link or self.items[at] == "trên":
                return end, True
        return (at, False) if closed else (self.nested(at), True)

    def sector(self, at: int) -> int:
        """The end of what a complement is about: “làm công tác | thi đua, khen thưởng”, “… về | quản lý đất đai”."""
        length = self.lex.sectors.length(self.items, at)
        if not length and self.items[at - 1] in ("về", "vực", "tác"):
            length = self.known[at].acting
        return at + length

    def nested(self, at: int) -> int:
        """The end of a body right after the words of another, to which that belongs: “Văn phòng | UBND tỉnh”."""
        if self.known[at].head and self.capital(at):
            return self.inner(at, False)[0]
        return at

    def linked(self, at: int) -> int:
        """The end of the place or body after “của”, “thuộc”, “trên địa bàn”."""
        level = self.level(at)
        if level > at:
            return level
        length = self.known[at].complement
        if length and self.items[at] in ("đảng", "nhà", "quản"):
            return at + length
        sector = self.lex.sectors.length(self.items, at)
        if sector:
            return at + sector
        end, belongs = self.inner(at, True)
        return end if belongs else self.unlisted(at)

    def unlisted(self, at: int) -> int:
        """A place or group after a link that no list knows: capitals, or words up to the verb of the clause.

        “trên địa bàn Thủ đô”, “trong hệ thống Đoàn - Hội”, “Các nhà đầu tư trong khu chế xuất chủ động …”
        """
        if self.own(at):
            return self.capitals(at)
        for index in range(at, min(at + _UNKNOWN_AFTER_LINK, self.count)):
            if self.known[index].acting:
                return index
            if not self.items[index][0].isalpha() or self.known[index].stop:
                break
        return at

    def capitals(self, at: int) -> int:
        """The end of a proper name at `at`: capitals, and up to two lower-case words after each."""
        good, last = at, min(self.count, at + _LONGEST)
        while at < last and at <= good + 2:
            if self.own(at):
                good = at + 1
            elif self.items[at] != "-" and (not self.items[at][0].isalpha() or self.ends(at)):
                return at
            at += 1
        return good if at < last else at

    def object_of_verb(self, at: int, first: int) -> bool:
        """Whether a verb at `at` is the object of a capitalised verb of the name: “Cục Quản lý | xử lý vi phạm …”."""
        if not self.known[at].verb:
            return False
        for length in (2, 1):
            verb = at - length
            if verb >= first and self.own(verb) and self.known[verb].verb == length:
                return True
        return False

    def definition(self, at: int) -> int:
        """The end of a bracket at `at` that only gives a name a short form: “(sau đây gọi tắt là …)”."""
        return self.aside(at) if self.items[at] == "(" and self.known[at + 1].definition else at

    def aside(self, at: int) -> int:
        """The end of a short bracket at `at`, whatever it says."""
        if self.items[at] == "(":
            for close in range(at + 2, min(self.count, at + _BRACKET)):
                if self.items[close] == ")":
                    return close + 1
        return at

    def bracket(self, at: int) -> int:
        """The end of a bracket right after a name that names the same body: “(Cơ quan thường trực …)”, “(Ban TĐKT)”."""
        if self.items[at] != "(":
            return at
        inner = at + 1
        if not self.known[inner].head or self.known[inner].no_name:
            return at
        for close in range(inner + 1, min(self.count, at + _BRACKET)):
            if self.items[close] == ")":
                return close + 1
            if self.known[close].cell_role and not self.own(close):  # “(Sở A chủ trì)”
                return at
        return at
