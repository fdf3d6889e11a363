"""When two texts are the same, and which of two lists belong together."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ..normalise import fold

# A letter or Roman number needs a space after its dot ("V.v" is none), a slash too ("1/6" is a date), and the parts of
# a dotted number have two digits at most ("1.000 người" is none).
_MARKER = re.compile(
    r"(?:[-+*•●○▪■·]"
    r"|\(?(?:\d{1,3}|[a-zđ]|[ivxlc]{1,6})\)"
    r"|(?:\d{1,2}|[a-zđ]|[ivxlc]{1,6})/(?=\s)"
    r"|\d{1,3}(?:\.\d{1,2})*\.(?=[^\W\d]|\s)"
    r"|\d{1,2}(?:\.\d{1,2})+(?=\s)"
    r"|(?:[a-zđ]|[ivxlc]{1,6})\.(?=\s)"
    r")\s*"
)
_ENDS = ".;:, "
_MOST_HINTS = 20_000
_LEAST_HINT = 0.4


def comparable(text: str | None) -> str:
    """`text` as the guide compares it: NFC, one space, no list marker, no end punctuation, folded."""
    folded = fold(" ".join(unicodedata.normalize("NFC", text or "").split())).strip(_ENDS)
    for _ in range(3):  # "- 1. a)"
        marker = _MARKER.match(folded)
        rest = folded[marker.end() :].strip(_ENDS) if marker else ""
        if not rest:
            break
        folded = rest
    return folded


def compact(text: str | None) -> str:
    """A document number, section number or value for comparison: folded, without white space and end punctuation."""
    return fold("".join(unicodedata.normalize("NFC", text or "").split())).strip(".;:,)")


def token_f1(one: str, other: str) -> float:
    """F1 of the bags of white-space tokens; 1.0 for two empty texts."""
    left, right = one.split(), other.split()
    if one == other:
        return 1.0
    return 2 * (Counter(left) & Counter(right)).total() / (len(left) + len(right))


def same_place(one: str, other: str) -> int:
    """How far two section paths agree: 0 equal, 1 one ends in the other ("II.1.1" and "1.1"), 2 not."""
    if one == other:
        return 0
    return 1 if one and other and (one.endswith(f".{other}") or other.endswith(f".{one}")) else 2


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be matched by its comparable `text`. Two numbers that differ keep a pair apart; `place` (the parent,
    the section path) chooses between items of one text."""

    text: str
    place: str = ""
    number: str = ""


Pairs: TypeAlias = list[tuple[int, int]]


def align(gold: Sequence[Item], predicted: Sequence[Item], threshold: float) -> Pairs:
    """One-to-one pairs with token F1 >= `threshold`: the best first, then by number, place, document order."""
    pairs = pair_equal(gold, predicted)
    done_gold = {pair[0] for pair in pairs}
    done_predicted = {pair[1] for pair in pairs}
    rest_gold = [index for index in range(len(gold)) if index not in done_gold]
    rest_predicted = [index for index in range(len(predicted)) if index not in done_predicted]
    ranked = []
    for score, left, right in _similar(
        [gold[index].text for index in rest_gold], [predicted[index].text for index in rest_predicted], threshold
    ):
        one, other = gold[rest_gold[left]], predicted[rest_predicted[right]]
        if one.number and other.number and one.number != other.number:
            continue
        rank = (-score, one.text != other.text, one.number != other.number, same_place(one.place, other.place))
        ranked.append((rank, rest_gold[left], rest_predicted[right]))
    return sorted(pairs + greedy(ranked))


def greedy(ranked: Iterable[tuple[tuple[float, ...], int, int]]) -> Pairs:
    """Takes the pairs from the lowest rank up, each side once."""
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    pairs = []
    for _, left, right in sorted(ranked):
        if left not in used_gold and right not in used_predicted:
            used_gold.add(left)
            used_predicted.add(right)
            pairs.append((left, right))
    return pairs


