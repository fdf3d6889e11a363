"""Objects made without their constructor: both implementations make the same."""

from __future__ import annotations

from collections.abc import Callable
from types import MemberDescriptorType
from typing import Any

import pytest

from tdkt_extract import core
from tdkt_extract.core import _build_py as reference
from tdkt_extract.text import Span, TxtLocator, line_place


class Slotted:
    __slots__ = ("__dict__", "first", "second")
    first: MemberDescriptorType
    second: MemberDescriptorType


SLOTS = (Slotted.first, Slotted.second, Slotted.__dict__["__dict__"])
Build = Callable[..., Any]
both = pytest.mark.parametrize("build", [core.build, reference.build], ids=["chosen", "reference"])


@both
def test_sets_each_slot(build: Build) -> None:
    kept = object()
    made = build(Slotted, SLOTS, (kept, None, {"more": 1}))
    assert type(made) is Slotted
    assert made.first is kept
    assert made.second is None
    assert made.more == 1


@both
@pytest.mark.parametrize(
    ("model", "slots", "values", "error"),
    [
        (Slotted, SLOTS, (1, 2), ValueError),
        (Slotted, SLOTS[:1], (1, 2), ValueError),
        (Slotted, SLOTS, (1, 2, "no dictionary"), TypeError),
        (5, SLOTS, (1, 2, {}), TypeError),
        (Span, SLOTS[:1], (1,), TypeError),
    ],
)
def test_refuses_what_does_not_fit(build: Build, model: type, slots: Any, values: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        build(model, slots, values)


def test_values_are_those_of_the_constructor() -> None:
    assert Span.of(3, 8) == Span(start=3, end=8)
    assert Span.of(3, 8).model_dump() == {"start": 3, "end": 8}
    assert line_place(7) == TxtLocator(line=7)
    assert line_place(7).model_copy(update={"line": 8}) == line_place(8)
