"""Where the name of an issuing body ends: "của Bộ Văn hóa, Thể thao và Du lịch ban hành …"."""

from __future__ import annotations

import re
from bisect import bisect_right

from ...letters import CAPITAL
from ...normalise import fold
from .draft import Draft
from .phrases import Phrases
from .rules import Grammar, grammar

_ACRONYM = re.compile(rf" ([{CAPITAL}]{{2,6}})(?!\w)")
_NEXT_CAPITAL = re.compile(rf" ?[{CAPITAL}]")
_LEFT_OUT = ("các", "những", "khóa", "nhiệm kỳ", "và", "-")
_LEFT_OUT_END = re.compile(rf"[ ,]+(?:{'|'.join(_LEFT_OUT)})\Z")
_MARKS = frozenset("-–.")
_COORDINATE = (",", "và")
_WITHIN_WORD = frozenset("&/'")
_MATTER_END = re.compile(r"[;(.\n\t]")
_MOST_WORDS = 30
_MOST_CHARACTERS = 240
_WINDOW_BEFORE = 160
_HEAD_BEFORE = 340
_LONGEST_BEFORE_MARK = 20


Word = tuple[str, int, int, bool]
"""A word of a name: folded, where it begins and ends, whether with a capital."""


class IssuerReader:
    """Reads the issuers of the mentions of one text; `starts` are where mentions begin, ascending."""

    def __init__(self, phrases: Phrases, starts: list[int]) -> None:
        self.phrases, self.text, self.folded, self.starts = phrases, phrases.text, phrases.folded, starts
        self.rules: Grammar = grammar()

    def after(self, draft: Draft) -> None:
        """The issuer that follows a number or date, with "của" or without."""
        lead = self.rules["issuer_lead"].match(self.folded, draft.end)
        if lead:
            at = lead.end()
            if not self._is_agency(at):
                return
        else:
            at = draft.end + 1
            if self.folded[draft.end : at] != " " or not self.text[at : at + 1].isupper():
                return
            if not self.phrases.end_at(self.rules.issuer_head, at):
                return
        if lead and "do" in lead.group() and not self.rules["issuer_done"].match(self.folded, at):
            return
        joint = draft.doc_type is not None and ("liên" in draft.doc_type or "phối hợp" in draft.doc_type)
        joint = joint or (lead is not None and "giữa" in lead.group())
        end = self.end(at, joint, self.text[draft.start : draft.end].isupper())
        if end > at:
            draft.issuer, draft.end = self.text[at:end], end

    def before(self, draft: Draft) -> bool:
        """The issuer that stands before: "theo đề nghị của Sở Nội vụ tại Tờ trình số …"."""
        stop = typed = draft.start
        while typed and self.folded[typed - 1] in " :":
            typed -= 1
        named = self.rules.types_at.before(self.folded, typed)
        if named:
            stop = typed - len(named)
        if not self.folded.endswith((" tại ", " theo ", " trong ", " bằng ", " các "), 0, stop):
            return False
        low = max(0, draft.start - _WINDOW_BEFORE)
        low = max(low, self.folded.rfind("\n", low, stop) + 1, self.folded.rfind("\t", low, stop) + 1)
        left = self.folded[low:stop]
        match = self.rules["issuer_before"].search(left)
        if match is None:
            return False
        group = next(number for number, found in enumerate(match.groups(), 1) if found)
        at, end = low + match.start(group), low + match.end(group)
        if self._is_agency(at) and self.end(at) == end:
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
        items, starts, ends = self.phrases.items, self.phrases.starts, self.phrases.ends
        atom = self.phrases.index(at)
        matter = self._end_after_matter(atom, limit)
        if matter:
            return matter
        free = caps or self.phrases.end(self.rules.issuer_free, atom) > 0
        last = min(len(items), atom + _MOST_WORDS)
        stops = self.phrases.lengths(self.rules.issuer_ends_capital)
        end = position = at
        words: list[Word] = []
        while atom < last and ends[atom] <= limit:
            word, start = items[atom], starts[atom]
            if start != position and (start > position + 1 or folded[position] != " "):
                break
            first, position = atom, ends[atom]
            if word.isalnum():
                while folded[position : position + 1] in _WITHIN_WORD and self._goes_on(atom, position, limit):
                    atom += 2
                    position = ends[atom]
                    word = folded[start:position]
            atom += 1
            read = word, start, position, self.text[start].isupper()
            if read[3] and words and not caps and not stops[first] and word != "và":
                end = position  # as most words of most names
            elif word in _MARKS or word in _COORDINATE:
                if not self._spans(read, words, at, joint):
                    break
            elif word[0].isalnum() and self._belongs(read, first, words, free, caps):
                end = position
            else:
                break
            words.append(read)
        while folded.endswith(_LEFT_OUT, at, end) and (left_out := _LEFT_OUT_END.search(folded, at, end)):
            end = left_out.start()
        return end

    def _goes_on(self, atom: int, end: int, limit: int) -> bool:
        """Whether the word goes on behind the mark at its end: "VH&TT", "T/M"."""
        items = self.phrases.items
        if atom + 2 >= len(items) or self.phrases.starts[atom + 2] != end + 1:
            return False
        return items[atom + 2].isalnum() and self.phrases.ends[atom + 2] <= limit

    def _spans(self, mark: Word, words: list[Word], at: int, joint: bool) -> bool:
        """Whether a mark or "và" stands within the agency's name that begins at `at`."""
        word, start, end, _ = mark
        if word in _COORDINATE:
            return self._paired(start, at) or self._acronym_follows(end) or (joint and self._agency_follows(end))
        abbreviated = len(words) > 0 and words[-1][0] in self.rules.abbreviated
        return (word != "." or abbreviated) and _NEXT_CAPITAL.match(self.text, end) is not None

    def _belongs(self, read: Word, atom: int, words: list[Word], free: bool, caps: bool) -> bool:
        """Whether a word goes on with an agency's name."""
        if not words:
            return True
        word, _, _, capital = read
        rules, previous, end = self.rules, words[-1][0], self.phrases.end
        if word.isdigit():
            return previous in rules.agency_numbered and len(word) < 4
        # Behind a comma or "và" that stands within the name, nothing ends it.
        within = previous in rules.agency_before or previous in _COORDINATE
        if capital and not caps:
            return within or not end(rules.issuer_ends_capital, atom)
        if not (free or word in rules.issuer_words or self._in_compound(words)):
            return False
        if within:
            return not end(rules.issuer_stop, atom)
        return not ((free and end(rules.types, atom)) or end(rules.issuer_ends_small, atom))

    def _in_compound(self, words: list[Word]) -> bool:
        """Whether a small letter may go on: "sở xây dựng", "Xây dựng", "Giáo dục"; not after "Nghệ An" or "UBND"."""
        agency = self.rules.agency_before
        word, start, end, capital = words[-1]
        if word in agency:
            return True
        if not capital or (end > start + 1 and self.text[start:end].isupper()):
            return False
        return len(words) < 2 or not words[-2][3] or words[-2][0] in agency

    def _end_after_matter(self, atom: int, limit: int) -> int:
        """The end of "Ban Chỉ đạo về …" before the verb that begins the title; 0 where none follows."""
        body = self.phrases.end(self.rules.issuer_for, atom)
        if not body or not self.folded.startswith(" về ", body):
            return 0
        stop = _MATTER_END.search(self.folded, body, limit)
        limit = stop.start() if stop else limit
        for verb, _ in self.phrases.within(self.rules.issuer_ends_matter, body + len(" về "), limit):
            return verb - 1
        return 0

    def _paired(self, at: int, low: int) -> bool:
        """Whether the comma or "và" at `at` stands within an agency's name."""
        begins = self.phrases.begins(self.rules.issuer_pair, max(low, at - _LONGEST_BEFORE_MARK), at)
        return any(self.phrases.end(self.rules.issuer_pair, atom) > at for atom in begins)

    def _acronym_follows(self, at: int) -> bool:
        """ "Sở Nông nghiệp và PTNT": capitals that are no agency of their own."""
        match = _ACRONYM.match(self.text, at)
        return match is not None and match[1].isupper() and fold(match[1]) not in self.rules.levels

    def _agency_follows(self, at: int) -> bool:
        return self.text[at : at + 1] == " " and self.phrases.end_at(self.rules.issuer_head, at + 1) > 0

    def _is_agency(self, at: int) -> bool:
        return self.text[at].isupper() or self.phrases.end_at(self.rules.issuer_head, at) > 0
