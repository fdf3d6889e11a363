"""pdfplumber as a second opinion on ruled tables: each cell that it finds is in one of ours."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pdfplumber
import pytest
from conftest import CORPUS, SHARED

from tdkt_extract.readers import Job, read
from tdkt_extract.text import Table

PDFS = sorted(CORPUS.rglob("source.pdf")) + (sorted((SHARED / "dev").glob("*.pdf")) if SHARED.is_dir() else [])


def squeezed(text: str | None) -> str:
    return "".join((text or "").split())


@cache
def our_cells(path: Path) -> list[str]:
    _, document = read(path.read_bytes(), Job(path.name))
    return [
        squeezed("".join(paragraph.text for paragraph in cell.paragraphs))
        for block in document.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
    ]


@pytest.mark.parametrize("path", PDFS, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_cell_of_pdfplumber_is_in_one_of_ours(path: Path) -> None:
    with pdfplumber.open(path) as pdf:
        theirs = [
            squeezed(cell)
            for page in pdf.pages
            for table in page.extract_tables()
            for row in table
            for cell in row
            if squeezed(cell)
        ]
    # A cell that a page break cuts is two cells to pdfplumber and one to us; a repeated head we keep once.
    ours = our_cells(path)
    missing = [cell for cell in theirs if not any(cell in mine for mine in ours)]
    assert len(missing) <= len(theirs) // 50, missing
