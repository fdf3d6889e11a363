"""What a reader is, and the limits every reader keeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..text import RawDocument


@dataclass(frozen=True, slots=True)
class Options:
    """Limits and choices of one extraction. `max_bytes` bounds the file, `max_unpacked` what it unpacks to."""

    max_bytes: int = 100 * 2**20
    max_unpacked: int = 400 * 2**20
    max_pages: int = 5000


def in_bytes(size: int) -> str:
    """`size` for a message, in the largest unit that it fills."""
    for unit, name in ((2**20, "MB"), (2**10, "KB")):
        if size >= unit:
            return f"{size / unit:.4g} {name}"
    return f"{size} byte"


@dataclass(frozen=True, slots=True)
class Reader:
    """A format. `recognise` gives from 0 (not this format) to 1 (certainly) from the content alone; `read` gives the
    blocks or raises ReadError. Neither imports a heavy library at module level."""

    name: str
    media_type: str
    suffixes: tuple[str, ...]
    recognise: Callable[[bytes], float]
    read: Callable[[bytes, str, Options], RawDocument]
