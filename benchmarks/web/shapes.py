"""The shapes by name: each makes a page of a plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from .pour import Poured

Make: TypeAlias = "Callable[[Poured], str | bytes]"
SHAPES: dict[str, Make] = {}
LOOSE: set[str] = set()
"""Shapes that hold the plan's words but not its layout: their words are measured, their headline is not held to it."""


def shape(name: str, loose: bool = False) -> Callable[[Make], Make]:
    """Adds the decorated function to the shapes."""

    def add(make: Make) -> Make:
        SHAPES[name] = make
        if loose:
            LOOSE.add(name)
        return make

    return add


def page(name: str, plan: Poured) -> bytes:
    """The page of the plan in the shape, in UTF-8 unless the shape is about encodings."""
    made = SHAPES[name](plan)
    return made if isinstance(made, bytes) else made.encode("utf-8")


from . import carriers, codes, databases, old, portals  # noqa: E402, F401  (they fill SHAPES)
