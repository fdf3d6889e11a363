"""Reads who acts in a paragraph: subjects of clauses, and names after words like “giao”, “phối hợp với”."""

from __future__ import annotations

from typing import Literal

from ...schema import Role
from .mentions import UnitMention, each, mention, once
from .names import Name, Names
from .places import BREAKS, DATING, JOINS, OF, PLACES, Place, before_lists
from .words import CLAUSE_MARKS, Cue

Right = Literal["acts", "colon", "end", "word", ""]
_WITH_ANYBODY = frozenset(("coordinate", "coordinate-bare"))
_ADDRESSEES = 24


class Paragraph:
    """One reading of a paragraph, left to right."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.items, self.known, self.lex = names.items, names.known, names.lex
        self.before = before_lists()
        self.found: list[UnitMention] = []
        self.leads_itself = False
        self._strong: bool | None = None
        self.last = 0  # where the last list of names ended, whoever it was
        self.begin(0)

    def begin(self, index: int) -> None:
        """A sentence begins at `index`."""
        self.sentence = index
        self.open(index)
        self.actors: list[int] = []  # who acts in the clause at hand: indices of `found`
        self.actors_end = -1
        self.subject = False

    def open(self, index: int) -> None:
        """Notes whether words that open an adverbial stand at `index`, and where they end."""
        length = self.known[index].opener
        self.opened = length > 0
        self.opener_end = index + length

    def read(self) -> list[UnitMention]:
        items, lex, names = self.items, self.lex, self.names
        marks, before_acronym, before = lex.marks, lex.before_acronym, self.before.lists
        after = self.list_at(0) if names.acronym(0) else 0
        for index in names.stops:
            if index < after:
                continue
            known = self.known[index]
            if known.leading:
                self.lead(index)
            if known.begins_list:
                if items[index - 1] in before and self.may_act(index):
                    after = self.list_at(index)
                continue
            word = items[index]
            if word in marks:
                self.mark(index)
            if (word in before_acronym or index + 1 == self.sentence) and names.acronym(index + 1):
                after = max(self.list_at(index + 1), index + 1)
        return once(self.found)

    def may_act(self, index: int) -> bool:
        """Whether what stands before a list at `index` can make it act."""
        last, before = self.items[index - 1], self.before
        if index == self.sentence or index == self.opener_end or last in before.always:
            return True
        if last in JOINS:
            return self.opened or self.subject or self.strong()
        return self.opened and last in before.opened

    def strong(self) -> bool:
        """Whether the paragraph has words of leading: without them a list after a comma is no subject unless the
        sentence opens with an adverbial or has a subject."""
        if self._strong is None:
            self._strong = not self.lex.lead_ends.isdisjoint(self.items)
        return self._strong

    def mark(self, index: int) -> None:
        """A sentence or a clause may end with the mark at `index`."""
        if self.items[index] in CLAUSE_MARKS:
            self.open(index + 1)
            self.subject = False
        elif self.names.sentence_ends(index):
            self.begin(index + 1)

    def list_at(self, index: int) -> int:
        """Reads the list of names at `index` and files it; the index after it, 0 where nobody is concerned."""
        before = self.items[index - 1]
        cue = self.cue(index) if before in self.lex.cue_ends else None
        place: Place = "" if cue else self.place(index, before)
        if not (cue or self.matters(index, place)):
            return 0
        found = self.names.read(index, cue is not None or (bool(place) and self.names.acronym(index)))
        if not found and cue and cue.id in _WITH_ANYBODY:
            found = self.with_group(index)
        if not found and place in ("start", "clause"):
            found = self.names.read(index, True)
            if found and not self.begins_bare(found):
                return 0
        if not found:
            return 0
        if cue:
            self.cued(cue, found)
        else:
            self.judge(found, place)
        self.last = found[-1].last
        return self.last

    def with_group(self, index: int) -> list[Name]:
        """The list after “phối hợp với” that begins with a group that no list knows; “kết hợp” also joins things."""
        group = self.names.group(index) if "phối" in self.items[max(0, index - 6) : index] else None
        if group is None:
            return []
        joint, after = self.names.separator(group.last)
        return [group, *(self.names.read(after, True) if joint else [])]

    def matters(self, index: int, place: Place) -> bool:
        """Whether a list at `index` can be a subject at all; saves reading those that are only mentioned."""
        return place != "" or (self.opened and not self.subject and self.in_adverbial(index))

    def begins_bare(self, found: list[Name]) -> bool:
        """Whether a clause may begin with collective nouns without quantifier: “Sở, ngành …”, “Trường tổ chức …”."""
        only = found[0]
        if len(found) > 1 or any(mark in self.items[only.first : only.last] for mark in (",", "và", "/")):
            return True
        return only.kind == "body" and self.names.capital(only.first) and self.right(only.last) == "acts"

    # ---- what stands before ------------------------------------------------------------------------------------------

    def cue(self, index: int) -> Cue | None:
        """The words of role that end right before `index`: “giao”, “phối hợp chặt chẽ với”."""
        for length, link in self.lex.cue_links.before(self.items, index):
            core_end = index - length
            for _ in range(3):
                for core, cue in self.lex.cues.before(self.items, core_end):
                    if link in cue.link and self.admits(cue, core_end - core):
                        return cue
                skipped = self.lex.manners.length(self.items, core_end)
                if core_end and self.items[core_end - 1] == ",":
                    skipped = 1
                if not skipped:
                    break
                core_end -= skipped
        for length, cue in self.lex.cues.before(self.items, index):
            if "" in cue.link and self.admits(cue, index - length):
                return cue
        return None

    def admits(self, cue: Cue, index: int) -> bool:
        """Whether `cue`, whose words begin at `index`, may count there."""
        if cue.not_after.length(self.items, index):
            return False
        if not cue.clause:
            return True
        place = self.place(index, self.items[index - 1])
        return place in ("start", "clause", "comma", "bracket", "time") or index == self.last > 0

    def place(self, index: int, before: str) -> Place:
        """Where in its sentence a list at `index`, after the word `before`, stands."""
        if index == self.sentence:
            return "start"
        place = PLACES.get(before)
        if place == "bullet":
            return "start" if index == self.sentence + 1 or self.items[index - 2] in ".;:" else ""
        if place:
            return place
        if before == "do" and self.items[index - 2] in (",", "("):
            return "clause"  # “…, do trưởng khoa chấm hằng tuần”
        if before in self.lex.linker_ends and self.lex.linkers.length(self.items, index):
            return "clause"
        if not self.opened:
            return ""
        dated = before[0].isdigit() and self.items[index - 2] in DATING
        return "time" if dated or before in BREAKS else ""

    # ---- what stands after -------------------------------------------------------------------------------------------

    def right(self, index: int) -> Right:
        """What follows the list that ends at `index`."""
        items = self.items
        if index >= self.names.count:
            return "end"
        word = items[index]
        if word == ":":
            return "colon"
        if word == "(" and self.known[index + 1].lead:
            return "acts"  # “Sở Y tế (chủ trì)”
        verb = index + 1 if word == "," else index
        if self.known[verb].acting:
            return "acts" if self.names.shouting or not self.names.capital(verb) else ""
        if word in ".;" and index == self.names.count - 1:
            return "end"
        if word == "," and verb < self.names.count and self.names.capital(verb):
            return "word"  # a list goes on with a name that no rule knows
        if word[0].isalpha() and not self.known[index].stop:
            return "word"
        return ""

    def only_asks(self, index: int) -> bool:
        """Whether the verb at `index` hands the work to a body that follows: “UBND tỉnh yêu cầu các sở …”."""
        length = self.known[index].request
        if self.known[index].acting > length:  # “giao ban” asks nobody
            return False
        asked = self.names.read(index + length, True) if length else []
        return bool(asked) and asked[0].kind != "people"

    # ---- filing ------------------------------------------------------------------------------------------------------

    def cued(self, cue: Cue, found: list[Name]) -> None:
        """Files a list after words of role, if what these need is there; else it may still be a subject."""
        right = self.right(found[-1].last)
        if cue.needs == "body":
            found = [name for name in found if self.is_force(name)]
        elif not self.given(cue, found[-1].last, right):
            if cue.needs in ("colon", "send"):
                self.judge(found, "")
            return
        if cue.id in ("assign", "appoint"):
            found = [name for name in found if self.is_entrusted(name, cue.id)]
        if cue.role == "coordinate":
            self.found.extend(each(self.names, found, "coordinate", cue.id))
        elif found:
            self.act(found, cue.role, cue.id)

    def given(self, cue: Cue, after: int, right: Right) -> bool:
        """Whether what `cue` needs around a list that ends at `after` is there."""
        if cue.needs == "verb":
            return right in ("acts", "colon")
        if cue.needs == "colon":
            return right == "colon"
        if cue.needs == "send":
            return self.sends(after)
        if cue.needs == "actor":
            return bool(self.actors) or self.leads_itself
        return cue.needs != "no grant" or not self.known[after].grant

    def is_entrusted(self, name: Name, cue: str) -> bool:
        """Not “(giao) ban”, “(giao) cán bộ …”, “(phân công) từng thành viên”; but “(giao) cán bộ Văn phòng”."""
        if name.last - name.first < 2 or self.items[name.first] in ("từng", "mỗi"):
            return False
        if cue == "appoint" and name.kind == "title" and not name.proper:
            return False  # “phân công Phó Bí thư phụ trách …”: who does so acts
        return name.kind != "people" or (name.last - name.first > 2 and self.names.capital(name.first + 2))

    def is_force(self, name: Name) -> bool:
        """A body, or a force with its name: “Đoàn Thanh niên”, “lực lượng dân quân”; not “doanh nghiệp”."""
        if name.kind in ("body", "title"):
            return True
        return self.items[name.first] in ("lực", "đông") and name.last - name.first > 2

    def sends(self, after: int) -> bool:
        """“Báo cáo của các xã gửi về …”: the sentence is about papers, and those named send them."""
        about = self.known[self.sentence].report
        return about > 0 and self.items[after : after + 1] in (["gửi"], ["nộp"])

    def judge(self, found: list[Name], place: Place) -> None:
        """Files a list without trigger if it is the subject of a clause."""
        after = found[-1].last
        right = self.right(after)
        if right == "acts" and self.only_asks(after):
            return
        if self.only_joins(found, place):
            self.found.extend(each(self.names, found, "coordinate", "joins"))
        elif self.is_subject(found, place, right):
            self.act(found, "implement", "subject" if place in ("start", "clause") else f"subject-{place}")
            self.subject = True
        elif place == "" and self.opened and not self.subject and right == "acts" and self.in_adverbial(found[0].first):
            own = _after_adverbial(found)
            if own and (own[0].kind != "common" or self.known[own[0].first].quantifier):
                self.act(own, "implement", "subject-comma")
                self.subject = True

    def only_joins(self, found: list[Name], place: Place) -> bool:
        """“Sở A chủ trì, | các sở, ngành phối hợp thực hiện”: after the one who leads, those who join in."""
        after = found[-1].last
        joins = place in ("comma", "clause", "and") and self.items[after : after + 2] == ["phối", "hợp"]
        if not joins or self.items[after + 2 : after + 3] in (["với"], ["cùng"]):
            return False
        return any(self.found[actor].role == "lead" for actor in self.actors)

    def is_subject(self, found: list[Name], place: Place, right: Right) -> bool:
        """Whether a list at `place` with `right` after it is the subject of its clause."""
        last = found[-1]
        named = last.proper and last.kind in ("body", "title")
        if place != "start" and self.items[found[0].first : found[0].first + 3][-2:] == ["cá", "nhân"]:
            return False
        if place == "start":
            return right in ("acts", "colon", "end") or (right == "word" and named) or self.bound(last.last)
        if place == "clause":
            if last.kind == "people" and self.runs_on(found[0].first):
                return False
            return right == "acts" or (right == "end" and named)
        if place == "bracket":
            return named and (right == "acts" or self.closes(found[0].first, last.last))
        if right != "acts" or place == "":
            return False
        if place == "time":
            return not self.subject
        strong = self.known[last.last].lead > 0
        after_comma = strong or (self.opened and not self.subject and last.kind != "people")
        fits = (named and self.subject) or (place == "comma" and after_comma)
        return fits and not self.continues(found[0].first)

    def continues(self, index: int) -> bool:
        """Whether the names at `index` go on with a list that is only mentioned: “… báo cáo Sở A, | Sở B theo …”."""
        starts = (at for at in range(max(self.sentence, index - 16), index - 1) if self.known[at].begins_list)
        if any((found := self.names.read(at, False)) and found[-1].last > index for at in starts):
            return True
        return self.addressed(index)

    def addressed(self, index: int) -> bool:
        """Whether the names at `index` are the last of those told: “… để báo cáo Ban A, | các sở chủ trì dự án”."""
        for at in range(index - 2, max(self.sentence, index - _ADDRESSEES), -1):
            if self.items[at] in CLAUSE_MARKS:
                return False
            if self.lex.addresses.length(self.items, at) and self.names.name(at, True):
                return True
        return False

    def runs_on(self, index: int) -> bool:
        """Whether persons after a semicolon go on with those for whom something is done: “Mở lớp cho …; | cán bộ …”."""
        works = self.known[self.sentence].acting > 0
        return works and not self.actors and self.items[index - 1] == ";"

    def closes(self, first: int, last: int) -> bool:
        """Whether a bracket ends the paragraph and says who acts: “… năm 2020 (Phòng A)”, not “UBND xã (Phòng A)”."""
        if self.items[last : last + 1] != [")"] or last + 2 < self.names.count:
            return False
        starts = (at for at in range(max(0, first - 16), first - 1) if self.known[at].begins_list)
        return not any((found := self.names.read(at, False)) and found[-1].last >= first - 1 for at in starts)

    def in_adverbial(self, index: int) -> bool:
        """Whether a list at `index` may run on from an adverbial into the subject: “Theo đề nghị của A, B …”."""
        return self.items[index - 1] in OF or index == self.opener_end

    def bound(self, index: int) -> bool:
        """Whether a word of duty follows a relative clause: “Các cơ quan có liên quan tới … | có trách nhiệm …”."""
        if self.items[index] in ("nào", "đạt") or not self.known[index].stop:
            return False
        for at in range(index + 1, min(index + 16, self.names.count)):
            if self.items[at] in ",;:.":
                return False
            if self.items[at : at + 2] == ["phối", "hợp"] or self.known[at].leading:
                return True
        return False

    def act(self, found: list[Name], role: Role, rule: str) -> None:
        self.actors = list(range(len(self.found), len(self.found) + len(found)))
        self.actors_end = found[-1].last if found else -1
        for name in found:
            own: Role = role
            if rule == "assign" and name is not found[0] and name.kind == "common":
                own = "implement"  # “Giao Sở A và các cơ quan liên quan …”: only Sở A is entrusted
            self.found.append(mention(self.names, name, own, rule))

    def lead(self, index: int) -> None:
        """A word of leading at `index` lifts those who act in the clause, or the unit that the paragraph inherits."""
        length = self.known[index].lead
        if not length:
            length = self.known[index].lead_first
            if not length or index > max(self.actors_end, self.sentence) + 3:
                return
        if self.items[index - 1 : index] in (["quan"], ["vị"], ["người"], ["phòng"]) and index != self.actors_end:
            return  # “cơ quan chủ trì” is a noun
        if not self.actors:
            self.leads_itself = self.leads_itself or not self.subject
        for actor in self.actors:
            self.found[actor] = self.found[actor]._replace(role="lead")


def _after_adverbial(found: list[Name]) -> list[Name]:
    """Of a list that an adverbial runs into (“Theo đề nghị của Sở A và Sở B, Sở C …”) the part after the adverbial."""
    joints = [name.joint for name in found]
    if "và" in joints and "," in joints[joints.index("và") :]:
        return found[joints.index(",", joints.index("và")) :]
    return found[joints.index(",") :] if "," in joints else []
