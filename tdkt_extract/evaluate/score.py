"""Scores one document: header, sections, recipients, signers here; tasks and citations in their own modules.

A kind's counts are relaxed (what the guide's table says) and strict (equal texts after the same normalisation; for
what hangs on a task, that task's text equal too; for a citation and a signer, every identifying field equal).
"""

from __future__ import annotations

from collections.abc import Sequence

from .gold import Record, as_record
from .match import Item, align_optional, compact, comparable, nearest, pair_equal, split_optional, token_f1, unmatched
from .score_citations import score_citations
from .score_tasks import score_tasks
from .tally import DocumentScore, Tally

HEADER_FIELDS = ("doc_type", "number", "issued_on", "place", "title", "period", "issuer")
_HEADER_F1 = {"title": 0.95, "issuer": 0.8}
_SECTION_F1 = 0.8


def score_document(
    document: str, gold: Record, predicted: object | None, *, source: str = "", failure: str | None = None
) -> DocumentScore:
    """Scores `predicted`: a `Plan`, a dictionary of its or of the gold's shape, or None where nothing was extracted."""
    wanted, found = as_record(gold), as_record(predicted or {})
    tally = Tally(document)
    _score_header(tally, wanted["header"], found["header"])
    _score_sections(tally, wanted["sections"], found["sections"])
    score_tasks(tally, wanted["tasks"], found["tasks"])
    score_citations(tally, wanted["citations"], found["citations"], wanted["header"].get("number"))
    _score_recipients(tally, wanted["recipients"], found["recipients"])
    _score_signers(tally, wanted["signers"], found["signers"])
    return DocumentScore(document, source, tally.figures, tally.accuracies, tuple(tally.errors), failure)


def _score_header(tally: Tally, gold: Record, predicted: Record) -> None:
    for name in HEADER_FIELDS:
        wanted, found = _header_value(gold, name), _header_value(predicted, name)
        if not wanted and not found:
            continue
        if not found:
            tally.miss("header", wanted, name)
        elif not wanted:
            tally.extra("header", found, name)
        elif _header_equal(name, wanted, found):
            tally.hit("header", comparable(wanted) == comparable(found) or name == "number")
        else:
            tally.wrong("header", wanted, found, name)
    wanted_outer, found_outer = gold.get("enclosing") or {}, predicted.get("enclosing") or {}
    for name in ("number", "issued_on"):
        if wanted_outer.get(name) or found_outer.get(name):
            one, other = wanted_outer.get(name), found_outer.get(name)
            tally.check("header", f"enclosing.{name}", compact(one) == compact(other), one, other)


def _header_value(header: Record, name: str) -> str:
    value = header.get(name) or ""
    return value.strip() if isinstance(value, str) else " ".join(value).strip()


def _header_equal(name: str, wanted: str, found: str) -> bool:
    if name == "number":
        return compact(wanted) == compact(found)
    threshold = _HEADER_F1.get(name)
    if threshold is None:
        return comparable(wanted) == comparable(found)
    return token_f1(comparable(wanted), comparable(found)) >= threshold


def _score_sections(tally: Tally, gold: Sequence[Record], predicted: Sequence[Record]) -> None:
    wanted, found = [_section_item(section) for section in gold], [_section_item(section) for section in predicted]
    pairs, ignored = align_optional(wanted, [section["optional"] for section in gold], found, _SECTION_F1)
    for left, right in pairs:
        tally.hit("sections", wanted[left].text == found[right].text)
        kind, found_kind = gold[left]["kind"], predicted[right]["kind"]
        tally.check("sections", "kind", kind == found_kind, kind, found_kind, _heading(gold[left]))
        parent, found_parent = gold[left]["parent"], predicted[right]["parent"]
        tally.check(
            "sections", "parent", _place(parent) == _place(found_parent), parent, found_parent, _heading(gold[left])
        )
    missed, extra = unmatched(pairs, ignored, [section["optional"] for section in gold], len(found))
    near = nearest([wanted[index] for index in missed], [found[index] for index in extra])
    for position, index in enumerate(missed):
        score, other = near.get(position, (0.0, 0))
        hint, detail = (_heading(predicted[extra[other]]), f"F1 {score:.2f}") if score else (None, "")
        tally.miss("sections", _heading(gold[index]), detail, hint)
    for index in extra:
        tally.extra("sections", _heading(predicted[index]))


def _section_item(section: Record) -> Item:
    return Item(comparable(section["title"]), _place(section["parent"]), compact(section["number"]))


def _place(parent: str | None) -> str:
    """A parent is a number or a title: neither a marker nor spacing tells two apart."""
    return compact(comparable(parent))


def _heading(section: Record) -> str:
    return f"{section['number']}. {section['title']}" if section["number"] else str(section["title"])


def _score_recipients(tally: Tally, gold: Sequence[Record], predicted: Sequence[Record]) -> None:
    _score_equal(tally, "recipients", "text", gold, predicted)


def _score_signers(tally: Tally, gold: Sequence[Record], predicted: Sequence[Record]) -> None:
    _score_equal(tally, "signers", "name", gold, predicted, ("position", "authority"))


def _score_equal(
    tally: Tally,
    kind: str,
    key: str,
    gold: Sequence[Record],
    predicted: Sequence[Record],
    fields: tuple[str, ...] = (),
) -> None:
    """Matches items of equal `key`; `fields` are secondary, and strictly must be equal too."""
    wanted, found = [comparable(item[key]) for item in gold], [comparable(item[key]) for item in predicted]
    pairs, ignored = split_optional(
        [item["optional"] for item in gold],
        len(found),
        lambda left, right: pair_equal([wanted[index] for index in left], [found[index] for index in right]),
    )
    for left, right in pairs:
        same = {name: comparable(gold[left].get(name)) == comparable(predicted[right].get(name)) for name in fields}
        tally.hit(kind, all(same.values()))
        for name, right_value in same.items():
            if gold[left].get(name) or predicted[right].get(name):
                of = str(gold[left][key])
                tally.check(kind, name, right_value, gold[left].get(name), predicted[right].get(name), of)
    missed, extra = unmatched(pairs, ignored, [item["optional"] for item in gold], len(found))
    for index in missed:
        tally.miss(kind, str(gold[index][key]))
    for index in extra:
        tally.extra(kind, str(predicted[index][key]))
