"""Mails (.eml) and saved pages (.mhtml): the text in them, or the document that a mail carries."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field, replace

from ..errors import LimitError, ReadError
from ..text import Block, Note, RawDocument, paragraphs_of
from ._mime import Part, header_names, parse
from ._plain import is_title
from .base import Job, Reader

_HEAD = 16 * 1024
_MOST_FILES = 10
_BODY = "thư"
# What a header may claim for the content to be read so. Mailers call Latin-1 and ASCII what is anything, and UTF-8 is
# seen at once: of these the content decides.
_CLAIMS = re.compile(
    r"utf-?(?:16|32)(?:-?[lb]e)?|(?:windows-|cp)125[013-8]|iso-8859-(?:[2-9]|1\d)|koi8-[ru]|gbk|gb2312|gb18030|big5|"
    r"shift_jis|iso-2022-jp|euc-(?:jp|kr)"
)
_TORN = Note("truncated", "Thư hoặc trang lưu bị cắt cụt; đã đọc phần còn đọc được.")
_DAMAGED = Note("damaged-part", "Một phần của thư mã hoá sai (base64 hoặc quoted-printable); đã đọc phần còn đọc được.")


def _start(data: bytes) -> int:
    """Where the headers begin: after a byte order mark, empty lines, the line that a mailbox puts before each mail."""
    head = data[:_HEAD]
    at = 3 if head.startswith(b"\xef\xbb\xbf") else 0
    at += len(head[at:]) - len(head[at:].lstrip())
    if head.startswith(b"From ", at):
        at = head.find(b"\n", at) + 1
    return at


def _recognise(data: bytes) -> float:
    start = _start(data)
    names = header_names(data[start : start + _HEAD])
    if not names:
        return 0.0
    if "mime-version" in names and len(names) > 1:
        return 0.98
    known = names & {"from", "to", "subject", "date", "message-id", "received", "content-type"}
    return 0.9 if "from" in known and len(known) >= 3 else 0.0


@dataclass(slots=True)
class _Contents:
    """What a mail holds: its text as pages and as plain text, and the files that hang on it."""

    pages: list[Part] = field(default_factory=list)
    texts: list[Part] = field(default_factory=list)
    files: list[Part] = field(default_factory=list)

    def add(self, part: Part) -> None:
        if part.kind == "multipart/related" and part.parts:
            self._add_root(part)
        elif part.parts:
            for inner in part.parts:
                self.add(inner)
        elif part.kind == "text/html" and not part.is_attached:
            self.pages.append(part)
        elif part.kind == "text/plain" and not part.is_attached and not part.file_name:
            self.texts.append(part)
        elif part.is_container:
            self.texts.append(part)  # without its boundary its parts cannot be told apart: the content says what it is
        elif part.is_attached or part.kind == "message/rfc822" or (part.file_name and not _is_picture(part)):
            self.files.append(part)

    def _add_root(self, part: Part) -> None:
        """Of a page with its pictures the page: the part that `start` names, else the first."""
        start = part.parameter("start")
        root = next((inner for inner in part.parts if start and inner.headers.get("content-id") == start), None)
        for inner in part.parts:
            if inner is root or (root is None and inner is part.parts[0]):
                self.add(inner)
            elif inner.is_attached:
                self.files.append(inner)


def _is_picture(part: Part) -> bool:
    return part.kind.startswith("image/")


def _read(data: bytes, job: Job) -> RawDocument:
    whole = parse(data, _start(data), job)
    contents = _Contents()
    contents.add(whole)
    notes = [_TORN] if any(part.is_torn for part in whole.walk()) else []
    body = _body(contents, job)
    if body is None or not _opens_a_document(body.blocks):
        attached = _attached(contents.files, job, must=body is None)
        if attached is not None:
            document, file = attached
            unread = [other for other in contents.files if other is not file]
            rest = ([] if body is None else ["nội dung thư"]) + [_name(other) for other in unread]
            return _with_notes(document, notes, _passed_over(f"tệp đính kèm {_name(file)}", rest))
    if body is None:
        raise ReadError("no-text", job.name)
    return _with_notes(body, notes, _passed_over("nội dung thư", [_name(file) for file in contents.files]))


def _with_notes(document: RawDocument, before: list[Note], after: list[Note]) -> RawDocument:
    return replace(document, notes=(*before, *document.notes, *after))


def _name(part: Part) -> str:
    return f"“{part.file_name or part.kind}”"


def _passed_over(was_read: str, others: list[str]) -> list[Note]:
    """A remark on what else the mail holds."""
    if not others:
        return []
    return [Note("mail-part", f"Thư có nhiều phần; đã đọc {was_read}, không đọc: {', '.join(others)[:500]}.")]


def _opens_a_document(blocks: tuple[Block, ...]) -> bool:
    """Whether a line is the title of a document (“KẾ HOẠCH”) or the motto above one."""
    lines = (line for paragraph in paragraphs_of(blocks) for line in paragraph.text.split("\n"))
    return any(is_title(line) for line in lines if line.strip())


def _body(contents: _Contents, job: Job) -> RawDocument | None:
    """The page that the mail is, else its plain text; None where it has neither, or nothing stands in it."""
    for parts in (contents.pages[:1], contents.texts):
        found: list[RawDocument] = []
        for part in parts:
            try:
                found.append(_part(part, job.inner(_BODY)))
            except LimitError:
                raise
            except ReadError:
                continue
        if found:
            blocks = tuple(block for document in found for block in document.blocks)
            notes = tuple(dict.fromkeys(note for document in found for note in document.notes))
            return replace(found[0], blocks=blocks, notes=notes)
    return None


def _part(part: Part, job: Job) -> RawDocument:
    """What the reader of its content makes of a part."""
    from . import read

    data, is_damaged = part.decoded()
    if part.kind.startswith("text/") and _CLAIMS.fullmatch(part.charset):
        with suppress(LookupError, UnicodeError):  # a claim that the content does not bear out
            data = data.decode(part.charset).encode("utf-8")
    _, document = read(data, job)
    return _with_notes(document, [_DAMAGED], []) if is_damaged else document


def _attached(files: list[Part], job: Job, must: bool) -> tuple[RawDocument, Part] | None:
    """The first file with a document's title, else the only one that can be read; `must`: else the first of these, or
    its error."""
    readable: list[tuple[RawDocument, Part]] = []
    errors: list[ReadError] = []
    for file in files[:_MOST_FILES]:
        try:
            document = _part(file, job.inner(file.file_name or _BODY))
        except LimitError:
            raise
        except ReadError as error:
            errors.append(error)
            continue
        if _opens_a_document(document.blocks):
            return document, file
        readable.append((document, file))
    if must and errors and not readable:
        raise errors[0]
    return readable[0] if len(readable) == 1 or (must and readable) else None


READER = Reader("mail", "message/rfc822", (".eml", ".mhtml", ".mht"), _recognise, _read)