def pair_equal(gold: Sequence[Hashable], predicted: Sequence[Hashable]) -> Pairs:
    """Pairs equal values in order, each once: what two multisets share."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for index in range(len(predicted) - 1, -1, -1):
        waiting[predicted[index]].append(index)
    return [(index, waiting[value].pop()) for index, value in enumerate(gold) if waiting.get(value)]


def align_optional(
    gold: Sequence[Item], optional: Sequence[bool], predicted: Sequence[Item], threshold: float
) -> tuple[Pairs, Pairs]:
    """Pairs with the gold that counts, then pairs of what is left with optional gold."""

    def pair(left: Sequence[int], right: Sequence[int]) -> Pairs:
        return align([gold[index] for index in left], [predicted[index] for index in right], threshold)

    return split_optional(optional, len(predicted), pair)


def split_optional(
    optional: Sequence[bool], predicted: int, pair: Callable[[Sequence[int], Sequence[int]], Pairs]
) -> tuple[Pairs, Pairs]:
    """Calls `pair` with indices of the gold that counts and all predictions, then of optional gold and what is left."""
    rest: list[int] = list(range(predicted))
    result: list[Pairs] = []
    for wanted in (False, True):
        chosen = [index for index, flag in enumerate(optional) if flag is wanted]
        found = [(chosen[left], rest[right]) for left, right in pair(chosen, rest)]
        taken = {right for _, right in found}
        rest = [index for index in rest if index not in taken]
        result.append(found)
    return result[0], result[1]


def unmatched(pairs: Pairs, ignored: Pairs, optional: Sequence[bool], predicted: int) -> tuple[list[int], list[int]]:
    """The gold that counts and is in no pair, and the predictions that are in none."""
    matched = {left for left, _ in pairs}
    seen = {right for _, right in (*pairs, *ignored)}
    missed = [index for index, flag in enumerate(optional) if not flag and index not in matched]
    return missed, [index for index in range(predicted) if index not in seen]


def nearest(missed: Sequence[Item], extra: Sequence[Item]) -> dict[int, tuple[float, int]]:
    """For a reader of the fault list: the extra that each missed item most likely is, with their F1.

    Every pair is compared, so a document with very many faults gets no hints.
    """
    if len(missed) * len(extra) > _MOST_HINTS:
        return {}
    found = {}
    for index, item in enumerate(missed):
        score, other = max(
            ((token_f1(item.text, candidate.text), -position) for position, candidate in enumerate(extra)),
            default=(0.0, 0),
        )
        if score >= _LEAST_HINT:
            found[index] = (score, -other)
    return found


def _similar(gold: Sequence[str], predicted: Sequence[str], threshold: float) -> list[tuple[float, int, int]]:
    """(F1, gold index, predicted index) of every pair that reaches `threshold`.

    Only pairs that share one of their rarest tokens are compared (prefix filtering): a pair that reaches the threshold
    must, and a big document does not become a product of its tasks.
    """
    bags = _bags((*gold, *predicted))
    index: dict[int, list[int]] = defaultdict(list)
    for position, bag in enumerate(bags[: len(gold)]):
        for element in _prefix(bag, threshold):
            index[element].append(position)
    found = []
    for position, bag in enumerate(bags[len(gold) :]):
        members = frozenset(bag)
        for other in {other for element in _prefix(bag, threshold) for other in index.get(element, ())}:
            score = _bag_f1(members, bags[other])
            if score >= threshold:
                found.append((score, other, position))
    return found


def _bag_f1(one: frozenset[int], other: list[int]) -> float:
    return 2 * len(one.intersection(other)) / (len(one) + len(other))


def _bags(texts: Sequence[str]) -> list[list[int]]:
    """Each text as the numbers of its tokens, the rarest first. The second “thi” of a text is another token than its
    first, so that a bag is a set."""
    bags = []
    for text in texts:
        seen: Counter[str] = Counter()
        bag = []
        for token in text.split():
            bag.append((token, seen[token]))
            seen[token] += 1
        bags.append(bag)
    spread = Counter(element for bag in bags for element in bag)
    order = {element: number for number, element in enumerate(sorted(spread, key=lambda each: (spread[each], each)))}
    return [sorted(order[element] for element in bag) for bag in bags]


def _prefix(bag: list[int], threshold: float) -> list[int]:
    """So many of the rarest that two bags that reach the threshold share one."""
    shared = math.ceil(threshold / (2 - threshold) * len(bag) - 1e-9)
    return bag[: len(bag) - shared + 1]
