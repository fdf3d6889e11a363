"""Mentions that have a number: "Nghị định số 91/2017/NĐ-CP", "34-CT/TW", "Chỉ thị 34", "Kế hoạch số:   /KH-UBND"."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ...core import Kind
from ...normalise import fold
from .draft import Draft
from .phrases import Phrases
from .rules import Grammar, grammar

_DASH = "\\-\u2010\u2011\u2012\u2013\u2014\u2212\uf02d"
_CAPITAL = "A-ZĐÐƯƠÂÊÔĂ"
# "TTr", "CTrHĐ", "TTg", "HĐND17"; the word after it may lack its space ("UBNDngày").
_SEGMENT = (
    rf"[{_CAPITAL}][{_CAPITAL}0-9]*(?:&[{_CAPITAL}]+)*(?:[a-zđ]{{1,2}}[{_CAPITAL}0-9]*){{0,2}}(?:(?![^\W_])|(?=ngày))"
)
# Stray spaces stand on either side of the first separators ("5/KH- UBND", "6/NQ -CP", "7/QĐ - UBND"), further on
# a dash between spaces is punctuation ("5/KH-UBND - Sở Nội vụ").
_SUFFIX = rf"{_SEGMENT}(?:(?: ?[/{_DASH}] ?|[._]){_SEGMENT}(?:(?:[/._{_DASH}]|[{_DASH}] ){_SEGMENT})*)?"
# By the kind of a token: whether a number can begin with it, whether it can be what stands between a number's parts.
_DIGITS = bytes(kind in (Kind.NUMBER, Kind.DATE, Kind.DOCUMENT_NUMBER) for kind in range(256))
_MARK = bytes(kind in (Kind.PUNCTUATION, Kind.SYMBOL, Kind.ABBREVIATION) for kind in range(256))
_WHOLE = int(Kind.DOCUMENT_NUMBER)
# What digits go on with that begin a number with stray spaces: "57- NQ/TW", "1813 /KH-UBND", "02 KH-UBND".
_TORN = re.compile(rf" ?(?:[{_CAPITAL}]{{2,4}})?[/{_DASH}] ?[{_CAPITAL}12]")
# "số" where a number is still to be written.
_TO_WRITE = re.compile(rf"số[ :]*[.…_ ]*[/{_DASH}]")
# Digits that stand by letters are no number to the tokenizer: "Kế hoạch 02KH-UBND".
_BY_LETTERS = re.compile("[/-](?:" + "|".join(rf"(?<=[0-9][{_CAPITAL}]{{{count}}}.)" for count in (2, 3, 4)) + ")")
# A number that begins a line and looks like its label ("12/ KH-UBND").
_LIKE_LABEL = re.compile(rf"/ (?<=[0-9]/ )[{_CAPITAL}]")
_NUMBER = re.compile(
    rf"(?<![\w.,/{_DASH}])(?<![0-9]:)(?P<core>[0-9]{{1,5}}(?:\.[0-9]{{1,2}})?[A-Za-z]?) ?"
    rf"(?=[/{_DASH}] ?(?:[{_CAPITAL}]|(?:19|20)[0-9]{{2}} ?[/{_DASH}])|[{_CAPITAL}]{{2,4}}[/{_DASH}])"
    rf"(?:[/{_DASH}] ?(?P<year>(?:19|20)\d\d) ?)?"
    rf"(?:(?P<dash>[{_DASH}]) ?|/ ?|(?=[{_CAPITAL}]{{2,4}}[/{_DASH}][{_CAPITAL}]{{2}}))(?P<suffix>{_SUFFIX})"
)
_BLANK = re.compile(rf"(?P<suffix>[/{_DASH}] ?{_SUFFIX})")
_BARE = re.compile(
    r"(?<![0-9]:)(?P<core>[0-9]{1,5})(?:/(?P<year>(?:19|20)[0-9]{2}))?(?![\w%]|[.,/:-][0-9]| ?[/-] ?[0-9])"
)
_LISTED = re.compile(r",?(?: và)? (\d{1,4})(?=,? và \d|, \d| của )")
_UNEVEN = re.compile(f"[{_DASH.removeprefix(chr(92) + '-')} Ð]")
_SEPARATOR = re.compile(rf"[/._& {_DASH}]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Numbers of the National Assembly name no type: "06/2022/QH15" is a law, "202/2025/QH15" a resolution.
ASSEMBLY = ("qh", "ubtvqh", "pl")
_LEAD_WINDOW = 130


class Lead(NamedTuple):
    """What stands before a number. `start` is where the mention begins; `typed` is the type's name as printed."""

    start: int
    typed: str | None
    numbered: bool
    issuer: str | None = None


