"""Tesseract's hOCR -> words of characters with boxes, line by line."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass, field

_PART = re.compile(
    r"class='ocr_(?P<line>line|header|caption|textfloat)'"
    r"|class='ocr_(?P<page>page)'"
    r"|class='ocrx_word'[^>]*x_wconf (?P<word>\d+)"
    r"|class='ocrx_cinfo' title='x_bboxes (?P<box>\d+ \d+ \d+ \d+); x_conf (?P<sure>[\d.]+)'>(?P<char>[^<]*)<"
)


_ETH = "\u00d0"  # Icelandic; it looks like Đ


@dataclass(slots=True)
class Char:
    """A character, its box in pixels, and how sure it is (0 to 1)."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    sure: float


@dataclass(slots=True)
class Word:
    """Characters, and how sure they are as a word (0 to 1)."""

    sure: float
    chars: list[Char] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(char.char for char in self.chars)


Line = list[Word]


def parse(source: str) -> list[list[Line]]:
    """The lines of each page in Tesseract's order; empty ones are left out."""
    pages: list[list[Line]] = []
    lines: list[Line] = []
    for part in _PART.finditer(source):
        if part["page"]:
            lines = []
            pages.append(lines)
        elif part["line"]:
            lines.append([])
        elif part["word"]:
            if lines:
                lines[-1].append(Word(int(part["word"]) / 100))
        elif lines and lines[-1]:
            text = unicodedata.normalize("NFC", html.unescape(part["char"])).strip()
            left, top, right, bottom = map(float, part["box"].split())
            sure = min(1.0, float(part["sure"]) / 100)
            for char in text.replace(_ETH, "Đ"):
                _append(lines[-1][-1].chars, Char(char, left, top, right, bottom, sure))
    return [[words for line in page if (words := [word for word in line if word.chars])] for page in pages]


def _append(chars: list[Char], char: Char) -> None:
    """Adds the character, but for a Đ that lies on the one before it: one letter that was read as both Đ and Ð."""
    if chars and char.char == chars[-1].char == "Đ" and char.left < chars[-1].right - (char.right - char.left) / 2:
        chars[-1].right = max(chars[-1].right, char.right)
    else:
        chars.append(char)
