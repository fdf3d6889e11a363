"""Stable ids: equal on every run and machine, unchanged when an unrelated paragraph changes."""

from __future__ import annotations

from hashlib import blake2b

_HASH = blake2b(digest_size=5)
JOINT = "\x1f"
"""Stands between the parts of what is hashed; parts joined by it are hashed as if they were given one by one."""


def digest(*parts: str) -> str:
    """Ten hexadecimal digits of the parts."""
    hash = _HASH.copy()
    hash.update(JOINT.join(parts).encode("utf-8", "surrogatepass"))
    return hash.hexdigest()


class Ids:
    """Makes ids and tells equal ones apart by their order (“t-…”, “t-…-2”). One for each document."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def make(self, prefix: str, *parts: str) -> str:
        base = f"{prefix}-{digest(*parts)}"
        count = self._seen.get(base, 0) + 1
        self._seen[base] = count
        return base if count == 1 else f"{base}-{count}"
