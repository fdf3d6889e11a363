"""Old office files made by hand, programs that stand in for LibreOffice, and a look at what processes run."""

from __future__ import annotations

import os
import stat
import struct
import subprocess
import sys
import tempfile
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from docx_support import item, para, parts_of, zipped

from tdkt_extract.readers import _libreoffice

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc and runs shell scripts")
with_office = pytest.mark.skipif(_libreoffice.find() is None, reason="LibreOffice (soffice) is not here")

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole(streams: dict[str, bytes]) -> bytes:
    """An OLE2 container. Streams begin at once behind the header, as Word writes them, and are at least 4096 bytes.
    What is called "a/b" lies in the storage "a"."""
    sectors: list[bytes] = []
    links: list[int] = []

    def add(data: bytes) -> int:
        first = len(sectors)
        pieces = [data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), _SECTOR)]
        sectors.extend(pieces)
        links.extend([*range(first + 1, first + len(pieces)), _END])
        return first

    entries = [("Root Entry", 5, _END, 0)]
    folders: dict[str, list[int]] = {"": []}
    for path, data in streams.items():
        folder, _, name = path.rpartition("/")
        if folder not in folders:
            folders[folder] = []
            folders[""].append(len(entries))
            entries.append((folder, 1, _END, 0))
        folders[folder].append(len(entries))
        data = data.ljust(4096, b"\0")
        entries.append((name, 2, add(data), len(data)))
    following = {one: two for inside in folders.values() for one, two in pairwise(inside)}
    first = {name: inside[0] for name, inside in folders.items() if inside}
    directory = add(
        b"".join(
            _entry(
                *entry, following.get(at, _FREE), first.get(entry[0] if at else "", _FREE) if entry[1] != 2 else _FREE
            )
            for at, entry in enumerate(entries)
        )
    )
    fat = len(sectors)
    count = 1
    while (fat + count) * 4 > count * _SECTOR:
        count += 1
    links += [_FAT] * count
    table = b"".join(struct.pack("<I", link) for link in links).ljust(count * _SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIIII", 0, count, directory, 0, 4096, _END, 0, _END, 0, 0)[:-4]
    header += b"".join(struct.pack("<I", fat + at if at < count else _FREE) for at in range(109))
    return header.ljust(_SECTOR, b"\0") + b"".join(sectors) + table


def _entry(name: str, kind: int, start: int, size: int, sibling: int, child: int) -> bytes:
    title = name.encode("utf-16-le") + b"\0\0"
    head = title.ljust(64, b"\0") + struct.pack("<HBBIII", len(title), kind, 1, _FREE, sibling, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def word_stream(text: str = "", version: int = 0xC1, flags: int = 0, magic: int = 0xA5EC) -> bytes:
    """The WordDocument stream of a file that holds `text` and no formatting: enough to be told and salvaged."""
    body = text.replace("\n", "\r").encode("utf-16-le")
    head = struct.pack("<HH6xH12xII", magic, version, flags, 0x400, 0x400 + len(body))
    return head.ljust(0x400, b"\0") + body


def program(path: Path, script: str) -> Path:
    """A shell script as a program."""
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def processes(word: str) -> list[int]:
    """The ids of the processes, other than this one, whose command line holds `word`. What has ended but was not yet
    waited for has no command line."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if word.encode() in command:
                found.append(int(entry.name))
    return found


LISTS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
TABLE = (
    '<w:tbl><w:tblGrid><w:gridCol w:w="900"/><w:gridCol w:w="4000"/></w:tblGrid>'
    + "".join(
        "<w:tr>" + "".join(f'<w:tc><w:tcPr><w:tcW w:w="2000"/></w:tcPr>{para(text)}</w:tc>' for text in row) + "</w:tr>"
        for row in (("TT", "Nội dung"), ("1", "Ươm cây giống ở vườn"))
    )
    + "</w:tbl>"
)
BODY = para("KẾ HOẠCH") + item("Mục đích", "1", "0") + item("Yêu cầu", "1", "0") + TABLE + para("Nơi nhận: Lưu.")

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_WORD}.numbering+xml"/></Types>'
)


def docx(body: str) -> bytes:
    """A Word file that LibreOffice opens too: it asks for the types of the parts."""
    return zipped(parts_of(body, numbering=LISTS) | {"[Content_Types].xml": _CONTENT_TYPES})


def convert(data: bytes, source: str, target: str, folder: Path) -> bytes:
    """By a LibreOffice of the test's own."""
    soffice = _libreoffice.find()
    assert soffice
    (folder / f"in.{source}").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", target, "--outdir", str(folder), f"in.{source}"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return (folder / f"in.{target}").read_bytes()


@cache
def real_doc() -> bytes:
    """BODY as LibreOffice writes it."""
    with tempfile.TemporaryDirectory() as folder:
        return convert(docx(BODY), "docx", "doc", Path(folder))
