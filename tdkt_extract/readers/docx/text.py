"""The characters of one w:p as a reader sees them: insertions, no deletions, field results, no instructions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from ...legacy import FontReader, encoding_of_font
from ...text import DocxLocator, Reading
from .._runs import Run, all_bold, styled
from .._symbols import symbol
from .styles import PPR, RPR, Look, ParagraphStyle, Styles, W, child_value

if TYPE_CHECKING:
    from lxml import etree

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RUN, _TEXT, _MATH_RUN, _MATH_TEXT = f"{W}r", f"{W}t", f"{_MATH}r", f"{_MATH}t"
_ALTERNATE = f"{_MC}AlternateContent"
_BRANCHES = frozenset((f"{_MC}Choice", f"{_MC}Fallback"))
_BOX = f"{W}txbxContent"
_SYMBOL, _FIELD = f"{W}sym", f"{W}fldChar"
# What LibreOffice makes of U+00AD, which is the letter ư in TCVN3. In Unicode it is not seen.
_SOFT_HYPHEN, _SOFT_HYPHEN_CODE = f"{W}softHyphen", "\u00ad"
NOTE_REFERENCES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}

# “34-CT/TW” is typed with a non-breaking hyphen so that no line ends in it; numbers are matched with "-".
_CHARACTERS = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-",
}  # fmt: skip
# What stands inside a paragraph and is not seen, with the runs in it (w:rt is the small print of a ruby).
_UNSEEN = frozenset((PPR, f"{W}del", f"{W}moveFrom", f"{W}rt"))
_DRAWINGS = frozenset((f"{W}drawing", f"{W}pict", f"{W}object"))
# What stands around blocks, rows and cells and is seen through.
_WRAPPERS = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink")
)


def chosen(alternate: etree._Element) -> etree._Element | None:
    """The branch of mc:AlternateContent to read: the first with text. Both hold the same text box; an emoji has its
    character in the fallback only."""
    branches = [branch for branch in alternate if branch.tag in _BRANCHES]
    for branch in branches:
        if next(branch.iter(_TEXT, _MATH_TEXT, _SYMBOL), None) is not None:
            return branch
    return branches[0] if branches else None


def unwrapped(parent: etree._Element) -> Iterator[etree._Element]:
    """The children, seen through content controls, custom XML, insertions and alternatives."""
    for child in parent:
        if child.tag in _WRAPPERS:
            yield from unwrapped(child)
        elif child.tag == _ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                yield from unwrapped(branch)
        else:
            yield child


def _boxes(parent: etree._Element) -> Iterator[etree._Element]:
    """The text boxes of a drawing, each once."""
    for child in unwrapped(parent):
        if child.tag == _BOX:
            yield child
        else:
            yield from _boxes(child)


@dataclass(slots=True)
class Draft:
    """A paragraph as read, before its list has counted it: it may yet be joined with the next.

    `mark` says what became of its end: a deleted or hidden one joins it with the next paragraph.
    """

    properties: etree._Element | None
    style: ParagraphStyle
    place: DocxLocator
    mark: Literal["kept", "deleted", "hidden"]
    text: str
    bold: bool
    locators: tuple[tuple[int, DocxLocator], ...]
    boxes: list[etree._Element]
    readings: tuple[Reading, ...] = ()


def joined(drafts: Sequence[Draft]) -> Draft:
    """Paragraphs that run on into each other as one. After a deletion the surviving mark decides on list and style; a
    hidden mark (Word's style separator) lets a heading run on into its text, so the heading decides."""
    first = leading = drafts[0]
    visible, bold = bool(first.text.strip()), first.bold
    locators = list(first.locators)
    readings = list(first.readings)
    length = len(first.text)
    for before, draft in pairwise(drafts):
        seen = bool(draft.text.strip())
        if before.mark != "hidden" or not visible:
            leading = draft
        bold = (bold or not visible) and (draft.bold or not seen) and (visible or seen)
        if not length:
            locators = []
        locators.extend((length + offset, place) for offset, place in draft.locators)
        readings.extend(reading.moved(length) for reading in draft.readings)
        visible, length = visible or seen, length + len(draft.text)
    return replace(
        leading,
        mark=drafts[-1].mark,
        text="".join(draft.text for draft in drafts),
        bold=bold,
        locators=tuple(locators),
        boxes=[box for draft in drafts for box in draft.boxes],
        readings=tuple(readings),
    )


class ParagraphReader:
    """Reads one w:p after another. `references` gathers the notes that visible text refers to, (kind, id); `fonts`
    reads the runs whose fonts are older than Unicode."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.references: set[tuple[str, str]] = set()
        self.fonts = FontReader()
        self._style = styles.paragraph(None)
        self._runs: list[Run] = []
        self._boxes: list[etree._Element] = []
        self._fields: list[bool] = []

    def read(self, paragraph: etree._Element, place: DocxLocator) -> Draft:
        properties = paragraph.find(PPR)
        self._style = self._styles.paragraph(child_value(properties, f"{W}pStyle"))
        # Fields open and close within this paragraph, for all that matters: a field without its end, in a damaged
        # file, must not swallow the rest of the document.
        self._runs, self._boxes, self._fields = [], [], []
        self._inline(paragraph)
        text, readings = self.fonts.read_runs([(run.text, run.encoding) for run in self._runs])
        return Draft(
            properties=properties,
            style=self._style,
            place=place,
            mark=self._mark(properties),
            text=text,
            bold=all_bold(self._runs),
            locators=((0, place),),
            boxes=self._boxes,
            readings=readings,
        )

    def _mark(self, properties: etree._Element | None) -> Literal["kept", "deleted", "hidden"]:
        mark = properties.find(RPR) if properties is not None else None
        if mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None):
            return "deleted"
        return "hidden" if self._styles.look(mark, self._style).hidden else "kept"

    def _inline(self, parent: etree._Element) -> None:
        for child in parent:
            tag = child.tag
            if tag in (_RUN, _MATH_RUN):
                self._run(child, self._styles.look(child.find(RPR), self._style))
            elif tag == _ALTERNATE:
                branch = chosen(child)
                if branch is not None:
                    self._inline(branch)
            elif tag not in _UNSEEN:
                self._inline(child)

    def _run(self, run: etree._Element, look: Look) -> None:
        for child in run:
            tag = child.tag
            if tag == _FIELD:
                self._field(child.get(f"{W}fldCharType", ""))
            elif look.hidden or not all(self._fields):
                continue
            elif tag in (_TEXT, _MATH_TEXT):
                self._add((child.text or "").replace("\n", " "), look)
            elif tag in _CHARACTERS:
                self._runs.append(Run(_CHARACTERS[tag], look.bold, look.encoding))
            elif tag == _SOFT_HYPHEN and look.encoding is not None:
                self._add(_SOFT_HYPHEN_CODE, look)
            elif tag == _SYMBOL:
                font = child.get(f"{W}font", "")
                shown = symbol(font, child.get(f"{W}char", ""))
                self._runs.append(Run(shown, look.bold, encoding_of_font(font)))
            elif tag in NOTE_REFERENCES:
                self.references.add((NOTE_REFERENCES[tag], child.get(f"{W}id", "")))
            elif tag in _DRAWINGS:
                self._boxes.extend(_boxes(child))
            elif tag == _ALTERNATE:
                branch = chosen(child)
                if branch is not None:
                    self._run(branch, look)
            elif tag == f"{W}ruby":
                self._inline(child)

    def _add(self, text: str, look: Look) -> None:
        self._runs.append(styled(text, look.bold, look.caps, look.encoding))

    def _field(self, kind: str) -> None:
        """A field is begin, instruction, separate, result, end; `_fields` says of each open one whether it has come
        to its result."""
        if kind == "begin":
            self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()
