"""Plain text -> blocks: tables and two-column parts first, then the paragraphs between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ...text import Block
from .columns import side_by_side
from .flat_table import flat_tables
from .source import Line, Place, Region, read_lines
from .tabbed import tabbed_tables
from .wrap import Margin, drop_page_numbers, find_margin, paragraphs

_Finder = Callable[[Sequence[Line], Place], Iterator[Region]]


def text_blocks(text: str, place: Place) -> list[Block]:
    """The blocks of `text`; `place` gives the locator of a line by its number."""
    lines = drop_page_numbers(read_lines(text))
    gaps = _has_inner_tab(text) or "\u00a0" in text or "   " in text
    regions = find_regions(lines, place, tabs="\t" in text, gaps=gaps)
    return line_blocks(lines, regions, find_margin(_outside(lines, regions)), place)


def _has_inner_tab(text: str) -> bool:
    """Whether a tab stands within a line."""
    at = text.find("\t")
    while at == 0 or (at > 0 and text[at - 1] == "\n"):
        at = text.find("\t", at + 1)
    return at > 0


def line_blocks(lines: Sequence[Line], regions: Sequence[Region], margin: Margin | None, place: Place) -> list[Block]:
    """The blocks of the regions, and the paragraphs of the lines between them."""
    blocks: list[Block] = []
    at = 0
    for region in regions:
        blocks.extend(paragraphs(lines[at : region.start], margin, place))
        blocks.extend(region.blocks)
        at = region.end
    blocks.extend(paragraphs(lines[at:] if at else lines, margin, place))
    return blocks


def find_regions(lines: Sequence[Line], place: Place, tabs: bool, gaps: bool) -> list[Region]:
    """The regions that are no paragraphs, in order. What one finder took the next does not see. `tabs`: there are any;
    `gaps`: tabs or wide spaces may stand within lines."""
    finders: list[_Finder] = []
    if gaps:
        finders.append(side_by_side)
    if tabs:
        finders.append(flat_tables)
    if tabs and gaps:
        finders.append(tabbed_tables)
    found: list[Region] = []
    for finder in finders:
        fresh: list[Region] = []
        for start, end in _between(found, len(lines)):
            part = lines[start:end] if found else lines
            fresh.extend(
                Region(start + region.start, start + region.end, region.blocks) for region in finder(part, place)
            )
        found = sorted([*found, *fresh], key=lambda region: region.start)
    return found


def _between(regions: Sequence[Region], end: int) -> list[tuple[int, int]]:
    edges = [0, *(edge for region in regions for edge in (region.start, region.end)), end]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _outside(lines: Sequence[Line], regions: Sequence[Region]) -> Sequence[Line]:
    if not regions:
        return lines
    return [line for start, end in _between(regions, len(lines)) for line in lines[start:end]]
