"""The lexicon of unit names and roles: rules/units.csv and rules/unit_roles.toml, compiled once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple, cast, get_args

from pydantic import BaseModel, ConfigDict

from ...errors import RuleError
from ...rules import load_csv, load_toml
from ...rules.vocabulary import automaton
from ...schema import Role
from .phrases import Endings, Loose, split

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

    def of(self, *classes: str) -> list[str]:
        """The words of these classes."""
        return [phrase for row in self.words if row.class_ in classes for phrase in row.phrases()]


class Lengths(NamedTuple):
    """For each word of a piece: how many words the longest phrase of a kind has that begins there; 0 for none."""

    heads: bytes
    places: bytes
    complements: bytes
    sector_complements: bytes
    links: bytes
    quantifiers: bytes
    honorifics: bytes
    nots: bytes
    verbs: bytes
    modals: bytes
    acting: bytes  # verbs, modals, asides: what follows a subject
    stops: bytes
    closing: bytes  # what ends a name: `acting` and `stops`
    openers: bytes
    leads: bytes
    leads_first: bytes
    leading: bytes  # both
    lead_ends: bytes  # their last words
    reports: bytes
    requests: bytes
    grants: bytes
    assigns: bytes
    cell_roles: bytes
    heading_prefixes: bytes
    heading_owners: bytes
    appositions: bytes
    nouns: bytes
    nouns_after: bytes
    things: bytes
    definitions: bytes
    events: bytes  # where the reading of a paragraph stops


class Lexicon:
    """All that is known about the words of names, compiled once."""

    def __init__(self) -> None:
        roles = load_toml("unit_roles", Roles)
        heads = {row["phrase"]: _head(row) for row in load_csv("units") if row["kind"] in _KINDS}
        self.heads = {tuple(split(phrase)): head for phrase, head in heads.items()}
        self.cell_roles = {tuple(split(phrase)): row.role for row in roles.cell for phrase in row.words}
        self.sectors = Loose(_rows("sector"))
        self.linkers = Endings((phrase, None) for phrase in roles.of("linker"))
        self.manners = Endings((phrase, None) for phrase in roles.of("manner"))
        self.addresses = Endings((phrase, None) for phrase in roles.of("address"))
        # “phối hợp” + “chặt chẽ” + “với”: the link is looked up first, then manner words, then the core.
        self.cues: Endings[Cue] = Endings((core, _cue(rule)) for rule in roles.trigger for core in rule.before)
        self.cue_links: Endings[str] = Endings(
            (link, link) for link in sorted({link for rule in roles.trigger for link in rule.link if link})
        )

        self.linker_ends = frozenset(self.linkers)
        self.opener_ends = _words(roles.of("opener", "aside"), -1)
        self.cue_ends = frozenset((*self.cues, *self.cue_links))
        self.honorific_words = _words(_rows("honorific"), 0)
        self.first_words = _words((*heads, *_rows("quantifier", "honorific")), 0)
        # All other words are unknown inside a name, or end it.
        self.inside_names = self.first_words | _words(_rows("place", "complement", "link"), 0) | {"từ"}
        self.before_acronym = frozenset(("với", "cùng", "hợp", "giao", ";", ":"))
        self.marks = SENTENCE_MARKS | CLAUSE_MARKS

        phrases = {
            **_phrases(roles),
            "heads": heads,
            "events": {*roles.of("lead", "lead-first"), *self.first_words, *self.before_acronym, *self.marks},
        }
        self._automaton = automaton(phrases[kind] for kind in Lengths._fields)

    def lengths(self, ids: Sequence[int]) -> Lengths:
        """The phrases that begin at each of the words with these ids."""
        return Lengths._make(self._automaton.lengths(ids))


def _phrases(roles: Roles) -> dict[str, Iterable[str]]:
    """The phrases of each row of `Lengths` but those that the lexicon has."""
    leads = roles.of("lead", "lead-first")
    complements = [row for row in load_csv("units") if row["kind"] == "complement"]
    return {
        **{f"{kind}s": _rows(kind) for kind in ("place", "complement", "link", "quantifier", "honorific", "not")},
        **{f"{kind}s": roles.of(kind) for kind in ("verb", "modal", "stop", "lead", "report", "request", "grant")},
        **{f"{kind}s": roles.of(kind) for kind in ("apposition", "noun", "thing", "definition")},
        "sector_complements": [row["phrase"] for row in complements if row["bare"] == "sector"],
        "acting": roles.of("verb", "modal", "aside"),
        "closing": roles.of("verb", "modal", "aside", "stop"),
        "openers": roles.of("opener", "aside"),
        "leads_first": roles.of("lead-first"),
        "leading": leads,
        "lead_ends": _words(leads, -1),
        "assigns": [core for rule in roles.trigger if rule.id == "assign" for core in rule.before],
        "cell_roles": [phrase for row in roles.cell for phrase in row.words],
        "heading_prefixes": roles.of("heading-prefix", "heading-owner", "request"),
        "heading_owners": roles.of("heading-owner"),
        "nouns_after": roles.of("noun-after"),
    }


def _rows(*kinds: str) -> list[str]:
    return [row["phrase"] for row in load_csv("units") if row["kind"] in kinds]


def _words(phrases: Iterable[str], place: int) -> frozenset[str]:
    """The first (0) or last (-1) words of phrases."""
    return frozenset(split(phrase)[place] for phrase in phrases)


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
