"""Periods and deadlines: when work is to be done, and by when.

`_time_reader` says which times are printed; here it is decided which of them say when the work is done and which only
describe its matter (“thành tích năm 2017”). A cell, or the value of a time label, is all time; prose needs evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from ...tokens import TokenizedText
from .reader import Duration, Frequency, Group, Reader
from .rules import lexicon
from .scene import Context, Mod, Place, Scene, day_of
from .values import Calendar, complete, period_bounds

__all__ = ["Calendar", "Context", "TimeMention", "Times", "as_deadline", "period_bounds"]

_ISO_UNIT = {"ngày": "P{}D", "giờ": "PT{}H", "tuần": "P{}W", "tháng": "P{}M"}
_FINE = ("day", "month", "quarter", "half")


class TimeMention(NamedTuple):
    """A time as read. `begin` and `end` are the first and last day that `value` covers; `date`, `offset` and `anchor`
    are a deadline's; `start` and `stop` count code points of the whole text."""

    kind: Literal["period", "deadline"]
    value: str | None
    begin: date | None
    end: date | None
    mod: Mod | None
    date: date | None
    offset: str | None
    anchor: str | None
    text: str
    start: int
    stop: int
    rule: str


class Times:
    """The times of one document."""

    __slots__ = ("document", "lex", "places", "reader")

    def __init__(self, document: TokenizedText) -> None:
        self.document = document
        self.lex = lexicon()
        self.places = self.lex.places(document)
        self.reader = Reader(self.lex, document.folded, self.places)

    def find(self, start: int, stop: int, calendar: Calendar, context: Context) -> list[TimeMention]:
        """The times of one paragraph, ascending; each value once."""
        openings = self.reader.openings(start, stop)
        if not openings:
            return []
        scene = Scene(self.lex, self.places, self.document.folded, start, stop, calendar, context)
        judge = _Judge(self.document.text, scene, self.reader)
        found: dict[tuple[object, ...], TimeMention] = {}
        for mention in judge.mentions(openings):
            found.setdefault((mention.kind, mention.value, mention.mod, mention.offset, mention.anchor), mention)
        return sorted(found.values(), key=lambda mention: (mention.start, mention.stop))

    def is_heading(self, start: int, stop: int) -> bool:
        """Whether a heading is a time: “Quý I”, “QUÝ IV: Thi đua …”, “Đợt 1 (từ … đến …)”.

        “Tháng 3: Xét khen thưởng.” ends as a sentence does: an item that begins with its time.
        """
        places, lex, folded = self.places, self.lex, self.document.folded
        lead = lex.lead.match(folded, start, stop)
        at = lead.end() if lead else start
        if not places.next_is(lex.openings, at):
            return False
        if stage := lex.stage.match(folded, at, stop):
            at = stage.end()
        else:
            part = lex.part.pattern.match(folded, at, stop)
            at = part.end() if part else at
            first = self.reader.group_at(at, stop)
            if first is None or (first.bare and first.scale != "year"):
                return False
            at = first.stop
        rest = folded[at:stop].strip()
        if rest.startswith("("):
            rest = rest[rest.find(")") + 1 :].strip() if ")" in rest else ""
        if not rest or rest in (".", ":", ";"):
            return True
        return rest[0] in ":-." and rest[-1] not in ".;"


def as_deadline(mention: TimeMention, mod: Mod) -> TimeMention:
    """A period read as a deadline: a date in the time column of work that begins “Hạn cuối cùng …”."""
    return mention._replace(kind="deadline", mod=mod, date=day_of(mention.value, mod))


