"""The reader's remarks: which pages were recognised and why, which could not be, what of the file is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ...text import Note
from .. import _ocr
from ..base import Options
from .trust import State, Why

_LISTED = 10  # page numbers named in a note
_WHY: dict[Why, str] = {
    "scan": "chỉ là ảnh quét",
    "garbled": "có lớp văn bản sai mã chữ",
    "bad-layer": "có lớp chữ ẩn nhận dạng kém",
}
_CODES: dict[Why, str] = {"scan": "image-page", "garbled": "garbled-text", "bad-layer": "ocr-layer"}


def on_recognition(states: Sequence[State], chosen: Collection[int], options: Options) -> Iterator[Note]:
    """`chosen` are the numbers of the pages that were recognised."""
    forced = [state.number for state in states if state.number in chosen and state.why not in _WHY]
    for why, what in _WHY.items():
        pages = [state.number for state in states if state.why == why]
        done = [number for number in pages if number in chosen]
        if done:
            yield Note("recognised", f"{_named(done)} {what}: chữ do máy nhận dạng (OCR), có thể sai.")
        if left := [number for number in pages if number not in chosen]:
            yield Note(_CODES[why], f"{_named(left)} {what}, chưa được nhận dạng (OCR): {_hindrance(options)}.")
    if forced:
        yield Note("recognised", f"{_named(forced)} được nhận dạng (OCR) theo yêu cầu: chữ có thể sai.")
    layers = [state.number for state in states if state.why == "layer" and state.number not in chosen]
    if layers:
        yield Note(
            "ocr-layer", f"{_named(layers)} là ảnh quét có sẵn lớp chữ nhận dạng: đã dùng lớp chữ đó, có thể sai."
        )


def on_damage(read: int, pages: int, data: bytes) -> Iterator[Note]:
    """`read` pages of `pages` could be read."""
    if read < pages:
        yield Note("damaged-page", f"Không đọc được {pages - read}/{pages} trang: tệp có thể bị hỏng.")
    elif b"%%EOF" not in data[-2048:]:
        yield Note("truncated", "Tệp PDF không có phần cuối: có thể bị cắt cụt, thiếu trang.")


def _hindrance(options: Options) -> str:
    """Why nothing was recognised."""
    missing = None if options.ocr == "never" else _ocr.available()
    return f"máy này còn thiếu {missing}" if missing else "việc nhận dạng đang tắt"


def _named(pages: Sequence[int]) -> str:
    """“Trang 1–3, 7”."""
    ranges: list[list[int]] = []
    for number in pages:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    listed = [str(first) if first == last else f"{first}–{last}" for first, last in ranges]
    return "Trang " + ", ".join(listed[:_LISTED]) + ("…" if len(listed) > _LISTED else "")
