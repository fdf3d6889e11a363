"""Scoring: every rule of the guide by a counted case, then what must hold for any plan."""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tdkt_extract.evaluate import cli, evaluate, match
from tdkt_extract.evaluate.gold import GoldError, as_record, find_gold, load_gold
from tdkt_extract.evaluate.match import Item, align, comparable, token_f1
from tdkt_extract.evaluate.report import Report
from tdkt_extract.evaluate.score import score_document
from tdkt_extract.evaluate.tally import KINDS, Counts, DocumentScore
from tdkt_extract.schema import Plan

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CASES = Path(__file__).parent / "cases" / "evaluate"
SHARED = Path(__file__).parents[1].parent / "shared" / "corpus"
SHARED_GOLD = sorted(SHARED.rglob("*.gold.json")) if SHARED.is_dir() else []
SAMPLE = json.loads((CASES / "sample.gold.json").read_text("utf-8"))


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((CASES / name).read_text("utf-8"))


def _cases() -> list[Any]:
    found = [(path.stem, case) for path in sorted(CASES.glob("*.toml")) for case in _toml(path.name).get("case", ())]
    return [pytest.param(case, id=f"{stem}: {case['name']}") for stem, case in found]


def _counts(score: DocumentScore, strict: bool = False) -> dict[str, list[int]]:
    found = {kind: each.strict if strict else each.relaxed for kind, each in score.figures.items()}
    return {kind: [each.tp, each.fp, each.fn] for kind, each in found.items() if each != Counts()}


def _perfect(score: DocumentScore) -> bool:
    figures = score.figures.values()
    share = {each.share for each in score.accuracies.values()}
    return not score.errors and share <= {1.0} and all(each.strict.fp == each.strict.fn == 0 for each in figures)


@pytest.mark.parametrize("case", _cases())
def test_rule(case: dict[str, Any]) -> None:
    score = score_document("x", case.get("gold", {}), case["predicted"])
    expected = case.get("expect", {})
    assert _counts(score) == expected
    assert _counts(score, strict=True) == {**expected, **case.get("strict", {})}
    for name, (right, total) in case.get("accuracy", {}).items():
        assert (score.accuracies[name].right, score.accuracies[name].total) == (right, total), name


@pytest.mark.parametrize("case", _cases())
def test_every_counted_fault_is_listed(case: dict[str, Any]) -> None:
    score = score_document("x", case.get("gold", {}), case["predicted"])
    for kind in KINDS:
        counted = [error.fault for error in score.errors if error.kind == kind and error.counted]
        relaxed = score.figures[kind].relaxed
        assert counted.count("miss") + counted.count("wrong") == relaxed.fn
        assert counted.count("extra") + counted.count("wrong") == relaxed.fp


@pytest.mark.parametrize(("text", "expected"), _toml("texts.toml")["comparable"].items())
def test_comparable(text: str, expected: str) -> None:
    assert comparable(text) == expected


