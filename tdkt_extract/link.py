"""Drafts -> tasks: their own words, their cells and labels, and what they inherit from above."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from .certainty import Certainty
from .extractors._task_rules import says
from .extractors.actions import begins_with_action
from .extractors.tasks import Draft, Lead
from .extractors.times import Calendar, Context, TimeMention, Times, as_deadline
from .extractors.units import UnitMention, Units
from .identity import JOINT, Ids
from .schema import Citation, Deadline, Period, Responsibility, Role, Task
from .structure.tree import Node
from .text import Span, unchecked

_COLLECTIVE = re.compile(r"(?:các|những|mỗi|từng|toàn thể)\b")
_ROLES: dict[str, Role] = {"lead": "lead", "coordinate": "coordinate", "implement": "implement"}
_task, _period, _deadline = unchecked(Task), unchecked(Period), unchecked(Deadline)
_responsibility = unchecked(Responsibility)


@dataclass(slots=True, eq=False)
class _Section:
    """What all tasks of a section share: made once, handed out to each."""

    id: str | None = None
    path: str | None = None
    titles: tuple[str, ...] = ()  # its own and those around it: a task's id is of its words and where they stand
    times: list[TimeMention] = field(default_factory=list)
    periods: tuple[Period, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    inherited: dict[Role | None, tuple[Responsibility, ...]] = field(default_factory=dict)


class Linker:
    """Turns drafts into tasks. Headings and lead-ins are read once and remembered."""

    def __init__(
        self,
        units: Units,
        times: Times,
        calendar: Calendar,
        citations: Sequence[Citation],
        section_ids: Mapping[int, str],
        certainty: Certainty,
    ) -> None:
        self.units, self.times, self.calendar = units, times, calendar
        self.text, self.folded = units.text, units.folded
        self.mentions = sorted((m.span.start, m.span.end, c.id) for c in citations for m in c.mentions)
        self._cited_at = [start for start, _, _ in self.mentions]
        self.ids = Ids()
        self._section_ids = section_ids
        self._certainty = certainty
        self._sections: dict[Node, _Section] = {}
        self._outside = _Section()
        self._actors: dict[Node, list[UnitMention]] = {}
        self._found: dict[tuple[int, int, Context], list[TimeMention]] = {}

    def task(self, draft: Draft) -> Task:
        start, stop, node = draft.start, draft.stop, draft.node
        section = self._section(node)
        periods, deadlines = self._times(draft, section)
        responsible = self._responsibilities(draft, section)
        return _task(
            id=self.ids.make("t", _one_spaced(self.folded[start:stop]), *section.titles),
            text=self.text[start:stop],
            span=Span.of(start, stop),
            section_id=section.id,
            section=section.path,
            ordinal=draft.ordinal,
            periods=periods,
            deadlines=deadlines,
            units=responsible,
            citations=self._cited(draft) if self.mentions else (),
            confidence=self._confidence(draft, responsible, (*periods, *deadlines, *responsible)),
        )

    def _section(self, node: Node | None) -> _Section:
        return self._outside if node is None else self._sections.get(node) or self._read_section(node)

    def _read_section(self, node: Node) -> _Section:
        outer = self._section(node.parent)
        title = self.folded[node.title_start : node.title_stop]
        appended = node.ancestors[-1].kind == "appendix"
        section = self._sections[node] = _Section(
            id=self._section_ids.get(id(node)),
            path=node.path() or ("PHỤ LỤC" if appended else None),
            titles=(JOINT.join((title, *outer.titles)),),
            times=outer.times,
            periods=outer.periods,
            deadlines=outer.deadlines,
        )
        if own := self._heading_times(node):
            section.times = [*outer.times, *own]
            section.periods, section.deadlines = _periods(section.times, ()), _deadlines(section.times, ())
        return section

    def _confidence(
        self, draft: Draft, responsible: Sequence[Responsibility], facts: Iterable[Period | Deadline | Responsibility]
    ) -> float:
        """1 for what acts or is given to somebody; less for a paragraph that neither begins with an action nor names
        who acts, and for one outside all sections; of recognised text as much less as recognition was unsure of it."""
        sure = draft.ordinal is not None or responsible or begins_with_action(self.folded, draft.start, draft.stop)
        read = self._certainty.of_task(draft.start, draft.stop, (fact.span for fact in facts))
        return (1.0 if sure else 0.7) * (1.0 if draft.node else 0.8) * round(read, 2)

    def _find_times(self, start: int, stop: int, context: Context) -> list[TimeMention]:
        key = (start, stop, context)
        if key not in self._found:
            self._found[key] = self.times.find(start, stop, self.calendar, context)
        return self._found[key]

    def _times(self, draft: Draft, section: _Section) -> tuple[tuple[Period, ...], tuple[Deadline, ...]]:
        """The times above the draft, then its own; most tasks have none but those of their section."""
        own = self.times.find(draft.start, draft.stop, self.calendar, "prose")
        if draft.sources:
            own.extend(self._given_times(draft))
        above = section.times
        if draft.groups or draft.leads:
            above = [*above, *self._times_between(draft)]
        if not own and above is section.times:
            return section.periods, section.deadlines
        return _periods(above, own), _deadlines(above, own)

    def _given_times(self, draft: Draft) -> Iterator[TimeMention]:
        for source in draft.sources:
            if source.gives == "time":
                given = self._cell_times(draft, source.start, source.stop)
                yield from (m for m in given if not (source.passed and _is_open(m)))

    def _cell_times(self, draft: Draft, start: int, stop: int) -> list[TimeMention]:
        """The times of a time cell; “Hạn cuối …” in the work cell makes its day the deadline."""
        found = self._find_times(start, stop, "column")
        if says("last_day", self.folded[draft.start : draft.stop]):
            return [as_deadline(mention, "END") if mention.kind == "period" else mention for mention in found]
        return found

    def _times_between(self, draft: Draft) -> Iterator[TimeMention]:
        """The times of the group rows and lead-ins between the section's heading and the draft."""
        for start, stop in draft.groups:
            yield from self._find_times(start, stop, "heading")
        for lead in draft.leads:
            if not lead.whole:
                yield from self._find_times(lead.start, lead.stop, "prose")

    def _heading_times(self, node: Node) -> list[TimeMention]:
        """A time heading is a time. Another heading passes on what stands in brackets behind its title (“… (tháng 5)”)
        and, where it names who acts, when they are to act."""
        if node.is_time:
            return self._find_times(node.title_start, node.title_stop, "heading")
        bracket = self.text.rfind("(", node.title_start, node.title_stop)
        if bracket > 0 and self.text[node.title_stop - 1] == ")":
            return self._find_times(bracket, node.title_stop, "prose")
        if node.kind == "organization" and self._read_units(node.title_start, node.title_stop, "heading"):
            return self._find_times(node.title_start, node.title_stop, "prose")
        return []

    def _responsibilities(self, draft: Draft, section: _Section) -> tuple[Responsibility, ...]:
        own = self.units.find(draft.start, draft.stop) if draft.prose else []
        if not (own or draft.leads or draft.sources):
            return self._by_section(draft, section)
        for source in draft.sources:
            role = _ROLES.get(source.gives)
            if role:
                own = [*own, *self.units.listing(source.start, source.stop, role)]
        return self._merged(self._inherited_units(draft, own), own)

    def _by_section(self, draft: Draft, section: _Section) -> tuple[Responsibility, ...]:
        """Those of a task that has only its own words and names nobody: the section's, in the role it gives them."""
        if not draft.prose or draft.node is None:
            return ()
        role = self.units.own_role(draft.start, draft.stop)
        found = section.inherited.get(role)
        if found is None:
            found = section.inherited[role] = self._merged(self._inherited_units(draft, ()), ())
        return found

    def _merged(self, above: Iterable[UnitMention], own: Iterable[UnitMention]) -> tuple[Responsibility, ...]:
        """Each unit once: where it is first named, but where it leads before where it implements."""
        found: dict[str, Responsibility] = {}
        for mentions, inherited in ((above, True), (own, False)):
            for mention in mentions:
                key = self.units.id_of(mention)
                kept = found.get(key)
                if kept is None or (kept.role == "implement" and mention.role == "lead"):
                    found[key] = _responsibility(
                        name=mention.name,
                        role=mention.role,
                        unit_id=key,
                        span=Span.of(mention.start, mention.stop),
                        inherited=inherited,
                    )
        return tuple(found.values())

    def _inherited_units(self, draft: Draft, own: Sequence[UnitMention]) -> list[UnitMention]:
        """Who acts by the lead-ins, else by the headings above. Table rows have their columns."""
        if not draft.prose or any(source.gives in _ROLES for source in draft.sources):
            return []
        above: list[UnitMention] = []
        directs = False
        for lead in reversed(draft.leads):
            if above := self._lead_units(lead):
                # “Chỉ đạo các ngân hàng …:” names who is to be directed; who directs stands in the heading.
                directs = begins_with_action(self.folded, lead.start, lead.stop)
                break
        if draft.node is not None and (directs or not above):
            above = [*self._by_headings(draft.node), *above]
        if not above:
            return []
        if own:
            names = [self._name(unit) for unit in own]
            above = [
                unit for unit in above if not any((at := self._name(unit)) in name or name in at for name in names)
            ]
            if any(unit.start == draft.start and unit.role != "coordinate" for unit in own):
                # “+ Sở Xây dựng: hướng dẫn …” under “Các cơ quan …”: it is the one of them that acts.
                above = [unit for unit in above if not _COLLECTIVE.match(self._name(unit))]
        return [self._with_role(unit, draft, own) for unit in above]

    def _name(self, unit: UnitMention) -> str:
        return self.folded[unit.start : unit.stop]

    def _lead_units(self, lead: Lead) -> list[UnitMention]:
        """A lead-in passes on who acts, not with whom they coordinate."""
        return [unit for unit in self._read_units(lead.start, lead.stop, "prose") if unit.role != "coordinate"]

    def _by_headings(self, node: Node) -> list[UnitMention]:
        """The actors of the nearest heading that names any; “a) Chủ trì, phối hợp với … :” between it and the task says
        how they act and with whom."""
        if node not in self._actors:
            units_here = self._read_units(node.title_start, node.title_stop, "heading")
            if not units_here and node.parent is not None:
                units_here = self._by_headings(node.parent)
                if units_here and begins_with_action(self.folded, node.title_start, node.title_stop):
                    leads = self.folded.startswith("chủ trì", node.title_start)
                    partners = self._read_units(node.title_start, node.title_stop, "prose")
                    units_here = [
                        *(
                            unit._replace(role="lead") if leads and unit.role == "implement" else unit
                            for unit in units_here
                        ),
                        *(unit for unit in partners if unit.role == "coordinate"),
                    ]
            self._actors[node] = units_here
        return self._actors[node]

    def _with_role(self, unit: UnitMention, draft: Draft, own: Sequence[UnitMention]) -> UnitMention:
        """“Chủ trì, phối hợp …” under “Sở Nội vụ” makes Sở Nội vụ the lead."""
        if unit.role != "implement" or any(other.role == "lead" for other in own):
            return unit
        return unit._replace(role=self.units.own_role(draft.start, draft.stop) or unit.role)

    def _read_units(self, start: int, stop: int, context: str) -> list[UnitMention]:
        return self.units.heading(start, stop) if context == "heading" else self.units.find(start, stop)

    def _cited(self, draft: Draft) -> tuple[str, ...]:
        first = bisect_left(self._cited_at, draft.start)
        last = bisect_left(self._cited_at, draft.stop, first)
        if first == last:
            return ()
        return tuple(dict.fromkeys(cid for _, stop, cid in self.mentions[first:last] if stop <= draft.stop))


