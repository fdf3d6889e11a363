"""Scans and photographs made of PDFs with a text layer: `VERSIONS[name](stem, folder)` makes a file of images only.

What a scanner, a stamp and a telephone do to a page is drawn at random, but the same for a document every time.
"""

from __future__ import annotations

import io
import math
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter, ImageFont

_RED = (205, 30, 45)
_WHITE = (255, 255, 255)


@dataclass(frozen=True)
class Style:
    """How pages are spoilt: degrees that they are turned by at most, blur in points, noise in grey levels, share of
    pixels that are specks, darkness of the shadow over a corner, JPEG quality."""

    dpi: int
    skew: float
    blur: float = 0.0
    noise: float = 0.0
    specks: float = 0.0
    shadow: float = 0.0
    quality: int = 80
    stamp: bool = True


OFFICE = Style(dpi=200, skew=1.5, blur=0.2, noise=10, specks=0.002, quality=60)
CLEAN = Style(dpi=300, skew=0.3, noise=4, quality=85)
PHOTO = Style(dpi=220, skew=1.0, blur=0.25, noise=6, shadow=0.55, quality=80)


def pages(pdf: Path, style: Style) -> Iterator[Image.Image]:
    """The pages of `pdf` as they come from the scanner; the last has the stamp."""
    chance = numpy.random.default_rng(zlib.crc32(pdf.stem.encode()))
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            image = page.render(scale=style.dpi / 72).to_pil().convert("RGB")
            if style.stamp and number == len(document):
                _stamp(image, style.dpi)
            yield _spoilt(image, style, chance)


def _stamp(image: Image.Image, dpi: int) -> None:
    """A round red seal over the end of the text on the right, where the signature stands; ink lets the type through."""
    ink = numpy.asarray(image.convert("L"))[:, image.width // 2 :].min(axis=1) < 128
    bottom = int(numpy.flatnonzero(ink).max()) if ink.any() else image.height // 2
    radius = round(dpi * 18 / 25.4)
    x, y = round(0.62 * image.width), max(radius, bottom - radius // 2)
    seal = Image.new("RGB", image.size, _WHITE)
    draw = ImageDraw.Draw(seal)
    width = max(2, dpi // 60)
    for share in (1.0, 0.93, 0.6):
        reach = round(share * radius)
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), outline=_RED, width=width)
    corners = [
        (x + reach * math.sin(math.pi * tip / 5), y - reach * math.cos(math.pi * tip / 5))
        for tip, reach in ((tip, radius * (0.38 if tip % 2 == 0 else 0.15)) for tip in range(10))
    ]
    draw.polygon(corners, fill=_RED)
    font = ImageFont.load_default(size=radius * 0.24)
    for index, letter in enumerate("CON DAU MAU * CON DAU MAU * "):
        angle = 2 * math.pi * index / 28
        tile = Image.new("RGBA", (radius // 2, radius // 2), (0, 0, 0, 0))
        ImageDraw.Draw(tile).text((radius // 4, radius // 4), letter, font=font, fill=_RED, anchor="mm")
        tile = tile.rotate(-math.degrees(angle))
        place = (
            round(x + 0.77 * radius * math.sin(angle) - tile.width / 2),
            round(y - 0.77 * radius * math.cos(angle) - tile.height / 2),
        )
        seal.paste(tile, place, tile)
    image.paste(Image.fromarray(numpy.minimum(numpy.asarray(image), numpy.asarray(seal))))


def _spoilt(image: Image.Image, style: Style, chance: numpy.random.Generator) -> Image.Image:
    angle = float(chance.uniform(-style.skew, style.skew))
    image = image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=_WHITE)
    if style.blur:
        image = image.filter(ImageFilter.GaussianBlur(style.blur * style.dpi / 72))
    pixels = numpy.asarray(image).astype(numpy.float32)
    height, width = pixels.shape[:2]
    if style.shadow:
        across, down = numpy.linspace(0, 1, width), numpy.linspace(0, 1, height)
        pixels *= (1 - style.shadow * numpy.outer(down, across))[:, :, None]
        pixels *= numpy.array([1.0, 0.96, 0.86])  # warm light
    pixels += chance.normal(0, style.noise, (height, width, 1)) if style.noise else 0
    if style.specks:
        spots = chance.random((height, width))
        pixels[spots < style.specks / 2] = 0
        pixels[spots > 1 - style.specks / 2] = 255
    stream = io.BytesIO()
    Image.fromarray(pixels.clip(0, 255).astype(numpy.uint8)).save(stream, "JPEG", quality=style.quality)
    return Image.open(stream)


def as_pdf(style: Style, stem: Path, folder: Path) -> Path:
    """A PDF of images, without a text layer."""
    path = folder / f"{stem.name}.pdf"
    if not path.exists():
        first, *others = pages(stem.with_name(path.name), style)
        first.save(path, save_all=True, append_images=others, resolution=style.dpi, quality=style.quality)
    return path


def as_tiff(style: Style, stem: Path, folder: Path) -> Path:
    """One TIFF of all pages."""
    path = folder / f"{stem.name}.tif"
    if not path.exists():
        first, *others = pages(stem.with_name(f"{stem.name}.pdf"), style)
        dpi = (style.dpi, style.dpi)
        first.save(path, save_all=True, append_images=others, dpi=dpi, compression="jpeg", quality=style.quality)
    return path


VERSIONS: dict[str, Callable[[Path, Path], Path]] = {
    "scan-200": partial(as_pdf, OFFICE),
    "scan-300": partial(as_pdf, CLEAN),
    "photo-tif": partial(as_tiff, PHOTO),
}
