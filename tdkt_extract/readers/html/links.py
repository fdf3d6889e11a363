"""What a page points to in place of its text: files to download, pages in frames. Named in a note, never fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ...text import Note

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SUFFIX = re.compile(r"\.(?:pdf|docx?|rtf|odt|xlsx?|tiff?|zip|rar)(?![\w.])", re.I)
_BEFORE_NAME = re.compile(r"[/\\?=&#:]")
_LONGEST, _MOST = 200, 10


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
        name = _file_name(unquote(target[:4000]))
        if not name and element.tag == "a":
            # “download.aspx?id=12” under the file's own name
            name = _file_name(" ".join(element.text_content()[:300].split()))
        if name:
            yield name


def _file_name(text: str) -> str:
    """The name of a document's file that the text holds, without its folders and what calls it."""
    suffix = _SUFFIX.search(text)
    if suffix is None:
        return ""
    stem = _BEFORE_NAME.split(text[max(0, suffix.start() - _LONGEST) : suffix.start()])[-1].strip()
    return f"{stem}{suffix.group()}" if stem else ""


def _first(names: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(names))[:_MOST]
