"""Bytes -> blocks: the reader is found by what the bytes are, never by what the file is called."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from functools import cache
from pathlib import PurePath

from ..errors import InternalError, LimitError, ReadError, TdktError
from ..text import Note, RawDocument, paragraphs_of
from . import _chrome, _ole
from .base import Job, Options, Reader, in_bytes

__all__ = ["Job", "Options", "Reader", "read", "readers"]


@cache
def readers() -> tuple[Reader, ...]:
    """The readers of the package, by name: each public module here has one constant `READER`."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [name for name in names if not name.startswith("_") and name != "base"]
    return tuple(importlib.import_module(f"{__name__}.{name}").READER for name in modules)


def read(data: bytes, job: Job) -> tuple[Reader, RawDocument]:
    """The blocks of the file, and the reader that gave them. Raises ReadError for bad input."""
    name, options = job.name, job.options
    if not data:
        raise ReadError("empty", name)
    if len(data) > options.max_bytes:
        detail = f"{in_bytes(len(data))} > {in_bytes(options.max_bytes)}"
        raise LimitError("too-large", name, limit="max_bytes", detail=detail)
    reader = _choose(data, name)
    try:
        document = reader.read(data, job)
        job.check()
        job.check_length(*_length(document))
        blocks = tuple(_chrome.trim(document.blocks))
        return reader, replace(document, blocks=blocks, notes=(*document.notes, *_suffix_doubt(name, reader)))
    except TdktError:
        raise
    except MemoryError as error:
        raise LimitError("too-much-memory", name, detail="hết bộ nhớ / out of memory") from error
    except Exception as error:
        if _is_our_bug(error):
            raise InternalError(f"{name}: {reader.name}: {type(error).__name__}: {error}") from error
        detail = f"{type(error).__name__}: {error}".strip(": ")
        raise ReadError("damaged", name, format=reader.name.upper(), detail=detail) from error


def _length(document: RawDocument) -> tuple[int, int]:
    """How many characters and paragraphs it has."""
    characters = paragraphs = 0
    for paragraph in paragraphs_of(document.blocks):
        characters += len(paragraph.text)
        paragraphs += 1
    return characters, paragraphs


def _choose(data: bytes, name: str) -> Reader:
    """The surest reader. txt and md are equally sure of text without marks; there the suffix decides, else txt."""
    sure = [(reader.recognise(data), reader) for reader in readers()]
    best = max((score for score, _ in sure), default=0.0)
    if best <= 0:
        raise _unknown(data, name)
    found = [reader for score, reader in sure if score == best]
    suffix = PurePath(name).suffix.lower()
    return next((reader for reader in found if suffix in reader.suffixes), found[-1])


def _unknown(data: bytes, name: str) -> ReadError:
    if data.startswith(_ole.MAGIC):
        kind = _ole.describe(data)
        if kind is None:
            return ReadError("damaged", name, format="Office 97–2003", detail="no directory of streams")
        return ReadError("not-a-document", name, format=kind)
    return ReadError("unknown-format", name)


def _suffix_doubt(name: str, reader: Reader) -> tuple[Note, ...]:
    """A remark on a file that is called what it is not."""
    suffix = PurePath(name).suffix.lower()
    others = {known for other in readers() if other is not reader for known in other.suffixes}
    if suffix in reader.suffixes or suffix not in others:
        return ()
    message = f"Tên tệp có đuôi {suffix} nhưng nội dung là {reader.name}; đã đọc theo nội dung."
    return (Note("wrong-suffix", message),)


def _is_our_bug(error: Exception) -> bool:
    """Whether a built-in error was raised in this package's own lines. A library's own error class, or any error in
    a library's lines, is its word on bad input."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = str(trace.tb_frame.f_globals.get("__name__", "")) if trace is not None else ""
    return where.split(".")[0] == __name__.split(".")[0] and type(error).__module__ == "builtins"
