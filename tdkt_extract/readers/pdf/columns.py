"""Text in two or more columns without rules: the letterhead, and Nơi nhận beside the signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, median_low

from .lines import Segment, join
from .paragraphs import Draft, Frame, goes_on, group, is_bare_marker, is_bullet

_GUTTER = 0.6  # of the size: the narrowest gutter
_CLEAR_GUTTER = 1.2  # of the size: no word space is so wide
_LONE_GUTTER = 3.0  # of the size: what a single line must show to count as two columns
_ALIGNED = 4.0
_REACH = 2.6  # of the size: distance to the next line of the block, spaced paragraphs included
_WIDEST_LEADING = 1.7  # of the size: of lines within a paragraph
_FOOT = 0.7  # of the page's height: a block that a page break cuts reaches lower
_SIGNATURE_SPACE = 11.0  # of the size: room for the signature above the name


@dataclass(slots=True)
class Zone:
    """A block in two columns: its segments left and right of the gutter (low, high)."""

    left: list[Segment]
    right: list[Segment]
    low: float
    high: float

    @property
    def top(self) -> float:
        return min(self.left[0].base, self.right[0].base)

    @property
    def bottom(self) -> float:
        return max(self.left[-1].base, self.right[-1].base)

    def side(self, segment: Segment) -> list[Segment] | None:
        """The column that the segment can belong to, None where it crosses the gutter."""
        least = _GUTTER * segment.size
        lefts, rights = segment.x1 <= self.high - least, segment.x0 >= self.low + least
        if lefts and rights:
            if _is_aligned(segment, self.right):
                return self.right
            return self.left if _is_aligned(segment, self.left) else None
        if lefts:
            return self.left
        return self.right if rights else None

    def add(self, segment: Segment, side: list[Segment]) -> None:
        side.append(segment)
        if side is self.left:
            self.low = max(self.low, segment.x1)
        else:
            self.high = min(self.high, segment.x0)


def _is_aligned(segment: Segment, column: Sequence[Segment]) -> bool:
    return any(abs(segment.mid - other.mid) < _ALIGNED or abs(segment.x0 - other.x0) < _ALIGNED for other in column)


def _shares_middle(segment: Segment, column: Sequence[Segment]) -> bool:
    return any(abs(segment.mid - other.mid) < _ALIGNED for other in column)


def _fits_right(segment: Segment, column: Sequence[Segment], frame: Frame) -> bool:
    """Whether a segment is set like the right column: a title below it, centred in the page, is not."""
    flush = sum(abs(segment.x0 - other.x0) < 1 for other in column)
    if (flush and not (_is_ragged(column) and flush * 2 < len(column))) or _shares_middle(segment, column):
        return True
    return _is_aligned(segment, column) and not frame.is_centred(segment)


def _pitch(column: Sequence[Segment]) -> float:
    """The least distance of the column's lines."""
    return min((line.base - above.base for above, line in pairwise(column) if line.base > above.base + 1), default=0.0)


def _is_ragged(column: Sequence[Segment]) -> bool:
    """Whether lines begin at different places, as centred ones do."""
    lefts = [segment.x0 for segment in column]
    return max(lefts) - min(lefts) > _ALIGNED


def find_zones(segments: Sequence[Segment], frame: Frame, first_page: bool) -> tuple[list[Zone], list[Segment]]:
    """The blocks in columns among a page's segments (sorted from the top), and the segments outside them."""
    zones: list[Zone] = []
    rest: list[Segment] = []
    at = 0
    while at < len(segments):
        zone = _start(segments, at)
        taken = _grow(zone, segments, at, frame) if zone else 0
        if zone is None or not taken or not _is_sound(zone, segments, at, taken):
            rest.append(segments[at])
            at += 1
            continue
        _take_heads(zone, rest, frame, first_page and not zones)
        zones.append(zone)
        at += taken
    return zones, rest


def _start(segments: Sequence[Segment], at: int) -> Zone | None:
    """A block that begins with segments[at] beside another segment of about the same height."""
    one = segments[at]
    for other in segments[at + 1 : at + 6]:
        if other.base - one.base > 0.7 * max(one.size, other.size):
            break
        left, right = (one, other) if one.x0 <= other.x0 else (other, one)
        if right.x0 - left.x1 >= _GUTTER * max(one.size, other.size) and not is_bare_marker(left.text):
            return Zone([left], [right], left.x1, right.x0)
    return None


def _grow(zone: Zone, segments: Sequence[Segment], start: int, frame: Frame) -> int:
    """Takes the segments that follow into the block; gives how many of segments[start:] it covers, 0 if it fails."""
    begun = {id(zone.left[0]), id(zone.right[0])}
    count = seen = 0
    for at in range(start, len(segments)):
        segment = segments[at]
        if id(segment) not in begun:
            side = zone.side(segment)
            if side is None or not _belongs(zone, segment, side, segments, at, frame):
                break
            zone.add(segment, side)
        else:
            seen += 1
        count += 1
    return count if seen == 2 else 0


