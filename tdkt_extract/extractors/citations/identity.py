"""Mentions -> documents. Party numbers restart each term and local numbers repeat in each place, so a number alone
does not tell which document it is: dates and issuers do, and a mention that lacks them is of the nearest before it."""

from __future__ import annotations

import re
from bisect import insort
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b

from ...normalise import fold
from ...schema import Citation, Mention, Relation
from ...text import Span
from .draft import Draft
from .laws import name_key
from .relations import strongest
from .rules import grammar, law_key


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
        insort(self.drafts, draft, key=lambda other: other.start)
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
    return set(re.findall(r"\w+", grammar()["person"].sub(" ", _spelled_out(name))))


def _spelled_out(name: str) -> str:
    """A body's name, folded, its abbreviations in full: "UBND tỉnh" -> "ủy ban nhân dân tỉnh"."""
    full = grammar().full_names
    return re.sub(r"\w+", lambda word: full.get(word.group(), word.group()), fold(name))


class Register:
    """Gathers mentions into documents."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.by_key: dict[str, list[Document]] = {}
        self.by_short: dict[str, list[Document]] = {}

    def add_all(self, drafts: list[Draft]) -> None:
        for draft in drafts:
            if draft.kind != "bare":
                self._add(draft, self._keys(draft))
        for draft in drafts:
            if draft.kind == "bare":
                self._add_bare(draft)
        self.documents.sort(key=lambda document: document.drafts[0].start)

    def _keys(self, draft: Draft) -> list[str]:
        keys = [draft.key] if draft.segments else []
        if draft.name is not None or draft.kind == "name":
            keys.append(name_key(draft))
            keys.extend(self._initials(draft))
        return keys

    def _initials(self, draft: Draft) -> list[str]:
        """ "Luật TĐKT" is the law whose name's words begin so."""
        name = draft.name or ""
        if name.isupper() and " " not in name:
            return [f"{draft.doc_type}~{fold(name)}"]
        if draft.kind == "law" and " " in name:
            return [f"{draft.doc_type}~{''.join(word[0] for word in law_key(name).split())}"]
        return []

    def _add(self, draft: Draft, keys: list[str]) -> None:
        document = self._find(keys, draft)
        if document is None:
            document = Document()
            self.documents.append(document)
        document.add(draft)
        for index, names in ((self.by_key, keys), (self.by_short, self._short_keys(draft))):
            for name in names:
                known = index.setdefault(name, [])
                if document not in known:
                    known.append(document)

    def _find(self, keys: list[str], draft: Draft) -> Document | None:
        for key in keys:
            found = [document for document in self.by_key.get(key, ()) if document.admits(draft)]
            if found:
                return max(found, key=lambda document: document.last)
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
    kind = fold(draft.doc_type or "")
    rules = grammar()
    if kind in rules.words("bare_type") or draft.issued_on or draft.issuer:
        return True
    return draft.title is not None and kind not in rules.words("part_type")


# ---- documents -> citations ----------------------------------------------------------------------------------------


def citation(document: Document, text: str, relation: Relation | None) -> Citation:
    """The public object; its id is still to be given. Mixed case goes before capitals, the first before the later."""
    drafts = sorted(document.drafts, key=lambda draft: draft.caps)
    number = _number(drafts)
    dated = any(draft.issued_on for draft in drafts)
    mentions = tuple(
        Mention(
            text=text[draft.start : draft.end],
            span=Span(start=draft.start, end=draft.end),
            short=draft.kind == "bare" or (dated and draft.issued_on is None),
        )
        for draft in document.drafts
    )
    issuer = next((draft.issuer for draft in drafts if draft.issuer), None)
    return Citation(
        id="",
        number=number,
        doc_type=next((draft.doc_type for draft in drafts if draft.doc_type), None),
        issued_on=next((draft.issued_on for draft in drafts if draft.issued_on), None),
        issuer=grammar().issuer_names.get(fold(issuer), issuer) if issuer and issuer.isupper() else issuer,
        title=next((draft.name for draft in drafts if draft.name), None)
        or next((draft.title for draft in drafts if draft.title), None),
        relation=relation or strongest([draft.relation for draft in drafts]),
        mentions=mentions,
    )


def _number(drafts: list[Draft]) -> str | None:
    full = next((draft for draft in drafts if draft.segments and draft.number), None)
    if full:
        return _spelled(full.number or "") if full.caps else full.number
    bare = next((draft for draft in drafts if draft.number), None)
    return (_completed(drafts) or bare.number) if bare else None


def _spelled(number: str) -> str:
    """A number from a title in capitals as it is written elsewhere: "2/CT-TTG" -> "2/CT-TTg"."""
    spelling = grammar().spelling
    return re.sub(r"[^\W_]+", lambda part: spelling.get(fold(part.group())) or part.group(), number)


def _completed(drafts: list[Draft]) -> str | None:
    """A bare number with what date and issuer say of the rest; None where that is not certain."""
    first = drafts[0]
    issued_on = next((draft.issued_on for draft in drafts if draft.issued_on), None)
    issuer = _spelled_out(next((draft.issuer for draft in drafts if draft.issuer), ""))
    year = first.year or (str(issued_on.year) if issued_on else "")
    for row in grammar().completions:
        if row["doc_type"] != first.doc_type or ("{year}" in row["number"] and not year):
            continue
        if int(first.core) < int(row["least"] or 0):
            continue
        if year and not (int(row["since"] or 0) <= int(year) <= int(row["until"] or 9999)):
            continue
        if not year and row["until"]:
            continue
        abbreviation = _issuer_abbreviation(issuer, row["issuer"])
        if abbreviation is not None:
            return row["number"].format(n=first.core, year=year, issuer=abbreviation)
    return None


def _issuer_abbreviation(issuer: str, wanted: str) -> str | None:
    if not wanted:
        return ""
    for known in grammar().issuers:
        if known.name and wanted in (known.abbreviation, known.level):
            name = fold(known.name)
            if re.search(rf"(?:\A|\s){re.escape(name)}(?:\Z|\s)", issuer):
                return known.abbreviation
    return None


def give_ids(citations: list[Citation]) -> tuple[Citation, ...]:
    """Ids from what identifies a document, not from where it stands; "-2" where that is equal."""
    seen: dict[str, int] = {}
    result = []
    for one in citations:
        identity = _identity(one)
        seen[identity] = seen.get(identity, 0) + 1
        digest = blake2b(identity.encode(), digest_size=5).hexdigest()
        suffix = f"-{seen[identity]}" if seen[identity] > 1 else ""
        result.append(one.model_copy(update={"id": f"c-{digest}{suffix}"}))
    return tuple(result)


def _identity(one: Citation) -> str:
    issued_on = one.issued_on.isoformat() if one.issued_on else ""
    if one.number:
        return "|".join((fold(one.number), fold(one.doc_type or ""), issued_on or fold(one.issuer or "")))
    return "|".join((fold(one.doc_type or ""), law_key(one.title or one.issuer or ""), issued_on))
