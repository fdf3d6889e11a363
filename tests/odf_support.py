"""OpenDocument files written by hand, for the tests of their readers."""

from __future__ import annotations

import zipfile
from io import BytesIO

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        **{name: f"{_ODF}{name}:1.0" for name in ("office", "text", "table", "style", "manifest")},
        "draw": f"{_ODF}drawing:1.0",
        "svg": f"{_ODF}svg-compatible:1.0",
        "fo": f"{_ODF}xsl-fo-compatible:1.0",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    }.items()
)
TEXT_TYPE = "application/vnd.oasis.opendocument.text"


def content(body: str, automatic: str = "") -> str:
    """A content.xml."""
    return (
        f'<office:document-content {NAMESPACES} office:version="1.3"><office:automatic-styles>{automatic}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )


def parts(body: str, automatic: str = "", styles: str = "") -> dict[str, str]:
    """The parts of a text; `styles` are the common ones."""
    return {
        "mimetype": TEXT_TYPE,
        "content.xml": content(body, automatic),
        "styles.xml": (
            f"<office:document-styles {NAMESPACES}><office:styles>{styles}</office:styles></office:document-styles>"
        ),
        "META-INF/manifest.xml": (
            f'<manifest:manifest {NAMESPACES}><manifest:file-entry manifest:full-path="/" '
            f'manifest:media-type="{TEXT_TYPE}"/></manifest:manifest>'
        ),
    }


def zipped(members: dict[str, str]) -> bytes:
    """The package: the mimetype as it is, what comes after it packed."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def odt(body: str, automatic: str = "", styles: str = "") -> bytes:
    return zipped(parts(body, automatic, styles))


def flat(body: str, automatic: str = "") -> bytes:
    """The same in one file."""
    text = content(body, automatic).replace("office:document-content", "office:document")
    return text.replace(" office:version", f' office:mimetype="{TEXT_TYPE}" office:version').encode()
