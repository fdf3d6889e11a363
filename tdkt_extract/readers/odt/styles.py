"""Styles: what a paragraph or a span takes from its own, from those these are based on, and from the defaults."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .names import FO, OFFICE, STYLE, SVG, TEXT

if TYPE_CHECKING:
    from lxml import etree

_BOLD_FROM = 600
_LONGEST_CHAIN = 50
_PARTS = (f"{OFFICE}styles", f"{OFFICE}automatic-styles")


class Look(NamedTuple):
    """What characters look like; None where a style says nothing."""

    bold: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    font: str | None = None

    def over(self, under: Look) -> Look:
        """This look, and what `under` says where it says nothing."""
        return Look(
            under.bold if self.bold is None else self.bold,
            under.caps if self.caps is None else self.caps,
            under.hidden if self.hidden is None else self.hidden,
            under.font if self.font is None else self.font,
        )


_SILENT = Look()


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """`list_name` is None where no style names a list, "" where one says that there is none."""

    look: Look
    centred: bool
    outline: int | None
    list_name: str | None


class Styles:
    """The styles of a document, each resolved when first asked for. Those of the content come before the common ones
    of the same name."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._elements: dict[tuple[str, str], etree._Element] = {}
        self._defaults: dict[str, etree._Element] = {}
        self._faces: dict[str, str] = {}
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._looks: dict[str, Look] = {}
        self.lists: dict[str, etree._Element] = {}
        self.outline: etree._Element | None = None
        for root in roots:
            for face in root.iterfind(f"{OFFICE}font-face-decls/{STYLE}font-face"):
                family = face.get(f"{SVG}font-family", "").strip("'\"")
                self._faces.setdefault(face.get(f"{STYLE}name", ""), family)
            for part in _PARTS:
                for element in root.iterfind(f"{part}/*"):
                    self._add(element)

    def _add(self, element: etree._Element) -> None:
        name, family = element.get(f"{STYLE}name", ""), element.get(f"{STYLE}family", "")
        if element.tag == f"{STYLE}style":
            self._elements.setdefault((family, name), element)
        elif element.tag == f"{STYLE}default-style":
            self._defaults.setdefault(family, element)
        elif element.tag == f"{TEXT}list-style":
            self.lists.setdefault(name, element)
        elif element.tag == f"{TEXT}outline-style":
            self.outline = element

    def _chain(self, family: str, name: str) -> list[etree._Element]:
        """The style and what it is based on, nearest first; a circle or a chain made to harm is cut."""
        chain: list[etree._Element] = []
        while len(chain) < _LONGEST_CHAIN and (style := self._elements.get((family, name))) is not None:
            chain.append(style)
            name = style.get(f"{STYLE}parent-style-name", "")
        return chain

    def paragraph(self, name: str) -> ParagraphStyle:
        known = self._paragraphs.get(name)
        if known is None:
            known = self._paragraphs[name] = self._resolve(name)
        return known

    def _resolve(self, name: str) -> ParagraphStyle:
        chain = self._chain("paragraph", name)
        default = self._defaults.get("paragraph")
        elements = [*chain, default] if default is not None else chain
        alignments = (style.find(f"{STYLE}paragraph-properties[@{FO}text-align]") for style in elements)
        alignment = next((found.get(f"{FO}text-align") for found in alignments if found is not None), None)
        outlines = (style.get(f"{STYLE}default-outline-level") for style in chain)
        outline = next((found for found in outlines if found is not None), "")
        lists = (style.get(f"{STYLE}list-style-name") for style in chain)
        return ParagraphStyle(
            look=self._stacked(elements),
            centred=alignment == "center",
            outline=int(outline) - 1 if outline.isdecimal() and outline != "0" else None,
            list_name=next((found for found in lists if found is not None), None),
        )

    def _stacked(self, elements: Iterable[etree._Element]) -> Look:
        look = _SILENT
        for style in elements:
            properties = style.find(f"{STYLE}text-properties")
            if properties is not None:
                look = look.over(self._own(properties))
        return look

    def _own(self, properties: etree._Element) -> Look:
        weight = properties.get(f"{FO}font-weight")
        transform = properties.get(f"{FO}text-transform")
        display = properties.get(f"{TEXT}display")
        face = properties.get(f"{STYLE}font-name")
        family = self._faces.get(face, face) if face is not None else properties.get(f"{FO}font-family")
        return Look(
            bold=weight == "bold" or (weight.isdecimal() and int(weight[:4]) >= _BOLD_FROM) if weight else None,
            caps=transform == "uppercase" if transform else None,
            hidden=display in ("none", "true") if display else None,
            font=family.strip("'\"") if family is not None else None,
        )

    def span(self, name: str) -> Look:
        """What the style of a span says."""
        known = self._looks.get(name)
        if known is None:
            known = self._looks[name] = self._stacked(self._chain("text", name))
        return known
