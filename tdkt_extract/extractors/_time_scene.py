"""One paragraph and what stands around a place in it: the evidence that `times` weighs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ._time_rules import Lexicon, RelativeRule, WordRule
from ._time_values import Calendar, Item, period_bounds

Context = Literal["prose", "column", "heading"]
Mod = Literal["BEFORE", "END", "ON"]

# How far back the words that decide can stand: beside the time, and in its clause.
_NEAR = 90
_CLAUSE = 240
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


@dataclass(slots=True)
class Scene:
    lex: Lexicon
    folded: str
    start: int
    stop: int
    calendar: Calendar
    context: Context

    def part_start(self, at: int) -> int:
        """Where a time at `at` begins with the words that belong to it (“đầu tháng 6”)."""
        part = self.lex.part.search(self.folded, max(self.start, at - _NEAR), at)
        return part.start() if part else at

    def before(self, at: int) -> tuple[str, Mod | None, int]:
        """The effect of the words right before `at`, and where they begin."""
        match = self.lex.before.pattern.search(self.folded, max(self.start, at - _NEAR), at)
        if match is None:
            return "", None, at
        rule = self.lex.before.which(match).rule
        assert isinstance(rule, WordRule)
        return rule.effect, rule.mod, match.start()

    def after(self, effect: str, at: int) -> bool:
        return self.lex.after[effect].match(self.folded, at, self.stop) is not None

    def often(self, effect: str, at: int) -> bool:
        """Whether the words right before `at` are of that kind."""
        return self.lex.often[effect].search(self.folded, max(self.start, at - _NEAR), at) is not None

    def clause_start(self, at: int) -> int:
        return self._cut(at, (". ", ";", ":", "(", ")", " thì "))

    def sentence_start(self, at: int) -> int:
        return self._cut(at, (". ", ";", ": "))

    def _cut(self, at: int, marks: tuple[str, ...]) -> int:
        low = max(self.start, at - _CLAUSE)
        cut = max(self.folded.rfind(mark, low, at) for mark in marks)
        return low if cut < low else cut + 1

    def clause_has(self, effect: str, at: int) -> bool:
        return self.lex.clause[effect].search(self.folded, self.clause_start(at), at) is not None

    def leads(self, at: int) -> bool:
        """Whether a time at `at` opens its sentence."""
        begin = self.sentence_start(at)
        if at - begin >= _CLAUSE:
            return False
        return self.lex.lead.fullmatch(self.folded, begin, at) is not None

    def labelled(self, at: int) -> bool:
        """Whether a time label and its colon stand before `at`: then this is the value of a column in prose."""
        return self.lex.label.search(self.folded, max(self.start, at - 2 * _NEAR), at) is not None

    def as_column(self, at: int) -> bool:
        return self.context == "column" or self.labelled(at)

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

    def announces(self) -> bool:
        """A heading or lead-in: “Kế hoạch xét khen thưởng trong năm 2012:” names the plan's year, not a time of work."""
        return self.context == "heading" or self.folded.endswith(":", self.start, self.stop)

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
        low = self.clause_start(start)
        for rule, pattern in self.lex.relative:
            match = pattern.search(self.folded, low, self.stop)
            if match is None or not (match.start("n") <= start < match.end("u")):
                continue
            assert isinstance(rule, RelativeRule)
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
