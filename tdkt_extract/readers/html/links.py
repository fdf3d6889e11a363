"""What a page points to in place of its text: files to download, pages in frames. Named in a note, never fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ...text import Note

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FILE = re.compile(r"[^/\\?=&#:]{1,200}\.(?:pdf|docx?|rtf|odt|xlsx?|tiff?|zip|rar)(?![\w.])", re.I)
_MOST = 10


def pointing_notes(root: HtmlElement) -> tuple[Note, ...]:
    """The notes on a page that holds no document of its own."""
    files = _first(_files(root))
    if files:
        message = f"Trang không có toàn văn; toàn văn ở tệp đính kèm: {', '.join(files)}."
        return (Note("attached-file", message),)
    pages = _first(frame_sources(root))
    return (Note("framed-page", f"Trang không có toàn văn; nội dung ở khung: {', '.join(pages)}."),) if pages else ()


def frame_sources(root: HtmlElement) -> Iterator[str]:
    """The pages that the frames show."""
    for frame in root.iter("frame", "iframe"):
        source = (frame.get("src") or "").strip()
        if source and not source.lower().startswith(("about:", "javascript:", "data:")):
            yield source[:200]


def _files(root: HtmlElement) -> Iterator[str]:
    for element in root.iter("a", "iframe", "embed", "object"):
        target = element.get("href") or element.get("src") or element.get("data") or ""
        named = _FILE.search(unquote(target)) if len(target) < 4000 else None
        if named is None and element.tag == "a":
            # “download.aspx?id=12” under the file's own name
            named = _FILE.fullmatch(" ".join(element.text_content()[:300].split()))
        if named is not None:
            yield named.group().strip()


def _first(names: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(names))[:_MOST]
