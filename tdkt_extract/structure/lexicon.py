"""Heading kinds, attribute labels and table columns: the words of structure, compiled from rules/."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from ..normalise import fold
from ..rules import first_of, load_toml, which
from ..schema import SectionKind

Gives = Literal["lead", "coordinate", "implement", "time", "content", "other", "ordinal", "work", "product"]


class HeadingRule(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: SectionKind
    scope: Literal["top", "any"]
    pattern: str
    examples: list[str]
    counter_examples: list[str]


class LabelRule(BaseModel):
    model_config = ConfigDict(extra="forbid")
    gives: Gives
    pattern: str
    examples: list[str]
    counter_examples: list[str]


class HeadingRules(BaseModel):
    model_config = ConfigDict(extra="forbid")
    rule: list[HeadingRule]


class LabelRules(BaseModel):
    model_config = ConfigDict(extra="forbid")
    attribute: list[LabelRule]
    column: list[LabelRule]


@cache
def heading_rules() -> tuple[tuple[HeadingRule, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(rule.pattern)) for rule in load_toml("headings", HeadingRules).rule)


@cache
def label_rules() -> tuple[
    tuple[tuple[LabelRule, re.Pattern[str]], ...], tuple[tuple[LabelRule, re.Pattern[str]], ...]
]:
    """The attribute labels and the column heads."""
    rules = load_toml("attributes", LabelRules)
    attributes = tuple((rule, re.compile(rule.pattern)) for rule in rules.attribute)
    return attributes, tuple((rule, re.compile(rule.pattern)) for rule in rules.column)


@cache
def _heading(at_top: bool) -> tuple[re.Pattern[str], tuple[SectionKind, ...]]:
    rules = [rule for rule, _ in heading_rules() if at_top or rule.scope == "any"]
    return first_of(rule.pattern for rule in rules), tuple(rule.kind for rule in rules)


def heading_kind(folded: str, parent: SectionKind | None) -> SectionKind | None:
    """The kind that the title's own words say, or None: then the heading has its parent's."""
    pattern, kinds = _heading(parent in (None, "appendix"))
    match = pattern.match(folded)
    return kinds[which(match)] if match else None


@cache
def _attribute() -> tuple[re.Pattern[str], tuple[Gives, ...]]:
    rules = [rule for rule, _ in label_rules()[0]]
    return first_of(rule.pattern for rule in rules), tuple(rule.gives for rule in rules)


def attribute(folded_label: str) -> Gives | None:
    """What an attribute label gives, or None where it is no such label."""
    label = folded_label.strip(" :.-")
    if len(label) > 60:
        return None
    pattern, gives = _attribute()
    match = pattern.fullmatch(label)
    return gives[which(match)] if match else None


_BARE_TIME = re.compile(
    r"thời (?:gian|hạn) (?:thực hiện|hoàn thành|hoàn tất|tổ chức|triển khai)\b(?! (?:kế hoạch|của)\b)"
)


def attribute_label(folded: str, start: int, stop: int) -> tuple[Gives, int] | None:
    """What an attribute line gives and where its label ends; “Thời gian thực hiện sau khi …” may lack the colon."""
    colon = folded.find(":", start, min(stop, start + 70))
    if colon > 0:
        gives = attribute(folded[start:colon])
        if gives is not None:
            return gives, colon
    bare = _BARE_TIME.match(folded, start, stop) if colon < 0 or colon < stop - 1 else None
    return ("time", bare.end() - 1) if bare and stop - start < 160 else None


_BRACKET = re.compile(r"\s*[(\[][^)\]]*[)\]]?")


@cache
def column(head: str) -> Gives | None:
    """What a table column holds, by its head's words."""
    words = " ".join(_BRACKET.sub(" ", fold(head)).split()).strip(" :.;,-")
    if not words or len(words) > 80:
        return None
    for rule, pattern in label_rules()[1]:
        if pattern.fullmatch(words):
            return rule.gives
    return None
