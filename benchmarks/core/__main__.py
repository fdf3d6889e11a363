"""`python -m benchmarks.core`: which tokenizer for Vietnamese? Ours beside the others, same text, same run, one core.

    python -m benchmarks.core            measures, writes results.json, chart.svg, and prints the table
    python -m benchmarks.core --table    the table again, from results.json (--table vi: in Vietnamese)
    python -m benchmarks.core --chart    the chart again
    python -m benchmarks.core --only re --size 1 --rounds 3 --no-write     a quick look

The peers come with `pip install -e .[bench]`; two have to be pointed at: --coccoc, --rdrsegmenter.
The treebank too where no folder `shared` lies beside the project: --ud.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchmarks.core import chart, measure, quality, table
from benchmarks.core.goals import Results
from benchmarks.core.peers import peers
from benchmarks.core.run import run

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
CHART = HERE / "chart.svg"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.core", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--table", nargs="?", const="en", choices=["en", "vi"], help="only print it")
    parser.add_argument("--brief", action="store_true", help="the table without bulk and tokens a second")
    parser.add_argument("--chart", action="store_true", help="only draw it")
    parser.add_argument("--coccoc", type=Path, help="folder of coccoc-tokenizer's built Python binding")
    parser.add_argument("--rdrsegmenter", type=Path, help="folder of VnCoreNLP-*.jar and its models")
    parser.add_argument("--ud", type=Path, default=quality.UD_TEST, help="vi_vtb-ud-test.conllu of UD_Vietnamese-VTB")
    parser.add_argument("--only", nargs="+", default=[], help="peers whose name has one of these words; ours always")
    parser.add_argument("--rounds", type=int, default=measure.ROUNDS)
    parser.add_argument("--size", type=float, default=10, help="MB of text")
    parser.add_argument("--no-write", action="store_true", help="leave results.json and chart.svg as they are")
    return parser.parse_args()


def measured(parsed: argparse.Namespace) -> Results:
    measure.pin()
    options = [
        part
        for name in ("coccoc", "rdrsegmenter")
        if (path := getattr(parsed, name))
        for part in (f"--{name}", str(path.resolve()))
    ]
    chosen = [
        peer
        for peer in peers(parsed.coccoc, parsed.rdrsegmenter)
        if not parsed.only or peer.ours or any(word in peer.name for word in parsed.only)
    ]
    size = int(parsed.size * 1e6)
    return run(chosen, options, parsed.rounds, size, parsed.ud, lambda line: print(line, file=sys.stderr))


def main() -> int:
    parsed = arguments()
    if parsed.table or parsed.chart:
        results = json.loads(RESULTS.read_text("utf-8"))
    else:
        results = measured(parsed)
        if not parsed.no_write:
            RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if not parsed.table and not parsed.no_write:
        CHART.write_text(chart.svg(results), "utf-8")
    if not parsed.chart:
        print(table.markdown(results, parsed.table or "en", brief=parsed.brief), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
