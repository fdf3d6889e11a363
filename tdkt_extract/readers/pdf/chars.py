"""pdfium's characters -> runs: characters on one baseline without a wide gap.

pdfium's own order and its own spaces are not used: where a line mixes two fonts (a fallback font for Vietnamese
letters is common) its words come out of order. Characters are placed by their origins.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter, deque
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, repeat
from typing import Any

from ...legacy import Encoding, encoding_of_font

_CHUNK = 4096
_HYPHENS = {0x02: 0x2D, 0xFFFE: 0x2D}  # what pdfium makes of a hyphen at the end of a line
_FORCE_BOLD = 1 << 18
_BOLD_WEIGHTS = range(700, 1001)  # some producers' fonts give thousands, which means nothing
_WIDE = 7.0  # a gap that ends a run: wider than a word space of 14-point type
_SUPPLIED_GAP = 0.7  # the least gap at which a space made up by pdfium is believed
_QUARTER = math.pi / 2
_GLANCE = 400  # characters that show whether a page is upright
_SLANT = 0.35  # radians: upright type that is slanted to look italic is taken for turned by about 0.2


@dataclass(slots=True)
class Run:
    """`chars`, `x0` and `x1` run in parallel; `base` is the baseline, `size` the height of the type. `sure` runs with
    them where the characters were recognised in an image: how sure each is, 0 to 1. `encoding` is what the font's name
    tells of the codes."""

    chars: list[str]
    x0: list[float]
    x1: list[float]
    base: float
    size: float
    bold: bool
    sure: list[float] | None = None
    encoding: Encoding | None = None


@dataclass(slots=True)
class Glyphs:
    """A page's characters in pdfium's order and coordinates; `boxes` holds (left, top, right, bottom) in turn."""

    codes: list[int]
    x: list[float]
    y: list[float]
    boxes: list[float]


class _Buffers:
    """Memory that pdfium writes to, with a ready-made pointer to each slot: making a pointer costs more than a call."""

    def __init__(self, raw: Any) -> None:
        self.x = (ctypes.c_double * _CHUNK)()
        self.y = (ctypes.c_double * _CHUNK)()
        self.box = (ctypes.c_float * (4 * _CHUNK))()
        double, rect = ctypes.c_double.from_buffer, raw.FS_RECTF.from_buffer
        self.x_at = [ctypes.byref(double(self.x, 8 * slot)) for slot in range(_CHUNK)]
        self.y_at = [ctypes.byref(double(self.y, 8 * slot)) for slot in range(_CHUNK)]
        self.box_at = [ctypes.byref(rect(self.box, 16 * slot)) for slot in range(_CHUNK)]


_buffers: list[_Buffers] = []


def read_glyphs(raw: Any, text: Any, most: int) -> Glyphs:
    """All characters of a text page, three calls for each: a fourth would cost a fifth of the speed."""
    glyphs = Glyphs([], [], [], [])
    count = raw.FPDFText_CountChars(text) if text else 0
    if count <= 0:
        return glyphs
    if count > most:
        raise OverflowError(f"{count} ký tự > {most} ký tự (characters)")
    if not _buffers:
        _buffers.append(_Buffers(raw))
    buffers = _buffers[0]
    for start in range(0, count, _CHUNK):
        size = min(_CHUNK, count - start)
        where = range(start, start + size)
        glyphs.codes.extend(map(raw.FPDFText_GetUnicode, repeat(text), where))
        deque(map(raw.FPDFText_GetCharOrigin, repeat(text), where, buffers.x_at, buffers.y_at), 0)
        deque(map(raw.FPDFText_GetLooseCharBox, repeat(text), where, buffers.box_at), 0)
        glyphs.x.extend(buffers.x[:size])
        glyphs.y.extend(buffers.y[:size])
        glyphs.boxes.extend(buffers.box[: 4 * size])
    return glyphs


def main_turn(raw: Any, text: Any, glyphs: Glyphs, rotation: int) -> int:
    """Clockwise quarter turns that the page as shown lacks for most of its text to be upright.

    Landscape tables are often drawn sideways on an upright page. Only a sample is asked, and only where
    neighbours rarely share what should be their baseline.
    """
    axis = glyphs.x if rotation % 2 else glyphs.y
    shared = sum(abs(one - two) < 0.5 for one, two in pairwise(axis[:_GLANCE]))
    if shared * 2 > min(len(axis), _GLANCE) or len(axis) < 20:
        return 0
    step = max(1, len(axis) // 50)
    turns = Counter(
        round(raw.FPDFText_GetCharAngle(text, index) / _QUARTER) % 4
        for index in range(0, len(axis), step)
        if glyphs.codes[index] > 32
    )
    if not turns:
        return 0
    quarters: int = turns.most_common(1)[0][0]  # clockwise, as pdfium counts
    return (-quarters - rotation) % 4


def split_runs(raw: Any, text: Any, glyphs: Glyphs, matrix: tuple[float, ...], upright: int) -> list[Run]:
    """The runs of a page; `upright` is the counterclockwise quarter turn at which text is upright in the view."""
    x0s, x1s, bases = _placed(glyphs, matrix)
    spans: list[list[int]] = []
    current: list[int] = []
    base = left = right = math.inf
    supplied = -1
    for index, (code, x0, x1, y) in enumerate(zip(glyphs.codes, x0s, x1s, bases, strict=True)):
        if code <= 32:
            if code != 2 and (code != 32 or x1 - x0 < 0.01):
                supplied = index if code == 32 else -1  # a space that pdfium made up
                continue
        elif 0xD800 <= code < 0xE000:
            continue
        if -0.5 < y - base < 0.5 and x0 > left - 0.5 and x0 < right + _WIDE:
            if supplied == index - 1 and x0 > right + _SUPPLIED_GAP:
                current.append(supplied)  # lines set tight have spaces too narrow to be told by their width
            current.append(index)
        elif current and 0x300 <= code < 0x370:
            current.append(index)  # a combining mark may be drawn anywhere around its letter
            continue
        else:
            current = [index]
            spans.append(current)
            base = y
        left, right = x0, x1
    sample = _Sample(raw, text, upright)
    runs: list[Run] = []
    for span in spans:
        chars = [chr(_HYPHENS.get(code, code)) for code in map(glyphs.codes.__getitem__, span)]
        visible = [index for index, char in zip(span, chars, strict=True) if char != " "]
        if not visible:
            _append_spaces(runs, span, x0s, x1s, bases)
            continue
        if len(span) <= 2 and not sample.is_upright(visible[0]):
            continue
        size, bold = sample.style(visible)
        edges = [x0s[i] for i in span], [x1s[i] for i in span]
        runs.append(Run(chars, *edges, bases[span[0]], size, bold, encoding=sample.encoding()))
    return runs


def _append_spaces(runs: list[Run], span: list[int], x0s: list[float], x1s: list[float], bases: list[float]) -> None:
    """Spaces in a font of their own belong to the run that they follow: they tell where a line was wrapped."""
    if not runs or abs(runs[-1].base - bases[span[0]]) > 0.5 or abs(runs[-1].x1[-1] - x0s[span[0]]) > _WIDE:
        return
    run = runs[-1]
    run.chars.extend(" " for _ in span)
    run.x0.extend(x0s[index] for index in span)
    run.x1.extend(x1s[index] for index in span)


def _placed(glyphs: Glyphs, matrix: tuple[float, ...]) -> tuple[list[float], list[float], list[float]]:
    """Left edge, right edge and baseline of each character in the view."""
    a, b, c, d, e, f = matrix
    lefts, tops, rights, bottoms = (glyphs.boxes[corner::4] for corner in range(4))
    if not b:
        x0s = [a * x + e for x in lefts]
        x1s = [a * x + e for x in rights]
        bases = [d * y + f for y in glyphs.y]
    else:
        x0s = [c * y + e for y in tops]
        x1s = [c * y + e for y in bottoms]
        bases = [b * x + f for x in glyphs.x]
    if x0s and sum(x0s) > sum(x1s):
        return x1s, x0s, bases
    return x0s, x1s, bases


@lru_cache(maxsize=256)
def _encoding(name: bytes) -> Encoding | None:
    return encoding_of_font(name.decode("utf-8", "replace"))


class _Sample:
    """Style of a run from a few of its characters."""

    def __init__(self, raw: Any, text: Any, upright: int) -> None:
        self.raw = raw
        self.text = text
        self.upright = upright
        self.name = ctypes.create_string_buffer(128)
        self.flags = ctypes.c_int()
        self.matrix = raw.FS_MATRIX()

    def is_upright(self, index: int) -> bool:
        angle = self.raw.FPDFText_GetCharAngle(self.text, index) + self.upright * _QUARTER
        return abs(math.remainder(angle, 2 * math.pi)) < _SLANT

    def style(self, span: list[int]) -> tuple[float, bool]:
        """Size, and whether the first, middle and last of these characters are bold."""
        raw, text = self.raw, self.text
        scale = 1.0
        if raw.FPDFText_GetMatrix(text, span[0], ctypes.byref(self.matrix)):
            scale = math.hypot(self.matrix.c, self.matrix.d)
        size = raw.FPDFText_GetFontSize(text, span[0]) * scale
        bold = all(self._bold(span[at]) for at in (0, len(span) // 2, -1))
        return (size if 1 < size < 500 else 10.0), bold

    def encoding(self) -> Encoding | None:
        """What the name of the last font that was looked at tells."""
        return _encoding(self.name.value)

    def _bold(self, index: int) -> bool:
        raw = self.raw
        length = raw.FPDFText_GetFontInfo(self.text, index, self.name, 128, ctypes.byref(self.flags))
        if 0 < length <= 128 and (b"Bold" in self.name.value or b"bold" in self.name.value):
            return True
        return bool(self.flags.value & _FORCE_BOLD) or raw.FPDFText_GetFontWeight(self.text, index) in _BOLD_WEIGHTS
