"""Who acts in one piece of text, with which role: a paragraph, a heading, a table cell.

What a plan passes on from headings and lead-ins to the tasks below is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b
from typing import Literal

from ..normalise import fold
from ..rules import load_csv
from ..schema import Role
from ._unit_names import Name, names
from ._unit_words import Lexicon, Trigger, Words, lexicon, split

Place = Literal["start", "clause", "bracket", "comma", "time", "and", ""]
Right = Literal["acts", "colon", "end", "word", ""]

_RANK: dict[Role, int] = {"lead": 0, "implement": 1, "coordinate": 2}
# Words after which the comma before a subject is often missing: “Căn cứ kế hoạch này các đơn vị …”, “nếu có vướng mắc các …”
_BREAKS = frozenset(
    ("năm", "quý", "tháng", "tuần", "kỳ", "này", "giao", "trên", "cùng", "tế", "đó", "hạn", "mắc", "sinh", "khăn", "sung")
)
_ANYBODY = frozenset(("tập thể", "cá nhân"))
_EVENED = frozenset(("các", "những", "của", "và", "thuộc"))


@dataclass(frozen=True, slots=True)
class UnitMention:
    """A unit that acts: text[start:stop] == name. `rule` says why."""

    name: str
    role: Role
    start: int
    stop: int
    rule: str


def find(text: str, folded: str, start: int, stop: int) -> list[UnitMention]:
    """The units that act in the paragraph text[start:stop]; `folded` is fold(text)."""
    return _Paragraph(Words(text, folded, start, stop)).read()


def heading(text: str, folded: str, start: int, stop: int) -> list[UnitMention]:
    """The units that a heading names as those who act below it; [] when its subject is something else."""
    words = Words(text, folded, start, stop)
    lex = lexicon()
    prefix = lex.heading_prefixes.length(words.items, 0)
    found = names(words, prefix, bare=False) or names(words, prefix, bare=True)
    if not found:
        return _actors(find(text, folded, start, stop))
    if _anybody(words, found, prefix > 0):
        return []
    role: Role = "lead" if prefix and lex.assigns.length(words.items, 0) else "implement"
    after = found[-1].last
    if after < words.count and words.items[after] == ":":
        below = names(words, after + 1, bare=True)
        if below and below[-1].last >= words.count - 1:
            return _mentions(words, below, role, "heading")
    if after >= words.count or words.items[after] in ".:;" and after == words.count - 1:
        return _mentions(words, found, role, "heading")
    return find(text, folded, start, stop)


def _actors(found: list[UnitMention]) -> list[UnitMention]:
    """`found` if somebody in it acts; with whom to coordinate alone makes no actor."""
    return found if any(mention.role != "coordinate" for mention in found) else []


def listing(text: str, folded: str, start: int, stop: int, role: Role | None) -> list[UnitMention]:
    """The units of a table cell or an attribute line; words like “chủ trì” in it decide over the column's `role`."""
    return _Cell(Words(text, folded, start, stop), role or "implement").read()


def own_role(text: str, folded: str, start: int, stop: int) -> Role | None:
    """The role that a paragraph without a subject gives to the unit it inherits: “Chủ trì, phối hợp với …” -> lead."""
    paragraph = _Paragraph(Words(text, folded, start, stop))
    paragraph.read()
    return "lead" if paragraph.leads_itself else None


def unit_id(name: str) -> str:
    """Equal for spellings of one name: “UBND tỉnh”, “Uỷ ban nhân dân Tỉnh”. A bracket does not count."""
    return "u-" + blake2b(canonical(name).encode(), digest_size=5).hexdigest()


def canonical(name: str) -> str:
    """`name` folded, abbreviations spelled out, without “các”, “của”, “và”, punctuation and brackets."""
    outside = fold(name).split("(")[0] or fold(name)
    known = _abbreviations()
    spelled = " ".join(known.get(word, word) for word in _spelling(outside))
    return " ".join(word for word in spelled.split() if word not in _EVENED)


@cache
def _abbreviations() -> dict[str, str]:
    return {row["abbreviation"]: row["expansion"] for row in load_csv("unit_abbreviations")}


def _spelling(folded: str) -> Iterable[str]:
    """The words of a name; letters joined by “&” are one abbreviation (“GD&ĐT”)."""
    return (word for word in split(folded.replace("&", "")) if word[0].isalnum())


