"""Where in a sentence a list of names may stand so that it acts, told by the word before it."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from .words import lexicon

Place = Literal["start", "clause", "bracket", "comma", "time", "and", ""]

# The comma before a subject is often missing after these: “Căn cứ kế hoạch này các …”, “nếu có vướng mắc các …”.
BREAKS = frozenset(("năm", "quý", "tháng", "tuần", "kỳ", "này", "đó", "trên", "giao", "tế", "cùng", "hạn")) | frozenset(
    ("mắc", "sinh", "khăn", "sung")
)
PLACES: dict[str, Literal["clause", "bracket", "comma", "and", "bullet"]] = {
    ";": "clause", ":": "clause", "(": "bracket", ",": "comma", "và": "and",
    "-": "bullet", "+": "bullet", "•": "bullet",
}  # fmt: skip
JOINS = frozenset((",", "và"))
DATING = frozenset(("ngày", "tháng", "năm", "quý", "tuần", "/", "-"))
OF = frozenset(("của", "từ", "ở", "tại", "với"))


class Before(NamedTuple):
    """The words before a list that can make it act: always, or only where an adverbial opened; and before any list."""

    always: frozenset[str]
    opened: frozenset[str]
    lists: frozenset[str]


@cache
def before_lists() -> Before:
    lex = lexicon()
    days = frozenset(f"{number:02}" for number in range(1, 32)) | frozenset(map(str, range(1, 32)))
    years = frozenset(map(str, range(1990, 2100)))
    always = lex.cue_ends | lex.linker_ends | (frozenset(PLACES) - JOINS) | {"do"}
    opened = BREAKS | OF | days | years
    # "" stands before the first word of a piece.
    return Before(always, opened, always | opened | JOINS | lex.marks | lex.opener_ends | {""})
