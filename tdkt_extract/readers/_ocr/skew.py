"""By how much a page is turned: lines of text are level where the rows of pixels differ most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .image import reduced

if TYPE_CHECKING:
    from .image import Mask, Pixels

_WORKING_DPI = 150
_MOST = 5.0  # degrees; more is no scanner's fault
_COARSE = 0.5
_FINE = 0.05
_FEW = 200  # edge pixels; fewer tell nothing
_MANY = 60_000
_LEAST = 0.04  # degrees that are worth turning back


def find_angle(dark: Mask, dpi: float) -> float:
    """Degrees by which the page must be turned counterclockwise to be level; 0 where nothing tells."""
    import numpy

    step = max(1, round(dpi / _WORKING_DPI))
    small = reduced(dark, step)
    feet = small[:-1] & ~small[1:]  # the lower edges of letters: most of them stand on the baseline
    ys, xs = numpy.nonzero(feet)
    if len(ys) < _FEW:
        return 0.0
    if len(ys) > _MANY:
        chosen = numpy.linspace(0, len(ys) - 1, _MANY).astype(int)
        ys, xs = ys[chosen], xs[chosen]
    xs = xs - small.shape[1] / 2

    def sharpness(angle: float) -> float:
        rows = (ys + xs * numpy.tan(numpy.radians(angle))).round().astype(int)
        counts = numpy.bincount(rows - rows.min()).astype(float)
        return float((counts * counts).sum())

    coarse = max(numpy.arange(-_MOST, _MOST + _COARSE / 2, _COARSE), key=sharpness)
    fine = max(coarse + numpy.arange(-_COARSE, _COARSE + _FINE / 2, _FINE), key=sharpness)
    return -float(fine) if abs(fine) >= _LEAST else 0.0


def turned(pixels: Pixels, angle: float) -> Pixels:
    """The grey page turned counterclockwise by a few degrees, white where it was not."""
    import numpy
    from PIL import Image

    picture = Image.fromarray(pixels)
    return numpy.asarray(picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255))
