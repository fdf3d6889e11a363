"""What pdfium says about a page: runs of characters with their places, ruling lines, how much of it is image.

Coordinates are points, origin at the top left, in the page turned so that most of its text is upright
(`Page.turn` tells by how much that differs from the page as a viewer shows it).
pdfium is not thread-safe: hold `LOCK` around every call that takes a document.
"""

from __future__ import annotations

import ctypes
import math
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from .chars import Run, main_turn, read_glyphs, split_runs
from .stamps import Stamps, find_stamps
from .veil import MAX_DEPTH, is_veiled

LOCK = threading.Lock()

_MAX_PATHS = 20_000  # more is a map or a chart, not a table
_MAX_SEGMENTS = 2_000
_POINTS = 72.0  # an inch
_THIN = 3.0
_FILLED = 0.8  # of the page: an image that covers so much is a scan or a background

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
Point = tuple[float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class View:
    """The way from pdfium's coordinates to upright ones: an affine map, and the size of the upright page."""

    matrix: Matrix
    width: float
    height: float

    def turned(self, quarters: int) -> View:
        """The view after so many clockwise quarter turns."""
        view = self
        for _ in range(quarters % 4):
            a, b, c, d, e, f = view.matrix
            view = View((-b, a, -d, c, view.height - f, e), view.height, view.width)
        return view

    def place(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """(left, top, right, bottom) of the mapped rectangle."""
        (ax, ay), (bx, by) = self.place(x0, y0), self.place(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


@dataclass(slots=True)
class Rules:
    """Ruling lines as (position across, start along, end along)."""

    horizontal: list[tuple[float, float, float]] = field(default_factory=list)
    vertical: list[tuple[float, float, float]] = field(default_factory=list)

    def add(self, box: Box) -> bool:
        """Takes a thin shape as a rule; False for any other."""
        left, top, right, bottom = box
        if bottom - top <= _THIN and right - left > bottom - top:
            self.horizontal.append(((top + bottom) / 2, left, right))
        elif right - left <= _THIN and bottom - top > right - left:
            self.vertical.append(((left + right) / 2, top, bottom))
        else:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Recognition:
    """How the text of a page that is an image was recognised: how `sure` it is on the whole (0 to 1), how many words
    it has, how many were `dropped` that were none; `failed` where the page took too long."""

    sure: float
    words: int = 0
    dropped: int = 0
    failed: bool = False


@dataclass(slots=True)
class Page:
    """One page. `number` counts from 1, `letters` counts its letters, `image_share` is the part that images cover,
    `turn` the clockwise quarter turns from the page as shown to this upright one. `veiled`: the text is not to be seen,
    what is seen is an image; `resolution` is that of an image that fills the page, in pixels an inch, 0 without one;
    `shapes` counts what is drawn with lines."""

    number: int
    width: float
    height: float
    runs: list[Run]
    rules: Rules
    letters: int
    chars: int
    image_share: float
    turn: int = 0
    veiled: bool = False
    resolution: float = 0.0
    shapes: int = 0
    recognition: Recognition | None = None

    def shown_box(self, box: Box) -> Box:
        """The box on the page as a viewer shows it."""
        left, top, right, bottom = box
        width, height = self.width, self.height
        for _ in range(self.turn):
            left, top, right, bottom = top, width - right, bottom, width - left
            width, height = height, width
        return left, top, right, bottom


@contextmanager
def closing(handle: Any, close: Callable[[Any], None]) -> Iterator[Any]:
    """A pdfium handle that may be null, closed at the end."""
    try:
        yield handle
    finally:
        if handle:
            close(handle)


def read_page(document: Any, index: int, most: int) -> Page | None:
    """Page `index` (from 0) of an open document; None where pdfium cannot load it. Call with `LOCK` held.

    OverflowError where the page has more than `most` characters.
    """
    import pypdfium2.raw as raw

    with closing(raw.FPDF_LoadPage(document, index), raw.FPDF_ClosePage) as page:
        if not page:
            return None
        stamps = find_stamps(raw, page)
        if stamps is None:
            return _read_page(raw, page, index, most, None)
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    with closing(raw.FPDF_LoadPage(document, index), raw.FPDF_ClosePage) as page:
        return _read_page(raw, page, index, most, stamps) if page else None


def _read_page(raw: Any, page: Any, index: int, most: int, stamps: Stamps | None) -> Page:
    rotation = raw.FPDFPage_GetRotation(page)
    view = _shown(raw, page).turned(rotation)
    turn = 0
    with closing(raw.FPDFText_LoadPage(page), raw.FPDFText_ClosePage) as text:
        glyphs = read_glyphs(raw, text, most)
        if stamps:
            stamps.drop_seals(glyphs)
        if turn := main_turn(raw, text, glyphs, rotation):
            view = view.turned(turn)
        runs = split_runs(raw, text, glyphs, view.matrix, (rotation + turn) % 4)
    letters = sum(sum(map(str.isalpha, run.chars)) for run in runs)
    walk = _Objects(raw, view)
    walk.page(page)
    area = view.width * view.height
    share = min(1.0, walk.image_area / area) if area > 0 else 0.0
    return Page(
        index + 1,
        view.width,
        view.height,
        runs,
        walk.rules,
        letters,
        len(glyphs.codes),
        share,
        turn,
        veiled=share >= _FILLED and is_veiled(raw, page, walk.texts, walk.covered),
        resolution=walk.resolution,
        shapes=walk.paths,
    )


def _shown(raw: Any, page: Any) -> View:
    """The unturned page with its origin at the top left."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
    return View((1.0, 0.0, 0.0, -1.0, -box.left, box.top), box.right - box.left, box.top - box.bottom)


class _Objects:
    """Walks a page's objects for ruling lines and images."""

    def __init__(self, raw: Any, view: View) -> None:
        self.raw = raw
        self.view = view
        self.rules = Rules()
        self.image_area = 0.0
        self.resolution = 0.0
        self.paths = 0
        self.texts = 0  # pieces of text
        self.covered = 0  # the first of them: an image was laid over these
        self.corners = [ctypes.c_float() for _ in range(4)]
        self.fill, self.stroke = ctypes.c_int(), ctypes.c_int()

    def page(self, page: Any) -> None:
        raw = self.raw
        for index in range(raw.FPDFPage_CountObjects(page)):
            self._object(raw.FPDFPage_GetObject(page, index), self.view, 0)
        if self.paths > _MAX_PATHS:
            self.rules = Rules()

    def _object(self, item: Any, view: View, depth: int) -> None:
        raw = self.raw
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self.paths += 1
            if self.paths <= _MAX_PATHS:
                self._path(item, view)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            self._image(item, view)
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            self.texts += 1
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            inner = View(_compose(self._matrix(item), view.matrix), view.width, view.height)
            for index in range(raw.FPDFFormObj_CountObjects(item)):
                self._object(raw.FPDFFormObj_GetObject(item, index), inner, depth + 1)

    def _image(self, item: Any, view: View) -> None:
        left, top, right, bottom = self._box(item, view)
        area = (right - left) * (bottom - top)
        self.image_area += area
        if area < _FILLED * view.width * view.height:
            return
        width, height = ctypes.c_uint(), ctypes.c_uint()
        if self.raw.FPDFImageObj_GetImagePixelSize(item, ctypes.byref(width), ctypes.byref(height)):
            self.resolution = math.sqrt(width.value * height.value / area) * _POINTS
        if not self.raw.FPDFPageObj_HasTransparency(item):
            self.covered = self.texts

    def _box(self, item: Any, view: View) -> Box:
        if not self.raw.FPDFPageObj_GetBounds(item, *self.corners):
            return 0.0, 0.0, 0.0, 0.0
        return view.box(*(corner.value for corner in self.corners))

    def _matrix(self, item: Any) -> Matrix:
        found = self.raw.FS_MATRIX()
        if not self.raw.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
            return _IDENTITY
        return found.a, found.b, found.c, found.d, found.e, found.f

    def _path(self, item: Any, view: View) -> None:
        """A thin path is one rule; a larger one may hold several thin shapes, or be a stroked frame or grid."""
        if self.rules.add(self._box(item, view)):
            return
        count = self.raw.FPDFPath_CountSegments(item)
        if count > _MAX_SEGMENTS:
            return
        self.raw.FPDFPath_GetDrawMode(item, ctypes.byref(self.fill), ctypes.byref(self.stroke))
        view = View(_compose(self._matrix(item), view.matrix), view.width, view.height)
        for points in self._shapes(item, count, view):
            if not self.rules.add(_box_of(points)) and self.stroke.value:
                for one, two in pairwise(points):
                    self.rules.add(_box_of((one, two)))

    def _shapes(self, item: Any, count: int, view: View) -> Iterator[list[Point]]:
        """The corners of each part of a path; of a closed one the first comes again at the end."""
        raw = self.raw
        x, y = ctypes.c_float(), ctypes.c_float()
        points: list[Point] = []
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
                yield points
                points = []
            points.append(view.place(x.value, y.value))
            if raw.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if points:
            yield points


def _box_of(points: Sequence[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _compose(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
    )  # fmt: skip
