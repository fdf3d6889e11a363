"""The command `tdkt eval`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import evaluate
from .gold import FORMATS

_NO_GOLD, _BELOW = 2, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "gold_dir",
        metavar="GOLD_DIR",
        type=Path,
        help="thư mục đáp án: <id>.gold.json cạnh <id>.txt, hoặc <id>/gold.json cạnh <id>/source.txt | folder of gold",
    )
    parser.add_argument(
        "--format",
        choices=tuple(FORMATS),
        help="chỉ chấm tệp nguồn ở định dạng này | run the sources of this format",
    )
    parser.add_argument(
        "--errors", action="store_true", help="liệt kê từng mục sót, thừa, sai | list each miss, extra and wrong value"
    )
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON | print the report as JSON")
    parser.add_argument(
        "--min",
        type=_share,
        metavar="F1",
        help="mã thoát 1 nếu điểm thấp hơn mức này, ví dụ 0.9 | exit with 1 below this headline, such as 0.9",
    )
    parser.add_argument(
        "--jobs", type=_count, default=1, metavar="N", help="số tiến trình chạy song song | number of processes"
    )


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1
    if not 0 <= share <= 1:  # nan is refused too
        raise argparse.ArgumentTypeError(f"{text}: phải là số từ 0 đến 1 | must be a number from 0 to 1")
    return share


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text}: phải là số nguyên từ 1 trở lên | must be an integer of at least 1")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """0; 1 below --min; 2 where there is nothing to score."""
    from .gold import GoldError

    try:
        report = evaluate(args.gold_dir, format=args.format, jobs=args.jobs)
    except GoldError as error:
        print(error, file=sys.stderr)
        return _NO_GOLD
    if not report.documents:
        print(_nothing(args.gold_dir, report.skipped), file=sys.stderr)
        return _NO_GOLD
    if args.json:
        print(report.to_json())
    else:
        print(report.table())
        if args.errors:
            print("", *report.error_lines(), sep="\n")
    below = args.min is not None and (report.headline is None or report.headline < args.min)
    return _BELOW if below else 0


def _nothing(gold_dir: Path, skipped: tuple[str, ...]) -> str:
    if skipped:
        return (
            f"{gold_dir}: không văn bản nào có tệp nguồn ở định dạng cần chấm ({len(skipped)} bị bỏ qua)"
            f" | no document has a source in that format ({len(skipped)} skipped)"
        )
    return (
        f"{gold_dir}: không có đáp án (cần <id>.gold.json hoặc <id>/gold.json)"
        " | holds no gold (<id>.gold.json or <id>/gold.json)"
    )
