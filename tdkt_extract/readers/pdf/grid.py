"""Ruling lines -> grids: which rectangles of a page are the cells of a ruled table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from .page import Box, Rules

_NEAR = 3.0  # rules may stop just short of each other
_SAME_EDGE = 6.0  # the two lines of a double border; no row or column is so narrow
_SHORTEST = 6.0
_MOST = 400  # rules on one page after joining; more is a drawing

Rule = tuple[float, float, float]


@dataclass(slots=True)
class GridCell:
    """A cell by its first row and column, from 0, and how many it spans."""

    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(slots=True)
class Grid:
    """A ruled table: its edges and its cells; `owner[row][column]` indexes `cells`."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell] = field(default_factory=list)
    owner: list[list[int]] = field(default_factory=list)

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_at(self, x: float, y: float) -> int:
        """Index of the cell that holds the point, -1 outside."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[0] <= y < self.ys[-1]):
            return -1
        return self.owner[bisect_right(self.ys, y) - 1][bisect_right(self.xs, x) - 1]

    def cell_box(self, index: int) -> Box:
        cell = self.cells[index]
        return (
            self.xs[cell.column],
            self.ys[cell.row],
            self.xs[cell.column + cell.colspan],
            self.ys[cell.row + cell.rowspan],
        )


def find_grids(rules: Rules) -> list[Grid]:
    """The ruled tables of a page from top to bottom; a frame of one cell is no table, nor is a grid in a cell."""
    horizontal, vertical = _joined(rules.horizontal), _joined(rules.vertical)
    if not horizontal or not vertical or len(horizontal) + len(vertical) > _MOST:
        return []
    grids = [
        grid
        for group_h, group_v in _connected(horizontal, vertical)
        if (grid := _grid(group_h, group_v)) is not None and len(grid.cells) > 1
    ]
    grids.sort(key=lambda grid: grid.ys[0])
    return [grid for grid in grids if not any(other is not grid and _within(grid.box, other.box) for other in grids)]


def _within(inner: Box, outer: Box) -> bool:
    return (
        outer[0] - _NEAR <= inner[0]
        and outer[1] - _NEAR <= inner[1]
        and inner[2] <= outer[2] + _NEAR
        and inner[3] <= outer[3] + _NEAR
        and (outer[2] - outer[0]) * (outer[3] - outer[1]) > (inner[2] - inner[0]) * (inner[3] - inner[1])
    )


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Pieces on one line that touch become one rule: word processors rule each cell for itself."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules):
        if groups and rule[0] - groups[-1][0][0] <= _NEAR / 2:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    joined: list[Rule] = []
    for group in groups:
        group.sort(key=lambda rule: rule[1])
        at, low, high = group[0]
        for other, start, end in group[1:]:
            if start <= high + _NEAR:
                high = max(high, end)
            else:
                joined.append((at, low, high))
                at, low, high = other, start, end
        joined.append((at, low, high))
    return [rule for rule in joined if rule[2] - rule[1] >= _SHORTEST]


def _connected(horizontal: list[Rule], vertical: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of rules that cross or touch."""
    count = len(horizontal)
    parent = list(range(count + len(vertical)))
    for index, (y, left, right) in enumerate(horizontal):
        for other, (x, top, bottom) in enumerate(vertical, count):
            if left - _NEAR <= x <= right + _NEAR and top - _NEAR <= y <= bottom + _NEAR:
                parent[_root(parent, index)] = _root(parent, other)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate(horizontal):
        groups.setdefault(_root(parent, index), ([], []))[0].append(rule)
    for index, rule in enumerate(vertical, count):
        groups.setdefault(_root(parent, index), ([], []))[1].append(rule)
    return [group for group in groups.values() if group[0] and group[1]]


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _edges(across: list[Rule], along: list[Rule]) -> list[float]:
    """Positions of the edges, the ends of the crossing rules among them: open tables have no outer border."""
    values = sorted([rule[0] for rule in across] + [min(r[1] for r in along), max(r[2] for r in along)])
    edges = [values[0]]
    for value in values[1:]:
        if value - edges[-1] > _SAME_EDGE:
            edges.append(value)
    return edges


def _walls(rules: list[Rule], edges: list[float], steps: list[float]) -> list[list[bool]]:
    """walls[edge][step]: whether a rule at `edge` covers the step between two neighbouring crossing edges."""
    walls = [[False] * (len(steps) - 1) for _ in edges]
    for at, low, high in rules:
        edge = min(range(len(edges)), key=lambda index: abs(edges[index] - at))
        for step in range(len(steps) - 1):
            start, end = steps[step], steps[step + 1]
            if min(high, end) - max(low, start) >= 0.8 * (end - start):
                walls[edge][step] = True
    return walls


def _grid(horizontal: list[Rule], vertical: list[Rule]) -> Grid | None:
    xs, ys = _edges(vertical, horizontal), _edges(horizontal, vertical)
    if len(xs) < 2 or len(ys) < 2:
        return None
    for _ in range(2):  # an underline that touches a border is an edge without a wall: out with it, and look again
        upright, flat = _walls(vertical, xs, ys), _walls(horizontal, ys, xs)
        kept_x = [x for i, x in enumerate(xs) if i in (0, len(xs) - 1) or any(upright[i])]
        kept_y = [y for i, y in enumerate(ys) if i in (0, len(ys) - 1) or any(flat[i])]
        if len(kept_x) == len(xs) and len(kept_y) == len(ys):
            break
        xs, ys = kept_x, kept_y
    upright, flat = _walls(vertical, xs, ys), _walls(horizontal, ys, xs)
    grid = Grid(xs, ys)
    _fill(grid, upright, flat)
    return grid


def _fill(grid: Grid, upright: list[list[bool]], flat: list[list[bool]]) -> None:
    """Grows each cell from its top left corner, right and then down, while no wall stands between."""
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    grid.owner = [[-1] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if grid.owner[row][column] >= 0:
                continue
            right = column + 1
            while right < columns and grid.owner[row][right] < 0 and not upright[right][row]:
                right += 1
            bottom = row + 1
            while (
                bottom < rows
                and not any(flat[bottom][at] for at in range(column, right))
                and not any(upright[at][bottom] for at in range(column + 1, right))
                and all(grid.owner[bottom][at] < 0 for at in range(column, right))
            ):
                bottom += 1
            for y in range(row, bottom):
                grid.owner[y][column:right] = [len(grid.cells)] * (right - column)
            grid.cells.append(GridCell(row, column, bottom - row, right - column))