@dataclass(slots=True)
class _Judge:
    """Weighs one paragraph. `cycle` is the last recurrence accepted, where it ended, and `month` the last month named:
    both complete a later “trước ngày 20”."""

    text: str
    scene: Scene
    reader: Reader
    cycle: str = ""
    cycle_stop: int = -1
    month: int | None = None

    def mentions(self, openings: Sequence[int]) -> Iterator[TimeMention]:
        done = self.scene.start
        for seen in self.reader.sightings(openings, self.scene.stop):
            if seen.start < done:
                continue
            if isinstance(seen, Frequency):
                yield from self._frequency(seen)
            elif isinstance(seen, Group):
                yield from self._group(seen)
            elif (mention := self._relative(seen)) is not None:
                done = mention.stop
                yield mention

    # ── how often

    def _frequency(self, seen: Frequency) -> Iterator[TimeMention]:
        if not self._frequency_counts(seen):
            return
        for value, start, stop in seen.values:
            said = value
            if value in ("this-year", "next-year"):
                base = self.scene.calendar.base
                if base is None:
                    continue
                said = str(base + (value == "next-year"))
            elif value.startswith("R/"):
                self.cycle, self.cycle_stop = value, stop
            yield self._period(said, start, stop, seen.rule)

    def _frequency_counts(self, seen: Frequency) -> bool:
        scene, start = self.scene, seen.start
        if seen.rule == "whole-year":
            # “Thường xuyên trong năm” says no more than “thường xuyên”.
            return scene.as_column(start) and scene.leads(start)
        if scene.as_column(start):
            return True
        if seen.rule == "continuous":
            return self._continuous_counts(seen)
        if seen.rule == "in-turn":
            return self.cycle_stop >= scene.sentence_start(start)
        if seen.rule == "next-year":
            return not scene.clause_has("matter", start)
        if scene.leads(start) or scene.folded.endswith("định kỳ ", scene.start, start):
            return True
        if seen.rule not in ("regularly", "each") or scene.folded.startswith("định", start):
            return True
        return not (scene.clause_has("attribute", start) or scene.after("owned", seen.stop))

    def _continuous_counts(self, seen: Frequency) -> bool:
        """“Thường xuyên kiểm tra …”, “cập nhật thường xuyên” and “Sở A thường xuyên kiểm tra” say when;
        “chi thường xuyên” and “nơi thường xuyên xảy ra …” do not."""
        scene = self.scene
        if not scene.folded.startswith("thường", seen.start) or scene.after("state", seen.stop):
            return False
        if scene.folded.startswith("(", seen.start - 1) and scene.folded.startswith(")", seen.stop):
            return True
        if scene.often("noun", seen.start):
            return False
        if scene.leads(seen.start) or scene.often("verb", seen.start):
            return True
        return scene.has_subject(seen.start) and scene.after("deed", seen.stop)

    # ── calendar times

    def _group(self, group: Group) -> Iterator[TimeMention]:
        scene = self.scene
        place = scene.around(group)
        if place.effect == "cited":
            return
        if place.effect == "until" and not place.column and scene.after("completed", group.stop):
            place = place._replace(effect="deadline", mod="END")
        cycle = self._cycle_of(group)
        if place.mod is not None:
            yield from self._deadlines(group, place.words, place.mod, cycle)
            # “Thời hạn hoàn thành: quý II” says when as well as by when; a day says only by when.
            within = group.scale != "day" and scene.folded.startswith("thời hạn", place.words)
            if place.effect == "deadline" and not within:
                return
        elif not self._counts(group, place):
            return
        yield from self._periods(group, place, cycle)

    def _cycle_of(self, group: Group) -> str | None:
        """The recurrence of a day without a year: its own, or the one that its sentence began with (“Định kỳ hằng năm
        (trước ngày 30/11)”)."""
        if group.recur is None and not self.cycle:
            return None
        if any(unit.year is not None for item in group.items for unit in item.units):
            return None
        if group.recur or self.cycle_stop < self.scene.sentence_start(group.start):
            return group.recur
        return self.cycle if self.cycle not in ("R/P1W", "R/P1D") else None

    def _deadlines(self, group: Group, words: int, mod: Mod, cycle: str | None) -> Iterator[TimeMention]:
        if group.recur:
            yield self._period(group.recur, group.items[-1].stop, group.stop, group.rule)
        if not cycle and not self._complete(group):
            return
        for item in group.items:
            begin = words if item is group.items[0] else item.start
            stop = group.stop if item is group.items[-1] else item.stop
            if cycle:
                yield self._deadline(item.each_cycle, mod, begin, stop, group.rule)
            elif self.scene.context == "column" or not self.scene.is_history(item):
                yield self._deadline((item.last or item.first).value, mod, begin, stop, group.rule)

    def _periods(self, group: Group, place: Place, cycle: str | None) -> Iterator[TimeMention]:
        scene, last = self.scene, group.items[-1]
        begin = scene.folded.find("từ", place.words, place.start) if place.effect == "since" else place.start
        if group.recur:
            self.cycle, self.cycle_stop = group.recur, group.stop
            yield self._period(group.recur, begin, group.stop, group.rule)
            return
        if (cycle and not place.column) or not self._complete(group):
            return
        if last.last is None:
            last.open = last.open or place.effect == "since"
            last.until = place.effect == "until"
        titled = (scene.context == "heading" or scene.next_mark(group.stop) == ":") and scene.leads(place.start)
        for item in group.items:
            if not (place.column or titled) and scene.is_history(item):
                continue
            if item.scale in ("day", "month"):
                self.month = item.units[-1].number
            start = begin if item is group.items[0] else item.start
            yield self._period(item.value, start, group.stop if item is last else item.stop, group.rule)

    def _complete(self, group: Group) -> bool:
        if group.known is None:
            last = group.items[-1].units[-1]
            if last.scale == "day" and last.number is None:
                last.number = self.month
            group.known = complete(group.items, self.scene.calendar, next_year=group.next_year)
        return group.known

    def _counts(self, group: Group, place: Place) -> bool:
        """Whether a time says when the work is done."""
        scene, effect = self.scene, place.effect
        if place.column:
            # “Theo tiến độ của Luật Đê điều 2025” names a law.
            named = group.bare and group.scale == "year" and scene.clause_has("cited", place.start)
            return effect != "matter" and not named
        if group.scale in _FINE and scene.subject_of_heading(place.start, group.stop):
            return True
        if effect == "until":
            return scene.folded.startswith("từ nay", place.words)
        if effect == "matter" or scene.after("matter", group.stop):
            return False
        if effect in ("when", "done"):
            return True
        if scene.leads(place.start):
            return self._opens(group)
        if effect == "held":
            return group.scale in _FINE and not group.bare and not scene.clause_has("matter", place.words)
        if effect == "within" and group.scale == "year" and scene.announces(place.words):
            return False
        if effect == "within" or (effect == "since" and self._says_since(group, place)):
            return group.items[-1].open or not scene.clause_has("matter", place.words)
        return self._stands_apart(group, place)

    def _opens(self, group: Group) -> bool:
        """A time that opens its sentence counts; a bare number or a year only when a mark sets it off."""
        mark = self.scene.next_mark(group.stop)
        if group.bare:
            return mark in (":", "") and (group.scale != "year" or self.scene.context == "heading")
        return group.scale in _FINE or mark in (":", ",", "", "(", "-") or group.items[-1].open

    def _says_since(self, group: Group, place: Place) -> bool:
        """“từ … đến …”, “từ quý II”, “bắt đầu từ năm 2025”; a bare “từ năm 2015” tells a story."""
        if group.items[0].last is not None or group.scale in _FINE:
            return True
        said = self.scene.folded[place.words : place.start].strip()
        return said != "từ" or self.scene.bracketed(place.words, group.stop)

    def _stands_apart(self, group: Group, place: Place) -> bool:
        """A time in brackets of its own, last in its clause after a comma, or a day that nothing else explains."""
        scene, start = self.scene, place.start
        if group.scale not in _FINE:
            return group.scale == "year" and scene.bracketed(start, group.stop) and scene.stage_before(start)
        if scene.bracketed(place.words, group.stop):
            return group.scale != "half" or not scene.clause_has("matter", start - 1)
        if group.bare:
            return False
        if scene.set_off(start, group.stop):
            return True
        if group.scale != "day" or not scene.folded.startswith("ngày", group.start):
            return False
        return not any(scene.clause_has(effect, start) for effect in ("commemorated", "cited", "matter"))

    # ── what is handed out

    def _relative(self, seen: Duration) -> TimeMention | None:
        found = self.scene.relative(seen.start, seen.stop)
        if found is None:
            return None
        amount = re.findall(r"\d+", found.amount)[-1]
        offset = _ISO_UNIT[found.unit.split()[0]].format(int(amount))
        anchor = self.text[slice(*found.anchor)].strip()
        return TimeMention(
            "deadline", None, None, None, found.mod, None, offset, anchor,
            self.text[found.start : found.stop], found.start, found.stop, "relative",
        )  # fmt: skip

    def _period(self, value: str, start: int, stop: int, rule: str) -> TimeMention:
        begin, end = period_bounds(value)
        start, stop = self._trim(start, stop)
        return TimeMention(
            "period", value, begin, end, None, None, None, None, self.text[start:stop], start, stop, rule
        )

    def _deadline(self, value: str, mod: Mod, start: int, stop: int, rule: str) -> TimeMention:
        return as_deadline(self._period(value, start, stop, rule), mod)

    def _trim(self, start: int, stop: int) -> tuple[int, int]:
        while start < stop and self.text[start] in " ,(":
            start += 1
        while stop > start and self.text[stop - 1] in " ,":
            stop -= 1
        return start, stop
