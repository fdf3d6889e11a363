"""Word files and texts in the encodings before Unicode."""

from __future__ import annotations

import copy
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from lxml import etree

from .encode import Piece, encode, pieces

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNICODE = "Times New Roman"
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")


def _word_file(id: str, font: str, capitals: str, stem: Path, folder: Path) -> Path:
    """`stem`.docx with its text in `font`; what the encoding lacks stays in a font of Unicode."""
    made = folder / f"{stem.name}.docx"
    with zipfile.ZipFile(stem.with_suffix(".docx")) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename in _PARTS:
                root = etree.fromstring(data)
                for run in list(root.iter(f"{_W}r")):
                    _recode(run, id, font, capitals)
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            out.writestr(entry.filename, data)
    return made


def _recode(run: etree._Element, id: str, font: str, capitals: str) -> None:
    """Puts a run for each font in the place of `run`."""
    parent = run.getparent()
    if parent is None or run.find(f"{_W}t") is None:
        return
    at = parent.index(run)
    parent.remove(run)
    for child in run:
        if child.tag == f"{_W}rPr":
            continue
        for piece in pieces(child.text or "", id) if child.tag == f"{_W}t" else (Piece("", encoded=False),):
            part = child
            if child.tag == f"{_W}t":
                part = etree.Element(f"{_W}t", {_SPACE: "preserve"})
                part.text = piece.text
            name = _UNICODE if not piece.encoded else capitals if piece.capitals else font
            parent.insert(at, _run(run, copy.deepcopy(part), name))
            at += 1


def _run(run: etree._Element, content: etree._Element, font: str) -> etree._Element:
    made = etree.Element(f"{_W}r")
    properties = run.find(f"{_W}rPr")
    properties = etree.Element(f"{_W}rPr") if properties is None else copy.deepcopy(properties)
    for fonts in properties.findall(f"{_W}rFonts"):
        properties.remove(fonts)
    fonts = etree.Element(f"{_W}rFonts", {f"{_W}{kind}": font for kind in ("ascii", "hAnsi", "cs")})
    properties.insert(1 if properties.find(f"{_W}rStyle") is not None else 0, fonts)
    made.append(properties)
    made.append(content)
    return made


def _pasted(id: str, stem: Path, folder: Path) -> Path:
    """`stem`.txt as it is when pasted from a window that showed it in a legacy font: UTF-8, the fonts lost."""
    made = folder / f"{stem.name}.txt"
    made.write_text(encode(stem.with_suffix(".txt").read_text("utf-8"), id), "utf-8")
    return made


VERSIONS: dict[str, Callable[[Path, Path], Path]] = {
    "tcvn3": partial(_word_file, "tcvn3", ".VnTime", ".VnTimeH"),
    "vni": partial(_word_file, "vni", "VNI-Times", "VNI-Times"),
    "tcvn3-nofont": partial(_pasted, "tcvn3"),
    "vni-nofont": partial(_pasted, "vni"),
}
