"""The component `tdkt`: the plan in a Doc's text, as `doc._.plan`, as `doc.spans` and as `doc.ents`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc, Span
from spacy.util import filter_spans, raise_error

from ..errors import ReadError
from .labels import ENTITIES, Label, labelled

if TYPE_CHECKING:
    from ..schema import Plan

_KEY = "tdkt_extract.plan"

ErrorHandler = Callable[[str, Any, list[Doc], Exception], None]


class _StoredPlan(str):
    """A plan as `doc.user_data` may hold it: JSON, which spaCy can serialise, with the plan it was made of."""

    plan: Plan

    @classmethod
    def of(cls, plan: Plan, json: str) -> _StoredPlan:
        stored = cls(json)
        stored.plan = plan
        return stored

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        return str, (str(self),)


def plan_of(doc: Doc) -> Plan | None:
    """The plan that the component `tdkt` found: what `doc._.plan` gives, also where no pipeline has been made."""
    stored = doc.user_data.get(_KEY)
    if stored is None:
        return None
    if not isinstance(stored, _StoredPlan):
        from ..schema import Plan

        stored = doc.user_data[_KEY] = _StoredPlan.of(Plan.model_validate_json(stored), stored)
    return stored.plan


class TdktComponent:
    """Extracts the plan of a Doc. Without a letter or digit in the text there is none: `doc._.plan` is None.

    `doc.spans[span_key]` gets the spans with one of `labels`; they may overlap. `doc.ents` gets its units, citations
    and times, if `set_ents`, among the entities already there: where two overlap the longer one stays, of two equally
    long ones the first. A span whose ends are inside tokens takes these whole.
    """

    def __init__(self, name: str, span_key: str, set_ents: bool, labels: Sequence[Label]) -> None:
        self.name = name
        self.span_key = span_key
        self.set_ents = set_ents
        self.labels = tuple(labels)
        self._error_handler: ErrorHandler = raise_error
        # Not on import: an entry point is imported in every program that uses spaCy, where “plan” may be another's.
        if not Doc.has_extension("plan") or Doc.get_extension("plan")[2] is not plan_of:
            Doc.set_extension("plan", getter=plan_of)

    def __call__(self, doc: Doc) -> Doc:
        plan = _extract(doc.text)
        if plan is None:
            doc.user_data.pop(_KEY, None)
        else:
            doc.user_data[_KEY] = _StoredPlan.of(plan, plan.model_dump_json())
        found = list(self._spans(doc, plan)) if plan else []
        doc.spans[self.span_key] = found
        if self.set_ents:
            doc.ents = filter_spans([*(span for span in found if span.label_ in ENTITIES), *doc.ents])
        return doc

    def _spans(self, doc: Doc, plan: Plan) -> Iterator[Span]:
        """The spans in the order of the text, outer ones first; what several tasks share comes once."""
        from .offsets import SourceOffsets

        offsets = SourceOffsets(plan, doc.text)
        token_starts = [token.idx for token in doc]
        found = dict.fromkeys(
            # The token at a character is the last one that begins at it or before.
            (bisect_right(token_starts, start) - 1, bisect_right(token_starts, end - 1), item)
            for item in labelled(plan)
            if item.label in self.labels
            for start, end in offsets.ranges(item.span)
        )
        for first, last, item in sorted(found, key=lambda place: (place[0], -place[1])):
            yield Span(doc, first, last, item.label, kb_id=item.value, span_id=item.id)

    def set_error_handler(self, error_handler: ErrorHandler) -> None:
        """spaCy's: called with (name, component, docs, error) when the extraction fails."""
        self._error_handler = error_handler

    def get_error_handler(self) -> ErrorHandler:
        return self._error_handler


def _extract(text: str) -> Plan | None:
    from ..pipeline import extract_text

    try:
        return extract_text(text, name="doc")
    except ReadError as error:
        if error.code == "no-text":
            return None
        raise
