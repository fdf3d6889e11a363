"""Files made to harm, made when they are needed: never stored.

A *case* is an attack on one reader with the outcome that it must have; a *sample* is a small valid file of a format,
from which the damaged files (cut at every 5 %, bytes flipped) and the fuzzer's first inputs are made.

To prove a new reader: a module `make_<format>.py` here with one `@sample` and what attacks suit the format as `@case`;
modules are found by that name.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

BY_OTHERS = frozenset(("doc", "xls", "image"))
"""Readers that hand the file to another program: their samples are stubs, and no plan is asked of them here."""
SECONDS = 20.0
MEGABYTES = 1024


@dataclass(frozen=True, slots=True)
class Case:
    """`make(size)` gives the file; `full` is the size that the benchmark takes and `small` the one of the tests, both
    large enough for `expect`: the code of an error, or "plan" and the warnings that it must have ("plan truncated").
    `options` are fields of `Options` that differ from the defaults."""

    name: str
    reader: str
    make: Callable[[int], bytes]
    expect: str
    full: int
    small: int
    options: Mapping[str, int | float | str] = field(default_factory=dict)


CASES: dict[str, Case] = {}
SAMPLES: dict[str, list[Callable[[], bytes]]] = {}


def case(
    reader: str, expect: str, *, full: int = 0, small: int | None = None, **options: int | float | str
) -> Callable[[Callable[[int], bytes]], Callable[[int], bytes]]:
    """Registers a maker under its own name."""

    def register(make: Callable[[int], bytes]) -> Callable[[int], bytes]:
        name = f"{reader}: {make.__name__.replace('_', ' ')}"
        assert name not in CASES, name
        CASES[name] = Case(name, reader, make, expect, full, full if small is None else small, options)
        return make

    return register


def sample(reader: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Registers a maker of a small valid file."""

    def register(make: Callable[[], bytes]) -> Callable[[], bytes]:
        SAMPLES.setdefault(reader, []).append(make)
        return make

    return register


@cache
def load() -> None:
    """Imports the makers."""
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("make_"):
            importlib.import_module(f"{__name__}.{module.name}")


def cases() -> dict[str, Case]:
    load()
    return CASES


def samples(reader: str) -> list[bytes]:
    load()
    return [make() for make in SAMPLES.get(reader, ())]
