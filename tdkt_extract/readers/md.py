"""Markdown: headings, pipe tables and emphasis read as a reader sees them, the rest as plain text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..errors import ReadError
from ..legacy import read_pasted
from ..text import Block, Cell, Paragraph, RawDocument, Row, Table, TxtLocator, line_place
from ._decode import decode, sample_text
from ._plain import has_ended, item
from .base import Job, Reader
from .txt.blocks import find_regions, line_blocks
from .txt.source import Line, paragraph, read_lines
from .txt.wrap import Margin, drop_page_numbers, find_margin

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)\Z", re.S)
_UNDERLINE = re.compile(r" {0,3}(?:={2,}|-{3,})[ \t]*\Z")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_QUOTE = re.compile(r"(?: {0,3}>[ \t]?)+")
_DASHES = re.compile(r":?-+:?")
_PIPE = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br[ \t]*/?>", re.I)

_ESCAPABLE = "\\`*_{}[]()#+-.!|>~<$&"
_ESCAPED = re.compile(rf"\\([{re.escape(_ESCAPABLE)}])")
# While marks are taken out, an escaped one stands as a noncharacter: no text has any, where symbol fonts use all of
# the private area.
_SHIELD = 0xFDD0
_SHIELDED = re.compile(f"[{chr(_SHIELD)}-{chr(_SHIELD + len(_ESCAPABLE) - 1)}]")
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"!\[([^\[\]\n]*)\]\([^()\n]*\)"), r"\1"),
    (re.compile(r"\[([^\[\]\n]+)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"(?:\*{2,3}|~~)(?=[^\s*~])|(?<=[^\s*~])(?:\*{2,3}|~~)"), ""),
    (re.compile(r"(?<![\w_])_{2,3}(?=[^\s_])|(?<=[^\s_])_{2,3}(?![\w_])"), ""),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]+?)(?<=[^\s_])_(?![\w_])"), r"\1"),
    (re.compile(r"</?(?:b|i|u|em|strong|span|sub|sup|center|div|p|font)(?:\s[^<>]{0,200})?>", re.I), ""),
)
_BOLD = re.compile(r"(?:[-+*][ \t]+)?(\*\*\*|\*\*|__)(?=\S)(?:(?!\1).)+\1\W*\Z")
_SIGNS = (
    re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.M),
    re.compile(r"\*\*(?=\S)[^*\n]{1,300}(?<=\S)\*\*"),
    re.compile(r"^ {0,3}\|?(?:[ \t]{0,20}:?-{3,}:?[ \t]{0,20}\|)+[ \t]{0,20}(?::?-{3,}:?[ \t]{0,20})?$", re.M),
    re.compile(r"^\S[^\n]{0,200}\n={3,}[ \t]*$", re.M),
)


def _recognise(data: bytes) -> float:
    """As sure as plain text of any text, so that the suffix decides; surer where several of its marks are there."""
    text = sample_text(data)
    if text is None:
        return 0.0
    headings, strong, tables, underlines = (sum(1 for _ in sign.finditer(text)) for sign in _SIGNS)
    signs = (headings > 0) + (strong > 1) + (tables > 0) + (underlines > 0)
    return 0.5 if signs > 1 or headings > 2 or tables else 0.3


def _read(data: bytes, job: Job) -> RawDocument:
    text, notes = decode(data, job.name)
    job.check_length(len(text), text.count("\n") + text.count("|"))
    pasted = read_pasted(text)
    lines = [_unquoted(line) for line in drop_page_numbers(_without_front_matter(read_lines(pasted.text)))]
    margin = find_margin([line for line in lines if not _HEADING.match(line.text) and "|" not in line.text])
    blocks = list(_blocks(lines, margin))
    if not blocks:
        raise ReadError("no-text", job.name)
    return RawDocument(pasted.trace(blocks), notes=(*notes, *pasted.notes))


def _without_front_matter(lines: list[Line]) -> list[Line]:
    """`lines` without the block of “key: value” between two rules that some tools write at the top."""
    if lines and lines[0].text.strip() == "---":
        for index, line in enumerate(lines[1:50], 1):
            if line.text.strip() == "---":
                return lines[index + 1 :]
            if ":" not in line.text and not line.text.startswith((" ", "-")):
                break
    return lines


def _unquoted(line: Line) -> Line:
    match = _QUOTE.match(line.text)
    return line._replace(text=line.text[match.end() :]) if match else line


def _blocks(lines: Sequence[Line], margin: Margin | None) -> Iterator[Block]:
    plain: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        end = _table_end(lines, at)
        heading = _HEADING.match(line.text)
        under = at + 1 < len(lines) and not lines[at + 1].gap and _UNDERLINE.match(lines[at + 1].text)
        if end > at:
            yield from _plain(plain, margin)
            plain = []
            yield _table(lines[at:end])
            at = end
            continue
        if heading or (under and _may_be_title(line)):
            yield from _plain(plain, margin)
            plain = []
            level = len(heading.group(1)) - 1 if heading else int("-" in lines[at + 1].text)
            found = paragraph(
                [line._replace(text=_words(_unclosed(heading.group(2)) if heading else line.text))], line_place
            )
            yield replace(found, outline=level, bold=True)
            at += 1 if heading else 2
            continue
        if not _RULE.match(line.text) and not _FENCE.match(line.text):
            plain.append(line)
        at += 1
    yield from _plain(plain, margin)


def _unclosed(heading: str) -> str:
    """The heading without the marks that may stand at its end as well."""
    return heading.rstrip(" \t").rstrip("#").rstrip(" \t")


def _may_be_title(line: Line) -> bool:
    found = item(line.text)
    return len(line.text) <= 200 and not has_ended(line.text) and (found is None or found[0] != "bullet")


def _plain(lines: Sequence[Line], margin: Margin | None) -> Iterator[Block]:
    """The blocks of lines without headings and pipe tables. A paragraph that is emphasised as a whole is bold."""
    bold = {line.number for line in lines if _BOLD.match(line.text.strip())}
    shown = [line._replace(text=_words(line.text)) for line in lines]
    shown = [line for line in shown if line.text.strip() or line.tab]
    tabs = any("\t" in line.text for line in shown)
    for block in line_blocks(shown, find_regions(shown, line_place, tabs, gaps=True), margin, line_place):
        if isinstance(block, Paragraph):
            whole = all(isinstance(place, TxtLocator) and place.line in bold for _, place in block.locators)
            yield replace(block, bold=whole)
        else:
            yield block


def _words(text: str) -> str:
    """The line as a reader sees it: without marks of emphasis, links' targets and escapes."""
    if not any(mark in text for mark in "*_`[<\\&~"):
        return text
    text = _ESCAPED.sub(lambda match: chr(_SHIELD + _ESCAPABLE.index(match.group(1))), text)
    for pattern, shown in _MARKS:
        text = pattern.sub(shown, text)
    text = html.unescape(text) if "&" in text else text
    return _SHIELDED.sub(lambda match: _ESCAPABLE[ord(match.group()) - _SHIELD], text)


