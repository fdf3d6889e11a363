"""Mentions of laws by name, and of documents that have no number: congress resolutions, quoted programmes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from .draft import Draft
from .numbers import ASSEMBLY
from .phrases import Phrases
from .rules import LAW_WORDS, Grammar, grammar, words_of

_WORD = re.compile(r"[ ,-]*([^\W_]+(?:/[^\W_]+)*)")
_NAME_WORD = re.compile(r'[ ,"-]*([^\W_]+)')
_INNER_NUMBER = re.compile(r" số \d{1,4}/\d{4}/qh\d*(?=,| và )")
_OWN_NUMBER = re.compile(r" số \d{1,4}/\d{4}/qh\d*")
_AMENDED = re.compile(r"(?: (?:của|thuộc))?(?: các)?(?: \d+)? ?\Z")
_AND_LAW = re.compile(r",? và (?=(?:bộ luật|luật|pháp lệnh) )")
_COMMA_LAW = re.compile(r", (?=(?:bộ luật|luật|pháp lệnh) )")
_DATED = re.compile(r"[,;]? ?\(?(?:ngày|số|năm) ?:? ?\d|,? năm \d")
_NOT_OF_CONGRESS = re.compile(" đại biểu| toàn quốc")
_MOST_WORDS = 24
_LONGEST_NAME = 400
_NUMBER_AT_MOST = 24
# A law that amends a law that amends laws.
_DEEPEST = 2
_MOST_LAWS = 15


class LawScan:
    """Finds the laws of one text. `numbers` are the numbered mentions, ascending: a law's own number joins its name."""

    def __init__(self, phrases: Phrases, numbers: list[Draft]) -> None:
        self.phrases, self.text, self.folded, self.numbers = phrases, phrases.text, phrases.folded, numbers
        self.number_starts = [number.start for number in numbers]
        self.rules: Grammar = grammar()

    def drafts(self) -> list[Draft]:
        found = [*self._constitution()]
        covered = dict.fromkeys(LAW_WORDS, -1)
        for at, end in self.phrases.within(self.rules.law_word):
            word = self.folded[at:end]
            if at >= covered[word]:
                draft = self._law(at, word)
                if draft:
                    found.append(draft)
                    covered[word] = draft.end
        found.sort(key=lambda draft: draft.start)
        return [draft for at, draft in enumerate(found) if not at or draft.start >= found[at - 1].end]

    def _constitution(self) -> Iterator[Draft]:
        for match in self.phrases.matches(self.rules.constitution):
            if self.text[match.start()].isupper():
                yield Draft("law", match.start(), match.end(), "Hiến pháp", year=match[1], name="")

    def _law(self, at: int, word: str) -> Draft | None:
        folded, start, kind = self.folded, at, LAW_WORDS[word]
        after = at + len(word)
        if folded[after : after + 1] != " ":
            return None
        if word == "luật":
            if folded.endswith("bộ ", 0, at):
                start, kind = at - 3, "Bộ luật"
            elif folded[at - 1 : at] == " " and self.rules.not_law_before_at.before(folded, at - 1):
                return None
        end = self.name_end(after + 1, self.text[start].isupper())
        if end <= after + 1:
            return None
        draft = Draft("law", start, end, kind, name=self.text[after + 1 : end], words=words_of(folded[after + 1 : end]))
        draft.caps = self.text[start:after].isupper() and self.text[after + 1 : end].isupper()
        if not self._amends_numbered(draft, after + 1, end):
            self._absorb_number(draft)
        return draft

    def _amends_numbered(self, draft: Draft, name: int, end: int) -> bool:
        """Whether a law amends laws that stand with their numbers ("… của Luật A số 1/2024/QH15, Luật B số …"): they
        are mentions of their own then, and of the law itself only what stands before them is one."""
        amends = self.rules["law_amends"].match(self.folded, name, end)
        if amends is None or not _INNER_NUMBER.search(self.folded, amends.end(), end):
            return False
        last = _OWN_NUMBER.match(self.folded, end)
        end = last.end() if last else end
        draft.name, draft.title_span = self.text[name:end], (name, end)
        draft.words = words_of(self.folded[name:end])
        draft.end = name + len(_AMENDED.sub("", amends.group()))
        return True

    def name_end(self, start: int, capital: bool, within: int = 0) -> int:
        """Where the name that begins at `start` ends; `start` where there is none. `capital`: the word before it
        ("Luật") has a capital; `within`: how many names it stands in."""
        amends = self.rules["law_amends"].match(self.folded, start)
        if amends and capital and within < _DEEPEST:
            end = self._inner_end(amends.end(), within)
            return self._chain_end(end, within + 1) if end else self._clause_end(amends.end())
        known = self._known_end(start)
        named = self.text[start : start + 1].isupper()
        if known and (capital or named):
            return known
        if not named or self.rules["not_law_after"].match(self.folded, start):
            return start
        return self._unknown_end(start)

    def _inner_end(self, at: int, within: int) -> int:
        """The end of a law that is named within a law's name."""
        end = self.phrases.end_at(self.rules.types, at)
        if not end or self.folded[end : end + 1] != " ":
            return 0
        name = end + 1
        end = self.name_end(name, True, within + 1)
        if end <= name:
            return 0
        number = _INNER_NUMBER.match(self.folded, end)
        return number.end() if number else end

    def _chain_end(self, end: int, within: int) -> int:
        """A law that amends several: "… của Luật A và Luật B", "… của Luật A, Luật B và Luật C ngày …"."""
        match = _AND_LAW.match(self.folded, end)
        if match:
            return self._inner_end(match.end(), within) or end
        last = end
        for _ in range(_MOST_LAWS):
            match = _COMMA_LAW.match(self.folded, last) if last else None
            if match is None:
                break
            last = self._inner_end(match.end(), within)
        match = _AND_LAW.match(self.folded, last) if last else None
        last = self._inner_end(match.end(), within) if match else 0
        # A bare comma may as well go on to the next law that is cited: only a date or number makes it one law.
        return last if last and _DATED.match(self.folded, last) else end

    def _clause_end(self, at: int) -> int:
        """The end of a name that says which laws it amends by their matter: "của các luật về thuế"."""
        match = self.rules["law_clause"].match(self.folded, at)
        return match.end() if match else at

    def _known_end(self, start: int) -> int:
        """The end of the longest name of the list that begins at `start`, or 0."""
        names = self.rules.law_names
        words = ""
        end = 0
        at = start
        while match := _NAME_WORD.match(self.folded, at):
            words = f"{words} {match[1]}" if words else match[1]
            whole = names.get(words)
            if whole is None:
                shortened = words in self.rules.law_short and self.text[match.start(1) : match.end()].isupper()
                return match.end() if shortened else end
            at = match.end()
            if whole:
                end = at + (self.folded[at : at + 1] == '"' and '"' in self.folded[start:at])
        return end

    def _unknown_end(self, start: int) -> int:
        """The end of a name that the list lacks: from a capital to a word that cannot be in a name."""
        end = at = start
        for _ in range(_MOST_WORDS):
            match = _WORD.match(self.folded, at)
            if match is None or self.rules["law_stop"].match(self.folded, match.start(1)):
                break
            word = match[1]
            between = self.folded[at : match.start(1)]
            if "," in between and not (word == "chống" and self.folded[start:end].endswith("phòng")):
                break
            if word == "và" and self.rules["law_no_and"].match(self.folded, match.end() + 1):
                break
            if word.isdigit() or (end > start and self.phrases.end_at(self.rules.types, match.start(1))):
                break
            at = end = match.end()
        name = self.text[start:end]
        return start if len(name) < 2 or name.endswith(" và") else end

    def _absorb_number(self, draft: Draft) -> None:
        """Joins the number that stands right after the name to it: "Luật Đất đai số 31/2024/QH15"."""
        at = bisect_left(self.number_starts, draft.end)
        number = self.numbers[at] if at < len(self.numbers) else None
        if number is None or not number.segments or not number.segments[0].startswith(ASSEMBLY):
            return
        begin = number.end - len(number.number or "")
        if begin - draft.end <= _NUMBER_AT_MOST and self.rules["law_number"].match(self.folded[draft.end : begin]):
            draft.core, draft.year, draft.segments = number.core, number.year, number.segments
            draft.number = number.number
            draft.end = number.end + (self.folded[number.end : number.end + 1] == ")")


