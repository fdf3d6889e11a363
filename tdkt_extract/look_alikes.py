"""Characters that stand for others that look like them: letters of other scripts in Vietnamese words, full-width and
mathematical letters, Icelandic for đ, marks beside their letters.

Only what a word shows to be meant otherwise is changed: a Greek letter in a formula stays.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from .core._tables import ODD
from .legacy import is_vietnamese
from .rules import load_toml
from .text import Reading

_ODD = re.compile(f"[{ODD}]")
_CHUNK = re.compile(r"\S+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1ea0-\u1ef9]")
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"[^\W\d_]+")
_FULL_WIDTH = range(0xFF01, 0xFF5F)
_MATHEMATICAL = range(0x1D400, 0x1D800)
_LETTERS_OF_A_NAME = 3  # mathematical ones that are no syllable: “𝐔𝐁𝐍𝐃”
_LONGEST_SYLLABLE = 8  # more letters beside a mark are no syllable anyway
_BARRED = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"}


class Script(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    chars: str
    latin: str


class Example(BaseModel):
    model_config = ConfigDict(extra="forbid")
    raw: str
    text: str = ""


class LookAlikeRules(BaseModel):
    model_config = ConfigDict(extra="forbid")
    script: list[Script]
    marks: dict[str, str]
    example: list[Example]
    counter_example: list[Example]


class _Tables(NamedTuple):
    latin: dict[str, str]
    foreign: re.Pattern[str]
    marked: re.Pattern[str]
    marks: dict[str, str]


@cache
def _tables() -> _Tables:
    rules = load_toml("look_alikes", LookAlikeRules)
    latin = {char: letter for script in rules.script for char, letter in zip(script.chars, script.latin, strict=True)}
    marked = re.compile(rf"[A-Za-z\u00c0-\u024f\u1ea0-\u1ef9][{''.join(rules.marks)}]")
    return _Tables(latin, re.compile("[\u0370-\u03ff\u0400-\u052f]"), marked, rules.marks)


def mend(text: str) -> tuple[str, list[Reading]]:
    """`text` with such characters read for what they stand for, and where."""
    if text.isascii() or not _ODD.search(text):
        return text, []
    changes: dict[tuple[int, int], str] = {}
    for match in _CHUNK.finditer(text):
        if match.group().isascii() or not _ODD.search(match.group()):
            continue
        for (start, end), new in _changes(match.group()).items():
            changes[match.start() + start, match.start() + end] = new
    out: list[str] = []
    readings: list[Reading] = []
    length = at = 0
    for (start, end), new in sorted(changes.items()):
        out.append(text[at:start])
        length += start - at
        readings.append(Reading(length, length + len(new), text[start:end]))
        out.append(new)
        length += len(new)
        at = end
    out.append(text[at:])
    return "".join(out), readings


def _changes(chunk: str) -> dict[tuple[int, int], str]:
    """What to put in the place of which characters of a chunk without white space."""
    return _plain_forms(chunk) | _other_scripts(chunk) | _barred(chunk) | _spaced_marks(chunk)


def _plain_forms(chunk: str) -> dict[tuple[int, int], str]:
    """Full-width characters, but among ideographs; mathematical letters that make words, and digits."""
    full = [] if _IDEOGRAPH.search(chunk) else [at for at, char in enumerate(chunk) if ord(char) in _FULL_WIDTH]
    styled = [at for at, char in enumerate(chunk) if ord(char) in _MATHEMATICAL]
    if styled:
        plain = "".join(_plain(char) if ord(char) in _MATHEMATICAL else char for char in chunk)
        words = _WORD.findall(plain)
        if len(styled) < _LETTERS_OF_A_NAME and not (len(plain) > 1 and words and all(map(is_vietnamese, words))):
            styled = []
    return {(at, at + 1): _plain(chunk[at]) for at in (*full, *styled)}


def _plain(char: str) -> str:
    return unicodedata.normalize("NFKC", char)


def _other_scripts(chunk: str) -> dict[tuple[int, int], str]:
    """Letters of other scripts where Latin ones stand beside them, if each of them has a Latin look-alike."""
    tables = _tables()
    places = [match.start() for match in tables.foreign.finditer(chunk)]
    if not places or not _LATIN.search(chunk) or not all(chunk[at] in tables.latin for at in places):
        return {}
    return {(at, at + 1): tables.latin[chunk[at]] for at in places}


def _barred(chunk: str) -> dict[tuple[int, int], str]:
    """Đ; the small letter only in what is Vietnamese with it, for Icelandic has it too."""
    found: dict[tuple[int, int], str] = {}
    for match in _WORD.finditer(chunk):
        places = [at for at, char in enumerate(match.group(), match.start()) if char in _BARRED]
        if places:
            word = "".join(_BARRED.get(char, char) for char in match.group())
            if word[0] == "Đ" or word.isupper() or is_vietnamese(word):
                found.update({(at, at + 1): _BARRED[chunk[at]] for at in places})
    return found


def _spaced_marks(chunk: str) -> dict[tuple[int, int], str]:
    """A letter and the mark beside it as one, where this makes a Vietnamese word."""
    tables = _tables()
    found: dict[tuple[int, int], str] = {}
    for match in tables.marked.finditer(chunk):
        letter, mark = match.group()[0], match.group()[1]
        composed = unicodedata.normalize("NFC", letter + tables.marks[mark])
        head = _WORD.match(chunk[max(0, match.start() - _LONGEST_SYLLABLE) : match.start()][::-1])
        tail = _WORD.match(chunk, match.end(), match.end() + _LONGEST_SYLLABLE)
        word = (head.group()[::-1] if head else "") + composed + (tail.group() if tail else "")
        if len(composed) == 1 and is_vietnamese(word):
            found[match.span()] = composed
    return found