def printed(text: str) -> str:
    """A number without spaces, with one kind of dash."""
    if not _UNEVEN.search(text):
        return text
    return re.sub(f"[{_DASH}]", "-", text.replace(" ", "")).replace("Ð", "Đ")


def segments(folded: str) -> tuple[str, ...]:
    """The parts of a number's suffix: "/nq-hđnd" -> nq, hđnd."""
    return tuple(_SEPARATOR.split(folded.lstrip("/- ")))


def number_key(number: str) -> str | None:
    """`Draft.key` of a number that stands alone, as in a header."""
    match = _NUMBER.fullmatch(number)
    if match is None:
        return None
    return "|".join((match["core"].lower().lstrip("0"), match["year"] or "", *segments(fold(match["suffix"]))))


def complete_blanks(drafts: list[Draft], own: Iterable[str | None]) -> None:
    """A number that the text leaves to be written is the plan's own where that ends so."""
    for number in own:
        match = _NUMBER.fullmatch(number or "")
        if match is None:
            continue
        parts = segments(fold(match["suffix"]))
        for draft in drafts:
            if draft.kind == "number" and not draft.core and draft.segments == parts:
                draft.core, draft.year, draft.number = match["core"].lower(), match["year"] or "", number


def _by_start(draft: Draft) -> int:
    return draft.start


