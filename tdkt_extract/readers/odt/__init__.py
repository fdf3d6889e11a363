"""OpenDocument texts (.odt, .ott, and flat .fodt): what LibreOffice would show, with the automatic numbers."""

from __future__ import annotations

import re

from ...text import RawDocument
from ..base import Job, Reader

_MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
# The first entry of the zip is "mimetype", stored as it is, so that a file can be told by its first bytes.
_FIRST_ENTRY = re.compile(rb"PK\x03\x04.{26}mimetype.{0,64}?application/vnd\.oasis\.opendocument\.text", re.DOTALL)
_FLAT = re.compile(rb"<office:document[\s>]")
_FLAT_TYPE = re.compile(rb"office:mimetype\s*=\s*[\"']application/vnd\.oasis\.opendocument\.text")
_HEAD = 16 * 1024


def is_flat(data: bytes) -> bool:
    """Whether it is a document in one XML file."""
    head = data[:_HEAD]
    return _FLAT.search(head) is not None and _FLAT_TYPE.search(head) is not None


def _recognise(data: bytes) -> float:
    if data.startswith(b"PK"):
        return 1.0 if _FIRST_ENTRY.match(data) or _manifest_says_so(data) else 0.0
    return 1.0 if is_flat(data) else 0.0


def _manifest_says_so(data: bytes) -> bool:
    """Of a package whose entries a zip program has put in another order."""
    import zipfile
    from io import BytesIO

    if b"content.xml" not in data or b"META-INF/manifest.xml" not in data:
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive, archive.open("META-INF/manifest.xml") as manifest:
            return f'"{_MEDIA_TYPE}'.encode() in manifest.read(_HEAD)
    except Exception:  # zipfile raises a dozen kinds on bad input
        return False


def _read(data: bytes, job: Job) -> RawDocument:
    from .document import read_document

    return read_document(data, job, flat=is_flat(data))


READER = Reader("odt", _MEDIA_TYPE, (".odt", ".ott", ".fodt"), _recognise, _read)
