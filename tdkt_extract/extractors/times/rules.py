"""rules/times.toml, checked and compiled."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from ...core import Automaton
from ...rules import load_toml
from ...tokens import TokenizedText
from .beginnings import beginnings
from .places import MARKS, TIMES, Places, Words

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
    """Many rules as one pattern: the first that fits is read. `firsts` are the words that one can begin with."""

    pattern: re.Pattern[str]
    choices: tuple[Choice, ...]
    firsts: frozenset[int] = frozenset()

    def which(self, match: re.Match[str]) -> Choice:
        return self.choices[int(match.lastgroup[1:])]  # type: ignore[index]


class Lexicon(NamedTuple):
    """Everything compiled. `automaton` finds where a unit, a frequency or a duration can begin that `readers` read; a
    heading that is a time begins with one of the words `openings`. The rest reads around times."""

    words: Words
    automaton: Automaton
    readers: Readers
    units: Readers
    links: Alternatives
    next_number: re.Pattern[str]
    before: Alternatives
    part: Alternatives
    clause: dict[str, Alternatives]
    after: dict[str, re.Pattern[str]]
    often: dict[str, re.Pattern[str]]
    often_firsts: frozenset[int]
    relative: tuple[tuple[RelativeRule, re.Pattern[str]], ...]
    relative_firsts: frozenset[int]
    openings: frozenset[int]
    stage: re.Pattern[str]
    subject: re.Pattern[str]
    label: Alternatives
    lead: re.Pattern[str]
    anchor_end: re.Pattern[str]

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
    def __init__(self, parts: dict[str, str], words: Words) -> None:
        self.parts, self.words = parts, words

    def pattern(self, rules: Iterable[Rule], wrap: str = "{}") -> re.Pattern[str]:
        return re.compile(wrap.replace("{}", "|".join(expand(rule.pattern, self.parts) for rule in rules)))

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

    def sought(self, rules: Sequence[Rule], wrap: str = "{}") -> Alternatives:
        return self.alternatives(rules, wrap)._replace(firsts=self.firsts(rules))

    def firsts(self, rules: Iterable[Rule]) -> frozenset[int]:
        phrases = _beginnings(rules, self.parts)
        return frozenset(found for phrase in phrases for found in self.words.ids_of(phrase.split()[0]))


class Readers:
    """Rules by the one or two words that they can begin with. Those of one beginning are one pattern, compiled when it
    is first met."""

    def __init__(self, rules: Sequence[Rule], make: _Compiler) -> None:
        self._rules, self._make = rules, make
        self._compiled: dict[tuple[int, ...], Alternatives] = {}
        found: dict[tuple[int, ...], set[int]] = {}
        for index, rule in enumerate(rules):
            for ids in make.words.phrases(_beginnings([rule], make.parts)):
                found.setdefault(ids, set()).add(index)
        for ids, chosen in found.items():
            chosen.update(found.get(ids[:1], ()))
        # In the order of the rules: the first that fits is read.
        self._orders = {ids: tuple(sorted(chosen)) for ids, chosen in found.items()}

    @property
    def beginnings(self) -> Iterable[tuple[int, ...]]:
        return self._orders

    def at(self, ids: array[int], index: int) -> Alternatives | None:
        """The rules for the place of ids[index]."""
        first = ids[index]
        order = self._orders.get((first, ids[index + 1])) or self._orders.get((first,))
        if order is None:
            return None
        if order not in self._compiled:
            self._compiled[order] = self._make.alternatives([self._rules[number] for number in order])
        return self._compiled[order]


def _by_effect(rules: Iterable[WordRule]) -> dict[str, list[WordRule]]:
    found: dict[str, list[WordRule]] = {}
    for rule in rules:
        found.setdefault(rule.effect, []).append(rule)
    return found


def _beginnings(rules: Iterable[Rule], parts: dict[str, str]) -> set[str]:
    return {phrase for rule in rules for phrase in beginnings(expand(rule.pattern, parts))}


@cache
def lexicon() -> Lexicon:
    file = load_toml("times", TimeRules)
    heading, place = _by_effect(file.heading), _by_effect(file.place)
    timed: list[Rule] = [*file.frequency, *file.unit, *file.duration]
    around = [*file.link, *file.before, *file.clause, *file.often, *file.relative, *heading["stage"], *place["label"]]
    words = Words(_beginnings([*timed, *around], file.parts))
    make = _Compiler(file.parts, words)
    readers = Readers(timed, make)
    part = [rule for rule in file.before if rule.effect == "part"]
    return Lexicon(
        words=words,
        automaton=Automaton(
            [*((ids, TIMES) for ids in readers.beginnings), *((words.ids_of(mark), MARKS) for mark in ".;:()")]
        ),
        readers=readers,
        units=Readers(file.unit, make),
        links=make.sought(file.link),
        next_number=make.pattern(file.number),
        before=make.sought([rule for rule in file.before if rule.effect != "part"], _ENDING),
        part=make.sought(part),
        clause={effect: make.sought(rules) for effect, rules in _by_effect(file.clause).items()},
        after={effect: make.pattern(rules) for effect, rules in _by_effect(file.after).items()},
        often={effect: make.pattern(rules, _ENDING) for effect, rules in _by_effect(file.often).items()},
        often_firsts=make.firsts(file.often),
        relative=tuple((rule, make.pattern([rule])) for rule in file.relative),
        relative_firsts=make.firsts(file.relative),
        openings=make.firsts([*timed, *part, *heading["stage"]]),
        stage=make.pattern(heading["stage"]),
        subject=make.pattern(heading["subject"]),
        label=make.sought(place["label"]),
        lead=make.pattern(place["lead"]),
        anchor_end=make.pattern(place["anchor_end"]),
    )
