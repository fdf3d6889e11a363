"""Plain text -> blocks: tables and two-column parts first, then the paragraphs between them."""

from __future__ import annotations

from collections.abc import Sequence

from ..text import Block
from ._columns import side_by_side
from ._flat_table import flat_tables
from ._source import Line, Place, Region, read_lines
from ._tabbed import tabbed_tables
from ._wrap import drop_page_numbers, find_margin, paragraphs


def text_blocks(text: str, place: Place) -> list[Block]:
    """The blocks of `text`; `place` gives the locator of a line by its number."""
    lines = drop_page_numbers(read_lines(text))
    regions = _regions(lines, place, tabs="\t" in text, spaces="   " in text or "\u00a0" in text)
    margin = find_margin(_outside(lines, regions))
    blocks: list[Block] = []
    at = 0
    for region in regions:
        blocks.extend(paragraphs(lines[at : region.start], margin, place))
        blocks.extend(region.blocks)
        at = region.end
    blocks.extend(paragraphs(lines[at:], margin, place))
    return blocks


def _regions(lines: Sequence[Line], place: Place, tabs: bool, spaces: bool) -> list[Region]:
    """The regions that are no paragraphs, in order. What one finder took the next does not see."""
    found: list[Region] = []
    finders = ([side_by_side] if tabs or spaces else []) + ([flat_tables, tabbed_tables] if tabs else [])
    for finder in finders:
        edges = [0, *(edge for region in found for edge in (region.start, region.end)), len(lines)]
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            part = lines[start:end] if len(edges) > 2 else lines
            regions = finder(part, place)
            found = [*found, *(Region(start + region.start, start + region.end, region.blocks) for region in regions)]
        found.sort(key=lambda region: region.start)
    return found


def _outside(lines: Sequence[Line], regions: Sequence[Region]) -> Sequence[Line]:
    if not regions:
        return lines
    edges = [0, *(edge for region in regions for edge in (region.start, region.end)), len(lines)]
    return [line for start, end in zip(edges[::2], edges[1::2], strict=True) for line in lines[start:end]]
