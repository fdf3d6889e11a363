"""The training of the segmentation model: what it sums is what the decoders sum."""

from __future__ import annotations

from itertools import pairwise

import pytest

np = pytest.importorskip("numpy")

from test_segmentation import SEGMENTERS  # noqa: E402

from models.segmenter import leakage  # noqa: E402
from models.segmenter.features import NONE, take_inventory  # noqa: E402
from models.segmenter.learn import Examples, sums, train  # noqa: E402
from models.segmenter.pack import pack  # noqa: E402
from models.segmenter.samples import count_words, encode  # noqa: E402
from tdkt_extract.core import Vocabulary, tokenize  # noqa: E402
from tdkt_extract.core._segment_tables import load  # noqa: E402

LINES = [
    ("Thi đua, khen thưởng: thi đua là yêu nước", "Thi_đua , khen_thưởng : thi_đua là yêu_nước"),
    ("ỦY BAN NHÂN DÂN TỈNH", "ỦY_BAN_NHÂN_DÂN TỈNH"),
    ("Ngày 05/3/2026 tại Hà Nội, 95% học sinh - sinh viên", "Ngày 05/3/2026 tại Hà_Nội , 95 % học_sinh - sinh_viên"),
    ("một", "một"),
    ("- Bùi Văn Luyến; lớp 12A1; khen thưởng", "- Bùi_Văn_Luyến ; lớp 12A1 ; khen_thưởng"),
]
LINES_OF_WORDS = [(text, words.replace("_", "").split()) for text, words in LINES]
WORDS = tuple(sorted(count_words(text for text, _ in LINES)))
SAMPLES = encode(LINES_OF_WORDS, Vocabulary(WORDS))


def joins(segmenter: object, text: str) -> list[bool]:
    """For each gap of the line whether the segmenter's word goes on over it."""
    begins = set(segmenter.segment(text).start)  # type: ignore[attr-defined]
    return [start not in begins for _, start in pairwise(tokenize(text).start)]


def test_gold_words_are_read() -> None:
    expected = [
        end not in words
        for text, row in LINES
        for words in [{len("".join(row.replace("_", "").split()[:at])) for at in range(1, len(row.split()) + 1)}]
        for end in solid_ends(text)[:-1]
    ]
    assert SAMPLES.joined[SAMPLES.gaps()].astype(bool).tolist() == expected


def solid_ends(text: str) -> list[int]:
    return [len("".join(text[:end].split())) for end in tokenize(text).end]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("name", SEGMENTERS)
def test_decoders_sum_what_training_sums(name: str, seed: int) -> None:
    inventory = take_inventory(len(WORDS), [SAMPLES], least_pairs=1, least_triples=1)
    random = np.random.default_rng(seed)
    weights = random.integers(-127, 128, inventory.blocks["end"]).astype(np.float32)
    weights[NONE], weights[1] = 0, 127  # the largest is 127: nothing is rounded
    expected = (sums(weights, inventory.columns(SAMPLES)) > 0).tolist()
    segmenter = type(SEGMENTERS[name])(load(pack(WORDS, inventory, weights)))
    assert [joined for text, _ in LINES for joined in joins(segmenter, text)] == expected


def test_training_learns_and_repeats() -> None:
    inventory = take_inventory(len(WORDS), [SAMPLES], least_pairs=1, least_triples=1)
    examples = Examples(inventory.columns(SAMPLES), SAMPLES.joined[SAMPLES.gaps()])
    none = np.zeros(inventory.blocks["end"], dtype=np.float32)
    first, second = (train(none, [examples], (0.5,) * 30) for _ in range(2))
    assert pack(WORDS, inventory, first) == pack(WORDS, inventory, second)
    assert ((sums(first, examples.places) > 0) == examples.target).all()
    assert first[NONE] == 0


@pytest.mark.parametrize(
    ("text", "leaks"),
    [
        ("Một hai ba bốn năm sáu.", True),  # a whole short sentence, other punctuation
        ("một hai ba bốn năm sáu bảy", False),
        ("Trước đó a b c d e f g h i k l m", True),  # twelve syllables of a long one
        ("a b c d e f g h i k l", False),
    ],
)
def test_leaks_are_found(text: str, leaks: bool) -> None:
    test = ["một hai, ba bốn năm sáu", "x y A B c d e f g h i k l m n"]
    assert bool(leakage.overlaps([text], test)) == leaks
