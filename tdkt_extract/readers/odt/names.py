"""The names of OpenDocument's elements and attributes (ODF 1.3 part 3), as lxml writes them."""

from __future__ import annotations

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{{{_ODF}office:1.0}}"
TEXT = f"{{{_ODF}text:1.0}}"
TABLE = f"{{{_ODF}table:1.0}}"
STYLE = f"{{{_ODF}style:1.0}}"
DRAW = f"{{{_ODF}drawing:1.0}}"
SVG = f"{{{_ODF}svg-compatible:1.0}}"
FO = f"{{{_ODF}xsl-fo-compatible:1.0}}"
LO = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

PARAGRAPH, HEADING = f"{TEXT}p", f"{TEXT}h"
STYLE_NAME = f"{TEXT}style-name"


def number(value: str | None, default: int, most: int) -> int:
    """A count as an attribute says it, from 0 to `most`: a file made to harm says a million."""
    if value is None:
        return default
    try:
        return max(0, min(int(value), most))
    except ValueError:
        return default
