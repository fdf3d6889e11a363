"""Recognition of scans and photographs by Tesseract: images -> pages that the PDF reader's layout code reads.

`available()` says what is missing, `recognise(images, job)` gives one `pdf.page.Page` an image, in order. A recognised
character is as sure as `Run.sure` says.
"""

from __future__ import annotations

from .image import Image
from .notes import notes
from .pages import recognise
from .tesseract import available, demand

__all__ = ["Image", "available", "demand", "notes", "recognise"]
