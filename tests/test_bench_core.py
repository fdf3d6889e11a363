"""The benchmark's table, goals and chart, drawn from a small results file written by hand; no tool is run."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.core import chart, goals, quality, table, workload
from benchmarks.core.measure import Case, ratio
from benchmarks.core.peers import Peer, Tool, peers

RESULTS = json.loads((Path(__file__).parent / "cases" / "bench_core" / "results.json").read_text("utf-8"))


def row(text: str, name: str) -> list[str]:
    line = next(line for line in text.splitlines() if line.startswith(f"| {name}"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_table_shows_speed_with_its_spread_and_our_times() -> None:
    cells = row(table.markdown(RESULTS), "chậm °")
    assert cells[1:4] == ["1.2, MIT", "0.20 (0.19–0.21)", ""]
    assert cells[7] == "200×"
    assert cells[8:] == ["95.7", "90.0 (3†)", "800", "127"]


def test_an_absent_peer_is_a_visible_row_that_says_how_to_get_it() -> None:
    text = table.markdown(RESULTS)
    assert row(text, "vắng")[1] == "*not installed*"
    assert "- not installed: vắng: --vắng PATH" in text
    assert "*chưa cài*" in table.markdown(RESULTS, "vi")


@pytest.mark.parametrize(
    ("goal", "cells"),
    [
        ("Words as lists, line by line", ["≥ 35.0 MB/s", "40.0 MB/s", "✓"]),
        ("F1 on UD-VTB test", ["≥ 97.0", "96.5", "✗"]),
        ("F1, administrative, above the best peer", ["≥ +0.0", "+6.0", "✓"]),
        ("Model loaded in", ["≤ 20 ms", "25 ms", "✗"]),
        ("Words beside coccoc's Python binding", ["≥ 2.5×", "–", "–"]),
    ],
)
def test_goals_stand_beside_what_was_got(goal: str, cells: list[str]) -> None:
    assert row(table.markdown(RESULTS), goal)[1:] == cells


def test_every_table_row_has_the_head_s_width() -> None:
    for language in ("en", "vi"):
        for brief, columns in ((False, len(table.HEADS[language])), (True, 9)):
            text = table.markdown(RESULTS, language, brief=brief)
            widths = {line.count("|") for line in text.splitlines() if line.startswith("|")}
            assert widths == {columns + 1, 5}


def test_chart_is_xml_with_a_dot_for_each_installed_peer_in_order_of_speed() -> None:
    root = ElementTree.fromstring(chart.svg(RESULTS))
    places = [float(dot.attrib["cx"]) for dot in root.iter("{http://www.w3.org/2000/svg}circle")]
    assert len(places) == sum(peer["installed"] for peer in RESULTS["peers"])
    assert places[:2] == sorted(places[:2], reverse=True)
    assert "<b>&" in {text.text for text in root.iter("{http://www.w3.org/2000/svg}text")}


def test_committed_results_name_no_machine() -> None:
    committed = Path(chart.__file__).with_name("results.json").read_text("utf-8")
    assert set(json.loads(committed)["machine"]) == {"cpu", "python", "system"}
    assert not re.search(r'"[^"]*(/home/|/root|/tmp|[A-Z]:\\\\)', committed)


def test_committed_chart_is_drawn_from_the_committed_results() -> None:
    here = Path(chart.__file__)
    results = json.loads(here.with_name("results.json").read_text("utf-8"))
    assert here.with_name("chart.svg").read_text("utf-8") == chart.svg(results)


def test_a_tool_is_judged_by_its_cuts_not_by_its_spelling() -> None:
    gold = quality.Gold([["hoà bình", "là", "quý"]], ["hoà bình là quý"])
    cuts = {"hòa_bình là quý": 100.0, "hòa bình là quý": pytest.approx(200 * 2 / 7)}
    for answer, f1 in cuts.items():
        assert quality.measured(lambda _, answer=answer: answer.split(" "), gold) == {"f1": f1, "lost": 0}
    assert quality.measured(lambda text: text.split()[1:], gold) == {"f1": 0.0, "lost": 1}


def test_ratio_is_taken_round_by_round() -> None:
    peer = Peer("x", "words", lambda: Tool({}, str.split))
    work = workload.Workload({}, ("a",))
    ours, theirs = (Case(peer, Tool({}, str.split), "lists", "lines", "whole", work) for _ in range(2))
    ours.seconds, theirs.seconds = [1.0, 2.0, 4.0], [10.0, 22.0, 80.0]
    assert ratio(ours, theirs) == 11.0


def test_what_python_brings_is_always_there_and_the_paths_are_asked_for() -> None:
    by_name = {peer.name: peer for peer in peers()}
    assert by_name["str.split"].installed()
    assert not by_name["RDRsegmenter"].installed()
    assert "--rdrsegmenter" in by_name["RDRsegmenter"].missing
    tool = by_name["re word pattern"].load()
    assert tool.ways["lists"]("số 1,\tquý") == ["số", "1", ",", "quý"]
    assert tool.ways["offsets"]("a, b") == [(0, 1), (1, 2), (3, 4)]


def test_goals_of_a_run_without_our_core_are_open() -> None:
    empty = {**RESULTS, "peers": []}
    assert {goal.cells(empty)[2] for goal in goals.GOALS if goal.en != "Model size"} == {"–"}
