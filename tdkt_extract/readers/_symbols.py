"""w:sym: a character named by font and code. Symbol fonts put their shapes on private-use code points."""

from __future__ import annotations

# The Symbol font from 0x20 to 0x7E and from 0xA0 to 0xFE, in the order of its code page (Adobe's symbol encoding).
_SYMBOL = (
    " !∀#∃%&∋()∗+,-./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪•〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
)
_SYMBOL_FONT = {
    start + at: char for start, chars in zip((0x20, 0xA0), _SYMBOL, strict=True) for at, char in enumerate(chars)
}
# Wingdings is a font of pictures; these are the ones that say something in a text. Any other is a mark.
_WINGDINGS = {
    0x6F: "□", 0xA8: "□", 0x71: "□", 0xFE: "☑", 0x78: "☒", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗", 0xDF: "←", 0xE0: "→",
    0xE1: "↑", 0xE2: "↓", 0xE8: "→", 0xF0: "⇨", 0xF3: "⇔",
}  # fmt: skip
_MARK = "•"


def symbol(font: str, code: str) -> str:
    """The character of a w:sym; "" where its code is none."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if not 0 <= number <= 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return ""
    low = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    if font.startswith(("Wingdings", "Webdings")) and low <= 0xFF:
        return _WINGDINGS.get(low, _MARK) if font == "Wingdings" else _MARK
    if font == "Symbol" and low <= 0xFF:
        return _SYMBOL_FONT.get(low, _MARK)
    return chr(low) if low >= 0x20 else ""


def is_symbolic(font: str) -> bool:
    """Whether the letters of a font are pictures. VNI fonts claim the charset of symbols too, so the name decides."""
    return font.startswith(("Symbol", "Wingdings", "Webdings"))
