"""From the spans of a plan back to the characters of the text that `extract_text` read.

`Plan.text` differs from that text: paragraphs are joined, clusters composed, two columns set one after the other. But
the reader of plain text keeps the printed characters of each line, all of them or none, and in their order; only
between lines the order may change. So the characters of `Plan.text`, counted before its edits and line by line as
`places` tell them, are those of the source, and no text is searched for.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from ..errors import InternalError
from ..normalise import MARGIN
from ..text import TxtLocator

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..schema import Plan
    from ..text import Span

    _Numbers = NDArray[np.int64]

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_BLANK = np.zeros(0x10001, dtype=bool)
_BLANK[[ord(char) for char in MARGIN]] = True


def _codes(text: str) -> NDArray[np.uint32]:
    """The code points; `extract_text` replaces lone surrogates in the same way."""
    return np.frombuffer(text.encode("utf-32-le", "replace"), dtype="<u4")


def _printed(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which code points are neither white space nor invisible: those are never dropped from a line."""
    return ~_BLANK[np.minimum(codes, 0x10000)]


def _sums(weights: _Numbers) -> _Numbers:
    return np.concatenate(([0], np.cumsum(weights)))


class SourceOffsets:
    """The ranges of `source` that the spans of `plan`, extracted from it with `extract_text`, were read from."""

    def __init__(self, plan: Plan, source: str) -> None:
        codes = _codes(plan.text)
        printed = _printed(codes)
        # An edit counts as many characters as its raw text prints; a span that cuts through one has it whole, so its
        # characters have begun at the edit's start and are complete only at its end.
        begun, complete = printed.astype(np.int64), printed.astype(np.int64)
        for left, right, raw in plan.source_map.edits:
            begun[left:right] = complete[left:right] = 0
            printed[left:right] = False
            count = sum(char not in MARGIN for char in raw)
            if count:
                begun[left] = complete[right - 1] = count
        self._complete, self._begun = _sums(complete), _sums(begun)

        source_codes = _codes(source)
        offsets = np.flatnonzero(_printed(source_codes))
        order = self._order(plan, source, offsets)
        if order.size and (order.max() >= offsets.size or order.min() < 0):
            raise _mismatch()
        self._offsets = offsets[order]
        same = codes[printed] == source_codes[self._offsets[self._complete[:-1][printed]]]
        if not same.all():
            raise _mismatch()
        self._breaks = _breaks(order, offsets.size)

    def _order(self, plan: Plan, source: str, offsets: _Numbers) -> _Numbers:
        """For each printed character of the plan the index of the same one among those of the source."""
        line_starts = [0, *(match.end() for match in _LINE_BREAK.finditer(source))]
        # Where the next part of a line begins: its two columns, or its cells, are places of their own.
        following: list[int] = np.searchsorted(offsets, line_starts).tolist()
        places = [(start, place.line) for start, place in plan.source_map.places if isinstance(place, TxtLocator)]
        if any(line > len(following) for _, line in places):
            raise _mismatch()
        edges: list[int] = self._complete[[*(start for start, _ in places), len(plan.text)]].tolist()
        order = np.full(int(self._complete[-1]), -1, dtype=np.int64)
        for at, (_, line) in enumerate(places):
            first, last = edges[at], edges[at + 1]
            base = following[line - 1]
            order[first:last] = np.arange(base, base + last - first)
            following[line - 1] = base + last - first
        return order

    def ranges(self, span: Span) -> list[tuple[int, int]]:
        """The ranges of the source that hold the characters of `span`, in their order.

        More than one only where other text of the plan stands between: the lines of one of two columns. A page number
        or line break inside a paragraph, which the plan does not have, is inside the range.
        """
        first, last = int(self._complete[span.start]), int(self._begun[span.end])
        if first >= last:
            return []
        left, right = np.searchsorted(self._breaks, (first, last), side="right")
        inner = [at for at in self._breaks[left:right].tolist() if at < last]
        edges = [first, *inner, last]
        return [(int(self._offsets[start]), int(self._offsets[stop - 1]) + 1) for start, stop in pairwise(edges)]


def _mismatch() -> InternalError:
    return InternalError("spaCy: the plan's text does not agree with the lines it was read from")


def _breaks(order: _Numbers, count: int) -> _Numbers:
    """Where a character of the plan is not the one that follows, among those the plan has, in the source."""
    read = np.zeros(count, dtype=np.int64)
    read[order] = 1
    rank = np.cumsum(read)[order]
    return np.flatnonzero(np.diff(rank) != 1) + 1
