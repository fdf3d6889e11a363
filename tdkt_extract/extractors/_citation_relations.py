"""How the plan stands to what it cites: basis, implements, replaces, amends, mentions."""

from __future__ import annotations

import re
from bisect import bisect_right

from ..schema import Relation
from ._citation_draft import Draft
from ._citation_rules import grammar

_SENTENCE_END = re.compile(r"[^\s.](?<!tp)(?<!tx)\. (?=\D)")
_RANK: dict[Relation, int] = {
    name: rank
    for rank, name in enumerate(("self", "enclosed", "basis", "replaces", "amends", "implements", "mentions"))
}  # type: ignore[misc]
# A document is replaced or amended only where it stands by the word, or in a list that does.
_IN_LIST = ("replaces", "amends")
_IN_LIST_GAP = 40
_BESIDE = 12
Trigger = tuple[int, int, str]


def strongest(relations: list[Relation]) -> Relation:
    return min(relations, key=_RANK.__getitem__)


class RelationReader:
    """Finds the relation of each mention from the words before it in its sentence.

    A list carries its first word on: "Thay thế Quyết định số 1; Quyết định số 2". Words within the title of another
    cited document are that document's: "Quyết định số 1 ban hành Kế hoạch triển khai Nghị quyết số 2".
    """

    def __init__(
        self, text: str, folded: str, drafts: list[Draft], opening: tuple[int, int], title: tuple[int, int] | None
    ) -> None:
        self.text, self.folded, self.drafts = text, folded, drafts
        self.opening, self.title = opening, title
        self.line = -1
        self.triggers: list[Trigger] = []
        self.sentences: list[int] = []

    def read(self) -> None:
        for at, draft in enumerate(self.drafts):
            if draft.parent is not None:
                draft.relation = self._nested(draft, draft.parent)
            else:
                draft.relation = self._relation(draft, self._trigger(at))

    def _nested(self, draft: Draft, parent: Draft) -> Relation:
        if parent.title_span is None:
            return "mentions"
        before = self.folded[parent.title_span[0] : draft.start]
        return parent.relation if grammar()["directly"].match(before) else "mentions"

    def _relation(self, draft: Draft, trigger: Trigger | None) -> Relation:
        enclosed = grammar()["enclosed"].search(self.folded, max(0, draft.start - 26), draft.start)
        if enclosed:
            return {"Quyết định": "enclosed", "Kế hoạch": "self"}.get(draft.doc_type or "", "mentions")  # type: ignore[return-value]
        value = trigger[2] if trigger else "mentions"
        if self.title and self.title[0] <= draft.start < self.title[1]:
            return "implements"
        if draft.start <= self.opening[1]:
            opens = trigger is not None and trigger[0] == self.line
            return "basis" if value == "implements" and opens else value  # type: ignore[return-value]
        return "implements" if value == "basis" else value  # type: ignore[return-value]

    def _trigger(self, at: int) -> Trigger | None:
        """The last relation word before a mention, in its sentence and in no other document's title."""
        draft = self.drafts[at]
        self._read_line(draft.start)
        sentence = self.sentences[bisect_right(self.sentences, draft.start) - 1]
        weak: Trigger | None = None
        for trigger in reversed(self.triggers[: bisect_right(self.triggers, (draft.start, 0, ""))]):
            if trigger[0] < sentence:
                break
            if self._within_other(trigger, at) or self._too_far(trigger, at):
                continue
            if trigger[2] != "implements" or draft.start > self.opening[1]:
                return weak if weak and trigger[2] != "basis" else trigger
            weak = weak or trigger
        return weak

    def _too_far(self, trigger: Trigger, at: int) -> bool:
        """Whether a word that needs its document beside it has other words between."""
        _, end, value = trigger
        if value == "mentions":
            return self.drafts[at].start - end > _BESIDE
        return value in _IN_LIST and self._gap(end, at) > _IN_LIST_GAP

    def _gap(self, trigger_end: int, at: int) -> int:
        """How much stands between a relation word and a mention, other mentions and their titles not counted."""
        gap = self.drafts[at].start - trigger_end
        for other in reversed(self.drafts[:at]):
            if other.start < trigger_end:
                break
            if other.parent is None:
                gap -= (other.title_span[1] if other.title_span else other.end) - other.start
        return gap

    def _within_other(self, trigger: Trigger, at: int) -> bool:
        for other in reversed(self.drafts[:at]):
            if other.end < self.line:
                return False
            end = other.title_span[1] if other.title_span else other.end
            if other.start <= trigger[0] < end:
                return True
        return False

    def _read_line(self, at: int) -> None:
        """Relation words and sentence beginnings of the line (or cell) that holds `at`."""
        folded = self.folded
        line = max(folded.rfind("\n", 0, at), folded.rfind("\t", 0, at)) + 1
        if line == self.line:
            return
        self.line = line
        end = min(found for mark in "\n\t" if (found := folded.find(mark, at)) >= 0) if self._more(at) else len(folded)
        rules = grammar()
        self.triggers = [
            (match.start(), match.end(), rules.relation_value[match.lastgroup or ""])
            for match in rules.relation.finditer(folded, line, end)
        ]
        self.sentences = [line, *(match.end() for match in _SENTENCE_END.finditer(folded, line, end))]

    def _more(self, at: int) -> bool:
        return self.folded.find("\n", at) >= 0 or self.folded.find("\t", at) >= 0
