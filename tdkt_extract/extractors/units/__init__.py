"""Who acts in one piece of text, with which role: a paragraph, a heading, a table cell.

What a plan passes on from headings and lead-ins to the tasks below is not decided here.
"""

from __future__ import annotations

from ...schema import Role
from .cells import Cell
from .mentions import UnitMention, each, unit_id
from .names import Name, Names
from .prose import Paragraph
from .tokens import Words
from .words import lexicon

__all__ = ["UnitMention", "find", "heading", "listing", "own_role", "unit_id"]

# Names too general for a heading to mean an actor.
_ANYBODY = frozenset(("tập thể", "cá nhân"))


def find(text: str, folded: str, start: int, stop: int) -> list[UnitMention]:
    """The units that act in the paragraph text[start:stop]; `folded` is fold(text)."""
    return Paragraph(Words(text, folded, start, stop)).read()


def heading(text: str, folded: str, start: int, stop: int) -> list[UnitMention]:
    """The units that a heading names as those who act below it; [] when its subject is something else."""
    words = Words(text, folded, start, stop)
    lex = lexicon()
    prefix = lex.heading_prefixes.length(words.items, 0)
    names = Names(words)
    found = names.read(prefix, False) or names.read(prefix, True)
    if not found:
        return _actors(find(text, folded, start, stop))
    if _anybody(words, found, prefix > 0):
        return []
    role: Role = "lead" if prefix and lex.assigns.length(words.items, 0) else "implement"
    after = found[-1].last
    if after < words.count and words.items[after] == ":":
        below = names.read(after + 1, True)
        if below and below[-1].last >= words.count - 1:
            return each(words, below, role, "heading")
    if after >= words.count or (words.items[after] in ".:;" and after == words.count - 1):
        return each(words, found, role, "heading")
    return find(text, folded, start, stop)


def _actors(found: list[UnitMention]) -> list[UnitMention]:
    """`found` if somebody in it acts; with whom to coordinate alone makes no actor."""
    return found if any(mention.role != "coordinate" for mention in found) else []


def listing(text: str, folded: str, start: int, stop: int, role: Role | None) -> list[UnitMention]:
    """The units of a table cell or an attribute line; words like “chủ trì” in it decide over the column's `role`."""
    return Cell(Words(text, folded, start, stop), role or "implement").read()


def own_role(text: str, folded: str, start: int, stop: int) -> Role | None:
    """The role that a paragraph without a subject gives to the unit it inherits: “Chủ trì, phối hợp với …” -> lead."""
    paragraph = Paragraph(Words(text, folded, start, stop))
    paragraph.read()
    return "lead" if paragraph.leads_itself else None


def _anybody(words: Words, found: list[Name], prefixed: bool) -> bool:
    """Names that are too general for a heading to mean an actor: “Tập thể”, “Lĩnh vực kinh tế”, “Cán bộ”."""
    only = found[0]
    if len(found) > 1 or only.kind in ("body", "title"):
        return False
    phrase = " ".join(words.items[only.first : only.last])
    if phrase in _ANYBODY or only.kind == "people":
        return True
    quantified = lexicon().quantifiers.length(words.items, only.first) > 0
    listed = any(mark in words.items[only.first : only.last] for mark in (",", "và"))
    head = lexicon().heads.at(words.items, only.first)
    return not (prefixed or quantified or listed or (head is not None and head[1].bare == "alone"))
