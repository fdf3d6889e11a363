"""spaCy: the tokenizer loses no character, the component's spans are where the plan says, and all of it is stored."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from conftest import CORPUS, ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("spacy", reason="spaCy is not installed: pip install tdkt_extract[spacy]")

import spacy
from spacy.tokens import Doc, DocBin

from tdkt_extract import Plan, extract_text
from tdkt_extract.normalise import normalise
from tdkt_extract.spacy import LABELS, plan_of
from tdkt_extract.spacy.labels import ENTITIES
from tdkt_extract.spacy.tokenizer import Segmentation, Tokenizer, words_and_spaces

PLANS = sorted(CORPUS.rglob("*.txt"))
TEXT = """\
UBND TỈNH HÀ LÂM              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ NỘI VỤ                        Độc lập - Tự do - Hạnh phúc
Số: 12/KH-SNV                 Hà Lâm, ngày 15 tháng 01 năm 2026

KẾ HOẠCH
Công tác thi đua, khen thưởng năm 2026

I. NHIỆM VỤ
1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính thực hiện Chỉ thị số 34-CT/TW ngày 07/4/2014 trong Quý II/2026.
2. Văn phòng Sở tham mưu tổng kết phong trào thi đua trước ngày 15/11/2026.
"""


def pipeline(lang: str = "vi", segment: str = "syllables", **config: Any) -> Any:
    tokenizer = {"@tokenizers": "tdkt.Tokenizer.v1", "segment": segment}
    nlp = spacy.blank(lang, config={"nlp": {"tokenizer": tokenizer}})
    nlp.add_pipe("tdkt", config=config)
    return nlp


NLP = pipeline()
PLAIN = spacy.blank("xx")


def rows(doc: Doc, label: str | None = None) -> list[tuple[str, str, str]]:
    return [(span.text, span.label_, span.kb_id_) for span in doc.spans["tdkt"] if label in (None, span.label_)]


def same(first: Doc, second: Doc, key: str = "tdkt") -> bool:
    def content(doc: Doc) -> tuple[object, ...]:
        spans = [[(e.start, e.end, e.label_, e.kb_id_, e.id_) for e in found] for found in (doc.ents, doc.spans[key])]
        return doc.text, plan_of(doc), spans

    return content(first) == content(second)


# --- the tokenizer

SEGMENTS = ["syllables", "words"]
characters = st.text(
    st.one_of(
        st.sampled_from(" \n\t\r\f\u00a0\u200b\u2028\u0301\u0323.,-/1aàđ\U0001f600"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=80,
)


@pytest.mark.parametrize("segment", SEGMENTS)
@settings(deadline=None)
@given(text=characters | characters.map(lambda text: unicodedata.normalize("NFD", text)))
def test_a_doc_has_every_character(segment: Segmentation, text: str) -> None:
    doc = Tokenizer(NLP.vocab, segment)(text)
    assert doc.text == text
    assert all(token.is_space or token.text == token.text.strip() for token in doc), "blank, or without a margin"


@given(characters, st.data())
def test_a_doc_has_every_character_of_any_words(text: str, data: st.DataObject) -> None:
    """Words as a segmenter may join them, with whatever white space inside."""
    joined = data.draw(st.lists(st.booleans(), min_size=len(text), max_size=len(text)))
    starts: list[int] = []
    ends: list[int] = []
    for match, join in zip(re.finditer(r"\S", text), joined, strict=False):
        if join and ends:
            ends[-1] = match.end()
        else:
            starts.append(match.start())
            ends.append(match.end())
    words, spaces = words_and_spaces(text, starts, ends)
    assert Doc(NLP.vocab, words=words, spaces=spaces).text == text
    assert [word for word in words if not word.isspace()] == [text[a:b] for a, b in zip(starts, ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", []),
        ("Thi đua.", ["Thi_", "đua", "."]),
        ("Chỉ thị 34-CT/TW ngày 07/4/2014", ["Chỉ_", "thị_", "34-CT/TW_", "ngày_", "07/4/2014"]),
        ("  a", ["  ", "a"]),
        ("a  b", ["a_", " ", "b"]),
        ("a \n b ", ["a_", "\n ", "b_"]),
        ("a\n", ["a", "\n"]),
        ("a\u200b b", ["a", "\u200b_", "b"]),
        ("\u200b \u200b", ["\u200b_", "\u200b"]),
    ],
)
def test_tokens_and_the_space_after_them(text: str, tokens: list[str]) -> None:
    assert [token.text + "_" * bool(token.whitespace_) for token in NLP.make_doc(text)] == tokens


@given(st.text(" \n\tab", max_size=12))
def test_white_space_is_cut_as_spacy_does(text: str) -> None:
    as_spacy = [(token.text, token.whitespace_) for token in PLAIN.make_doc(text)]
    assert [(token.text, token.whitespace_) for token in NLP.make_doc(text)] == as_spacy


def test_lone_surrogates_are_refused_by_spacy() -> None:
    with pytest.raises(UnicodeEncodeError):
        NLP.make_doc("a\ud800b")


@pytest.mark.parametrize(("segment", "other"), [("syllables", "words"), ("words", "syllables")])
def test_the_tokenizer_is_stored(segment: Segmentation, other: Segmentation, tmp_path: Path) -> None:
    tokenizer = Tokenizer(NLP.vocab, segment)
    tokenizer.to_disk(tmp_path / "tokenizer")
    for copy in (
        pickle.loads(pickle.dumps(tokenizer)),
        Tokenizer(NLP.vocab, other).from_bytes(tokenizer.to_bytes()),
        Tokenizer(NLP.vocab, other).from_disk(tmp_path / "tokenizer"),
    ):
        assert copy.segment == segment


def test_an_unknown_segmentation_is_refused() -> None:
    with pytest.raises(ValueError, match="segment"):
        pipeline(segment="letters")


# --- the component


def test_spans_and_entities() -> None:
    doc = NLP(TEXT)
    assert isinstance(doc._.plan, Plan)
    assert doc._.plan.warnings == extract_text(TEXT).warnings
    assert rows(doc, "NUMBER") == [("12/KH-SNV", "NUMBER", "12/KH-SNV")]
    assert rows(doc, "ISSUED_ON") == [("15 tháng 01 năm 2026", "ISSUED_ON", "2026-01-15")]
    assert [text for text, *_ in rows(doc, "ISSUER")] == ["UBND TỈNH HÀ LÂM", "SỞ NỘI VỤ"]
    assert [text for text, *_ in rows(doc, "TITLE")] == ["Công tác thi đua, khen thưởng năm 2026"]
    assert rows(doc, "HEADING") == [("NHIỆM VỤ", "HEADING", doc._.plan.sections[0].kind)]
    assert [span.id_ for span in doc.spans["tdkt"] if span.label_ == "TASK"] == [task.id for task in doc._.plan.tasks]
    assert [(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents] == [
        ("2026", "PERIOD", "2026"),
        ("Sở Nội vụ", "UNIT", "lead"),
        ("Sở Tài chính", "UNIT", "coordinate"),
        ("Chỉ thị số 34-CT/TW ngày 07/4/2014", "CITATION", "34-CT/TW"),
        ("Quý II/2026", "PERIOD", "2026-Q2"),
        ("Văn phòng Sở", "UNIT", "implement"),
        ("trước ngày 15/11/2026", "DEADLINE", "2026-11-15"),
    ]


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("lang", ["vi", "xx"])
def test_spans_hold_the_words_of_the_plan(path: Path, form: str, lang: str) -> None:
    """With any tokenizer; "xx" without ours cuts inside numbers and glues marks to words."""
    nlp = NLP
    if lang == "xx":
        nlp = spacy.blank("xx")
        nlp.add_pipe("tdkt")
    doc = nlp(unicodedata.normalize(form, path.read_text("utf-8")))
    plan = doc._.plan
    texts = {(span.label_, span.id_, span.kb_id_): set[str]() for span in doc.spans["tdkt"]}
    for span in doc.spans["tdkt"]:
        texts[span.label_, span.id_, span.kb_id_].add(" ".join(normalise(span.text)[0].split()))
    assert plan.tasks
    for task in plan.tasks:
        for unit in task.units:
            assert any(" ".join(unit.name.split()) in text for text in texts["UNIT", unit.unit_id, unit.role])
        for period in task.periods:
            assert any(period.text in text for text in texts["PERIOD", "", period.value])
    for citation in plan.citations:
        for mention in citation.mentions:
            assert any(mention.text in text for text in texts["CITATION", citation.id, citation.number or ""])


def test_a_span_takes_the_tokens_it_cuts_whole() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("tdkt")
    words = ["KẾ HOẠCH", "\n", "1. Sở", "Nội", "vụ chủ trì", "hướng dẫn các xã", "."]
    doc = nlp(Doc(nlp.vocab, words=words))
    assert [span.text for span in doc.spans["tdkt"] if span.label_ == "UNIT"] == ["1. Sở Nội vụ chủ trì"]


def test_settings_choose_spans() -> None:
    doc = pipeline(span_key="mine", labels=["UNIT", "TITLE"])(TEXT)
    assert {span.label_ for span in doc.spans["mine"]} == {"UNIT", "TITLE"}
    assert {ent.label_ for ent in doc.ents} == {"UNIT"}
    assert "tdkt" not in doc.spans
    assert not pipeline(set_ents=False)(TEXT).ents
    assert pipeline(labels=["UNIT"]).pipe_labels["tdkt"] == ["UNIT"]
    with pytest.raises(ValueError, match="labels"):
        pipeline(labels=["PERSON"])


def test_entities_of_others_stay_unless_a_longer_one_overlaps() -> None:
    nlp = pipeline()
    ruler = nlp.add_pipe("entity_ruler", before="tdkt")
    ruler.add_patterns(
        [
            {"label": "TOPIC", "pattern": "phong trào thi đua"},
            {"label": "TOPIC", "pattern": "Tài chính"},
            {"label": "TOPIC", "pattern": "phối hợp với Sở Tài chính thực hiện"},
            {"label": "TOPIC", "pattern": "Văn phòng Sở"},
            {"label": "TOPIC", "pattern": "tổng kết"},
        ]
    )
    ents = [(ent.text, ent.label_) for ent in nlp(TEXT).ents]
    assert ("phong trào thi đua", "TOPIC") in ents
    assert ("phối hợp với Sở Tài chính thực hiện", "TOPIC") in ents
    assert ("tổng kết", "TOPIC") in ents
    assert ("Văn phòng Sở", "UNIT") in ents
    assert ("Sở Nội vụ", "UNIT") in ents


@pytest.mark.parametrize("text", ["", " \n", "***", "\u200b"])
def test_without_text_there_is_no_plan(text: str) -> None:
    (doc,) = NLP.pipe([text])
    assert doc.text == text
    assert doc._.plan is None
    assert list(doc.spans["tdkt"]) == []
    assert doc.ents == ()


def test_a_second_run_replaces_the_first() -> None:
    doc = NLP.get_pipe("tdkt")(NLP(TEXT))
    assert same(doc, NLP(TEXT))


def test_errors_go_to_the_handler(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(text: str, **_: Any) -> Plan:
        if "hỏng" in text:
            raise RuntimeError("hỏng")
        return extract_text(text)

    monkeypatch.setattr("tdkt_extract.pipeline.extract_text", fail)
    nlp = pipeline()
    with pytest.raises(RuntimeError):
        list(nlp.pipe([TEXT, "hỏng"]))
    seen: list[str] = []
    nlp.set_error_handler(lambda name, proc, docs, error: seen.extend(f"{name}: {doc.text}" for doc in docs))
    assert [doc.text for doc in nlp.pipe(["hỏng", TEXT])] == [TEXT]
    assert seen == ["tdkt: hỏng"]


def test_another_ones_plan_is_not_taken() -> None:
    code = """
