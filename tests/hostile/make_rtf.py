"""Rich Text Format."""

from __future__ import annotations

from . import sample
from .plans import LINES, ROWS


def _escaped(text: str) -> str:
    return "".join(char if ord(char) < 128 else f"\\u{ord(char)}?" for char in text)


@sample("rtf")
def rich_plan() -> bytes:
    paragraphs = "".join(f"\\pard\\qc {{\\b {_escaped(line)}}}\\par " for line in LINES)
    rows = "".join(
        "\\trowd" + "".join(f"\\cellx{1000 * (at + 1)}" for at in range(len(row)))
        + "".join(f"\\pard\\intbl {_escaped(cell)}\\cell" for cell in row) + "\\row "
        for row in ROWS
    )  # fmt: skip
    return f"{{\\rtf1\\ansi\\ansicpg1258{{\\fonttbl{{\\f0 Times New Roman;}}}}\\f0 {paragraphs}{rows}}}".encode("ascii")
