"""Where the name of an issuing body ends: "của Bộ Văn hóa, Thể thao và Du lịch ban hành …"."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from .draft import Draft
from .rules import Grammar, grammar

_TOKEN = re.compile(r" ?([^\W_]+(?:[&/'][^\W_]+)*|[^\w\s])")
_NEXT_CAPITAL = re.compile(r" ?[A-ZĐÀ-Ỹ]")
_LEFT_OUT = re.compile(r"[ ,]+(?:các|những|khóa|nhiệm kỳ|và|-)\Z")
_MATTER_END = re.compile(r"[;(.\n\t]")
_MOST_WORDS = 30
_MOST_CHARACTERS = 240
_WINDOW_BEFORE = 160


class Word(NamedTuple):
    folded: str
    capital: bool
    acronym: bool


class IssuerReader:
    """Reads the issuers of the mentions of one text; `starts` are where mentions begin, ascending."""

    def __init__(self, text: str, folded: str, starts: list[int]) -> None:
        self.text, self.folded, self.starts = text, folded, starts
        self.rules: Grammar = grammar()

    def after(self, draft: Draft) -> None:
        """The issuer that follows a number or date, with "của" or without."""
        lead = self.rules["issuer_lead"].match(self.folded, draft.end)
        head = self.rules["issuer_head"]
        if lead:
            at = lead.end()
            if not (self.text[at].isupper() or head.match(self.folded, at)):
                return
        else:
            at = draft.end + 1
            if self.folded[draft.end : at] != " " or not self.text[at : at + 1].isupper():
                return
            if not head.match(self.folded, at):
                return
        if lead and "do" in lead.group() and not self.rules["issuer_done"].match(self.folded, at):
            return
        joint = "liên" in (draft.doc_type or "") or "phối hợp" in (draft.doc_type or "")
        joint = joint or (lead is not None and "giữa" in lead.group())
        end = self.end(at, joint, self.text[draft.start : draft.end].isupper())
        if end > at:
            draft.issuer, draft.end = self.text[at:end], end

    def before(self, draft: Draft) -> bool:
        """The issuer that stands before: "theo đề nghị của Sở Nội vụ tại Tờ trình số …"."""
        low = max(0, draft.start - _WINDOW_BEFORE)
        low = max(low, self.folded.rfind("\n", low, draft.start) + 1, self.folded.rfind("\t", low, draft.start) + 1)
        left = self.folded[low : draft.start]
        named = self.rules.type_before.search(left)
        if named:
            left = left[: named.start()]
        if not left.endswith((" tại ", " theo ", " trong ", " bằng ", " các ")):
            return False
        match = self.rules["issuer_before"].search(left)
        if match is None:
            return False
        group = next(number for number, found in enumerate(match.groups(), 1) if found)
        at, end = low + match.start(group), low + match.end(group)
        agency = self.text[at].isupper() or self.rules["issuer_head"].match(self.folded, at)
        if agency and self.end(at) == end:
            draft.issuer = self.text[at:end]
        return draft.issuer is not None

    def end(self, at: int, joint: bool = False, caps: bool = False) -> int:
        """Where the agency's name that begins at `at` ends. `joint`: several agencies may be named; `caps`: all
        stands in capitals, so that capitals tell nothing."""
        folded = self.folded
        matter = self._end_after_matter(at)
        if matter:
            return matter
        limit = min(len(folded), at + _MOST_CHARACTERS)
        free = caps or self.rules["issuer_free"].match(folded, at) is not None
        end = position = at
        words: list[Word] = []
        while len(words) < _MOST_WORDS and (match := _TOKEN.match(folded, position, limit)):
            start, position = match.span(1)
            word = self._word(start, position)
            if start > at and self._is_start(start):
                break
            if word.folded in "-–" or (
                word.folded == "." and words and words[-1].folded in self.rules.words("abbreviated")
            ):
                if not _NEXT_CAPITAL.match(self.text, position):
                    break
            elif word.folded in (",", "và"):
                if not (self._paired(start, at) or (joint and self._agency_follows(position))):
                    break
            elif word.folded[0].isalnum() and self._belongs(start, word, words, free, caps):
                end = position
            else:
                break
            words.append(word)
        while left_out := _LEFT_OUT.search(folded, at, end):
            end = left_out.start()
        return end

    def _word(self, start: int, end: int) -> Word:
        printed = self.text[start:end]
        return Word(self.folded[start:end], printed[0].isupper(), len(printed) > 1 and printed.isupper())

    def _belongs(self, start: int, word: Word, words: list[Word], free: bool, caps: bool) -> bool:
        """Whether a word goes on with an agency's name."""
        if not words:
            return True
        folded, rules, previous = self.folded, self.rules, words[-1]
        if word.folded.isdigit():
            return previous.folded in rules.words("agency_numbered") and len(word.folded) < 4
        if previous.folded not in rules.words("agency_before"):
            if (word.capital or free) and rules.type.match(folded, start):
                return False
            if (caps or not word.capital) and rules["issuer_verb"].match(folded, start):
                return False
            if rules["title_verb"].match(folded, start) or rules["title_about"].match(folded, start):
                return False
        if word.capital and not caps:
            return True
        if rules["issuer_stop"].match(folded, start):
            return False
        return free or word.folded in rules.issuer_words or self._in_compound(words)

    def _in_compound(self, words: list[Word]) -> bool:
        """Whether a small letter may go on: "sở xây dựng", "Xây dựng", "Giáo dục"; not after "Nghệ An" or "UBND"."""
        last, agency = words[-1], self.rules.words("agency_before")
        if last.folded in agency:
            return True
        if not last.capital or last.acronym:
            return False
        return len(words) < 2 or not words[-2].capital or words[-2].folded in agency

    def _end_after_matter(self, at: int) -> int:
        """The end of "Ban Chỉ đạo về …" before the verb that begins the title; 0 where none follows."""
        body = self.rules["issuer_for"].match(self.folded, at)
        if body is None or not self.folded.startswith(" về ", body.end()):
            return 0
        stop = _MATTER_END.search(self.folded, body.end())
        limit = min(stop.start() if stop else len(self.folded), at + _MOST_CHARACTERS)
        verb = self.rules["title_verb"].search(self.folded, body.end(), limit)
        return verb.start() - 1 if verb else 0

    def _is_start(self, at: int) -> bool:
        found = bisect_left(self.starts, at)
        return found < len(self.starts) and self.starts[found] == at

    def _paired(self, at: int, low: int) -> bool:
        """Whether the comma or "và" at `at` stands within an agency's name."""
        found = self.rules.issuer_pair.finditer(self.folded, max(low, at - 20), at + 24)
        return any(pair.start(1) < at < pair.end(1) for pair in found)

    def _agency_follows(self, at: int) -> bool:
        return self.text[at : at + 1] == " " and self.rules["issuer_head"].match(self.folded, at + 1) is not None