def _one_spaced(text: str) -> str:
    """`text` with one space for any white space; a paragraph of normalised text has no other."""
    return " ".join(text.split()) if "\n" in text or "\t" in text else text.strip()


def _is_open(mention: TimeMention) -> bool:
    """“Từ nay đến khi hoàn thành” frames a whole section; it is no time of one task."""
    return mention.value is not None and ".." in mention.value


def _periods(above: Sequence[TimeMention], own: Sequence[TimeMention]) -> tuple[Period, ...]:
    periods: dict[str, Period] = {}
    for mentions, inherited in ((above, True), (own, False)):
        for mention in mentions:
            if mention.kind == "period" and mention.value is not None and mention.value not in periods:
                periods[mention.value] = _period(
                    value=mention.value,
                    begin=mention.begin,
                    end=mention.end,
                    text=mention.text,
                    span=Span.of(mention.start, mention.stop),
                    inherited=inherited,
                )
    return tuple(periods.values())


def _deadlines(above: Sequence[TimeMention], own: Sequence[TimeMention]) -> tuple[Deadline, ...]:
    deadlines: dict[tuple[str | None, str | None, str | None], Deadline] = {}
    for mention in (*above, *own):
        key = (mention.value, mention.offset, mention.anchor)
        if mention.kind == "deadline" and key not in deadlines:
            deadlines[key] = _deadline(
                text=mention.text,
                value=mention.value,
                mod=mention.mod or "END",
                date=mention.date,
                offset=mention.offset,
                anchor=mention.anchor,
                span=Span.of(mention.start, mention.stop),
            )
    return tuple(deadlines.values())


def calendar(period: str | None, issued_on: date | None) -> Calendar:
    """What times without a year are completed from: the plan's years, else the year of issue."""
    years = [int(part) for part in (period or "").split("/") if part.isdigit()]
    first = years[0] if years else issued_on.year if issued_on else None
    return Calendar(year=first, issued_on=issued_on, last_year=years[-1] if len(years) > 1 else None)
