"""OpenDocument texts."""

from __future__ import annotations

from . import sample, zips
from .plans import LINES, ROWS

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "style")
)
MEDIA_TYPE = "application/vnd.oasis.opendocument.text"


def _content() -> str:
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in LINES)
    items = "".join(f"<text:list-item><text:p>{line}</text:p></text:list-item>" for line in LINES[6:9])
    cells = ("".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row) for row in ROWS)
    rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    text = f"{paragraphs}<text:list>{items}</text:list><table:table>{rows}</table:table>"
    return f"<office:body><office:text>{text}</office:text></office:body>"


@sample("odt")
def open_plan() -> bytes:
    content = f"<office:document-content {_NAMES}>{_content()}</office:document-content>"
    styles = f"<office:document-styles {_NAMES}><office:styles/></office:document-styles>"
    mimetype = zips.Entry(b"mimetype", MEDIA_TYPE.encode(), len(MEDIA_TYPE), 0, 0)
    mimetype.crc = zips.zlib.crc32(mimetype.packed)
    return zips.write([mimetype, *zips.package({"content.xml": content, "styles.xml": styles})])


@sample("odt")
def flat_plan() -> bytes:
    head = f'<office:document {_NAMES} office:mimetype="{MEDIA_TYPE}">'
    return f'<?xml version="1.0" encoding="UTF-8"?>{head}{_content()}</office:document>'.encode()
