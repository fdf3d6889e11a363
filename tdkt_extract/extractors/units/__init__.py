"""Who acts in one piece of text, with which role: a paragraph, a heading, a table cell.

What a plan passes on from headings and lead-ins to the tasks below is not decided here.
"""

from __future__ import annotations

from ...schema import Role
from ...tokens import TokenizedText
from .cells import Cell
from .headings import Heading
from .mentions import UnitMention, id_of_folded, unit_id
from .names import Names
from .prose import Paragraph
from .tokens import Searched

__all__ = ["UnitMention", "Units", "unit_id"]


_REMEMBERED = 512  # pieces; a bound for the memory of a text of many megabytes


class Units:
    """The units in the pieces of one document. Each paragraph and heading is read once."""

    def __init__(self, document: TokenizedText) -> None:
        self.text, self.folded = document.text, document.folded
        self._searched = Searched(document)
        self._last: tuple[int, int, Names] | None = None
        self._prose: dict[tuple[int, int], tuple[list[UnitMention], bool]] = {}
        self._headings: dict[tuple[int, int], list[UnitMention]] = {}

    def find(self, start: int, stop: int) -> list[UnitMention]:
        """The units that act in the paragraph text[start:stop]."""
        return (self._prose.get((start, stop)) or self._paragraph(start, stop))[0]

    def own_role(self, start: int, stop: int) -> Role | None:
        """The role that a paragraph without a subject gives to the unit it inherits: “Chủ trì, phối hợp …” -> lead."""
        return "lead" if (self._prose.get((start, stop)) or self._paragraph(start, stop))[1] else None

    def _paragraph(self, start: int, stop: int) -> tuple[list[UnitMention], bool]:
        if len(self._prose) >= _REMEMBERED:
            self._prose.clear()
        paragraph = Paragraph(self._names(start, stop))
        read = self._prose[start, stop] = paragraph.read(), paragraph.leads_itself
        return read

    def heading(self, start: int, stop: int) -> list[UnitMention]:
        """The units that a heading names as those who act below it; [] when its subject is something else."""
        found = self._headings.get((start, stop))
        if found is None:
            if len(self._headings) >= _REMEMBERED:
                self._headings.clear()
            reading = Heading(self._names(start, stop), lambda: self.find(start, stop))
            found = self._headings[start, stop] = reading.read()
        return found

    def listing(self, start: int, stop: int, role: Role | None) -> list[UnitMention]:
        """The units of a table cell or an attribute line; words like “chủ trì” in it decide over `role`."""
        return Cell(self._names(start, stop), role or "implement").read()

    def _names(self, start: int, stop: int) -> Names:
        """The words of a piece. Most headings are read as prose, too, right after."""
        last = self._last
        if last is None or last[:2] != (start, stop):
            last = self._last = start, stop, Names(self._searched, start, stop)
        last[2].seen.clear()
        return last[2]

    def id_of(self, mention: UnitMention) -> str:
        """unit_id(mention.name), without folding the name again."""
        return id_of_folded(self.folded[mention.start : mention.stop])
