"""What the steps of the citations extractor hand on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from ..schema import Relation

Kind = Literal["number", "bare", "law", "name"]


@dataclass(slots=True)
class Draft:
    """A mention while it is read. `start` to `end` grows from the number over date and issuer; `head` is where the
    number or the name ends. Offsets are those of the text."""

    kind: Kind
    start: int
    end: int
    doc_type: str | None = None
    core: str = ""
    year: str = ""
    segments: tuple[str, ...] = ()
    number: str | None = None
    name: str | None = None
    issued_on: date | None = None
    issuer: str | None = None
    title: str | None = None
    title_span: tuple[int, int] | None = None
    caps: bool = False
    parent: Draft | None = None
    relation: Relation = "mentions"
    partners: list[Draft] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The number without spelling: "34-CT/TW" and "034/CT-TW" are one."""
        if self.kind == "number":
            return "|".join((self.core.lstrip("0"), self.year, *self.segments))
        return ""
