"""The lexicon of unit names and roles: rules/units.csv and rules/unit_roles.toml, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Literal, cast, get_args

from pydantic import BaseModel, ConfigDict

from ...core import Automaton
from ...errors import RuleError
from ...rules import load_csv, load_toml
from ...rules.vocabulary import automaton, ids
from ...schema import Role
from .phrases import Endings, Loose, split

SENTENCE_MARKS = frozenset(".?!…")
CLAUSE_MARKS = frozenset(":;")

# Letters that an acronym may have, too: “BAN” is read as one where no phrase begins with it.
_MAYBE_ACRONYM = re.compile(r"[a-zđ]{3,}")

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
    not_after: Endings[None]
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


@dataclass(slots=True, eq=False)
class Known:
    """The phrases that begin at a word: for each kind, how many words the longest has; 0 for none."""

    # What is asked most often stands first: it lies together in memory.
    begins_list: int = 0  # heads, quantifiers, honorifics
    leading: int = 0  # leads, leads first
    head: int = 0
    headed: tuple[int, Head] | None = None  # `head` with what it is
    headed_small: tuple[int, Head] | None = None  # the same for a word without a capital
    quantifier: int = 0
    honorific: int = 0
    no_name: int = 0
    inside_name: int = 0  # what goes on with a name; other words are unknown inside it, or end it
    closing: int = 0  # what ends a name: `acting` and `stop`
    acting: int = 0  # verbs, modals, asides: what follows a subject
    place: int = 0
    complement: int = 0
    link: int = 0
    stop: int = 0
    verb: int = 0
    opener: int = 0
    noun: int = 0
    cell_role: int = 0
    role: Role | None = None  # that of `cell_role`
    sector_complement: int = 0
    modal: int = 0
    lead: int = 0
    lead_first: int = 0
    report: int = 0
    request: int = 0
    grant: int = 0
    assign: int = 0
    heading_prefix: int = 0
    heading_owner: int = 0
    apposition: int = 0
    noun_after: int = 0
    thing: int = 0
    definition: int = 0
    size: int = 0  # of the longest of all
    shorter: Known = None  # type: ignore[assignment]  # what is known where that does not fit in; NOTHING has none


NOTHING = Known()


class Lexicon:
    """All that is known about the words of names, compiled once."""

    def __init__(self) -> None:
        roles = load_toml("unit_roles", Roles)
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
        self.lead_ends = _words(roles.of("lead", "lead-first"), -1)
        self.cue_ends = frozenset((*self.cues, *self.cue_links))
        first_words = _words(_rows(*_KINDS, "quantifier", "honorific"), 0)
        self.before_acronym = frozenset(("với", "cùng", "giao", ";", ":"))
        self.marks = SENTENCE_MARKS | CLAUSE_MARKS

        begins_list = [*_rows(*_KINDS, "quantifier", "honorific"), *filter(_MAYBE_ACRONYM.fullmatch, first_words)]
        turns = [*roles.of("lead", "lead-first"), *self.before_acronym, *self.marks]
        phrases = {**_phrases(roles), "begins_list": begins_list}
        self._phrases, self._known = _compile(phrases, roles)
        self.longest = max(known.size for known in self._known)
        # No phrase runs on beyond the end of a piece of a text if none has the words before and behind it inside.
        self.inside_phrases = frozenset(pair for phrase, _ in self._phrases.phrases for pair in pairwise(phrase))
        self._events = automaton([begins_list, turns])

    def known(self, ids: memoryview) -> list[Known]:
        """What begins at each of the words with these ids."""
        return self._phrases.longest(ids, self._known)

    def events(self, ids: memoryview) -> tuple[list[int], ...]:
        """Where lists may begin, and where the reading of a paragraph takes a turn: at marks and words of role."""
        return self._events.places(ids)


def _phrases(roles: Roles) -> dict[str, list[str]]:
    """The phrases of each kind of `Known`."""
    same = ("verb", "modal", "stop", "lead", "report", "request", "grant", "apposition", "noun", "thing")
    return {
        **{kind: _rows(kind) for kind in ("place", "complement", "link", "quantifier", "honorific")},
        **{kind: roles.of(kind) for kind in same},
        "head": _rows(*_KINDS),
        "sector_complement": [row["phrase"] for row in load_csv("units") if row["bare"] == "sector"],
        "no_name": _rows("not"),
        "acting": roles.of("verb", "modal", "aside"),
        "closing": roles.of("verb", "modal", "aside", "stop"),
        "opener": roles.of("opener", "aside"),
        "lead_first": roles.of("lead-first"),
        "leading": roles.of("lead", "lead-first"),
        "assign": [core for rule in roles.trigger if rule.id == "assign" for core in rule.before],
        "inside_name": [*_rows(*_KINDS, "place", "complement", "link", "quantifier"), "từ"],
        "cell_role": [phrase for row in roles.cell for phrase in row.words],
        "heading_prefix": roles.of("heading-prefix", "heading-owner", "request"),
        "heading_owner": roles.of("heading-owner"),
        "noun_after": roles.of("noun-after"),
        "definition": roles.of("definition"),
    }


def _compile(phrases: Mapping[str, Iterable[str]], roles: Roles) -> tuple[Automaton, tuple[Known, ...]]:
    """An automaton of all phrases, and what is known where it finds each; at the end what is where it finds none."""
    kinds: dict[tuple[int, ...], list[str]] = {}
    for kind, of_kind in phrases.items():
        for phrase in of_kind:
            kinds.setdefault(ids(phrase), []).append(kind)
    heads = {ids(row["phrase"]): _head(row) for row in load_csv("units") if row["kind"] in _KINDS}
    cell_roles = {ids(phrase): row.role for row in roles.cell for phrase in row.words}
    found: dict[tuple[int, ...], Known] = {}
    for key in sorted(kinds, key=len):  # what begins a phrase comes before it
        size = len(key)
        shorter = next((found[key[:part]] for part in range(size - 1, 0, -1) if key[:part] in found), NOTHING)
        found[key] = known = replace(shorter, size=size, shorter=shorter)
        for kind in kinds[key]:
            setattr(known, kind, size)
        if key in heads:
            known.headed = size, heads[key]
            known.headed_small = known.headed if heads[key].bare != "capital" else shorter.headed_small
        known.role = cell_roles.get(key, shorter.role)
    return Automaton((key, 0) for key in found), (*found.values(), NOTHING)


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
    not_after = Endings((phrase, None) for phrase in rule.not_after)
    return Cue(rule.id, rule.role, frozenset(rule.link), not_after, rule.needs, rule.clause)


@cache
def lexicon() -> Lexicon:
    return Lexicon()