def _belongs(
    zone: Zone, segment: Segment, side: list[Segment], segments: Sequence[Segment], at: int, frame: Frame
) -> bool:
    """Whether segments[at] is of the block: it has text beside it, or carries on its column below the other."""
    other = zone.left if side is zone.right else zone.right
    if segment.base - zone.bottom < 2 * _REACH * segment.size and _is_beside(zone, segment, other, segments, at):
        return True
    gap = segment.base - side[-1].base
    if side is zone.right:
        return gap < _SIGNATURE_SPACE * segment.size and _fits_right(segment, side, frame)
    if gap > _REACH * segment.size:
        return False
    if is_bullet(segment.text):
        return True
    if _shares_middle(segment, side) and (segment.x0 - frame.left > segment.size or _is_ragged(side)):
        return True
    return goes_on(segment.text) or (
        gap < max(1.5 * segment.size, 1.15 * _pitch(side))
        and side[-1].x1 + 0.2 * segment.size + segment.unit > zone.low
    )


def _is_beside(zone: Zone, segment: Segment, other: list[Segment], segments: Sequence[Segment], at: int) -> bool:
    """Whether the other column has text beside the segment or a little below it."""
    if abs(segment.base - other[-1].base) < 0.7 * segment.size:
        return True
    for later in segments[at + 1 : at + 8]:
        if later.base - segment.base > _REACH * segment.size:
            return False
        side = zone.side(later)
        if side is None:
            return False
        if side is other:
            return True
    return False


def _is_sound(zone: Zone, segments: Sequence[Segment], start: int, taken: int) -> bool:
    """Refuses what is only a wide space: tabs in a line, stretched lines of a paragraph one below the other."""
    size = zone.left[0].size
    width = zone.high - zone.low
    if taken == 2:
        return width > _LONE_GUTTER * size and min(len(zone.left[0].text), len(zone.right[0].text)) > 3
    lefts, rights = ({round(segment.base) for segment in side} for side in (zone.left, zone.right))
    if width > _CLEAR_GUTTER * size or len(lefts ^ rights) > 2:
        return True
    if len(lefts & rights) < 2:
        return False
    neighbours = [*segments[max(0, start - 1) : start], *segments[start + taken : start + taken + 1]]
    return not any(
        min(abs(near.base - zone.top), abs(near.base - zone.bottom)) < 1.6 * size
        and near.x0 < zone.low
        and near.x1 > zone.high
        for near in neighbours
    )


def _take_heads(zone: Zone, above: list[Segment], frame: Frame, at_top: bool) -> None:
    """Takes lines from the end of `above` that begin one column higher than the other."""
    while above:
        segment = above[-1]
        side = zone.side(segment)
        if side is None or zone.top - segment.base > _REACH * segment.size:
            return
        if side is zone.right:
            if frame.is_centred(segment) or not _shares_middle(segment, side):
                return
        elif not (at_top and len(above) < 3 and _shares_middle(segment, side)) and not _is_title(zone, above):
            return
        above.pop()
        side.insert(0, segment)
        zone.low = max(zone.low, segment.x1) if side is zone.left else zone.low
        zone.high = min(zone.high, segment.x0) if side is zone.right else zone.high


def _is_title(zone: Zone, above: Sequence[Segment]) -> bool:
    """Whether the last line above is the left column's first (“Nơi nhận:” above the height of the signature): nearer
    to the column than to what stands above."""
    segment, first = above[-1], zone.left[0]
    if abs(segment.x0 - first.x0) > _ALIGNED or first.base - segment.base > 1.6 * first.size:
        return False
    return is_bullet(first.text) and (
        len(above) < 2 or segment.base - above[-2].base > 1.2 * (first.base - segment.base)
    )


def carry_on(zone: Zone, segments: Sequence[Segment], frame: Frame, page_height: float) -> int:
    """How many of the next page's first segments carry on a block that ended the page before; they are taken in."""
    if zone.bottom < _FOOT * page_height:
        return 0
    columns = (list(zone.left), list(zone.right))
    count = 0
    for segment in segments:
        side = zone.side(segment)
        if side is None:
            break
        index = 0 if side is zone.left else 1
        if index:
            if not _fits_right(segment, columns[1], frame):
                break
        elif not (is_bullet(segment.text) or goes_on(segment.text) or _is_wrapped(segment, columns[0], zone, frame)):
            break
        zone.add(segment, side)
        columns[index].append(segment)
        count += 1
    return count


def _is_wrapped(segment: Segment, column: list[Segment], zone: Zone, frame: Frame) -> bool:
    """Whether the segment carries on the paragraph of the one above it."""
    last = column[-1]
    if last.page == segment.page:
        return segment.base - last.base < 1.5 * segment.size
    if last.text.endswith((".", ";")) or frame.lacks_tail(last):
        return False
    return last.x1 + 0.2 * last.size + segment.unit > zone.low - 1


