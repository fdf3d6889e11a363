"""Which pages have text that can be taken as it is, and why the others must be recognised in their image."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from .flow import Sheet
from .page import Page
from .quality import Evidence, count_signs, is_garbage, lacks_accents, weigh

Why: TypeAlias = Literal["text", "layer", "blank", "scan", "garbled", "bad-layer"]
"""What a page has: text; invisible text over a scan that is good, or bad; nothing; an image alone; garbage for text."""

TO_RECOGNISE: frozenset[Why] = frozenset({"scan", "garbled", "bad-layer"})

_LETTERS = 20  # fewer, beside images, is a stamp or a page number on a scan
_LETTERS_ON_IMAGE = 120  # fewer, over an image that fills the page, is what a signing system stamped on a scan
_SCAN_SHARE = 0.3  # of the page that images cover
_FILLED = 0.8
_SHAPES = 100  # lines and curves of a page without text: its letters may be among them

# Measured over 504 pages in good order: a share of at least .77 (a log of changes in English), .88 of Vietnamese.
_ENOUGH = 50  # words that tell of a page by themselves
_PLAUSIBLE = 0.7
_PLAUSIBLE_AMONG_GARBLED = 0.88  # a page beside garbled ones, in the same fonts
_FULL_PAGE = 300  # characters of a page that speaks for its neighbours too
_FEW = 8
_PLAUSIBLE_OF_FEW = 0.5
_PLAUSIBLE_LAYER = 0.88  # of somebody else's recognition: ours does better than one that has more wrong

_BAD_LINES_WORDS = 8  # in lines that are garbage on a page that is not: one of its fonts has no map. Measured: none
_BARE_WORDS = 15  # in lines without a single letter or tone that only Vietnamese has
_SIGNS = 0.25  # of a page's characters; measured: at most .18, but for pages of a line
_MARKED = 0.05  # of a page at least; measured: .16 of English with some Vietnamese in it, .52 of Vietnamese
_MARKED_USUALLY = 0.3
_SYLLABLES = 0.55  # measured: at most .31 of English
_SIGNS_FOR_WORDS = 0.15  # of a page that has no words for its characters, nor figures
_CHARS_A_WORD = 30  # at most, of text with some figures
_LEAST_VISIBLE = 100
_BARE_PAGE = 15


class State(NamedTuple):
    """Page `number` and what it has."""

    number: int
    why: Why


class _Reading(NamedTuple):
    """What the words of a page say, how many stand in lines that are garbage or have lost their accents, the share of
    signs that are neither letters nor digits, and how many characters are seen."""

    page: Evidence
    bad: int
    bare: int
    signs: float
    visible: int


def judge(sheets: Sequence[Sheet]) -> list[State]:
    """The state of each page; short ones are judged with the others of the document."""
    readings = [_weigh(sheet) for sheet in sheets]
    states: list[Why] = [_alone(sheet.page, reading) for sheet, reading in zip(sheets, readings, strict=True)]
    told = [why == "garbled" for why, reading in zip(states, readings, strict=True) if reading.visible >= _FULL_PAGE]
    if any(told):
        mostly = sum(told) * 2 >= len(told)
        states = [
            "garbled" if _has_text(sheet.page, why) and _is_like_garbled(reading, mostly) else why
            for sheet, why, reading in zip(sheets, states, readings, strict=True)
        ]
    return [State(sheet.page.number, why) for sheet, why in zip(sheets, states, strict=True)]


def _weigh(sheet: Sheet) -> _Reading:
    lines = [segment.text for segments in (sheet.free, *sheet.held) for segment in segments]
    words = marked = syllables = bad = bare = 0
    right = 0.0
    for text in lines:
        line = weigh(text)
        words += line.words
        right += line.right
        marked += line.marked
        syllables += line.syllables
        if is_garbage(text, line):
            bad += text.count(" ") + 1
        elif lacks_accents(line):
            bare += line.words
    page = "\n".join(lines)
    visible = max(_LEAST_VISIBLE, len(page) - page.count(" ") - len(lines))
    return _Reading(Evidence(words, right, marked, syllables), bad, bare, count_signs(page) / visible, visible)


def _alone(page: Page, reading: _Reading) -> Why:
    """The state of a page by itself."""
    if page.letters < _LETTERS:
        if page.image_share >= _SCAN_SHARE or page.shapes >= _SHAPES:
            return "scan"
        return "garbled" if page.chars - page.letters > _LETTERS else "text" if page.letters else "blank"
    words = reading.page
    if page.veiled:
        good = words.words >= _FEW and words.share >= _PLAUSIBLE_LAYER and not _lacks_accents(words)
        return "layer" if good and not reading.bad else "bad-layer"
    if page.image_share >= _FILLED and page.letters < _LETTERS_ON_IMAGE:
        return "scan"
    return "garbled" if _is_garbled(reading) else "text"


def _is_garbled(reading: _Reading) -> bool:
    words = reading.page
    if reading.bad >= _BAD_LINES_WORDS or reading.bare >= _BARE_WORDS or reading.signs > _SIGNS:
        return True
    if reading.signs > _SIGNS_FOR_WORDS and words.words * _CHARS_A_WORD < reading.visible:
        return True
    if _lacks_accents(words):
        return True
    if words.words < _ENOUGH:
        return words.words >= _FEW and words.share < _PLAUSIBLE_OF_FEW
    return words.share < _PLAUSIBLE


def _lacks_accents(words: Evidence) -> bool:
    """“Cong hoa xa hoi chu nghia”: built as Vietnamese is, without its accents. Another language is built otherwise."""
    if words.words < _BARE_PAGE:
        return False
    return words.marked <= _MARKED * words.words and words.syllables > _SYLLABLES * words.words


def _has_text(page: Page, why: Why) -> bool:
    """Whether there is text to judge: more than a page number without a letter left may be the work of the map."""
    return why == "text" or (why == "blank" and page.chars >= _FEW)


def _is_like_garbled(reading: _Reading, mostly: bool) -> bool:
    """Whether a page that passes alone is garbage like the others: `mostly` when most pages are."""
    if reading.bad or reading.bare:
        return True
    words = reading.page
    few = words.words < _FEW or words.marked < _MARKED_USUALLY * words.words
    return mostly and (few or words.share < _PLAUSIBLE_AMONG_GARBLED)
