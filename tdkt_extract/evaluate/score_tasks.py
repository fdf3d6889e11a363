"""Scores tasks, and on each of them its periods, deadlines and units."""

from __future__ import annotations

from collections.abc import Sequence

from .gold import Record
from .match import Item, align_optional, compact, comparable, nearest, pair_equal, token_f1, unmatched
from .tally import Counts, Tally

_TASK_F1 = 0.85
_UNIT_F1 = 0.6
_UNIT_PART = 5
_SHOWN = 60
_NOTHING: Record = {"text": "", "periods": (), "deadlines": (), "units": ()}


def score_tasks(tally: Tally, gold: Sequence[Record], predicted: Sequence[Record]) -> None:
    wanted, found = [_item(task) for task in gold], [_item(task) for task in predicted]
    pairs, ignored = align_optional(wanted, [task["optional"] for task in gold], found, _TASK_F1)
    for left, right in pairs:
        strict = wanted[left].text == found[right].text
        tally.hit("tasks", strict)
        _check_place(tally, gold[left], predicted[right])
        _score_parts(tally, gold[left], predicted[right], strict)
    missed, extra = unmatched(pairs, ignored, [task["optional"] for task in gold], len(found))
    near = nearest([wanted[index] for index in missed], [found[index] for index in extra])
    for position, index in enumerate(missed):
        score, other = near.get(position, (0.0, 0))
        hint = predicted[extra[other]]["text"] if score else None
        tally.miss("tasks", gold[index]["text"], _where(gold[index], score), hint)
        _score_parts(tally, gold[index], _NOTHING, False)
    for index in extra:
        tally.extra("tasks", predicted[index]["text"], _where(predicted[index]))
        _score_parts(tally, _NOTHING, predicted[index], False)


def _item(task: Record) -> Item:
    return Item(comparable(task["text"]), compact(task["section"]))


def _where(task: Record, score: float = 0.0) -> str:
    parts = (f"section {task['section']}" if task["section"] else "", f"F1 {score:.2f}" if score else "")
    return ", ".join(part for part in parts if part)


def _check_place(tally: Tally, gold: Record, predicted: Record) -> None:
    for name in ("section", "ordinal"):
        one, other = gold[name], predicted[name]
        if one or (other and name == "section"):
            tally.check("tasks", name, compact(one) == compact(other), one, other, _short(gold))


def _short(task: Record) -> str:
    text = str(task["text"])
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _score_parts(tally: Tally, gold: Record, predicted: Record, strict: bool) -> None:
    """What hangs on a pair of tasks; on an unmatched one the other side is empty."""
    of = _short(gold if gold["text"] else predicted)
    _score_periods(tally, gold["periods"], predicted["periods"], strict, of)
    _score_deadlines(tally, gold["deadlines"], predicted["deadlines"], strict, of)
    _score_units(tally, gold["units"], predicted["units"], strict, of)


def _score_periods(tally: Tally, gold: Sequence[str], predicted: Sequence[str], strict: bool, of: str) -> None:
    pairs = pair_equal([compact(value) for value in gold], [compact(value) for value in predicted])
    for _ in pairs:
        tally.hit("periods", strict)
    for index in _others(len(gold), [left for left, _ in pairs]):
        tally.miss("periods", gold[index], of)
    for index in _others(len(predicted), [right for _, right in pairs]):
        tally.extra("periods", predicted[index], of)


def _others(count: int, taken: Sequence[int]) -> list[int]:
    return sorted(set(range(count)) - set(taken))


