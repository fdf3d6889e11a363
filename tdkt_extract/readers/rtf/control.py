"""What the control words of RTF do."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from .grid import RowFormat
from .state import Table, nothing
from .story import Format, Label, Mark

if TYPE_CHECKING:
    from .document import RtfReader

_GROUP = re.compile(rb"\s{0,64}\{")

Handler: TypeAlias = "Callable[[RtfReader, int | None], None]"


# Characters


def _font(reader: RtfReader, number: int | None) -> None:
    reader.state.font = reader.fonts.fonts.get(number or 0)


def _toggle(name: str) -> Handler:
    def toggle(reader: RtfReader, value: int | None) -> None:
        setattr(reader.state, name, value != 0)

    return toggle


def _plain(reader: RtfReader, _: int | None) -> None:
    reader.state.plain()


def _fallback(reader: RtfReader, count: int | None) -> None:
    reader.state.fallback = max(0, 1 if count is None else count)


def _unicode(reader: RtfReader, code: int | None) -> None:
    if code is not None:
        reader.unicode(code)


# The document


def _code_page(page: int) -> Handler:
    def set_page(reader: RtfReader, number: int | None) -> None:
        reader.page = page or number or reader.page

    return set_page


def _default_font(reader: RtfReader, number: int | None) -> None:
    reader.default_font = number or 0


def _header(name: str) -> Handler:
    """Begins a table of the header. Its text goes to it, but for the lists, of which only the labels' does."""

    def begin(reader: RtfReader, _: int | None) -> None:
        table: Table = getattr(reader, name)
        reader.state.table, reader.state.is_body = table, False
        reader.state.sink = nothing if table is reader.lists else table.text

    return begin


def _level_text(reader: RtfReader, _: int | None) -> None:
    if reader.state.table is reader.lists:
        reader.state.sink = reader.lists.text


# Destinations


def _label(reader: RtfReader, _: int | None) -> None:
    reader.story.label = Label("", False)
    reader.state.sink, reader.state.is_body = reader.show_label, False


def _instruction(reader: RtfReader, _: int | None) -> None:
    reader.state.sink, reader.state.is_body = reader.instruct, False
    reader.state.ends = reader.end_instruction


def _shape(reader: RtfReader, _: int | None) -> None:
    """A shape's properties are no text; its \\shptxt is."""
    reader.state.sink, reader.state.is_body = nothing, False


def _box(reader: RtfReader, _: int | None) -> None:
    """A text box is read where it hangs."""

    def end() -> None:
        blocks = reader.end_story()
        reader.story.boxes += blocks

    reader.begin_story(reader.box_counters)
    reader.state.ends = end


def _note(reader: RtfReader, _: int | None) -> None:
    """A footnote, or an endnote when \\ftnalt follows; its text comes behind the body."""
    reader.notes_under_way.append(reader.footnotes)

    def end() -> None:
        blocks = reader.end_story()
        reader.notes_under_way.pop().extend(blocks)

    reader.begin_story(reader.note_counters)
    reader.state.ends = end


def _endnote(reader: RtfReader, _: int | None) -> None:
    if reader.notes_under_way:
        reader.notes_under_way[-1] = reader.endnotes


def _alternative(reader: RtfReader, _: int | None) -> None:
    r"""{\upr{ANSI}{\*\ud{Unicode}}}: the first says what the second says better."""
    first = _GROUP.match(reader.data, reader.at)
    if first is not None:
        reader.skip(first.end())
        reader.jump = min((reader.jump or 0) + 1, len(reader.data))


# Paragraphs


def _paragraph(reader: RtfReader, _: int | None) -> None:
    state = reader.state
    mark: Mark = "deleted" if state.deleted else "hidden" if state.hidden else "kept"
    reader.story.end_paragraph(state.format, mark)


def _section(reader: RtfReader, _: int | None) -> None:
    """A section ends with its last paragraph, which may lack a mark."""
    if reader.story.runs:
        _paragraph(reader, None)


def _reset(reader: RtfReader, _: int | None) -> None:
    reader.state.format = Format()


