"""Unicode -> the encodings before it, to make the files that people wrote then: the inverse of rules/legacy.toml."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tdkt_extract.legacy import encoding
from tdkt_extract.legacy.tables import LETTERS, units


class Piece(NamedTuple):
    """Codes for a font of the encoding, for its font of capitals, or (`encoded` false) characters that it lacks."""

    text: str
    encoded: bool = True
    capitals: bool = False


@cache
def _codes(id: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, letter in units(encoding(id)).items():
        shown = "".join(bytes([ord(char)]).decode("cp1252", "ignore") or char for char in code)
        # “AÙ” and “Aù” are both Á in VNI: the mark that people typed has the case of its letter. Where one code is the
        # whole letter, nobody typed two.
        known = found.get(letter)
        if known is None or (len(shown) <= len(known) and letter.isupper() == shown[-1].isupper()):
            found[letter] = shown
    # TCVN3's capitals with tones stand in the standard, but not in its fonts.
    return {letter: code for letter, code in found.items() if id != "tcvn3" or not _is_toned_capital(letter)}


def _is_toned_capital(letter: str) -> bool:
    return letter in LETTERS and letter.isupper() and letter not in "ĂÂÊÔƠƯĐ"


def pieces(text: str, id: str) -> Iterator[Piece]:
    """`text` in runs of one font each."""
    codes = _codes(id)
    run: list[str] = []
    kind = Piece("")
    for char in unicodedata.normalize("NFC", text):
        if char.isascii() or char == "\u00a0":
            # Stays in the font that it stands beside; but a font of capitals would show a small letter as one.
            piece = Piece(char) if char.islower() else kind._replace(text=char)
        elif char in codes:
            piece = Piece(codes[char])
        elif encoding(id).shifted and _is_toned_capital(char):
            piece = Piece(codes[char.lower()], capitals=True)
        elif char in LETTERS or not _is_free(char, id):
            piece = Piece(char, encoded=False)
        else:
            piece = Piece(char)
        if piece[1:] != kind[1:] and run:
            yield kind._replace(text="".join(run))
            run = []
        run.append(piece.text)
        kind = piece
    if run:
        yield kind._replace(text="".join(run))


def _is_free(char: str, id: str) -> bool:
    """Whether the encoding leaves the code that the character has in Windows-1252 as it is."""
    code = char.encode("cp1252", "ignore").decode("latin-1")
    return bool(code) and units(encoding(id)).get(code, char) == char


def encode(text: str, id: str) -> str:
    """`text` as it is when the fonts are lost."""
    return "".join(piece.text for piece in pieces(text, id))


def encode_bytes(text: str, id: str) -> bytes:
    """`text` in a file of the encoding itself."""
    return b"".join(char.encode("cp1252", "ignore") or char.encode("latin-1") for char in encode(text, id))
