"""A page's text -> its document: shown, or carried where no browser shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from ...errors import ReadError
from ...text import Block, HtmlLocator, Note, Paragraph, Row, Table
from .._chrome import trim
from ..base import Job
from ..txt.blocks import text_blocks
from .carriers import Carried, carried
from .legacy_text import read_legacy
from .links import frame_sources, pointing_notes
from .main import Page, survey
from .parts import Part
from .tree import MOST_DEEP, parse
from .typed import unfold_typed
from .walk import Walker

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FEW_LINES = 3  # that look like a document's: fewer are a message or a template
_HIDDEN = Note("hidden-text", "Trang không hiện toàn văn; đã đọc văn bản nằm ẩn trong tệp.")


def read_page(text: str, job: Job) -> tuple[list[Block], tuple[Note, ...]]:
    """The blocks of the page's document, with notes. Raises ReadError when there is nothing to read."""
    root = parse(text, job.name, min(job.options.max_depth, MOST_DEEP))
    job.check()
    legacy = read_legacy(root, text)
    blocks, notes = _read_tree(root, job)
    return (list(legacy.trace.lay(blocks)), (*notes, *legacy.notes())) if legacy else (blocks, notes)


def _read_tree(root: HtmlElement, job: Job) -> tuple[list[Block], tuple[Note, ...]]:
    body = root.find("body")
    body = root if body is None else body
    job.check()
    shown = survey(body)
    blocks = _blocks(body, "/html/body" if body is not root else "/html", shown)
    if shown.kept.is_complete:
        return blocks, ()
    found = max(carried(root, job.name), key=lambda each: each.weight, default=None)
    if found is not None and _is_better(found.part, shown):
        titles = [] if found.part.is_complete else [block for block in blocks if _is_headline(block)]
        return [*titles, *_carried_blocks(found, root)], (_HIDDEN,)
    notes = pointing_notes(root) if _points_elsewhere(shown) else ()
    if not blocks:
        frames = ", ".join(dict.fromkeys(frame_sources(root)))
        raise ReadError("frames", job.name, detail=frames[:300]) if frames else ReadError("no-text", job.name)
    return blocks, notes


def _blocks(body: HtmlElement, path: str, page: Page) -> list[Block]:
    walker = Walker(body, path, page.dropped, page.layout)
    walker.walk()
    return trim(*unfold_typed(walker.blocks, walker.linked, walker.indents))


def _is_better(part: Part, shown: Page) -> bool:
    """Whether what is carried is the document, and what is shown is not."""
    kept = shown.kept
    if part.is_complete:
        return part.own > kept.own
    found, shown_too = part.document + part.prose, kept.document + kept.prose
    return part.own > 2 * kept.own and found >= _FEW_LINES and found > 2 * shown_too


def _is_headline(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.outline == 0


def _carried_blocks(found: Carried, root: HtmlElement) -> list[Block]:
    """The blocks of what is carried. Those of a tree of its own all have the place of their carrier."""
    path = root.getroottree().getpath(found.carrier)
    if found.text:
        place = HtmlLocator(path=path)
        return trim(text_blocks(found.text, lambda line: place))
    element = found.part.element
    blocks = _blocks(element, path, survey(element))
    if not found.apart:
        return blocks
    return [changed(block, lambda each: replace(each, locators=((0, HtmlLocator(path=path)),))) for block in blocks]


def changed(block: Block, change: Callable[[Paragraph], Paragraph]) -> Block:
    """The block with `change` done to each of its paragraphs."""
    if isinstance(block, Paragraph):
        return change(block)
    rows = (
        Row(tuple(replace(cell, paragraphs=tuple(map(change, cell.paragraphs))) for cell in row.cells))
        for row in block.rows
    )
    return Table(tuple(rows), block.columns)


def _points_elsewhere(shown: Page) -> bool:
    """Whether the page holds too little to be a document: a notice of one, or its properties."""
    kept = shown.kept
    return kept.document < 3 and kept.prose <= 5
