"""The pages of an image file, decoded one by one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...errors import LimitError, ReadError
from .._ocr import Image
from ..base import Job

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

_WHITE = 255


class Frames:
    """`images()` gives what can be decoded; `cut` says afterwards that something could not."""

    def __init__(self, data: bytes, kind: str, job: Job) -> None:
        self._data = data
        self._kind = kind
        self._job = job
        self.cut = False

    def images(self) -> Iterator[Image]:
        """ReadError where nothing can be decoded, LimitError where an image or the file is too large."""
        from PIL import Image as pillow

        bomb = (pillow.DecompressionBombError, pillow.DecompressionBombWarning)
        found = 0
        try:
            with pillow.open(io.BytesIO(self._data), formats=[self._kind]) as picture:
                while self._goes_to(picture, found):
                    self._check(picture, found)
                    dpi = _dpi(picture)
                    loaded = self._loaded(picture)
                    if loaded is not None:
                        yield _image(loaded, dpi, found + 1)
                    found += 1
        except bomb as error:
            raise LimitError("too-many-pixels", self._job.name, detail=str(error)) from error
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            if not found:
                raise ReadError("damaged", self._job.name, format=self._kind, detail=str(error)) from error
            self.cut = True

    def _goes_to(self, picture: Picture, index: int) -> bool:
        """Whether there is a page `index`; it is the next to be loaded."""
        if index and getattr(picture, "n_frames", 1) == 1:
            return False
        try:
            picture.seek(index)
        except EOFError:
            return False
        return True

    def _check(self, picture: Picture, index: int) -> None:
        options = self._job.options
        if index >= options.max_pages:
            raise LimitError("too-long", self._job.name, detail=f"> {options.max_pages} trang (pages)")
        pixels = picture.width * picture.height
        if pixels > options.max_pixels:
            detail = f"{picture.width} × {picture.height} > {options.max_pixels}"
            raise LimitError("too-many-pixels", self._job.name, detail=detail)

    def _loaded(self, picture: Picture) -> Picture | None:
        """The page upright as its camera held it; of a damaged one what was decoded, None where that is nothing."""
        from PIL import ImageOps

        try:
            picture.load()
        except (OSError, SyntaxError, ValueError):
            self.cut = True
            picture.tile = []  # type: ignore[attr-defined]  # with nothing left to decode `load` gives what there is
            picture.load()
            if picture.convert("L").getbbox() is None:
                return None
        return ImageOps.exif_transpose(picture)


def _dpi(picture: Picture) -> float:
    dpi = picture.info.get("dpi") or (0.0, 0.0)
    try:
        return float(dpi[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return 0.0


def _image(picture: Picture, dpi: float, number: int) -> Image:
    """Grey or colour on white, whatever the file holds."""
    import numpy
    from PIL import Image as pillow

    if picture.mode.startswith("I;16"):
        deep = numpy.asarray(picture)
        return Image((deep >> 8).astype(numpy.uint8), number, dpi)
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        picture = pillow.new("RGBA", clear.size, (_WHITE, _WHITE, _WHITE, _WHITE))
        picture.alpha_composite(clear)
    grey = picture.mode in ("1", "L", "I", "F")
    return Image(numpy.asarray(picture.convert("L" if grey else "RGB")), number, dpi)
