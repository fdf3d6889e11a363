"""Loads what is known about the language: TOML checked against a schema, CSV with a header row.

Each file is loaded once, on first use; a wrong file is a RuleError that names it. The files travel in the package.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import RuleError

if TYPE_CHECKING:
    from pydantic import BaseModel

FOLDER = Path(__file__).parent
Model = TypeVar("Model", bound="BaseModel")


@cache
def _toml(name: str) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        return tomllib.loads(FOLDER.joinpath(f"{name}.toml").read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"rules/{name}.toml: {error}") from error


def load_toml(name: str, model: type[Model]) -> Model:
    """rules/<name>.toml as a `model`. The caller keeps the result."""
    from pydantic import ValidationError

    try:
        return model.model_validate(_toml(name))
    except ValidationError as error:
        raise RuleError(f"rules/{name}.toml: {error}") from error


def first_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern that matches as the first of `patterns` that does; `which` says the index of that one."""
    return re.compile("|".join(f"(?P<_{index}>{pattern})" for index, pattern in enumerate(patterns)))


def which(match: re.Match[str]) -> int:
    """The index of the pattern, among those of `first_of`, that matched."""
    return int((match.lastgroup or "_0")[1:])


@cache
def load_csv(name: str) -> tuple[dict[str, str], ...]:
    """The rows of rules/<name>.csv as dictionaries; lines that begin with # are comments."""
    text = FOLDER.joinpath(f"{name}.csv").read_text("utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    rows = tuple(csv.DictReader(lines))
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise RuleError(f"rules/{name}.csv: row {number} has a wrong number of fields: {row}")
    return rows