import spacy
from spacy.tokens import Doc
Doc.set_extension("plan", default="mine")
nlp = spacy.blank("xx")
assert nlp("a")._.plan == "mine"
try:
    nlp.add_pipe("tdkt")
except ValueError as error:
    assert "E090" in str(error), error
else:
    raise SystemExit("no error")
"""
    fresh(code)


# --- stored


def test_processes() -> None:
    texts = [TEXT, "", TEXT.replace("Quý II", "Quý III"), "Không phải kế hoạch."]
    docs = list(NLP.pipe(texts, n_process=2, batch_size=1))
    assert len(docs) == len(texts)
    assert all(same(doc, NLP(text)) for doc, text in zip(docs, texts, strict=True))


def test_doc_round_trips() -> None:
    doc = NLP(TEXT)
    binary = DocBin(docs=[doc], store_user_data=True).to_bytes()
    copies = [
        Doc(NLP.vocab).from_bytes(doc.to_bytes()),
        next(iter(DocBin().from_bytes(binary).get_docs(NLP.vocab))),
        pickle.loads(pickle.dumps(doc)),
        doc.copy(),
    ]
    for copy in copies:
        assert copy._.plan is copy._.plan, "parsed once"
        assert same(copy, doc)
        assert same(Doc(NLP.vocab).from_bytes(copy.to_bytes()), doc), "also after the plan was looked at"


def test_pipeline_round_trips(tmp_path: Path) -> None:
    nlp = pipeline("xx", span_key="mine", labels=["UNIT"])
    nlp.to_disk(tmp_path)
    for copy in (
        spacy.load(tmp_path),
        pipeline("xx", "words", span_key="mine", labels=["UNIT"]).from_bytes(nlp.to_bytes()),
    ):
        assert copy.tokenizer.segment == "syllables"
        assert same(copy(TEXT), nlp(TEXT), key="mine")
    component = pickle.loads(pickle.dumps(nlp.get_pipe("tdkt")))
    assert same(component(nlp.make_doc(TEXT)), nlp(TEXT), key="mine")


# --- installed


def fresh(code: str) -> str:
    """What a program of its own prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_found_by_entry_points_alone() -> None:
    code = f"""
import spacy
tokenizer = {{"@tokenizers": "tdkt.Tokenizer.v1", "segment": "syllables"}}
nlp = spacy.blank("xx", config={{"nlp": {{"tokenizer": tokenizer}}}})
nlp.add_pipe("tdkt")
print(len(nlp({TEXT!r}).ents))
"""
    assert int(fresh(code)) == len(NLP(TEXT).ents)


