"""The flow, from bytes to a plan; each line knows only what the lines above it made."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from . import layout, legacy, normalise, readers
from .certainty import Certainty
from .collector import collector_paused
from .errors import InternalError, LimitError, ReadError, TdktError
from .extractors import citations, header, signature, tasks, times, units
from .identity import Ids
from .link import Linker, calendar
from .readers import txt
from .readers.base import Job, Options, Reader, in_bytes
from .schema import Citation, Header, Plan, Section, Source, SourceMap, Task, Warning
from .structure import items, tree, zones
from .structure.tree import Node
from .text import AlignedText, Note, RawDocument, Span, unchecked
from .tokens import TokenizedText

if TYPE_CHECKING:
    from concurrent.futures import Future

Input: TypeAlias = "str | os.PathLike[str] | bytes | BinaryIO"


def extract(source: Input, *, name: str | None = None, options: Options | None = None) -> Plan:
    """The plan in a file.

    `source` is a path, the file's bytes or a binary file; `name` is what errors and `Source.name` call it.
    Raises ReadError when the input is bad: it says which file, what is wrong and what to do.
    """
    with collector_paused():
        return _plan(*_read(source, name, options or Options()))


def extract_text(text: str, *, name: str = "text") -> Plan:
    """The plan in a text: as `extract` of a .txt file that holds it. Locators count its lines."""
    try:
        data = text.encode()
    except UnicodeEncodeError:  # half a surrogate pair
        data = text.encode("utf-8", "replace")
        text = data.decode()
    job = Job(name)
    job.check_length(len(text), text.count("\n"))
    with collector_paused():
        # A text has no encoding to guess: NUL characters in it do not make it UTF-16.
        document = txt.read_text(text.removeprefix("\ufeff"), name)
        return _plan(*_aligned(txt.READER, document, data, name, job), job)


@dataclass(frozen=True, slots=True)
class Result:
    """What `extract_many` gives for one source: a plan or an error."""

    name: str
    plan: Plan | None = None
    error: TdktError | None = None


def extract_many(sources: Iterable[Input], *, jobs: int = 1, options: Options | None = None) -> Iterator[Result]:
    """A Result for each source, in order; an error in one is no error for the others.

    With `jobs` above 1 the sources are extracted in that many processes.
    """
    if jobs <= 1:
        for number, source in enumerate(sources):
            yield _result(source, number, options)
        return
    yield from _in_processes(sources, jobs, options)


def _in_processes(sources: Iterable[Input], jobs: int, options: Options | None) -> Iterator[Result]:
    """At most four sources a worker wait, so that a long archive is not read ahead of its results."""
    from collections import deque
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor

    pool = ProcessPoolExecutor(jobs)
    pending: deque[tuple[Input, int, Future[Result]]] = deque()
    try:
        for number, source in enumerate(sources):
            try:
                future = pool.submit(_result, source, number, options)
            except BrokenExecutor:
                pool = ProcessPoolExecutor(jobs)
                future = pool.submit(_result, source, number, options)
            pending.append((source, number, future))
            if len(pending) >= 4 * jobs:
                yield _await(*pending.popleft(), options)
        while pending:
            yield _await(*pending.popleft(), options)
    finally:
        pool.shutdown(cancel_futures=True)


def _await(source: Input, number: int, future: Future[Result], options: Options | None) -> Result:
    """What the worker gave. When a worker dies, all that wait are lost with it: each is tried once more, alone, and the
    one that kills its worker again is an error of its own."""
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor

    try:
        return future.result()
    except BrokenExecutor:
        try:
            with ProcessPoolExecutor(1) as pool:
                return pool.submit(_result, source, number, options).result()
        except Exception as error:
            return _failed(_name(source, number), error)
    except Exception as error:
        return _failed(_name(source, number), error)


def _result(source: Input, number: int, options: Options | None) -> Result:
    name = _name(source, number)
    try:
        return Result(name, plan=extract(source, name=name, options=options))
    except TdktError as error:
        return Result(name, error=error)
    except Exception as error:
        return _failed(name, error)


def _name(source: Input, number: int) -> str:
    return os.fspath(source) if isinstance(source, (str, os.PathLike)) else str(getattr(source, "name", f"#{number}"))


def _failed(name: str, error: Exception) -> Result:
    wrapped = InternalError(f"{name}: {type(error).__name__}: {error}")
    wrapped.__cause__ = error
    return Result(name, error=wrapped)


def _load(source: Input, name: str | None, options: Options) -> tuple[bytes, str]:
    """The file's bytes, and what errors call it: a path as it was given."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source), name or "bytes"
    if isinstance(source, (str, os.PathLike)):
        path = Path(source)
        name = _printable(name or os.fspath(source))
        try:
            size = path.stat().st_size
            if path.is_dir():
                raise ReadError("directory", name)
            if size > options.max_bytes:
                raise LimitError(
                    "too-large", name, limit="max_bytes", detail=f"{in_bytes(size)} > {in_bytes(options.max_bytes)}"
                )
            return path.read_bytes(), name
        except FileNotFoundError:
            raise ReadError("not-found", name) from None
        except (OSError, ValueError) as error:
            raise ReadError("unreadable", name, detail=getattr(error, "strerror", None) or str(error)) from error
    if not hasattr(source, "read"):
        raise TypeError(f"extract: a path, bytes or a binary file is needed, not {type(source).__name__}")
    name = _printable(name or str(getattr(source, "name", "file")))
    try:
        data = source.read(options.max_bytes + 1)
    except OSError as error:
        raise ReadError("unreadable", name, detail=error.strerror or str(error)) from error
    if not isinstance(data, bytes):
        raise TypeError("extract: the file is open as text; open it with mode 'rb', or use extract_text")
    return data, name


