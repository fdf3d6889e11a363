"""What a web page prints around a document: recognised line by line, left out at the document's two ends only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from ..normalise import fold
from ..rules import load_toml
from ..text import Block, Paragraph
from ._plain import ends_text, is_heading, is_title

_LONGEST = 320
_HEAD, _TAIL = 15, 60
_NO_LINES = ("name", "label")
_STRONG = ("line", "count", "related", "more")
_NUMBER = re.compile(r"[\d.,\s]{1,20}")
_LINK = re.compile(r"https?://|</?[a-z][^<>]*>|\(\d{1,2}/\d{1,2}/\d{4}\)\s*$", re.I)
_STAMP = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]m)?", re.I)
_SPACES = re.compile(r"\s+")

Kind = Literal["line", "weak", "count", "related", "more", "stamp", "name", "label"]


class ChromeRule(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: str
    kind: Kind
    pattern: str
    examples: list[str]
    counter_examples: list[str]


class ChromeRules(BaseModel):
    model_config = ConfigDict(extra="forbid")
    rule: list[ChromeRule]


@cache
def _patterns() -> dict[Kind, re.Pattern[str]]:
    rules = load_toml("chrome", ChromeRules).rule
    kinds = dict.fromkeys(rule.kind for rule in rules)
    return {kind: re.compile("|".join(f"(?:{rule.pattern})" for rule in rules if rule.kind == kind)) for kind in kinds}


def line_kind(text: str) -> Kind | None:
    """What kind of page furniture the line is; None for a line of the document."""
    return _kind_of(text) if len(text) <= _LONGEST else None


@lru_cache(maxsize=256)  # the ends of a document are looked at from both sides, and by a reader and its caller
def _kind_of(text: str) -> Kind | None:
    line = _folded(text)
    if not line:
        return None
    return next(
        (kind for kind, pattern in _patterns().items() if kind not in _NO_LINES and pattern.fullmatch(line)), None
    )


def _folded(text: str) -> str:
    return _SPACES.sub(" ", fold(unicodedata.normalize("NFC", text))).strip()


def is_chrome_name(word: str) -> bool:
    """Whether a class or id says that an element holds page furniture."""
    return _patterns()["name"].fullmatch(word.lower()) is not None


def is_label(text: str) -> bool:
    """Whether the line is, or begins with, the name of a property that databases of documents show: “Số ký hiệu: …”."""
    return len(text) <= _LONGEST and _patterns()["label"].match(_folded(text)) is not None


def without_stamp(text: str) -> str:
    """The text without dates and times of day."""
    return _STAMP.sub(" ", text)


def trim(blocks: Sequence[Block], linked: Collection[int] = ()) -> list[Block]:
    """`blocks` without page furniture at the head and the tail. `linked` are the indices of paragraphs that are
    nothing but links. Gives everything back when nothing would be left."""
    marks = _Marks(blocks, linked)
    end = _tail(marks)
    dropped = _head(marks, end)
    kept = (
        [block for index, block in enumerate(blocks[:end]) if index not in dropped] if dropped else list(blocks[:end])
    )
    return kept if any(not isinstance(block, Paragraph) or len(block.text) > 30 for block in kept) else list(blocks)


class _Marks:
    """The kinds of the paragraphs, worked out on demand: a long document is looked at only at its ends."""

    def __init__(self, blocks: Sequence[Block], linked: Collection[int]) -> None:
        self.blocks = blocks
        self.linked = linked

    def __len__(self) -> int:
        return len(self.blocks)

    def text(self, index: int) -> str | None:
        """The text of the paragraph, None for a table or beyond the ends."""
        block = self.blocks[index] if 0 <= index < len(self.blocks) else None
        return block.text.strip() if isinstance(block, Paragraph) else None

    def kind(self, index: int) -> Kind | None:
        """The kind, with a counter's label and number told from words and numbers of the document by each other."""
        text = self.text(index)
        if text is None:
            return None
        if _NUMBER.fullmatch(text):
            before = self.text(index - 1)
            return "count" if before and line_kind(before) == "count" and not before[-1].isdigit() else None
        kind = line_kind(text)
        if kind == "count" and not text[-1].isdigit():
            after = self.text(index + 1)
            return kind if after and _NUMBER.fullmatch(after) else None
        return kind

    def is_link(self, index: int) -> bool:
        text = self.text(index)
        return text is not None and (index in self.linked or _LINK.search(text) is not None)


def _head(marks: _Marks, end: int) -> set[int]:
    """The indices to drop at the head. Lines of the document may stand between: a page's tools come after its title."""
    dropped: set[int] = set()
    stamps: list[int] = []
    kept = links = 0
    index = 0
    while index < end and kept < _HEAD:
        text, kind = marks.text(index), marks.kind(index)
        if text is None or (kind is None and (len(text) > 200 or is_heading(text) or is_title(text))):
            break
        if kind == "stamp":
            stamps.append(index)
        elif kind in _STRONG or (kind == "weak" and index - 1 in dropped):
            dropped.add(index)
        elif index in marks.linked:
            links += 1
            dropped.add(index)
        else:
            kept += 1
        index += 1
    if links and links < 3:
        dropped.difference_update(marks.linked)
    if stamps and any(is_title(marks.text(at) or "") for at in range(index, min(end, index + 40))):
        dropped.update(stamps)
    return dropped


def _tail(marks: _Marks) -> int:
    """The end of the document proper."""
    end = _related(marks, len(marks))
    at, strong = end, end < len(marks)
    while at > 0:
        kind = marks.kind(at - 1)
        if kind is None and not (strong and at - 1 in marks.linked):
            if not _run_of_links(marks, at):
                break
            strong = True
        strong = strong or kind in _STRONG
        at -= 1
        if strong:
            end = at
    return end


def _run_of_links(marks: _Marks, end: int) -> bool:
    """Whether the three paragraphs before `end` are nothing but links: a menu, not a reference."""
    return end > 3 and all(index in marks.linked for index in range(end - 3, end))


def _related(marks: _Marks, end: int) -> int:
    """Where the lists of other articles begin: a heading for them, and nothing of a document from there on."""
    found = end
    only_links = True
    for index in range(end - 1, max(0, end - _TAIL), -1):
        text = marks.text(index)
        if text is None or ends_text(text) or (len(text) > _LONGEST and not marks.is_link(index)):
            break
        kind = marks.kind(index)
        if kind == "related" or (kind == "more" and only_links):
            found, only_links = index, True
        elif not marks.is_link(index):
            if kind is None and (is_heading(text) or is_title(text)):
                break
            only_links = only_links and kind is not None
    return found if found >= 2 else end
