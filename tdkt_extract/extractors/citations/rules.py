"""The grammar of citations: rules/citations.toml and the lists beside it, compiled once."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from ...normalise import fold
from ...rules import load_csv, load_toml
from ...schema import Relation

Role = Literal[
    "number_word", "not_cited", "counted", "bare_type", "part_type", "type_gap", "list_gap",
    "date", "year", "issuer_lead", "issuer_done", "issuer_head", "issuer_word", "issuer_free", "issuer_for",
    "issuer_stop", "issuer_verb", "issuer_pair", "issuer_before", "agency_before", "agency_numbered", "person",
    "abbreviated",
    "aside", "title_about", "title_verb", "title_verb_opening", "title_stop", "title_stop_comma", "title_stop_and",
    "provision", "carry_out", "actor",
    "law_amends", "law_stop", "law_no_and", "not_law_before", "not_law_after", "law_issuer",
    "law_number", "law_clause", "constitution", "congress", "quoted", "relation", "attached", "enclosed", "directly",
]  # fmt: skip


class CitationRule(BaseModel):
    """One pattern over folded text, or words that stand for an alternation of whole words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    role: Role
    value: Relation | None = None
    pattern: str = ""
    words: tuple[str, ...] = ()
    examples: tuple[str, ...] = Field(min_length=1)
    counter_examples: tuple[str, ...] = Field(min_length=1)

    @property
    def source(self) -> str:
        return self.pattern or rf"(?<!\w)(?:{alternation(self.words)})(?!\w)"


class CitationRules(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: tuple[CitationRule, ...]


def alternation(words: tuple[str, ...]) -> str:
    """The words as alternatives, a longer one before the one that it begins with."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


class Issuer(NamedTuple):
    abbreviation: str
    name: str
    level: str


class Grammar:
    """Everything that the extractor knows, compiled."""

    def __init__(self) -> None:
        rules = load_toml("citations", CitationRules).rule
        by_role: dict[str, list[CitationRule]] = {}
        for rule in rules:
            by_role.setdefault(rule.role, []).append(rule)
        self._patterns = {role: re.compile("|".join(rule.source for rule in group)) for role, group in by_role.items()}
        self._words = {role: tuple(word for rule in group for word in rule.words) for role, group in by_role.items()}
        self.issuer_words = frozenset(self._words["issuer_word"])
        relations = by_role["relation"]
        self.relation = re.compile("|".join(f"(?P<r{at}>{rule.source})" for at, rule in enumerate(relations)))
        self.relation_value: dict[str, Relation] = {}
        for at, rule in enumerate(relations):
            self.relation_value[f"r{at}"] = rule.value or "mentions"
        self._load_types()
        self._load_issuers()
        self._load_laws()
        # Overlapping: "văn hóa, thể thao", "thể thao và du lịch".
        self.issuer_pair = re.compile(f"(?=({self['issuer_pair'].pattern}))")
        self.title_event = re.compile(
            rf'(?P<mark>["\n\t;()…]|\.(?=[\s/.]|\Z)|,)|(?P<and>(?<=[ "])và )|(?P<stop>{self["title_stop"].pattern})'
        )

    def __getitem__(self, role: Role) -> re.Pattern[str]:
        return self._patterns[role]

    def words(self, role: Role) -> tuple[str, ...]:
        return self._words[role]

    def endings(self, role: Role) -> tuple[str, ...]:
        """The words of a role, the longest first."""
        return tuple(sorted(self._words[role], key=len, reverse=True))

    def _load_types(self) -> None:
        rows = load_csv("doc_types")
        self.type_names = {fold(row["name"]): row["name"] for row in rows}
        self.type_endings = tuple(sorted(self.type_names, key=len, reverse=True))
        self.type = re.compile(rf"(?<!\w)(?:{alternation(self.type_endings)})(?!\w)")
        self.type_before = re.compile(rf"({self.type.pattern}) ?:? ?\Z")
        self.state_types: dict[str, str] = {}
        self.party_types: dict[str, str] = {}
        for row in rows:
            own = self.party_types if row["family"] == "party" else self.state_types
            own.setdefault(fold(row["abbreviation"]), row["name"])
        self.spelling = {fold(row["abbreviation"]): row["abbreviation"] for row in rows}

    def _load_issuers(self) -> None:
        rows = load_csv("citation_issuers")
        self.issuers = tuple(Issuer(row["abbreviation"], row["name"], row["level"]) for row in rows)
        # "TW" stands for several bodies.
        self.full_names = {
            fold(row["abbreviation"]): fold(row["name"]) for row in rows if row["level"] not in ("party", "ministry")
        }
        self.issuer_names = {fold(row["name"]): row["name"] for row in rows if row["name"]}
        self.levels = {fold(row["abbreviation"]): row["level"] for row in rows}
        self.spelling.update({fold(row["abbreviation"]): row["abbreviation"] for row in rows})
        self.completions = load_csv("citation_numbers")

    def _load_laws(self) -> None:
        rows = load_csv("citation_laws")
        self.law_names = frozenset(law_key(row["name"]) for row in rows)
        self.law_words = max(name.count(" ") + 1 for name in self.law_names)

    def type_of(self, abbreviation: str, party: bool) -> str | None:
        """What a number's first segment, folded, says of the type."""
        own, other = (self.party_types, self.state_types) if party else (self.state_types, self.party_types)
        return own.get(abbreviation) or other.get(abbreviation) if abbreviation else None


def law_key(name: str) -> str:
    """A law's name without case and punctuation: it is printed with and without its commas and dashes."""
    return " ".join(re.findall(r"\w+", fold(name)))


@cache
def grammar() -> Grammar:
    return Grammar()
