"""Where the name of an issuing body ends: "của Bộ Văn hóa, Thể thao và Du lịch ban hành …"."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from ...letters import CAPITAL
from ...normalise import fold
from .draft import Draft
from .rules import Grammar, grammar

_TOKEN = re.compile(r" ?([^\W_]+(?:[&/'][^\W_]+)*|[^\w\s])")
_ACRONYM = re.compile(rf" ([{CAPITAL}]{{2,6}})(?!\w)")
_NEXT_CAPITAL = re.compile(rf" ?[{CAPITAL}]")
_LEFT_OUT = re.compile(r"[ ,]+(?:các|những|khóa|nhiệm kỳ|và|-)\Z")
_MATTER_END = re.compile(r"[;(.\n\t]")
_MOST_WORDS = 30
_MOST_CHARACTERS = 240
_WINDOW_BEFORE = 160
_HEAD_BEFORE = 340


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
        typed = left.rstrip(" :")
        named = self.rules.types_at.before(typed, len(typed))
        if named:
            left = typed.removesuffix(named)
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

    def list_head(self, draft: Draft) -> bool:
        """The issuer in the head of the list that the mention begins: "các Quyết định của Thủ tướng Chính phủ về quy
        hoạch: Quyết định số 1 …". What the head says of the matter is the title of what has none of its own."""
        before = self.folded[max(0, draft.start - 2) : draft.start].rstrip()[-1:]
        if before not in (":", "("):
            return False
        match = self.rules["list_head"].search(self.folded, max(0, draft.start - _HEAD_BEFORE), draft.start)
        if match is None:
            return False
        at, stop = match.span(1)
        end = self.end(at)
        rest = self.folded[end:stop].strip()
        about = self.rules["title_about"].match(rest)
        if end <= at or end > stop or (rest and not about and not self.rules["title_verb"].match(rest)):
            return False
        draft.issuer = self.text[at:end]
        if rest:
            draft.title = self.text[stop - len(rest) + (about.end() if about else 0) : stop]
        return True

    def end(self, at: int, joint: bool = False, caps: bool = False) -> int:
        """Where the agency's name that begins at `at` ends. `joint`: several agencies may be named; `caps`: all
        stands in capitals, so that capitals tell nothing."""
        folded = self.folded
        limit = min(len(folded), at + _MOST_CHARACTERS)
        following = bisect_right(self.starts, at)
        if following < len(self.starts):
            limit = min(limit, self.starts[following])
        matter = self._end_after_matter(at, limit)
        if matter:
            return matter
        free = caps or self.rules["issuer_free"].match(folded, at) is not None
        end = position = at
        words: list[Word] = []
        while len(words) < _MOST_WORDS and (match := _TOKEN.match(folded, position, limit)):
            start, position = match.span(1)
            word = self._word(start, position)
            if word.folded in "-–.":
                abbreviated = words and words[-1].folded in self.rules.words("abbreviated")
                if (word.folded == "." and not abbreviated) or not _NEXT_CAPITAL.match(self.text, position):
                    break
            elif word.folded in (",", "và"):
                if not self._joins(start, position, at, joint):
                    break
            elif word.folded[0].isalnum() and self._belongs(start, word, words, free, caps):
                end = position
            else:
                break
            words.append(word)
        while left_out := _LEFT_OUT.search(folded, at, end):
            end = left_out.start()
        return end

    def _joins(self, start: int, end: int, at: int, joint: bool) -> bool:
        """Whether a comma or "và" stands within the agency's name that begins at `at`."""
        return self._paired(start, at) or self._acronym_follows(end) or (joint and self._agency_follows(end))

    def _word(self, start: int, end: int) -> Word:
        printed = self.text[start:end]
        return Word(self.folded[start:end], printed[0].isupper(), len(printed) > 1 and printed.isupper())

    def _belongs(self, start: int, word: Word, words: list[Word], free: bool, caps: bool) -> bool:
        """Whether a word goes on with an agency's name."""
        if not words:
            return True
        folded, rules, previous = self.folded, self.rules, words[-1].folded
        if word.folded.isdigit():
            return previous in rules.words("agency_numbered") and len(word.folded) < 4
        # Behind a comma or "và" that stands within the name, nothing ends it.
        within = previous in rules.agency_before or previous in ("và", ",")
        if word.capital and not caps:
            return within or rules.issuer_ends_capital.match(folded, start) is None
        if not (free or word.folded in rules.issuer_words or self._in_compound(words)):
            return False
        if within:
            return rules["issuer_stop"].match(folded, start) is None
        return not ((free and rules.type.match(folded, start)) or rules.issuer_ends_small.match(folded, start))

    def _in_compound(self, words: list[Word]) -> bool:
        """Whether a small letter may go on: "sở xây dựng", "Xây dựng", "Giáo dục"; not after "Nghệ An" or "UBND"."""
        last, agency = words[-1], self.rules.agency_before
        if last.folded in agency:
            return True
        if not last.capital or last.acronym:
            return False
        return len(words) < 2 or not words[-2].capital or words[-2].folded in agency

    def _end_after_matter(self, at: int, limit: int) -> int:
        """The end of "Ban Chỉ đạo về …" before the verb that begins the title; 0 where none follows."""
        body = self.rules["issuer_for"].match(self.folded, at)
        if body is None or not self.folded.startswith(" về ", body.end()):
            return 0
        stop = _MATTER_END.search(self.folded, body.end(), limit)
        limit = stop.start() if stop else limit
        verb = self.rules.issuer_ends_matter.search(self.folded, body.end() + len(" về "), limit)
        return verb.start() - 1 if verb else 0

    def _paired(self, at: int, low: int) -> bool:
        """Whether the comma or "và" at `at` stands within an agency's name."""
        found = self.rules.issuer_pair.finditer(self.folded, max(low, at - 20), at + 24)
        return any(pair.start(1) < at < pair.end(1) for pair in found)

    def _acronym_follows(self, at: int) -> bool:
        """ "Sở Nông nghiệp và PTNT": capitals that are no agency of their own."""
        match = _ACRONYM.match(self.text, at)
        return match is not None and match[1].isupper() and fold(match[1]) not in self.rules.levels

    def _agency_follows(self, at: int) -> bool:
        return self.text[at : at + 1] == " " and self.rules["issuer_head"].match(self.folded, at + 1) is not None
