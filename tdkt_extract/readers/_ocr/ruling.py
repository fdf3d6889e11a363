"""Ruling lines of a level page: long, thin, dark; broken or a little slanted, as scanners and copiers leave them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ..pdf.page import Rules
from .image import reduced

if TYPE_CHECKING:
    from .image import Mask, Pixels

_WORKING_DPI = 150.0
_LONG = 0.36  # inches: no stroke of type is so long
_SHORT = 0.2  # inches: of an upright rule between two level ones, as high as one line of a table
_FILLED_LEVEL = 0.9  # the share of a rule that is dark; a line of capitals has .8
_FILLED_UPRIGHT = 0.8
_OWN_ROW = 0.4  # the share of a row that is dark where the rule is in it; feet of type just above have less
_FAINT = 0.55  # the share that is dark of a rule that is known to go on
_FILLED_LONG = 0.88  # of a long upright one: Ĩ in one line above Ĩ in the next has .8
_FILLED_BETWEEN = 0.65  # of an upright one from one level rule to the next; a letter in a row has .55
_THICKEST = 0.05  # inches
_BREAK = 0.15  # inches that a rule may be interrupted: where the ring of a stamp crosses it
_JOINT = 0.06  # inches between an upright rule and the level one that it stands on
_POINTS = 72.0
_MOST = 4000  # pieces; more is a picture


@dataclass(slots=True)
class Found:
    """`rules` in points; `mask`, where they are in the image."""

    rules: Rules
    mask: Mask


@dataclass(slots=True)
class _Piece:
    """A rule: first and last row of pixels, start and end along it."""

    first: int
    last: int
    start: int
    end: int


def find_rules(dark: Mask, dpi: float) -> Found:
    import numpy

    step = max(1, round(dpi / _WORKING_DPI))
    small = reduced(dark, step)
    working = dpi / step
    flat = _runs(small, round(_LONG * working), _FILLED_LEVEL, working, step == 1)
    across = numpy.ascontiguousarray(small.T)
    sideways = _runs(across, round(_SHORT * working), _FILLED_UPRIGHT, working, step == 1)
    level = [piece for piece in _pieces(flat, working) if piece.end - piece.start >= _LONG * working]
    upright = [piece for piece in _pieces(sideways, working) if _is_upright(piece, level, across, working)]
    _lengthen(level, upright, small, working)
    _lengthen(upright, level, across, working)
    upright = [part for piece in upright for part in _stretches(piece, level, across, working)]
    mask = _painted(flat, level) | _painted(sideways, upright).T
    if step > 1:
        mask = mask.repeat(step, axis=0).repeat(step, axis=1)[: dark.shape[0], : dark.shape[1]]
    scale = _POINTS / working
    return Found(Rules(_placed(level, scale), _placed(upright, scale)), mask)


def _runs(dark: Mask, length: int, filled: float, dpi: float, thicken: bool) -> Mask:
    """The pixels of level runs that are so long, dark but for a few gaps, and thin. `thicken`: rows are looked at with
    the next ones, which in an image that was reduced they are already: three of them would be a line of type."""
    import numpy
    from PIL import Image, ImageFilter

    if min(dark.shape) <= length:
        return numpy.zeros_like(dark)
    thick = dark.copy()
    if thicken:
        thick[1:] |= dark[:-1]  # a slanted rule goes on in the next row
        thick[:-1] |= dark[1:]
    window = ImageFilter.BoxBlur((length // 2, 0))
    shares = numpy.asarray(Image.fromarray(thick.view(numpy.uint8) * numpy.uint8(255)).filter(window))
    full = (shares >= 255 * filled).view(numpy.uint8) * numpy.uint8(255)
    reached = numpy.asarray(Image.fromarray(full).filter(window)) > 0
    own = numpy.asarray(Image.fromarray(dark.view(numpy.uint8) * numpy.uint8(255)).filter(window))
    reached &= own >= 255 * _OWN_ROW
    return reached & dark & ~_bulky(dark, max(3, round(_THICKEST * dpi)))


def _bulky(dark: Mask, most: int) -> Mask:
    """The pixels of areas that are higher than any rule is thick: black edges of a scan, pictures."""
    import numpy
    from PIL import Image, ImageFilter

    reach = -(-most // 2)
    window = ImageFilter.BoxBlur((0, reach))
    solid = numpy.asarray(Image.fromarray(dark.view(numpy.uint8) * numpy.uint8(255)).filter(window)) == 255
    around: Mask = numpy.asarray(Image.fromarray(solid.view(numpy.uint8) * numpy.uint8(255)).filter(window)) > 0
    return around


def _pieces(mask: Mask, dpi: float) -> list[_Piece]:
    """The level rules of the mask: runs that touch or nearly do, put together."""
    import numpy

    used = numpy.flatnonzero(mask.any(axis=1))
    edges = numpy.diff(mask[used].view(numpy.int8), axis=1, prepend=0, append=0)
    rows, starts = numpy.nonzero(edges == 1)
    ends = numpy.nonzero(edges == -1)[1]
    rows = used[rows]
    if len(rows) > _MOST:
        return []
    gap = round(_BREAK * dpi)
    done: list[_Piece] = []
    near: list[_Piece] = []
    for row, start, end in zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True):
        done.extend(piece for piece in near if piece.last < row - 2)
        merged = _Piece(row, row, start, end)
        apart = []
        for piece in near:
            if piece.last < row - 2:
                continue
            if start <= piece.end + gap and piece.start <= end + gap:
                merged.first = min(merged.first, piece.first)
                merged.start, merged.end = min(merged.start, piece.start), max(merged.end, piece.end)
            else:
                apart.append(piece)
        near = [*apart, merged]
    return [*done, *near]


def _is_upright(piece: _Piece, level: list[_Piece], dark: Mask, dpi: float) -> bool:
    """Whether an upright piece is a rule: long in one stretch (one letter below the other is not), or from one level
    rule to another."""
    import numpy

    length = round(_LONG * dpi)
    if piece.end - piece.start >= length:
        band = dark[max(0, piece.first - 1) : piece.last + 2, piece.start : piece.end].any(axis=0)
        sums = numpy.concatenate(([0], band.cumsum()))
        if (sums[length:] - sums[:-length]).max() >= _FILLED_LONG * length:
            return True
    joint = _JOINT * dpi
    return all(
        any(
            rule.first - joint <= end <= rule.last + joint and rule.start - joint <= piece.first <= rule.end + joint
            for rule in level
        )
        for end in (piece.start, piece.end)
    )


def _lengthen(pieces: list[_Piece], crossing: list[_Piece], dark: Mask, dpi: float) -> None:
    """Draws rules on, where they are faint, to the next rule that they would cross: under a stamp they are broken."""
    joint = _JOINT * dpi
    for piece in pieces:
        middle = (piece.first + piece.last) // 2
        band = dark[max(0, middle - 1) : middle + 2]
        across = [rule for rule in crossing if rule.start - joint <= middle <= rule.end + joint]
        after = min((rule.last for rule in across if rule.first > piece.end + joint), default=None)
        before = max((rule.first for rule in across if rule.last < piece.start - joint), default=None)
        if after is not None and band[:, piece.end : after].any(axis=0).mean() >= _FAINT:
            piece.end = after
        if before is not None and band[:, before : piece.start].any(axis=0).mean() >= _FAINT:
            piece.start = before


def _stretches(piece: _Piece, level: list[_Piece], dark: Mask, dpi: float) -> list[_Piece]:
    """The parts of an upright rule between level ones where it is dark. In a merged row, which it leaves out, an “I”
    may stand between its two ends."""
    import numpy

    joint = _JOINT * dpi
    crossed = [
        (rule.first + rule.last) // 2
        for rule in level
        if piece.start < rule.first and rule.last < piece.end and rule.start - joint <= piece.first <= rule.end + joint
    ]
    band: Mask = numpy.asarray(dark[max(0, piece.first - 1) : piece.last + 2].any(axis=0))
    parts: list[_Piece] = []
    for start, end in pairwise(sorted({piece.start, *crossed, piece.end})):
        if band[start:end].mean() < _FILLED_BETWEEN:
            continue
        if parts and parts[-1].end == start:
            parts[-1].end = end
        else:
            parts.append(_Piece(piece.first, piece.last, start, end))
    return parts


def _painted(mask: Mask, pieces: list[_Piece]) -> Mask:
    """The part of the mask that the pieces are made of."""
    import numpy

    chosen = numpy.zeros_like(mask)
    for piece in pieces:
        chosen[piece.first : piece.last + 1, piece.start : piece.end] = True
    return chosen & mask


def _placed(pieces: list[_Piece], scale: float) -> list[tuple[float, float, float]]:
    return [((piece.first + piece.last + 1) / 2 * scale, piece.start * scale, piece.end * scale) for piece in pieces]


def without_rules(grey: Pixels, mask: Mask) -> Pixels:
    """The image with the rules' pixels, and those at their edges, made white."""
    if not mask.any():
        return grey
    wide = mask.copy()
    wide[1:] |= mask[:-1]
    wide[:-1] |= mask[1:]
    wide[:, 1:] |= mask[:, :-1]
    wide[:, :-1] |= mask[:, 1:]
    cleaned = grey.copy()
    cleaned[wide] = 255
    return cleaned
