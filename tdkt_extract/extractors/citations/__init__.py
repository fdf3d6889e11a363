"""Finds the documents that a plan cites: text -> citations, each once, with all its mentions.

Numbers and names are found first, from the tokens; around them stand date and issuer, then the title, which needs to
know where the next mention begins. What a mention says of its relation is in the words before it. At the end mentions
are joined to documents. What is known of the language is in rules/citations.toml and the lists beside it.
"""

from __future__ import annotations

from ...normalise import fold
from ...schema import Citation, Header
from ...tokens import TokenizedText
from .draft import Draft
from .fields import FieldReader
from .identity import Register
from .laws import LawScan, names
from .numbers import NumberScan, complete_blanks
from .output import citations
from .phrases import Phrases
from .relations import RelationReader
from .rules import grammar
from .titles import TitleReader


def extract(
    document: TokenizedText, *, header: Header, opening: tuple[int, int], title: tuple[int, int] | None = None
) -> tuple[Citation, ...]:
    """The citations of a document in order of first mention. `opening` is the range from the title to the last opening
    paragraph, `title` the range of the plan's own title."""
    phrases = Phrases(document, grammar().automaton)
    drafts = _mentions(phrases, opening)
    complete_blanks(drafts, (header.number, header.enclosing.number if header.enclosing else None))
    own_title = document.folded[slice(*title)] if title else fold(header.title or "")
    drafts = _read_fields(phrases, drafts, opening, own_title)
    RelationReader(phrases, drafts, opening, title).read()
    register = Register()
    register.add_all(drafts)
    return citations(register.documents, document.text, header)


def _mentions(phrases: Phrases, opening: tuple[int, int]) -> list[Draft]:
    numbers = NumberScan(phrases, opening[0]).drafts()
    laws = LawScan(phrases, numbers).drafts()
    found = sorted([*numbers, *laws, *names(phrases)], key=lambda draft: (draft.start, -draft.end))
    result: list[Draft] = []
    for draft in found:
        if not result or draft.start >= result[-1].end:
            result.append(draft)
    return result


def _read_fields(phrases: Phrases, drafts: list[Draft], opening: tuple[int, int], own_title: str) -> list[Draft]:
    """The mentions with date, issuer and title; a programme named within a document's title is no other document."""
    FieldReader(phrases, drafts).read()
    titles = TitleReader(phrases, drafts, opening, own_title)
    around: Draft | None = None
    for draft in drafts:
        if around and around.title_span and draft.start < around.title_span[1]:
            draft.parent = around
        titles.read(draft)
        if draft.title_span and draft.parent is None:
            around = draft
    return [draft for draft in drafts if draft.parent is None or draft.kind != "name" or draft.name is None]
