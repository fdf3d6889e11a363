"""What other segmenters make of a text, kept in the cache: `pip install` them at the versions of `TEACHERS`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from importlib.metadata import version

from .corpora import CACHE
from .samples import solid_length

TEACHERS = {"pyvi": "0.1.1", "underthesea": "9.5.0"}


def label(name: str, texts: Sequence[str]) -> list[list[str]]:
    """The words of each text by a teacher; [] where it loses or adds characters."""
    found = version(name)
    if found != TEACHERS[name]:
        raise SystemExit(f"{name} {found} is installed, the model was trained with {TEACHERS[name]}")
    digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
    path = CACHE / f"{digest}.{name}-{found}.txt"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        segment = _teacher(name)
        part = path.with_suffix(".part")
        with part.open("w", encoding="utf-8") as file:
            file.writelines(" ".join(segment(text)) + "\n" for text in texts)
        part.rename(path)
    rows = path.read_text("utf-8").split("\n")[:-1]
    return [_fitting(text, row) for text, row in zip(texts, rows, strict=True)]


def _fitting(text: str, row: str) -> list[str]:
    words = [word.replace("_", "") for word in row.split()]
    return words if solid_length(words) == solid_length([text]) else []


def _teacher(name: str) -> Callable[[str], list[str]]:
    if name == "pyvi":
        from pyvi import ViTokenizer  # type: ignore[import-untyped,import-not-found,unused-ignore]

        return lambda text: str(ViTokenizer.tokenize(text)).split()
    from underthesea import word_tokenize  # type: ignore[import-untyped,import-not-found,unused-ignore]

    return lambda text: ["_".join(word.split()) for word in word_tokenize(text)]
