"""Pages in other encodings than they say, and letters written as references."""

# ruff: noqa: E501  (the markup stands as pages have it)
from __future__ import annotations

import unicodedata

from . import furniture as f
from .pour import Poured, entities
from .shapes import shape


def _page(plan: Poured, meta: str, body: str) -> str:
    return f"""<html><head>{meta}<title>{plan.number}</title></head><body><div id="menu">{f.menu("menu")}</div><div class="noidung">{body}</div><div id="footer">{f.footer()}</div></body></html>"""


@shape("references, claims windows-1252")
def references(plan: Poured) -> bytes:
    page = _page(plan, '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', plan.body)
    return entities(page).encode("cp1252", "xmlcharrefreplace")


@shape("references, hexadecimal and combining")
def combining(plan: Poured) -> bytes:
    page = _page(plan, '<meta charset="us-ascii">', unicodedata.normalize("NFD", plan.body))
    return "".join(char if char.isascii() else f"&#x{ord(char):x};" for char in page).encode("ascii")


def cp1258(text: str) -> bytes:
    """The text as Windows-1258 has it: some marks combine, vowels of two marks keep their circumflex, breve or horn."""
    out: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        try:
            char.encode("cp1258")
            out.append(char)
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tones = [mark for mark in parts[1:] if mark in "\u0300\u0301\u0303\u0309\u0323"]
            base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones))
            out += [base, *tones] if len(parts) > 1 else [f"&#{ord(char)};"]
    return "".join(out).encode("cp1258")


@shape("windows-1258, claims utf-8")
def claims_utf8(plan: Poured) -> bytes:
    return cp1258(_page(plan, '<meta charset="utf-8">', plan.body))


@shape("windows-1258, claims it")
def claims_1258(plan: Poured) -> bytes:
    return cp1258(_page(plan, '<meta http-equiv="Content-Type" content="text/html; charset=windows-1258">', plan.body))


@shape("utf-8, claims iso-8859-1")
def claims_latin(plan: Poured) -> str:
    return _page(plan, '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', plan.body)


@shape("utf-16 with a mark")
def utf16(plan: Poured) -> bytes:
    return _page(plan, '<meta charset="unicode">', plan.body).encode("utf-16")


@shape("utf-8 twice")
def twice(plan: Poured) -> bytes:
    """UTF-8 read as Windows-1252 and saved as UTF-8 again; the five codes without a character pass as controls."""
    data = _page(plan, '<meta charset="utf-8">', plan.body).encode("utf-8")
    return "".join(bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte)) for byte in data).encode(
        "utf-8"
    )
