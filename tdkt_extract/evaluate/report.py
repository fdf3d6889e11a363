"""The result of an evaluation as an object, as JSON, as a table and as a list of faults."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from .tally import KINDS, Accuracy, DocumentScore, Error, Figures, total_accuracies, total_figures

_KIND_VI = {
    "header": "đầu văn bản",
    "sections": "đề mục",
    "tasks": "nhiệm vụ",
    "periods": "thời gian",
    "deadlines": "thời hạn",
    "units": "đơn vị",
    "citations": "viện dẫn",
    "recipients": "nơi nhận",
    "signers": "người ký",
}
_FAULTS = {"miss": "SÓT", "extra": "THỪA", "wrong": "SAI"}


@dataclass(frozen=True)
class Report:
    """What an evaluation found. `skipped` are documents without a source in the format that was asked for."""

    gold_dir: str
    format: str | None
    documents: tuple[DocumentScore, ...]
    skipped: tuple[str, ...] = ()

    @cached_property
    def figures(self) -> Mapping[str, Figures]:
        """By kind, summed over documents."""
        return total_figures(self.documents)

    @cached_property
    def accuracies(self) -> Mapping[str, Accuracy]:
        """Secondary figures, `kind.field`."""
        return total_accuracies(self.documents)

    @property
    def headline(self) -> float | None:
        """The mean of the F1s of the kinds that occur; None where nothing was scored."""
        return _mean([figures.relaxed.f1 for figures in self.figures.values()])

    @property
    def strict_headline(self) -> float | None:
        return _mean([figures.strict.f1 for figures in self.figures.values()])

    @property
    def left_out(self) -> tuple[str, ...]:
        """Kinds that neither gold nor predictions have."""
        return tuple(kind for kind, figures in self.figures.items() if figures.relaxed.f1 is None)

    @property
    def errors(self) -> tuple[Error, ...]:
        return tuple(error for document in self.documents for error in document.errors)

    @property
    def failures(self) -> Mapping[str, str]:
        """Documents whose extraction raised, with the error."""
        return {each.document: each.failure for each in self.documents if each.failure is not None}

    def to_dict(self) -> dict[str, Any]:
        return {
            "gold_dir": self.gold_dir,
            "format": self.format,
            "headline": self.headline,
            "strict_headline": self.strict_headline,
            "total": {kind: figures.as_dict() for kind, figures in self.figures.items()},
            "left_out": list(self.left_out),
            "secondary": _accuracies_dict(self.accuracies),
            "documents": [
                {
                    "document": each.document,
                    "source": each.source,
                    "headline": each.headline,
                    "kinds": {kind: each.figures[kind].as_dict() for kind in KINDS},
                    "secondary": _accuracies_dict(total_accuracies([each])),
                    "failure": each.failure,
                }
                for each in self.documents
            ],
            "skipped": list(self.skipped),
            "failures": dict(self.failures),
            "errors": [error.as_dict() for error in self.errors],
        }

    def to_json(self) -> str:
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1)

    def table(self) -> str:
        """One line a document, the total, strict figures, then what a reader of the total must know."""
        total = self.figures
        rows = [["văn bản", *(_KIND_VI[kind] for kind in KINDS), "ĐIỂM"]]
        rows += [_row(each.document, each.figures, each.headline) for each in self.documents]
        rows.append(_row("TỔNG", total, self.headline))
        rows.append(
            ["tổng, so chặt", *(_number(total[kind].strict.f1) for kind in KINDS), _number(self.strict_headline)]
        )
        rows.append(["độ chính xác", *(_number(total[kind].relaxed.precision) for kind in KINDS), ""])
        rows.append(["độ phủ", *(_number(total[kind].relaxed.recall) for kind in KINDS), ""])
        rows.append(["tp/fp/fn", *(_counts(total[kind]) for kind in KINDS), ""])
        return "\n".join([*_aligned(rows), *self._notes()])

    def _notes(self) -> Iterator[str]:
        if self.accuracies:
            yield ""
            yield "Số liệu phụ, tính trên những gì đã khớp:"
        for kind, group in groupby(self.accuracies.items(), key=lambda item: item[0].partition(".")[0]):
            shown = (
                f"{name.partition('.')[2]} {_number(each.share)} ({each.right}/{each.total})" for name, each in group
            )
            yield f"  {_KIND_VI[kind]}: {', '.join(shown)}"
        if self.left_out:
            left_out = ", ".join(_KIND_VI[kind] for kind in self.left_out)
            yield f"Không tính vào điểm vì đáp án và kết quả đều không có: {left_out}"
        if self.skipped:
            yield f"Bỏ qua, không có tệp nguồn ở định dạng cần chấm: {', '.join(self.skipped)}"
        if self.failures:
            yield "Trích xuất lỗi, toàn bộ đáp án tính là sót:"
            yield from (f"  {document}: {failure}" for document, failure in self.failures.items())

    def error_lines(self) -> list[str]:
        """Every fault with its text, by document and kind.

        “~” leads to the extra that a miss most likely is; in brackets: a secondary field, which costs no points.
        """
        lines: list[str] = []
        for document in self.documents:
            if not document.errors:
                continue
            failure = f": LỖI {document.failure}" if document.failure else ""
            lines.append(f"== {document.document}{failure}")
            for kind in KINDS:
                found = [error for error in document.errors if error.kind == kind]
                if found:
                    lines.append(f"  -- {_KIND_VI[kind]} ({kind}): {len(found)}")
                    lines += [f"     {_fault_line(error)}" for error in found]
        return lines


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _accuracies_dict(accuracies: Mapping[str, Accuracy]) -> dict[str, dict[str, float | int | None]]:
    return {
        name: {"accuracy": each.share, "right": each.right, "total": each.total} for name, each in accuracies.items()
    }


def _row(name: str, figures: Mapping[str, Figures], headline: float | None) -> list[str]:
    return [name, *(_number(figures[kind].relaxed.f1) for kind in KINDS), _number(headline)]


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _counts(figures: Figures) -> str:
    counts = figures.relaxed
    return f"{counts.tp}/{counts.fp}/{counts.fn}"


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))]
        yield "  ".join(cells).rstrip()


def _fault_line(error: Error) -> str:
    word = _FAULTS[error.fault] if error.counted else f"({_FAULTS[error.fault].lower()})"
    if error.fault == "wrong":
        texts = f"{error.gold or '∅'} ≠ {error.predicted or '∅'}"
    elif error.fault == "miss" and error.predicted:
        texts = f"{error.gold} ~ {error.predicted}"
    else:
        texts = error.gold or error.predicted or ""
    return f"{word} {texts}" + (f"  « {error.detail}" if error.detail else "")
