"""Runs -> segments: pieces of text on one line, cut at wide gaps and at the edges of table cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat
from statistics import median

from .chars import Run
from .grid import Grid
from .page import Box, Page

_SAME_LINE = 0.4  # of the size: columns side by side may differ a little
_RAISED = 0.55  # of the size: how far a footnote mark is raised above its line at most
_SMALL = 0.8  # of the size: how large it is at most
_WORD_GAP = 0.17  # of the size; the narrowest space of a justified line is wider, spaced letters are closer
_COLUMN_GAP = 0.6
_LAYERS = 8  # of type over type on one line; more is no text
_HYPHENS = "-\u2010\u2013\u2014"

_SUPERSCRIPTS = dict(zip("0123456789 ", "⁰¹²³⁴⁵⁶⁷⁸⁹ ", strict=True))

Glyph = tuple[float, float, str, float]
"""Left edge, right edge, character, how sure it is."""

Doubt = tuple[int, int, float]
"""text[start:end] was recognised in an image and is only so sure, 0 to 1."""

_SURE = 0.9  # words of good scans come out surer than this


@dataclass(slots=True)
class Segment:
    """Text on one line.

    `word` is the width of its first word and `unit` that of the part up to a hyphen, where a line may break too: what
    the line above would have had to take in. `tail`: the file has a space after it, as word processors leave where
    they wrap a line. `grid` and `cell` say which table cell it lies in, -1 for none. `doubts` are words that
    recognition was not sure of.
    """

    page: int
    base: float
    size: float
    x0: float
    x1: float
    text: str
    word: float
    unit: float
    bold: bool
    tail: bool
    grid: int = -1
    cell: int = -1
    doubts: tuple[Doubt, ...] = ()

    @property
    def top(self) -> float:
        return self.base - 0.8 * self.size

    @property
    def bottom(self) -> float:
        return self.base + 0.22 * self.size

    @property
    def mid(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def box(self) -> Box:
        return self.x0, self.top, self.x1, self.bottom


def join(segments: Sequence[Segment]) -> Segment:
    """Neighbours on one line, left to right, as one segment."""
    first = segments[0]
    if len(segments) == 1:
        return first
    main = max(segments, key=lambda segment: segment.x1 - segment.x0)
    return Segment(
        first.page,
        main.base,
        main.size,
        first.x0,
        max(segment.x1 for segment in segments),
        " ".join(segment.text for segment in segments),
        first.word,
        first.unit,
        all(segment.bold for segment in segments),
        segments[-1].tail,
        first.grid,
        first.cell,
        _joined_doubts(segments),
    )


def _joined_doubts(segments: Sequence[Segment]) -> tuple[Doubt, ...]:
    doubts: list[Doubt] = []
    at = 0
    for segment in segments:
        doubts.extend((at + start, at + end, sure) for start, end, sure in segment.doubts)
        at += len(segment.text) + 1
    return tuple(doubts)


def find_segments(page: Page, grids: Sequence[Grid]) -> list[Segment]:
    """All text of the page as segments, line by line from the top."""
    found: list[Segment] = []
    for line in _lines(page.runs):
        for piece in _unmixed(line):
            found.extend(_cut(page.number, piece, grids))
    return found


def _lines(runs: Iterable[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = []
    base = size = 0.0
    for run in sorted(runs, key=lambda run: run.base):
        reach = _RAISED if min(size, run.size) <= _SMALL * max(size, run.size) else _SAME_LINE
        if lines and run.base - base <= reach * max(size, run.size):
            lines[-1].append(run)
            if run.size > size:
                base, size = run.base, run.size
        else:
            lines.append([run])
            base, size = run.base, run.size
    return lines


def _unmixed(line: list[Run]) -> list[list[Run]]:
    """The runs of a line from left to right; runs that lie over each other on different baselines are two lines."""
    line.sort(key=lambda run: run.x0[0])
    pieces: list[list[Run]] = []
    for run in line:
        for piece in pieces[-_LAYERS:]:
            if not any(_collide(run, other) for other in piece[-3:]):
                if not any(_repeats(run, other) for other in piece[-3:]):
                    piece.append(run)
                break
        else:
            pieces.append([run])
    if len(pieces) > 1:
        pieces.sort(key=lambda piece: piece[0].base)
    return pieces


def _collide(run: Run, other: Run) -> bool:
    if abs(run.base - other.base) < 0.15 * max(run.size, other.size):
        return False
    return min(run.x1[-1], other.x1[-1]) - max(run.x0[0], other.x0[0]) > 0.3 * min(run.size, other.size)


def _repeats(run: Run, other: Run) -> bool:
    """Type drawn twice with a small shift looks bold: one of them is enough."""
    return abs(run.x0[0] - other.x0[0]) < 0.15 * run.size and run.chars == other.chars


def _cut(page: int, runs: list[Run], grids: Sequence[Grid]) -> list[Segment]:
    main = max(runs, key=lambda run: run.x1[-1] - run.x0[0])
    glyphs = [
        glyph for run in runs for glyph in zip(run.x0, run.x1, _marks(run, main), run.sure or repeat(1.0), strict=False)
    ]
    if any(later.x0[0] < earlier.x1[-1] - 0.2 * earlier.size for earlier, later in pairwise(runs)):
        # Another font's letters, or a number stamped into a blank: spaces of one would fall into words of the other.
        glyphs = sorted((glyph for glyph in glyphs if glyph[2] != " "), key=lambda glyph: glyph[0])
    near = [index for index, grid in enumerate(grids) if grid.ys[0] <= main.base - 0.3 * main.size < grid.ys[-1]]
    if not near:
        return [_segment(page, piece, runs, main) for piece in _cut_wide(glyphs, main.size)]
    found: list[Segment] = []
    middle = main.base - 0.3 * main.size
    for grid, cell, piece in _by_cell(glyphs, middle, near, grids):
        pieces = [piece] if cell >= 0 else _cut_wide(piece, main.size)
        for part in pieces:
            if any(glyph[2] != " " for glyph in part):
                segment = _segment(page, part, runs, main)
                segment.grid, segment.cell = grid, cell
                found.append(segment)
    return found


def _marks(run: Run, main: Run) -> list[str]:
    """The run's characters; a raised number (footnote, m²) as superscript: “QH15” with a mark is not “QH151”."""
    if len(run.chars) > 3 or run.size > _SMALL * main.size or run.base > main.base - 0.15 * main.size:
        return run.chars
    if not all(char in _SUPERSCRIPTS for char in run.chars):
        return run.chars
    return [_SUPERSCRIPTS[char] for char in run.chars]


