"""Valid files -> damaged ones, the same ones every time."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

_FLIPPED = 40
_HOLES = 20


def truncated(data: bytes) -> Iterator[bytes]:
    """Cut at every 5 %."""
    for percent in range(5, 100, 5):
        yield data[: len(data) * percent // 100]


def flipped(data: bytes) -> Iterator[bytes]:
    """With one to thirty bits turned."""
    rng = random.Random(len(data))
    for _ in range(_FLIPPED):
        changed = bytearray(data)
        for _ in range(rng.randrange(1, 31)):
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
        yield bytes(changed)


def holed(data: bytes) -> Iterator[bytes]:
    """With a block lost to a bad sector, or zeroed."""
    rng = random.Random(-len(data))
    for at in range(_HOLES):
        size = rng.randrange(1, max(2, len(data) // 4))
        start = rng.randrange(len(data))
        yield data[:start] + (bytes(size) if at % 2 else b"") + data[start + size :]


KINDS: dict[str, Callable[[bytes], Iterator[bytes]]] = {"truncated": truncated, "flipped": flipped, "holed": holed}
