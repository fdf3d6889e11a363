"""Page numbers and running heads: found by their place at the edge of pages, and taken out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from .lines import Segment
from .paragraphs import is_bullet

_PAGE_NUMBER = re.compile(
    r"[\s\-–—|~.]*(?:(?:trang|page|tr\.)\s*(?:số\s*)?:?\s*)?(\d{1,4})(?:\s*(?:/|of|trên)\s*\d{1,4})?[\s\-–—|~.]*\Z",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_MARGIN = 0.13  # of the page's height
_OUTERMOST = 3  # lines
_LEVEL = 4.0  # points: heights that differ by less are one
_AROUND = 10  # pages


@dataclass(slots=True)
class Edge:
    """A line at the top (`side` 0) or bottom (1) of a page, `rank` lines from its edge."""

    page: int
    side: int
    rank: int
    line: Segment
    isolated: bool


def find_furniture(
    pages: Sequence[Sequence[Segment]], sizes: Sequence[tuple[float, float]], blocks: Sequence[Sequence[float]]
) -> set[int]:
    """ids of the lines (given page by page, from the top) that are page numbers or running heads.

    `sizes` are the pages' width and height, `blocks` the tops of their ruled tables: a line beyond a table is not
    at the edge.
    """
    edges = [
        edge
        for index, lines in enumerate(pages)
        for edge in _edges(
            index, lines, sizes[index][1], min(blocks[index], default=None), max(blocks[index], default=None)
        )
    ]
    return _numbers(edges, sizes) | _repeated(edges, len(pages))


def _edges(page: int, lines: Sequence[Segment], height: float, first: float | None, last: float | None) -> list[Edge]:
    found: list[Edge] = []
    for side, order in ((0, lines), (1, lines[::-1])):
        for rank, line in enumerate(order[:_OUTERMOST]):
            if side == 0 and (line.base > _MARGIN * height or (first is not None and line.base > first)):
                break
            if side == 1 and (line.base < (1 - _MARGIN) * height or (last is not None and line.base < last)):
                break
            beyond = order[rank + 1] if rank + 1 < len(order) else None
            isolated = beyond is None or abs(beyond.base - line.base) > 1.8 * max(line.size, beyond.size)
            found.append(Edge(page, side, rank, line, isolated))
    return found


def _numbers(edges: Sequence[Edge], sizes: Sequence[tuple[float, float]]) -> set[int]:
    """A number on the outermost line that counts with the pages, or stands alone in the middle."""
    found = [
        (edge, int(match[1]) - edge.page)
        for edge in edges
        if edge.rank == 0 and (match := _PAGE_NUMBER.match(edge.line.text))
    ]
    shifts = Counter(shift for _, shift in found)
    return {
        id(edge.line)
        for edge, shift in found
        if shift == 1
        or shifts[shift] > 1
        or (edge.isolated and abs(edge.line.mid - sizes[edge.page][0] / 2) < 0.05 * sizes[edge.page][0])
    }


def _page(edge: Edge) -> int:
    return edge.page


def _repeated(edges: Sequence[Edge], pages: int) -> set[int]:
    """The same words (numbers aside) at the same height on most of the pages from the first to the last with them,
    three at least or two of a few: a sentence of a law's text may recur at the edge of a page, but not so densely."""
    groups: dict[tuple[int, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        if not is_bullet(edge.line.text):
            groups[edge.side, _DIGITS.sub("#", edge.line.text)].append(edge)
    found: set[int] = set()
    outer: set[tuple[int, int, int]] = set()
    for edge in sorted(edges, key=lambda edge: edge.rank):
        group = groups.get((edge.side, _DIGITS.sub("#", edge.line.text)), [])
        if len(group) < 2 or (edge.rank and (edge.page, edge.side, edge.rank - 1) not in outer):
            continue
        like, density = _recurrence(edge, group)
        often = like >= (3 if edge.isolated else 5) and density >= 0.4
        if often or (like == 2 and pages <= 4 and edge.isolated):
            found.add(id(edge.line))
            outer.add((edge.page, edge.side, edge.rank))
    return found


def _recurrence(edge: Edge, group: Sequence[Edge]) -> tuple[int, float]:
    """On how many pages the line stands at this height, and on what share of the pages around: heads of odd and even
    pages take turns. Looks some pages to either side only, so that thousands of pages take linear time."""
    start = bisect_left(group, edge.page - _AROUND, key=_page)
    end = bisect_right(group, edge.page + _AROUND, key=_page)
    near = [other.page for other in group[start:end] if abs(other.line.base - edge.line.base) < _LEVEL]
    return len(near), len(near) / (max(near) - min(near) + 1)
