"""The reference implementation of what makes an object without its constructor."""

from __future__ import annotations

from types import GetSetDescriptorType, MemberDescriptorType
from typing import TypeAlias, TypeVar

Slot: TypeAlias = GetSetDescriptorType | MemberDescriptorType
_Object = TypeVar("_Object")


def build(model: type[_Object], slots: tuple[Slot, ...], values: tuple[object, ...]) -> _Object:
    """An object of `model` with each slot set to its value. `slots` are descriptors of `model`, as many as `values`."""
    made = object.__new__(model)
    for slot, value in zip(slots, values, strict=True):
        slot.__set__(made, value)
    return made
