"""Which paragraphs and table rows are tasks, and what stands around them that says who and when.

A draft is a task without its units and times: `link` reads those from the places that the draft names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..schema import SectionKind
from ..structure.headings import PARAGRAPH, HeadingFinder
from ..structure.items import NONE, Item
from ..structure.lexicon import Gives, attribute
from ..structure.tables import GroupRow, TaskRow, TaskTable
from ..structure.tree import Entry, Node, Outline
from ..structure.wording import words
from ._task_rules import any_of, says
from .actions import begins_with_action
from .units import Units

TASK_KINDS: frozenset[SectionKind] = frozenset({"content", "solutions", "period", "organization", "reporting"})

# Where even “Nội dung: …” is no task.
_NO_WORK: frozenset[SectionKind] = frozenset(
    {"purpose", "requirements", "purpose_requirements", "targets", "situation"}
)
_QUOTED = re.compile(r"[“\"«][^”\"»]*[”\"»][.;!]?\s*\Z")

Range = tuple[int, int]
_NO_TASKS = ("target", "quota", "link", "document_line", "remark", "member")
_UNMARKED = -1
_MOST_SOURCES = 16  # cells and labels of one task; no plan has more, and without a bound a hostile one takes forever
"""The rank of an unmarked lead-in: every marked item stands under it, the next unmarked line ends it."""


@dataclass(slots=True)
class Source:
    """A place that gives units or times: the value text[start:stop] of a column or label, and what it gives; `passed`:
    said once for all tasks of a section."""

    gives: Gives
    start: int
    stop: int
    passed: bool = False


@dataclass(frozen=True, slots=True)
class Lead:
    """A line above a task that says who acts, and when: a lead-in, or (`whole`) a task that has items of its own."""

    start: int
    stop: int
    whole: bool = False


@dataclass(slots=True, eq=False)
class Draft:
    """A task found. `prose` says whether its own words may name who acts; `sources` are its labels and cells;
    `leads` the lead-ins above it, outermost first; `groups` the time rows of its table."""

    start: int
    stop: int
    node: Node | None
    rank: int
    ordinal: str | None = None
    prose: bool = True
    sources: list[Source] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)
    groups: list[Range] = field(default_factory=list)


@dataclass(slots=True)
class _Group:
    """The drafts that an attribute line below them speaks of, and attributes still waiting for theirs."""

    drafts: list[Draft] = field(default_factory=list)
    shared: int = 0
    closed: bool = False


def _put(sources: list[Source], source: Source) -> None:
    if len(sources) < _MOST_SOURCES:
        sources.append(source)


class Collector:
    """Walks the flow once. One for each document."""

    def __init__(self, outline: Outline, units: Units) -> None:
        assert outline.finder is not None
        self.text, self.folded = units.text, units.folded
        self.outline, self.units = outline, units
        self.finder: HeadingFinder = outline.finder
        self.drafts: list[Draft] = []
        self.leads: list[tuple[int, Lead]] = []
        self.labels: list[tuple[int, Gives]] = []
        self.waiting: dict[int, tuple[Node, list[Source]]] = {}
        self.resume = 0
        self._enter(None)

    def collect(self) -> list[Draft]:
        flow = self.outline.flow
        for index, (entry, node) in enumerate(flow):
            if index < self.resume:
                continue
            if node is not self.node or isinstance(entry, Node):
                self._enter(node)
            if isinstance(entry, Node):
                self._inline(entry)
            elif isinstance(entry, TaskTable):
                self._table(entry)
            else:
                self._item(entry, index)
        self._settle()
        self.drafts.sort(key=lambda draft: draft.start)
        return self.drafts

    def _takes_tasks(self, node: Node | None) -> bool:
        if node is None:
            return not self.outline.roots
        title = self.folded[node.title_start : node.title_stop]
        return node.kind in TASK_KINDS and not says("slogan_heading", title)

    def _enter(self, node: Node | None) -> None:
        self.node = node
        self.takes_tasks = self._takes_tasks(node)
        self.leads.clear()
        self.labels.clear()
        self.group = _Group()
        self.after_closing = False

    def _inline(self, node: Node) -> None:
        if node.inline is not None and self.takes_tasks:
            label = attribute(self.folded[node.title_start : node.title_stop])
            if label is None or label == "content":
                self._add(node.inline, node.heading.end, node.rank)

    def _add(self, start: int, stop: int, rank: int) -> Draft:
        if self.group.closed:
            self.group = _Group()
        draft = Draft(start, stop, self.node, rank, leads=[lead for _, lead in self.leads])
        self.drafts.append(draft)
        self.group.drafts.append(draft)
        return draft

    def _item(self, item: Item, index: int) -> None:
        label = self.finder.label(item)
        if not self.takes_tasks:
            told: tuple[Gives, ...] = (
                ("time",) if self.node is None or self.node.kind in _NO_WORK else ("time", "content")
            )
            if label is not None and label[0] in told:
                self._attribute(label[0], item, label[1], item.rank)
            return
        low = self.folded[item.body : item.end]
        rank = item.rank
        while self.leads and self.leads[-1][0] >= rank:
            self.leads.pop()
        while self.labels and self.labels[-1][0] >= rank:
            self.labels.pop()
        if words().closing.match(low):
            self.after_closing = True
            return
        if (self.after_closing and item.kind == NONE) or self._says_nothing(item, low):
            return
        if self.labels:
            self._attribute_value(self.labels[-1][1], item.body, item.end, item, rank)
            return
        if label is not None:
            self._attribute(label[0], item, label[1], rank)
            return
        if self._is_lead(item, low, self._next(index), rank):
            if self._lists_things(item, index, rank):
                return
            if item.kind == NONE:
                self.leads = [(_UNMARKED, Lead(item.body, item.end))]
            else:
                self.leads.append((rank, Lead(item.body, item.end)))
            return
        if item.number is not None and self._is_deeper(self._next(index), rank):
            self._add(item.body, item.end, rank)
            self.leads.append((rank, Lead(item.body, item.end, whole=True)))
            return
        if item.kind == NONE:
            self.leads = [lead for lead in self.leads if lead[0] != _UNMARKED]
            if says("request", low) and self.group.drafts and self.group.drafts[-1].rank < PARAGRAPH:
                self._add(item.body, item.end, rank).node = self._outside()
                return
        self._add(item.body, item.end, rank)

    def _is_deeper(self, entry: Entry | None, rank: int) -> bool:
        return isinstance(entry, Item) and entry.kind != NONE and entry.rank > rank

    def _outside(self) -> Node | None:
        """The section of a paragraph that no longer speaks of the list above it: the outermost, unless it is a time."""
        root = self.node.ancestors[-1] if self.node is not None else None
        return None if root is None or root.is_time else root

    def _says_nothing(self, item: Item, low: str) -> bool:
        line = self.text[item.body : item.end].strip()
        if len(line) < 8 or not any(map(str.isalpha, line)):
            return True
        if any_of(_NO_TASKS).match(low) or (len(low) < 200 and says("pointer", low)):
            return True
        return _QUOTED.match(line) is not None or (line[0] == "(" and line[-1] in ").")

    def _is_lead(self, item: Item, low: str, after: Entry | None, rank: int) -> bool:
        """Whether the item only introduces the items under it."""
        if not isinstance(after, Item) and not isinstance(after, TaskTable):
            return False
        line = low.rstrip()
        if isinstance(after, TaskTable):
            return line.endswith(":") or len(line) < 60
        deeper = after.rank > rank or (item.kind == NONE and after.kind != NONE)
        if line.endswith(":"):
            return deeper or after.kind != NONE
        if line.endswith((".", ";", "!")):
            return False
        names_group = line.count(" ") < 10 and deeper and not begins_with_action(low, 0, len(low))
        return (item.kind == NONE and after.kind != NONE) or (item.number is None and names_group)

    def _next(self, index: int) -> Entry | None:
        flow = self.outline.flow
        return flow[index + 1][0] if index + 1 < len(flow) else None

    def _lists_things(self, item: Item, index: int, rank: int) -> bool:
        """A lead-in over a list of things, not of actions (“Lập hồ sơ …, gồm:” / “+ Đơn đề nghị”): then the lead-in is
        the task, if it is an action, and the list is none."""
        flow = self.outline.flow
        last = index + 1
        while last < len(flow):
            entry = flow[last][0]
            if not isinstance(entry, Item) or entry.rank <= rank < PARAGRAPH:
                break
            if rank == PARAGRAPH and (entry.kind == NONE or self.finder.label(entry)):
                break
            if self._acts(entry):
                return False
            last += 1
        if last < index + 3:
            return False
        if begins_with_action(self.folded, item.body, item.end):
            self._add(item.body, item.end, rank)
        self.resume = last
        return True

    def _acts(self, item: Item) -> bool:
        if begins_with_action(self.folded, item.body, item.end):
            return True
        return bool(self.units.find(item.body, item.end)) or bool(self.units.heading(item.body, item.end))

    def _attribute(self, gives: Gives, item: Item, colon: int, rank: int) -> None:
        start = colon + 1
        while start < item.end and self.text[start].isspace():
            start += 1
        if start >= item.end:
            if gives == "content":
                return
            self.labels.append((rank, gives))
        elif gives == "content":
            self._add(start, item.end, rank)
        else:
            self._attribute_value(gives, start, item.end, item, rank)

    def _attribute_value(self, gives: Gives, start: int, stop: int, item: Item, rank: int) -> None:
        source = Source(gives, start, stop)
        drafts = self.group.drafts
        if not drafts:
            if self.node is not None:
                _put(self.waiting.setdefault(id(self.node), (self.node, []))[1], source)
            return
        last = drafts[-1]
        targets = [last] if rank > last.rank and last.rank < PARAGRAPH and item.kind != NONE else drafts
        self.group.closed = targets is drafts
        self.group.shared += self.group.closed
        if self.group.closed and self.group.shared > _MOST_SOURCES:
            return
        for draft in targets:
            _put(draft.sources, source)

    def _table(self, table: TaskTable) -> None:
        if self.node is not None and self.node.kind in ("purpose", "requirements", "targets", "award", "situation"):
            return
        unit_columns = bool({"lead", "coordinate", "implement"} & set(table.roles.values()))
        groups: list[Range] = []
        self.group = _Group()
        for row in table.rows:
            if isinstance(row, GroupRow):
                groups = [(row.items[0].body, row.items[-1].end)] if row.is_time else self._outer(groups, row)
            else:
                self._row(row, groups, unit_columns)
        self.group = _Group()

    def _outer(self, groups: list[Range], row: GroupRow) -> list[Range]:
        """A group row that names a subject ends the time group only where it is numbered like it."""
        return [] if row.ordinal else groups

    def _row(self, row: TaskRow, groups: list[Range], unit_columns: bool) -> None:
        sources = [
            Source(gives, item.body, item.end)
            for gives, cells in row.cells.items()
            if gives in ("lead", "coordinate", "implement", "time")
            for cell in cells
            for item in cell
        ]
        draft = self._add(row.work[0].body, row.work[-1].end, PARAGRAPH)
        draft.ordinal, draft.prose = row.ordinal, not unit_columns
        draft.sources, draft.groups = sources, list(groups)

    def _settle(self) -> None:
        """Attributes that no task followed make their heading the task; others pass to the tasks below it."""
        if not self.waiting:
            return
        below: dict[int, list[Draft]] = {}
        for draft in self.drafts:
            for above in draft.node.ancestors if draft.node is not None else ():
                if id(above) in self.waiting:
                    below.setdefault(id(above), []).append(draft)
        for node, sources in self.waiting.values():
            if id(node) in below:
                passed = [replace(source, passed=True) for source in sources]
                for draft in below[id(node)]:
                    draft.sources.extend(passed)
            elif not node.children and self._is_task(node, sources):
                self.drafts.append(Draft(node.title_start, node.title_stop, node, node.rank, sources=sources))

    def _is_task(self, node: Node, sources: Sequence[Source]) -> bool:
        """Whether a heading with nothing but attributes below it is itself the task: it acts, or is given to a unit."""
        given = any(source.gives in ("lead", "coordinate", "implement") for source in sources)
        timed = any(source.gives == "time" for source in sources)
        return given or (timed and begins_with_action(self.folded, node.title_start, node.title_stop))


def collect(outline: Outline, units: Units) -> Sequence[Draft]:
    """The drafts of all tasks, in document order."""
    if outline.finder is None:
        return []
    return Collector(outline, units).collect()
