"""Changes to a file that keep most of its structure: bytes alone rarely get through a zip or past an XML parser."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Sequence
from io import BytesIO

_TOKEN = re.compile(
    rb"<[^<>]{0,300}>|&#?\w{1,9};|\\[a-z]{1,20}-?\d{0,9}|\d+|[A-Za-z\x80-\xff]+|\r?\n|[ \t]+|.", re.DOTALL
)
_WINDOW = 1500
_PART_KINDS = (".xml", ".rels")
NUMBERS = (
    b"0", b"1", b"-1", b"2", b"9", b"10", b"31", b"32", b"255", b"256", b"1000", b"32767", b"65535", b"65536",
    b"1000000", b"2147483647", b"2147483648", b"-2147483648", b"4294967295", b"99999999999999999999", b"1e999", b"0.5",
)  # fmt: skip


class Mutator:
    """Mutates files of one format. `seeds` are valid ones, whose pieces are put into others."""

    def __init__(self, seeds: Sequence[bytes]) -> None:
        texts = [part for seed in seeds for part in (unzipped(seed) or {"": seed}).values()]
        self._texts = [text for text in texts if text] or [b"a"]
        self._tokens = sorted({token for text in self._texts for token in _TOKEN.findall(text[:20_000])})

    def __call__(self, data: bytes, longest: int, seed: int) -> bytes:
        rng = random.Random(seed)
        parts = unzipped(data) if rng.random() < 0.9 else None
        if parts is None:
            return self._changed(data, longest, rng)[:longest]
        for _ in range(rng.choice((1, 1, 2))):
            self._change_a_part(parts, longest, rng)
        out = zipped(parts)
        return out if len(out) <= longest else data

    def _change_a_part(self, parts: dict[str, bytes], longest: int, rng: random.Random) -> None:
        names = [name for name in parts if name.endswith(_PART_KINDS)] or list(parts)
        if not names:
            return
        name = rng.choices(names, [len(parts[name]) + 100 for name in names])[0]
        if rng.random() < 0.02:
            del parts[name]
        elif rng.random() < 0.02:
            parts[name] = parts[rng.choice(names)]
        else:
            parts[name] = self._changed(parts[name], longest, rng)

    def _changed(self, data: bytes, longest: int, rng: random.Random) -> bytes:
        if rng.random() < 0.3:
            return _bytes_changed(data, rng)
        begin = rng.randrange(max(1, len(data) - _WINDOW // 2))
        end = min(len(data), begin + _WINDOW)
        tokens = _TOKEN.findall(data[begin:end])
        for _ in range(rng.choice((1, 1, 2, 4))):
            self._edit(tokens, rng)
        return data[:begin] + b"".join(tokens)[:longest] + data[end:]

    def _edit(self, tokens: list[bytes], rng: random.Random) -> None:
        at = rng.randrange(len(tokens) + 1)
        to = min(len(tokens), at + rng.choice((1, 1, 2, 5, 20)))
        kind = rng.randrange(8)
        if kind == 0:
            del tokens[at:to]
        elif kind == 1:
            tokens[at:at] = tokens[at:to] * rng.choice((1, 2, 10, 200))
        elif kind == 2:
            tokens[at:at] = [rng.choice(self._tokens)]
        elif kind == 3 and at < len(tokens):
            tokens[at] = rng.choice(self._tokens)
        elif kind == 4:
            numbers = [index for index, token in enumerate(tokens) if token.isdigit()]
            if numbers:
                tokens[rng.choice(numbers)] = rng.choice(NUMBERS)
        elif kind == 5:
            tokens[at:to] = tokens[at:to][::-1]
        elif kind == 6:
            text = rng.choice(self._texts)
            begin = rng.randrange(len(text))
            tokens[at:at] = [text[begin : begin + rng.choice((10, 100, 1000))]]
        elif tokens:
            other = rng.randrange(len(tokens))
            tokens[other : other + to - at], tokens[at:to] = tokens[at:to], tokens[other : other + to - at]


def _bytes_changed(data: bytes, rng: random.Random) -> bytes:
    """Some bytes turned, lost, doubled or put in."""
    changed = bytearray(data or b"\0")
    for _ in range(rng.randrange(1, 9)):
        at = rng.randrange(len(changed))
        size = rng.choice((1, 1, 2, 4, 64))
        kind = rng.randrange(5)
        if kind == 0:
            changed[at : at + size] = rng.randbytes(size)
        elif kind == 1 and len(changed) > size:
            del changed[at : at + size]
        elif kind == 2:
            changed[at:at] = changed[at : at + size]
        elif kind == 3:
            changed[at : at + size] = bytes([rng.choice((0, 9, 32, 127, 255))]) * size
        if changed:
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
        else:
            changed.append(0)
    return bytes(changed)


def unzipped(data: bytes) -> dict[str, bytes] | None:
    """The parts of a zip file, None where `data` is none that can be read."""
    if not data.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except Exception:
        return None


def zipped(parts: dict[str, bytes]) -> bytes:
    """Stored, not deflated: quick, and libFuzzer's own mutations reach what is in it."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()