def _by_cell(
    glyphs: list[Glyph], middle: float, near: list[int], grids: Sequence[Grid]
) -> list[tuple[int, int, list[Glyph]]]:
    pieces: list[tuple[int, int, list[Glyph]]] = []
    for glyph in glyphs:
        x = (glyph[0] + glyph[1]) / 2
        owner = next(((index, cell) for index in near if (cell := grids[index].cell_at(x, middle)) >= 0), (-1, -1))
        if pieces and pieces[-1][:2] == owner:
            pieces[-1][2].append(glyph)
        else:
            pieces.append((*owner, [glyph]))
    return pieces


def _cut_wide(glyphs: list[Glyph], size: float) -> list[list[Glyph]]:
    """Cuts at gaps that are wide for the type and for this line: a justified line may have only wide gaps."""
    gaps: list[tuple[float, int]] = []
    right = None
    for index, (left, end, char, _) in enumerate(glyphs):
        if char in " \xa0\t":
            continue
        if right is not None and left - right > _WORD_GAP * size:
            gaps.append((left - right, index))
        right = end if right is None or end > right else right
    if not gaps or max(gaps)[0] <= _COLUMN_GAP * size:
        return [glyphs]
    usual = median(gap for gap, _ in gaps) if len(gaps) > 3 else 0.25 * size
    limit = max(_COLUMN_GAP * size, 2 * usual)
    cuts = [0, *(index for gap, index in gaps if gap > limit), len(glyphs)]
    return [glyphs[start:end] for start, end in pairwise(cuts)]


def _segment(page: int, glyphs: list[Glyph], runs: list[Run], main: Run) -> Segment:
    start, end = 0, len(glyphs)
    while glyphs[start][2] == " ":
        start += 1
    while glyphs[end - 1][2] == " ":
        end -= 1
    tail = end < len(glyphs)
    if start or end < len(glyphs):
        glyphs = glyphs[start:end]
    left, right = glyphs[0][0], glyphs[-1][1]
    style = _style(left, right, runs, main)
    text, word, unit = _text(glyphs, style.size)
    doubts = _doubts(glyphs, text) if style.sure else ()
    bold = style.bold and all(run.bold for run in runs if run.x0[0] < right and run.x1[-1] > left)
    return Segment(page, style.base, style.size, left, right, text, word, unit, bold, tail, doubts=doubts)


def _style(left: float, right: float, runs: list[Run], main: Run) -> Run:
    """The run that covers most of the range: two columns of a letterhead differ in size and baseline."""
    if len(runs) == 1 or (main.x0[0] <= left and right <= main.x1[-1]):
        return main
    return max(runs, key=lambda run: min(run.x1[-1], right) - max(run.x0[0], left))


def _is_mark(last: str, char: str) -> bool:
    """Whether a raised number stands at another number, whose end it would hide: “QH15¹”, but not “m²”."""
    return char in "⁰¹²³⁴⁵⁶⁷⁸⁹" and (last.isdecimal() or last.isupper())


def _text(glyphs: list[Glyph], size: float) -> tuple[str, float, float]:
    """The characters, with the spaces that the page shows and the file lacks, and the widths of the first word and
    of its part up to a hyphen."""
    limit = _WORD_GAP * size
    right = glyphs[0][1]
    hyphen = space = 0.0
    out: list[str] = []
    last = ""
    for x0, x1, char, _ in glyphs:
        if (x0 - right > limit or _is_mark(last, char)) and last != " " and char != " ":
            out.append(" ")
            space = space or right
        elif char == " ":
            space = space or right
        elif not hyphen and char in _HYPHENS and out:
            hyphen = x1
        out.append(char)
        last = char
        if x1 > right or char != " ":
            right = x1
    text = "".join(out)
    left, end = glyphs[0][0], space or right
    if not hyphen or hyphen > end or "://" in text.partition(" ")[0]:
        hyphen = end  # an address is moved to the next line whole
    return text, end - left, hyphen - left


def _doubts(glyphs: list[Glyph], text: str) -> tuple[Doubt, ...]:
    """The words of `text`, made of `glyphs` and spaces, that have a character which is not sure, as sure as that."""
    doubts: list[Doubt] = []
    start, least = 0, 1.0
    rest = iter(glyphs)
    for index, char in enumerate(text):
        if char != " ":
            while (glyph := next(rest))[2] == " ":
                pass
            least = min(least, glyph[3])
        else:
            if least < _SURE:
                doubts.append((start, index, least))
            start, least = index + 1, 1.0
    if least < _SURE:
        doubts.append((start, len(text), least))
    return tuple(doubts)
