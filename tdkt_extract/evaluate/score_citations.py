"""Scores citations: identity by number, else by type and date, else by title."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from .gold import Record
from .match import Pairs, compact, comparable, greedy, split_optional, token_f1, unmatched
from .tally import Tally

_TITLE_F1 = 0.8
_FIELDS = ("doc_type", "issued_on", "issuer", "title", "relation", "mentions")
_IDENTITY = ("doc_type", "issued_on", "issuer", "title")
_LAWS = frozenset({"luật", "bộ luật"})


def score_citations(tally: Tally, gold: Sequence[Record], predicted: Sequence[Record], own_number: str | None) -> None:
    pair = partial(_pair, gold, predicted)
    pairs, ignored = split_optional([citation["optional"] for citation in gold], len(predicted), pair)
    for left, right in pairs:
        tally.hit("citations", all(_same(name, gold[left], predicted[right]) for name in _IDENTITY))
        _check_fields(tally, gold[left], predicted[right])
    missed, extra = unmatched(pairs, ignored, [citation["optional"] for citation in gold], len(predicted))
    for index in missed:
        tally.miss("citations", _shown(gold[index]))
    own = compact(own_number)
    for index in extra:
        if _is_false(predicted[index], own):
            tally.extra("citations", _shown(predicted[index]))


def _is_false(extra: Record, own_number: str) -> bool:
    """Of what the gold lacks, unnumbered documents other than laws and the plan's own number are a matter of taste."""
    if extra["number"]:
        return compact(extra["number"]) != own_number
    return comparable(extra["doc_type"]) in _LAWS


def _pair(gold: Sequence[Record], predicted: Sequence[Record], left: Sequence[int], right: Sequence[int]) -> Pairs:
    """Positions in `left` and `right` that belong together."""
    by_number: dict[str, list[int]] = {}
    for position, index in enumerate(right):
        by_number.setdefault(compact(predicted[index]["number"]), []).append(position)
    ranked = []
    for position, index in enumerate(left):
        for other in by_number.get(compact(gold[index]["number"]), ()):
            rank = _rank(gold[index], predicted[right[other]])
            if rank is not None:
                ranked.append((rank, position, other))
    return greedy(ranked)


def _rank(gold: Record, predicted: Record) -> tuple[float, ...] | None:
    """How far two citations of one number (or of none) are apart; None where they are two documents.

    Local and party numbers repeat, and so do titles (“sửa đổi, bổ sung một số điều của Luật …”): date and issuer
    choose, and two dates that differ tell unnumbered documents apart.
    """
    dated = bool(gold["issued_on"]) and gold["issued_on"] == predicted["issued_on"]
    near = token_f1(comparable(gold["title"]), comparable(predicted["title"])) if gold["title"] else 0.0
    if not gold["number"]:
        typed = comparable(gold["doc_type"]) == comparable(predicted["doc_type"])
        if not (dated and typed) and (near < _TITLE_F1 or (gold["issued_on"] and predicted["issued_on"] and not dated)):
            return None
        return (not (dated and typed), -near, not typed)
    issuer = comparable(gold["issuer"]) == comparable(predicted["issuer"])
    return (not dated, not issuer, -near)


def _same(name: str, gold: Record, predicted: Record) -> bool:
    one, other = gold[name], predicted[name]
    return one == other if name == "mentions" else comparable(one) == comparable(other)


def _check_fields(tally: Tally, gold: Record, predicted: Record) -> None:
    for name in _FIELDS:
        one, other = gold[name], predicted[name]
        if one is None and other is None:
            continue
        near = name == "title" and bool(one and other) and token_f1(comparable(one), comparable(other)) >= _TITLE_F1
        tally.check("citations", name, near or _same(name, gold, predicted), one, other, _shown(gold))


def _shown(citation: Record) -> str:
    words = [citation["doc_type"], citation["number"], citation["issued_on"], citation["issuer"], citation["title"]]
    return " · ".join(word for word in words if word)
