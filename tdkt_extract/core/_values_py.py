"""The reference implementation of how public values are made."""

from __future__ import annotations

from typing import Any, TypeVar

_Model = TypeVar("_Model")
_set = object.__setattr__


def made(model: type[_Model], fields: set[str], values: dict[str, Any]) -> _Model:
    """A value of a pydantic model without its checks; `values` has all fields, in the order of the model."""
    value = object.__new__(model)
    _set(value, "__dict__", values)
    _set(value, "__pydantic_fields_set__", fields)
    _set(value, "__pydantic_extra__", None)
    _set(value, "__pydantic_private__", None)
    return value
