"""Shared by the tests of readers: cases, and blocks written as lines to compare."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from tdkt_extract.errors import ReadError
from tdkt_extract.readers.base import Job, Reader
from tdkt_extract.text import Block, Cell, Paragraph, Row, Table

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CASES = Path(__file__).parent / "cases" / "readers"
SHARED = Path(__file__).parents[1].parent / "shared"


def cases(name: str) -> list[Any]:
    """The cases of tests/cases/readers/<name>.toml."""
    found: list[Any] = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]
    return found


def blocks(reader: Reader, text: str | bytes) -> tuple[Block, ...]:
    return reader.read(text.encode() if isinstance(text, str) else text, Job("test")).blocks


def show(found: tuple[Block, ...], hints: bool = True) -> str:
    """The blocks as the case files write them."""
    lines: list[str] = []
    for block in found:
        if isinstance(block, Table):
            lines.extend(_row(row, hints) for row in block.rows)
        else:
            lines.append(_paragraph(block, hints))
    return "\n".join(lines)


def words(found: tuple[Block, ...]) -> list[str]:
    """All words in reading order."""
    return [word for block in found for paragraph in paragraphs(block) for word in paragraph.text.split()]


def paragraphs(block: Block) -> list[Paragraph]:
    if isinstance(block, Paragraph):
        return [block]
    return [paragraph for row in block.rows for cell in row.cells for paragraph in cell.paragraphs]


def reads_or_refuses(reader: Reader, data: bytes) -> None:
    """Asserts that the bytes give blocks, with all cells of a table within its columns and rows, or a ReadError."""
    try:
        found = reader.read(data, Job("test")).blocks
    except ReadError:
        return
    assert found
    for block in found:
        if isinstance(block, Table):
            for at, row in enumerate(block.rows):
                assert all(cell.column + cell.colspan <= block.columns for cell in row.cells)
                assert all(0 < cell.rowspan <= len(block.rows) - at for cell in row.cells)


def rows(found: tuple[Block, ...]) -> list[list[list[list[str]]]]:
    """Tables as rows of cells of paragraphs, spaces collapsed."""
    return [
        [[[" ".join(p.text.split()) for p in cell.paragraphs] for cell in row.cells] for row in block.rows]
        for block in found
        if isinstance(block, Table)
    ]


def _paragraph(paragraph: Paragraph, hints: bool) -> str:
    text = "⏎".join(" ".join(line.split()) for line in paragraph.text.split("\n")).replace("|", "/")
    if not hints:
        return text
    outline = f"#{paragraph.outline} " if paragraph.outline is not None else ""
    label = f"‹{paragraph.label}›" if paragraph.label else ""
    return f"{'**' if paragraph.bold else ''}{'^' if paragraph.centred else ''}{outline}{label}{text}"


def _row(row: Row, hints: bool) -> str:
    first = row.cells[0].column
    start = f"→{first} " if first else ""
    return start + " ".join(_cell(cell, hints) for cell in row.cells)


def _cell(cell: Cell, hints: bool) -> str:
    text = " ¶ ".join(_paragraph(paragraph, hints) for paragraph in cell.paragraphs)
    merged = f" ×{cell.colspan}" if cell.colspan > 1 else ""
    return f"| {text}{merged}".rstrip()
