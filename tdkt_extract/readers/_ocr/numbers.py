"""Document numbers in recognised text, put right by their grammar: 83/KH-UBND, 01/2022/NQ-HĐND, 34-CT/TW."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ...normalise import fold
from .confusions import as_digits, issuers, joined, meant, types

REPAIRED = 0.8
"""How sure a repaired reading is."""
UNCLEAR = 0.5
"""How sure a reading is that is wrong and cannot be put right."""


class Fix(NamedTuple):
    """text[start:end] is to be read as `new`; the same characters where nobody can tell what they should be."""

    start: int
    end: int
    new: str
    confidence: float


_DIGIT = r"[0-9OoQDlIi|!Ss$GbBZz]"
_DASHES = "\\-–—"
_WORD = r"(?<!\w)(?P<word>[Ss5$][ốÔôóÓồỒổỔỗỖộỘoO60Ố])(?P<colon>\s?[:;.,])?"
_LETTER = r"[^\W_](?:['’](?=[^\W_]))?"  # a T is often read as 1'
_TYPE = rf"(?!\d{{2}}){_LETTER}(?:{_LETTER}){{0,5}}"
_ISSUER = rf"(?:{_LETTER}){{2,10}}(?!\w)"  # of several parts the first: “TB/TW”
_NUMBER = re.compile(
    rf"(?:{_WORD}\s{{0,3}}(?P<marks>[^\w\s/{_DASHES}…]{{0,3}})\s{{0,2}})?(?<![\w/])"
    rf"(?P<core>{_DIGIT}{{1,5}}|(?<=[:.\s])(?=\s{{0,9}}/))"
    rf"(?:\s?/\s?(?P<year>[12lIiZ|][0-9OoQDlI|SGbB]{{3}})(?=\s?[/{_DASHES}]))?"
    rf"\s{{0,9}}(?P<first>[/{_DASHES}])\s?(?P<type>{_TYPE})\s?(?P<second>[/{_DASHES}.~=_])\s?(?P<issuer>{_ISSUER})"
)
_BLANK_WORD = re.compile(r"(?<!\w)[S5$][6oO0](?=[:\s]{1,9}/\s?[A-ZĐÐ]{2,4}[-–/])")
_CORE_LETTER = re.compile(r"\d+[bB]\Z")
_PART_NUMBER = re.compile(r"\d*\Z")


def find(text: str) -> Iterator[Fix]:
    """What is to be changed of the numbers of a text, in order."""
    for match in _BLANK_WORD.finditer(text):
        yield Fix(match.start(), match.end(), "Số", REPAIRED)
    done = 0
    for match in _NUMBER.finditer(text):
        if match.start() >= done:
            done = match.end()
            yield from _number(match)
    for match in _slashless().finditer(text):
        yield Fix(match.start("bar"), match.end("bar"), "/", REPAIRED)


def _number(match: re.Match[str]) -> Iterator[Fix]:
    """The parts of one number that were misread; nothing where the type is none, for then it is no number."""
    kind = _first(_straight(match["type"])) if _is_spelt(match["type"]) else None
    if kind is None:
        return
    core = as_digits(match["core"])
    if core is None or (not any(map(str.isdigit, match["core"])) and not match["word"]):
        return
    if match["word"]:
        yield from _word(match)
    if _CORE_LETTER.match(match["core"]):
        yield Fix(*match.span("core"), match["core"], UNCLEAR)
    elif core:
        yield from _changed(match, "core", core)
    if match["year"]:
        year = as_digits(match["year"]) or ""
        known = year[:2] in ("19", "20")
        yield from _changed(match, "year", year) if known else [Fix(*match.span("year"), match["year"], UNCLEAR)]
    yield from _changed(match, "type", kind)
    yield from _issuer(match)


def _first(read: str) -> str | None:
    """The type that a number names; letters (công văn) have their issuer there."""
    found = meant(read, types())
    if found is None and len(read) > 3:
        return meant(read, issuers())
    return found


def _is_spelt(kind: str) -> bool:
    """Whether capitals begin it and are most of it, as in the types of numbers: “24/năm - tháng” is none."""
    return not kind[0].islower() and sum(char.isupper() or char.isdigit() for char in kind) * 2 >= len(kind)


def _straight(word: str) -> str:
    return word.replace("’", "'")


def _word(match: re.Match[str]) -> Iterator[Fix]:
    """“S6:”, and the marks of a pen or a scanner before the digits."""
    if match["word"] not in ("Số", "số", "SỐ", "Sô", "sô"):
        yield Fix(*match.span("word"), "Số" if match["word"][0] in "S5$" else "số", REPAIRED)
    elif match["word"][1] == "ô":
        yield Fix(*match.span("word"), match["word"][0] + "ố", REPAIRED)
    if match["marks"] and not match["marks"].isspace() and set(match["marks"]) - set("“\"'("):
        yield Fix(match.start("marks"), match.start("core"), " " if match["colon"] else "", REPAIRED)


def _issuer(match: re.Match[str]) -> Iterator[Fix]:
    read = _straight(match["issuer"])
    tail = _PART_NUMBER.search(read)
    digits = tail.group() if tail and len(read) - len(tail.group()) >= 2 else ""
    name = read.removesuffix(digits) if digits else read
    if name in issuers() or name in types():
        found: str | None = name
    else:
        # Three letters and fewer are too like each other: only what no abbreviation has in it gives them away.
        found = meant(name, issuers()) if len(name) > 3 or not name.isalpha() or len(name) == 2 else _by_accent(name)
    if found is None:
        return
    if not _is_same(name, found):
        yield Fix(match.start("issuer"), match.end("issuer"), found + digits, REPAIRED)
    if match["second"] in ".~=_":
        yield Fix(*match.span("second"), "-" if match["first"] == "/" else "/", REPAIRED)


def _by_accent(name: str) -> str | None:
    """The issuer that differs only by the bar of a Đ, which is what recognition loses, or by a “VV” for “W”."""
    plain = name.replace("Ð", "D").replace("Đ", "D")
    found = [known for known in issuers() if known.replace("Đ", "D") == plain]
    return found[0] if len(found) == 1 else joined(name, issuers())


def _is_same(read: str, new: str) -> bool:
    """Equal but for the case, which titles in capitals change; the Icelandic Ð only looks like Đ."""
    return fold(read) == fold(new) and "Ð" not in read


def _changed(match: re.Match[str], part: str, new: str) -> Iterator[Fix]:
    if not _is_same(match[part], new):
        yield Fix(*match.span(part), new, REPAIRED)


@cache
def _slashless() -> re.Pattern[str]:
    """“83IKH-UBND”: a slash read as a stroke; only where all else is beyond doubt."""
    kinds, names = ("|".join(sorted(map(re.escape, words), key=len, reverse=True)) for words in (types(), issuers()))
    return re.compile(rf"(?<![\w/])\d{{1,4}}(?P<bar>[Il|!])(?:{kinds})-(?:{names})(?!\w)")
