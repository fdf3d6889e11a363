"""Recognised lines -> runs, cut at wide gaps: each with one baseline, a size evened out over the page, bold or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from ..pdf.chars import Run
from .hocr import Char, Line, Word
from .prepare import POINTS, Prepared

if TYPE_CHECKING:
    from .image import Mask

_CAPITAL = 0.662  # of the size, in the serif type of administrative papers
_ASCENDER = 0.683
_SMALL = 0.453
_HEIGHTS = (
    dict.fromkeys("ABDEFGHKLMNOPRSTUVXY0123456789", _CAPITAL)
    | dict.fromkeys("bdhklđ", _ASCENDER)
    | dict.fromkeys("acemnorsuvxz", _SMALL)
)
"""How high letters without a mark above or below are: they stand on the baseline."""
_USUAL = 13.0  # points, where no letter tells
_SAME = 0.09  # sizes that differ by less are one
_FEW = 24  # characters: their size is measured to a quarter only
_ROUGHLY = 1.3
_USUAL_SHARE = 0.15  # of the page's characters
_WIDE = 1.5  # of the size: no word space is so wide; the layout code cuts at narrower gaps where it must
_FAR = 0.4  # of the size: a word space that is looked at
_BOLDER = 1.28  # times as thick as the page's strokes; measured: bold 1.4 and more, other lines at most 1.15
_THICKEST = 0.135  # of the size: strokes that are not bold


@dataclass(slots=True)
class _Piece:
    """Words of one line without a wide gap; `size` in pixels, 0 where unknown; `stroke`, how thick, in sizes."""

    words: list[Word]
    size: float
    stroke: float

    @property
    def chars(self) -> list[Char]:
        return [char for word in self.words for char in word.chars]


def to_runs(lines: Sequence[Line], page: Prepared) -> list[Run]:
    for line in lines:
        _close_up(line, page.dark)
    pieces = [
        _Piece(words, _size(words), _stroke(words, page.dark))
        for line in lines
        for words in _cut(line, _size(line) or _USUAL / POINTS * page.dpi)
    ]
    scale = POINTS / page.dpi
    sizes = _evened([(piece.size * scale, len(piece.chars)) for piece in pieces])
    thin = _usual_stroke(pieces)
    return [
        _run(piece, size, piece.stroke > _BOLDER * thin * piece.size, scale)
        for piece, size in zip(pieces, sizes, strict=True)
    ]


def type_size(lines: Iterable[Line]) -> float:
    """The size of most of the page's type in pixels."""
    sizes = sorted((_size(line), sum(len(word.chars) for word in line)) for line in lines)
    return _middle([(size, count) for size, count in sizes if size])


def _middle(values: Sequence[tuple[float, int]]) -> float:
    """The median of ascending values, each with its weight; 0 of none."""
    half = sum(weight for _, weight in values) / 2
    for value, weight in values:
        half -= weight
        if half <= 0:
            return value
    return 0.0


def _cut(line: Line, size: float) -> list[list[Word]]:
    """The words of a line that stand together: columns side by side may differ in size and height."""
    pieces = [[line[0]]]
    for before, word in pairwise(line):
        if word.chars[0].left - before.chars[-1].right < _WIDE * size:
            pieces[-1].append(word)
        else:
            pieces.append([word])
    return pieces


def _close_up(line: Line, dark: Mask) -> None:
    """Draws words that stand far apart out to their ink: Tesseract now and then leaves a word's last letter out of
    its box, and a line of a title would be cut there as columns are."""
    import numpy

    far = _FAR * _size(line)
    for before, after in pairwise(line):
        one, two = before.chars[-1], after.chars[0]
        left, right = int(one.right), int(two.left)
        if not 0 < far < right - left:
            continue
        ink = dark[int(min(one.top, two.top)) : int(max(one.bottom, two.bottom)), left:right].any(axis=0)
        edges = numpy.flatnonzero(numpy.diff(ink.astype(numpy.int8), prepend=1, append=1))
        starts, ends = edges[::2], edges[1::2]
        if len(starts):
            widest = int((ends - starts).argmax())
            one.right, two.left = float(left + starts[widest]), float(left + ends[widest])


