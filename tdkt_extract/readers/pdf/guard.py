"""What pdfium would need for a file, reckoned before it is opened: a bomb of 1 MB takes pdfium to gigabytes.

pdfium unpacks a stream whole and makes an object of each text and line that a page draws, those of forms as often as
they are drawn, and offers no limit. A stream that alone or as often as it is drawn needs too much is blanked, and the
other pages are read; where nothing else is there, that is a LimitError. Streams of files that are encrypted (but open
without a password) cannot be looked at.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...errors import LimitError
from ...text import Note
from ..base import Job, in_bytes
from .streams import Body, Stream, filters, take_apart, unpacked

_A_BYTE = 8
"""Bytes of memory for each of a page's: what an array of numbers takes, less than most."""
_AN_OBJECT = 600
_MOST_A_PAGE = 400 * 2**20
"""Bytes of memory for one page; a map of 300,000 lines takes half."""
_MOST_AT_ONCE = 96 * 2**20
"""Unpacked bytes of one stream that is no page: a font of all Chinese characters has 30 MB."""
_MOST_OBJECT_STREAM = 8 * 2**20
_MOST_TEXT = 32 * 2**20
"""Bytes outside the streams: each two can be an object of sixty."""
_FREE, _A_PACKED_BYTE = 2**30, 300
"""What all pages together may need, in the same bytes, which are as well a measure of time: what any file may, and for
each byte of its packed pages, which is twice what pages of separate characters have."""
_SMALL = 2**20
_USUAL = 20
"""Below `_SMALL` unpacked bytes a page is reckoned by what is usual for each: ordinary files are not counted out."""
_DEEPEST_FORM = 30

_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_OBJECT_STREAM = re.compile(rb"/Type\s*/ObjStm\b")
_CONTENTS = re.compile(rb"/Contents\s*(\[[^\]]*\]|(\d{1,10})\s+\d{1,5}\s+R)")
_REFERENCE = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+R\b")
_NAMED = re.compile(rb"/([^\s/<>\[\]()%{}]{1,127})\s+(\d{1,10})\s+\d{1,5}\s+R\b")
_DRAWN = re.compile(rb"/([^\s/<>\[\]()%{}]{1,127})\s+Do\b")
# Operators that make an object, and a few that do not: one class of letters is what keeps this quick.
_PAINTING = re.compile(rb"[TDEfFBbSs'\"][jJoIh*]?(?=[\s\[(</%])")


@dataclass(slots=True)
class _Weight:
    """What one stream needs, in bytes, without the forms that it draws; `draws`: how often it draws each name."""

    own: float = 0.0
    packed: int = 0
    draws: Counter[bytes] = field(default_factory=Counter)


def guarded(data: bytes, job: Job) -> tuple[bytes, tuple[Note, ...]]:
    """`data` with what is too heavy blanked, and a note of it. LimitError when nothing but that is there."""
    survey = _Survey(data, job)
    heavy = survey.heavy()
    if not heavy:
        return data, ()
    blanked = bytearray(data)
    for stream in survey.body.streams:
        if stream.number in heavy:
            # Every filter fails on white space or gives none.
            blanked[stream.start : stream.end] = b" " * (stream.end - stream.start)
    message = "Tệp PDF có trang vẽ quá nặng, bị bỏ qua vì vượt giới hạn bộ nhớ: có thể thiếu chữ."
    return bytes(blanked), (Note("heavy-page", message),)


