"""An image of a page -> black type on white paper, in grey: without stamps, shadows and specks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .image import reduced

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

    from .image import Mask, Pixels

_LEAST_DPI, _MOST_DPI, _BEST_DPI = 180.0, 420.0, 300.0
_MM = 1 / 25.4  # of an inch
_SMALL = 8  # pixels in one, where only areas matter
_COLOURED = 45  # grey levels by which ink of a stamp outdoes the paper's other colours
_STAMP = (14.0, 60.0)  # mm across: smaller is coloured type, larger a picture
_PAPER = 235  # grey levels: white enough
_SPECK = 3  # dark pixels that stand alone together


def best_scale(dpi: float) -> float:
    """By how much to enlarge the image: Tesseract wants capitals of 20 to 40 pixels."""
    return 1.0 if _LEAST_DPI <= dpi <= _MOST_DPI else _BEST_DPI / dpi


def resized(pixels: Pixels, scale: float) -> Pixels:
    import numpy
    from PIL import Image

    if scale == 1.0:
        return pixels
    height, width = (max(1, round(side * scale)) for side in pixels.shape[:2])
    return numpy.asarray(Image.fromarray(pixels).resize((width, height), Image.Resampling.BICUBIC))


def to_grey(pixels: Pixels, dpi: float) -> Pixels:
    """Grey with stamps faded and the type under them kept: in the stamp's own colour only the type is dark."""
    import numpy
    from PIL import Image

    if pixels.ndim == 2:
        return pixels
    picture = Image.fromarray(pixels)
    grey = numpy.asarray(picture.convert("L"))
    boxes = find_stamps(numpy.asarray(picture.reduce(_SMALL)), dpi / _SMALL)
    if boxes:
        grey = grey.copy()
    for left, top, right, bottom in boxes:
        rows, columns = slice(top * _SMALL, bottom * _SMALL), slice(left * _SMALL, right * _SMALL)
        grey[rows, columns] = _without_stamp(pixels[rows, columns], grey[rows, columns])
    return grey


def _ink(colours: Pixels) -> Mask:
    """Where red, blue or what is between them outdoes the rest."""
    red, green, blue = (colours[:, :, at].astype("int16") for at in range(3))
    strongest = red.copy()
    strongest[blue > red] = blue[blue > red]
    weakest = green.copy()
    weakest[(green > red) & (red <= blue)] = red[(green > red) & (red <= blue)]
    weakest[(green > blue) & (blue < red)] = blue[(green > blue) & (blue < red)]
    mask: Mask = (strongest - weakest > _COLOURED) & (strongest - green > _COLOURED)
    return mask


def find_stamps(small: Pixels, dpi: float) -> list[tuple[int, int, int, int]]:
    """Boxes (left, top, right, bottom) of coloured areas that are about as high as wide, in the pixels of `small`."""
    ink = _ink(small)
    cell = max(1, round(2.5 * _MM * dpi))
    boxes = []
    for left, top, right, bottom in _areas(reduced(ink, cell)):
        across, down = ((high - low) * cell / dpi / _MM for low, high in ((left, right), (top, bottom)))
        if all(_STAMP[0] <= side <= _STAMP[1] for side in (across, down)) and 0.4 < across / down < 2.5:
            boxes.append(((left - 1) * cell, (top - 1) * cell, (right + 1) * cell, (bottom + 1) * cell))
    return [(max(0, left), max(0, top), right, bottom) for left, top, right, bottom in boxes]


def _areas(cells: Mask) -> list[tuple[int, int, int, int]]:
    """Boxes of the cells that hang together, corners among them."""
    left = {(int(y), int(x)) for y, x in zip(*cells.nonzero(), strict=True)}
    boxes = []
    while left:
        edge = [left.pop()]
        ys, xs = [edge[0][0]], [edge[0][1]]
        while edge:
            y, x = edge.pop()
            for near in [(y + down, x + across) for down in (-1, 0, 1) for across in (-1, 0, 1)]:
                if near in left:
                    left.remove(near)
                    edge.append(near)
                    ys.append(near[0])
                    xs.append(near[1])
        boxes.append((min(xs), min(ys), max(xs) + 1, max(ys) + 1))
    return boxes


def _without_stamp(colours: Pixels, grey: Pixels) -> Pixels:
    """The part of a page with the ink of the stamp on it, and its edges, in the ink's own colour, stretched so that
    the ink is as light as paper. Thin strokes beside the ink stay as they are."""
    import numpy

    ink = _ink(colours)
    if not ink.any():
        return grey
    channel = 0 if colours[ink][:, 0].mean() >= colours[ink][:, 2].mean() else 2
    own = colours[:, :, channel]
    level = 0.85 * float(numpy.median(own[ink]))
    light = (own.astype(numpy.float32) * (255 / max(level, 1.0))).clip(0, 255).astype(numpy.uint8)
    return numpy.where(_counted(ink, 2) > 0, numpy.maximum(light, grey), grey)


def evened(grey: Pixels) -> Pixels:
    """Shadows and uneven light taken out: every pixel against the paper around it."""
    import numpy
    from PIL import Image

    paper = _paper(Image.fromarray(grey))
    if numpy.asarray(paper).min() >= _PAPER:
        return grey
    height, width = grey.shape
    around = numpy.asarray(paper.resize((width, height), Image.Resampling.BILINEAR)).astype(numpy.uint16)
    even: Pixels = numpy.minimum(grey.astype(numpy.uint16) * 255 // numpy.maximum(around, 1), 255).astype(numpy.uint8)
    return even


def _paper(picture: Picture) -> Picture:
    """The lightness of the paper, small."""
    from PIL import ImageFilter

    small = picture.reduce(_SMALL)
    light = small.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.MinFilter(5))
    return light.filter(ImageFilter.BoxBlur(6))


def threshold(grey: Pixels) -> int:
    """The level between type and paper that parts them best (Otsu)."""
    import numpy
    from PIL import Image

    counts = numpy.array(Image.fromarray(grey).histogram(), dtype=float)
    levels = numpy.arange(256)
    weight = counts.cumsum()
    total = (counts * levels).cumsum()
    with numpy.errstate(divide="ignore", invalid="ignore"):
        dark, light = total / weight, (total[-1] - total) / (weight[-1] - weight)
        between = weight * (weight[-1] - weight) * (dark - light) ** 2
    return int(numpy.nanargmax(between)) if numpy.isfinite(between).any() else 128


def on_white(grey: Pixels, dark: Mask) -> Pixels:
    """The dark pixels and what is next to them, on white; a few dark ones that stand alone are taken out.

    The grain of paper is no type, but in an empty cell of a table Tesseract has nothing else to read.
    """
    around = _counted(dark, 2)
    alone = dark & (around <= _SPECK)
    cleaned = grey.copy()
    cleaned[around == 0] = 255
    if alone.any():
        cleaned[_counted(alone, 1) > 0] = 255
    return cleaned


def _counted(mask: Mask, reach: int) -> Pixels:
    """How many pixels of the mask lie in the square of so many to each side."""
    import numpy

    counts = mask.astype(numpy.uint8)
    for axis in (0, 1):
        whole = counts.copy()
        for step in range(1, reach + 1):
            ahead = [slice(None), slice(None)]
            behind = [slice(None), slice(None)]
            ahead[axis], behind[axis] = slice(step, None), slice(None, -step)
            whole[tuple(behind)] += counts[tuple(ahead)]
            whole[tuple(ahead)] += counts[tuple(behind)]
        counts = whole
    return counts
