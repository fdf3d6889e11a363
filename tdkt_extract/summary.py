"""Plans as a table for the terminal: what a clerk asks first (số, ngày, nhiệm vụ theo quý, đơn vị, thời hạn)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .normalise import fold
from .schema import Plan, Task

_HEAD = (
    "KẾ HOẠCH", "SỐ", "NGÀY", "NHIỆM VỤ", "Q.I", "Q.II", "Q.III", "Q.IV", "KHÁC", "ĐƠN VỊ", "VIỆN DẪN", "HẠN TỚI",
    "ĐỌC TỪ",
)  # fmt: skip
_NUMERIC = frozenset(range(3, 11))
_MINIMUM, _GAP = 24, 2
_AHEAD = 12


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline that falls on a day."""

    day: date
    plan: str
    units: str
    task: str


def quarters(task: Task) -> set[int]:
    """The quarters (1–4) that the task's own times lie in; a time longer than a year lies in none."""
    found: set[int] = set()
    for period in task.periods:
        if period.begin and period.end and (period.end - period.begin).days <= 200:
            first, last = period.begin, period.end
            month = first.year * 12 + first.month - 1
            while month <= last.year * 12 + last.month - 1:
                found.add(month % 12 // 3 + 1)
                month += 1
    for deadline in task.deadlines:
        if deadline.date:
            found.add((deadline.date.month + 2) // 3)
    return found


def dues(plan: Plan) -> list[Due]:
    """The plan's deadlines that fall on a day, earliest first."""
    name = plan.header.number or plan.source.name
    found = [
        Due(deadline.date, name, ", ".join(unit.name for unit in task.units), " ".join(task.text.split()))
        for task in plan.tasks
        for deadline in task.deadlines
        if deadline.date
    ]
    return sorted(found, key=lambda due: (due.day, due.task))


def by_document(plans: Sequence[Plan]) -> list[list[Plan]]:
    """The plans, by date of issue; files of one document together: of equal number, date and title, and of equal issuer
    where there is no number."""
    groups: dict[tuple[object, ...], list[Plan]] = {}
    for plan in plans:
        header = plan.header
        numbered = any(char.isdigit() for char in header.number or "")
        key: tuple[object, ...] = (plan.source.sha256,)
        if numbered or header.title:
            key = (header.number, header.issued_on, fold(header.title or ""), "" if numbered else header.issuer)
        groups.setdefault(key, []).append(plan)
    return sorted(groups.values(), key=lambda group: (group[0].header.issued_on or date.min, group[0].source.name))


def table(plans: Sequence[Plan], today: date, width: int | None = None) -> str:
    """One line a document, totals, and the next deadlines of all. `width` in characters, the terminal's by default."""
    width = width or shutil.get_terminal_size((140, 40)).columns
    documents = by_document(plans)
    rows = [_HEAD, *(_row(group, today) for group in documents)]
    firsts = [group[0] for group in documents]
    sizes = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    rest = sum(sizes[1:]) + _GAP * (len(sizes) - 1)
    sizes[0] = min(sizes[0], max(_MINIMUM, width - rest))
    lines = [_line(row, sizes) for row in rows]
    lines.insert(1, "─" * len(lines[0]))
    lines.append("─" * len(lines[0]))
    lines.append(_totals(firsts, len(plans)))
    lines.extend(_coming(firsts, today, width))
    return "\n".join(lines)


def _row(group: Sequence[Plan], today: date) -> tuple[str, ...]:
    plan = group[0]
    by_quarter = [0] * 5
    for task in plan.tasks:
        for quarter in quarters(task) or {5}:
            by_quarter[quarter - 1] += 1
    header = plan.header
    units = {unit.unit_id for task in plan.tasks for unit in task.units}
    return (
        " ".join((header.title or plan.source.name).split()),
        header.number or "–",
        header.issued_on.strftime("%d/%m/%Y") if header.issued_on else "–",
        str(len(plan.tasks)),
        *(str(count) if count else "·" for count in by_quarter),
        str(len(units)),
        str(len(plan.citations)),
        _next(dues(plan), today),
        " ".join(dict.fromkeys(each.source.reader for each in group)),
    )


def _next(found: Sequence[Due], today: date) -> str:
    ahead = [due for due in found if due.day >= today]
    if ahead:
        return ahead[0].day.strftime("%d/%m/%Y")
    return f"{found[-1].day:%d/%m/%Y} (đã qua)" if found else "–"


def _line(row: Sequence[str], sizes: Sequence[int]) -> str:
    cells = (
        shorten(cell, size).rjust(size) if column in _NUMERIC else shorten(cell, size).ljust(size)
        for column, (cell, size) in enumerate(zip(row, sizes, strict=True))
    )
    return (" " * _GAP).join(cells).rstrip()


def shorten(text: str, size: int) -> str:
    """`text` in at most `size` characters."""
    return text if len(text) <= size else f"{text[: max(0, size - 1)].rstrip()}…"


def _totals(plans: Sequence[Plan], files: int) -> str:
    tasks = sum(len(plan.tasks) for plan in plans)
    units = {unit.unit_id for plan in plans for task in plan.tasks for unit in task.units}
    citations = sum(len(plan.citations) for plan in plans)
    warnings = sum(len(plan.warnings) for plan in plans)
    return (
        f"{len(plans)} kế hoạch ({files} tệp) · {tasks} nhiệm vụ · {len(units)} đơn vị"
        f" · {citations} văn bản được viện dẫn · {warnings} cảnh báo"
    )


def _coming(plans: Sequence[Plan], today: date, width: int) -> Iterator[str]:
    every = sorted((due for plan in plans for due in dues(plan)), key=lambda due: (due.day, due.plan, due.task))
    ahead = [due for due in every if due.day >= today]
    shown = ahead[:_AHEAD] or every[-_AHEAD:]
    if not shown:
        return
    yield ""
    yield "THỜI HẠN SẮP TỚI" if ahead else "THỜI HẠN (đều đã qua)"
    for due in shown:
        lead = f"{due.day:%d/%m/%Y}  {shorten(due.plan, 20):<20}  {shorten(due.units or '–', 30):<30}  "
        yield lead + shorten(due.task, max(20, width - len(lead)))
