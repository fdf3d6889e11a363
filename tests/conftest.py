"""Where the test documents are."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# The benchmarks are not installed, and plain `pytest`, unlike `python -m pytest`, does not look in the root.
sys.path.insert(0, str(ROOT))
CORPUS = ROOT / "corpus"
SHARED = ROOT.parent / "shared" / "corpus"
FORMATS = ("txt", "html", "docx", "pdf", "md")


def sources(folder: Path) -> list[Path]:
    """The documents of the project's corpus, or of a shared gold set."""
    return sorted(path for kind in FORMATS for path in folder.rglob(f"*.{kind}") if "build" not in path.parts[:-1])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not SHARED.is_dir():
        terminalreporter.write_line("shared gold sets: not here, their tests were skipped")