class _Survey:
    def __init__(self, data: bytes, job: Job) -> None:
        self.data = data
        self.job = job
        self.body: Body = take_apart(data)
        if sum(map(len, self.body.texts)) > _MOST_TEXT:
            raise self._refused("objects", sum(map(len, self.body.texts)), _MOST_TEXT)
        self.body.texts.extend(self._object_streams())
        self.pages = list(self._pages())
        self.drawn = {number for page in self.pages for number in page}

    def _refused(self, what: str, size: float, most: float) -> LimitError:
        return LimitError("too-long", self.job.name, detail=f"{what}: {in_bytes(int(size))} > {in_bytes(int(most))}")

    def _pieces(self, stream: Stream, most: int) -> Iterator[bytes]:
        """The stream unpacked; LimitError beyond `most`."""
        size = 0
        for piece in unpacked(self.data, stream, filters(stream, self.body)):
            size += len(piece)
            if size > most:
                raise self._refused(f"stream {stream.number}", size, most)
            yield piece
        self.job.check()

    def _object_streams(self) -> list[bytes]:
        found = [stream for stream in self.body.streams if _OBJECT_STREAM.search(stream.head)]
        texts = [b"".join(self._pieces(stream, _MOST_OBJECT_STREAM)) for stream in found]
        if sum(map(len, texts)) > _MOST_TEXT:
            raise self._refused("objects", sum(map(len, texts)), _MOST_TEXT)
        return texts

    def _pages(self) -> Iterator[list[int]]:
        """The numbers of the streams that each page draws, one as often as it is named."""
        arrays: dict[int, list[int]] = {}
        for text in self.body.texts:
            for match in _CONTENTS.finditer(text):
                if match[2] is None:
                    yield [int(number) for number in _REFERENCE.findall(match[1])]
                    continue
                number = int(match[2])
                if number not in arrays:
                    value = b"" if number in self.body.numbers else self.body.value(number)
                    arrays[number] = [int(each) for each in _REFERENCE.findall(value)] or [number]
                yield arrays[number]

    def heavy(self) -> set[int]:
        """The numbers of the streams to blank: forms first, for a page may do without."""
        weights = self._weights()
        forms = {stream.number for stream in self.body.streams if _FORM.search(stream.head)}
        named = self._named(forms)
        totals = _with_forms(weights, named)
        heavy = {number for number in forms if totals[number] > _MOST_A_PAGE}
        if heavy:
            weights |= dict.fromkeys(heavy, _Weight())
            totals = _with_forms(weights, named)
        everything = 0.0
        for page in self.pages:
            weight = sum(totals.get(number, 0.0) for number in page)
            if weight > _MOST_A_PAGE:
                heavy.add(max(page, key=lambda number: totals.get(number, 0.0)))
            else:
                everything += weight
        most = _FREE + _A_PACKED_BYTE * sum(weight.packed for weight in weights.values())
        if everything > most:
            raise self._refused("pages", everything, most)
        if self.drawn and self.drawn <= heavy:
            raise self._refused("pages", max(totals[number] for number in heavy), _MOST_A_PAGE)
        return heavy

    def _weights(self) -> dict[int, _Weight]:
        weights: dict[int, _Weight] = {}
        for stream in self.body.streams:
            if stream.number in self.drawn or _FORM.search(stream.head):
                weight = self._weighed(stream)
                known = weights.get(stream.number)
                if known is None or weight.own > known.own:
                    weights[stream.number] = weight
            elif not _IMAGE.search(stream.head):
                self._look_at(stream)
        return weights

    def _weighed(self, stream: Stream) -> _Weight:
        weight = _Weight(packed=stream.end - stream.start)
        size = objects = 0
        for piece in unpacked(self.data, stream, filters(stream, self.body)):
            size += len(piece)
            if size > _SMALL:
                objects += sum(1 for _ in _PAINTING.finditer(piece))
            weight.draws.update(_DRAWN.findall(piece))
            weight.own = _A_BYTE * size + _AN_OBJECT * objects
            if weight.own > _MOST_A_PAGE:
                break
        weight.own = max(weight.own, _USUAL * min(size, _SMALL))
        self.job.check()
        return weight

    def _look_at(self, stream: Stream) -> None:
        """A stream that no page draws: what can pass its limit at all is unpacked and counted."""
        names = filters(stream, self.body)
        if len(names) > 1 or len(self.data) - stream.start > _MOST_AT_ONCE // 1365:
            for _ in self._pieces(stream, _MOST_AT_ONCE):
                pass

    def _named(self, forms: set[int]) -> dict[bytes, set[int]]:
        """The forms that each name may mean anywhere in the file."""
        named: dict[bytes, set[int]] = {}
        if forms:
            for text in self.body.texts:
                for name, number in _NAMED.findall(text):
                    if int(number) in forms:
                        named.setdefault(name, set()).add(int(number))
        return named


def _with_forms(weights: dict[int, _Weight], named: dict[bytes, set[int]]) -> dict[int, float]:
    """What each stream needs with the forms that it draws, and those that they draw, as deep as pdfium goes."""
    totals = {number: weight.own for number, weight in weights.items()}
    if not named:
        return totals
    for _ in range(_DEEPEST_FORM):
        heaviest = {name: max(totals.get(number, 0.0) for number in numbers) for name, numbers in named.items()}
        changed = {
            number: min(1e15, weight.own + sum(times * heaviest.get(name, 0.0) for name, times in weight.draws.items()))
            for number, weight in weights.items()
        }
        if changed == totals:
            break
        totals = changed
    return totals
