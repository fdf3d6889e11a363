"""The hand-made segmentation says what its plans print, and says it once."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.core import gold

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SPLITS: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).parents[1] / "corpus" / "splits.toml").read_text(encoding="utf-8")
)
SENTENCES = list(gold.sentences())
LEAST = {"dev": 110, "test": 310}

# Names that GUIDE.md decides to be one word, whatever the case they are printed in.
WHOLE_NAMES = {
    "ủy ban nhân dân",
    "mặt trận tổ quốc",
    "bộ chính trị",
    "ban bí thư",
    "ban chấp hành",
    "ban thường vụ",
    "ban giám hiệu",
    "hội đồng thi đua - khen thưởng",
    "ban thi đua - khen thưởng",
}

_MARKER = re.compile(r"^(?:[-+*] |(?:\d+\.)+ |[IVX]+\. |[A-Z]\. |[a-z]\) )")


def _unmarked(sentence: gold.Sentence) -> str:
    """What a sentence says without its list marker, in one case: the measure of a duplicate."""
    return gold.without_space(_MARKER.sub("", " ".join(sentence.words)).casefold())


@pytest.mark.parametrize("plan", sorted({sentence.plan for sentence in SENTENCES}))
def test_every_sentence_stands_in_its_plan(plan: str) -> None:
    for sentence in SENTENCES:
        if sentence.plan == plan:
            assert gold.without_space(gold.printed(sentence)) == gold.without_space("".join(sentence.words))


def test_underscores_only_join_syllables() -> None:
    for number, line in enumerate(gold.SENTENCES.read_text(encoding="utf-8").splitlines(), 1):
        if not line.startswith("#"):
            segmented = line.split("\t")[2]
            assert not re.search(r"^[ _]|[ _]$|[ _][ _]", segmented), f"line {number}"
    assert not any("_" in gold.printed(sentence) for sentence in SENTENCES)


@pytest.mark.parametrize("split", ["dev", "test"])
def test_enough_sentences_and_their_printed_form(split: gold.Split) -> None:
    words = gold.load(split)
    assert len(words) >= LEAST[split]
    assert [gold.without_space("".join(line)) for line in words] == [
        gold.without_space(text) for text in gold.texts(split)
    ]


def test_no_sentence_twice() -> None:
    twice = [text for text, count in Counter(map(_unmarked, SENTENCES)).items() if count > 1]
    assert not twice


def test_splits_share_no_plan_and_keep_the_corpus_split() -> None:
    plans = {split: {sentence.plan for sentence in SENTENCES if sentence.split == split} for split in LEAST}
    assert not plans["dev"] & plans["test"]
    assert not plans["dev"] & set(SPLITS["test"]), "dev is read while working: nothing of the corpus's test part in it"


def test_names_of_institutions_are_whole() -> None:
    seen = set()
    for sentence in SENTENCES:
        line = " ".join(sentence.words).lower()
        whole = Counter(word.lower() for word in sentence.words)
        for name in WHOLE_NAMES:
            assert len(re.findall(rf"\b{name}\b", line)) == whole[name], f"{name} in: {line}"
            seen |= {name} if whole[name] else set()
    assert seen == WHOLE_NAMES


def test_a_bad_line_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_text("# header\ntrain\tplan\tKế_hoạch\n", encoding="utf-8")
    monkeypatch.setattr(gold, "SENTENCES", broken)
    with pytest.raises(ValueError, match=r"broken\.txt:2"):
        list(gold.sentences())


def test_a_sentence_that_no_plan_prints_is_refused() -> None:
    sentence = gold.Sentence("dev", SENTENCES[0].plan, ("không ai viết câu này",))
    with pytest.raises(ValueError, match=SENTENCES[0].plan):
        gold.printed(sentence)
