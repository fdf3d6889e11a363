"""How sure recognition was of what the plan says, and the warnings for what a person should look at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from .schema import Citation, Header, Task, Warning
from .text import AlignedText, Span, source_text

_UNSURE = 0.7  # a number, a time or a name that is less sure is worth a look
_NAMED = 10  # warnings of a kind; the rest are counted in one more
_SHOWN = 60  # characters of the text that a message repeats


class Certainty:
    """The doubts of recognition over a plan's text; without any, everything is sure."""

    def __init__(self, aligned: AlignedText) -> None:
        self._aligned = aligned
        self._doubts = aligned.doubts
        self._ends = [end for _, end, _ in aligned.doubts]

    def _within(self, start: int, stop: int) -> Iterator[tuple[int, int, float]]:
        """The doubts that text[start:stop] has a part in, cut to it."""
        for at in range(bisect_left(self._ends, start + 1), len(self._ends)):
            begin, end, confidence = self._doubts[at]
            if begin >= stop:
                break
            yield max(begin, start), min(end, stop), confidence

    def of_words(self, start: int, stop: int) -> float:
        """How sure text[start:stop] is: the mean of its characters."""
        lost = sum((end - begin) * (1.0 - confidence) for begin, end, confidence in self._within(start, stop))
        return 1.0 - lost / max(1, stop - start)

    def of_fact(self, start: int, stop: int) -> float:
        """How sure a number, a time or a name is: one wrong word makes another of it."""
        return min((confidence for _, _, confidence in self._within(start, stop)), default=1.0)

    def of_task(self, start: int, stop: int, facts: Iterable[Span]) -> float:
        """As sure as the words of a task, or as the least sure of its times and units."""
        if not self._doubts:
            return 1.0
        return min([self.of_words(start, stop), *(self.of_fact(fact.start, fact.end) for fact in facts)])

    def warnings(self, head: Header, tasks: Iterable[Task], citations: Iterable[Citation]) -> Iterator[Warning]:
        """What was read otherwise than it is understood, and which facts are not sure."""
        if not self._doubts:
            return
        changed = [*self._changed()]
        yield from _capped("repaired-text", "chỗ khác cũng được sửa theo ngữ cảnh", changed)
        taken = {(span.start, span.end) for span, _ in changed}
        spans = {(span.start, span.end): what for what, span in _facts(head, tasks, citations)}
        unsure = [
            (Span.of(start, stop), f"{what} “{self._shown(start, stop)}” được nhận dạng không chắc chắn, cần xem lại.")
            for (start, stop), what in sorted(spans.items())
            if self.of_fact(start, stop) < _UNSURE and not any(start < end and at < stop for at, end in taken)
        ]
        yield from _capped("uncertain-text", "chỗ khác cũng được nhận dạng không chắc chắn", unsure)

    def _changed(self) -> Iterator[tuple[Span, str]]:
        """Where recognised text was put right."""
        text, edits = self._aligned.text, self._aligned.edits
        for start, stop, _ in self._doubts:
            raw = " ".join(source_text(text, edits, start, stop).split())
            if raw != " ".join(text[start:stop].split()):
                yield Span.of(start, stop), f"Đọc được “{raw}”, hiểu là “{self._shown(start, stop)}”."

    def _shown(self, start: int, stop: int) -> str:
        shown = " ".join(self._aligned.text[start:stop].split())
        return shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"


def _facts(head: Header, tasks: Iterable[Task], citations: Iterable[Citation]) -> Iterator[tuple[str, Span]]:
    """What a person would act upon."""
    for field, what in (("number", "Số, ký hiệu"), ("issued_on", "Ngày ban hành")):
        if field in head.spans:
            yield what, head.spans[field]
    for citation in citations:
        for mention in citation.mentions:
            yield "Văn bản viện dẫn", mention.span
    for task in tasks:
        for deadline in task.deadlines:
            yield "Thời hạn", deadline.span
        for period in task.periods:
            yield "Thời gian", period.span
        for unit in task.units:
            yield "Đơn vị", unit.span


def _capped(code: str, rest: str, found: list[tuple[Span, str]]) -> Iterator[Warning]:
    for span, message in found[:_NAMED]:
        yield Warning(code=code, message=message, span=span)
    if len(found) > _NAMED:
        yield Warning(code=code, message=f"Còn {len(found) - _NAMED} {rest}.", span=found[_NAMED][0])