def names(phrases: Phrases) -> Iterator[Draft]:
    """Documents without a number whose form is clear: resolutions of congresses, programmes quoted by name."""
    rules, text, folded = grammar(), phrases.text, phrases.folded
    for match in phrases.matches(rules.congress):
        draft = Draft("name", match.start(), match.end(), "Nghị quyết")
        draft.issuer = text[match.start(1) : match.end(1)]
        draft.words = _NOT_OF_CONGRESS.sub("", words_of(match[1]))
        yield draft
    opening = folded.find('"')
    while opening >= 0:
        if text[opening] != "”":
            kind = rules.quoted_at.before(folded, opening - (folded[opening - 1 : opening] == " "))
            if kind and (quoted := _quoted(text, folded, opening, kind)):
                yield quoted
        opening = folded.find('"', opening + 1)


def _quoted(text: str, folded: str, opening: int, kind: str) -> Draft | None:
    """A programme whose type stands before the quote at `opening`: Đề án “…”."""
    start = folded.rfind(kind, 0, opening)
    closing = folded.find('"', opening + 1, opening + _LONGEST_NAME)
    if closing < 0 or text[start].islower() or not {"\n", "\t"}.isdisjoint(folded[opening:closing]):
        return None
    draft = Draft("name", start, closing + 1, grammar().type_names[kind])
    draft.name = draft.title = text[opening + 1 : closing].strip()
    draft.words = words_of(folded[opening:closing])
    return draft
