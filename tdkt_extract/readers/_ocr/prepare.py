"""What is done to the image of a page before it is read: cleaned, set level, its ruling lines found and taken out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..pdf.page import Rules
from .clean import best_scale, evened, on_white, resized, threshold, to_grey
from .image import Image
from .ruling import find_rules, without_rules
from .skew import find_angle, turned

if TYPE_CHECKING:
    from .image import Mask, Pixels

POINTS = 72.0


@dataclass(slots=True)
class Prepared:
    """A level page in grey without its rules, which are in points; `dark` is its type."""

    grey: Pixels
    dark: Mask
    dpi: float
    rules: Rules

    @property
    def width(self) -> float:
        return int(self.grey.shape[1]) / self.dpi * POINTS

    @property
    def height(self) -> float:
        return int(self.grey.shape[0]) / self.dpi * POINTS


def prepare(image: Image, turns: int = 0) -> Prepared:
    """The image after so many clockwise quarter turns, ready to be read."""
    import numpy

    dpi = image.resolution()
    scale = best_scale(dpi)
    pixels = resized(image.pixels, scale)
    dpi *= scale
    if turns:
        pixels = numpy.ascontiguousarray(numpy.rot90(pixels, -turns))
    grey = evened(to_grey(pixels, dpi))
    level = threshold(grey)
    grey = on_white(grey, grey < level)
    angle = find_angle(grey < level, dpi)
    if angle:
        grey = turned(grey, angle)
    found = find_rules(grey < level, dpi)
    grey = without_rules(grey, found.mask)
    return Prepared(grey, grey < level, dpi, found.rules)
