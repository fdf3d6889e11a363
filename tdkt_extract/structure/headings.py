"""Which lines are headings, and how deep they stand.

A numbered line is a heading when it introduces what stands below it: a short title, or a line that ends in a colon
and is followed by its items. A numbered line that is itself the whole action is an item.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .items import ARABIC, LETTER, LOWER, NONE, PAREN, PART, ROMAN, STAR, Item
from .lexicon import Gives, attribute, attribute_label, heading_kind
from .wording import words

PARAGRAPH = 999
"""The rank of an unmarked paragraph: deeper than every marker."""

# A numbered step names itself, then its subject: “2.3. Bước 3: Tổng hợp danh sách.”
_STEP = re.compile(
    r"(?:bước|hoạt động|giai đoạn|nhiệm vụ|nội dung|nhóm|mục tiêu|đợt|vòng|phần)(?: (?:thứ )?\w+)? ?\d*\s*[:.–-]"
)

Judge = Callable[[int, int], bool]
"""Says of text[start:stop] whether it is a time heading, or names who acts."""


@dataclass(frozen=True, slots=True)
class Heading:
    """That an item is a heading: text[start:stop] is its title; from `inline` on stands an action on the same line."""

    rank: int
    start: int
    stop: int
    inline: int | None = None
    is_time: bool = False


def _rank(item: Item, letter_inside: bool) -> int:
    if item.kind == NONE:
        return PARAGRAPH
    if item.kind == LETTER and letter_inside:
        return ROMAN * 10 + 5
    return item.kind * 10 + min(item.level, 9)


class HeadingFinder:
    """Decides for the items of one body. `is_time` and `is_unit` judge a range of the text."""

    def __init__(self, text: str, folded: str, items: Sequence[Item], is_time: Judge, is_unit: Judge) -> None:
        self.text, self.folded, self.items = text, folded, items
        self.is_time, self.is_unit = is_time, is_unit
        kinds = [item.kind for item in items]
        roman, letter = (kinds.index(kind) if kind in kinds else len(kinds) for kind in (ROMAN, LETTER))
        self._first_numbered = min(roman, letter)
        self.numbered_top = self._first_numbered < len(kinds) or PART in kinds
        self._labels: dict[int, tuple[Gives, int] | None] = {}
        for item in items:
            item.rank = _rank(item, letter_inside=roman < letter)
        self._after: list[Item | None] = [*items[1:], None]
        self._firm = [item.kind < STAR and self._introduces(index, firmly=True) for index, item in enumerate(items)]

    def find(self, index: int) -> Heading | None:
        item = self.items[index]
        if item.in_table or self.is_attribute(item):
            return None
        if item.kind == NONE:
            return self._unnumbered(index)
        if item.kind >= STAR:
            return self._bulleted(index)
        inline = self._inline(index)
        if inline is not None:
            return inline
        if self._firm[index] or self._introduces(index, firmly=False):
            return self._whole(item)
        return None

    def label(self, item: Item) -> tuple[Gives, int] | None:
        """The item's attribute label, looked for once."""
        if item.start not in self._labels:
            self._labels[item.start] = attribute_label(self.folded, item.body, item.end)
        return self._labels[item.start]

    def is_attribute(self, item: Item) -> bool:
        label = self.label(item)
        if label is None:
            return False
        gives, colon = label
        numbered = item.kind in (ROMAN, LETTER, ARABIC)
        if numbered and heading_kind(self.folded[item.body : colon], None) in ("purpose", "requirements"):
            return False  # “2. Yêu cầu: …” heads a section; after a dash it is a remark on the task above
        return gives != "content" and not (numbered and colon >= item.end - 1)

    def _whole(self, item: Item, rank: int | None = None) -> Heading:
        time = self.is_time(item.body, item.end)
        return Heading(item.rank if rank is None else rank, item.body, item.end, is_time=time)

    def _count(self, start: int, stop: int) -> int:
        return self.text.count(" ", start, stop) + 1

    def _has_children(self, index: int) -> bool:
        after = self._after[index]
        if after is None or after.in_table:
            return after is not None
        deeper = after.rank > self.items[index].rank
        return deeper and not words().closing.match(self.folded, after.body, after.end)

    def _introduces(self, index: int, firmly: bool) -> bool:
        """Whether a numbered line introduces what follows; `firmly`: by its own look, not by its neighbours'."""
        item = self.items[index]
        if item.in_table:
            return False
        outer, has_children = item.kind in (PART, LETTER, ROMAN), self._has_children(index)
        line = self.text[item.body : item.end].rstrip() if outer or has_children else ""
        if not line:
            return False
        count = self._count(item.body, item.end)
        if outer and (item.caps or count <= 12):
            return True
        if not has_children:
            return False
        if line.endswith(":"):
            return item.kind <= ARABIC or count <= 25
        after = self._after[index]
        assert after is not None
        ended = line.endswith((".", ";", "…"))
        if not ended:
            return count <= (100 if after.kind in (LOWER, ARABIC, PAREN) else 60)
        if self._next_is_attribute(index):
            return False
        if _STEP.match(self.folded, item.body, item.end):
            return True
        numbered = after.kind in (LOWER, ARABIC, PAREN)
        if firmly or ". " in line or count > (90 if numbered else 50):
            return False
        return numbered or (count <= 30 and self._sibling_is_firm(index))

    def _next_is_attribute(self, index: int) -> bool:
        after = self._after[index]
        return after is not None and not after.in_table and self.is_attribute(after)

    def _sibling_is_firm(self, index: int) -> bool:
        rank = self.items[index].rank
        for step in (-1, 1):
            at = index + step
            while 0 <= at < len(self.items) and abs(at - index) < 40:
                other = self.items[at].rank
                if other < rank:
                    break
                if other == rank:
                    if self._firm[at]:
                        return True
                    break
                at += step
        return False

    def _inline(self, index: int) -> Heading | None:
        """A numbered heading with its action on the same line: “3. Sở Y tế: Phối hợp …”."""
        item = self.items[index]
        if item.kind not in (ROMAN, LETTER, ARABIC, LOWER, PAREN):
            return None
        colon = self.text.find(":", item.body, min(item.end, item.body + 220))
        rest = self.text[colon + 1 : item.end].strip() if colon > 0 else ""
        if not rest or (self._has_children(index) and self._count(colon, item.end) < 25):
            return None
        sentence = self.text.rfind(". ", item.body, colon) + 2
        if sentence > 1 and attribute(self.folded[sentence:colon]):
            return None  # “1. Tổng kết phong trào. Đơn vị chủ trì: …”
        start = colon + 1 + (len(self.text[colon + 1 : item.end]) - len(self.text[colon + 1 : item.end].lstrip()))
        count = self._count(item.body, colon)
        title = heading_kind(self.folded[item.body : colon], None)
        named = title is not None and count <= 8 and item.kind <= ARABIC
        if named or self.is_unit(item.body, colon):
            return Heading(item.rank, item.body, colon, start, self.is_time(item.body, colon))
        if item.kind == ARABIC and count <= 12 and rest[0].isupper():
            return Heading(item.rank, item.body, colon, start, self.is_time(item.body, colon))
        return None

    def _bulleted(self, index: int) -> Heading | None:
        item = self.items[index]
        count = self._count(item.body, item.end)
        after = self._after[index]
        has_children = self._has_children(index)
        may_be_time = count <= 8 or (count <= 25 and has_children)
        if may_be_time and self.is_time(item.body, item.end) and self._heads_list(index, count):
            return self._whole(item, min(item.rank, STAR * 10))
        if not has_children or item.kind != STAR or after is None or after.kind == STAR:
            return None
        line = self.text[item.body : item.end].rstrip()
        if line.endswith((".", ";")):
            return None
        return self._whole(item) if line.endswith(":") or count <= 30 else None

    def _heads_list(self, index: int, count: int) -> bool:
        """Whether items stand under a bulleted time: deeper ones, or bullets that are no times (“+ Quý I:” / “- …”)."""
        after = self._after[index]
        if after is None:
            return False
        other = after.in_table or (after.kind >= STAR and not self.is_time(after.body, after.end))
        return self._has_children(index) or (count <= 8 and other)

    def _unnumbered(self, index: int) -> Heading | None:
        """A heading without a number: in capitals or bold, or a known title or time alone on its line."""
        item = self.items[index]
        line = self.text[item.start : item.end].rstrip()
        count = self._count(item.start, item.end)
        if count > 40 or line.endswith((".", ";", ",")) or not line or line[0] in '(“"':
            return None
        if self._titles_appendix(index):
            return None
        kind = heading_kind(self.folded[item.start : item.end], None)
        if kind == "appendix" and count <= 12 and (item.caps or item.line.centred or item.line.bold):
            return Heading(0, item.start, item.end)
        after = self._after[index]
        if after is None or (after.kind == NONE and not after.in_table and self._unnumbered_look(after)):
            return None
        if self.is_time(item.start, item.end) and count <= 12:
            return Heading(STAR * 10, item.start, item.end, is_time=True)
        if kind is None:
            return None
        if item.caps and not self.numbered_top:
            return Heading(ROMAN * 10, item.start, item.end)
        if count <= 8 and (item.line.bold or line.endswith(":") or not self.numbered_top) and not item.caps:
            deep = self._first_numbered < index
            return Heading((ARABIC if deep else ROMAN) * 10 + 1, item.start, item.end)
        return None

    def _titles_appendix(self, index: int) -> bool:
        """Whether the line is the title of the appendix whose head stands above it."""
        above = self.items[index - 1] if index else None
        return above is not None and heading_kind(self.folded[above.start : above.end], None) == "appendix"

    def _unnumbered_look(self, item: Item) -> bool:
        return item.caps and self._count(item.start, item.end) <= 40
