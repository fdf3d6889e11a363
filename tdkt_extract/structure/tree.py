"""The section tree and the flow of what stands between its headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from ..schema import SectionKind
from .headings import Heading, HeadingFinder, Judge
from .items import NONE, Item
from .lexicon import heading_kind
from .tables import TaskTable, read_table


@dataclass(slots=True, eq=False)
class Node:
    """A section being built. text[title_start:title_stop] is the title as printed; `stop` is where the section ends;
    text[inline:heading.end], if any, is an action that stands on the heading's own line."""

    heading: Item
    rank: int
    kind: SectionKind
    number: str | None
    title_start: int
    title_stop: int
    inline: int | None
    is_time: bool
    parent: Node | None
    stop: int = 0
    children: list[Node] = field(default_factory=list)
    ancestors: tuple[Node, ...] = field(init=False)
    """This section and those around it, innermost first."""

    def __post_init__(self) -> None:
        self.ancestors = (self, *(self.parent.ancestors if self.parent else ()))

    def path(self) -> str | None:
        """Heading numbers from the outermost in (“II.1”); a dotted number replaces the numbers it repeats."""
        parts: list[str] = []
        for node in reversed(self.ancestors):
            if node.number is None:
                continue
            while parts and _repeats(parts[-1], node.number):
                parts.pop()
            parts.append(node.number)
        return ".".join(parts) or None


def _repeats(outer: str, inner: str) -> bool:
    return inner.startswith(f"{outer}.")


Entry: TypeAlias = "Node | Item | TaskTable"


@dataclass(slots=True)
class Outline:
    """The roots of the tree; headings, loose items and task tables in document order, each with its section."""

    roots: list[Node] = field(default_factory=list)
    flow: list[tuple[Entry, Node | None]] = field(default_factory=list)
    finder: HeadingFinder | None = None


def build(text: str, folded: str, body: Sequence[Item], is_time: Judge, is_unit: Judge) -> Outline:
    """The outline of a body."""
    finder = HeadingFinder(text, folded, body, is_time, is_unit)
    outline = Outline(finder=finder)
    stack: list[Node] = []
    table: TaskTable | None = None
    index = 0
    while index < len(body):
        item = body[index]
        if item.in_table:
            last = index
            while last < len(body) and body[last].line.table == item.line.table:
                last += 1
            table = read_table(text, body[index:last], is_time, table)
            if table is not None:
                outline.flow.append((table, stack[-1] if stack else None))
            elif _is_frame(body[index:last]):
                outline.flow.extend((inner, stack[-1] if stack else None) for inner in body[index:last])
            index = last
            continue
        heading = finder.find(index)
        if heading is None:
            _close(stack, item)
            outline.flow.append((item, stack[-1] if stack else None))
        else:
            table = None
            node = _open(text, folded, item, heading, stack, outline)
            outline.flow.append((node, node))
        index += 1
    end = body[-1].end if body else 0
    for node in stack:
        node.stop = end
    return outline


def _close(stack: list[Node], item: Item) -> None:
    """A numbered item ends the sections that stand as deep as it: “3. Bộ Tư lệnh … thực hiện …” after section 2."""
    if item.number is None:
        return
    while stack and stack[-1].rank >= item.rank and stack[-1].number is not None:
        stack.pop().stop = item.start - 1


def _is_frame(items: Sequence[Item]) -> bool:
    """A table of one column is a box around text, not a table."""
    return max(item.line.column for item in items) == 0


def _open(text: str, folded: str, item: Item, heading: Heading, stack: list[Node], outline: Outline) -> Node:
    while stack and stack[-1].rank >= heading.rank:
        stack.pop().stop = item.start - 1
    parent = stack[-1] if stack else None
    stop = heading.stop
    while stop > heading.start and (text[stop - 1] in ".:;, " or text[stop - 1].isspace()):
        stop -= 1
    kind = _kind(folded[heading.start : stop], heading, parent)
    start = heading.start if item.kind != NONE else item.start
    node = Node(item, heading.rank, kind, item.number, start, stop, heading.inline, heading.is_time, parent)
    (parent.children if parent else outline.roots).append(node)
    stack.append(node)
    return node


def _kind(title: str, heading: Heading, parent: Node | None) -> SectionKind:
    if heading.is_time:
        return "period"
    around = parent.kind if parent else None
    if around == "period":
        around = next((node.kind for node in parent.ancestors if node.kind != "period"), "content") if parent else None
    own = heading_kind(title, around)
    return own or (around if around not in (None, "appendix") else None) or "content"
