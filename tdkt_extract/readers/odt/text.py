"""The characters of one paragraph as a reader sees them, and what hangs on it: text boxes and notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...errors import LimitError
from ...legacy import encoding_of_font
from .._runs import Run, styled
from .._symbols import is_symbolic, symbol
from ..base import Job
from .names import DRAW, OFFICE, STYLE_NAME, SVG, TABLE, TEXT, number
from .styles import Look, ParagraphStyle, Styles

if TYPE_CHECKING:
    from lxml import etree

_MOST_SPACES = 1000
_CHARACTERS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_UNSEEN = frozenset(
    (
        f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{TEXT}ruby-text", f"{TEXT}note-citation", f"{SVG}title",
        f"{SVG}desc", f"{TEXT}script", f"{OFFICE}event-listeners", f"{TABLE}table",
    )
)  # fmt: skip
_HIDING = frozenset((f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph"))
# “34-CT/TW” is typed with a non-breaking hyphen so that no line ends in it; numbers are matched with "-".
_SPACES = {ord("\n"): " ", ord("\t"): " ", ord("\r"): " ", 0x2011: "-"}


@dataclass(slots=True)
class Inline:
    """What a paragraph holds. `boxes` are elements with blocks in them, `notes` text:note elements."""

    runs: list[Run] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[etree._Element] = field(default_factory=list)


class ParagraphReader:
    def __init__(self, styles: Styles, job: Job) -> None:
        self._styles = styles
        self._job = job
        self._shown = 0

    def read(self, element: etree._Element, style: ParagraphStyle) -> Inline:
        found = Inline()
        self._inside(element, style.look, found)
        return found

    def _inside(self, element: etree._Element, look: Look, found: Inline) -> None:
        self._show(element.text, look, found)
        for child in element:
            self._child(child, look, found)
            self._show(child.tail, look, found)

    def _child(self, child: etree._Element, look: Look, found: Inline) -> None:
        tag = child.tag
        if tag == f"{TEXT}span":
            self._inside(child, self._styles.span(child.get(STYLE_NAME, "")).over(look), found)
        elif tag == f"{TEXT}s":
            self._show(" " * number(child.get(f"{TEXT}c"), 1, _MOST_SPACES), look, found)
        elif tag in _CHARACTERS:
            if not look.hidden:
                found.runs.append(Run(_CHARACTERS[tag], bool(look.bold), encoding_of_font(look.font or "")))
        elif tag == f"{TEXT}note":
            if not look.hidden:
                found.notes.append(child)
        elif str(tag).startswith(DRAW):
            found.boxes.extend(boxes(child))
        elif tag in _HIDING:
            if child.get(f"{TEXT}is-hidden") != "true":
                self._inside(child, look, found)
        elif tag not in _UNSEEN:
            self._inside(child, look, found)

    def _show(self, text: str | None, look: Look, found: Inline) -> None:
        if not text or look.hidden:
            return
        # A text:s of eleven characters is a thousand spaces, so a small file can be long.
        self._shown += len(text)
        if self._shown > self._job.options.max_chars:
            raise LimitError("too-long", self._job.name, detail=f"> {self._job.options.max_chars} ký tự / characters")
        shown = text.translate(_SPACES)
        font = look.font or ""
        if is_symbolic(font):
            # LibreOffice puts the shapes of these fonts on private code points, and letters between them are letters.
            shown = "".join(symbol(font, f"{ord(char):x}") if "\uf000" <= char <= "\uf0ff" else char for char in shown)
        found.runs.append(styled(shown, bool(look.bold), bool(look.caps), encoding_of_font(font)))


def boxes(element: etree._Element) -> list[etree._Element]:
    """What of a drawing holds text: a text box of a frame, or a shape with paragraphs of its own."""
    found: list[etree._Element] = []
    if element.tag in (f"{DRAW}object", f"{DRAW}object-ole", f"{DRAW}image"):
        return found
    if any(child.tag in (f"{TEXT}p", f"{TEXT}h", f"{TEXT}list") for child in element):
        return [element]
    for child in element:
        if child.tag == f"{DRAW}text-box":
            found.append(child)
        elif str(child.tag).startswith(DRAW):
            found.extend(boxes(child))
    return found
