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
from .phrases import Known, PhraseBook

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


_WORD = re.compile(r"\w+")
_LONGEST_TAIL = 4
LAW_WORDS = {"luật": "Luật", "pháp lệnh": "Pháp lệnh"}


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
    """Finds which of many words ends at a place, by its last letters."""

    def __init__(self, words: Iterable[str]) -> None:
        words = sorted(words, key=len, reverse=True)
        self.tails = frozenset(f"{word[-2:]} " for word in words)
        """How what ends so and goes on with a space ends."""
        self._tail = min(_LONGEST_TAIL, *map(len, words))
        self._by_tail: dict[str, list[str]] = {}
        for word in words:
            self._by_tail.setdefault(word[-self._tail :], []).append(word)

    def before(self, folded: str, at: int, low: int = 0) -> str:
        """The longest that ends at `at` and begins no earlier than `low`, if it is a whole word; else ""."""
        for word in self._by_tail.get(folded[at - self._tail : at], ()):
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
        self._sources = {role: "|".join(rule.source for rule in group) for role, group in by_role.items()}
        self._words = {role: tuple(word for rule in group for word in rule.words) for role, group in by_role.items()}
        self.issuer_words = frozenset(self._words["issuer_word"])
        self.number_words_at, self.not_cited_at, self.quoted_at, self.not_law_before_at = (
            Endings(self._words[role]) for role in ("number_word", "not_cited", "quoted", "not_law_before")
        )
        self._load_types()
        self._load_issuers()
        self._load_laws()
        self._load_phrases(by_role)
        self.agency_before, self.agency_numbered, self.abbreviated = (
            frozenset(self._words[role]) for role in ("agency_before", "agency_numbered", "abbreviated")
        )
        # What may end a title: a mark, or a word after a space. One class of characters first: `re` skips ahead to it.
        self.title_event = re.compile(
            rf'[ "\n\t;()….,](?:(?<= )(?:(?P<and>và)(?= )|(?P<stop>{self._sources["title_stop"]}))'
            rf'|(?<=\.)(?=[\s/.]|\Z)|(?<=["\n\t;()…,]))'
        )

    def __missing__(self, role: Role) -> re.Pattern[str]:
        """Compiled when it is first asked for: half of the roles are phrases only."""
        self[role] = pattern = re.compile(self._sources[role])
        return pattern

    def words(self, role: Role) -> tuple[str, ...]:
        return self._words[role]

    def _load_phrases(self, by_role: dict[Role, list[CitationRule]]) -> None:
        """What is looked for in a whole document at once, and where it stands in it later."""
        book = PhraseBook()

        def known(*roles: Role, more: Iterable[str] = ()) -> Known:
            """The phrases and patterns of several roles as one."""
            rules = [rule for role in roles for rule in by_role[role]]
            phrases = [*more, *(word for rule in rules for word in rule.words)]
            return book.add(phrases, [rule.pattern for rule in rules if rule.pattern])

        self.types = book.add(self.type_names)
        self.issuer_head, self.issuer_free = known("issuer_head"), known("issuer_free")
        self.issuer_for, self.issuer_pair = known("issuer_for"), known("issuer_pair")
        self.issuer_stop = known("issuer_stop")
        # What ends an agency's name: a word with a capital, in small letters.
        self.issuer_ends_capital = known("title_verb", "title_about", "issuer_verb_capital", more=self.type_names)
        self.issuer_ends_small = known("issuer_verb", "title_verb", "title_about", "issuer_stop")
        self.issuer_ends_matter = known("title_verb", "title_about")
        self.constitution, self.congress = known("constitution"), known("congress")
        self.law_word = book.add(LAW_WORDS)
        relations = by_role["relation"]
        self.relation_value: dict[str, Relation] = {
            f"r{at}": rule.value or "mentions" for at, rule in enumerate(relations)
        }
        named = (f"(?P<r{at}>{rule.source})" for at, rule in enumerate(relations))
        self.relation = book.add((), [self._sources["changed"], *named])
        self.automaton = book.automaton()

    def _load_types(self) -> None:
        rows = load_csv("doc_types")
        self.type_names = {fold(row["name"]): row["name"] for row in rows}
        self.folded_types = {name: folded for folded, name in self.type_names.items()}
        self.types_at = Endings(self.type_names)
        self.numbered_at = Endings([*self.type_names, *self._words["number_word"]])
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
            name = words_of(fold(row["name"]))
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


def words_of(folded: str) -> str:
    """The words of a name without its punctuation."""
    return " ".join(_WORD.findall(folded))


@cache
def grammar() -> Grammar:
    return Grammar()
