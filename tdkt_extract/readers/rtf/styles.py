"""The style sheet: the outline level of each paragraph style. All else that a style says its paragraphs repeat."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_HEADING = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_BODY_TEXT_LEVEL = 9
_LONGEST_NAME = 200


@dataclass(slots=True)
class StyleSheet:
    """Filled as its group is read: {\\s1\\outlinelevel0\\snext0 heading 1;}. Style 0 goes without \\s."""

    _outlines: dict[int, int] = field(default_factory=dict)
    _style: int = 0
    _outline: int | None = None
    _name: str = ""

    def word(self, word: bytes, parameter: int | None) -> None:
        if word == b"s":
            self._style = parameter or 0
        elif word == b"outlinelevel":
            self._outline = parameter

    def text(self, text: str) -> None:
        name, end, _ = text.partition(";")
        if len(self._name) < _LONGEST_NAME:
            self._name += name
        if end:
            heading = _HEADING.fullmatch(self._name.strip())
            outline = int(heading[1]) - 1 if heading and self._outline is None else self._outline
            if outline is not None:
                self._outlines[self._style] = outline
            self._style, self._outline, self._name = 0, None, ""

    def outline(self, style: int | None, own: int | None) -> int | None:
        """The outline level of a paragraph of that style which says that it has its `own`, or says nothing."""
        outline = self._outlines.get(style or 0) if own is None else own
        return outline if outline is not None and 0 <= outline < _BODY_TEXT_LEVEL else None