def _table_end(lines: Sequence[Line], at: int) -> int:
    """The index after the pipe table that begins at `at`; `at` itself when none does. Two rows of dashes are none."""
    if at + 1 >= len(lines) or "|" not in lines[at].text or lines[at + 1].gap:
        return at
    if _is_delimiter(lines[at].text) or not _is_delimiter(lines[at + 1].text):
        return at
    end = at + 2
    while end < len(lines) and not lines[end].gap and "|" in lines[end].text:
        end += 1
    return end


def _is_delimiter(text: str) -> bool:
    """One expression for the whole line would take time by the square of its spaces."""
    if "|" not in text:
        return False
    cells = text.strip(" \t").removeprefix("|").removesuffix("|").split("|")
    return all(_DASHES.fullmatch(cell.strip(" \t")) for cell in cells)


def _table(lines: Sequence[Line]) -> Table:
    rows = [(line, _cells(line.text)) for line in lines if not _is_delimiter(line.text)]
    columns = len(rows[0][1])
    built: list[Row] = []
    for line, texts in rows:
        alone = sum(1 for text in texts if text) == 1 and texts[0] and not texts[0].isdigit() and columns > 2
        kept = texts[:1] if alone else texts[:columns]
        built.append(
            Row(tuple(Cell(_cell(line, text), column, columns if alone else 1) for column, text in enumerate(kept)))
        )
    return Table(tuple(row for row in built if any(cell.paragraphs for cell in row.cells)), columns)


def _cells(text: str) -> list[str]:
    text = text.strip()
    text = text[1:] if text.startswith("|") else text
    text = text[:-1] if text.endswith("|") and not text.endswith("\\|") else text
    return [cell.strip() for cell in _PIPE.split(text)]


def _cell(line: Line, text: str) -> tuple[Paragraph, ...]:
    shown = ((part, _words(part)) for part in _BREAK.split(text))
    return tuple(
        replace(paragraph([line._replace(text=words)], line_place), bold=_BOLD.match(part.strip()) is not None)
        for part, words in shown
        if words.strip()
    )


READER = Reader("md", "text/markdown", (".md", ".markdown", ".mdown"), _recognise, _read)
