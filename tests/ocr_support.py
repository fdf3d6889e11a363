"""Pages drawn for tests of recognition."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

DPI = 200
_FONTS = {False: ("DejaVuSerif.ttf", "times.ttf"), True: ("DejaVuSerif-Bold.ttf", "timesbd.ttf")}


def font(points: float = 13, bold: bool = False) -> Any:
    """A font with Vietnamese letters; skips the test where there is none."""
    from PIL import ImageFont

    for name in (*_matched(bold), *_FONTS[bold]):
        try:
            found = ImageFont.truetype(name, px(points))
        except OSError:
            continue
        if bytes(found.getmask("ộ")) != bytes(found.getmask("\U0010fffe")):  # not the box of a missing letter
            return found
    return pytest.skip("no Liberation Serif, DejaVu Serif or Times with Vietnamese letters here")


@cache
def _matched(bold: bool) -> tuple[str, ...]:
    """What fontconfig has that looks like the type of administrative papers."""
    if not shutil.which("fc-match"):
        return ()
    wanted = "Liberation Serif:lang=vi" + (":bold" if bold else "")
    found = subprocess.run(["fc-match", "-f", "%{file}", wanted], capture_output=True, text=True, check=False).stdout
    return (found,) if found.lower().endswith((".ttf", ".otf")) else ()


def blank(width: float = 595, height: float = 300) -> Picture:
    """White paper; sizes here and below are in points."""
    from PIL import Image

    return Image.new("RGB", (px(width), px(height)), "white")


def px(points: float) -> int:
    return round(points * DPI / 72)


def write(page: Picture, x: float, y: float, lines: Sequence[str], *, bold: bool = False, points: float = 13) -> None:
    """Lines of type, the first with its top at `y`."""
    from PIL import ImageDraw

    draw = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        draw.text((px(x), px(y + number * 1.35 * points)), line, fill="black", font=font(points, bold))


def rule(page: Picture, x0: float, y0: float, x1: float, y1: float) -> None:
    from PIL import ImageDraw

    ImageDraw.Draw(page).line((px(x0), px(y0), px(x1), px(y1)), fill="black", width=2)


def stamp(page: Picture, x: float, y: float, radius: float = 50) -> None:
    """A red seal, through which type is seen, around a point."""
    from PIL import Image, ImageChops, ImageDraw

    seal = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(seal)
    for share in (1.0, 0.65):
        reach = radius * share
        draw.ellipse((px(x - reach), px(y - reach), px(x + reach), px(y + reach)), outline=(205, 30, 45), width=4)
    draw.regular_polygon((px(x), px(y), px(radius * 0.35)), 5, fill=(205, 30, 45))
    page.paste(ImageChops.darker(page, seal))


def as_file(*pages: Picture, kind: str = "TIFF", **options: Any) -> bytes:
    stream = io.BytesIO()
    more = {"save_all": True, "append_images": pages[1:], "compression": "tiff_lzw"} if kind == "TIFF" else {}
    pages[0].save(stream, kind, dpi=(DPI, DPI), **more, **options)
    return stream.getvalue()
