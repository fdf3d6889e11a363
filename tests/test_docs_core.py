"""What docs/core.md shows is what comes out."""

from __future__ import annotations

import ast
import re

import pytest
from conftest import ROOT

from tdkt_extract import core

TEXT = (ROOT / "docs" / "core.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_examples(number: int) -> None:
    """An expression with a value behind it in a comment, on its line or below it, has that value."""
    names: dict[str, object] = {"core": core}
    lines = BLOCKS[number].splitlines()
    checked = 0
    for at, line in enumerate(lines):
        code, _, said = line.partition("  # ")
        if not said and at + 1 < len(lines) and lines[at + 1].startswith("# "):
            said = lines[at + 1][2:]
        if not code.strip() or code.startswith("#"):
            continue
        try:
            value = eval(code, names)
        except SyntaxError:
            exec(code, names)
            continue
        try:
            expected = ast.literal_eval(said)
        except (SyntaxError, ValueError):
            continue  # said in words
        assert value == expected, code
        checked += 1
    assert checked >= 2


def test_every_kind_is_explained() -> None:
    for kind in core.Kind:
        assert f"`{kind.name}`" in TEXT


def test_every_public_name_is_spoken_of_or_internal() -> None:
    internal = {
        "FELL_BACK",
        "Segmenter",
        "Spans",
        "Tokens",
        "Kind",
        "atoms",
        "in_capitals",
        "count_small",
        "fold",
        "is_plain",
        "made",
    }
    for name in set(core.__all__) - internal:
        assert re.search(rf"\b{name}\b", TEXT), name
