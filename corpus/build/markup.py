"""Reads a plan description (plans/<id>.plan): TOML between two lines `+++`, then the body, one paragraph a line.

The body is described in corpus/GUIDE.md. Lines that begin with two spaces annotate the line above; everything gold
knows beyond the printed words stands in them and was decided by a person.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROLES = {"l": "lead", "c": "coordinate", "i": "implement"}
_SPLIT = re.compile(r"\s*\|\s*")
_NAMES = re.compile(r"\s+;;\s+")
_MARK = re.compile(r"\{(\w+):([^{}]*)\}|\*\*([^*]+)\*\*|__([^_]+)__|([⏎¬‑])")


class MarkupError(ValueError):
    """A plan description that cannot be read; the message names the line."""


@dataclass
class Notes:
    """What the annotation lines under a paragraph, heading, lead-in or group row say."""

    periods: list[str] = field(default_factory=list)
    deadlines: list[dict[str, Any]] = field(default_factory=list)
    units: list[tuple[str, str]] = field(default_factory=list)
    leads: bool = False
    """Whether the inherited actors are in the lead here."""


@dataclass
class Para:
    """`role`: p plain, c centred, C centred and bold, h heading, t task, x deleted (docx keeps it as a revision).

    A heading with its action in the same line has both `text` (the heading) and `action`. A task with a `level`
    stands beside the headings of that level; with a `kind` too, its line may also be taken for a heading.
    """

    role: str
    label: str
    text: str
    level: int = 0
    kind: str = ""
    optional: bool = False
    action: str | None = None
    notes: Notes = field(default_factory=Notes)

    @property
    def printed(self) -> str:
        """The markup of the line without its label."""
        return self.text if self.action is None else f"{self.text} {self.action}"


@dataclass
class Cell:
    paragraphs: list[str]
    colspan: int = 1
    rowspan: int = 1
    covered: bool = False
    """Whether a merged cell above lies over this one."""


@dataclass
class Row:
    role: str
    cells: list[Cell]
    optional: bool = False
    notes: Notes = field(default_factory=Notes)


@dataclass
class Table:
    widths: list[int]
    stt: int | None
    work: int
    rows: list[Row] = field(default_factory=list)


@dataclass
class Mark:
    """A fixed part: letterhead, title, signature, pagebreak; `end` closes the open headings and prints nothing.

    `name` chooses among several letterheads or titles in the front matter."""

    role: str
    name: str = ""


Block = Para | Table | Mark


@dataclass
class Plan:
    id: str
    front: dict[str, Any]
    blocks: list[Block]

    @property
    def meta(self) -> dict[str, Any]:
        return dict(self.front["meta"])

    def style(self, format: str) -> dict[str, Any]:
        return dict(self.front.get("style", {}).get(format, {}))


def runs(markup: str) -> list[tuple[str, str]]:
    """The pieces of a line as (kind, text); kinds: plain, bold, italic, break, wrap, hyphen and the docx features."""
    out: list[tuple[str, str]] = []
    at = 0
    for match in _MARK.finditer(markup):
        if match.start() > at:
            out.append(("plain", markup[at : match.start()]))
        kind, inside, bold, italic, sign = match.groups()
        if sign:
            out.append(({"⏎": "break", "¬": "wrap", "‑": "hyphen"}[sign], ""))
        else:
            out.append((kind, inside) if kind else ("bold", bold) if bold else ("italic", italic))
        at = match.end()
    if at < len(markup):
        out.append(("plain", markup[at:]))
    return out


def visible(markup: str, line_break: str = "\n", wrap: str = "") -> str:
    """The characters a reader of the page sees: without deleted text and footnotes."""
    signs = {"break": line_break, "wrap": wrap, "hyphen": "-"}
    return "".join(signs.get(kind, text) for kind, text in runs(markup) if kind not in ("del", "footnote"))


def gold_text(markup: str) -> str:
    return re.sub(r"\s+", " ", visible(markup, " ")).strip()


def load(path: Path) -> Plan:
    """The plan that `path` describes."""
    _, front, body = path.read_text("utf-8").split("+++\n", 2)
    blocks: list[Block] = []
    for number, line in enumerate(body.splitlines(), front.count("\n") + 3):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            if line.startswith("  "):
                _annotate(_last_notes(blocks), line.strip())
            else:
                _read_line(blocks, line)
        except (ValueError, IndexError, KeyError) as error:
            raise MarkupError(f"{path.name}:{number}: {error!r} in {line!r}") from error
    return Plan(path.stem, tomllib.loads(front), blocks)


def _last_notes(blocks: list[Block]) -> Notes:
    last = blocks[-1]
    if isinstance(last, Table):
        return last.rows[-1].notes
    if isinstance(last, Para):
        return last.notes
    raise MarkupError(f"nothing to annotate after {last}")


def _annotate(notes: Notes, line: str) -> None:
    sign, _, rest = line.partition(" ")
    if sign == "=":
        notes.periods += rest.split()
    elif sign == "d":
        mod, value, words = rest.split(" ", 2)
        text, *anchor = (part.strip() for part in words.split(" // "))
        deadline: dict[str, Any] = {"text": text, "value": value, "mod": mod}
        if value.startswith("P"):
            deadline |= {"value": None, "offset": value, "anchor": anchor[0]}
        notes.deadlines.append(deadline)
    elif sign in ROLES:
        notes.units += [(name, ROLES[sign]) for name in _NAMES.split(rest)]
    elif line == "lead":
        notes.leads = True
    else:
        raise MarkupError(f"unknown annotation {line!r}")


def _read_line(blocks: list[Block], line: str) -> None:
    word, _, rest = line.partition(" ")
    optional = word.endswith("?")
    word = word.rstrip("?")
    if word in ("letterhead", "title", "signature", "pagebreak", "end"):
        blocks.append(Mark(word, rest.strip()))
    elif word == "table":
        blocks.append(_table(rest))
    elif word in ("head", "group", "row", "data"):
        table = blocks[-1]
        if not isinstance(table, Table):
            raise MarkupError(f"{word} outside a table")
        _add_row(table, word, rest, optional)
    elif re.fullmatch(r"(ht?|ts)\d", word):
        kind, label, title, *action = (part.strip() for part in rest.split("|"))
        para = Para(word[0], label, title, int(word[-1]), kind, optional, action[0] if action else None)
        blocks.append(para)
    elif word in ("p", "c", "C", "x") or re.fullmatch(r"t\d?", word):
        label, bar, text = rest.partition("|")
        label, text = (label.strip(), text.strip()) if bar else ("", rest.strip())
        blocks.append(Para(word[0], label, text, int(word[1:] or 0), optional=optional))
    else:
        raise MarkupError(f"unknown line {word!r}")


def _table(rest: str) -> Table:
    numbers, _, options = rest.partition(":")
    chosen = dict(option.split("=") for option in options.split())
    stt = int(chosen["stt"]) if "stt" in chosen else None
    return Table([int(number) for number in numbers.split()], stt, int(chosen.get("work", 1)))


def _add_row(table: Table, role: str, rest: str, optional: bool) -> None:
    """`^` is covered by the cell above, `<` by the cell at its left; a group row's last cell spans the rest."""
    columns = len(table.widths)
    parts = [part.strip() for part in _SPLIT.split(rest.strip())]
    if role == "group":
        parts += ["<"] * (columns - len(parts))
    if len(parts) != columns:
        raise MarkupError(f"{len(parts)} cells for {columns} columns")
    cells: list[Cell] = []
    for column, part in enumerate(parts):
        cell = Cell([text for text in re.split(r"\s*//\s*", part) if text])
        if part == "<":
            cells[-1].colspan += 1
            continue
        if part == "^":
            cell = Cell([], covered=True)
            _cell_over(table, column).rowspan += 1
        cells.append(cell)
    table.rows.append(Row(role, cells, optional))


def column_of(row: Row, index: int) -> int:
    """The grid column where the row's cell number `index` begins."""
    return sum(cell.colspan for cell in row.cells[:index])


def cell_at(row: Row, column: int) -> Cell | None:
    """The cell that begins in a grid column."""
    for index, cell in enumerate(row.cells):
        if column_of(row, index) == column:
            return cell
    return None


def _cell_over(table: Table, column: int) -> Cell:
    for row in reversed(table.rows):
        cell = cell_at(row, column)
        if cell is not None and not cell.covered:
            return cell
    raise MarkupError("^ with no cell above")