def _printable(name: str) -> str:
    """A file name with bytes that are no UTF-8 cannot be written to JSON as it is."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _read(source: Input, name: str | None, options: Options) -> tuple[Source, AlignedText, tuple[Note, ...], Job]:
    is_path = isinstance(source, (str, os.PathLike)) and name in (None, os.fspath(source))
    data, name = _load(source, name, options)
    job = Job(name, options)
    reader, document = readers.read(data, job)
    return *_aligned(reader, document, data, Path(name).name if is_path else name, job), job


def _aligned(
    reader: Reader, document: RawDocument, data: bytes, name: str, job: Job
) -> tuple[Source, AlignedText, tuple[Note, ...]]:
    """What is known of the file, and its text; the blocks are let go, which halves the memory of a large file."""
    about = Source(
        name=name,
        media_type=reader.media_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        reader=reader.name,
        pages=document.pages,
        ocr=document.ocr,
    )
    blocks, notes = legacy.mend(document.blocks)
    blocks = layout.mend(blocks)
    job.check()
    return about, normalise.align(blocks), (*document.notes, *notes)


def _plan(about: Source, aligned: AlignedText, notes: Iterable[Note], job: Job) -> Plan:
    """The steps from text to plan. Time and memory are looked at before each that may take much of either."""
    text = aligned.text
    if not any(map(str.isalnum, text)):
        raise ReadError("no-text", about.name)
    job.check()
    document = TokenizedText(text)
    folded = document.folded
    parts = zones.find_zones(text, folded, items.read_items(aligned))
    head = header.extract(text, folded, parts)
    job.check()
    named, timed = units.Units(document), times.Times(document)
    outline = tree.build(
        text,
        folded,
        parts.body,
        is_time=timed.is_heading,
        is_unit=lambda start, stop: bool(named.heading(start, stop)),
    )
    job.check()
    sections, section_ids = _sections(text, folded, outline)
    job.check()
    cited = _citations(document, head, parts)
    certainty = Certainty(aligned)
    linker = Linker(named, timed, calendar(head.period, head.issued_on), cited, section_ids, certainty)
    job.check()
    found = tuple(_linked(linker, tasks.collect(outline, named), job))
    receivers, remarks = signature.recipients(text, folded, parts.recipients or _of_decision(parts, "recipients"))
    signed = signature.signers(text, parts.signature or _of_decision(parts, "signature"))
    unsure = certainty.warnings(head, found, cited)
    warnings = (*_reader_notes(notes), *_doubts(head, sections, found), *remarks, *unsure)
    return Plan(
        source=about,
        text=text,
        header=head,
        sections=sections,
        tasks=found,
        citations=cited,
        recipients=receivers,
        signers=signed,
        warnings=warnings,
        source_map=SourceMap.model_construct(places=aligned.places, edits=aligned.edits),
    )


def _linked(linker: Linker, drafts: Iterable[tasks.Draft], job: Job) -> Iterator[Task]:
    for draft in drafts:
        job.tick()
        yield linker.task(draft)


def _of_decision(parts: zones.Zones, name: str) -> list[items.Item]:
    return getattr(parts.decision, name) if parts.decision else []


def _citations(document: TokenizedText, head: Header, parts: zones.Zones) -> tuple[Citation, ...]:
    title = (parts.title[0].start, parts.title[-1].end) if parts.title else None
    first = parts.decision.title[0].start if parts.decision and parts.decision.title else title[0] if title else 0
    last = parts.opening[-1].end if parts.opening else title[1] if title else 0
    return citations.extract(document, header=head, opening=(first, last), title=title)


_section = unchecked(Section)


def _sections(text: str, folded: str, outline: tree.Outline) -> tuple[tuple[Section, ...], dict[int, str]]:
    """The public tree, and the id of each node by its identity."""
    ids = Ids()
    by_node: dict[int, str] = {}

    def make(node: Node, level: int, parent: str | None) -> Section:
        title = text[node.title_start : node.title_stop]
        own = ids.make("s", folded[node.title_start : node.title_stop], parent or "")
        by_node[id(node)] = own
        return _section(
            id=own,
            number=node.number,
            title=" ".join(title.split()),
            kind=node.kind,
            level=level,
            parent_id=parent,
            span=Span.of(node.heading.start, max(node.stop, node.heading.end)),
            heading_span=Span.of(node.title_start, node.title_stop),
            children=tuple([make(child, level + 1, own) for child in node.children]),
        )

    return tuple(make(root, 1, None) for root in outline.roots), by_node


def _reader_notes(notes: Iterable[Note]) -> tuple[Warning, ...]:
    return tuple(Warning(code=note.code, message=note.message) for note in notes)


def _doubts(head: Header, sections: tuple[Section, ...], found: Sequence[Task]) -> Iterator[Warning]:
    if head.doc_type != "Kế hoạch":
        kind = head.doc_type or "không rõ loại"
        yield Warning(code="not-a-plan", message=f"Văn bản không phải là kế hoạch ({kind}).")
    yield from _repeated_numbers(sections)
    if not sections:
        yield Warning(code="no-sections", message="Không thấy đề mục nào trong văn bản.")
    if not found:
        yield Warning(code="no-tasks", message="Không thấy nhiệm vụ nào trong văn bản.")


def _repeated_numbers(sections: Sequence[Section]) -> Iterator[Warning]:
    """Siblings of one number: the plan's own slip, or a heading that was read as one and is none."""
    seen: set[str] = set()
    for section in sections:
        if section.number is not None and section.number in seen:
            message = f"Số đề mục “{section.number}” bị lặp lại: “{section.title}”."
            yield Warning(code="repeated-section-number", message=message, span=section.heading_span)
        seen.add(section.number or "")
        if section.children:
            yield from _repeated_numbers(section.children)
