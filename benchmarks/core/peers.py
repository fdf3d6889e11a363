"""The tools that are compared, each behind a small adapter: how it is loaded and how it is asked.

A way of asking is one function of one text that gives back everything it found: a list of `str`, or offsets. Nothing
is left lazy, so that timing the call times the work.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import platform
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any, Literal, TypeAlias

from benchmarks.core.jvm import Jvm

Gives: TypeAlias = Literal["words", "syllables"]
Ask: TypeAlias = Callable[[str], Any]

OURS = "tdkt_extract"
WORD_PATTERN = r"\w+|[^\w\s]"
WHOLE_TEXT = 100_000_000
"""spaCy refuses texts above its own limit, which is meant for its parser."""


@dataclass
class Tool:
    """A peer ready to work. `ways` are by form: "lists", "offsets", or "lists+offsets" where one call gives both."""

    ways: dict[str, Ask]
    texts: Callable[[str], list[str]]
    jvm: Jvm | None = None

    def seconds(self, form: str, texts: Sequence[str]) -> float:
        """The time of one call for each text, every result complete before the next call."""
        if self.jvm:
            return self.jvm.seconds(texts)
        ask = self.ways[form]
        begin = perf_counter()
        for text in texts:
            ask(text)
        return perf_counter() - begin

    def close(self) -> None:
        if self.jvm:
            self.jvm.close()


@dataclass(frozen=True)
class Peer:
    name: str
    gives: Gives
    load: Callable[[], Tool]
    module: str | None = None
    """What is imported: without it the tool is not installed."""
    distribution: str | None = None
    """Whose metadata tell version and licence; None for what comes with Python."""
    slow: bool = False
    """Works on the sample, line by line; the others on the whole text, in bulk as well."""
    about: dict[str, str] = field(default_factory=dict)
    """Version and licence of what has no metadata; a note."""
    missing: str = ""
    """How to get it, where the extra does not bring it."""

    @property
    def ours(self) -> bool:
        return self.name.startswith(OURS)

    def installed(self) -> bool:
        try:
            return self.module is None or importlib.util.find_spec(self.module) is not None
        except ModuleNotFoundError:
            return False

    def version(self) -> str:
        if self.distribution:
            return importlib.metadata.version(self.distribution)
        return self.about.get("version", platform.python_version())

    def licence(self) -> str:
        if not self.distribution:
            return self.about.get("licence", "PSF-2.0")
        metadata = importlib.metadata.metadata(self.distribution)
        for key in ("License-Expression", "License"):
            if key in metadata and metadata[key].strip():
                return metadata[key].splitlines()[0]
        classes = [value for value in metadata.get_all("Classifier") or [] if value.startswith("License")]
        return ", ".join(value.split(" :: ")[-1] for value in classes) or "?"


def peers(coccoc: Path | None = None, rdrsegmenter: Path | None = None) -> list[Peer]:
    """All of them, ours first; those that are not installed as well."""
    return [
        Peer(f"{OURS} words", "words", _our_words, "tdkt_extract.core", OURS),
        Peer(f"{OURS} tokens", "syllables", _our_tokens, "tdkt_extract.core", OURS),
        _coccoc(coccoc),
        Peer("underthesea", "words", _underthesea, "underthesea", "underthesea", slow=True),
        Peer("pyvi", "words", _pyvi, "pyvi", "pyvi", slow=True),
        Peer("spaCy vi + pyvi", "words", lambda: _spacy("vi", use_pyvi=True), "spacy", "spacy", slow=True),
        _rdrsegmenter(rdrsegmenter),
        Peer("spaCy vi", "syllables", lambda: _spacy("vi", use_pyvi=False), "spacy", "spacy", slow=True),
        Peer("spaCy xx", "syllables", lambda: _spacy("xx"), "spacy", "spacy", slow=True),
        Peer("HF Whitespace", "syllables", lambda: _hugging_face("Whitespace"), "tokenizers", "tokenizers"),
        Peer("HF BertPreTokenizer", "syllables", lambda: _hugging_face("BertPreTokenizer"), "tokenizers", "tokenizers"),
        Peer("PyICU word break", "syllables", _icu, "icu", "PyICU"),
        Peer("re word pattern", "syllables", lambda: _pattern("re")),
        Peer("regex word pattern", "syllables", lambda: _pattern("regex"), "regex", "regex"),
        Peer("str.split", "syllables", lambda: Tool({"lists": str.split}, str.split)),
    ]


def _our_words() -> Tool:
    from tdkt_extract import core

    return Tool({"lists": core.words, "offsets": core.segment}, core.words)


def _our_tokens() -> Tool:
    from tdkt_extract.core import tokenize

    def texts(text: str) -> list[str]:
        return tokenize(text).texts()

    return Tool({"lists": texts, "offsets": tokenize}, texts)


def _underthesea() -> Tool:
    from underthesea import word_tokenize

    return Tool({"lists": word_tokenize}, word_tokenize)


def _pyvi() -> Tool:
    from pyvi import ViTokenizer

    def words(text: str) -> list[str]:
        return ViTokenizer.tokenize(text).split(" ")  # type: ignore[no-any-return]

    return Tool({"lists": words}, words)


def _spacy(language: str, **options: bool) -> Tool:
    import spacy

    nlp = spacy.blank(language, config={"nlp": {"tokenizer": options}} if options else {})
    nlp.max_length = WHOLE_TEXT

    def texts(text: str) -> list[str]:
        return [token.text for token in nlp.make_doc(text)]

    def tokens(text: str) -> list[str]:
        return [token for token in texts(text) if not token.isspace()]

    return Tool({"lists": texts, "offsets": nlp.make_doc}, tokens)


def _hugging_face(name: str) -> Tool:
    from tokenizers import pre_tokenizers

    cut = getattr(pre_tokenizers, name)().pre_tokenize_str
    return Tool({"lists+offsets": cut}, lambda text: [token for token, _ in cut(text)])


def _icu() -> Tool:
    import icu

    iterator = icu.BreakIterator.createWordInstance(icu.Locale("vi"))

    def breaks(text: str) -> list[int]:
        iterator.setText(text)
        return list(iterator)

    def texts(text: str) -> list[str]:
        # ICU counts UTF-16 units; so does a slice of the text as long as it has nothing beyond the BMP.
        wide = text.encode("utf-16-le")
        ends = breaks(text)
        pieces = [wide[2 * start : 2 * end].decode("utf-16-le") for start, end in zip([0, *ends], ends, strict=False)]
        return [piece for piece in pieces if not piece.isspace()]

    return Tool({"offsets": breaks}, texts)


def _pattern(module: str) -> Tool:
    pattern = importlib.import_module(module).compile(WORD_PATTERN)

    def offsets(text: str) -> list[tuple[int, int]]:
        return [match.span() for match in pattern.finditer(text)]

    return Tool({"lists": pattern.findall, "offsets": offsets}, pattern.findall)


def _coccoc(folder: Path | None) -> Peer:
    built = next(iter(sorted(folder.rglob("CocCocTokenizer*.so"))), None) if folder else None
    if built and str(built.parent) not in sys.path:
        sys.path.append(str(built.parent))

    def load() -> Tool:
        from CocCocTokenizer import PyTokenizer

        cut = PyTokenizer(load_nontone_data=True).word_tokenize
        return Tool({"lists": cut}, cut)

    return Peer(
        "coccoc-tokenizer", "words", load, "CocCocTokenizer",
        about={"version": _version_beside(built), "licence": "LGPL-3.0"},
        missing="--coccoc PATH: the folder of its built Python binding",
    )  # fmt: skip


def _version_beside(built: Path | None) -> str:
    found = importlib.metadata.distributions(path=[str(built.parent)]) if built else ()
    return next((package.version for package in found if package.name.lower() == "coccoctokenizer"), "–")


def _rdrsegmenter(folder: Path | None) -> Peer:
    jar = next(iter(sorted(folder.glob("VnCoreNLP-*.jar"))), None) if folder else None

    def load() -> Tool:
        assert jar is not None
        jvm = Jvm(jar)
        return Tool({"lists": jvm.words}, jvm.words, jvm)

    return Peer(
        "RDRsegmenter", "words", load, None if jar else "VnCoreNLP", slow=True,
        about={
            "version": re.sub(r"\D*(\d[\d.]*\d).*", r"\1", jar.name) if jar else "–",
            "licence": "GPL-3.0",
            "note": "Java; timed inside a warm JVM, without the pipe to Python. Its training data likely hold UD-VTB's"
            " test sentences",
        },
        missing="--rdrsegmenter PATH: the folder of VnCoreNLP-*.jar and its models; needs a JDK",
    )  # fmt: skip