def _anybody(words: Words, found: list[Name], prefixed: bool) -> bool:
    """Names that are too general for a heading to mean an actor: “Tập thể”, “Lĩnh vực kinh tế”, “Cán bộ”."""
    only = found[0]
    if len(found) > 1 or only.kind in ("body", "title"):
        return False
    phrase = " ".join(words.items[only.first : only.last])
    if phrase in _ANYBODY or only.kind == "people":
        return True
    quantified = lexicon().quantifiers.length(words.items, only.first) > 0
    listed = any(mark in words.items[only.first : only.last] for mark in (",", "và"))
    head = lexicon().heads.at(words.items, only.first)
    return not (prefixed or quantified or listed or (head is not None and head[1].bare == "alone"))


def _mentions(words: Words, found: Iterable[Name], role: Role, rule: str) -> list[UnitMention]:
    return [_mention(words, name, role, rule) for name in found]


def _mention(words: Words, name: Name, role: Role, rule: str) -> UnitMention:
    start, stop = words.starts[name.first], words.end(name.last)
    return UnitMention(words.text[start:stop], role, start, stop, rule)


def _once(found: list[UnitMention]) -> list[UnitMention]:
    """Each unit once, at its first place, with its strongest role."""
    if len(found) < 2:
        return found
    kept: dict[str, UnitMention] = {}
    for mention in found:
        key = canonical(mention.name)
        first = kept.setdefault(key, mention)
        if _RANK[mention.role] < _RANK[first.role]:
            kept[key] = replace(first, role=mention.role, rule=mention.rule)
    return list(kept.values())


