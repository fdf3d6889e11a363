"""Recognised lines -> runs: one baseline and one size for each line, evened out over the page."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from ..pdf.chars import Run
from .hocr import Char, Line

_CAPITAL = 0.662  # of the size, in the serif type of administrative papers
_ASCENDER = 0.683
_SMALL = 0.453
_DEFAULT = 13.0  # points
_SAME = 0.09  # sizes that differ by less are one
_WIDE = 0.6  # of the size: a gap that is no word space


def _heights() -> dict[str, float]:
    heights = dict.fromkeys("ABDEFGHKLMNOPRSTUVXY0123456789", _CAPITAL)
    heights |= dict.fromkeys("bdhklđ", _ASCENDER)
    return heights | dict.fromkeys("aceimnorsuvxz".replace("i", ""), _SMALL)


_HEIGHTS = _heights()


def to_runs(lines: Sequence[Line], scale: float) -> list[Run]:
    """`scale` is points a pixel."""
    sizes = _evened([(_size(line, scale), sum(len(word.chars) for word in line)) for line in lines])
    runs: list[Run] = []
    for line, size in zip(lines, sizes, strict=True):
        runs.extend(_runs(line, size, scale))
    return runs


def _size(line: Line, scale: float) -> float:
    """The type's size as the heights of its letters tell; 0 where no letter does."""
    heights = [
        (char.bottom - char.top) / _HEIGHTS[char.char] for word in line for char in word.chars if char.char in _HEIGHTS
    ]
    return median(heights) * scale if heights else 0.0


def _evened(sizes: Sequence[tuple[float, int]]) -> list[float]:
    """Sizes (each with how many characters have it) moved to the size that most of those near them have."""
    known = sorted((size, weight) for size, weight in sizes if size > 0)
    common: list[float] = []
    while known:
        best = max(known, key=lambda one: sum(w for s, w in known if abs(s - one[0]) <= _SAME / 2 * one[0]))[0]
        common.append(round(2 * best) / 2)
        known = [one for one in known if abs(one[0] - best) > _SAME * best]
    if not common:
        return [_DEFAULT] * len(sizes)
    return [min(common, key=lambda each: abs(each - size)) if size > 0 else common[0] for size, _ in sizes]


def _baseline(chars: Sequence[Char]) -> float:
    bottoms = [char.bottom for char in chars if char.char in _HEIGHTS]
    return median(bottoms) if bottoms else max(char.bottom for char in chars)


def _runs(line: Line, size: float, scale: float) -> list[Run]:
    """The line as runs, cut where a gap is too wide for a word space."""
    base = _baseline([char for word in line for char in word.chars]) * scale
    runs: list[Run] = []
    for word in line:
        left = word.chars[0].left * scale
        if runs and left - runs[-1].x1[-1] < _WIDE * size:
            run = runs[-1]
            _append(run, " ", run.x1[-1], max(left, run.x1[-1]), 1.0)
        else:
            run = Run([], [], [], base, size, False, [])
            runs.append(run)
        for char in word.chars:
            _append(run, char.char, char.left * scale, char.right * scale, word.sure)
    return runs


def _append(run: Run, char: str, left: float, right: float, sure: float) -> None:
    run.chars.append(char)
    run.x0.append(left)
    run.x1.append(right)
    assert run.sure is not None
    run.sure.append(sure)
