"""The zip package of an office file, opened with the limits kept: parts by name, relationships, safe XML.

No library opens one: `docx.opc` and openpyxl read every part whole with `.read()`, pictures and bombs included, and
parse every XML part (5 ms to open a .docx that our reader has read to the end in 4).
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from ..errors import LimitError, ReadError
from ._torn_zip import TornPart, part_at, torn_parts, unpacked
from .base import Job, in_bytes

if TYPE_CHECKING:
    from lxml import etree

MAX_XML = 32 * 2**20
"""For one part: three thousand pages of real text. A part made to harm takes fifty times its size in memory, as
elements and paragraphs, so `Options.max_unpacked` alone would not protect."""

_CHUNK = 2**18
_ZIP_FAULTS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, IndexError, OverflowError,
    RuntimeError, UnicodeError,
)  # fmt: skip
_OPEN_XML = b"http://schemas.openxmlformats.org/"
# A file saved as "Strict Open XML" says the same things in other namespaces.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _OPEN_XML + b"wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", _OPEN_XML + b"spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", _OPEN_XML + b"officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _OPEN_XML + b"officeDocument/2006/relationships"),
)


def part_names(data: bytes) -> list[str] | None:
    """The names of the parts as the zip directory has them; None where it cannot be read. For telling formats apart."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return archive.namelist()
    except Exception:  # zipfile raises a dozen kinds on bad input; each says that the directory is lost
        return None


class Package:
    """The parts of one file. `format` (".docx") is what errors call its kind; parts that are never asked for are never
    unpacked. With `salvage`, what is left of a truncated or damaged file is read, and `is_torn` says so."""

    def __init__(self, data: bytes, job: Job, format: str, salvage: bool = False) -> None:
        self.job = job
        self.format = format
        self.is_torn = False
        self._data = data
        self._salvage = salvage
        self._left = job.options.max_unpacked
        self._torn: dict[str, TornPart] = {}
        self._entries: dict[str, zipfile.ZipInfo] = {}
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            entries = self._zip.infolist()
        except _ZIP_FAULTS as error:
            self._torn = torn_parts(data) if salvage else {}
            if not self._torn:
                raise self.damaged(f"the zip directory cannot be read ({error})") from error
            self.is_torn = True
            return
        # Part names ignore case (OPC 10.1.3.1), and some writers on Windows leave backslashes in them.
        self._entries = {entry.filename.replace("\\", "/").lstrip("/").lower(): entry for entry in entries}

    def damaged(self, detail: str) -> ReadError:
        return ReadError("damaged", self.job.name, format=self.format, detail=detail)

    def encrypted(self) -> ReadError:
        return ReadError("encrypted", self.job.name, format=self.format)

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._entries or part.lower() in self._torn

    def read(self, part: str) -> bytes | None:
        """The bytes of a part, or None where the package lacks it."""
        entry = self._entries.get(part.lower())
        if entry is None:
            torn = self._torn.get(part.lower())
            return self._salvaged(part, torn) if torn is not None else None
        if entry.flag_bits & 1:
            raise self.encrypted()
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self.damaged(f"{part} is compressed by method {entry.compress_type}")
        if entry.file_size > min(self._left, MAX_XML):
            raise self._too_large(part)
        try:
            with self._zip.open(entry) as stream:
                return self._gathered(part, iter(partial(stream.read, _CHUNK), b""))
        except _ZIP_FAULTS as error:
            found = part_at(self._data, entry.header_offset) if self._salvage else None
            if found is None:
                raise self.damaged(f"{part} cannot be unpacked ({error})") from error
            self.is_torn = True
            return self._salvaged(part, found[1])

    def _salvaged(self, part: str, torn: TornPart) -> bytes:
        if torn.is_encrypted:
            raise self.encrypted()
        return self._gathered(part, unpacked(self._data, torn))

    def _gathered(self, part: str, chunks: Iterator[bytes]) -> bytes:
        """The directory can lie about the size, so what comes out is counted as it comes."""
        limit = min(self._left, MAX_XML)
        found: list[bytes] = []
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > limit:
                raise self._too_large(part)
            found.append(chunk)
        self._left -= size
        self.job.check()
        return b"".join(found)

    def _too_large(self, part: str) -> LimitError:
        limit = min(self.job.options.max_unpacked, MAX_XML)
        return LimitError("too-long", self.job.name, detail=f"{part} > {in_bytes(limit)}")

    def xml(self, part: str, trim: Callable[[bytes], bytes] | None = None) -> etree._Element | None:
        """The root of a part, of which `trim` may leave out what is not needed; None where the package lacks it."""
        data = self.read(part)
        if data is None:
            return None
        return self.parse(trim(data) if trim else data, part)

    def parse(self, data: bytes, part: str) -> etree._Element:
        """`data` as the XML of `part`; of a torn package as far as it goes."""
        try:
            return parse_xml(data, self.is_torn)
        except ValueError as error:
            raise self.damaged(f"{part} {error}") from error


def parse_xml(data: bytes, is_torn: bool = False) -> etree._Element:
    """The root, without comments and instructions. ValueError for what is no XML, and for a DTD, whose entities could
    read other files or grow without bound; with `is_torn` what comes before the damage."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False,
        remove_comments=True, remove_pis=True, collect_ids=False, recover=is_torn,
    )  # fmt: skip
    try:
        root: etree._Element | None = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ValueError(f"is no well-formed XML ({error})") from error
    if root is None:
        raise ValueError("is no XML")
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("declares a DTD, which an office file must not")
    return root


class OpenXmlPackage(Package):
    """A package by the Open Packaging Conventions (.docx, .xlsx): its parts point at each other by relationships."""

    def __init__(self, data: bytes, job: Job, format: str, salvage: bool = False) -> None:
        super().__init__(data, job, format, salvage)
        if "[Content_Types].xml" not in self:
            raise self.damaged("[Content_Types].xml is missing")

    def parse(self, data: bytes, part: str) -> etree._Element:
        if b"purl.oclc.org/ooxml" in data:
            for strict, transitional in _STRICT:
                data = data.replace(strict, transitional)
        return super().parse(data, part)

    def related(self, part: str) -> dict[str, str]:
        """The parts that `part` ("" for the package) points at, by the last word of the relationship's type."""
        found: dict[str, str] = {}
        for kind, target in self.relationships(part).values():
            found.setdefault(kind, target)
        return found

    def relationships(self, part: str) -> dict[str, tuple[str, str]]:
        """By its id, each relationship of `part` within the package: the last word of its type and the part's name."""
        folder, base = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for relationship in root if root is not None else ():
            if relationship.get("TargetMode") != "External":
                kind = relationship.get("Type", "").rpartition("/")[2]
                target = posixpath.normpath(posixpath.join("/", folder, relationship.get("Target", "")))
                found.setdefault(relationship.get("Id", str(len(found))), (kind, target.lstrip("/")))
        return found

    def main(self, usual: str) -> str:
        """The name of the main part: `usual` ("word/document.xml") mostly, but some writers say
        "word/document2.xml"."""
        for part in (self.related("").get("officeDocument", ""), usual):
            if part in self:
                return part
        raise self.damaged(f"{usual} is missing")
