"""The text area of each page and the habits of its paragraphs, learnt from the whole document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from .lines import Segment
from .paragraphs import HYPHENS, Frame, goes_on, is_marked

_FEW = 5  # of anything; fewer prove nothing
_ENOUGH = 8  # distances for a page to have its own
_MIRRORED = 40  # lines; with fewer the margins of odd and even pages are not told apart
_LOOSE = 0.2
_INDENT = 0.8

PageLines = Sequence[Segment]


def body_size(pages: Iterable[PageLines]) -> float:
    """The size that most of the text has."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0


def usual_leading(columns: Sequence[PageLines], fallback: float = 1.2) -> float:
    """The distance of lines within paragraphs, in sizes."""
    wrapped = _distances(columns, wrapped=True)
    if len(wrapped) >= _FEW:
        return median(wrapped)
    distances = sorted(_distances(columns))
    if len(distances) >= _FEW:
        return distances[len(distances) // 5]
    return fallback


def _distances(columns: Iterable[PageLines], wrapped: bool = False) -> list[float]:
    """The distances of neighbouring lines in sizes; `wrapped`: only where the second begins in lower case."""
    return [
        (line.base - above.base) / line.size
        for lines in columns
        for above, line in pairwise(lines)
        if 0.8 < (line.base - above.base) / line.size < 3
        and abs(above.size - line.size) < 0.5
        and (not wrapped or goes_on(line.text))
    ]


def find_frames(pages: Sequence[PageLines], widths: Sequence[float]) -> list[Frame]:
    """One frame for each page."""
    areas = _areas(pages, widths)
    leading = usual_leading(pages)
    frames = []
    for lines, (left, right) in zip(pages, areas, strict=True):
        own = _distances([lines], wrapped=True)
        frames.append(Frame(left, right, median(own) if len(own) >= _ENOUGH else leading))
    indent = _indent(pages, frames)
    spaced = _is_spaced(pages, frames)
    tailed = _tailed(pages, frames)
    return [replace(frame, indent=indent, spaced=spaced, tailed=tailed) for frame in frames]


def _areas(pages: Sequence[PageLines], widths: Sequence[float]) -> list[tuple[float, float]]:
    """Left and right edge of each page's text: its own where its lines agree, else those of its like."""
    groups: dict[tuple[float, int], list[Segment]] = defaultdict(list)
    for number, (lines, width) in enumerate(zip(pages, widths, strict=True)):
        groups[width, number % 2].extend(lines)
        groups[width, 2].extend(lines)
    edges = {
        key: (_edge([line.x0 for line in like], 2.0, 12, -1), _edge([line.x1 for line in like], 6.0, 40, 1))
        for key, like in groups.items()
    }
    areas = []
    for number, (lines, width) in enumerate(zip(pages, widths, strict=True)):
        mirrored = len(groups[width, number % 2]) >= _MIRRORED
        left, right = edges[width, number % 2 if mirrored else 2]
        own_left, own_right = [line.x0 for line in lines], [line.x1 for line in lines]
        if len(lines) >= 10:
            if own_left.count(min(own_left)) >= 3 or sum(x < min(own_left) + 1.5 for x in own_left) >= 5:
                left = min(own_left)
            if sum(x > max(own_right) - 1.5 for x in own_right) >= 4:
                right = max(own_right)
        if right - left < max(1.0, 0.2 * width):
            left, right = 0.1 * width, max(0.9 * width, 1.0)
        areas.append((left, right))
    return areas


def _edge(values: list[float], window: float, share: int, outward: int) -> float:
    """The outermost value that one in `share` comes near to: a letterhead may reach beyond the text area."""
    if not values:
        return 0.0
    values = sorted(values, reverse=outward > 0)
    needed = max(2, len(values) // share)
    for index, value in enumerate(values[: len(values) - needed + 1]):
        if abs(values[index + needed - 1] - value) <= window:
            return value
    return values[0]


def _indent(pages: Sequence[PageLines], frames: Sequence[Frame]) -> float:
    """How far first lines are indented: those right of the margin that are followed by one at the margin."""
    indents: Counter[float] = Counter()
    flush = 0
    for lines, frame in zip(pages, frames, strict=True):
        for above, line in pairwise(lines):
            if abs(line.x0 - frame.left) > 2 or frame.is_centred(above):
                continue
            if above.x0 - frame.left > _INDENT * above.size:
                indents[round(2 * (above.x0 - frame.left)) / 2] += 1
            elif is_marked(above.text) and goes_on(line.text):
                flush += 1
    if not indents or indents.total() < max(3, flush + 1):
        return 0.0
    return indents.most_common(1)[0][0]


def _is_spaced(pages: Sequence[PageLines], frames: Sequence[Frame]) -> bool:
    """Whether paragraphs are set apart: most items have more than a line's distance above them."""
    gaps = [
        (line.base - above.base) / line.size - frame.leading > _LOOSE
        for lines, frame in zip(pages, frames, strict=True)
        for above, line in pairwise(lines)
        if is_marked(line.text)
    ]
    return len(gaps) >= _FEW and sum(gaps) >= 0.7 * len(gaps)


def _tailed(pages: Sequence[PageLines], frames: Sequence[Frame]) -> int:
    """Whether the file keeps the space at which a line was wrapped: always (2), where there was room for it (1)."""
    wrapped = [
        (above, frame)
        for lines, frame in zip(pages, frames, strict=True)
        for above, line in pairwise(lines)
        if goes_on(line.text) and not above.text.endswith(HYPHENS)
    ]
    for tailed, lines in ((2, wrapped), (1, [(line, frame) for line, frame in wrapped if frame.has_room(line)])):
        if len(lines) >= _FEW and sum(line.tail for line, _ in lines) >= 0.95 * len(lines):
            return tailed
    return 0
