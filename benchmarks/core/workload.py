"""The text that every tool cuts: 10 MB of administrative Vietnamese, and a sample of its lines for the slow tools."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
ARCHIVE = ROOT.parent / "shared" / "corpus" / "archive" / "plan-archive.zip"
CACHE = ROOT / "build" / "bench-core"
SIZE = 10_000_000
SAMPLE_OF = 25
"""Every so manyth line goes into the sample: lines from all over the text, 0.4 MB of 10."""


@dataclass(frozen=True)
class Workload:
    label: dict[str, str]
    """By language, for the table."""
    lines: tuple[str, ...]

    @cached_property
    def size(self) -> int:
        """In bytes of UTF-8, line breaks not counted: they are not in the lines that are timed."""
        return sum(len(line.encode()) for line in self.lines)

    @cached_property
    def bulk(self) -> str:
        return "\n".join(self.lines)

    def sample(self) -> Workload:
        return Workload(
            {"en": f"every {SAMPLE_OF}th line", "vi": f"cứ {SAMPLE_OF} dòng lấy một"}, self.lines[::SAMPLE_OF]
        )


def whole(size: int = SIZE) -> Workload:
    """The shared archive's documents where they lie beside the project, else the project's own corpus."""
    if ARCHIVE.exists():
        label, texts = {"en": "administrative documents", "vi": "văn bản hành chính"}, _archive_texts()
    else:
        label, texts = {"en": "the project's own corpus", "vi": "kho văn bản của dự án"}, _corpus_texts()
    once = [line for text in texts for line in text.splitlines() if line.strip()]
    lines: list[str] = []
    taken = 0
    while taken < size:
        for line in once:
            lines.append(line)
            taken += len(line.encode())
            if taken >= size:
                break
    times = len(lines) / len(once)
    if times > 1:
        repeated = {"en": f", repeated {times:.1f} times", "vi": f", lặp {times:.1f} lần"}
        label = {language: label[language] + repeated[language] for language in label}
    return Workload(label, tuple(lines))


def _archive_texts() -> list[str]:
    """Read by our own readers once: reading takes longer than any of the tools."""
    cached = CACHE / f"archive-{ARCHIVE.stat().st_size}.txt"
    if not cached.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        cached.write_text("\n".join(_read_archive()), "utf-8")
    return [cached.read_text("utf-8")]


def _read_archive() -> Iterator[str]:
    from tdkt_extract import ReadError, extract

    with zipfile.ZipFile(ARCHIVE) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                try:
                    yield extract(archive.read(info), name=info.filename).text
                except ReadError:
                    continue


def _corpus_texts() -> list[str]:
    from tdkt_extract import extract

    return [extract(path).text for path in sorted((ROOT / "corpus").glob("*/source.*"))]
