"""The streams of a PDF file as its bytes have them, unpacked in pieces, without pdfium, which unpacks each whole.

Nothing here trusts the file's table of objects or a stream's /Length: whatever pdfium may take for a stream is one.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

CHUNK = 1 << 18
_STREAM = re.compile(rb"(?<!end)stream[^\r\n]*(?:\r\n|\n|\r)")
_OBJECT = re.compile(rb"(\d{1,10})\s+\d{1,10}\s+obj\b")
_FILTER = re.compile(rb"/(?:Filter|F)\s*(\[[^\]]*\]|/[^\s/<>\[\]()]+|(\d{1,10})\s+\d{1,5}\s+R)")
_NAME = re.compile(rb"/([^\s/<>\[\]()]+)")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_DEEPEST = 8  # filters on one stream
_GLANCE = 4096


@dataclass(slots=True)
class Stream:
    """`head` is its dictionary, data[start:end] what lies before "endstream"; packed data may run beyond."""

    number: int
    head: bytes
    start: int
    end: int


class Body:
    """A file taken apart: its streams, and what stands between them."""

    def __init__(self, streams: list[Stream], texts: list[bytes]) -> None:
        self.streams = streams
        self.texts = texts
        self.numbers = {stream.number for stream in streams}
        self._values: dict[int, bytes] | None = None

    def value(self, number: int) -> bytes:
        """The beginning of an object that is no stream, b"" where there is none."""
        if self._values is None:
            self._values = {
                int(match[1]): text[match.end() : match.end() + _GLANCE].partition(b"endobj")[0]
                for text in self.texts
                for match in _OBJECT.finditer(text)
            }
        return self._values.get(number, b"")


def take_apart(data: bytes) -> Body:
    streams: list[Stream] = []
    texts: list[bytes] = []
    at = 0
    whole = True
    for match in _STREAM.finditer(data):
        if match.start() < at:
            continue
        text = data[at : match.start()]
        begin = text.rfind(b"obj")
        heads = _OBJECT.findall(text, max(0, begin - 40))
        texts.append(text)
        end = data.find(b"endstream", match.end()) if whole else -1
        whole = end >= 0
        head = _plain(text[max(0, begin) :])
        streams.append(Stream(int(heads[-1]) if heads else -1, head, match.end(), end if whole else len(data)))
        at = end if whole else match.end()
    texts.append(data[at:])
    return Body(streams, texts)


def _plain(head: bytes) -> bytes:
    """`head` with names written as they are: /#46ilter is /Filter."""
    return _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), head) if b"#" in head else head


def filters(stream: Stream, body: Body) -> list[bytes]:
    """The names of its filters, outermost first."""
    match = _FILTER.search(stream.head)
    if not match:
        return []
    named = match[1] if match[2] is None else _plain(body.value(int(match[2])))
    return _NAME.findall(named)


def unpacked(data: bytes, stream: Stream, names: Iterable[bytes]) -> Iterator[bytes]:
    """What comes out of its filters, in pieces of some hundred KB; it ends where the data is damaged."""
    names = list(names)[:_DEEPEST]
    first = _FILTERS.get(names[0]) if names else None
    end = len(data) if first is _inflated else stream.end
    view = memoryview(data)
    pieces: Iterator[bytes] = (bytes(view[at : min(at + CHUNK, end)]) for at in range(stream.start, end, CHUNK))
    for name in names:
        if name in _FILTERS:
            pieces = _FILTERS[name](pieces)
    return pieces


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    machine = zlib.decompressobj()
    for piece in pieces:
        while piece and not machine.eof:
            try:
                out = machine.decompress(piece, CHUNK)
            except zlib.error:
                return
            if out:
                yield out
            piece = machine.unconsumed_tail
        if machine.eof:
            return


def _of_hexadecimal(pieces: Iterator[bytes]) -> Iterator[bytes]:
    left = b""
    for piece in pieces:
        digits, end, _ = piece.partition(b">")
        digits = left + digits.translate(None, _NO_HEXADECIMAL)
        left = digits[len(digits) // 2 * 2 :]
        yield bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
        if end:
            return


_NO_HEXADECIMAL = bytes(set(range(256)) - set(b"0123456789abcdefABCDEF"))


def _of_base_85(pieces: Iterator[bytes]) -> Iterator[bytes]:
    import base64

    left = b""
    for piece in pieces:
        digits, end, _ = piece.partition(b"~")
        digits = left + digits.translate(None, _NO_BASE_85).replace(b"z", b"!!!!!")
        cut = len(digits) if end else len(digits) // 5 * 5
        left = digits[cut:]
        try:
            yield base64.a85decode(digits[:cut])
        except ValueError:
            return
        if end:
            return


_NO_BASE_85 = bytes(set(range(256)) - set(range(0x21, 0x76)) - set(b"z"))


def _run_lengths(pieces: Iterator[bytes]) -> Iterator[bytes]:
    left = b""
    for piece in pieces:
        piece = left + piece
        out: list[bytes] = []
        at = 0
        while at < len(piece):
            length = piece[at]
            if length == 128:
                yield b"".join(out)
                return
            taken = length + 2 if length < 128 else 2
            if at + taken > len(piece):
                break
            out.append(piece[at + 1 : at + taken] if length < 128 else piece[at + 1 : at + 2] * (257 - length))
            at += taken
        left = piece[at:]
        yield b"".join(out)


def _lzw(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """As long as what LZW gives (pdfium's early change is on), of spaces: only its length is asked for."""
    lengths = [1] * 256 + [0, 0]
    bits = held = previous = out = 0
    width = 9
    for piece in pieces:
        for byte in piece:
            held, bits = (held << 8 | byte) & 0xFFFFFFF, bits + 8
            if bits < width:
                continue
            bits -= width
            code = held >> bits & (1 << width) - 1
            if code == 257:
                break
            if code == 256:
                del lengths[258:]
                width, previous = 9, 0
                continue
            if len(lengths) < 4096 and previous:
                lengths.append(previous + 1)
            if code >= len(lengths):
                break
            previous = lengths[code]
            out += previous
            width = min(12, (len(lengths) + 1).bit_length())
            while out >= CHUNK:
                yield b" " * CHUNK
                out -= CHUNK
        else:
            continue
        break
    yield b" " * out


_FILTERS: dict[bytes, Callable[[Iterator[bytes]], Iterator[bytes]]] = {
    b"FlateDecode": _inflated, b"Fl": _inflated, b"ASCIIHexDecode": _of_hexadecimal, b"AHx": _of_hexadecimal,
    b"ASCII85Decode": _of_base_85, b"A85": _of_base_85, b"RunLengthDecode": _run_lengths, b"RL": _run_lengths,
    b"LZWDecode": _lzw, b"LZW": _lzw,
}  # fmt: skip