class _Paragraph:
    """One reading of a paragraph, left to right."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.items = words.items
        self.lex: Lexicon = lexicon()
        self.found: list[UnitMention] = []
        self.leads_itself = False
        self.last = 0  # where the last list of names ended, whoever it was
        self.begin(0)

    def begin(self, index: int) -> None:
        """A sentence begins at `index`."""
        self.sentence = index
        self.opened = self.lex.openers.length(self.items, index) > 0
        self.actors: list[int] = []  # who acts in the clause at hand: indices of `found`
        self.actors_end = -1
        self.subject = False

    def read(self) -> list[UnitMention]:
        index, count = 0, self.words.count
        first_words, leads = self.lex.first_words, self.lex.lead_words
        while index < count:
            word = self.items[index]
            if word in ".?!…" and self.words.sentence_ends(index):
                self.begin(index + 1)
            elif word in leads:
                self.lead(index)
            if word in first_words or self.may_be_acronym(index):
                after = self.list_at(index)
                if after:
                    index = after
                    continue
            index += 1
        return _once(self.found)

    def may_be_acronym(self, index: int) -> bool:
        """An unknown acronym counts only where a subject or the object of a trigger may stand."""
        begins = index == self.sentence or self.items[index - 1] in (",", ";", ":", "với", "hợp", "giao", "cùng", "và")
        return begins and self.words.acronym(index)

    def list_at(self, index: int) -> int:
        """Reads the list of names at `index` and files it; the index after it, 0 where there is none."""
        trigger = self.trigger(index)
        place: Place = "" if trigger else self.place(index)
        found = names(self.words, index, bare=trigger is not None or self.words.acronym(index))
        if not found and place in ("start", "clause"):
            found = names(self.words, index, bare=True)
            if found and not any(mark in self.items[index : found[0].last] for mark in (",", "và")):
                return 0
        if not found:
            return 0
        after = found[-1].last
        if trigger:
            self.triggered(trigger, found)
        else:
            self.judge(found, place)
        self.last = after
        return after

    # ---- what stands before ------------------------------------------------------------------------------------------

    def trigger(self, index: int) -> Trigger | None:
        """The trigger whose words end right before `index`."""
        for length, rule in self.lex.triggers.before(self.items, index):
            if "" in rule.link and self.admits(rule, index - length):
                return rule
        for length, link in self.lex.trigger_links.before(self.items, index):
            core_end = index - length
            for _ in range(3):
                for core, rule in self.lex.triggers.before(self.items, core_end):
                    if link in rule.link and self.admits(rule, core_end - core):
                        return rule
                skipped = self.lex.manners.length(self.items, core_end)
                if core_end and self.items[core_end - 1] == ",":
                    skipped = 1
                if not skipped:
                    break
                core_end -= skipped
        return None

    def admits(self, rule: Trigger, index: int) -> bool:
        """Whether `rule`, whose words begin at `index`, may count there."""
        for phrase in rule.not_after:
            length = len(phrase.split())
            if index >= length and self.items[index - length : index] == phrase.split():
                return False
        if not rule.clause:
            return True
        return self.place(index) in ("start", "clause", "comma", "bracket", "time") or index == self.last > 0

    def place(self, index: int) -> Place:
        """Where in its sentence a list at `index` stands."""
        if index == self.sentence:
            return "start"
        before = self.items[index - 1]
        if before in (";", ":") or self.lex.linkers.length(self.items, index):
            return "clause"
        if before == "(":
            return "bracket"
        if before == ",":
            return "comma"
        if before == "và":
            return "and"
        if before in "-+*•" and (index == self.sentence + 1 or self.items[index - 2] in ".;:"):
            return "start"
        if before == '"':
            return ""
        if self.opened and (before in _BREAKS or before.isdigit()):
            return "time"
        return ""

    # ---- what stands after -------------------------------------------------------------------------------------------

    def right(self, index: int) -> Right:
        """What follows the list that ends at `index`."""
        items = self.items
        if index >= self.words.count:
            return "end"
        word = items[index]
        if word == ":":
            return "colon"
        verb = index + 1 if word == "," else index
        if self.lex.acting.length(items, verb):
            return "acts" if self.words.shouting or not self.words.capital(verb) else ""
        if word in ".;" and index == self.words.count - 1:
            return "end"
        if word[0].isalpha() and not self.lex.stops.length(items, index):
            return "word"
        return ""

    def only_asks(self, index: int) -> bool:
        """Whether the verb at `index` hands the work to a body that follows: “UBND tỉnh yêu cầu các sở …”."""
        length = self.lex.requests.length(self.items, index)
        return length > 0 and bool(names(self.words, index + length, bare=True))

    # ---- filing ------------------------------------------------------------------------------------------------------

    def triggered(self, rule: Trigger, found: list[Name]) -> None:
        after = found[-1].last
        right = self.right(after)
        if rule.needs == "body":
            found = [name for name in found if name.kind in ("body", "title") or self.items[name.first] in ("lực", "đông")]
            found = [name for name in found if name.last - name.first > 2 or name.kind != "common"]
        elif rule.needs == "verb" and right not in ("acts", "colon"):
            return
        elif rule.needs == "colon" and right != "colon":
            self.judge(found, "")
            return
        elif rule.needs == "send" and not self.sends(after):
            self.judge(found, "")
            return
        if rule.id == "assign":
            found = [name for name in found if name.kind != "people"]
        if rule.role == "coordinate":
            self.found.extend(_mentions(self.words, found, "coordinate", rule.id))
            return
        self.act(found, rule.role, rule.id)

    def sends(self, after: int) -> bool:
        """“Báo cáo của các xã gửi về …”: the sentence is about papers, and those named send them."""
        about = self.lex.reports.length(self.items, self.sentence)
        return about > 0 and self.items[after : after + 1] in (["gửi"], ["nộp"])

    def judge(self, found: list[Name], place: Place) -> None:
        """Files a list without trigger if it is the subject of a clause."""
        after = found[-1].last
        right = self.right(after)
        if right == "acts" and self.only_asks(after):
            return
        if self.is_subject(found, place, right):
            self.act(found, "implement", "subject" if place in ("start", "clause") else f"subject-{place}")
            self.subject = True
        elif place == "" and self.opened and not self.subject and right == "acts" and self.in_adverbial(found[0].first):
            own = _after_adverbial(found)
            if own:
                self.act(own, "implement", "subject-comma")
                self.subject = True

    def is_subject(self, found: list[Name], place: Place, right: Right) -> bool:
        """Whether a list at `place` with `right` after it is the subject of its clause."""
        last = found[-1]
        named = last.proper and last.kind in ("body", "title")
        if found[0].kind == "common" and self.items[last.first : last.last][-2:] == ["cá", "nhân"] and place != "start":
            return False
        if place == "start":
            return right in ("acts", "colon", "end") or (right == "word" and named)
        if place == "clause":
            return right == "acts" or (right == "end" and named)
        if place == "bracket":
            closes = self.items[last.last : last.last + 1] == [")"] and last.last + 2 >= self.words.count
            return named and (right == "acts" or (closes and found[0].first - 1 != self.last))
        if right != "acts":
            return False
        if place == "comma":
            strong = self.lex.leads.length(self.items, last.last) > 0
            return (self.opened and not self.subject) or (named and (self.subject or strong)) or strong
        if place == "time":
            return not self.subject
        return place == "and" and named and self.subject

    def in_adverbial(self, index: int) -> bool:
        """Whether a list at `index` may run on from an adverbial into the subject: “Theo đề nghị của A, B …”."""
        return self.items[index - 1] in ("của", "từ", "ở", "tại", "với") or self.lex.openers.length(self.items, self.sentence) == (
            index - self.sentence
        )

    def act(self, found: list[Name], role: Role, rule: str) -> None:
        self.actors = list(range(len(self.found), len(self.found) + len(found)))
        self.actors_end = found[-1].last if found else -1
        for name in found:
            own: Role = role
            if rule == "assign" and name is not found[0] and name.kind == "common":
                own = "implement"  # “Giao Sở A và các cơ quan liên quan …”: only Sở A is entrusted
            self.found.append(_mention(self.words, name, own, rule))

    def lead(self, index: int) -> None:
        """A word of leading at `index` lifts those who act in the clause, or the unit that the paragraph inherits."""
        length = self.lex.leads.length(self.items, index)
        if not length:
            length = self.lex.leads_first.length(self.items, index)
            if not length or index > max(self.actors_end, self.sentence) + 3:
                return
        if self.items[index - 1 : index] in (["quan"], ["vị"], ["người"], ["phòng"]) and index != self.actors_end:
            return  # “cơ quan chủ trì” is a noun
        if not self.actors:
            self.leads_itself = self.leads_itself or not self.subject
        for actor in self.actors:
            self.found[actor] = replace(self.found[actor], role="lead")


def _after_adverbial(found: list[Name]) -> list[Name]:
    """Of a list that an adverbial runs into (“Theo đề nghị của Sở A và Sở B, Sở C …”) the part after the adverbial."""
    joints = [name.joint for name in found]
    if "và" in joints and "," in joints[joints.index("và") :]:
        return found[joints.index(",", joints.index("và")) :]
    return found[joints.index(",") :] if "," in joints else []


class _Cell:
    """One reading of a cell or attribute line, in which everything is units."""

    def __init__(self, words: Words, role: Role) -> None:
        self.words = words
        self.items = words.items
        self.lex: Lexicon = lexicon()
        self.role = role
        self.found: list[UnitMention] = []
        self.fresh: list[int] = []  # the names since the last word of role: “Sở A, Sở B chủ trì”

    def read(self) -> list[UnitMention]:
        index, count = 0, self.words.count
        while index < count:
            index = self.step(index)
        return _once(self.found)

    def step(self, index: int) -> int:
        word = self.items[index]
        if not word[0].isalnum():
            return index + 1
        role = self.lex.cell_roles.at(self.items, index)
        if role:
            return self.turn(index, *role)
        found = names(self.words, index, bare=True)
        if found:
            self.add(found)
            return found[-1].last
        if word in ("và", "với", "cùng", "hoặc", "do", "của"):
            return index + 1
        return self.unknown(index)

    def turn(self, index: int, length: int, role: Role) -> int:
        """A word of role: it names the role of what stands before it (“Sở A chủ trì”) or after it (“phối hợp với B”)."""
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
        self.found.extend(_mentions(self.words, found, self.role, "listing"))

    def unknown(self, index: int) -> int:
        """A name that no list knows: up to the next separator, if it begins like one."""
        end = index
        while end < self.words.count and self.items[end] not in (",", ";", ".", "(", ")", "+", ":"):
            if end > index and self.words.capital(end) and names(self.words, end, bare=False):
                break
            end += 1
        last = end - 1 if self.items[end - 1] in "-–" else end
        if self.words.capital(index) and not self.lex.acting.length(self.items, index) and last > index:
            self.add([Name(index, last, "body", True)])
        return max(end, index + 1)
