"""Pages drawn by pdfium as images for recognition, each when it is asked for, so that few are in memory."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from .page import LOCK, Page, closing

if TYPE_CHECKING:
    from .._ocr import Image

_POINTS = 72.0
_RESOLUTION = 300.0  # pixels an inch: what recognition does best with
_OWN = range(200, 401)  # of an image that fills the page: drawn as it is, nothing is gained by other pixels
_WHITE = 255
_ALIGNED = 4  # pixels: pdfium's rows begin at a multiple of four bytes


def draw(document: Any, pages: Iterable[Page], most: int) -> Iterator[Image]:
    """The pages of an open document, upright as their text has them, of at most `most` pixels each.

    Takes `LOCK` only while it draws.
    """
    for page in pages:
        with LOCK:
            image = _draw(document, page, most)
        if image is not None:
            yield image


def _draw(document: Any, page: Page, most: int) -> Image | None:
    import numpy
    import pypdfium2.raw as raw

    from .._ocr import Image

    dpi = _dpi(page, most)
    width, height = (max(1, int(side * dpi / _POINTS)) for side in (page.width, page.height))
    width = max(_ALIGNED, width - width % _ALIGNED)
    pixels = numpy.full((height, width, 3), _WHITE, numpy.uint8)
    form, memory, stride = raw.FPDFBitmap_BGR, pixels.ctypes.data_as(ctypes.c_void_p), 3 * width
    with (
        closing(raw.FPDF_LoadPage(document, page.number - 1), raw.FPDF_ClosePage) as handle,
        closing(raw.FPDFBitmap_CreateEx(width, height, form, memory, stride), raw.FPDFBitmap_Destroy) as bitmap,
    ):
        if not handle or not bitmap:
            return None
        flags = raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER
        raw.FPDF_RenderPageBitmap(bitmap, handle, 0, 0, width, height, page.turn, flags)
    return Image(pixels, page.number, dpi, page.width, page.height)


def _dpi(page: Page, most: int) -> float:
    dpi = page.resolution if round(page.resolution) in _OWN else _RESOLUTION
    area = page.width * page.height / _POINTS**2
    return min(dpi, math.sqrt(most / area)) if area > 0 else dpi
