"""The values that flow through the house: frozen, without I/O.

A reader gives `Block`s; `normalise` turns them into an `AlignedText`; everything after that speaks of
code point offsets into `AlignedText.text`, which is `Plan.text`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, ParamSpec, TypeAlias, TypeVar, cast

from pydantic import BaseModel, ConfigDict

from .core import made


class Value(BaseModel):
    """Base of every public object: frozen, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


_Value = TypeVar("_Value", bound=Value)
_Params = ParamSpec("_Params")


def unchecked(constructor: Callable[_Params, _Value]) -> Callable[_Params, _Value]:
    """The constructor of a model without its checks, for values made here by the hundred: of each type, by keyword.

    Half the cost of the constructor, a quarter of `model_construct`. All fields are given in the order of the model."""
    model = cast("type[_Value]", constructor)
    defaults = {name: field.default for name, field in model.model_fields.items()}
    every = set(defaults)

    def make(*_: _Params.args, **values: _Params.kwargs) -> _Value:
        if len(values) == len(every):
            return made(model, every, values)
        return made(model, set(values), {**defaults, **values})

    return make


class Span(Value):
    """A half-open range of code points of `Plan.text`."""

    start: int
    end: int

    @staticmethod
    def of(start: int, end: int) -> Span:
        """`Span(start=start, end=end)`, unchecked."""
        return made(Span, _SPAN, {"start": start, "end": end})


_SPAN = {"start", "end"}


class PdfLocator(Value):
    """`page` counts from 1; `bbox` is (left, top, right, bottom) in points, origin at the page's top left."""

    page: int
    bbox: tuple[float, float, float, float]


class DocxLocator(Value):
    """`paragraph` counts from 0 within `part`; inside a table it counts within the cell.

    In a workbook `table` is the sheet's place among all sheets, `row` and `cell` are its row and column from 0, and
    `paragraph` is the line within the cell.
    """

    part: str
    paragraph: int
    table: int | None = None
    row: int | None = None
    cell: int | None = None


class HtmlLocator(Value):
    """`path` is an XPath to the element."""

    path: str


class TxtLocator(Value):
    """`line` counts from 1."""

    line: int


_LINE = {"line"}


@lru_cache(maxsize=1024)
def line_place(number: int) -> TxtLocator:
    """The locator of a line: documents share those of their first lines, and all the set of field names, which is
    40 % of a locator: a long text has 100,000."""
    return made(TxtLocator, _LINE, {"line": number})


Locator: TypeAlias = PdfLocator | DocxLocator | HtmlLocator | TxtLocator


class Reading(NamedTuple):
    """The characters [start:end] of a paragraph's text, never none, stand for `raw` of the source, which is as sure as
    `confidence` (0 to 1): letters of a legacy font, a number that recognition got wrong, a word it is not sure of."""

    start: int
    end: int
    raw: str
    confidence: float = 1.0

    def moved(self, by: int) -> Reading:
        return Reading(self.start + by, self.end + by, self.raw, self.confidence)


@dataclass(slots=True)
class Paragraph:
    """A paragraph as the source has it. Nothing changes one; a frozen one takes four times as long to make.

    `text` holds the raw characters, but where `readings` say what they stand for; a soft or hard line break inside the
    paragraph is "\\n".
    `locators` are (offset in `text`, place) pairs, ascending, the first at offset 0: a PDF paragraph has one
    for each of its lines, the other formats have one.
    `label` is the automatic number or bullet that a word processor shows and the characters lack ("1.1.", "-").
    `readings` ascend and do not overlap; what none of them covers is in the source as it stands here, surely.
    """

    text: str
    locators: tuple[tuple[int, Locator], ...]
    label: str = ""
    bold: bool = False
    centred: bool = False
    outline: int | None = None
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell. `column` is its first grid column, from 0; a merged cell occurs once, at its top left."""

    paragraphs: tuple[Paragraph, ...]
    column: int
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` is the width of the grid."""

    rows: tuple[Row, ...]
    columns: int


Block: TypeAlias = Paragraph | Table


def paragraphs_of(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """The paragraphs, those of tables in their place."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.paragraphs


@dataclass(frozen=True, slots=True)
class Note:
    """A reader's remark on the document; becomes a `Warning`."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What a reader gives: the blocks in reading order; `ocr`: text of them was recognised in images."""

    blocks: tuple[Block, ...]
    pages: int | None = None
    notes: tuple[Note, ...] = ()
    ocr: bool = False


@dataclass(slots=True)
class Line:
    """One paragraph in `AlignedText.text`: the unit that structure works on. Mutable until structure is built.

    Outside tables `table`, `row`, `column` are -1.
    """

    start: int
    end: int
    bold: bool = False
    centred: bool = False
    outline: int | None = None
    table: int = -1
    row: int = -1
    column: int = -1
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class AlignedText:
    """Normalised text with the way back to the source.

    `edits` are (start, end, raw): text[start:end] stands for the characters `raw` of the source; what no edit
    covers is the same in both. They ascend and do not overlap; start == end marks characters that were dropped,
    raw == "" characters that the reader supplied (an automatic number, the break between two blocks).
    `places` are (start, locator), ascending: the text from `start` to the next place was read there.
    `doubts` are (start, end, confidence), ascending: what recognition was not sure of.
    """

    text: str
    lines: tuple[Line, ...]
    edits: tuple[tuple[int, int, str], ...]
    places: tuple[tuple[int, Locator], ...]
    doubts: tuple[tuple[int, int, float], ...] = ()


def source_text(text: str, edits: Sequence[tuple[int, int, str]], start: int, end: int) -> str:
    """The source characters that text[start:end] was made from.

    An edit that the range cuts through is given whole: a cluster has no half.
    """
    out: list[str] = []
    at = start
    first = max(0, bisect_right(edits, start, key=lambda edit: edit[0]) - 1)
    for index in range(first, len(edits)):  # a slice would copy the rest for each of a long paragraph's edits
        left, right, raw = edits[index]
        if left >= end:
            break
        if right < start or (right == start and left < start) or (left == right == start):
            continue
        out.append(text[at : max(at, left)])
        out.append(raw)
        at = max(at, right)
    out.append(text[at:end])
    return "".join(out)


def locate(places: Sequence[tuple[int, Locator]], start: int, end: int) -> list[Locator]:
    """Where text[start:end] was read, in order, each place once."""
    first = max(0, bisect_right(places, start, key=lambda place: place[0]) - 1)
    found: list[Locator] = []
    for begin, locator in places[first:]:
        if begin >= end and begin != start:
            break
        if not found or found[-1] != locator:
            found.append(locator)
    return found
