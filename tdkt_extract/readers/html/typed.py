"""Columns typed with hard spaces in a page: the letterhead, and the recipients beside the signature, as two cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...text import Block, Locator, Paragraph
from ..txt.columns import side_by_side
from ..txt.source import Line, Region

_GAP = "\u00a0\u00a0\u00a0"


def unfold_typed(blocks: Sequence[Block], linked: set[int], indents: Mapping[int, int]) -> tuple[list[Block], set[int]]:
    """`blocks` with paragraphs that are two columns side by side as tables, and the indices `linked` of the new list.
    `indents` are the hard spaces that a paragraph began with, by index."""
    found: list[Block] = []
    new_linked: set[int] = set()
    at = 0
    while at < len(blocks):
        end = at
        while end < len(blocks) and isinstance(blocks[end], Paragraph):
            end += 1
        run = [block for block in blocks[at:end] if isinstance(block, Paragraph)]
        pieces = _unfolded(run, at, indents) if any(_is_gapped(block.text) for block in run) else None
        if pieces is None:
            new_linked.update(len(found) + index - at for index in linked if at <= index < end)
            found.extend(run)
        else:
            for old, block in pieces:
                if old in linked:
                    new_linked.add(len(found))
                found.append(block)
        if end < len(blocks):
            found.append(blocks[end])
        at = end + 1
    return found, new_linked


def _is_gapped(text: str) -> bool:
    return "\u00a0" in text and (_GAP in text or "\u00a0 \u00a0" in text)


def _unfolded(run: list[Paragraph], first: int, indents: Mapping[int, int]) -> list[tuple[int, Block]] | None:
    """The paragraphs with their old indices, and the tables between them with -1; None when there are no columns."""
    lines: list[Line] = []
    owners: list[int] = []
    for index, paragraph in enumerate(run):
        indent = "\u00a0" * indents.get(first + index, 0)
        for number, text in enumerate(paragraph.text.split("\n")):
            if text.strip():
                lines.append(Line(len(lines), text if number else indent + text, 0))
                owners.append(index)

    def place(number: int) -> Locator:
        return run[owners[number]].locators[0][1]

    regions = list(side_by_side(lines, place))
    if not regions:
        return None
    return _merged(run, first, lines, owners, regions)


def _merged(
    run: list[Paragraph], first: int, lines: list[Line], owners: list[int], regions: list[Region]
) -> list[tuple[int, Block]]:
    out: list[tuple[int, Block]] = []
    at = 0
    for region in [*regions, Region(len(lines), len(lines), [])]:
        for owner in dict.fromkeys(owners[at : region.start]):
            whole = [number for number, each in enumerate(owners) if each == owner] if _is_cut(run[owner]) else []
            rest = [lines[number].text for number in whole if at <= number < region.start]
            block = replace(run[owner], text="\n".join(rest), readings=()) if len(rest) < len(whole) else run[owner]
            out.append((first + owner, block))
        out.extend((-1, block) for block in region.blocks)
        at = region.end
    return out


def _is_cut(paragraph: Paragraph) -> bool:
    """Whether a region can begin or end within the paragraph."""
    return "\n" in paragraph.text
