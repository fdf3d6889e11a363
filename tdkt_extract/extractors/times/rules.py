"""rules/times.toml, checked and compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from ...rules import load_toml

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


class Scan(BaseModel):
    model_config = ConfigDict(extra="forbid")
    heads: list[str]
    words: list[str]
    rare: str


class TimeRules(BaseModel):
    """The file. Its tables are explained there."""

    model_config = ConfigDict(extra="forbid")
    parts: dict[str, str]
    scan: Scan
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
    """A rule and its own pattern: the one with the named groups."""

    rule: Rule
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Many rules as one pattern: finds where, then says which."""

    pattern: re.Pattern[str]
    choices: tuple[Choice, ...]

    def which(self, match: re.Match[str]) -> Choice:
        return self.choices[int(match.lastgroup[1:])]  # type: ignore[index]


@dataclass(frozen=True, slots=True)
class Anchors:
    """Finds the places where a time can begin. Group 1 is matched at a number; group n > 1 behind a letter of a word
    that begins `offsets[n]` before that letter. `heads` are words that may stand before a number, longest first."""

    pattern: re.Pattern[str]
    offsets: tuple[int, ...]
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything compiled. `anchors` finds where a time can begin, `atoms` reads a unit, a frequency or a duration
    there; the rest reads around them."""

    anchors: Anchors
    atoms: Alternatives
    units: Alternatives
    links: Alternatives
    next_number: re.Pattern[str]
    before: Alternatives
    part: re.Pattern[str]
    clause: dict[str, re.Pattern[str]]
    after: dict[str, re.Pattern[str]]
    often: dict[str, re.Pattern[str]]
    relative: tuple[Choice, ...]
    heading: dict[str, re.Pattern[str]]
    place: dict[str, re.Pattern[str]]


_PART = re.compile(r"\{([a-z_]+)\}")
_NAMED = re.compile(r"\(\?P<\w+>")
# What stands right before a time ends where the time begins.
_ENDING = r"(?:{}) ?\Z"


def expand(pattern: str, parts: dict[str, str]) -> str:
    """`pattern` with its {parts} put in; parts may hold parts."""
    while found := _PART.search(pattern):
        pattern = f"{pattern[: found.start()]}{parts[found.group(1)]}{pattern[found.end() :]}"
    return pattern


def _alternatives(rules: Sequence[Rule], parts: dict[str, str], wrap: str = "{}") -> Alternatives:
    expanded = [expand(rule.pattern, parts) for rule in rules]
    each = "|".join(f"(?P<r{index}>{_NAMED.sub('(?:', pattern)})" for index, pattern in enumerate(expanded))
    choices = tuple(Choice(rule, re.compile(pattern)) for rule, pattern in zip(rules, expanded, strict=True))
    return Alternatives(re.compile(wrap.replace("{}", each)), choices)


def _by_effect(rules: Iterable[WordRule], parts: dict[str, str], wrap: str = "{}") -> dict[str, re.Pattern[str]]:
    texts: dict[str, list[str]] = {}
    for rule in rules:
        texts.setdefault(rule.effect, []).append(expand(rule.pattern, parts))
    return {effect: re.compile(wrap.replace("{}", "|".join(found))) for effect, found in texts.items()}


def _anchors(scan: Scan) -> Anchors:
    tails: dict[str, list[str]] = {}
    offsets = [0, 0]
    at_of = {word: word.index(min(set(word) & set(scan.rare), key=scan.rare.index)) for word in scan.words}
    for word in sorted(scan.words, key=lambda word: word[at_of[word]]):
        at = at_of[word] + 1
        tails.setdefault(word[at - 1], []).append(f"(?<={re.escape(word[:at])})({re.escape(word[at:])})")
        offsets.append(at - 1)
    # One class, then what follows from the letter found: `re` runs over the text with a table.
    stops = re.escape("".join(tails))
    branches = "|".join(f"(?<={re.escape(letter)})(?:{'|'.join(found)})" for letter, found in tails.items())
    pattern = f"[0-9{stops}](?:(?<=[0-9])([0-9]*)|{branches})"
    return Anchors(re.compile(pattern), tuple(offsets), tuple(sorted(scan.heads, key=len, reverse=True)))


@cache
def lexicon() -> Lexicon:
    file = load_toml("times", TimeRules)
    parts = file.parts
    words = [rule for rule in file.before if rule.effect != "part"]
    return Lexicon(
        anchors=_anchors(file.scan),
        atoms=_alternatives([*file.frequency, *file.unit, *file.duration], parts),
        units=_alternatives(file.unit, parts),
        links=_alternatives(file.link, parts),
        next_number=re.compile(expand(file.number[0].pattern, parts)),
        before=_alternatives(words, parts, _ENDING),
        part=_by_effect((rule for rule in file.before if rule.effect == "part"), parts)["part"],
        clause=_by_effect(file.clause, parts),
        after=_by_effect(file.after, parts),
        often=_by_effect(file.often, parts, _ENDING),
        relative=tuple(Choice(rule, re.compile(expand(rule.pattern, parts))) for rule in file.relative),
        heading=_by_effect(file.heading, parts),
        place=_by_effect(file.place, parts),
    )
