"""The rules of rules/tasks.toml, compiled."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel, ConfigDict

from ..rules import load_toml


class TaskRule(BaseModel):
    """`why` says what a paragraph is that matches `pattern`."""

    model_config = ConfigDict(extra="forbid")
    id: str
    why: str
    pattern: str
    examples: list[str]
    counter_examples: list[str]


class TaskRules(BaseModel):
    model_config = ConfigDict(extra="forbid")
    rule: list[TaskRule]


@cache
def task_rules() -> dict[str, re.Pattern[str]]:
    """Pattern by rule id."""
    return {rule.id: re.compile(rule.pattern) for rule in load_toml("tasks", TaskRules).rule}


@cache
def any_of(rules: tuple[str, ...]) -> re.Pattern[str]:
    """Matches where one of the rules does."""
    return re.compile("|".join(f"(?:{task_rules()[rule].pattern})" for rule in rules))


def says(rule: str, folded: str) -> bool:
    """Whether the folded paragraph begins as the rule says."""
    return task_rules()[rule].match(folded) is not None
