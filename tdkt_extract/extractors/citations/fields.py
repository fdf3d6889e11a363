"""Reads what follows a number or a law's name: date and issuer, in either order."""

from __future__ import annotations

from datetime import date

from .draft import Draft
from .issuers import IssuerReader
from .phrases import Phrases
from .rules import Grammar, grammar

_CONNECTORS = ("", "và", "hoặc")


class FieldReader:
    """Reads the particulars of the mentions of one text; `drafts` ascend."""

    def __init__(self, phrases: Phrases, drafts: list[Draft]) -> None:
        self.text, self.folded, self.drafts = phrases.text, phrases.folded, drafts
        self.rules: Grammar = grammar()
        self.issuers = IssuerReader(phrases, [draft.start for draft in drafts])

    def read(self) -> None:
        left: Draft | None = None
        listed = False
        for draft in self.drafts:
            if draft.kind == "name":
                continue
            known = draft.issuer is not None
            self._particulars(draft)
            if known or (draft.issuer is None and draft.kind != "law" and self.issuers.before(draft)):
                left, listed = draft, False
            elif draft.kind == "law" or draft.issuer is not None:
                continue
            elif self.issuers.list_head(draft):
                left, listed = draft, True
            elif left and self._goes_on(left, draft, listed):
                draft.issuer = left.issuer
                draft.title = left.title
                draft.listed = listed and self._untyped(draft)
                left = draft
        self._share()

    def _particulars(self, draft: Draft) -> None:
        alone = draft.end
        self._date(draft)
        if draft.kind == "law":
            self._law_issuer(draft)
        elif draft.issuer is None:
            self.issuers.after(draft)
        if draft.issued_on is None and draft.end > alone:
            self._date(draft)
        if draft.issued_on is None and draft.kind == "law" and not draft.year:
            match = self.rules["year"].match(self.folded, draft.end)
            if match:
                draft.year, draft.end = match[1], match.end()

    def _date(self, draft: Draft) -> None:
        match = self.rules["date"].match(self.folded, draft.end)
        if match is None:
            return
        draft.end = match.end()
        if match.group().endswith(")") and "(" not in match.group():
            draft.end -= 1
        figures = [figure for figure in match.groups() if figure is not None]
        if len(figures) == 3 and all(figures):
            day, month, year = map(int, figures)
            try:
                draft.issued_on = date(year, month, day)
            except ValueError:
                return

    def _law_issuer(self, draft: Draft) -> None:
        match = self.rules["law_issuer"].match(self.folded, draft.end)
        lead = self.rules["issuer_lead"].match(self.folded, draft.end)
        if match and lead:
            draft.issuer, draft.end = self.text[lead.end() : match.end()], match.end()

    def _goes_on(self, left: Draft, draft: Draft, listed: bool) -> bool:
        """Whether a mention goes on with the list whose issuer stands before it: "X phê duyệt tại các Quyết định: số 1
        …; số 2 …", "của X tại Tờ trình số 3 và Công văn số 4". `listed`: the list has a head."""
        between = self.folded[left.end : draft.start]
        if between.strip(" ,;") in _CONNECTORS:
            return True
        if left.segments != draft.segments or "\n" in between:
            return False
        return self._untyped(draft) or (listed and left.doc_type == draft.doc_type)

    def _untyped(self, draft: Draft) -> bool:
        return self.folded.startswith("số", draft.start) or self.folded[draft.start].isdigit()

    def _share(self) -> None:
        """ "Quyết định số 1 ngày … và Quyết định số 2 ngày … của UBND tỉnh": the issuer is of both; "Quyết định số 1 và
        số 2 ngày …": so is the date."""
        for left, right in zip(reversed(self.drafts[:-1]), reversed(self.drafts[1:]), strict=True):
            if (left.doc_type, left.segments) != (right.doc_type, right.segments):
                continue
            if self.folded[left.end : right.start].strip(" ,;") not in _CONNECTORS:
                continue
            left.issuer = left.issuer or right.issuer
            if left.issued_on is None and left.kind == "number" and self._untyped(right) and not right.listed:
                left.issued_on = right.issued_on
