"""The parts of a mail or a saved page. Only headers are given to the standard library: its parser takes a microsecond
and a hundred bytes for each line of a body, and a file made to harm is fifty million lines."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.header import decode_header, make_header
from email.message import Message

from ..errors import LimitError
from .base import Job

_EMPTY = re.compile(rb"[ \t]{0,80}(?:\r?\n|\Z)")
_HEAD_ENDS = re.compile(rb"\r?\n[ \t]{0,80}(?:\r?\n|\Z)")
_HEADER = re.compile(rb"([!-9;-~]{1,76})[ \t]{0,20}:([^\r\n]*(?:\r?\n[ \t]+[^\r\n]+)*)")
_USED = frozenset(
    ("content-type", "content-transfer-encoding", "content-disposition", "content-id", "content-location", "from",
     "subject", "mime-version", "date", "to", "message-id", "received")
)  # fmt: skip
_LONGEST_HEADER = 4000
_LONGEST_HEAD = 256 * 1024
_MOST_PARTS = 1000
_MOST_DEEP = 30
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NOT_BASE64 = bytes(code for code in range(256) if code not in _BASE64)
_STRANGE_QUOTED = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]{0,80}\r?\n|[ \t]{0,80}\Z)")


@dataclass(slots=True)
class Part:
    """`data` is what the part carries, as it is encoded; `is_torn` says that its end is missing."""

    headers: Message
    data: bytes = b""
    parts: list[Part] = field(default_factory=list)
    is_torn: bool = False

    @property
    def kind(self) -> str:
        """The media type in small letters."""
        return self.headers.get_content_type()

    @property
    def is_container(self) -> bool:
        return self.kind.startswith("multipart/")

    @property
    def boundary(self) -> str:
        return _said(self.headers.get_boundary)

    @property
    def charset(self) -> str:
        return _said(self.headers.get_content_charset).lower()

    @property
    def is_attached(self) -> bool:
        return self.headers.get_content_disposition() == "attachment"

    @property
    def file_name(self) -> str:
        """The name of the file that the part is, "" for none. No folders: it is shown, never opened."""
        name = _said(lambda: str(make_header(decode_header(self.headers.get_filename() or ""))))
        return re.split(r"[/\\]", name)[-1].strip()[:200]

    def parameter(self, name: str) -> str:
        """A parameter of the content type."""
        return _said(lambda: self.headers.get_param(name))

    def decoded(self) -> tuple[bytes, bool]:
        """What the part carries, and whether some of it was damaged."""
        encoding = str(self.headers.get("content-transfer-encoding", "")).strip().lower()
        if encoding == "base64":
            return _from_base64(self.data)
        if encoding == "quoted-printable":
            return binascii.a2b_qp(self.data), _STRANGE_QUOTED.search(self.data) is not None
        return self.data, False

    def walk(self) -> Iterator[Part]:
        yield self
        for part in self.parts:
            yield from part.walk()


def _said(ask: Callable[[], object]) -> str:
    """What the standard library makes of a header; "" where that is nothing, or it fails on what is none."""
    try:
        answer = ask()
    except Exception:  # ValueError, LookupError, TypeError, HeaderParseError, binascii.Error, by the Python version
        return ""
    return answer if isinstance(answer, str) else ""


def _from_base64(data: bytes) -> tuple[bytes, bool]:
    """Whole groups of four letters; the beginning of another says nothing without its end."""
    letters = data.translate(None, _NOT_BASE64)
    is_damaged = bool(data.translate(None, _BASE64 + b"= \t\r\n")) or len(letters) % 4 == 1
    letters = letters[: len(letters) - 1] if len(letters) % 4 == 1 else letters
    return base64.b64decode(letters + b"=" * (-len(letters) % 4)), is_damaged


def header_names(head: bytes) -> set[str] | None:
    """The names of the headers that `head` begins with, in small letters; None where it begins with anything else."""
    end = _EMPTY.match(head) or _HEAD_ENDS.search(head)
    block = head[: end.start()] if end else head
    names: set[str] = set()
    at = 0
    while at < len(block):
        header = _HEADER.match(block, at)
        if header is None:
            # The last line of what is looked at may be cut off.
            return names if end is None and b"\n" not in block[at:] else None
        names.add(header[1].decode("ascii").lower())
        at = header.end()
        at += 2 if block.startswith(b"\r\n", at) else 1
    return names


def parse(data: bytes, start: int, job: Job) -> Part:
    """The tree of parts of the mail that begins at `start`."""
    return _Parser(data, job).part(start, len(data), 0)


class _Parser:
    """Parts within parts are ranges of the same bytes: only what holds no other is cut out."""

    def __init__(self, data: bytes, job: Job) -> None:
        self._data = data
        self._job = job
        self._count = 0

    def part(self, start: int, end: int, depth: int) -> Part:
        self._count += 1
        if depth > min(_MOST_DEEP, self._job.options.max_depth) or self._count > _MOST_PARTS:
            raise LimitError("too-deep", self._job.name, detail=f"> {_MOST_DEEP}, > {_MOST_PARTS}")
        self._job.check()
        limit = min(end, start + _LONGEST_HEAD)
        blank = _EMPTY.match(self._data, start, limit) or _HEAD_ENDS.search(self._data, start, limit)
        head_end, body = (blank.start(), blank.end()) if blank else (limit, end)
        part = Part(_headers(self._data[start:head_end]))
        boundary = part.boundary
        if not part.is_container or not boundary:
            part.data = self._data[body:end]
            return part
        ranges, part.is_torn = self._split(boundary, body, end)
        part.parts = [self.part(begins, ends, depth + 1) for begins, ends in ranges]
        return part

    def _split(self, boundary: str, start: int, end: int) -> tuple[list[tuple[int, int]], bool]:
        """What stands between the boundary lines, and whether the last of them is missing."""
        mark = re.escape(boundary.encode("utf-8", "replace"))
        line = re.compile(rb"(?:\A|\r?\n)--" + mark + rb"(--)?[ \t]{0,80}(?:\r?\n|\Z)")
        found: list[tuple[int, int]] = []
        begun = -1
        # The line end before the first boundary may be that of the headers.
        at = max(0, start - 1)
        while (match := line.search(self._data, at, end)) is not None and len(found) <= _MOST_PARTS:
            if begun >= 0:
                found.append((begun, max(begun, match.start())))
            if match[1]:
                return found, False
            begun = match.end()
            at = begun - 1
        if begun >= 0:
            found.append((begun, end))
        return found, True


def _headers(head: bytes) -> Message:
    message = Message()
    for match in _HEADER.finditer(head):
        name = match[1].decode("ascii").lower()
        if name in _USED and name not in message:
            value = match[2][:_LONGEST_HEADER].decode("utf-8", "replace")
            message[name] = " ".join(value.split())
    return message


def _split(data: bytes, boundary: bytes) -> tuple[list[bytes], bool]:
    """What stands between the boundary lines, and whether the last of them is missing."""
    line = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary) + rb"(--)?[ \t]{0,80}(?=\r?\n|\Z)")
    pieces: list[bytes] = []
    begun: int | None = None
    for match in line.finditer(data):
        if begun is not None:
            pieces.append(data[begun : match.start()])
        if len(pieces) > _MOST_PARTS or match[1]:
            return pieces, False
        begun = match.end() + (2 if data.startswith(b"\r\n", match.end()) else 1)
    if begun is not None:
        pieces.append(data[begun:])
    return pieces, True