def _aligned(centred: bool) -> Handler:
    def align(reader: RtfReader, _: int | None) -> None:
        reader.state.format = reader.state.format._replace(centred=centred)

    return align


def _style(reader: RtfReader, number: int | None) -> None:
    reader.state.format = reader.state.format._replace(style=number or 0)


def _outline(reader: RtfReader, level: int | None) -> None:
    reader.state.format = reader.state.format._replace(outline=level or 0)


def _list(reader: RtfReader, number: int | None) -> None:
    reader.state.format = reader.state.format._replace(list=number or 0)


def _level(reader: RtfReader, level: int | None) -> None:
    reader.state.format = reader.state.format._replace(level=level or 0)


def _in_table(reader: RtfReader, value: int | None) -> None:
    if value != 0:
        _deep(reader, max(1, reader.state.format.depth))


def _deep(reader: RtfReader, depth: int | None) -> None:
    reader.state.format = reader.state.format._replace(depth=max(0, depth or 0))


# Tables


def _row_format(reader: RtfReader, _: int | None) -> None:
    reader.state.row = RowFormat()


def _left(reader: RtfReader, at: int | None) -> None:
    reader.state.row.left = at or 0


def _edge(reader: RtfReader, at: int | None) -> None:
    reader.state.row.edge(at or 0)


def _last_row(reader: RtfReader, _: int | None) -> None:
    reader.state.row.is_last = True


def _merge(direction: str, value: str) -> Handler:
    def merge(reader: RtfReader, _: int | None) -> None:
        setattr(reader.state.row, direction, value)

    return merge


def _cell(reader: RtfReader, _: int | None) -> None:
    reader.story.end_cell(reader.state.format._replace(depth=1))


def _nested_cell(reader: RtfReader, _: int | None) -> None:
    format = reader.state.format
    reader.story.end_cell(format._replace(depth=max(2, format.depth)))


def _row(reader: RtfReader, _: int | None) -> None:
    reader.story.end_row(1, reader.state.row)


def _nested_row(reader: RtfReader, _: int | None) -> None:
    reader.story.end_row(max(2, reader.state.format.depth), reader.state.row)


EVERYWHERE: dict[bytes, Handler] = {
    b"f": _font,
    b"b": _toggle("bold"),
    b"caps": _toggle("caps"),
    b"v": _toggle("hidden"),
    b"deleted": _toggle("deleted"),
    b"plain": _plain,
    b"uc": _fallback,
    b"u": _unicode,
    b"ansi": _code_page(1252),
    b"mac": _code_page(10000),
    b"pc": _code_page(437),
    b"pca": _code_page(850),
    b"ansicpg": _code_page(0),
    b"deff": _default_font,
    b"fonttbl": _header("fonts"),
    b"stylesheet": _header("styles"),
    b"listtable": _header("lists"),
    b"listoverridetable": _header("lists"),
    b"leveltext": _level_text,
    b"shpinst": _shape,
    b"shptxt": _box,
    b"dptxbxtext": _box,
    b"upr": _alternative,
}

IN_BODY: dict[bytes, Handler] = {
    b"listtext": _label,
    b"pntext": _label,
    b"fldinst": _instruction,
    b"footnote": _note,
    b"ftnalt": _endnote,
    b"do": _shape,
    b"par": _paragraph,
    b"sect": _section,
    b"pard": _reset,
    b"qc": _aligned(True),
    **dict.fromkeys((b"ql", b"qr", b"qj", b"qd"), _aligned(False)),
    b"s": _style,
    b"outlinelevel": _outline,
    b"ls": _list,
    b"ilvl": _level,
    b"intbl": _in_table,
    b"itap": _deep,
    b"trowd": _row_format,
    b"trleft": _left,
    b"cellx": _edge,
    b"lastrow": _last_row,
    b"clvmgf": _merge("vertical", "restart"),
    b"clvmrg": _merge("vertical", "continue"),
    b"clmgf": _merge("horizontal", "restart"),
    b"clmrg": _merge("horizontal", "continue"),
    b"cell": _cell,
    b"nestcell": _nested_cell,
    b"row": _row,
    b"nestrow": _nested_row,
}
