"""Finding gold and its sources, and the one shape in which gold and predictions are compared.

The shape (`Record`) is the gold file's: flat sections that name their parent, periods as values, recipients as
strings, mentions as a count. A `Plan`, its JSON, and a gold file all become one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from ..errors import TdktError

Record: TypeAlias = dict[str, Any]

# In the order of preference where neither the caller nor the gold file names one.
FORMATS: dict[str, tuple[str, ...]] = {
    "txt": (".txt",),
    "docx": (".docx",),
    "html": (".html", ".htm"),
    "md": (".md",),
    "pdf": (".pdf",),
}
_LISTS = ("sections", "tasks", "citations", "recipients", "signers")


class GoldError(TdktError):
    """A gold file that cannot be read; the message names it."""


@dataclass(frozen=True, slots=True)
class GoldDoc:
    """A gold file and the source to run. `source` is None where the document lacks the format that was asked for."""

    id: str
    gold: Path
    source: Path | None


def find_gold(gold_dir: Path, format: str | None = None) -> list[GoldDoc]:
    """Every gold document under `gold_dir` (or the one gold file that it names), by id.

    Two layouts: `<id>.gold.json` beside `<id>.<format>`, and `<id>/gold.json` beside `<id>/source.<format>`.
    """
    if gold_dir.is_file():
        return [_gold_doc(gold_dir, gold_dir.parent, format)]
    found = [path for path in gold_dir.rglob("*gold.json") if path.name == "gold.json" or _is_named(path)]
    return sorted((_gold_doc(path, gold_dir, format) for path in found), key=lambda doc: doc.id)


def _is_named(path: Path) -> bool:
    return path.name.endswith(".gold.json")


def _gold_doc(path: Path, root: Path, format: str | None) -> GoldDoc:
    if _is_named(path):
        stem = path.with_name(path.name.removesuffix(".gold.json"))
        name = stem.relative_to(root).as_posix()
    else:
        stem = path.with_name("source")
        folder = path.parent.relative_to(root).as_posix()
        name = path.parent.resolve().name if folder == "." else folder
    return GoldDoc(name, path, _source(path, stem, format))


def _source(gold: Path, stem: Path, format: str | None) -> Path | None:
    """`format`, else the one that the gold file names, else the first that is there."""
    if format is not None:
        return _first_file(stem, FORMATS[format])
    named = Path(str(read_json(gold).get("document") or "")).suffix.lower()
    suffixes = [suffix for group in FORMATS.values() for suffix in group]
    if named in suffixes:
        suffixes.insert(0, named)
    return _first_file(stem, suffixes)


def _first_file(stem: Path, suffixes: Iterable[str]) -> Path | None:
    # Not with_suffix: an id may hold a dot ("66.2-2025").
    paths = (stem.with_name(stem.name + suffix) for suffix in suffixes)
    return next((path for path in paths if path.is_file()), None)


def read_json(path: Path) -> Record:
    """The object in a JSON file."""
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise GoldError(f"{path}: không đọc được tệp đáp án | the gold file cannot be read: {error}") from error
    if not isinstance(data, dict):
        raise GoldError(f"{path}: tệp đáp án không phải một đối tượng JSON | the gold file holds no JSON object")
    return data


def load_gold(path: Path) -> Record:
    """A gold file as a `Record`."""
    try:
        return as_record(read_json(path))
    except (AttributeError, KeyError, TypeError) as error:
        raise GoldError(f"{path}: tệp đáp án sai cấu trúc | the gold file has a wrong shape: {error!r}") from error


def as_record(plan: Any) -> Record:
    """A `Plan`, its dictionary, or a gold dictionary in the gold's shape."""
    data: Record = plan.model_dump(mode="json", include={"header", *_LISTS}) if hasattr(plan, "model_dump") else plan
    return {
        "header": _header(data.get("header") or {}),
        "sections": _flat_sections(data.get("sections") or ()),
        "tasks": [_task(task) for task in data.get("tasks") or ()],
        "citations": [_citation(citation) for citation in data.get("citations") or ()],
        "recipients": [_text_item(recipient, "text") for recipient in data.get("recipients") or ()],
        "signers": [_text_item(signer, "name") for signer in data.get("signers") or ()],
    }


def _texts(item: Any, *names: str, needed: str = "") -> Record:
    """`item`, after a look that its values of those names are texts or null, and that of `needed` a text."""
    if not isinstance(item, dict):
        raise TypeError(f"{item!r} is no object")
    for name in (*names, needed) if needed else names:
        value = item.get(name)
        if not isinstance(value, str) and (value is not None or name == needed):
            raise TypeError(f"{name} is {value!r}")
    return item


def _header(header: Any) -> Record:
    _texts(header, "doc_type", "number", "issued_on", "place", "title", "period")
    _texts(header.get("enclosing") or {}, "number", "issued_on")
    issuer = header.get("issuer") or ()
    if not isinstance(issuer, str) and not all(isinstance(name, str) for name in issuer):
        raise TypeError(f"issuer is {issuer!r}")
    return dict(header)


def _flat_sections(roots: Iterable[Record]) -> list[Record]:
    sections = [_texts(section, "number", "kind", "parent", "parent_id", needed="title") for section in _walk(roots)]
    names = {section["id"]: section.get("number") or section["title"] for section in sections if "id" in section}
    flat = []
    for section in sections:
        parent = section.get("parent")
        if parent is None and section.get("parent_id") is not None:
            parent = names.get(section["parent_id"])
        flat.append(
            {
                "number": section.get("number"),
                "title": section["title"],
                "kind": section.get("kind"),
                "parent": parent,
                "optional": bool(section.get("optional")),
            }
        )
    return flat


def _walk(roots: Iterable[Record]) -> Iterator[Record]:
    """Depth first; by hand, since a damaged document may nest deeper than Python recurses."""
    stack = [iter(roots)]
    while stack:
        section = next(stack[-1], None)
        if section is None:
            stack.pop()
            continue
        yield section
        stack.append(iter(section.get("children") or ()))


def _task(task: Record) -> Record:
    _texts(task, "section", "ordinal", needed="text")
    periods = task.get("periods") or ()
    deadlines, units = task.get("deadlines") or (), task.get("units") or ()
    return {
        "text": task["text"],
        "section": task.get("section"),
        "ordinal": task.get("ordinal"),
        "periods": [period["value"] if isinstance(period, dict) else period for period in periods],
        "deadlines": [_texts(deadline, "text", "value", "mod", "offset", "anchor") for deadline in deadlines],
        "units": [_texts(unit, "role", needed="name") for unit in units],
        "optional": bool(task.get("optional")),
    }


def _citation(citation: Record) -> Record:
    fields = ("number", "doc_type", "issued_on", "issuer", "title", "relation")
    mentions = _texts(citation, *fields).get("mentions")
    return {
        **{field: citation.get(field) or None for field in fields},
        "mentions": len(mentions) if isinstance(mentions, list | tuple) else mentions,
        "optional": bool(citation.get("optional")),
    }


def _text_item(item: Any, key: str) -> Record:
    """A recipient or signer, which a file may give as a bare string."""
    if isinstance(item, str):
        return {key: item, "optional": False}
    return {**_texts(item, "position", "authority", needed=key), "optional": bool(item.get("optional"))}
