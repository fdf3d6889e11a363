"""The results as a picture: speed line by line on a logarithmic axis, F1 beside it. One dot a tool, drawn as SVG.

Colours follow the reader's light or dark theme; the text is text, so that it can be searched and read aloud.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from html import escape

from benchmarks.core.goals import Results
from benchmarks.core.table import figure

WIDTH, LEFT, RIGHT, TOP, ROW, GAP = 900, 185, 265, 92, 26, 34
PLOT = WIDTH - LEFT - RIGHT
STYLE = """
text { font: 13px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1f2328 }
.title { font-size: 17px; font-weight: 600 }
.small, .tick { font-size: 11.5px; fill: #59636e }
.group { font-size: 12px; font-weight: 600; fill: #59636e; stroke: #ffffff; stroke-width: 6; paint-order: stroke }
.ours { font-weight: 700 }
.grid { stroke: #d1d9e0 }
.back { fill: #ffffff }
.words { fill: #0969da; stroke: #0969da }
.syllables { fill: #8c959f; stroke: #8c959f }
.best { fill: #d1242f; stroke: #d1242f }
.spread { stroke-width: 5; stroke-linecap: round; opacity: .35 }
.stem { stroke-width: 1; opacity: .5 }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc }
  .small, .tick, .group { fill: #9198a1 }
  .group { stroke: #0d1117 }
  .grid { stroke: #3d444d }
  .back { fill: #0d1117 }
  .words { fill: #4493f8; stroke: #4493f8 }
  .syllables { fill: #79828c; stroke: #79828c }
  .best { fill: #ff7b72; stroke: #ff7b72 }
}
""".strip()
COLUMNS = (WIDTH - 192, WIDTH - 108, WIDTH - 20)
FIGURES: list[tuple[str, Callable[[Results, Results], str]]] = [
    ("MB/s", lambda peer, row: figure(row["mb_s"]["median"])),
    ("F1 UD-VTB", lambda peer, row: _score(peer, "f1_ud")),
    ("F1 hành chính", lambda peer, row: _score(peer, "f1_admin")),
]
"""What stands in numbers beside the dots."""
GROUPS = {
    "words": "Tách từ · words, as lists of str",
    "syllables": "Chỉ tách tiếng · syllables only (PyICU: offsets)",
}


def svg(results: Results) -> str:
    groups = {gives: _rows(results, gives) for gives in GROUPS}
    speeds = [row["mb_s"][key] for rows in groups.values() for _, row in rows for key in ("min", "max")]
    low, high = math.floor(math.log10(min(speeds))), math.ceil(math.log10(max(speeds)))
    axis = _Axis(low, max(high, low + 1))
    height = TOP + sum(GAP + ROW * len(rows) for rows in groups.values() if rows) + 46
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        ' role="img" aria-labelledby="title">',
        f"<style>{STYLE}</style>",
        f'<rect class="back" width="{WIDTH}" height="{height}" rx="8"/>',
        '<text id="title" class="title" x="20" y="30">Tách từ tiếng Việt: tốc độ và độ đúng · '
        "Vietnamese tokenizers: speed and F1</text>",
        f'<text class="small" x="20" y="50">{escape(_about(results))}</text>',
        *(
            f'<text class="small" text-anchor="end" x="{x}" y="{TOP - 8}">{escape(head)}</text>'
            for x, (head, _) in zip(COLUMNS, FIGURES, strict=True)
        ),
        *_grid(axis, height),
    ]
    y = TOP
    for gives, rows in groups.items():
        if rows:
            parts.append(f'<text class="group" x="20" y="{y + 20}">{escape(GROUPS[gives])}</text>')
            y += GAP
            for peer, row in rows:
                parts += _row(axis, peer, row, y + ROW / 2)
                y += ROW
    return "\n".join([*parts, "</svg>"]) + "\n"


class _Axis:
    def __init__(self, low: int, high: int) -> None:
        self.low, self.high = low, high

    def x(self, value: float) -> float:
        return LEFT + PLOT * (math.log10(value) - self.low) / (self.high - self.low)


def _rows(results: Results, gives: str) -> list[tuple[Results, Results]]:
    """Each installed tool with its speed line by line, the fastest first; lists where it gives them."""
    found = []
    for peer in results["peers"]:
        if peer["installed"] and peer["gives"] == gives:
            on = "sample" if peer["slow"] else "whole"
            rows = [row for row in peer["speeds"] if (row["unit"], row["on"]) == ("lines", on)]
            found.append((peer, min(rows, key=lambda row: "lists" not in row["form"])))
    return sorted(found, key=lambda pair: -pair[1]["mb_s"]["median"])


def _about(results: Results) -> str:
    return (
        f"MB/s UTF-8, từng dòng, một nhân {results['machine']['cpu']}, trung vị {results['rounds']} vòng xen kẽ"
        " (vệt: ít nhất–nhiều nhất) · line by line, one core, median and spread"
    )


def _grid(axis: _Axis, height: int) -> list[str]:
    bottom = height - 38
    lines = []
    for exponent in range(axis.low, axis.high + 1):
        x = axis.x(10.0**exponent)
        lines.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{bottom}"/>')
        label = f"{10.0**exponent:g}"
        lines.append(f'<text class="tick" text-anchor="middle" x="{x:.1f}" y="{bottom + 18}">{label}</text>')
    lines.append(f'<text class="tick" text-anchor="end" x="{LEFT - 14}" y="{bottom + 18}">MB/s (log)</text>')
    return lines


def _row(axis: _Axis, peer: Results, row: Results, y: float) -> list[str]:
    kind = "best" if peer["ours"] else peer["gives"]
    strong = ' class="ours"' if peer["ours"] else ""
    low, median, high = (axis.x(row["mb_s"][key]) for key in ("min", "median", "max"))
    text = f'y="{y + 4.5:.1f}"'
    figures = [
        f'<text{strong} text-anchor="end" x="{x}" {text}>{escape(show(peer, row))}</text>'
        for x, (_, show) in zip(COLUMNS, FIGURES, strict=True)
    ]
    return [
        f'<text{strong} text-anchor="end" x="{LEFT - 14}" {text}>{escape(peer["name"])}</text>',
        f'<line class="{kind} stem" x1="{LEFT}" x2="{median:.1f}" y1="{y}" y2="{y}"/>',
        f'<line class="{kind} spread" x1="{low:.1f}" x2="{high:.1f}" y1="{y}" y2="{y}"/>',
        f'<circle class="{kind}" cx="{median:.1f}" cy="{y}" r="5.5"/>',
        *figures,
    ]


def _score(peer: Results, key: str) -> str:
    value = peer.get(key)
    return "–" if value is None else f"{value:.1f}"
