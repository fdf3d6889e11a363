"""rules/times.toml, checked and compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from ..rules import load_toml

Granularity = Literal["day", "month", "months", "quarter", "half", "year", "school"]
Effect = Literal[
    "part", "cited", "matter", "deadline", "deadline_within", "when", "within", "since", "done", "held", "until",
    "attribute", "commemorated", "owned", "completed", "noun", "verb", "state", "deed", "stage", "subject", "label", "lead", "anchor_end",
    "open", "recur", "next_year", "range", "list",
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
    link: list[WordRule]
    before: list[WordRule]
    clause: list[WordRule]
    after: list[WordRule]
    often: list[WordRule]
    relative: list[RelativeRule]
    heading: list[WordRule]
    place: list[WordRule]


AnyRule = TypeVar("AnyRule", bound=Rule)
_PART = re.compile(r"\{([a-z_]+)\}")
_NAMED = re.compile(r"\(\?P<\w+>")


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
class Lexicon:
    """Everything compiled. `atoms` finds units, frequencies and durations; the rest reads around them."""

    atoms: Alternatives
    units: Alternatives
    links: Alternatives
    before: Alternatives
    part: re.Pattern[str]
    part_at: re.Pattern[str]
    clause: dict[str, re.Pattern[str]]
    after: dict[str, re.Pattern[str]]
    often: dict[str, re.Pattern[str]]
    relative: tuple[Choice, ...]
    stage: re.Pattern[str]
    subject: re.Pattern[str]
    label: re.Pattern[str]
    lead: re.Pattern[str]
    anchor_end: re.Pattern[str]
    next_number: re.Pattern[str]


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


class DurationRule(Rule):
    """A stretch of time such as “15 ngày làm việc”: a deadline when an event stands beside it."""


@cache
def lexicon() -> Lexicon:
    file = load_toml("times", TimeRules)
    parts = file.parts
    duration = DurationRule(pattern=r"{amount} {duration}(?!\w| ?\d)", examples=["15 ngày"], counter_examples=["0 ngày 5"])
    words = [rule for rule in file.before if rule.effect != "part"]
    place = _by_effect(file.place, parts)
    heading = _by_effect(file.heading, parts)
    part = _by_effect((rule for rule in file.before if rule.effect == "part"), parts)["part"]
    return Lexicon(
        atoms=_alternatives([*file.frequency, *file.unit, duration], parts),
        units=_alternatives(file.unit, parts),
        links=_alternatives(file.link, parts),
        before=_alternatives(words, parts, r"(?<!\w)(?:{}) ?\Z"),
        part=re.compile(rf"(?<!\w)(?:{part.pattern})\Z"),
        part_at=part,
        clause=_by_effect(file.clause, parts),
        after=_by_effect(file.after, parts),
        often=_by_effect((rule for rule in file.often), parts, r"(?<!\w)(?:{})\Z"),
        relative=tuple(Choice(rule, re.compile(expand(rule.pattern, parts))) for rule in file.relative),
        stage=heading["stage"],
        subject=heading["subject"],
        label=re.compile(rf"(?<!\w){place['label'].pattern}\Z"),
        lead=place["lead"],
        anchor_end=place["anchor_end"],
        next_number=re.compile(
            expand(
                r"(?:0?(?P<n>\d{1,2})|(?P<roman>[i1l]v|[il]{1,3}))(?!\w)(?:{of_year}(?P<y>{year}))?"
                r"(?= ?[,;:.)(]|\Z| và | đến |-| -| hằng | hàng | mỗi | năm | trong | \+| &)",
                parts,
            )
        ),
    )