class NumberScan:
    """Finds the numbers of one text. `body` is where the document's own title begins: an untyped "Số: …" before it
    is a letterhead."""

    def __init__(self, phrases: Phrases, body: int) -> None:
        self.phrases, self.text, self.folded, self.body = phrases, phrases.text, phrases.folded, body
        self.rules: Grammar = grammar()
        self.full: list[int] = []
        self.bare: list[int] = []
        self.read: set[int] = set()
        self._sort_digits()
        self._by_letters()
        self._like_labels()

    def _sort_digits(self) -> None:
        """Where full numbers may begin and where bare ones may: of the others the words before them tell."""
        text, folded, tokens = self.text, self.folded, self.phrases.tokens
        starts, ends = tokens.start, tokens.end
        tails = self.rules.numbered_at.tails
        kinds = bytes(tokens.kind) + b"\0\0"
        digits, marks = kinds.translate(_DIGITS), kinds.translate(_MARK)
        token = digits.find(1)
        while token >= 0:
            start = starts[token]
            if kinds[token] == _WHOLE or ((marks[token + 1] or marks[token + 2]) and _TORN.match(text, ends[token])):
                self.full.append(start)
            before = folded[start - 3 : start]
            if before in tails or ":" in before:
                self.bare.append(start)
            token = digits.find(1, token + 1)

    def _by_letters(self) -> None:
        for match in _BY_LETTERS.finditer(self.text):
            start = match.start()
            while start and self.text[start - 1].isalpha():
                start -= 1
            while start and self.text[start - 1].isdigit():
                start -= 1
            insort(self.full, start)

    def _like_labels(self) -> None:
        for match in _LIKE_LABEL.finditer(self.text):
            start = match.start()
            while start and self.text[start - 1].isdigit():
                start -= 1
            if not start or self.text[start - 1] in "\n\t":
                insort(self.full, start)

    def drafts(self) -> list[Draft]:
        found = sorted([*self._full(), *self._blank()], key=_by_start)
        found.extend(self._bare(found.copy()))
        found.sort(key=_by_start)
        return found

    def _full(self) -> Iterator[Draft]:
        previous: Draft | None = None
        done = 0
        for at in self.full:
            match = _NUMBER.match(self.text, at) if at >= done else None
            if match is None:
                continue
            done = match.end()
            lead = self.lead(at)
            if lead is None:
                continue
            core, year, dash = match.group("core", "year", "dash")
            parts = segments(self.folded[match.start("suffix") : done])
            start, doc_type = lead.start, lead.typed
            if doc_type is None:
                doc_type = self.rules.type_of(parts[0], party=dash is not None)
                listed = self._continues(previous, at)
                if not listed and not self._stands_alone(lead, parts, doc_type):
                    continue
                if doc_type is None and not parts[0].startswith(ASSEMBLY):
                    doc_type = previous.doc_type if listed and previous else "Công văn"
                if not lead.numbered and doc_type:
                    start = self._torn_word(start, doc_type)
            draft = Draft("number", start, done, doc_type, core.lower(), year or "", parts)
            draft.number = printed(match.group())
            draft.issuer = lead.issuer
            draft.caps = self.text[lead.start : at].isupper()
            previous = draft
            self.read.add(at)
            yield draft

    def _torn_word(self, start: int, doc_type: str) -> int:
        """Where the mention begins if only the last syllable of its type is left ("thị 29-CT/TW")."""
        syllable = fold(doc_type).rsplit(" ", 1)[-1] + " "
        return start - len(syllable) if self.folded.endswith(f" {syllable}", 0, start) else start

    def _stands_alone(self, lead: Lead, parts: tuple[str, ...], by_number: str | None) -> bool:
        """Whether a number without its type's name is one: "12/HS" is pupils, "theo số 34-CT/TW" is no letterhead."""
        if lead.numbered and parts[0].startswith(ASSEMBLY):
            return True
        if lead.numbered and (lead.start < self.body or len(parts) < 2):
            return False
        return lead.numbered or (by_number is not None and len(parts) > 1)

    def _continues(self, previous: Draft | None, start: int) -> bool:
        """Whether the number goes on with a list: "các Quyết định số 1/QĐ-UBND, 2/QĐ-UBND"."""
        if previous is None or not 0 <= start - previous.end <= 16:
            return False
        return self.rules["list_gap"].match(self.folded[previous.end : start]) is not None

    def _blank(self) -> Iterator[Draft]:
        """Numbers still to be written: "Kế hoạch số:   /KH-UBND"."""
        for word in _TO_WRITE.finditer(self.folded):
            match = _BLANK.match(self.text, word.end() - 1)
            lead = self.lead(match.end(), word.start() + 2) if match else None
            if match and lead and lead.typed:
                draft = Draft("number", lead.start, match.end(), lead.typed)
                draft.segments = segments(fold(match["suffix"]))
                draft.number = printed(match["suffix"])
                yield draft

    def _bare(self, taken: list[Draft]) -> Iterator[Draft]:
        """Numbers without an abbreviation: "Nghị định số 56 ngày …", "Chỉ thị 34"."""
        folded, bare_types = self.folded, self.rules.words("bare_type")
        numbered = self.rules.numbered_at
        starts = [draft.start for draft in taken]
        for start in self.bare:
            if (
                start in self.read
                or folded[start - 1] not in " :"
                or not numbered.before(folded, self._skip(start - 1, 0))
            ):
                continue
            match = _BARE.match(folded, start)
            if match is None:
                continue
            before = bisect_right(starts, start) - 1
            if before >= 0 and start < taken[before].end:
                continue
            lead = self.lead(start)
            if lead is None or lead.typed is None or not self.text[lead.start].isupper():
                continue
            if not lead.numbered and _YEAR.fullmatch(match.group()):
                continue
            if self.rules["counted"].match(self.folded, match.end() + 1) and not lead.numbered:
                continue
            draft = Draft("bare", lead.start, match.end(), lead.typed, match["core"], match["year"] or "")
            draft.issuer = lead.issuer
            # "Kế hoạch 12" without "số" is a document only where one with that number is cited in full.
            if lead.numbered or self.rules.folded_types[lead.typed] in bare_types:
                draft.number = match.group()
            yield draft
            yield from self._listed(draft)

    def _listed(self, first: Draft) -> Iterator[Draft]:
        """The bare numbers after the first: "Nghị quyết số 57, 59 và 66 của Bộ Chính trị"."""
        at = first.end
        while match := _LISTED.match(self.folded, at):
            at = match.end()
            draft = Draft("bare", match.start(1), at, first.doc_type, match[1])
            draft.number = match[1]
            yield draft

    def lead(self, start: int, after_word: int | None = None) -> Lead | None:
        """Reads backwards from a number; None where something that is no document has the number."""
        folded = self.folded
        low = max(0, start - _LEAD_WINDOW)
        at = self._skip(after_word or start, low)
        word = self.rules.number_words_at.before(folded, at, low)
        begin = typed_from = at
        if word:
            begin = at - len(word)
            typed_from = self._skip(begin, low)
        name = self.rules.types_at.before(folded, typed_from, low)
        if name:
            return Lead(typed_from - len(name), self.rules.type_names[name], bool(word))
        if self.rules.not_cited_at.before(folded, typed_from, low):
            return None
        if not word:
            return Lead(start, None, False)
        line = max(folded.rfind("\n", low, typed_from), folded.rfind("\t", low, typed_from)) + 1
        return self._type_at_distance(max(low, line), begin) or Lead(begin, None, True)

    def _type_at_distance(self, low: int, end: int) -> Lead | None:
        """The type where words stand between it and "số": "Nghị quyết chuyên đề số"."""
        for start, stop in reversed([*self.phrases.within(self.rules.types, low, end)]):
            gap = self.rules["type_gap"].match(self.folded[stop:end].rstrip())
            if gap is None:
                return None
            left, right = gap.span("issuer") if gap["issuer"] else gap.span("body")
            issuer = self.text[stop + left : stop + right] if left >= 0 else None
            return Lead(start, self.rules.type_names[self.folded[start:stop]], True, issuer)
        return None

    def _skip(self, at: int, low: int) -> int:
        folded = self.folded
        while at > low and folded[at - 1] in " :":
            at -= 1
        return at
