"""Documents -> the public citations, with what identifies each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b

from ...normalise import fold
from ...schema import Citation, Header, Mention, Relation
from ...text import Span, unchecked
from .draft import Draft
from .identity import Document, spelled_out
from .numbers import number_key
from .relations import strongest
from .rules import grammar, words_of

_citation, _mention = unchecked(Citation), unchecked(Mention)


def citations(documents: list[Document], text: str, header: Header) -> tuple[Citation, ...]:
    """The public objects. An id comes from what identifies a document, not from where it stands; "-2" where that is
    equal."""
    own = _Own(header)
    seen: dict[str, int] = {}
    result = []
    for document in documents:
        relation = own.relation(document)
        if _blank(document) and relation not in ("self", "enclosed"):
            continue
        drafts = sorted(document.drafts, key=_in_capitals) if len(document.drafts) > 1 else document.drafts
        first = _Particulars(drafts)
        identity = first.identity()
        seen[identity] = count = seen.get(identity, 0) + 1
        digest = blake2b(identity.encode(), digest_size=5).hexdigest()
        result.append(
            _citation(
                id=f"c-{digest}-{count}" if count > 1 else f"c-{digest}",
                number=first.number,
                doc_type=first.doc_type,
                issued_on=first.issued_on,
                issuer=first.issuer,
                title=first.title,
                relation=relation,
                mentions=tuple(_mentions(document, text, first.issued_on is not None)),
            )
        )
    return tuple(result)


class _Own:
    """Tells which documents are the plan itself and the decision that it is enclosed with."""

    def __init__(self, header: Header) -> None:
        self.issued_on = header.issued_on
        self.number = number_key(header.number) if header.number else None
        enclosing = header.enclosing
        self.enclosing = number_key(enclosing.number) if enclosing and enclosing.number else None
        self.cores = {key.partition("|")[0] for key in (self.number, self.enclosing) if key}

    def relation(self, document: Document) -> Relation:
        drafts = document.drafts
        relation = drafts[0].relation if len(drafts) == 1 else strongest([draft.relation for draft in drafts])
        if relation in ("self", "enclosed") or drafts[0].core.lstrip("0") not in self.cores:
            return relation
        keys = {draft.key for draft in drafts if draft.kind == "number"}
        if self.enclosing in keys:
            return "enclosed"
        if self.number not in keys:
            return relation
        return "self" if not document.dates or self.issued_on is None or self.issued_on in document.dates else relation


class _Particulars:
    """What the mentions say of their document: mixed case goes before capitals, the first before the later."""

    def __init__(self, drafts: list[Draft]) -> None:
        doc_type = issued_on = issuer = name = title = None
        for draft in drafts:
            doc_type = doc_type or draft.doc_type
            issued_on = issued_on or draft.issued_on
            issuer = issuer or draft.issuer
            name = name or draft.name
            title = title or draft.title
        if issuer and issuer.isupper():
            issuer = grammar().issuer_names.get(fold(issuer), issuer)
        self.number = _number(drafts)
        self.doc_type, self.issued_on, self.issuer, self.title = doc_type, issued_on, issuer, name or title

    def identity(self) -> str:
        doc_type = grammar().folded_types.get(self.doc_type or "", "")
        issued = self.issued_on.isoformat() if self.issued_on else ""
        if self.number:
            return "|".join((self.number.lower(), doc_type, issued or fold(self.issuer or "")))
        return "|".join((doc_type, words_of(fold(self.title or self.issuer or "")), issued))


def _mentions(document: Document, text: str, dated: bool) -> Iterator[Mention]:
    for draft in document.drafts:
        short = draft.kind == "bare" or (dated and draft.issued_on is None)
        yield _mention(text=text[draft.start : draft.end], span=Span.of(draft.start, draft.end), short=short)


def _blank(document: Document) -> bool:
    """Whether the number is still to be written ("số    /QĐ-UBND"): that names no document but the plan's own."""
    first = document.drafts[0]
    return first.kind == "number" and not first.core


def _in_capitals(draft: Draft) -> bool:
    return draft.caps


def _number(drafts: list[Draft]) -> str | None:
    bare: str | None = None
    for draft in drafts:
        if draft.number and draft.segments:
            return _spelled(draft.number) if draft.caps else draft.number
        bare = bare or draft.number
    return (_completed(drafts) or bare) if bare else None


def _spelled(number: str) -> str:
    """A number from a title in capitals as it is written elsewhere: "2/CT-TTG" -> "2/CT-TTg"."""
    spelling = grammar().spelling
    return re.sub(r"[^\W_]+", lambda part: spelling.get(fold(part.group())) or part.group(), number)


def _completed(drafts: list[Draft]) -> str | None:
    """A bare number with what date and issuer say of the rest; None where that is not certain."""
    first = drafts[0]
    issued_on = next((draft.issued_on for draft in drafts if draft.issued_on), None)
    issuer = spelled_out(next((draft.issuer for draft in drafts if draft.issuer), ""))
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