def test_a_pipeline_without_the_component_pays_nothing() -> None:
    code = """
import sys, spacy
from spacy.tokens import Doc
spacy.blank("xx")
print({"tdkt_extract.spacy", "tdkt_extract.pipeline", "tdkt_extract.schema"} & set(sys.modules))
print(Doc.has_extension("plan"))
"""
    assert fresh(code).split() == ["{'tdkt_extract.spacy'}", "False"]


def test_the_library_does_not_import_spacy() -> None:
    assert (
        fresh("import sys, tdkt_extract; tdkt_extract.extract_text('KẾ HOẠCH'); print('spacy' in sys.modules)").strip()
        == "False"
    )


# --- documented

GUIDE = (ROOT / "docs" / "spacy.md").read_text("utf-8")


def test_the_guide_runs() -> None:
    code = "\n".join(re.findall(r"```python\n(.*?)```", GUIDE, re.S))
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(code, "docs/spacy.md", "exec"), names)
    assert "Đơn vị" in names["html"]
    assert LABELS["UNIT"].colour in names["html"], "displaCy knows the colours"
    assert names["again"][0]._.plan == names["doc"]._.plan
    assert names["doc"]._.plan.header.number == "12/KH-SNV"
    assert ("Sở Tài chính", "UNIT", "coordinate") in [(ent.text, ent.label_, ent.kb_id_) for ent in names["doc"].ents]


def test_the_guide_names_every_label() -> None:
    for label, look in LABELS.items():
        assert f"`{label}`" in GUIDE
        assert look.vietnamese in GUIDE
    assert set(ENTITIES) <= set(LABELS)
