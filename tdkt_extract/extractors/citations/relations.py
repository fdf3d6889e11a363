"""How the plan stands to what it cites: basis, implements, replaces, amends, mentions."""

from __future__ import annotations

import re
from typing import NamedTuple

from ...schema import Relation
from .draft import Draft
from .phrases import Phrases
from .rules import Grammar, grammar

# The full stop first: `re` skips ahead to a letter that a pattern begins with.
_SENTENCE_END = re.compile(r"\. (?=\D)(?<![\s.]\. )(?<!tp\. )(?<!tx\. )")
_RANK: tuple[Relation, ...] = ("self", "enclosed", "basis", "replaces", "amends", "implements", "mentions")
# "(Ban hành kèm theo Quyết định số …)", "(Kèm theo Kế hoạch số …)" over an annex
_ENCLOSING: dict[str, Relation] = {"Quyết định": "enclosed", "Kế hoạch": "self"}
# A document is replaced or amended only where it stands by the word, or in a list that does.
_IN_LIST = ("replaces", "amends")
_IN_LIST_GAP = 40
_BESIDE = 12
_ATTACHED_AT_MOST = 60


class Trigger(NamedTuple):
    start: int
    end: int
    value: Relation


def strongest(relations: list[Relation]) -> Relation:
    return min(relations, key=_RANK.index)


class RelationReader:
    """Finds the relation of each mention from the words before it in its sentence.

    A list carries its first word on: "Thay thế Quyết định số 1; Quyết định số 2". Words within the title of another
    cited document are that document's: "Quyết định số 1 ban hành Kế hoạch triển khai Nghị quyết số 2".
    """

    def __init__(
        self, phrases: Phrases, drafts: list[Draft], opening: tuple[int, int], title: tuple[int, int] | None
    ) -> None:
        self.phrases, self.folded, self.drafts = phrases, phrases.folded, drafts
        self.opening, self.title = opening, title
        self.rules: Grammar = grammar()
        self.line = 0
        self.triggers: list[Trigger] = []

    def read(self) -> None:
        outer: list[Draft] = []
        for at, draft in enumerate(self.drafts):
            if draft.parent is not None:
                draft.relation = self._nested(draft, draft.parent, self.drafts[at - 1])
                continue
            self._read_before(draft, outer[-1] if outer else None)
            draft.relation = self._relation(draft, self._trigger(draft, outer))
            outer.append(draft)

    def _nested(self, draft: Draft, parent: Draft, previous: Draft) -> Relation:
        if previous.parent is parent and self.folded[previous.end : draft.start] in (" và ", ", "):
            return previous.relation
        if parent.title_span is None:
            return "mentions"
        before = self.folded[parent.title_span[0] : draft.start]
        if self.rules["directly"].match(before):
            return parent.relation
        if draft.start <= self.opening[1] and self.rules["carried_out"].search(before):
            return parent.relation
        return "mentions"

    def _relation(self, draft: Draft, trigger: Trigger | None) -> Relation:
        enclosed = _ENCLOSING.get(draft.doc_type or "")
        if enclosed and self.rules["enclosed"].search(self.folded, max(0, draft.start - 26), draft.start):
            return enclosed
        value = trigger.value if trigger else "mentions"
        if self.title and self.title[0] <= draft.start < self.title[1]:
            return "implements"
        if draft.start <= self.opening[1]:
            opens = trigger is not None and trigger.start == self.line
            return "basis" if value == "implements" and opens else value
        return "implements" if value == "basis" else value

    def _read_before(self, draft: Draft, previous: Draft | None) -> None:
        """Adds the relation words between the last mention with its title and this one; a new sentence begins anew."""
        folded = self.folded
        line = folded.rfind("\n", self.line, draft.start) + 1 or self.line
        line = folded.rfind("\t", line, draft.start) + 1 or line
        low = line
        if previous and previous.start >= line:
            low = max(previous.end, previous.title_span[1] if previous.title_span else 0)
        else:
            self.triggers.clear()
        self.line = line
        if folded.find(". ", low, draft.start) >= 0:
            for sentence in _SENTENCE_END.finditer(folded, max(line + 1, low), draft.start):
                low = sentence.end()
                self.triggers.clear()
        for match in self.phrases.matches(self.rules.relation, low, draft.start):
            if match.lastgroup:
                self.triggers.append(Trigger(*match.span(), self.rules.relation_value[match.lastgroup]))

    def _trigger(self, draft: Draft, outer: list[Draft]) -> Trigger | None:
        """The relation word that counts: the last before the mention, in the opening a basis rather than what details
        it ("Thực hiện … và hướng dẫn của Sở A tại Công văn số …")."""
        changed = self._changed_within(draft)
        if changed:
            return changed
        weak: Trigger | None = None
        for trigger in reversed(self.triggers):
            if self._too_far(trigger, draft, outer):
                continue
            if trigger.value != "implements" or draft.start > self.opening[1]:
                return weak if weak and trigger.value != "basis" else trigger
            weak = weak or trigger
        return weak

    def _changed_within(self, draft: Draft) -> Trigger | None:
        """The verb of "Sửa đổi mức chi quy định tại Quyết định số 1": who amends a part amends the document."""
        if len(self.triggers) < 2:
            return None
        verb, attached = self.triggers[-2:]
        near = draft.start - attached.end <= 1 and attached.start - verb.end <= _ATTACHED_AT_MOST
        if near and verb.value in _IN_LIST and self.rules["attached"].match(self.folded, attached.start):
            return verb
        return None

    def _too_far(self, trigger: Trigger, draft: Draft, outer: list[Draft]) -> bool:
        """Whether a word that needs its document beside it has other words between."""
        gap = draft.start - trigger.end
        if trigger.value == "mentions":
            return gap > _BESIDE
        if trigger.value not in _IN_LIST:
            return False
        for other in reversed(outer):
            if other.start < trigger.end:
                break
            gap -= (other.title_span[1] if other.title_span else other.end) - other.start
        return gap > _IN_LIST_GAP
