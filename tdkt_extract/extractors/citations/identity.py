"""Mentions -> documents. Party numbers restart each term and local numbers repeat in each place, so a number alone
does not tell which document it is: dates and issuers do, and a mention that lacks them is of the nearest before it."""

from __future__ import annotations

import re
from bisect import insort
from dataclasses import dataclass, field
from datetime import date

from ...normalise import fold
from .draft import Draft
from .rules import grammar, initials


@dataclass(slots=True, eq=False)
class Document:
    """The mentions of one document, in order of the text, and what they say of it."""

    drafts: list[Draft] = field(default_factory=list)
    dates: set[date] = field(default_factory=set)
    years: set[str] = field(default_factory=set)
    issuers: set[str] = field(default_factory=set)

    @property
    def last(self) -> int:
        return self.drafts[-1].start

    def add(self, draft: Draft) -> None:
        if self.drafts and draft.start < self.drafts[-1].start:
            insort(self.drafts, draft, key=lambda other: other.start)
        else:
            self.drafts.append(draft)
        if draft.issued_on:
            self.dates.add(draft.issued_on)
        if draft.issuer:
            self.issuers.add(draft.issuer)
        if year := _law_year(draft):
            self.years.add(year)

    def admits(self, draft: Draft) -> bool:
        """Whether a mention with the same number or name can be of this document."""
        if self.dates and draft.issued_on:
            same_year = any(own.year == draft.issued_on.year for own in self.dates)
            return draft.issued_on in self.dates or (same_year and _unique_within_year(draft))
        year = _law_year(draft)
        if year and self.years and year not in self.years:
            return False
        if _unique_within_year(draft) or draft.issuer is None or draft.issuer in self.issuers:
            return True
        return all(compatible(draft.issuer, issuer) for issuer in self.issuers)


def _law_year(draft: Draft) -> str:
    """The year that tells laws of one name apart."""
    if draft.kind != "law":
        return ""
    return draft.year or (str(draft.issued_on.year) if draft.issued_on else "")


def _unique_within_year(draft: Draft) -> bool:
    """A central body numbers its documents once a year: another day of that year is a slip, not another document."""
    if not draft.segments:
        return False
    level = grammar().levels.get(draft.segments[-1]) or grammar().levels.get(re.sub(r"\d+\Z", "", draft.segments[-1]))
    return level in ("central", "party", "ministry")


def compatible(one: str, other: str) -> bool:
    """Whether two names may be of one body: "UBND tỉnh", "Chủ tịch Ủy ban nhân dân tỉnh Hà Nam"."""
    first, second = _body(one), _body(other)
    return first <= second or second <= first


def _body(name: str) -> set[str]:
    return set(re.findall(r"\w+", grammar()["person"].sub(" ", spelled_out(name))))


def spelled_out(name: str) -> str:
    """A body's name, folded, its abbreviations in full: "UBND tỉnh" -> "ủy ban nhân dân tỉnh"."""
    full = grammar().full_names
    return re.sub(r"\w+", lambda word: full.get(word.group(), word.group()), fold(name))


class Register:
    """Gathers mentions into documents. `short`: some are bare numbers, to be looked up in `by_short`."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.by_key: dict[str, list[Document]] = {}
        self.by_short: dict[str, list[Document]] = {}
        self.short = False
        self.rules = grammar()

    def add_all(self, drafts: list[Draft]) -> None:
        bare = [draft for draft in drafts if draft.kind == "bare"]
        self.short = bool(bare)
        for draft in drafts:
            if draft.kind != "bare":
                self._add(draft, self._keys(draft))
        for draft in bare:
            self._add_bare(draft)
        self.documents.sort(key=lambda document: document.drafts[0].start)

    def _keys(self, draft: Draft) -> list[str]:
        """What the mentions of one document have in common: the number, the name, the initials that stand for the
        name ("Luật TĐKT")."""
        keys = [draft.key] if draft.segments else []
        if draft.kind == "number" or draft.kind == "bare":
            return keys
        name, words = draft.name or "", draft.words
        keys.append(f"{draft.doc_type}:{self.rules.law_short.get(words, words)}".lower())
        if " " in name:
            if draft.kind == "law":
                keys.append(f"{draft.doc_type}~{initials(words.split())}")
        elif name.isupper():
            keys.append(f"{draft.doc_type}~{words}")
        return keys

    def _add(self, draft: Draft, keys: list[str]) -> None:
        document = self._find(keys, draft)
        if document is None:
            document = Document()
            self.documents.append(document)
        document.add(draft)
        self._note(self.by_key, keys, document)
        if self.short:
            self._note(self.by_short, self._short_keys(draft), document)

    def _note(self, index: dict[str, list[Document]], keys: list[str], document: Document) -> None:
        for key in keys:
            known = index.get(key)
            if known is None:
                index[key] = [document]
            elif document not in known:
                known.append(document)

    def _find(self, keys: list[str], draft: Draft) -> Document | None:
        for key in keys:
            found = [document for document in self.by_key.get(key, ()) if document.admits(draft)]
            if found:
                return found[0] if len(found) == 1 else max(found, key=lambda document: document.last)
        return None

    def _short_keys(self, draft: Draft) -> list[str]:
        """What a bare number may name it by: with the year and without."""
        key = f"{draft.doc_type}#{draft.core.lstrip('0')}"
        return [key, f"{key}/{draft.year}"] if draft.year else [key]

    def _add_bare(self, draft: Draft) -> None:
        """ "Chỉ thị 34" is the nearest document of that type and number before it, else the first after it."""
        key = self._short_keys(draft)[-1]
        found = [document for document in self.by_short.get(key, ()) if document.admits(draft)]
        before = [document for document in found if document.drafts[0].start < draft.start]
        if before:
            max(before, key=lambda document: document.last).add(draft)
        elif found:
            min(found, key=lambda document: document.last).add(draft)
        elif draft.number and _is_document(draft):
            self._add(draft, [])


def _is_document(draft: Draft) -> bool:
    """Whether a bare number that no full one explains is a document's: "Dự án số 2 về …" may be a part of one."""
    rules = grammar()
    kind = rules.folded_types.get(draft.doc_type or "", "")
    if kind in rules.words("bare_type") or draft.issued_on or draft.issuer:
        return True
    return draft.title is not None and kind not in rules.words("part_type")
