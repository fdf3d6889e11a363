"""The grammar of citations: rules/citations.toml and the lists beside it, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from ...normalise import fold
from ...rules import load_csv, load_toml
from ...schema import Relation

Role = Literal[
    "number_word", "not_cited", "counted", "bare_type", "part_type", "type_gap", "list_gap",
    "date", "year", "issuer_lead", "issuer_done", "issuer_head", "issuer_word", "issuer_free", "issuer_for",
    "issuer_stop", "issuer_verb", "issuer_verb_capital", "issuer_pair", "issuer_before", "list_head",
    "agency_before", "agency_numbered", "person",
    "abbreviated",
    "aside", "title_about", "title_verb", "title_verb_opening", "title_aside",
    "title_stop", "title_stop_comma", "title_stop_and",
    "provision", "carry_out", "actor",
    "law_amends", "law_stop", "law_no_and", "not_law_before", "not_law_after", "law_issuer",
    "law_number", "law_clause", "constitution", "congress", "quoted", "relation", "attached", "enclosed",
    "directly", "carried_out", "changed",
]  # fmt: skip


_WORD_START = r"(?<!\w)"


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


class Endings:
    """Finds which of many words ends at a place, by its last two letters."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_tail: dict[str, list[str]] = {}
        for word in sorted(words, key=len, reverse=True):
            self._by_tail.setdefault(word[-2:], []).append(word)

    def before(self, folded: str, at: int, low: int = 0) -> str:
        """The longest that ends at `at` and begins no earlier than `low`, if it is a whole word; else ""."""
        for word in self._by_tail.get(folded[at - 2 : at], ()):
            if folded.endswith(word, low, at):
                before = at - len(word) - 1
                return word if before < 0 or not folded[before].isalnum() else ""
        return ""


class Grammar(dict[Role, re.Pattern[str]]):
    """Everything that the extractor knows, compiled: the patterns by role, what is made of them, and the lists."""

    def __init__(self) -> None:
        super().__init__()
        rules = load_toml("citations", CitationRules).rule
        by_role: dict[Role, list[CitationRule]] = {}
        for rule in rules:
            by_role.setdefault(rule.role, []).append(rule)
        self.update({role: re.compile("|".join(rule.source for rule in group)) for role, group in by_role.items()})
        self._words = {role: tuple(word for rule in group for word in rule.words) for role, group in by_role.items()}
        self.issuer_words = frozenset(self._words["issuer_word"])
        self.number_words_at, self.not_cited_at, self.quoted_at = (
            Endings(self._words[role]) for role in ("number_word", "not_cited", "quoted")
        )
        relations = by_role["relation"]
        # With what stands before the word as its first character: `re` skips from one such to the next.
        bounded = (rule.source.removeprefix(_WORD_START) for rule in relations)
        named = "|".join(f"(?P<r{at}>{source})" for at, source in enumerate(bounded))
        changed = self["changed"].pattern.removeprefix(_WORD_START)
        self.relation = re.compile(rf"(?:\W|\A)(?:{changed}|{named})")
        self.relation_value: dict[str, Relation] = {}
        for at, rule in enumerate(relations):
            self.relation_value[f"r{at}"] = rule.value or "mentions"
        self._load_types()
        self._load_issuers()
        self._load_laws()
        self.agency_before = frozenset(self._words["agency_before"])
        # What ends an agency's name: a word with a capital, in small letters.
        capital = self.either("title_verb", "title_about", "issuer_verb_capital")
        self.issuer_ends_capital = re.compile(f"{self.type.pattern}|{capital.pattern}")
        self.issuer_ends_small = self.either("issuer_verb", "title_verb", "title_about", "issuer_stop")
        self.issuer_ends_matter = self.either("title_verb", "title_about")
        # Overlapping: "văn hóa, thể thao", "thể thao và du lịch".
        self.issuer_pair = re.compile(f"(?=({self['issuer_pair'].pattern}))")
        # What may end a title: a mark, or a word after a space. One class of characters first: `re` skips ahead to it.
        self.title_event = re.compile(
            rf'[ "\n\t;()….,](?:(?<= )(?:(?P<and>và)(?= )|(?P<stop>{self["title_stop"].pattern}))'
            rf'|(?<=\.)(?=[\s/.]|\Z)|(?<=["\n\t;()…,]))'
        )

    def words(self, role: Role) -> tuple[str, ...]:
        return self._words[role]

    def either(self, *roles: Role) -> re.Pattern[str]:
        """The patterns of several roles as one."""
        return re.compile("|".join(self[role].pattern for role in roles))

    def _load_types(self) -> None:
        rows = load_csv("doc_types")
        self.type_names = {fold(row["name"]): row["name"] for row in rows}
        self.folded_types = {name: folded for folded, name in self.type_names.items()}
        self.types_at = Endings(self.type_names)
        self.numbered_at = Endings([*self.type_names, *self._words["number_word"]])
        self.type = re.compile(rf"(?<!\w)(?:{alternation(tuple(self.type_names))})(?!\w)")
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
        """`law_names`: each name and what it begins with, word by word; whether it is a whole name. `law_short`: names
        whose last words are abbreviated ("ban hành văn bản qppl") and the whole."""
        self.law_names: dict[str, bool] = {}
        self.law_short: dict[str, str] = {}
        for row in load_csv("citation_laws"):
            name = law_key(row["name"])
            words = name.split()
            for count in range(1, len(words)):
                begun = " ".join(words[:count])
                self.law_names.setdefault(begun, False)
                if len(words) - count > 1:
                    self.law_short[f"{begun} {initials(words[count:])}"] = name
            self.law_names[name] = True

    def type_of(self, abbreviation: str, party: bool) -> str | None:
        """What a number's first segment, folded, says of the type."""
        own, other = (self.party_types, self.state_types) if party else (self.state_types, self.party_types)
        return own.get(abbreviation) or other.get(abbreviation) if abbreviation else None


def initials(words: list[str]) -> str:
    return "".join(word[0] for word in words)


def law_key(name: str) -> str:
    """A law's name without case and punctuation: it is printed with and without its commas and dashes."""
    return " ".join(re.findall(r"\w+", fold(name)))


@cache
def grammar() -> Grammar:
    return Grammar()