def split(zone: Zone, frame: Frame, page_height: float) -> list[list[list[Draft]]]:
    """Rows of cells of paragraphs. A letterhead, at the top of its page, has as many rows as can be told apart."""
    columns = _columns(zone)
    bounds = _bounds(columns, frame)
    drafts = [_paragraphs(column, *bound, frame) for column, bound in zip(columns, bounds, strict=True)]
    letterhead = zone.top < 0.45 * page_height and not any(is_bullet(line.text) for line in columns[0])
    if not letterhead or len(columns) != 2:
        return [drafts]
    return _rows(drafts[0], drafts[1])


def _columns(zone: Zone) -> list[list[Segment]]:
    """The segments of each column from left to right: three may sign side by side."""
    columns: list[list[Segment]] = []
    for side in (zone.left, zone.right):
        clusters: list[list[Segment]] = []
        right = 0.0
        for segment in sorted(side, key=lambda segment: segment.x0):
            if clusters and segment.x0 - right < _GUTTER * segment.size:
                clusters[-1].append(segment)
                right = max(right, segment.x1)
            else:
                clusters.append([segment])
                right = segment.x1
        columns.extend(clusters if all(len(cluster) > 1 for cluster in clusters) else [side])
    return columns


def _bounds(columns: list[list[Segment]], frame: Frame) -> list[tuple[float, float]]:
    """Left and right limit of each column: the text area's edges and the middles of the gutters."""
    edges = [frame.left]
    for left, right in pairwise(columns):
        edges.append((max(s.x1 for s in left) + min(s.x0 for s in right)) / 2)
    edges.append(frame.right)
    return list(pairwise(edges))


def _paragraphs(column: list[Segment], low: float, high: float, frame: Frame) -> list[Draft]:
    lines = _lines(column)
    lefts = [line.x0 for line in lines]
    leading = frame.leading
    middle = median(line.mid for line in lines)
    if _agree([line.mid for line in lines]) > _agree(lefts):
        room = min(middle - low, high - middle) - 0.8 * lines[0].size  # the padding of table cells
        half = max(room, max(line.x1 - line.x0 for line in lines) / 2)
        inner = Frame(middle - half, middle + half, centred=True, spaced=_is_spaced(lines, frame))
    else:
        inner = Frame(min(lefts), max(line.x1 for line in lines))
        # Small type keeps the line distance of the body where that is set in points.
        leading = max(leading, min(_pitch(lines) / lines[-1].size, _WIDEST_LEADING))
    inner.leading, inner.tailed = leading, frame.tailed
    return group(lines, inner)


def _agree(values: Sequence[float]) -> int:
    """How many of the values are about the same: in a centred column the lines' middles, else their left ends."""
    middle = median_low(values)
    return sum(abs(value - middle) < _ALIGNED for value in values)


def _is_spaced(lines: Sequence[Segment], frame: Frame) -> bool:
    """Whether most lines of a column stand apart: then the others were wrapped."""
    gaps = [(line.base - above.base) / line.size for above, line in pairwise(lines) if above.page == line.page]
    apart = sum(gap > frame.leading + 0.2 for gap in gaps)
    return apart >= 2 and apart * 2 > len(gaps)


def _lines(column: list[Segment]) -> list[Segment]:
    lines: list[list[Segment]] = []
    for segment in sorted(column, key=lambda segment: (segment.page, segment.base, segment.x0)):
        last = lines[-1][-1] if lines else None
        if last and last.page == segment.page and segment.base - last.base < 0.4 * segment.size:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return [join(sorted(line, key=lambda segment: segment.x0)) for line in lines]


def _rows(left: list[Draft], right: list[Draft]) -> list[list[list[Draft]]]:
    """Cuts both columns where a paragraph begins on one line in both, after more room than usual in one of them."""
    gaps = sorted([_gap(side, index) for side in (left, right) for index in range(1, len(side))])
    usual = gaps[len(gaps) // 4] if gaps else 0.0
    rows: list[list[list[Draft]]] = []
    from_left = from_right = 0
    for i in range(1, len(left)):
        for j in range(max(1, from_right), len(right)):
            one, two = left[i].lines[0], right[j].lines[0]
            if abs(one.base - two.base) > 0.5 * max(one.size, two.size):
                continue
            if max(_gap(left, i), _gap(right, j)) > 1.3 * usual:
                rows.append([left[from_left:i], right[from_right:j]])
                from_left, from_right = i, j
                break
    rows.append([left[from_left:], right[from_right:]])
    return rows


def _gap(drafts: list[Draft], index: int) -> float:
    return drafts[index].lines[0].base - drafts[index - 1].lines[-1].base
