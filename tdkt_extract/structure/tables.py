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
    table = TaskTable(roles)
    for index in range(first, len(rows)):
        _read_row(text, rows[index], items, width, table, is_time)
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


def _read_row(text: str, row: Cells, items: Sequence[Item], width: int, table: TaskTable, is_time: Judge) -> None:
    fresh = {at: cell for at, cell in row.items() if cell}
    words = {at: _text(text, cell).strip() for at, cell in fresh.items()}
    if all(_COLUMN_NUMBER.match(word) for word in words.values()) or _repeats_head(table, words):
        return
    by_role: dict[Gives, list[list[Item]]] = {}
    for at, cell in fresh.items():
        role = table.roles.get(at)
        if role:
            by_role.setdefault(role, []).append(cell)
    ordinal = _text(text, by_role["ordinal"][0]).strip() if "ordinal" in by_role else None
    group = _group(text, fresh, by_role, ordinal, width, is_time)
    if group:
        table.rows.append(group)
        return
    work = [item for cell in by_role.get("work", []) for item in cell]
    last = table.rows[-1] if table.rows else None
    if work and isinstance(last, TaskRow) and last.work and last.work[0] is work[0]:
        _extend(last, by_role)
    elif work:
        table.rows.append(TaskRow(work, ordinal or None, by_role))
    elif isinstance(last, TaskRow):
        _extend(last, by_role)


def _extend(row: TaskRow, more: dict[Gives, list[list[Item]]]) -> None:
    """A further row of the same work: its unit and time cells belong to the task above."""
    seen = {id(item) for cells in row.cells.values() for cell in cells for item in cell}
    for role, cells in more.items():
        for cell in cells:
            if cell and id(cell[0]) not in seen:
                row.cells.setdefault(role, []).append(cell)


def _repeats_head(table: TaskTable, words: dict[int, str]) -> bool:
    roles = {at: column(word) for at, word in words.items()}
    return len(words) >= 2 and all(roles[at] == table.roles.get(at) for at in words)


def _group(
    text: str,
    cells: Cells,
    by_role: dict[Gives, list[list[Item]]],
    ordinal: str | None,
    width: int,
    is_time: Judge,
) -> GroupRow | None:
    filled = [at for at in cells if table_word(text, cells[at])]
    if not filled:
        return None
    if len(filled) == 1:
        items = cells[filled[0]]
        time = is_time(items[0].body, items[-1].end)
        whole = items[0].line.colspan >= max(2, width - 1)
        if whole or time or is_caps(_text(text, items)):
            return GroupRow(items, time)
        return None
    if len(filled) == 2 and ordinal and "work" in by_role:
        work = by_role["work"][0]
        words = _text(text, work)
        time = is_time(work[0].body, work[-1].end)
        if time or (_GROUP_ORDINAL.match(ordinal) and (is_caps(words) or len(words) < 200)):
            return GroupRow(work, time, ordinal)
    return None


def table_word(text: str, items: Sequence[Item]) -> bool:
    return any(char.isalnum() for char in _text(text, items))
