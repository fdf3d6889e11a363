"""The lexicon of unit names and roles: rules/units.csv and rules/unit_roles.toml, compiled once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast, get_args

from pydantic import BaseModel, ConfigDict

from ...errors import RuleError
from ...rules import load_csv, load_toml
from ...schema import Role
from .tokens import Endings, Phrases, split

SENTENCE_MARKS = frozenset(".?!…")
CLAUSE_MARKS = frozenset(":;")

Kind = Literal["body", "title", "common", "people"]
Bare = Literal["alone", "capital", "list", "name"]
_KINDS, _BARE = get_args(Kind), get_args(Bare)
Needs = Literal["", "verb", "body", "colon", "send", "actor", "no grant"]


@dataclass(frozen=True, slots=True)
class Head:
    """A word that begins a name: what it is and where it may stand without more."""

    kind: Kind
    bare: Bare


class _Rule(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Trigger(_Rule):
    """Words before a name that give it a role; see rules/unit_roles.toml."""

    id: str
    role: Role
    before: tuple[str, ...]
    link: tuple[str, ...] = ("",)
    not_after: tuple[str, ...] = ()
    needs: Needs = ""
    clause: bool = False
    examples: tuple[tuple[str, str, Role], ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A trigger, compiled."""

    id: str
    role: Role
    link: frozenset[str]
    not_after: tuple[list[str], ...]
    needs: Needs
    clause: bool


class WordClass(_Rule):
    """Words of one kind."""

    class_: str
    why: str
    words: str
    examples: tuple[tuple[str, str], ...]

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=lambda name: name.rstrip("_"))

    def phrases(self) -> list[str]:
        return [phrase for piece in self.words.split(",") if (phrase := " ".join(piece.split()))]


class CellRole(_Rule):
    """Words of role in a table cell or attribute line."""

    role: Role
    words: tuple[str, ...]
    examples: tuple[tuple[str, str, Role], ...]
    counter_examples: tuple[str, ...] = ()


class Roles(_Rule):
    """rules/unit_roles.toml"""

    cell: tuple[CellRole, ...]
    trigger: tuple[Trigger, ...]
    words: tuple[WordClass, ...]


class Lexicon:
    """All that is known about the words of names, compiled once."""

    def __init__(self) -> None:
        rows = load_csv("units")
        roles = load_toml("unit_roles", Roles)

        def of(kind: str) -> list[tuple[str, None]]:
            return [(row["phrase"], None) for row in rows if row["kind"] == kind]

        def words(*classes: str) -> list[tuple[str, None]]:
            return [(phrase, None) for row in roles.words if row.class_ in classes for phrase in row.phrases()]

        self.heads: Phrases[Head] = Phrases((row["phrase"], _head(row)) for row in rows if row["kind"] in _KINDS)
        self.sectors = Phrases(of("sector"))
        self.places = Phrases(of("place"))
        self.complements: Phrases[bool] = Phrases(
            (row["phrase"], row["bare"] == "sector") for row in rows if row["kind"] == "complement"
        )
        self.links = Phrases(of("link"))
        self.quantifiers = Phrases(of("quantifier"))
        self.honorifics = Phrases(of("honorific"))
        self.honorific_words = frozenset(self.honorifics)
        self.nots = Phrases(of("not"))
        self.acting = Phrases(words("verb", "modal", "aside"))
        self.verbs = Phrases(words("verb"))
        self.modals = Phrases(words("modal"))
        self.reports = Phrases(words("report"))
        self.stops = Phrases(words("stop"))
        self.openers = Phrases(words("opener", "aside"))
        self.opener_ends = frozenset(Endings(words("opener", "aside")))
        self.linkers = Endings(words("linker"))
        self.linker_ends = frozenset(self.linkers)
        self.manners = Endings(words("manner"))
        self.leads = Phrases(words("lead"))
        self.leads_first = Phrases(words("lead-first"))
        self.lead_words = frozenset((*self.leads, *self.leads_first))
        self.lead_ends = frozenset(Endings(words("lead", "lead-first")))
        self.requests = Phrases(words("request"))
        self.grants = Phrases(words("grant"))
        self.assigns = Phrases((core, None) for rule in roles.trigger if rule.id == "assign" for core in rule.before)
        self.cell_roles: Phrases[Role] = Phrases((phrase, row.role) for row in roles.cell for phrase in row.words)
        self.heading_prefixes = Phrases(words("heading-prefix", "heading-owner", "request"))
        self.heading_owners = Phrases(words("heading-owner"))
        self.appositions = Phrases(words("apposition"))
        self.addresses: Endings[None] = Endings(words("address"))
        self.nouns = Phrases(words("noun"))
        self.things = Phrases(words("thing"))
        self.definitions = Phrases(words("definition"))
        self.nouns_after = Phrases(words("noun-after"))
        # “phối hợp” + “chặt chẽ” + “với”: the link is looked up first, then manner words, then the core.
        self.cues: Endings[Cue] = Endings((core, _cue(rule)) for rule in roles.trigger for core in rule.before)
        self.cue_links: Endings[str] = Endings(
            (link, link) for link in sorted({link for rule in roles.trigger for link in rule.link if link})
        )
        self.cue_ends = frozenset((*self.cues, *self.cue_links))
        self.first_words = frozenset((*self.heads, *self.quantifiers, *self.honorifics))
        # All other words are unknown inside a name, or end it.
        self.inside_names = self.first_words.union(self.places, self.complements, self.links, ("từ",))
        self.before_acronym = frozenset(("với", "cùng", "hợp", "giao", ";", ":"))
        self.marks = SENTENCE_MARKS | CLAUSE_MARKS
        # At these words a reading of a paragraph stops, and at first words of names; all others it passes over.
        self.events = self.lead_words | self.marks | self.before_acronym


def _head(row: dict[str, str]) -> Head:
    if row["bare"] not in _BARE:
        raise RuleError(f"rules/units.csv: {row['phrase']}: bare is {row['bare']!r}, not one of {', '.join(_BARE)}")
    return Head(cast(Kind, row["kind"]), cast(Bare, row["bare"]))


def _cue(rule: Trigger) -> Cue:
    not_after = tuple(split(phrase) for phrase in rule.not_after)
    return Cue(rule.id, rule.role, frozenset(rule.link), not_after, rule.needs, rule.clause)


@cache
def lexicon() -> Lexicon:
    return Lexicon()