WORDS = st.lists(st.sampled_from(["thi", "đua", "khen", "thưởng", "năm", "2024", "sở"]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_token_f1_is_a_symmetric_share(one: str, other: str) -> None:
    assert 0 <= token_f1(one, other) == token_f1(other, one) <= 1
    assert token_f1(one, one) == 1


@given(st.lists(WORDS, max_size=8), st.lists(WORDS, max_size=8), st.sampled_from([0.6, 0.8, 0.85, 1.0]))
def test_the_index_loses_no_pair(gold: list[str], predicted: list[str], threshold: float) -> None:
    """Greedy leaves no two items that could still be paired: none was hidden by the index."""
    pairs = align([Item(text) for text in gold], [Item(text) for text in predicted], threshold)
    left, right = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    assert len(left) == len(right) == len(pairs)
    assert all(token_f1(gold[one], predicted[other]) >= threshold for one, other in pairs)
    for one in set(range(len(gold))) - left:
        for other in set(range(len(predicted))) - right:
            assert token_f1(gold[one], predicted[other]) < threshold


def test_many_tasks_are_not_compared_pair_by_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each task shares half of its words with all others, the rest with its own."""
    compare, compared = match._bag_f1, []

    def counting(one: frozenset[int], other: list[int]) -> float:
        compared.append(1)
        return compare(one, other)

    monkeypatch.setattr(match, "_bag_f1", counting)
    common = "tổ chức phong trào thi đua"
    gold = [Item(f"{common} {' '.join(f'{word}{number}' for word in 'abcdef')} x") for number in range(300)]
    predicted = [Item(f"{item.text[:-1]}y") for item in gold]
    assert align(gold, predicted, 0.85) == [(number, number) for number in range(300)]
    assert len(compared) == 300


# What must hold for any plan


def _as_plan(gold: dict[str, Any]) -> Plan:
    """A gold file as the plan that a perfect extraction would give."""
    span = {"start": 0, "end": 0}
    header = {key: value for key, value in gold["header"].items() if value is not None}
    return Plan.model_validate(
        {
            "source": {"name": "x.txt", "media_type": "text/plain", "size": 1, "sha256": "", "reader": "txt"},
            "text": "",
            "header": header,
            "sections": _tree(gold["sections"], span),
            "tasks": [_plan_task(index, task, span) for index, task in enumerate(gold["tasks"])],
            "citations": [_plan_citation(index, each, span) for index, each in enumerate(gold["citations"])],
            "recipients": [{"text": text, "span": span} for text in gold["recipients"]],
            "signers": [{**signer, "span": span} for signer in gold["signers"]],
        }
    )


def _tree(sections: list[dict[str, Any]], span: dict[str, int]) -> list[dict[str, Any]]:
    roots: list[dict[str, Any]] = []
    nodes: list[dict[str, Any]] = []
    for index, section in enumerate(sections):
        parent = next(
            (n for n in reversed(nodes) if section["parent"] in (n["number"] or n["title"], n["title"])), None
        )
        node = {
            "id": f"s{index}",
            "number": section["number"],
            "title": section["title"],
            "kind": section["kind"],
            "level": 1,
            "parent_id": parent["id"] if parent else None,
            "span": span,
            "heading_span": span,
            "children": [],
        }
        (parent["children"] if parent else roots).append(node)
        nodes.append(node)
    return roots


def _plan_task(index: int, task: dict[str, Any], span: dict[str, int]) -> dict[str, Any]:
    return {
        "id": f"t{index}",
        "text": task["text"],
        "span": span,
        "section": task["section"],
        "ordinal": task.get("ordinal"),
        "periods": [{"value": value, "text": value, "span": span} for value in task["periods"]],
        "deadlines": [{**deadline, "span": span} for deadline in task["deadlines"]],
        "units": [{**unit, "unit_id": "u", "span": span} for unit in task["units"]],
    }


def _plan_citation(index: int, citation: dict[str, Any], span: dict[str, int]) -> dict[str, Any]:
    fields = {key: value for key, value in citation.items() if key not in ("mentions", "optional", "relation")}
    mentions = [{"text": "", "span": span}] * citation["mentions"]
    return {**fields, "id": f"c{index}", "relation": citation["relation"] or "mentions", "mentions": mentions}


OWN_GOLD = sorted((Path(__file__).parents[1] / "corpus").glob("*/gold.json"))
GOLD_FILES = [CASES / "sample.gold.json", *OWN_GOLD, *SHARED_GOLD]


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@pytest.mark.skipif(not SHARED_GOLD, reason="the shared gold files are not here")
def test_shared_gold_is_found() -> None:
    assert {doc.gold for doc in find_gold(SHARED)} == set(SHARED_GOLD)


@pytest.mark.parametrize("path", GOLD_FILES, ids=_name)
def test_gold_against_itself_is_perfect(path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))
    score = score_document("x", gold, gold)
    assert _perfect(score), score.errors
    assert score.headline == 1.0


@pytest.mark.parametrize("path", GOLD_FILES, ids=_name)
def test_gold_as_plan_is_perfect(path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))
    plan = _as_plan(gold)
    for prediction in (plan, json.loads(plan.model_dump_json())):
        score = score_document("x", gold, prediction)
        assert _perfect(score), score.errors


@pytest.mark.parametrize("path", GOLD_FILES, ids=_name)
def test_gold_against_nothing_is_all_missed(path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))
    score = score_document("x", gold, {})
    required = [task for task in gold["tasks"] if not task.get("optional")]
    assert all(each.relaxed.tp == each.relaxed.fp == 0 for each in score.figures.values())
    assert score.figures["tasks"].relaxed.fn == len(required)
    assert score.figures["units"].relaxed.fn == sum(len(task["units"]) for task in required)
    assert score.figures["recipients"].relaxed.fn == len(gold["recipients"])


@given(st.randoms(use_true_random=False))
def test_the_order_of_predictions_does_not_count(rng: random.Random) -> None:
    shuffled = {**SAMPLE}
    for kind in ("sections", "tasks", "citations", "recipients", "signers"):
        shuffled[kind] = rng.sample(SAMPLE[kind], len(SAMPLE[kind]))
    assert _perfect(score_document("x", SAMPLE, shuffled))


@given(st.data())
def test_dropping_one_task_costs_exactly_what_hangs_on_it(data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(SAMPLE["tasks"]) - 1))
    task = SAMPLE["tasks"][index]
    whole = _counts(score_document("x", SAMPLE, SAMPLE))
    rest = [*SAMPLE["tasks"][:index], *SAMPLE["tasks"][index + 1 :]]
    less = _counts(score_document("x", SAMPLE, {**SAMPLE, "tasks": rest}))
    lost = {"tasks": 1, **{kind: len(task[kind]) for kind in ("periods", "deadlines", "units")}}
    for kind, (tp, fp, fn) in whole.items():
        cost = 0 if task.get("optional") else lost.get(kind, 0)
        assert less[kind] == [tp - cost, fp, fn + cost], kind


@given(st.data())
def test_adding_one_task_costs_exactly_what_hangs_on_it(data: st.DataObject) -> None:
    task = data.draw(st.sampled_from(SAMPLE["tasks"]))
    extra = {**task, "text": "Nuôi ong lấy mật trong vườn nhà"}
    whole = _counts(score_document("x", SAMPLE, SAMPLE))
    more = _counts(score_document("x", SAMPLE, {**SAMPLE, "tasks": [extra, *SAMPLE["tasks"]]}))
    for kind, (tp, fp, fn) in whole.items():
        cost = 1 if kind == "tasks" else len(task[kind]) if kind in ("periods", "deadlines", "units") else 0
        assert more[kind] == [tp, fp + cost, fn], kind


# Documents, totals, report


def _write(path: Path, value: Any = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
    return path


def _recipients(*texts: str) -> dict[str, Any]:
    return {"recipients": list(texts)}


def test_both_layouts_are_found_and_the_named_format_is_taken(tmp_path: Path) -> None:
    _write(tmp_path / "b.gold.json", {"document": "b.pdf"})
    for suffix in ("pdf", "txt", "docx"):
        _write(tmp_path / f"b.{suffix}")
    _write(tmp_path / "66.2.gold.json", {"document": "66.2"})
    _write(tmp_path / "66.2.html")
    _write(tmp_path / "a" / "gold.json", {})
    _write(tmp_path / "a" / "source.md")
    _write(tmp_path / "a" / "source.docx")
    found = {doc.id: doc.source and doc.source.name for doc in find_gold(tmp_path)}
    assert found == {"66.2": "66.2.html", "a": "source.docx", "b": "b.pdf"}
    assert {doc.id: doc.source and doc.source.name for doc in find_gold(tmp_path, "docx")} == {
        "66.2": None,
        "a": "source.docx",
        "b": "b.docx",
    }
    assert [doc.id for doc in find_gold(tmp_path / "a")] == ["a"]
    assert [doc.id for doc in find_gold(tmp_path / "b.gold.json")] == ["b"]


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"tasks": [{}]}',
        '{"tasks": [1]}',
        '{"tasks": [{"text": null}]}',
        '{"tasks": [{"text": "Họp", "deadlines": [3]}]}',
        '{"tasks": [{"text": "Họp", "units": [{"role": "lead"}]}]}',
        '{"tasks": [{"text": "Họp", "ordinal": 1}]}',
        '{"header": {"number": 5}}',
        '{"header": {"issuer": [5]}}',
        '{"sections": [{"title": 1}]}',
        '{"citations": [{"number": 5}]}',
        '{"recipients": [5]}',
        '{"signers": [{"position": "CHỦ TỊCH"}]}',
    ],
)
def test_a_broken_gold_file_is_named(tmp_path: Path, text: str) -> None:
    path = _write(tmp_path / "x.gold.json", text)
    with pytest.raises(GoldError, match=r"x\.gold\.json"):
        load_gold(path)


def _corpus(tmp_path: Path) -> Path:
    """Two documents with recipients; the third has signers only, and no .txt."""
    _write(tmp_path / "a.gold.json", _recipients("Một", "Hai", "Ba"))
    _write(tmp_path / "b.gold.json", _recipients("Một"))
    _write(tmp_path / "c.gold.json", {"signers": [{"name": "Trần Thị Lan"}]})
    _write(tmp_path / "a.txt")
    _write(tmp_path / "b.txt")
    _write(tmp_path / "c.html")
    return tmp_path


def _extract(path: Path) -> dict[str, Any]:
    if path.stem == "c":
        raise ValueError("no letters")
    return _recipients("Một", "Hai") if path.stem == "a" else _recipients("Hai")


def _extract_or_die(path: Path) -> dict[str, Any]:
    if path.stem == "b":
        os._exit(3)
    return _extract(path)


def test_totals_are_micro_and_absent_kinds_stay_out_of_the_mean(tmp_path: Path) -> None:
    report = evaluate(_corpus(tmp_path), format="txt", extract=_extract)
    assert report.skipped == ("c",)
    assert report.figures["recipients"].relaxed == Counts(2, 1, 2)
    assert report.headline == pytest.approx(4 / 7)
    assert report.left_out == tuple(kind for kind in KINDS if kind != "recipients")
    assert [each.headline for each in report.documents] == pytest.approx([(8 + 0.8) / 9, 8 / 9])


def test_a_failed_extraction_misses_all(tmp_path: Path) -> None:
    report = evaluate(_corpus(tmp_path), extract=_extract)
    assert report.failures == {"c": "ValueError: no letters"}
    assert report.figures["signers"].relaxed == Counts(fn=1)
    assert "== c: LỖI ValueError: no letters" in report.error_lines()
    assert report.headline == pytest.approx((4 / 7 + 0) / 2)


def test_an_extraction_that_gives_nothing_has_failed(tmp_path: Path) -> None:
    report = evaluate(_corpus(tmp_path), extract=lambda path: None)
    assert list(report.failures) == ["a", "b", "c"]


def test_processes_give_the_same_report(tmp_path: Path) -> None:
    corpus = _corpus(tmp_path)
    assert evaluate(corpus, extract=_extract, jobs=2) == evaluate(corpus, extract=_extract)


def test_a_dead_worker_costs_its_own_document_only(tmp_path: Path) -> None:
    report = evaluate(_corpus(tmp_path), extract=_extract_or_die, format="txt", jobs=2)
    assert list(report.failures) == ["b"]
    assert report.figures["recipients"].relaxed == Counts(2, 0, 2)


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="rtf"):
        evaluate(tmp_path, format="rtf", extract=_extract)


def test_json_says_all(tmp_path: Path) -> None:
    report = evaluate(_corpus(tmp_path), extract=_extract)
    data = json.loads(report.to_json())
    assert data["headline"] == report.headline
    assert data["total"]["recipients"] == {
        "precision": 2 / 3, "recall": 0.5, "f1": 4 / 7, "tp": 2, "fp": 1, "fn": 2, "strict_f1": 4 / 7,
    }  # fmt: skip
    assert list(data["total"]) == list(KINDS)
    assert data["total"]["tasks"]["f1"] is None
    assert [(each["document"], each["fault"], each["gold"], each["predicted"]) for each in data["errors"]] == [
        ("a", "miss", "Ba", None),
        ("b", "miss", "Một", None),
        ("b", "extra", None, "Hai"),
        ("c", "miss", "Trần Thị Lan", None),
    ]
    assert report.to_json() == evaluate(tmp_path, extract=_extract).to_json()


def _sample_report() -> Report:
    worse = {**SAMPLE, "tasks": [{**SAMPLE["tasks"][0], "text": "Việc khác"}, *SAMPLE["tasks"][1:]]}
    worse["sections"] = [{**SAMPLE["sections"][0], "kind": "other"}, *SAMPLE["sections"][1:]]
    return Report("gold", None, (score_document("mẫu", SAMPLE, worse, source="mẫu.txt"),), ("thiếu",))


def test_the_table_has_a_line_for_each_document_and_one_width() -> None:
    table = _sample_report().table()
    assert all(word in table for word in ("nhiệm vụ", "ĐIỂM", "TỔNG", "Bỏ qua"))
    head, document, total = table.splitlines()[:3]
    assert len(head) == len(document) == len(total)
    assert document.startswith("mẫu ")
    assert document.split()[1:] == total.split()[1:]


def test_error_lines_are_grouped_and_tell_what_costs_points() -> None:
    task = SAMPLE["tasks"][0]
    lines = _sample_report().error_lines()
    assert lines[0] == "== mẫu"
    assert any(line.strip().startswith("-- nhiệm vụ (tasks): 2") for line in lines)
    assert any(line.strip().startswith(f"SÓT {task['text']}") for line in lines)
    assert any(line.strip().startswith("THỪA Việc khác") for line in lines)
    assert any(line.strip().startswith(f"(sai) {SAMPLE['sections'][0]['kind']} ≠ other") for line in lines)


def test_a_miss_shows_the_extra_that_it_may_be() -> None:
    gold = {"tasks": [{"text": "Tổ chức hội nghị tổng kết năm và khen thưởng"}]}
    score = score_document("x", gold, {"tasks": [{"text": "Tổ chức hội nghị tổng kết năm"}, {"text": "Khác"}]})
    miss = next(error for error in score.errors if error.fault == "miss")
    assert (miss.predicted, miss.detail) == ("Tổ chức hội nghị tổng kết năm", "F1 0.82")


def test_a_deep_tree_of_sections_is_flattened() -> None:
    root: dict[str, Any] = {"id": "0", "title": "0", "number": None, "children": []}
    node = root
    for depth in range(1, 5000):
        child = {"id": str(depth), "title": str(depth), "parent_id": str(depth - 1), "children": []}
        node["children"].append(child)
        node = child
    sections = as_record({"sections": [root]})["sections"]
    assert (len(sections), sections[-1]["parent"]) == (5000, "4998")


# The command


def _command(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("tdkt_extract.evaluate.runner._extract", _extract)
    parser = argparse.ArgumentParser()
    cli.add_arguments(parser)
    return cli.run(parser.parse_args(arguments))


@pytest.mark.parametrize(("least", "code"), [("0.28", 0), ("0.3", 1)])
def test_min_decides_the_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], least: str, code: int
) -> None:
    assert _command(monkeypatch, str(_corpus(tmp_path)), "--min", least, "--errors") == code
    out = capsys.readouterr().out
    assert "ĐIỂM" in out
    assert "SÓT Ba" in out


def test_json_output_is_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _command(monkeypatch, str(_corpus(tmp_path)), "--json", "--format", "html") == 0
    assert json.loads(capsys.readouterr().out)["skipped"] == ["a", "b"]


@pytest.mark.parametrize("arguments", [("--min", "nan"), ("--min", "2"), ("--jobs", "0"), ("--jobs", "x")])
def test_a_senseless_number_is_a_usage_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, str]
) -> None:
    with pytest.raises(SystemExit) as exit:
        _command(monkeypatch, str(_corpus(tmp_path)), *arguments)
    assert exit.value.code == 2
    assert f"{arguments[1]}: phải là số" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [(), ("--format", "pdf")])
def test_nothing_to_score_is_said_in_both_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    folder = _corpus(tmp_path) if arguments else tmp_path / "none"
    assert _command(monkeypatch, str(folder), *arguments) == 2
    error = capsys.readouterr().err
    assert "không" in error
    assert " | " in error


def test_a_broken_gold_file_ends_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _write(tmp_path / "x.gold.json", "{")
    assert _command(monkeypatch, str(tmp_path)) == 2
    assert "x.gold.json" in capsys.readouterr().err