def _size(words: Sequence[Word]) -> float:
    """The type's size as the heights of its letters tell; 0 where no letter does."""
    heights = [
        (char.bottom - char.top) / _HEIGHTS[char.char] for word in words for char in word.chars if char.char in _HEIGHTS
    ]
    return median(heights) if heights else 0.0


def _stroke(words: Sequence[Word], dark: Mask) -> float:
    """How many pixels the strokes are wide on average, along the rows."""
    chars = [char for word in words for char in word.chars]
    top, bottom = (int(pick(side)) for pick, side in ((min, [c.top for c in chars]), (max, [c.bottom for c in chars])))
    ink = dark[max(0, top) : bottom + 1, max(0, int(chars[0].left)) : int(chars[-1].right) + 1]
    begun = int((ink[:, 1:] & ~ink[:, :-1]).sum()) + int(ink[:, :1].sum())
    return float(ink.sum()) / begun if begun else 0.0


def _usual_stroke(pieces: Sequence[_Piece]) -> float:
    """The stroke of most of the page's characters, in sizes: a page of headings only has no thin ones to tell."""
    strokes = sorted((piece.stroke / piece.size, len(piece.chars)) for piece in pieces if piece.size)
    return min(_middle(strokes) or _THICKEST, _THICKEST)


def _evened(sizes: Sequence[tuple[float, int]]) -> list[float]:
    """Sizes (each with how many characters have it) moved to the size that most of those near them have; those that
    few letters tell, as in the cells of a table, to a usual size of the page that is not far."""
    known = sorted((size, weight) for size, weight in sizes if size > 0)
    enough = _USUAL_SHARE * sum(weight for _, weight in known)
    common: list[float] = []
    usual: list[float] = []
    while known:
        best = max(known, key=lambda one: _weight_near(one[0], known))[0]
        near = [one for one in known if abs(one[0] - best) <= _SAME * best]
        common.append(round(2 * best) / 2)
        if sum(weight for _, weight in near) >= enough:
            usual.append(common[-1])
        known = [one for one in known if abs(one[0] - best) > _SAME * best]

    def nearest(size: float, weight: int) -> float:
        if size <= 0:
            return common[0] if common else _USUAL
        likely = [each for each in usual if max(each, size) <= _ROUGHLY * min(each, size)] if weight < _FEW else []
        return min(likely or common, key=lambda each: abs(each - size))

    return [nearest(*one) for one in sizes]


def _weight_near(size: float, known: Sequence[tuple[float, int]]) -> int:
    return sum(weight for other, weight in known if abs(other - size) <= _SAME / 2 * size)


def _baseline(chars: Sequence[Char]) -> float:
    bottoms = [char.bottom for char in chars if char.char in _HEIGHTS]
    return median(bottoms) if bottoms else max(char.bottom for char in chars)


def _run(piece: _Piece, size: float, bold: bool, scale: float) -> Run:
    run = Run([], [], [], _baseline(piece.chars) * scale, size, bold, [])
    for word in piece.words:
        if run.chars:
            left = word.chars[0].left * scale
            _append(run, " ", run.x1[-1], max(left, run.x1[-1]), 1.0)
        _append_word(run, word, scale)
    return run


def _append_word(run: Run, word: Word, scale: float) -> None:
    """Characters that touch: between the narrow ones of a word (“11”) there is as much white as in a word space."""
    edges = [(one.right + two.left) / 2 * scale for one, two in pairwise(word.chars)]
    lefts = [word.chars[0].left * scale, *edges]
    rights = [*edges, word.chars[-1].right * scale]
    for char, left, right in zip(word.chars, lefts, rights, strict=True):
        _append(run, char.char, left, right, word.sure)


def _append(run: Run, char: str, left: float, right: float, sure: float) -> None:
    run.chars.append(char)
    run.x0.append(left)
    run.x1.append(right)
    assert run.sure is not None
    run.sure.append(sure)
