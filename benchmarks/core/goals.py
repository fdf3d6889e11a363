"""What the core is to reach, and what it reached in a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

Results: TypeAlias = dict[str, Any]
WORDS = "tdkt_extract words"
TOKENS = "tdkt_extract tokens"


def peer(results: Results, name: str) -> Results | None:
    return next((peer for peer in results["peers"] if peer["name"] == name and peer["installed"]), None)


def speed(results: Results, name: str, form: str, unit: str = "lines", on: str = "whole") -> Results | None:
    found = peer(results, name)
    for row in found["speeds"] if found else ():
        if form in row["form"].split("+") and (row["unit"], row["on"]) == (unit, on):
            return dict(row)
    return None


def _mb_s(name: str, form: str, unit: str) -> Callable[[Results], float | None]:
    def got(results: Results) -> float | None:
        row = speed(results, name, form, unit)
        return row["mb_s"]["median"] if row else None

    return got


def _ratio(name: str, form: str, unit: str, on: str = "whole") -> Callable[[Results], float | None]:
    def got(results: Results) -> float | None:
        row = speed(results, name, form, unit, on)
        return row["ours_times"] if row else None

    return got


def _of_ours(name: str, key: str) -> Callable[[Results], float | None]:
    def got(results: Results) -> float | None:
        found = peer(results, name)
        return found.get(key) if found else None

    return got


def _margin(results: Results) -> float | None:
    """Points of F1 on the administrative gold above the best of the others."""
    ours = peer(results, WORDS)
    others = [p["f1_admin"] for p in results["peers"] if p.get("f1_admin") is not None and not p["ours"]]
    return ours["f1_admin"] - max(others) if ours and ours.get("f1_admin") is not None and others else None


@dataclass(frozen=True)
class Goal:
    vi: str
    en: str
    bound: float
    form: str
    got: Callable[[Results], float | None]
    at_most: bool = False

    def cells(self, results: Results) -> tuple[str, str, str]:
        """The goal, what came out, and whether it is reached."""
        sign = "≤" if self.at_most else "≥"
        value = self.got(results)
        goal = f"{sign} {self.form.format(self.bound)}"
        if value is None:
            return goal, "–", "–"
        reached = value <= self.bound if self.at_most else value >= self.bound
        return goal, self.form.format(value), "✓" if reached else "✗"


GOALS = [
    Goal("Vị trí token, cả văn bản một lần", "Token offsets, in bulk", 250, "{:.0f} MB/s",
         _mb_s(TOKENS, "offsets", "bulk")),
    Goal("Vị trí token, từng dòng", "Token offsets, line by line", 120, "{:.0f} MB/s",
         _mb_s(TOKENS, "offsets", "lines")),
    Goal("Vị trí token, một lần, so với PyICU", "Token offsets in bulk beside PyICU's", 5, "{:.1f}×",
         _ratio("PyICU word break", "offsets", "bulk")),
    Goal("Tách từ, danh sách, từng dòng", "Words as lists, line by line", 35, "{:.1f} MB/s",
         _mb_s(WORDS, "lists", "lines")),
    Goal("Tách từ, so với coccoc (Python)", "Words beside coccoc's Python binding", 2.5, "{:.1f}×",
         _ratio("coccoc-tokenizer", "lists", "lines")),
    Goal("Tách từ, so với underthesea", "Words beside underthesea", 200, "{:.0f}×",
         _ratio("underthesea", "lists", "lines", "sample")),
    Goal("Tách từ, vị trí, từng dòng", "Words as offsets, line by line", 60, "{:.1f} MB/s",
         _mb_s(WORDS, "offsets", "lines")),
    Goal("F1 trên UD-VTB test", "F1 on UD-VTB test", 97.0, "{:.1f}", _of_ours(WORDS, "f1_ud")),
    Goal("F1 hành chính, hơn công cụ tốt nhất", "F1, administrative, above the best peer", 0, "{:+.1f}", _margin),
    Goal("Nạp mô hình", "Model loaded in", 20, "{:.0f} ms", _of_ours(WORDS, "load_ms"), at_most=True),
    Goal("Kích thước mô hình", "Model size", 5, "{:.1f} MB", lambda results: results.get("model_mb"), at_most=True),
]  # fmt: skip
