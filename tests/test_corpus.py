"""The corpus's own integrity: what gold says stands in every source, and gold follows from its description.

Nothing here runs the extractor; the little readers below are the tests' own.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import json
import re
import sys
import typing
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from lxml import etree, html

from tdkt_extract.schema import Mod, Relation, Role, SectionKind

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CORPUS = Path(__file__).parents[1] / "corpus"
SHARED = Path(__file__).parents[1].parent / "shared"
SPLITS: dict[str, list[str]] = tomllib.loads((CORPUS / "splits.toml").read_text("utf-8"))
IDS = sorted(id for ids in SPLITS.values() for id in ids)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ONE = r"(SY\d{4}-\d{4}|\d{4}(-(Q[1-4]|H[12]|\d\d(-\d\d)?))?)"
_PERIOD = re.compile(rf"continuous|R/P\d+[YMWD]|{_ONE}|{_ONE}/({_ONE}|\.\.)|\.\./{_ONE}")
_DEADLINE = re.compile(rf"{_ONE}|R/XXXX-(XX|\d\d)-\d\d")
_OFFSET = re.compile(r"P\d+D|PT\d+H")


def _gold(id: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CORPUS / id / "gold.json").read_text("utf-8"))
    return found


def _meta(id: str) -> dict[str, Any]:
    return tomllib.loads((CORPUS / id / "meta.toml").read_text("utf-8"))


def _docx_text(path: Path) -> str:
    root = etree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    for fallback in root.iter(_FALLBACK):
        fallback.clear()
    shown = {f"{_W}br": "\n", f"{_W}noBreakHyphen": "-", f"{_W}p": "\n"}
    return "".join(
        (element.text or "") if element.tag == f"{_W}t" else shown.get(element.tag, "") for element in root.iter()
    )


def _pdf_text(path: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def _html_text(path: Path) -> str:
    root = html.fromstring(path.read_bytes())
    return "\n".join(str(piece) for piece in root.itertext())


def _text(path: Path) -> str:
    readers = {".docx": _docx_text, ".pdf": _pdf_text, ".html": _html_text}
    if path.suffix in readers:
        return readers[path.suffix](path)
    lines = path.read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.strip().isdigit())


def _letters(text: str) -> str:
    """What any format keeps: letters and digits, without the breaks, markers and spaces between them."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text).casefold()))


def _tokens(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold()))


def _claims(gold: dict[str, Any], numbers: bool) -> Iterator[str]:
    """Every string of gold that is printed in the document; `numbers`: with those of the headings."""
    header = gold["header"]
    yield from filter(None, [header["number"], header["title"], header["place"], *(header["issuer"] or [])])
    for section in gold["sections"]:
        yield f"{section['number'] if numbers and section['number'] else ''} {section['title']}"
    for task in gold["tasks"]:
        yield task["text"]
        yield from (unit["name"] for unit in task["units"])
        yield from (deadline["text"] for deadline in task["deadlines"])
    for citation in gold["citations"]:
        yield from filter(None, [citation["issuer"], citation["title"]])
    yield from gold["recipients"]
    for signer in gold["signers"]:
        yield from filter(None, [signer["authority"], signer["position"], signer["name"]])


def test_the_corpus_is_as_large_and_varied_as_promised() -> None:
    metas = [_meta(id) for id in IDS]
    assert len(IDS) >= 15
    assert sum({"docx", "pdf", "html", "txt"} <= set(meta["formats"]) for meta in metas) >= 5
    assert {meta["level"] for meta in metas} >= {"tỉnh", "huyện", "xã", "sở", "trường", "đảng", "đoàn thể"}
    assert min(meta["year"] for meta in metas) <= 2008
    assert max(meta["year"] for meta in metas) >= 2026


def test_every_folder_is_in_one_split() -> None:
    folders = sorted(path.parent.name for path in CORPUS.glob("*/gold.json"))
    assert folders == IDS
    assert not set(SPLITS["train"]) & set(SPLITS["test"])


def test_document_numbers_are_unique() -> None:
    headers = [_gold(id)["header"] for id in IDS]
    numbers = [(header["number"], *header["issuer"]) for header in headers if header["number"]]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("id", IDS)
