"""What libxml2 would need for a tree, reckoned before it makes one."""

from __future__ import annotations

import re

from ..errors import LimitError
from .base import Job, in_bytes

_MANY = 4 * 2**20
_MOST = 500 * 2**20
_AN_ELEMENT, _AN_ATTRIBUTE = 130, 220


def refuse_many_elements(elements: int, attributes: int, job: Job, part: str = "") -> None:
    """LimitError for a tree of half a gigabyte: eight million empty elements need 30 MB of text."""
    tree = elements * _AN_ELEMENT + attributes * _AN_ATTRIBUTE
    if tree > _MOST:
        detail = f"{part} {in_bytes(tree)} > {in_bytes(_MOST)} (elements)".lstrip()
        raise LimitError("too-long", job.name, detail=detail)


def refuse_bytes(data: bytes, job: Job, part: str = "") -> None:
    if len(data) > _MANY:
        refuse_many_elements(data.count(b"<"), data.count(b"="), job, part)


_LONG_TAG, _MOST_ATTRIBUTES = 20_000, 4000
_LONG = re.compile(rf"(?<=<)[^\W\d_][^<>]{{{_LONG_TAG},}}")


def refuse_text(text: str, job: Job) -> None:
    """As for bytes; and a tag of so many attributes that libxml2, which compares each with all, takes minutes."""
    if len(text) > _MANY:
        refuse_many_elements(text.count("<"), text.count("="), job)
    if len(text) > _LONG_TAG:
        for match in _LONG.finditer(text):
            tag = match[0]
            if max(tag.count("="), len(tag.split())) > _MOST_ATTRIBUTES:
                raise LimitError("too-long", job.name, detail=f"> {_MOST_ATTRIBUTES} attributes")
