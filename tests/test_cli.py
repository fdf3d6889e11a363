"""The command line: what it prints, writes and returns."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from tdkt_extract import Plan
from tdkt_extract.cli import main, parser

TEXT = (
    "UBND HUYỆN MẪU\nSố: 5/KH-UBND\nMẫu, ngày 02 tháng 01 năm 2023\nKẾ HOẠCH\nThi đua năm 2023\n"
    "I. NỘI DUNG\n- Phòng Nội vụ nộp báo cáo trước ngày 15/11.\n"
)


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "kế hoạch.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_extract_prints_one_line_of_json_a_plan(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(plan_file), str(plan_file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert lines[0] == lines[1]
    plan = Plan.model_validate_json(lines[0])
    assert plan.header.number == "5/KH-UBND"
    assert "Phòng Nội vụ" in lines[0]


def test_extract_writes_one_file_a_plan(plan_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["extract", str(plan_file), "-o", str(out), "--indent", "1"]) == 0
    assert [path.name for path in out.iterdir()] == ["kế hoạch.txt.json"]
    assert json.loads((out / "kế hoạch.txt.json").read_text("utf-8"))["source"]["name"] == "kế hoạch.txt"


def test_files_of_one_name_do_not_overwrite_each_other(plan_file: Path, tmp_path: Path) -> None:
    other = tmp_path / "b" / plan_file.name
    other.parent.mkdir()
    other.write_text(TEXT.replace("5/KH", "6/KH"), "utf-8")
    out = tmp_path / "out"
    assert main(["extract", str(plan_file), str(other), "-o", str(out)]) == 0
    numbers = {json.loads(path.read_text("utf-8"))["header"]["number"] for path in out.iterdir()}
    assert numbers == {"5/KH-UBND", "6/KH-UBND"}


def test_a_bad_file_costs_only_itself(plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "rỗng.docx"
    empty.touch()
    assert main(["extract", str(empty), str(plan_file)]) == 2
    output = capsys.readouterr()
    assert len(output.out.splitlines()) == 1
    assert output.err.count("\n") == 1
    assert "rỗng.docx" in output.err
    assert "tệp rỗng" in output.err
    assert "empty" in output.err


def test_errors_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "--json-errors", str(tmp_path / "không có.pdf")]) == 2
    record = json.loads(capsys.readouterr().err)
    assert record["code"] == "not-found"
    assert record["file"].endswith("không có.pdf")
    assert record["vi"]
    assert record["en"]


def test_the_output_folder_may_not_be_a_file(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(plan_file), "-o", str(plan_file)]) == 2
    assert "không phải thư mục" in capsys.readouterr().err
    assert plan_file.read_text("utf-8") == TEXT


def test_max_bytes(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(plan_file), "--max-bytes", "10"]) == 2
    assert "giới hạn" in capsys.readouterr().err


def test_stdin_and_stdout_of_a_process(plan_file: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tdkt_extract", "extract", "-"], input=TEXT.encode(), capture_output=True, check=True
    )
    assert json.loads(run.stdout)["header"]["place"] == "Mẫu"


def test_show_prints_a_table(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(plan_file), "--today", "2023-10-01"]) == 0
    out = capsys.readouterr().out
    assert "5/KH-UBND" in out
    assert "15/11/2023" in out
    assert "Phòng Nội vụ" in out
    assert "1 kế hoạch (1 tệp) · 1 nhiệm vụ" in out


def test_show_refuses_a_bad_day(plan_file: Path) -> None:
    assert main(["show", str(plan_file), "--today", "1/10/2023"]) == 2


def test_schema_is_the_published_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == Plan.model_json_schema()


def test_no_command_is_a_usage_error() -> None:
    with pytest.raises(SystemExit) as exit:
        main([])
    assert exit.value.code == 2


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_every_command_and_option_is_documented(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    commands = next(action for action in parser()._actions if hasattr(action, "choices") and action.choices)
    assert commands.choices
    for name, command in commands.choices.items():  # type: ignore[union-attr]
        assert f"`tdkt {name}" in text
        for action in command._actions:
            for option in action.option_strings:
                assert f"`{option}" in text or f"`{option}`" in text, f"{name} {option}"


def test_a_pattern_that_no_shell_expanded(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(plan_file.parent / "*.txt")]) == 0
    assert "5/KH-UBND" in capsys.readouterr().out
    assert main(["show", str(plan_file.parent / "*.pdf")]) == 2


def test_a_folder_that_cannot_be_written(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(plan_file), "-o", str(plan_file / "out")]) == 2
    assert "không ghi được" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_others_may_read_what_was_written(plan_file: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    assert main(["extract", str(plan_file), "-o", str(tmp_path / "out")]) == 0
    assert [path.stat().st_mode for path in (tmp_path / "out").iterdir()] == [plain.stat().st_mode]


@pytest.mark.parametrize("option", [["--indent", "-1"], ["--max-bytes", "-1"], ["--max-bytes", "x"]])
def test_numbers_that_make_no_sense(plan_file: Path, option: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["extract", str(plan_file), *option])
    assert stopped.value.code == 2
    assert "số nguyên" in capsys.readouterr().err


def test_plans_of_two_issuers_are_two_documents(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = plan_file.with_name("b.txt")
    other.write_text(TEXT.replace("HUYỆN MẪU", "HUYỆN KHÁC").replace("Số: 5/KH-UBND\n", ""), "utf-8")
    plan_file.write_text(TEXT.replace("Số: 5/KH-UBND\n", ""), "utf-8")
    assert main(["show", str(plan_file), str(other)]) == 0
    assert "2 kế hoạch (2 tệp)" in capsys.readouterr().out


WITHOUT_NATIVE = (
    "import sys; sys.modules['tdkt_extract.core._native'] = None; from tdkt_extract.cli import main; sys.exit(main())"
)


def test_a_note_where_the_native_core_is_missing(plan_file: Path) -> None:
    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        variables = {key: value for key, value in os.environ.items() if key != "TDKT_CORE"} | environment
        command = [sys.executable, "-c", WITHOUT_NATIVE, "extract", str(plan_file), *arguments]
        return subprocess.run(command, capture_output=True, encoding="utf-8", env=variables, check=False)

    noted = run()
    assert noted.stderr.startswith("lưu ý: thiếu lõi biên dịch")
    assert noted.stderr.count("\n") == 1
    assert noted.stdout == run("--json-errors").stdout == run(TDKT_CORE="python").stdout
    assert run("--json-errors").stderr == run(TDKT_CORE="python").stderr == ""
    assert "ModuleNotFoundError" in run(TDKT_CORE="native").stderr
    assert "TDKT_CORE" in run(TDKT_CORE="rust").stderr
