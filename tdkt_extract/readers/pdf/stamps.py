"""Number and date that a signing system stamps on a page as annotations: “Số: 41/KH-…” has a blank in the page's text.

pdfium's text has no annotations. They are merged into the page, and what a seal says of the signature itself
(“Người ký: … Thời gian ký: …”) is left out again.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

from .chars import Glyphs

_LONGEST_STAMP = 24  # characters: a number, a date; a seal says more
_MOST_ANNOTATIONS = 200
_ENDING = 2  # bytes


@dataclass(slots=True)
class Stamps:
    """Where annotations with an appearance lie, in pdfium's coordinates (left, bottom, right, top), and how many
    characters the page had without them."""

    boxes: list[tuple[float, float, float, float]]
    before: int

    def drop_seals(self, glyphs: Glyphs) -> None:
        """Blanks the characters of annotations that say more than a number or a date."""
        for left, bottom, right, top in self.boxes:
            inside = [
                index
                for index in range(self.before, len(glyphs.codes))
                if glyphs.codes[index] > 32
                and left - 1 <= glyphs.x[index] <= right + 1
                and bottom - 1 <= glyphs.y[index] <= top + 1
            ]
            if len(inside) > _LONGEST_STAMP:
                for index in inside:
                    glyphs.codes[index] = 0


def _has_appearance(raw: Any, annotation: Any) -> bool:
    """Whether there is a stream that draws the annotation: its text, with the NUL that ends it, is longer than that."""
    return bool(raw.FPDFAnnot_GetAP(annotation, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > _ENDING)


def find_stamps(raw: Any, page: Any) -> Stamps | None:
    """The page's stamps, signature fields and free text; None where it has none, and where an annotation names an
    appearance that is none: pdfium dies of merging that into the page."""
    kinds = {raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_WIDGET}
    boxes = []
    rect = raw.FS_RECTF()
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            if raw.FPDFAnnot_HasKey(annotation, b"AP") and not _has_appearance(raw, annotation):
                return None
            if raw.FPDFAnnot_GetSubtype(annotation) in kinds and raw.FPDFAnnot_GetRect(annotation, ctypes.byref(rect)):
                boxes.append((rect.left, rect.bottom, rect.right, rect.top))
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    if not boxes:
        return None
    text = raw.FPDFText_LoadPage(page)
    try:
        return Stamps(boxes, max(0, raw.FPDFText_CountChars(text)) if text else 0)
    finally:
        if text:
            raw.FPDFText_ClosePage(text)
