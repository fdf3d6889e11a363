"""The shapes by name: each makes a page of a plan."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from .pour import Poured

Make: TypeAlias = "Callable[[Poured], str | bytes]"
SHAPES: dict[str, Make] = {}
PLAIN: set[str] = set()
"""Shapes that carry the plan as plain text: what they are held to is what the text gives by itself."""


ROUGH: set[str] = set()
"""Shapes that are measured but held to recall only."""


def shape(name: str, plain: bool = False, rough: bool = False) -> Callable[[Make], Make]:
    """Adds the decorated function to the shapes."""

    def add(make: Make) -> Make:
        SHAPES[name] = make
        if plain:
            PLAIN.add(name)
        if rough:
            ROUGH.add(name)
        return make

    return add


def page(name: str, plan: Poured) -> bytes:
    """The page of the plan in the shape, in UTF-8 unless the shape is about encodings."""
    made = SHAPES[name](plan)
    return made if isinstance(made, bytes) else made.encode("utf-8")


_NAMES = re.compile(r"""\s(?:class|id|role|name)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""")
_TELLING = re.compile(r"<(/?)(?:nav|header|footer|aside|main|article|section)\b")


def nameless(data: bytes) -> bytes:
    """The UTF-8 page without the names that tell what its elements are; pages in other encodings as they are."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return data
    return _TELLING.sub(r"<\1div", _NAMES.sub("", text)).encode("utf-8")


from . import carriers, chance, codes, databases, old, portals  # noqa: E402, F401  (they fill SHAPES)
