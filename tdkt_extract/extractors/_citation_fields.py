"""Reads what follows a number or a law's name: date, issuer, title."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date

from ._citation_draft import Draft
from ._citation_rules import Grammar, grammar

_TOKEN = re.compile(r" ?([^\W_]+(?:[&/'][^\W_]+)*|[^\w\s])")
_NEXT_CAPITAL = re.compile(r" ?[A-ZĐÀ-Ỹ]")
_LEFT_OUT = re.compile(r"[ ,]+(?:các|những|khóa|nhiệm kỳ|tỉnh và|và|-)\Z")
_ABBREVIATED = ("tp", "tx", "tt", "p", "q", "h")
# "Ban Chỉ đạo", "Ủy ban Kiểm tra", "Sở Kế hoạch", "Bộ Xây dựng": after these words a verb or type is part of the name.
_AGENCY_BEFORE = ("ban", "bộ", "sở", "phòng", "vụ", "cục", "viện", "hội", "ngành", "đạo")
# "Ban Chỉ đạo 35", "Quân khu 7"
_NUMBERED_AGENCY = ("đạo", "khu", "đoàn", "án", "binh", "số")
_MOST_WORDS = 30
_MOST_CHARACTERS = 240


class FieldReader:
    """Reads the particulars of the mentions of one text; `starts` are where mentions begin, ascending."""

    def __init__(self, text: str, folded: str, drafts: list[Draft]) -> None:
        self.text, self.folded = text, folded
        self.rules: Grammar = grammar()
        self.starts = [draft.start for draft in drafts]

    def read(self, draft: Draft) -> None:
        """Date and issuer of one mention, in either order."""
        self._date(draft)
        if draft.kind == "law":
            match = self.rules["law_issuer"].match(self.folded, draft.end)
            if match:
                lead = self.rules["issuer_lead"].match(self.folded, draft.end)
                draft.issuer = self.text[lead.end() if lead else match.start() : match.end()]
                draft.end = match.end()
        else:
            self._issuer(draft)
        if draft.issued_on is None:
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

    # ---- issuer --------------------------------------------------------------------------------------------

    def _issuer(self, draft: Draft) -> None:
        lead = self.rules["issuer_lead"].match(self.folded, draft.end)
        head = self.rules["issuer_head"]
        if lead:
            at = lead.end()
            if not (self.text[at].isupper() or head.match(self.folded, at)):
                return
        else:
            at = draft.end + 1
            between = self.folded[draft.end : at]
            if between != " " or not self.text[at : at + 1].isupper() or not head.match(self.folded, at):
                return
        joint = "liên" in (draft.doc_type or "") or "phối hợp" in (draft.doc_type or "")
        end = self.issuer_end(at, joint, self.text[draft.start : draft.end].isupper())
        if end > at:
            draft.issuer, draft.end = self.text[at:end], end

    def issuer_end(self, at: int, joint: bool = False, caps: bool = False) -> int:
        """Where the agency's name that begins at `at` ends."""
        folded, rules = self.folded, self.rules
        matter = self._end_after_matter(at)
        if matter:
            return matter
        limit = min(len(folded), at + _MOST_CHARACTERS)
        free = caps or rules["issuer_free"].match(folded, at) is not None
        end = position = at
        previous = before = ""
        for _ in range(_MOST_WORDS):
            match = _TOKEN.match(folded, position, limit)
            if match is None or (match.start(1) > at and self._is_start(match.start(1))):
                break
            word = match[1]
            start = match.start(1)
            if word in "-–" or (word == "." and previous in _ABBREVIATED):
                if not _NEXT_CAPITAL.match(self.text, match.end()):
                    break
            elif word in (",", "và"):
                if not (self._paired(start, at) or (joint and self._agency_follows(match.end()))):
                    break
            elif not word[0].isalnum() or not self._in_issuer(start, previous, free, caps):
                if not self._second_syllable(start, previous, before):
                    break
                end = match.end()
            else:
                end = match.end()
            position, before, previous = match.end(), previous, word
        while left_out := _LEFT_OUT.search(folded, at, end):
            end = left_out.start()
        return end

    def _in_issuer(self, start: int, word: str, previous: str, free: bool, caps: bool) -> bool:
        """Whether a word goes on with an agency's name."""
        folded, rules = self.folded, self.rules
        capital = self.text[start].isupper()
        if word.isdigit():
            return previous in _NUMBERED_AGENCY and len(word) < 4
        if previous not in _AGENCY_BEFORE and previous:
            if rules.type.match(folded, start) and (capital or free):
                return False
            if rules["issuer_verb"].match(folded, start) and (caps or not capital):
                return False
            if rules["title_verb"].match(folded, start) or rules["title_about"].match(folded, start):
                return False
        if capital and not caps:
            return True
        if previous and rules["issuer_stop"].match(folded, start):
            return False
        return free or word in self.rules.issuer_words

    def _end_after_matter(self, at: int) -> int:
        """The end of "Ban Chỉ đạo về …" before the verb that begins the title; 0 where none follows."""
        body = self.rules["issuer_for"].match(self.folded, at)
        if body is None or not self.folded.startswith(" về ", body.end()):
            return 0
        stop = re.compile(r"[;(.\n\t]").search(self.folded, body.end())
        limit = min(stop.start() if stop else len(self.folded), at + _MOST_CHARACTERS)
        verb = self.rules["title_verb"].search(self.folded, body.end(), limit)
        return verb.start() - 1 if verb else 0

    def _is_start(self, at: int) -> bool:
        found = bisect_left(self.starts, at)
        return found < len(self.starts) and self.starts[found] == at

    def _paired(self, at: int, low: int) -> bool:
        """Whether the comma or "và" at `at` stands within an agency's name."""
        found = self.rules["issuer_pair"].finditer(self.folded, max(low, at - 20), at + 24)
        return any(pair.start() < at < pair.end() for pair in found)

    def _agency_follows(self, at: int) -> bool:
        return self.text[at : at + 1] == " " and self.rules["issuer_head"].match(self.folded, at + 1) is not None

    def issuer_before(self, draft: Draft) -> None:
        """The issuer that stands before: "theo đề nghị của Sở Nội vụ tại Tờ trình số …"."""
        low = max(0, draft.start - 160)
        low = max(low, self.folded.rfind("\n", low, draft.start) + 1, self.folded.rfind("\t", low, draft.start) + 1)
        left = self.folded[low : draft.start]
        named = re.compile(rf"({self.rules.type.pattern}) ?:? ?\Z").search(left)
        if named:
            left = left[: named.start()]
        if not left.endswith((" tại ", " theo ", " trong ", " bằng ", " các ")):
            return
        match = self.rules["issuer_before"].search(left)
        if match is None:
            return
        at = low + next(match.start(group) for group in range(1, len(match.groups()) + 1) if match[group])
        end = low + next(match.end(group) for group in range(1, len(match.groups()) + 1) if match[group])
        if (self.text[at].isupper() or self.rules["issuer_head"].match(self.folded, at)) and self.issuer_end(at) == end:
            draft.issuer = self.text[at:end]