def test_meta_is_complete_and_true(id: str) -> None:
    meta = _meta(id)
    for key in ("title", "level", "layout", "formats", "special"):
        assert meta[key], key
    assert id in SPLITS[meta["split"]]
    assert 2008 <= meta["year"] <= 2026
    present = {path.name for path in (CORPUS / id).glob("source.*")}
    assert present == {f"source.{format}" for format in meta["formats"]} == set(meta["sha256"])
    for name, digest in meta["sha256"].items():
        data = (CORPUS / id / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest
        assert len(data) < 60_000, name
    gold = _gold(id)
    assert gold["document"] == f"source.{meta['formats'][0]}"
    assert gold["sha256"] == meta["sha256"][gold["document"]]


@pytest.mark.parametrize("id", IDS)
def test_gold_stands_in_every_source(id: str) -> None:
    gold, meta = _gold(id), _meta(id)
    for format in meta["formats"]:
        text = _text(CORPUS / id / f"source.{format}")
        # Automatic numbers are no characters of the file.
        claims = list(_claims(gold, numbers=format != "docx" or "danh-so-tu-dong" not in meta["layout"]))
        if format == "pdf":
            # Cells stand beside each other on a page: the words are there, not their order.
            words = _tokens(text)
            missing = [claim for claim in claims if _tokens(claim) - words]
        else:
            letters = _letters(text)
            missing = [claim for claim in claims if _letters(claim) not in letters]
        assert not missing, format


@pytest.mark.parametrize("id", IDS)
def test_gold_has_the_form_of_the_guide(id: str) -> None:
    gold = _gold(id)
    assert gold["tasks"]
    known: set[str] = set()
    for section in gold["sections"]:
        assert section["kind"] in typing.get_args(SectionKind)
        assert section["parent"] is None or section["parent"] in known
        known.add(section["number"] or section["title"])
    for task in gold["tasks"]:
        assert task["text"] == " ".join(task["text"].split())
        assert all(_PERIOD.fullmatch(value) for value in task["periods"]), task["periods"]
        assert all(unit["role"] in typing.get_args(Role) for unit in task["units"])
        for deadline in task["deadlines"]:
            assert deadline["mod"] in typing.get_args(Mod)
            if deadline["value"] is None:
                assert _OFFSET.fullmatch(deadline["offset"])
                assert deadline["anchor"]
            else:
                assert _DEADLINE.fullmatch(deadline["value"])
    numbers = [citation["number"] for citation in gold["citations"] if citation["number"]]
    assert len(numbers) == len(set(numbers))
    assert all(citation["relation"] in typing.get_args(Relation) for citation in gold["citations"])
    assert all(citation["mentions"] >= 1 for citation in gold["citations"])


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """corpus/build/build.py, under a name that no installed package has."""
    monkeypatch.syspath_prepend(CORPUS / "build")
    spec = importlib.util.spec_from_file_location("corpus_build", CORPUS / "build" / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("id", IDS)
def test_sources_and_gold_follow_from_the_description(id: str, build: ModuleType) -> None:
    plan = build.load(CORPUS / "build" / "plans" / f"{id}.plan")
    committed = _gold(id)
    gold = {key: value for key, value in committed.items() if key not in ("document", "sha256")}
    assert build.gold_of.build(plan) == gold
    assert build.gold_of.check(plan, gold, build.words(plan)) == []
    for format, data in build.sources(plan).items():
        path = CORPUS / id / f"source.{format}"
        if format == "docx":  # compressed bytes may differ with the zlib at hand, the parts may not
            assert _parts(io.BytesIO(data)) == _parts(path)
        else:
            assert path.read_bytes() == data


def _parts(package: Path | io.BytesIO) -> dict[str, bytes]:
    with zipfile.ZipFile(package) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.skipif(not SHARED.exists(), reason="the shared real plans are not on this machine")
def test_no_task_is_a_sentence_of_a_real_plan() -> None:
    paths = [*SHARED.glob("corpus/seeds/*.txt"), *SHARED.glob("corpus/dev/*.txt")]
    real = "\n".join(_letters(path.read_text("utf-8")) for path in paths)
    ours = {task["text"] for id in IDS for task in _gold(id)["tasks"]}
    assert len(ours) > 200
    assert [text for text in ours if _letters(text) in real] == []
