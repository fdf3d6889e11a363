"""rules/times.toml, checked and compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from ...core import Automaton
from ...rules import load_toml
from ...tokens import TokenizedText
from .beginnings import beginnings
from .places import Places, Words

Granularity = Literal["day", "month", "months", "quarter", "half", "year", "school"]
Effect = Literal[
    "part", "cited", "matter", "deadline", "deadline_within", "when", "within", "since", "done", "held", "until",
    "attribute", "commemorated", "owned", "completed", "noun", "verb", "state", "deed", "stage", "subject", "label",
    "lead", "anchor_end", "open", "recur", "next_year", "range", "list",
]  # fmt: skip


class Rule(BaseModel):
    """A pattern with what it must and must not find."""

    model_config = ConfigDict(extra="forbid")
    pattern: str
    examples: list[str] = Field(min_length=1)
    counter_examples: list[str] = Field(min_length=1)


class UnitRule(Rule):
    id: str
    gran: Granularity
    bare: bool = False


class FrequencyRule(Rule):
    id: str
    value: str | None = None


class WordRule(Rule):
    effect: Effect
    mod: Literal["BEFORE", "END"] | None = None


class RelativeRule(Rule):
    mod: Literal["BEFORE", "END"]


class TimeRules(BaseModel):
    """The file. Its tables are explained there."""

    model_config = ConfigDict(extra="forbid")
    parts: dict[str, str]
    unit: list[UnitRule]
    frequency: list[FrequencyRule]
    duration: list[Rule]
    link: list[WordRule]
    number: list[Rule]
    before: list[WordRule]
    clause: list[WordRule]
    after: list[WordRule]
    often: list[WordRule]
    relative: list[RelativeRule]
    heading: list[WordRule]
    place: list[WordRule]


class Choice(NamedTuple):
    """A rule, and which groups of the common pattern are its own named ones."""

    rule: Rule
    groups: dict[str, int]

    def said(self, match: re.Match[str]) -> dict[str, str]:
        return {name: match[group] or "" for name, group in self.groups.items()}


class Alternatives(NamedTuple):
    """Many rules as one pattern: the first that fits is read."""

    pattern: re.Pattern[str]
    choices: tuple[Choice, ...]

    def which(self, match: re.Match[str]) -> Choice:
        return self.choices[int(match.lastgroup[1:])]  # type: ignore[index]


Readers: TypeAlias = "dict[tuple[int, ...], Alternatives]"
"""The rules that can begin with one word or with two, by the ids of these."""


class Sought(NamedTuple):
    """Rules as one pattern, and what the places are called where it can begin."""

    rules: Alternatives
    place: int

    @property
    def pattern(self) -> re.Pattern[str]:
        return self.rules.pattern


class Lexicon(NamedTuple):
    """Everything compiled. `readers` and `units` read a unit, a frequency or a duration where one can begin, which are
    the places of the first set; in those of `openings` a heading can begin that is a time. The rest reads around them."""

    words: Words
    automaton: Automaton
    readers: Readers
    units: Readers
    links: Sought
    next_number: re.Pattern[str]
    before: Sought
    part: Sought
    clause: dict[str, Sought]
    after: dict[str, re.Pattern[str]]
    often: dict[str, Sought]
    relative: tuple[tuple[RelativeRule, re.Pattern[str], int], ...]
    openings: int
    stage: Sought
    subject: re.Pattern[str]
    label: Sought
    lead: re.Pattern[str]
    anchor_end: re.Pattern[str]
    sentence_marks: int
    clause_marks: int

    def places(self, document: TokenizedText) -> Places:
        return Places(document, self.words, self.automaton)


_PART = re.compile(r"\{([a-z_]+)\}")
_NAMED = re.compile(r"\(\?P<(\w+)>")
# What stands right before a time ends where the time begins.
_ENDING = r"(?:{}) ?\Z"


def expand(pattern: str, parts: dict[str, str]) -> str:
    """`pattern` with its {parts} put in; parts may hold parts."""
    while found := _PART.search(pattern):
        pattern = f"{pattern[: found.start()]}{parts[found.group(1)]}{pattern[found.end() :]}"
    return pattern


class _Compiler:
    """Compiles rules and gathers the words that they begin with, in a set of phrases for each place."""

    def __init__(self, parts: dict[str, str]) -> None:
        self.parts = parts
        self.sets: list[set[str]] = []

    def pattern(self, rules: Iterable[Rule]) -> re.Pattern[str]:
        return re.compile("|".join(expand(rule.pattern, self.parts) for rule in rules))

    def alternatives(self, rules: Sequence[Rule], wrap: str = "{}") -> Alternatives:
        """Rule n is the group rn, its own groups are d_n, m_n …"""
        each = "|".join(f"(?P<r{index}>{self._marked(rule, index)})" for index, rule in enumerate(rules))
        pattern = re.compile(wrap.replace("{}", each))
        groups: list[dict[str, int]] = [{} for _ in rules]
        for name, group in pattern.groupindex.items():
            own, separator, index = name.rpartition("_")
            if separator:
                groups[int(index)][own] = group
        return Alternatives(pattern, tuple(map(Choice, rules, groups)))

    def _marked(self, rule: Rule, index: int) -> str:
        return _NAMED.sub(rf"(?P<\g<1>_{index}>", expand(rule.pattern, self.parts))

    def beginnings(self, rule: Rule) -> frozenset[str]:
        return beginnings(expand(rule.pattern, self.parts))

    def place(self, rules: Iterable[Rule]) -> int:
        return self.phrases({phrase for rule in rules for phrase in self.beginnings(rule)})

    def phrases(self, phrases: set[str]) -> int:
        self.sets.append(phrases)
        return len(self.sets) - 1

    def sought(self, rules: Sequence[Rule], wrap: str = "{}") -> Sought:
        return Sought(self.alternatives(rules, wrap), self.place(rules))

    def by_effect(self, rules: Iterable[WordRule], wrap: str = "{}") -> dict[str, Sought]:
        return {effect: self.sought(found, wrap) for effect, found in _by_effect(rules).items()}

    def by_beginning(self, rules: Sequence[Rule], words: Words) -> Readers:
        found: dict[tuple[int, ...], set[int]] = {}
        for index, rule in enumerate(rules):
            for ids in words.phrases(self.beginnings(rule)):
                found.setdefault(ids, set()).add(index)
        compiled: dict[tuple[int, ...], Alternatives] = {}
        readers: Readers = {}
        for ids, chosen in found.items():
            # In their order, the first that fits is read.
            order = tuple(sorted(chosen | found.get(ids[:1], set())))
            if order not in compiled:
                compiled[order] = self.alternatives([rules[index] for index in order])
            readers[ids] = compiled[order]
        return readers


def _by_effect(rules: Iterable[WordRule]) -> dict[str, list[WordRule]]:
    found: dict[str, list[WordRule]] = {}
    for rule in rules:
        found.setdefault(rule.effect, []).append(rule)
    return found


@cache
def lexicon() -> Lexicon:
    file = load_toml("times", TimeRules)
    make = _Compiler(file.parts)
    heading, place = _by_effect(file.heading), _by_effect(file.place)
    timed: list[Rule] = [*file.frequency, *file.unit, *file.duration]
    part_of = [rule for rule in file.before if rule.effect == "part"]
    others = [rule for rule in file.before if rule.effect != "part"]
    make.place(timed)
    openings = make.place([*timed, *part_of, *heading["stage"]])
    links, label, stage = make.sought(file.link), make.sought(place["label"]), make.sought(heading["stage"])
    part, before = make.sought(part_of), make.sought(others, _ENDING)
    clause, often = make.by_effect(file.clause), make.by_effect(file.often, _ENDING)
    sentence_marks, clause_marks = make.phrases({".", ";", ":"}), make.phrases({".", ";", ":", "(", ")"})
    relative = tuple((rule, make.pattern([rule]), make.place([rule])) for rule in file.relative)
    # All that is sought is known.
    words = Words(set().union(*make.sets))
    return Lexicon(
        words=words,
        automaton=Automaton(
            (ids, number) for number, phrases in enumerate(make.sets) for ids in words.phrases(phrases)
        ),
        openings=openings,
        readers=make.by_beginning(timed, words),
        units=make.by_beginning(file.unit, words),
        next_number=make.pattern(file.number),
        clause=clause,
        often=often,
        after={effect: make.pattern(rules) for effect, rules in _by_effect(file.after).items()},
        relative=relative,
        subject=make.pattern(heading["subject"]),
        lead=make.pattern(place["lead"]),
        anchor_end=make.pattern(place["anchor_end"]),
        sentence_marks=sentence_marks,
        clause_marks=clause_marks,
        links=links,
        before=before,
        part=part,
        stage=stage,
        label=label,
    )
