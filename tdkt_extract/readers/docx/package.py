"""The zip package of a Word file, opened with the limits kept: parts by name, relationships, safe XML.

python-docx is not used to open it: `docx.opc` reads every part whole with `.read()`, pictures and bombs included, and
parses every XML part (5 ms to open a file that this reader has read to the end in 4).
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from ...errors import LimitError, ReadError
from ..base import in_bytes

if TYPE_CHECKING:
    from lxml import etree

FORMAT = ".docx"
MAX_XML = 32 * 2**20
"""For one part: three thousand pages of real text. A part made to harm takes fifty times its size in memory, as
elements and paragraphs, so `Options.max_unpacked` alone would not protect."""

_CHUNK = 2**18
_ZIP_FAULTS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, IndexError, OverflowError,
    RuntimeError, UnicodeError,
)  # fmt: skip
# A file saved as "Strict Open XML" says the same things in other namespaces.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)


def damaged(name: str, detail: str) -> ReadError:
    return ReadError("damaged", name, format=FORMAT, detail=detail)


class Package:
    """The parts of one file. `name` is what errors call it; parts that are never asked for are never unpacked."""

    def __init__(self, data: bytes, name: str, max_unpacked: int) -> None:
        self.name = name
        self._max_unpacked = self._left = max_unpacked
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            entries = self._zip.infolist()
        except _ZIP_FAULTS as error:
            raise damaged(name, f"the zip directory cannot be read ({error})") from error
        # Part names ignore case (OPC 10.1.3.1), and some writers on Windows leave backslashes in them.
        self._entries = {entry.filename.replace("\\", "/").lstrip("/").lower(): entry for entry in entries}
        if "[content_types].xml" not in self._entries:
            raise damaged(name, "[Content_Types].xml is missing")

    def read(self, part: str) -> bytes | None:
        """The bytes of a part, or None where the package lacks it."""
        entry = self._entries.get(part.lower())
        if entry is None:
            return None
        if entry.flag_bits & 1:
            raise ReadError("encrypted", self.name, format=FORMAT)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged(self.name, f"{part} is compressed by method {entry.compress_type}")
        limit = min(self._left, MAX_XML)
        if entry.file_size > limit:
            raise self._too_large(part)
        chunks: list[bytes] = []
        size = 0
        try:
            # The directory can lie about the size, so what comes out is counted as it comes.
            with self._zip.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    if size > limit:
                        raise self._too_large(part)
                    chunks.append(chunk)
        except _ZIP_FAULTS as error:
            raise damaged(self.name, f"{part} cannot be unpacked ({error})") from error
        self._left -= size
        return b"".join(chunks)

    def _too_large(self, part: str) -> LimitError:
        limit = min(self._max_unpacked, MAX_XML)
        return LimitError("too-long", self.name, detail=f"{part} > {in_bytes(limit)}")

    def xml(self, part: str, trim: Callable[[bytes], bytes] | None = None) -> etree._Element | None:
        """The root of a part, or None where the package lacks it. Comments and instructions are left out."""
        from lxml import etree

        data = self.read(part)
        if data is None:
            return None
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False,
            remove_comments=True, remove_pis=True, collect_ids=False,
        )  # fmt: skip
        try:
            root = etree.fromstring(trim(data) if trim else data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise damaged(self.name, f"{part} is no well-formed XML ({error})") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise damaged(self.name, f"{part} declares a DTD, which a Word file must not")
        return root

    def related(self, part: str) -> dict[str, str]:
        """The parts that `part` ("" for the package) points at, by the last word of the relationship's type."""
        folder, base = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, str] = {}
        for relationship in root if root is not None else ():
            if relationship.get("TargetMode") != "External":
                kind = relationship.get("Type", "").rpartition("/")[2]
                target = posixpath.normpath(posixpath.join("/", folder, relationship.get("Target", "")))
                found.setdefault(kind, target.lstrip("/"))
        return found

    @property
    def main(self) -> str:
        """The name of the document part: "word/document.xml", but some writers say "word/document2.xml"."""
        for part in (self.related("").get("officeDocument", ""), "word/document.xml"):
            if part.lower() in self._entries:
                return part
        raise damaged(self.name, "word/document.xml is missing")
