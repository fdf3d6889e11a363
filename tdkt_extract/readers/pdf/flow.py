"""Pages -> blocks in reading order: paragraphs, tables and columns, put together over page breaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from ...text import Block, Cell, Row, Table
from . import columns, tables
from .frames import body_size, find_frames, usual_leading
from .furniture import find_furniture
from .grid import Grid, find_grids
from .lines import Segment, find_segments, join
from .page import Page
from .paragraphs import Draft, Frame, continues, group, is_bare_marker


@dataclass(slots=True)
class ZoneDraft:
    """A block in columns, with the frame and height of the page where it began."""

    zone: columns.Zone
    frame: Frame
    height: float

    def finish(self, pages: Mapping[int, Page]) -> Table:
        rows = columns.split(self.zone, self.frame, self.height)
        width = max(len(row) for row in rows)
        return Table(
            tuple(
                Row(tuple(Cell(tuple(d.finish(pages) for d in cell), index) for index, cell in enumerate(row)))
                for row in rows
            ),
            width,
        )


Element: TypeAlias = Draft | tables.TableDraft | ZoneDraft


@dataclass(slots=True)
class Sheet:
    """A page taken apart: free segments and lines, and for each grid the segments in it."""

    page: Page
    grids: list[Grid]
    free: list[Segment]
    held: list[list[Segment]]
    lines: list[Segment] = field(default_factory=list)


def take_apart(page: Page) -> Sheet:
    """The page's segments; its runs are let go, they are most of what a page weighs."""
    grids = find_grids(page.rules)
    free: list[Segment] = []
    held: list[list[Segment]] = [[] for _ in grids]
    for segment in find_segments(page, grids):
        (free if segment.grid < 0 else held[segment.grid]).append(segment)
    page.runs = []
    return Sheet(page, grids, _with_markers(free), held)


def _with_markers(segments: Sequence[Segment]) -> list[Segment]:
    """Joins a bullet or number to the text that a tab sets apart from it."""
    joined: list[Segment] = []
    for segment in segments:
        last = joined[-1] if joined else None
        if (
            last
            and abs(segment.base - last.base) < 0.2 * segment.size
            and 0 < segment.x0 - last.x1 < 4 * segment.size
            and is_bare_marker(last.text)
        ):
            joined[-1] = join((last, segment))
        else:
            joined.append(segment)
    return joined


def assemble(sheets: Sequence[Sheet]) -> tuple[Block, ...]:
    """The blocks of all pages."""
    _clear_furniture(sheets)
    cells = [cell for sheet in sheets for cell in _cells(sheet)]
    frames = find_frames([sheet.lines for sheet in sheets], [sheet.page.width for sheet in sheets])
    in_cells = Frame(0, 0, usual_leading(cells, frames[0].leading), tailed=frames[0].tailed)
    size = body_size(sheet.lines for sheet in sheets)
    flow = _Flow()
    for sheet, frame in zip(sheets, frames, strict=True):
        notes = _take_footnotes(sheet, frame, size)
        flow.page(sheet, frame, in_cells)
        flow.notes.extend(group(notes, frame))
    flow.flush()
    pages = {sheet.page.number: sheet.page for sheet in sheets}
    return tuple(element.finish(pages) for element in flow.elements)


def _cells(sheet: Sheet) -> list[list[Segment]]:
    cells: dict[tuple[int, int], list[Segment]] = {}
    for held in sheet.held:
        for segment in held:
            cells.setdefault((segment.grid, segment.cell), []).append(segment)
    return list(cells.values())


def _lines(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments of one line side by side."""
    lines: list[list[Segment]] = []
    for segment in segments:
        last = lines[-1][-1] if lines else None
        if last and abs(segment.base - last.base) < 0.4 * max(segment.size, last.size) and segment.x0 >= last.x1 - 1:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return lines


def _clear_furniture(sheets: Sequence[Sheet]) -> None:
    rows = [_lines(sheet.free) for sheet in sheets]
    lines = [[join(row) for row in page] for page in rows]
    furniture = find_furniture(
        lines,
        [(sheet.page.width, sheet.page.height) for sheet in sheets],
        [[grid.ys[0] for grid in sheet.grids] for sheet in sheets],
    )
    for sheet, page_rows, page_lines in zip(sheets, rows, lines, strict=True):
        kept = [(row, line) for row, line in zip(page_rows, page_lines, strict=True) if id(line) not in furniture]
        sheet.free = [segment for row, _ in kept for segment in row]
        sheet.lines = [line for _, line in kept]


def _take_footnotes(sheet: Sheet, frame: Frame, size: float) -> list[Segment]:
    """The lines below the short rule that a word processor draws above footnotes."""
    for y, left, right in sheet.page.rules.horizontal:
        share = (right - left) / (frame.right - frame.left)
        if y < 0.4 * sheet.page.height or abs(left - frame.left) > 8 or not 0.15 < share < 0.5:
            continue
        below = [line for line in sheet.lines if line.base > y]
        if (
            below
            and all(line.size < 0.95 * size for line in below)
            and not any(grid.ys[-1] > y - 3 for grid in sheet.grids)
        ):
            sheet.free = [segment for segment in sheet.free if segment.base <= y]
            return below
    return []


class _Flow:
    """Elements in reading order. Footnotes wait until the paragraph or table that a page break cuts is whole."""

    def __init__(self) -> None:
        self.elements: list[Element] = []
        self.notes: list[Draft] = []

    def flush(self) -> None:
        self.elements.extend(self.notes)
        self.notes = []

    def page(self, sheet: Sheet, frame: Frame, in_cells: Frame) -> None:
        free = sheet.free
        last = self.elements[-1] if self.elements else None
        if isinstance(last, ZoneDraft) and not (sheet.grids and free and sheet.grids[0].ys[0] < free[0].base):
            free = free[columns.carry_on(last.zone, free, frame, last.height) :]
        zones, rest = columns.find_zones(free, frame, not self.elements)
        placed: list[tuple[float, ZoneDraft | tables.TableDraft | Segment]] = [
            (row[0].base, join(row)) for row in _lines(rest)
        ]
        placed.extend((zone.top, ZoneDraft(zone, frame, sheet.page.height)) for zone in zones)
        for grid, held in zip(sheet.grids, sheet.held, strict=True):
            if not held:
                continue  # boxes to tick, a frame for a photograph
            placed.append((grid.ys[0], tables.draft_table(grid, held, in_cells)))
        placed.sort(key=lambda item: item[0])
        self._append([item for _, item in placed], frame)

    def _append(self, items: Sequence[ZoneDraft | tables.TableDraft | Segment], frame: Frame) -> None:
        lines: list[Segment] = []
        first = True
        for item in items:
            if isinstance(item, Segment):
                lines.append(item)
                continue
            if lines:
                self._paragraphs(lines, frame, first)
                first, lines = False, []
            last = self.elements[-1] if self.elements else None
            if not (
                first
                and isinstance(item, tables.TableDraft)
                and isinstance(last, tables.TableDraft)
                and tables.carry_on(last, item)
            ):
                self.flush()
                self.elements.append(item)
            first = False
        if lines:
            self._paragraphs(lines, frame, first)

    def _paragraphs(self, lines: Sequence[Segment], frame: Frame, first: bool) -> None:
        drafts = group(lines, frame)
        last = self.elements[-1] if self.elements else None
        if first and isinstance(last, Draft) and continues(last, lines[0], frame):
            last.lines.extend(drafts.pop(0).lines)
        self.flush()
        self.elements.extend(drafts)
