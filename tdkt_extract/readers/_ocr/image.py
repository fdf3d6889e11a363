"""A page as an image."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Pixels: TypeAlias = NDArray[numpy.uint8]
    Mask: TypeAlias = NDArray[numpy.bool_]

_A4_WIDTH = 595.0
_POINTS = 72.0
_LIKELY = 2.2  # times as wide as A4, or as narrow: cameras write 72 whatever they took


@dataclass(slots=True)
class Image:
    """The page `number` (from 1) as rows of grey or of red, green, blue.

    `dpi` is what the file says, 0 where it says nothing; `width` and `height` are the page's in points, 0 where they
    follow from the dpi.
    """

    pixels: Pixels
    number: int = 1
    dpi: float = 0.0
    width: float = 0.0
    height: float = 0.0

    def resolution(self) -> float:
        """Pixels an inch: as the page's width has it, else as told, if that makes a likely sheet, else as of A4."""
        height, width = (int(side) for side in self.pixels.shape[:2])
        if self.width > 0:
            return width / self.width * _POINTS
        a4 = min(height, width) / _A4_WIDTH * _POINTS
        if self.dpi > 0 and 1 / _LIKELY < self.dpi / a4 < _LIKELY:
            return self.dpi
        return a4


def reduced(dark: Mask, step: int) -> Mask:
    """One pixel for each square of so many a side: dark where any of them is."""
    import numpy

    if step == 1:
        return dark
    height, width = (-(-side // step) for side in dark.shape)
    padded = numpy.zeros((height * step, width * step), dtype=bool)
    padded[: dark.shape[0], : dark.shape[1]] = dark
    found: Mask = numpy.logical_or.reduce(padded.reshape(height, step, width, step), axis=(1, 3))
    return found
