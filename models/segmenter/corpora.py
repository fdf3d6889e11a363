"""The texts that training reads, and the gold words that some have. Nothing here reads the treebank's test part but
`treebank("test")`, which evaluation and the leakage check ask for."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from benchmarks.core import gold
from tdkt_extract import ReadError, layout, normalise, readers
from tdkt_extract.readers.base import Options

from .samples import Line, clean_line

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
CACHE = ROOT / "build" / "segmenter"

WIKIPEDIA = "https://github.com/undertheseanlp/corpus.viwiki"
WIKIPEDIA_COMMIT = "0b727cc0461e1de6435d4ec70c99dc86253e56d8"

_SENTENCE_END = re.compile(r"(?<=[.!?;]) +(?=[A-ZĐÀ-Ỹ])|\n")
_VIETNAMESE = re.compile(r"[ăâđêôơưạ-ỹ]")
_SHORTEST = 25


def treebank(part: Literal["train", "dev", "test"]) -> list[Line]:
    """The sentences of UD_Vietnamese-VTB."""
    path = SHARED / "data" / "ud-vtb" / f"vi_vtb-ud-{part}.conllu"
    return [_sentence(block) for block in path.read_text("utf-8").split("\n\n") if block.strip()]


def _sentence(block: str) -> Line:
    text, words = "", []
    for row in block.splitlines():
        if row.startswith("# text"):
            text = row.split("=", 1)[1]
        elif row[:1].isdigit():
            number, word, *_ = row.split("\t")
            if number.isdecimal():
                words.append(word)
    return clean_line(text), words


def administrative() -> list[Line]:
    """The dev split of the hand-made administrative gold."""
    lines = ((clean_line(text), words) for text, words in zip(gold.texts("dev"), gold.load("dev"), strict=True))
    return [line for line in lines if line[0]]


def written() -> list[Line]:
    """The sentences of sentences.txt, which were written for the model."""
    rows = Path(__file__).with_name("sentences.txt").read_text("utf-8").splitlines()
    lines = ([word.replace("_", " ") for word in row.split(" ")] for row in rows if not row.startswith("#"))
    return [(" ".join(words), words) for words in lines]


def archive() -> list[str]:
    """The paragraphs and cells of the archive's documents, each once."""
    found: dict[str, None] = {}
    with zipfile.ZipFile(SHARED / "corpus" / "archive" / "plan-archive.zip") as files:
        for name in sorted(info.filename for info in files.infolist() if not info.is_dir()):
            try:
                _, document = readers.read(files.read(name), name, Options())
            except ReadError:
                continue
            text = normalise.align(layout.mend(document.blocks)).text
            found.update(dict.fromkeys(map(clean_line, re.split(r"[\n\t]", text))))
    return [line for line in found if len(line) > 1]


def wikipedia(clone: Path) -> list[str]:
    """The sentences of the articles in a clone of `WIKIPEDIA`, each once."""
    found: dict[str, None] = {}
    for article in _articles(clone):
        for sentence in _SENTENCE_END.split(article):
            line = clean_line(sentence)
            if len(line) >= _SHORTEST and not line.startswith("==") and _VIETNAMESE.search(line):
                found[line] = None
    return list(found)


def clone_wikipedia() -> Path:
    """A clone of `WIKIPEDIA` in the cache."""
    path = CACHE / "corpus.viwiki"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["git", "clone", "--quiet", "--bare", WIKIPEDIA, str(path)], check=True)
    return path


def _articles(clone: Path) -> Iterator[str]:
    rows = _git(clone, "ls-tree", "-r", "-z", WIKIPEDIA_COMMIT, "viwiki/").split(b"\0")
    hashes = [row.split()[2] for row in rows if row]
    answer = _git(clone, "cat-file", "--batch", given=b"\n".join(hashes) + b"\n")
    at = 0
    while at < len(answer):
        head_end = answer.index(b"\n", at)
        size = int(answer[at:head_end].split()[2])
        yield answer[head_end + 1 : head_end + 1 + size].decode("utf-8", "replace")
        at = head_end + size + 2


def _git(clone: Path, *command: str, given: bytes = b"") -> bytes:
    return subprocess.run(["git", "-C", str(clone), *command], input=given, stdout=subprocess.PIPE, check=True).stdout


def texts(lines: Iterable[Line]) -> list[str]:
    return [text for text, _ in lines]
