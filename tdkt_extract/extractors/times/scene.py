"""One paragraph and what stands around a place in it: the evidence that `times` weighs."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from .places import Places
from .reader import Group
from .rules import Lexicon, WordRule
from .values import Calendar, Item, Scale, period_bounds

Context = Literal["prose", "column", "heading"]
Mod = Literal["BEFORE", "END", "ON"]

# How far back the words that decide can stand: beside the time, and in its clause.
_NEAR = 90
_CLAUSE = 240
_LABELLED = 60
_LABELLED_YEAR = 30
_WORDS = 10
_PART_WORDS = 5
# A day that passed this long before the plan was issued is told of, not planned.
_PASSED = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Relative:
    """A deadline counted from an event."""

    start: int
    stop: int
    mod: Mod
    amount: str
    unit: str
    anchor: tuple[int, int]


class Place(NamedTuple):
    """Where a group stands: from `start`, with the `effect` of the words from `words` on."""

    start: int
    words: int
    effect: str
    mod: Mod | None
    column: bool


@dataclass(slots=True)
class Scene:
    lex: Lexicon
    places: Places
    folded: str
    start: int
    stop: int
    calendar: Calendar
    context: Context

    def part_start(self, at: int) -> int:
        """Where a time at `at` begins with the words that belong to it (“đầu tháng 6”)."""
        part = self.lex.part
        for begin in self._beginnings(part.firsts, at, _PART_WORDS):
            if part.pattern.fullmatch(self.folded, begin, at):
                return begin
        return at

    def around(self, group: Group) -> Place:
        """The words right before a group, and whether it is in a column."""
        start = self.part_start(group.start)
        column = self.as_column(start, group.scale)
        before = self.lex.before
        for begin in self._beginnings(before.firsts, start):
            match = before.pattern.match(self.folded, begin, start)
            if match:
                rule = before.which(match).rule
                assert isinstance(rule, WordRule)
                return Place(start, begin, rule.effect, rule.mod, column)
        return Place(start, start, "", None, column)

    def _beginnings(self, words: Container[int], at: int, reach: int = _WORDS) -> list[int]:
        """Where one of the words stands in the last ones before `at`, farthest first: the longest context decides."""
        folded, start = self.folded, self.start
        found = self.places.offsets(words, max(start, at - _NEAR + 1), at)
        return [
            begin
            for begin in found
            if (begin == start or folded[begin - 1] in " (") and folded.count(" ", begin, at - 1) < reach
        ]

    def after(self, effect: str, at: int) -> bool:
        return self.lex.after[effect].match(self.folded, at, self.stop) is not None

    def often(self, effect: str, at: int) -> bool:
        """Whether the words right before `at` are of that kind."""
        pattern = self.lex.often[effect]
        return any(pattern.match(self.folded, begin, at) for begin in self._beginnings(self.lex.often_firsts, at))

    def clause_start(self, at: int) -> int:
        then = self.folded.rfind(" thì ", max(self.start, at - _CLAUSE), at)
        return max(then + 1, self._behind_mark(".;:()", ".", at))

    def sentence_start(self, at: int) -> int:
        return self._behind_mark(".;:", ".:", at)

    def _behind_mark(self, marks: str, spaced: str, at: int) -> int:
        """Behind the last of the marks before `at`; those `spaced` count only before a space: no “.” in “1.200”."""
        folded, low = self.folded, max(self.start, at - _CLAUSE)
        for place in self.places.marks_before(low, at):
            mark = folded[place]
            if mark in marks and (mark not in spaced or folded.startswith(" ", place + 1, at)):
                return place + 1
        return low

    def clause_has(self, effect: str, at: int) -> bool:
        sought = self.lex.clause[effect]
        begins = self.places.offsets(sought.firsts, self.clause_start(at), at)
        return any(sought.pattern.match(self.folded, begin, at) for begin in begins)

    def leads(self, at: int) -> bool:
        """Whether a time at `at` opens its sentence."""
        begin = self.sentence_start(at)
        if at - begin >= _CLAUSE:
            return False
        return self.lex.lead.fullmatch(self.folded, begin, at) is not None

    def as_column(self, at: int, scale: Scale = "day") -> bool:
        """Whether a time at `at` stands in a time column, or near a time label that is its column in prose.

        Behind more words a year can be the matter's: “Thời gian: tháng 12, tổng kết phong trào năm 2024”.
        """
        if self.context == "column":
            return True
        reach = _LABELLED_YEAR if scale == "year" else _LABELLED
        colon = self.folded.rfind(":", max(self.start, at - reach), at)
        if colon < 0 or any(self.folded.find(mark, colon, at) >= 0 for mark in (";", ". ")):
            return False
        label = self.lex.label
        return any(
            label.pattern.fullmatch(self.folded, begin, colon + 1) for begin in self._beginnings(label.firsts, colon)
        )

    def next_mark(self, at: int) -> str:
        """The mark that follows `at`; "" at the paragraph's end, a letter where the sentence goes on."""
        return self.folded[at : min(at + 2, self.stop)].strip()[:1]

    def bracketed(self, start: int, stop: int) -> bool:
        """Whether a time stands alone in its brackets, or first in them."""
        before = self.folded[max(self.start, start - 2) : start].rstrip()[-1:]
        return before == "(" and self.next_mark(stop) in (")", ",", ";", ":")

    def set_off(self, start: int, stop: int) -> bool:
        """Whether a time is the last member of its clause, after a comma, dash or colon."""
        before = self.folded[max(self.start, start - 2) : start].rstrip()[-1:]
        return before in (",", "-", ":") and self.next_mark(stop) in ("", ".", ";", ")")

    def stage_before(self, start: int) -> bool:
        """“Giai đoạn 1 (2024-2025)”, with the time at `start`."""
        low = self.sentence_start(start)
        lead = self.lex.lead.match(self.folded, low, start)
        stage = self.lex.stage.match(self.folded, lead.end() if lead else low, start)
        return stage is not None and self.folded[stage.end() : start].strip() == "("

    def has_subject(self, at: int) -> bool:
        """Whether an actor can stand between the start of the clause and an adverb at `at`."""
        before = self.folded[self.clause_start(at) : at].rstrip()
        return len(before) > 3 and before[-1] not in ",;-" and not before.endswith((" và", " phải", " để", " cũng"))

    def announces(self, at: int) -> bool:
        """A heading or lead-in such as “Kế hoạch xét tặng trong năm 2012:” names the plan's year, not a time of work;
        “Giao Sở A, trong năm 2012:” sets it off as one."""
        if self.context != "heading" and not self.folded.endswith(":", self.start, self.stop):
            return False
        return self.folded[max(self.start, at - 2) : at].rstrip()[-1:] not in (",", "(")

    def subject_of_heading(self, start: int, stop: int) -> bool:
        """“Nhiệm vụ trọng tâm quý I”: what the heading announces is done then."""
        if self.context != "heading" or self.next_mark(stop) not in ("", ":", "."):
            return False
        lead = self.lex.lead.match(self.folded, self.start, start)
        return self.lex.subject.fullmatch(self.folded, lead.end() if lead else self.start, start) is not None

    def is_history(self, item: Item) -> bool:
        """Whether a time with its own year lies before what the plan can direct, or spans an anniversary."""
        if not item.explicit_year:
            return False
        begin, end = period_bounds(item.value)
        last = end or begin
        calendar, issued = self.calendar, self.calendar.issued_on
        if last is None or begin is None:
            return False
        if issued is not None and item.scale == "day" and last < issued - _PASSED:
            return True
        known = [year for year in (calendar.year, issued.year if issued else None) if year is not None]
        if not known:
            return False
        floor = min(known) - (issued is None)
        return last.year < floor or begin.year < floor - 1

    def relative(self, start: int, stop: int) -> Relative | None:
        """The event-relative deadline that a duration at [start, stop) is part of."""
        low, high = self.clause_start(start), min(stop + _CLAUSE, self.stop)
        begins = self.places.offsets(self.lex.relative_firsts, low, high)
        for rule, pattern in self.lex.relative:
            tried = (pattern.match(self.folded, begin, high) for begin in begins)
            match = next(filter(None, tried), None)
            if match is None or not (match.start("n") <= start < match.end("u")):
                continue
            anchor_end = match.end("anchor")
            if cut := self.lex.anchor_end.search(self.folded, match.start("anchor"), anchor_end):
                anchor_end = cut.start()
            end = anchor_end if match.end() == match.end("anchor") else match.end()
            anchor = (match.start("anchor"), anchor_end)
            return Relative(match.start(), end, rule.mod, match["n"], match["u"], anchor)
        return None


def day_of(value: str | None, mod: Mod) -> date | None:
    """The day of a deadline: the last that END covers, the first that BEFORE excludes."""
    if value is None:
        return None
    begin, end = period_bounds(value)
    return end if mod == "END" else begin
