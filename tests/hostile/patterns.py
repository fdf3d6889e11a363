"""Strings grown to harm a regular expression, derived from its own repeats, and all expressions of the package.

For each repeat: what may stand before it, its body over and over, and an end that does not fit. An expression that
backtracks takes time that grows with the square of such a string, or worse; so does one that is searched for and
begins at every place anew.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

import tdkt_extract

parser: Any = importlib.import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
MANY = 40
"""A repeat that may come so often counts as one without bound."""
END = "\u2603"


class Pump(NamedTuple):
    lead: str
    body: str

    def grown(self, size: int) -> str:
        return self.lead + self.body * (size // max(1, len(self.body))) + END


def pumps(pattern: re.Pattern[Any]) -> list[Pump]:
    """One for each repeat without bound."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    flags = pattern.flags & ~re.LOCALE & ~re.UNICODE
    return list(dict.fromkeys(_pumps(parser.parse(text, flags), "")))


def _pumps(tree: Any, lead: str) -> Iterator[Pump]:
    for operator, value in tree:
        name = str(operator)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            _, most, inner = value
            if most is parser.MAXREPEAT or most >= MANY:
                for body in _examples(inner):
                    yield Pump(lead, body)
            yield from _pumps(inner, lead)
        elif name == "SUBPATTERN":
            yield from _pumps(value[3], lead)
        elif name == "ATOMIC_GROUP":
            yield from _pumps(value, lead)
        elif name == "BRANCH":
            for branch in value[1]:
                yield from _pumps(branch, lead)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _pumps(value[1], lead)
        lead += _example([(operator, value)])


def _examples(tree: Any) -> set[str]:
    """A few short texts that the tree matches: of a branch, one for each."""
    items = list(tree)
    if len(items) == 1 and str(items[0][0]) == "SUBPATTERN":
        return _examples(items[0][1][3])
    if len(items) == 1 and str(items[0][0]) == "BRANCH":
        return {text for branch in items[0][1][1][:6] for text in _examples(branch)}
    if len(items) == 1 and str(items[0][0]) == "IN":
        return {text for text in map(_of_class, _first_items(items[0][1])) if text}
    text = _example(items)
    return {text} if text else set()


def _first_items(items: Any) -> list[Any]:
    if str(items[0][0]) == "NEGATE":
        return [items]
    return [[item] for item in items[:6]]


def _example(tree: Any) -> str:
    """A short text that the tree matches, look-arounds aside."""
    out = ""
    for operator, value in tree:
        name = str(operator)
        if name == "LITERAL":
            out += chr(value)
        elif name == "NOT_LITERAL":
            out += "a" if value != ord("a") else "b"
        elif name == "ANY":
            out += "a"
        elif name == "IN":
            out += _of_class(value)
        elif name == "BRANCH":
            out += _example(value[1][0])
        elif name == "SUBPATTERN":
            out += _example(value[3])
        elif name == "ATOMIC_GROUP":
            out += _example(value)
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            out += _example(value[2]) * max(value[0], 1 if value[1] else 0)
    return out


def _of_class(items: Any) -> str:
    """A character of the class."""
    source = [item for item in items if str(item[0]) != "NEGATE"]
    negated = len(source) < len(items)
    if negated:
        return next((char for char in "a1 Ạ.\n-" if not any(_holds(item, char) for item in source)), "")
    for item in source:
        found = next((char for char in "a1 \nẠ.-_" if _holds(item, char)), None)
        if found:
            return found
        if str(item[0]) in ("LITERAL", "RANGE"):
            return chr(item[1] if str(item[0]) == "LITERAL" else item[1][0])
    return ""


def _holds(item: Any, char: str) -> bool:
    name, value = str(item[0]), item[1]
    if name == "LITERAL":
        return ord(char) == value
    if name == "RANGE":
        return bool(value[0] <= ord(char) <= value[1])
    if name == "CATEGORY":
        kind = str(value).removeprefix("CATEGORY_")
        tests = {"DIGIT": char.isdigit(), "SPACE": char.isspace(), "WORD": char.isalnum() or char == "_"}
        return not tests[kind[4:]] if kind.startswith("NOT_") else tests[kind]
    return False


def expressions() -> dict[re.Pattern[Any], str]:
    """The expressions that the package compiles, by the module that does: on import, and on reading the samples. To be
    called before any of it is imported."""
    found: dict[re.Pattern[Any], str] = {}
    compile_ = re.compile

    def recorded(pattern: Any, flags: Any = 0) -> re.Pattern[Any]:
        made: re.Pattern[Any] = compile_(pattern, flags)
        module = sys._getframe(1).f_globals.get("__name__", "")
        if module.startswith("tdkt_extract"):
            found.setdefault(made, module)
        return made

    re.compile = recorded  # type: ignore[assignment]
    try:
        for module in pkgutil.walk_packages(tdkt_extract.__path__, "tdkt_extract."):
            if not module.name.startswith(("tdkt_extract.spacy", "tdkt_extract.__main__")):
                importlib.import_module(module.name)
        from . import samples
        from .outcome import outcome

        for reader in ("docx", "html", "md", "odt", "pdf", "rtf", "txt", "mail", "xlsx", "ods"):
            for data in samples(reader):
                outcome(data)
    finally:
        re.compile = compile_
    return found