def _score_deadlines(tally: Tally, gold: Sequence[Record], predicted: Sequence[Record], strict: bool, of: str) -> None:
    # By value and mod first, so that of two deadlines on one day each meets its own.
    pairs = pair_equal([_deadline_key(each, True) for each in gold], [_deadline_key(each, True) for each in predicted])
    rest_gold = _others(len(gold), [left for left, _ in pairs])
    rest_predicted = _others(len(predicted), [right for _, right in pairs])
    more = pair_equal(
        [_deadline_key(gold[index], False) for index in rest_gold],
        [_deadline_key(predicted[index], False) for index in rest_predicted],
    )
    pairs += [(rest_gold[left], rest_predicted[right]) for left, right in more]
    for left, right in pairs:
        one, other = gold[left], predicted[right]
        anchored = comparable(one.get("anchor")) == comparable(other.get("anchor"))
        tally.hit("deadlines", strict and anchored and one.get("mod") == other.get("mod"))
        tally.check("deadlines", "mod", one.get("mod") == other.get("mod"), one.get("mod"), other.get("mod"), of)
        if one.get("anchor") or other.get("anchor"):
            tally.check("deadlines", "anchor", anchored, one.get("anchor"), other.get("anchor"), of)
    for index in _others(len(gold), [left for left, _ in pairs]):
        tally.miss("deadlines", _deadline_shown(gold[index]), of)
    for index in _others(len(predicted), [right for _, right in pairs]):
        tally.extra("deadlines", _deadline_shown(predicted[index]), of)


def _deadline_key(deadline: Record, with_mod: bool) -> tuple[str, ...]:
    """The value; relative to an event the offset; with neither, the words."""
    mod = str(deadline.get("mod") or "") if with_mod else ""
    for name in ("value", "offset"):
        if deadline.get(name):
            return name, compact(deadline[name]), mod
    return "text", comparable(deadline.get("text")), mod


def _deadline_shown(deadline: Record) -> str:
    parts = (deadline.get("mod"), deadline.get("value") or deadline.get("offset"), deadline.get("anchor"))
    return f"{' '.join(part for part in parts if part)} “{deadline.get('text') or ''}”"


def _score_units(tally: Tally, gold: Sequence[Record], predicted: Sequence[Record], strict: bool, of: str) -> None:
    """A gold name is found if a predicted one matches it, a predicted name is right if it matches a gold one: a cell
    that names a unit inside another may be read as one name or two."""
    wanted, found = [comparable(unit["name"]) for unit in gold], [comparable(unit["name"]) for unit in predicted]
    matches = [[index for index, name in enumerate(found) if _unit_match(want, name)] for want in wanted]
    right = {index for row in matches for index in row}
    hits = sum(1 for row in matches if row)
    exact = sum(1 for name in wanted if strict and name in found)
    exact_right = sum(1 for name in found if strict and name in wanted)
    tally.count(
        "units",
        Counts(hits, len(found) - len(right), len(wanted) - hits),
        Counts(exact, len(found) - exact_right, len(wanted) - exact),
    )
    for unit, row in zip(gold, matches, strict=True):
        if row:
            _check_role(tally, unit, [predicted[index] for index in row], len(gold) == 1, of)
        else:
            tally.note_miss("units", _unit_shown(unit), of)
    for index, unit in enumerate(predicted):
        if index not in right:
            tally.note_extra("units", _unit_shown(unit), of)


def _unit_match(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return (len(short) >= _UNIT_PART and short in long) or token_f1(one, other) >= _UNIT_F1


def _check_role(tally: Tally, gold: Record, candidates: Sequence[Record], only: bool, of: str) -> None:
    """The role of the candidate whose name is nearest; of several as near, of any."""
    name = comparable(gold["name"])
    nearness = [token_f1(name, comparable(unit["name"])) for unit in candidates]
    roles = [unit.get("role") for unit, near in zip(candidates, nearness, strict=True) if near == max(nearness)]
    same = gold.get("role") in roles
    if only and gold.get("role") in ("lead", "implement"):
        same = same or "lead" in roles or "implement" in roles
    tally.check("units", "role", same, gold.get("role"), roles[0], f"{gold['name']} — {of}")


def _unit_shown(unit: Record) -> str:
    return f"{unit['name']} [{unit.get('role')}]"
