"""What a reader is, and the limits every reader keeps."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from ..errors import LimitError
from ..text import RawDocument


@dataclass(frozen=True, slots=True)
class Options:
    """Limits and choices of one extraction.

    `max_bytes` bounds the file, `max_unpacked` what it unpacks to, in bytes; `max_chars` the document's characters,
    with twenty more for each paragraph, which costs what twenty do though it may have one; `max_pages` a PDF's or
    scan's pages; `max_pixels` an image or a page that is drawn to be recognised; `max_depth` how deep elements and
    tables lie in each other; `max_seconds` the time, `max_memory` the bytes by which the process grows meanwhile: both
    are looked at between steps, so that a step may pass them a little.
    `ocr`: recognise the text of images "auto" where there is no text to read, "never", or "always".
    `ocr_jobs`: pages recognised at once, each by one thread; 0 for one a core.

    With the defaults no text of words, numbers, headings, cells or citations packed as densely as they go takes a
    gigabyte or twenty seconds; two thousand pages of a plan are within them.
    """

    max_bytes: int = 100 * 2**20
    max_unpacked: int = 400 * 2**20
    max_chars: int = 4_000_000
    max_pages: int = 5000
    max_pixels: int = 60_000_000
    max_depth: int = 200
    max_seconds: float = 3600.0
    max_memory: int = 800 * 2**20
    ocr: Literal["auto", "never", "always"] = "auto"
    ocr_jobs: int = 0


@dataclass(slots=True)
class Job:
    """One extraction as the readers see it: what the file is called in errors, and what may be spent on it."""

    name: str
    options: Options = field(default_factory=Options)
    depth: int = 0
    _begun: float = field(default_factory=time.monotonic)
    _memory: int = field(default_factory=lambda: memory_in_use())
    _ticks: int = 0
    _looked: float = 0.0

    def check(self) -> None:
        """Raises LimitError when the time or the memory is spent. Cheap enough for each page, part or table."""
        now = time.monotonic()
        if now - self._looked < _BETWEEN_LOOKS:
            return
        self._looked = now
        spent = now - self._begun
        if spent > self.options.max_seconds:
            raise LimitError("too-slow", self.name, detail=f"{spent:.0f} s > {self.options.max_seconds:.0f} s")
        grown = memory_in_use() - self._memory
        if grown > self.options.max_memory:
            detail = f"{in_bytes(grown)} > {in_bytes(self.options.max_memory)}"
            raise LimitError("too-much-memory", self.name, detail=detail)

    def tick(self) -> None:
        """`check`, once in a while: for each paragraph or element."""
        self._ticks += 1
        if not self._ticks % _A_LOOK:
            self.check()

    def check_length(self, characters: int, paragraphs: int = 0) -> None:
        """Raises LimitError for more text than is allowed."""
        length = characters + _A_PARAGRAPH * paragraphs
        if length > self.options.max_chars:
            detail = f"{characters} ký tự, {paragraphs} đoạn (characters, paragraphs)"
            raise LimitError("too-long", self.name, limit="max_chars", detail=detail)

    def left(self) -> float:
        """Seconds that may still be spent: for what runs in a process of its own."""
        return max(0.0, self.options.max_seconds - (time.monotonic() - self._begun))

    def inner(self, name: str) -> Job:
        """The job of a file within this one, on the same time and memory. LimitError when files lie too deep."""
        if self.depth >= _MAX_FILES_DEEP:
            raise LimitError("too-deep", self.name, detail=f"{name}: > {_MAX_FILES_DEEP}")
        return Job(
            f"{self.name}/{name}" if name else self.name, self.options, self.depth + 1, self._begun, self._memory
        )


_A_LOOK = 512
_BETWEEN_LOOKS = 0.02  # seconds: the system takes 20 µs to tell the memory
_A_PARAGRAPH = 20
_MAX_FILES_DEEP = 5
"""A mail in a mail in a saved page: deeper is made to harm."""


def memory_in_use() -> int:
    """Bytes of memory that this process holds; 0 where the system does not tell cheaply."""
    if sys.platform != "linux":
        return 0
    try:
        with open("/proc/self/statm", "rb") as stream:
            return int(stream.read().split()[1]) * _PAGE
    except (OSError, ValueError, IndexError):
        return 0


_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


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
    read: Callable[[bytes, Job], RawDocument]
