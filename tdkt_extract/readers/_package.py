"""The zip package of an office file, opened with the limits kept: parts by name, relationships, safe XML.

No library opens one: `docx.opc` and openpyxl read every part whole with `.read()`, pictures and bombs included, and
parse every XML part (5 ms to open a .docx that our reader has read to the end in 4).
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..errors import LimitError, ReadError
from ..text import Note
from ._trees import refuse_bytes
from ._zip import (
    MOST_PARTS,
    Overlap,
    can_unpack,
    directory,
    has_too_many_parts,
    name_of,
    part_names,
    torn_parts,
    unpacked,
)  # fmt: skip
from .base import Job, in_bytes

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["MAX_XML", "OpenXmlPackage", "Package", "parse_xml", "part_names"]

MAX_XML = 32 * 2**20
"""For one part: three thousand pages of real text. A part made to harm takes fifty times its size in memory, as
elements and paragraphs, so `Options.max_unpacked` alone would not protect."""

_OPEN_XML = b"http://schemas.openxmlformats.org/"
# A file saved as "Strict Open XML" says the same things in other namespaces.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _OPEN_XML + b"wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", _OPEN_XML + b"spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", _OPEN_XML + b"officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _OPEN_XML + b"officeDocument/2006/relationships"),
)


class Package:
    """The parts of one file. `format` (".docx") is what errors call its kind; parts that are never asked for are never
    unpacked. Of a truncated or damaged file what is left is read: `is_torn` says so, `notes` says what."""

    def __init__(self, data: bytes, job: Job, format: str) -> None:
        self.job = job
        self.format = format
        self._data = data
        self._left = job.options.max_unpacked
        self._faults: dict[str, str] = {}
        if has_too_many_parts(data):
            raise LimitError("too-long", job.name, detail=f"> {MOST_PARTS} tệp con (parts)")
        try:
            found = directory(data)
        except Overlap:
            raise self.damaged("parts overlap") from None
        self._lost_directory = found is None
        self._parts = torn_parts(data) if found is None else found
        if not self._parts:
            raise self.damaged("the zip directory cannot be read")

    @property
    def is_torn(self) -> bool:
        return self._lost_directory or bool(self._faults)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What has been found to be damaged up to now."""
        found: list[Note] = []
        if self._lost_directory:
            message = f"Tệp {self.format} bị cắt cụt hoặc bị hỏng; đã đọc phần còn đọc được, có thể thiếu nội dung."
            found.append(Note("truncated", message))
        for part in self._faults:
            found.append(Note("damaged-part", f"Phần {part} của tệp {self.format} bị hỏng, chỉ đọc được một phần."))
        return tuple(found)

    def damaged(self, detail: str) -> ReadError:
        return ReadError("damaged", self.job.name, format=self.format, detail=detail)

    def encrypted(self) -> ReadError:
        return ReadError("encrypted", self.job.name, format=self.format)

    def __contains__(self, part: str) -> bool:
        return name_of(part) in self._parts

    def recover(self, part: str) -> bool:
        """Looks for a part that the directory lacks (one wrong letter in it is enough); whether it is there."""
        if part not in self:
            self._parts = torn_parts(self._data) | self._parts
            self._lost_directory = self._lost_directory or part in self
        return part in self

    def read(self, part: str) -> bytes | None:
        """The bytes of a part as far as they are whole, or None where the package lacks it."""
        entry = self._parts.get(name_of(part))
        if entry is None:
            return None
        if entry.is_encrypted:
            raise self.encrypted()
        if not can_unpack(entry):
            raise self.damaged(f"{part} is compressed by method {entry.method}")
        limit = min(self._left, MAX_XML)
        if entry.size is not None and entry.size > limit:
            raise self._too_large(part)
        found: list[bytes] = []
        size = 0
        try:
            # The directory can lie about the size, so what comes out is counted as it comes.
            for piece in unpacked(self._data, entry):
                size += len(piece)
                if size > limit:
                    raise self._too_large(part)
                found.append(piece)
        except ValueError as error:
            self._faults.setdefault(part, f"cannot be unpacked ({error})")
        self._left -= size
        self.job.check()
        return b"".join(found)

    def _too_large(self, part: str) -> LimitError:
        most = self.job.options.max_unpacked
        limit = "" if most > MAX_XML else "max_unpacked"
        return LimitError("too-long", self.job.name, limit=limit, detail=f"{part} > {in_bytes(min(most, MAX_XML))}")

    def xml(
        self, part: str, trim: Callable[[bytes], bytes] | None = None, needed: bool = False
    ) -> etree._Element | None:
        """The root of a part, of which `trim` may leave out what is not needed; None where the package lacks it.

        A part without which there is no document is `needed`: what is wrong with it is raised. Of any other a note is
        made, and None given.
        """
        try:
            data = self.read(part)
            return None if data is None else self.parse(trim(data) if trim else data, part)
        except ReadError as error:
            if needed or error.code not in ("damaged", "too-long"):
                raise
            self._faults.setdefault(part, error.en)
            return None

    def parse(self, data: bytes, part: str) -> etree._Element:
        """`data` as the XML of `part`, as far as it goes."""
        refuse_bytes(data, self.job, part)
        if part not in self._faults:
            try:
                return parse_xml(data)
            except ValueError as error:
                self._faults[part] = str(error)
        try:
            return parse_xml(data, is_torn=True)
        except ValueError as error:
            raise self.damaged(f"{part} {self._faults[part]}; {error}") from error


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

    def __init__(self, data: bytes, job: Job, format: str) -> None:
        super().__init__(data, job, format)
        if not self.is_torn and not self.recover("[Content_Types].xml"):
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
        if self.recover(usual):
            return usual
        raise self.damaged(f"{usual} is missing")
