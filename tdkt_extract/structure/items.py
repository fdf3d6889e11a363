"""Lines -> items: what stands at the front of a line (its list marker) and how the line looks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..core import in_capitals
from ..letters import CAPITAL
from ..text import AlignedText, Line

# Marker kinds, outermost first; a kind's place is its default depth when a document gives no other evidence.
PART, LETTER, ROMAN, ARABIC, LOWER, PAREN, STAR, DASH, PLUS, BULLET, NONE = range(11)

# The commonest first; of those that may begin with the same character the order counts.
_MARKER = re.compile(
    rf"""
    (?P<dash>[-–—−])(?:\s+|(?=[^\W\d_“"(]))
  | (?P<dotted>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?:\.[a-zđ])?)(?:[.)/:]\s*|\s+)(?=[^\d\s%])
  | (?P<arabic>\d{{1,2}})(?:[.)](?:\s+|(?=[{CAPITAL}“"]))|/\s+|[-–]\s+(?=[{CAPITAL}]))
  | (?P<part>(?i:phần|chương|mục)\s+(?:thứ\s+\w+|(?P<partnum>[IVXLC]+|\d{{1,2}}|[A-HK]))\s*[.:\-–]?(?:\s+|\Z))
  | (?![Vv]/[Vv]\b)(?P<roman>[IVX]{{1,6}})
      \s?(?:[.):](?:\s*(?=\S)|\Z)|/(?=\s|[{CAPITAL}])\s*|[-–]\s+|\s+(?=[{CAPITAL}]{{2}}))
  | (?P<upper>[A-HK-UYĐ])[.)/](?:\s+|(?=[{CAPITAL}][^{CAPITAL}.]))
  | (?P<lower>[a-zđ])(?:[.)]\s*(?=[^\W\d_]{{2}}|[“"(])|/\s+)
  | (?P<plus>\+)\s*
  | \((?P<paren>\d{{1,2}}|[a-zđ]|[ivx]{{1,4}})\)\s*
  | (?P<star>[*✱])\s*
  | (?P<bullet>[•·●▪■□◦○✓➢❖➤►⁃∙\uf0b7\uf0a7\uf0d8\uf0fc\uf02d\uf076])\s*
    """,
    re.X,
)
_KINDS = {
    "part": PART, "upper": LETTER, "roman": ROMAN, "dotted": ARABIC, "arabic": ARABIC, "lower": LOWER,
    "paren": PAREN, "star": STAR, "dash": DASH, "plus": PLUS, "bullet": BULLET,
}  # fmt: skip


@dataclass(slots=True)
class Item:
    """A line outside or inside a table, with its marker read.

    `number` is the marker as printed without its final dot or bracket, None for bullets; `body` is where the words
    begin; `level` counts the parts of a dotted number (1 for “2.”, 3 for “2.1.a”); `rank` is how deep the marker stands
    in this document, less is further out: the heading finder sets it.
    """

    line: Line
    start: int
    end: int
    body: int
    kind: int
    number: str | None
    level: int
    caps: bool
    in_table: bool
    rank: int = 0


def _read(match: re.Match[str]) -> tuple[int, str | None, int]:
    """(kind, number, level) of a marker."""
    name = match.lastgroup or ""
    kind = _KINDS[name]
    if kind >= STAR:
        return kind, None, 1
    number = ((match["partnum"] if kind == PART else None) or match[name]).strip()
    return kind, number, number.count(".") + 1 if kind == ARABIC else 1


def read_items(aligned: AlignedText) -> list[Item]:
    """One item for each line of `aligned`, in order."""
    text = aligned.text
    items: list[Item] = []
    for line in aligned.lines:
        start, end = line.start, line.end
        match = _MARKER.match(text, start, end)
        kind, number, level = _read(match) if match else (NONE, None, 1)
        body = match.end() if match else start
        items.append(Item(line, start, end, body, kind, number, level, in_capitals(text, body, end), line.table >= 0))
    return items


def is_caps(words: str) -> bool:
    return in_capitals(words, 0, len(words))
