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


@dataclass(slots=True)
class Image:
    """The page `number` (from 1) as rows of grey or of red, green, blue.

    `dpi` is 0 where it is not known; `width` and `height` are the page's in points, 0 where they follow from the dpi.
    """

    pixels: Pixels
    number: int = 1
    dpi: float = 0.0
    width: float = 0.0
    height: float = 0.0

    def resolution(self) -> float:
        """Pixels an inch: as told, else as the page's width has it, A4 where that is not known either."""
        height, width = (int(side) for side in self.pixels.shape[:2])
        if self.width > 0:
            return width / self.width * _POINTS
        if self.dpi > 0:
            return self.dpi
        return min(height, width) / _A4_WIDTH * _POINTS


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
