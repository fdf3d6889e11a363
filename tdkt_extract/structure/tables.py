"""Task tables: which column says what, and which rows are tasks and which group them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .headings import Judge
from .items import Item, is_caps
from .lexicon import Gives, column

_GROUP_ORDINAL = re.compile(r"(?:[IVX]{1,5}|[A-HK-Z])[.)]?\Z")
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?\Z")

Cells = dict[int, list[Item]]
"""The items of one row by grid column; a cell merged over rows stands in each of them."""


@dataclass(slots=True)
class TaskRow:
    """A row that states work: its items by what their column gives."""

    work: list[Item]
    ordinal: str | None
    cells: dict[Gives, list[list[Item]]]


@dataclass(slots=True)
class GroupRow:
    """A row over the whole width, or with a Roman ordinal, that groups the rows beneath it."""

    items: list[Item]
    is_time: bool
    ordinal: str | None = None


@dataclass(slots=True)
class TaskTable:
    roles: dict[int, Gives]
    rows: list[TaskRow | GroupRow] = field(default_factory=list)

    @property
    def start(self) -> int:
        return min(item.start for row in self.rows for item in _items(row)) if self.rows else 0


def _items(row: TaskRow | GroupRow) -> list[Item]:
    return row.items if isinstance(row, GroupRow) else row.work


def read_table(text: str, items: Sequence[Item], is_time: Judge, before: TaskTable | None) -> TaskTable | None:
    """The task table in `items` (one table's items in order), or None. `before` is the task table that directly
    precedes: a headless table of the same width continues it."""
    rows = _grid(items)
    width = max((item.line.column + item.line.colspan for item in items), default=0)
    roles, first = _head(text, rows)
    if not roles:
        if before is None or not before.roles or width != max(before.roles) + 1:
            return None
        roles, first = before.roles, 0
    table = _RowReader(text, TaskTable(roles), width, is_time).read(rows[first:])
    return table if any(isinstance(row, TaskRow) for row in table.rows) else None


def _grid(items: Sequence[Item]) -> list[Cells]:
    if not items:
        return []
    rows: list[Cells] = [{} for _ in range(max(i.line.row + i.line.rowspan for i in items))]
    for item in items:
        for row in range(item.line.row, item.line.row + item.line.rowspan):
            rows[row].setdefault(item.line.column, []).append(item)
    return [row for row in rows if row]


def _text(text: str, items: Sequence[Item]) -> str:
    return " ".join(text[item.start : item.end] for item in items)


def _head(text: str, rows: Sequence[Cells]) -> tuple[dict[int, Gives], int]:
    """The columns' roles and the index of the first row below the head."""
    for index, row in enumerate(rows[:4]):
        if len(row) < 2:
            continue
        roles = {at: role for at, cell in row.items() if (role := column(_text(text, cell)))}
        unknown = [at for at in row if at not in roles]
        if "work" not in roles.values() and len(roles) >= 2 and len(unknown) == 1:
            useful = {"lead", "implement", "coordinate", "time"} & set(roles.values())
            if useful and "ordinal" in roles.values() and not is_score(text, row):
                roles[unknown[0]] = "work"
        if "work" in roles.values() and len(roles) >= 2:
            below = index + 1
            if below < len(rows):
                inner = {at: role for at, cell in rows[below].items() if (role := column(_text(text, cell)))}
                own = [at for at in rows[below] if rows[below][at][0].line.row > row[min(row)][0].line.row]
                if own and all(at in inner for at in own) and len(own) >= 2:
                    roles |= {at: inner[at] for at in own}
                    below += 1
            return roles, below
    return {}, 0


def is_score(text: str, row: Cells) -> bool:
    """A head of a scoring table (tiêu chí, điểm): its rows are no tasks."""
    return any("điểm" in _text(text, cell).lower() or "tiêu chí" in _text(text, cell).lower() for cell in row.values())


class _RowReader:
    """Reads the rows below a head into a task table. One for each table."""

    def __init__(self, text: str, table: TaskTable, width: int, is_time: Judge) -> None:
        self.text, self.table, self.width, self.is_time = text, table, width, is_time

    def read(self, rows: Sequence[Cells]) -> TaskTable:
        for index, row in enumerate(rows):
            self._row(row, rows[index + 1] if index + 1 < len(rows) else {})
        return self.table

    def _row(self, row: Cells, below: Cells) -> None:
        words = {at: _text(self.text, cell).strip() for at, cell in row.items()}
        if all(_COLUMN_NUMBER.match(word) for word in words.values()) or self._repeats_head(words):
            return
        group = self._group(row, below)
        if group:
            self.table.rows.append(group)
            return
        cells = self._by_role(row)
        work = [item for cell in cells.get("work", []) for item in cell]
        last = self.table.rows[-1] if self.table.rows else None
        goes_on = isinstance(last, TaskRow) and (not work or last.work[0] is work[0])
        if goes_on:
            assert isinstance(last, TaskRow)
            _extend(last, cells)
        elif work:
            self.table.rows.append(TaskRow(work, self._ordinal(row), cells))

    def _by_role(self, row: Cells) -> dict[Gives, list[list[Item]]]:
        found: dict[Gives, list[list[Item]]] = {}
        for at, cell in row.items():
            role = self.table.roles.get(at)
            if role and cell:
                found.setdefault(role, []).append(cell)
        return found

    def _ordinal(self, row: Cells) -> str | None:
        cells = self._by_role(row).get("ordinal")
        return _text(self.text, cells[0]).strip() or None if cells else None

    def _repeats_head(self, words: dict[int, str]) -> bool:
        return len(words) >= 2 and all(column(word) == self.table.roles.get(at) for at, word in words.items())

    def _group(self, row: Cells, below: Cells) -> GroupRow | None:
        """A row over the whole width, a time, or a subject with an ordinal of its own kind and nothing beside it."""
        filled = [at for at in row if any(char.isalnum() for char in _text(self.text, row[at]))]
        if len(filled) == 1:
            items = row[filled[0]]
            time = self.is_time(items[0].body, items[-1].end)
            whole = items[0].line.colspan >= max(2, self.width - 1)
            return GroupRow(items, time) if whole or time or is_caps(_text(self.text, items)) else None
        ordinal = self._ordinal(row)
        work = self._by_role(row).get("work")
        if len(filled) != 2 or not ordinal or not work:
            return None
        time = self.is_time(work[0][0].body, work[0][-1].end)
        if time or _GROUP_ORDINAL.match(ordinal) or (self._ordinal(below) or "").startswith(f"{ordinal.rstrip('.')}."):
            return GroupRow(work[0], time, ordinal)
        return None


def _extend(row: TaskRow, more: dict[Gives, list[list[Item]]]) -> None:
    """A further row of the same work: its unit and time cells belong to the task above."""
    seen = {id(item) for cells in row.cells.values() for cell in cells for item in cell}
    for role, cells in more.items():
        for cell in cells:
            if cell and id(cell[0]) not in seen:
                row.cells.setdefault(role, []).append(cell)
