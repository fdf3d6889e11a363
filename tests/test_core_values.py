"""Values made without checks: the native core and its reference make the same."""

from __future__ import annotations

import copy
import pickle

import pytest

from tdkt_extract import core
from tdkt_extract.core import _values_py
from tdkt_extract.text import Span

_FIELDS = {"start", "end"}


@pytest.mark.parametrize("made", [core.made, _values_py.made])
def test_a_made_value_is_as_a_checked_one(made: object) -> None:
    assert callable(made)
    value, checked = made(Span, _FIELDS, {"start": 2, "end": 5}), Span(start=2, end=5)
    assert value == checked
    assert (hash(value), repr(value)) == (hash(checked), repr(checked))
    assert value.model_dump_json() == checked.model_dump_json()
    assert value.model_fields_set == checked.model_fields_set
    assert copy.deepcopy(value) == pickle.loads(pickle.dumps(value)) == checked
    with pytest.raises(ValueError, match="frozen"):
        value.start = 3


def test_only_a_type_can_be_made() -> None:
    with pytest.raises(TypeError):
        core.made("Span", _FIELDS, {})  # type: ignore[type-var]
