"""What the steps of the citations extractor hand on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ...schema import Relation

Kind = Literal["number", "bare", "law", "name"]


@dataclass(slots=True, eq=False)
class Draft:
    """A mention while it is read; `end` grows from the number or name over date and issuer.

    A number is `core` "34", `year` "", `segments` ("ct", "tw"); `number` is as printed. `caps`: it stands in capitals,
    which are not its spelling. `listed`: without a type of its own it goes on with a list whose head names the issuer.
    `words` are those of a law's or programme's name, folded, without punctuation: it is printed with and without.
    `parent` is the mention in whose title it stands.
    """

    kind: Kind
    start: int
    end: int
    doc_type: str | None = None
    core: str = ""
    year: str = ""
    segments: tuple[str, ...] = ()
    number: str | None = None
    name: str | None = None
    words: str = ""
    issued_on: date | None = None
    issuer: str | None = None
    title: str | None = None
    title_span: tuple[int, int] | None = None
    caps: bool = False
    parent: Draft | None = None
    listed: bool = False
    relation: Relation = "mentions"

    @property
    def key(self) -> str:
        """The number without its spelling: "34-CT/TW" and "034/CT-TW" are one; "" where it has no segments."""
        return "|".join((self.core.lstrip("0"), self.year, *self.segments)) if self.segments else ""
