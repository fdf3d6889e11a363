"""The tokenizing core: one suite for the native code and its reference, and the two against each other."""

from __future__ import annotations

import pickle
import random
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from conftest import CORPUS, SHARED
from hypothesis import given, settings
from hypothesis import strategies as st

from tdkt_extract import core
from tdkt_extract.core import _scan_py as reference
from tdkt_extract.core._tables import ALPHABET
from tdkt_extract.core.sentences import sentences
from tdkt_extract.tokens import TokenizedText

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

try:
    native: ModuleType | None = import_module("tdkt_extract.core._native")
except ImportError:
    native = None
needs_native = pytest.mark.skipif(native is None, reason="the native core is not built here")
CASES = Path(__file__).parent / "cases" / "tokens"
WORDS = [
    "thi",
    "đua",
    "hòa",
    "thủy",
    "quý",
    "-",
    '"',
    "...",
    "khen",
    "ubnd",
    "06",
    "2026",
    "i",
    "1.234",
    "tp",
    "r'lấp",
    "bcđqg1237",
]

# Pieces that make what the grammar is about; random strings of single characters seldom do.
_PIECES = """
    thi đua hoà quý TM KT TP v.v T.Ư a Đ I IV XL ix x U HĐND QĐ TTr CT KH ubnd 1 12 31 06 2026 1.234 15/11 34-CT/TW
    12/KH-UBND 19 20 0 www. http:// moha gov .vn vn @ / - – . , ; : ? ! ... … ( ) [ ] “ ” " ' ’ ` • * + % _ = ½ ² ٣
    ß я İ R'l ư ễ
"""
_BLANKS = [" ", "  ", "\n", "\t", "\r", "\x0b", "\x1c", "\x85", "\xa0", "\u2028", "\u200b"]
_ODDITIES = ["\u200d", "\u00ad", "\ufeff", "\u0301", "\u0302", "\u0309", "\u0323", "\u031b", "\uf0b7", "\0"]
_BEYOND = ["\ud800", "\udfff", "\U0001f600", "\U00010400"]
PIECES = [*_PIECES.split(), *_BLANKS, *_ODDITIES, *_BEYOND]
texts = st.lists(st.sampled_from(PIECES) | st.characters(), max_size=24).map("".join)


@pytest.fixture(params=["native", "python"])
def impl(request: pytest.FixtureRequest) -> ModuleType:
    if request.param == "python":
        return reference
    if native is None:
        pytest.skip("the native core is not built here")
    return native


def cases(name: str) -> list[dict[str, object]]:
    return tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]


def rows(tokens: core.Tokens) -> list[tuple[int, int, int, int]]:
    return list(zip(tokens.start, tokens.end, tokens.kind, tokens.syllable, strict=True))


def shown(tokens: core.Tokens) -> list[str]:
    return [f"{text} {core.Kind(kind).name}" for text, kind in zip(tokens.texts(), tokens.kind, strict=True)]


# ── what is a token


@pytest.mark.parametrize("case", cases("tokens"), ids=lambda case: str(case["text"])[:30])
def test_tokens(impl: ModuleType, case: dict[str, object]) -> None:
    assert shown(impl.tokenize(case["text"])) == case["tokens"]


@pytest.mark.parametrize("case", cases("tokens"), ids=lambda case: str(case["text"])[:30])
def test_decomposed_text_has_the_same_tokens(impl: ModuleType, case: dict[str, object]) -> None:
    tokens = impl.tokenize(unicodedata.normalize("NFD", str(case["text"])))
    assert [unicodedata.normalize("NFC", token) for token in shown(tokens)] == case["tokens"]


@pytest.mark.parametrize(
    "form", ["thi đua\n", "thi đua 😀 1/2", "abc", "", "x" * 2000, "12/KH-UBND " * 2000, "a\n" * 9000]
)
def test_every_kind_of_string(impl: ModuleType, form: str) -> None:
    """Strings of one, two and four bytes a character, short ones and long ones."""
    assert "".join(impl.tokenize(form).texts()) == "".join(form.split())


@given(texts)
def test_every_character_lies_in_one_token(text: str) -> None:
    for impl in filter(None, (native, reference)):
        tokens = impl.tokenize(text)
        at = 0
        for start, end in tokens:
            assert start < end
            assert not text[at:start].strip().replace("\u200b", "").strip()
            assert not any(char.isspace() for char in text[start:end])
            at = end
        assert not text[at:].replace("\u200b", "").strip()
        assert tokens.texts() == [text[start:end] for start, end in tokens]


@given(texts)
def test_atoms_are_parts_of_their_tokens(text: str) -> None:
    tokens = core.tokenize(text)
    atoms = core.atoms(tokens)
    assert "".join(atoms.texts()) == "".join(tokens.texts())
    assert {*tokens.start} <= {*atoms.start}
    assert {*tokens.end} <= {*atoms.end}
    assert rows(core.atoms(atoms)) == rows(atoms)


# ── native = reference


THEIR_WORDS = reference.Vocabulary(WORDS)
OUR_WORDS = native.Vocabulary(WORDS) if native else None


def same(text: str) -> None:
    assert native is not None
    mine, other = OUR_WORDS, THEIR_WORDS
    tokens, expected = native.tokenize(text, mine), reference.tokenize(text, other)
    assert rows(tokens) == rows(expected)
    assert rows(native.atoms(tokens, mine)) == rows(reference.atoms(expected, other))


@needs_native
@settings(max_examples=1500)
@given(texts)
def test_native_agrees_with_the_reference(text: str) -> None:
    same(text)


@needs_native
@pytest.mark.parametrize("plane", range(17))
def test_native_agrees_on_every_plane(plane: int) -> None:
    """Every character of the plane, alone, inside a word, behind a number and as a line begins."""
    first = plane << 16
    for start in range(first, first + 0x10000, 0x400):
        same("".join(f"\n{chr(code)}a{chr(code)}1/{chr(code)} " for code in range(start, start + 0x400)))


@needs_native
@pytest.mark.parametrize("folder", [CORPUS, SHARED], ids=["corpus", "shared"])
def test_native_agrees_on_plans(folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip("the shared documents are not here")
    for path in sorted(folder.rglob("*.txt")):
        text = path.read_text("utf-8", errors="surrogateescape")
        for form in (text, unicodedata.normalize("NFD", text), text.upper()):
            same(form)


# ── vocabulary


@pytest.mark.parametrize(
    ("printed", "word"),
    [("HOÀ", "hòa"), ("hòa", "hòa"), ("Thuỷ", "thủy"), ("QUÝ", "quý"), ("–", "-"), ("“", '"'), ("UBND", "ubnd"),
     ("thi\u00ad", "thi"), ("bcđqg1237", "bcđqg1237"), ("R’LẤP", "r'lấp"), ("ho\u0300a", "hòa"),
     ("qu\u0301y", None), ("xyz", None)],
)  # fmt: skip
def test_ids(impl: ModuleType, printed: str, word: str | None) -> None:
    vocabulary = impl.Vocabulary(WORDS)
    expected = WORDS.index(word) if word else -1
    assert vocabulary.id(printed) == expected
    assert impl.tokenize(f"x {printed} x", vocabulary).syllable[1] == expected


@pytest.mark.parametrize("word", ["", "hai từ", "x" * 17, "слово", "tab\t"])
def test_no_word(impl: ModuleType, word: str) -> None:
    assert not impl.Vocabulary.accepts(word)
    with pytest.raises(ValueError, match="not a word"):
        impl.Vocabulary([word])


@given(st.lists(st.text(ALPHABET, min_size=1, max_size=16), max_size=60))
def test_vocabularies_find_all_their_words(words: list[str]) -> None:
    for impl in filter(None, (native, reference)):
        vocabulary = impl.Vocabulary(words)
        assert len(vocabulary) == len(words)
        assert all(reference.fold(words[vocabulary.id(word)])[:-2] == reference.fold(word)[:-2] for word in words)
    if native:
        assert [native.Vocabulary(words).id(word) for word in words] == [
            reference.Vocabulary(words).id(word) for word in words
        ]


# ── phrases


def test_automaton_finds_the_longest_of_each_set(impl: ModuleType) -> None:
    automaton = impl.Automaton([((1,), 0), ((1, 2), 0), ((1, 2, 3), 1), ((2,), 1)])
    ids = memoryview(reference.array("i", [1, 2, 3, 1, -1, 2]))
    assert automaton.lengths(ids) == (b"\2\0\0\1\0\0", b"\3\1\0\0\0\1")
    assert automaton.lengths(ids, 1, 4) == (b"\0\0\1", b"\1\0\0")
    assert automaton.lengths(ids, 0, 2) == (b"\2\0", b"\0\1")


def test_automaton_finds_the_longest_of_all(impl: ModuleType) -> None:
    automaton = impl.Automaton([((1,), 0), ((1, 2), 0), ((1, 2, 3, 4), 1), ((2,), 1), ((2,), 0)])
    ids = memoryview(reference.array("i", [1, 2, 3, 1, -1, 2]))
    assert automaton.longest(ids, ("a", "b", "c", "d", "e", "")) == ["b", "d", "", "a", "", "d"]
    assert automaton.longest(ids[:0], ("a", "b", "c", "d", "e", "")) == []
    with pytest.raises(ValueError, match="values"):
        automaton.longest(ids, ("a", "b"))


@given(
    st.lists(st.tuples(st.lists(st.integers(0, 3), min_size=1, max_size=4), st.integers(0, 2)), max_size=12),
    st.lists(st.integers(-1, 3), max_size=20),
)
def test_automaton_by_definition(phrases: list[tuple[list[int], int]], row: list[int]) -> None:
    ids = memoryview(reference.array("i", row))
    expected = [
        bytes(
            max((len(p) for p, n in phrases if n == number and row[at : at + len(p)] == p), default=0)
            for at in range(len(row))
        )
        for number in range(1 + max((n for _, n in phrases), default=-1))
    ]
    for impl in filter(None, (native, reference)):
        assert list(impl.Automaton(phrases).lengths(ids)) == expected
        places = [[at for at, length in enumerate(of_set) if length] for of_set in expected]
        assert list(impl.Automaton(phrases).places(ids)) == places
    beginning = [
        [tuple(phrase) for phrase, _ in phrases if row[at : at + len(phrase)] == phrase] for at in range(len(row))
    ]
    known = [tuple(phrase) for phrase, _ in phrases]
    longest = [known.index(max(found, key=len)) if found else None for found in beginning]
    for impl in filter(None, (native, reference)):
        assert impl.Automaton(phrases).longest(ids, (*range(len(phrases)), None)) == longest


@pytest.mark.parametrize("phrase", [((), 0), ((-1,), 0), ((1,), -1), ((1,) * 256, 0)])
def test_no_phrase(impl: ModuleType, phrase: tuple[tuple[int, ...], int]) -> None:
    with pytest.raises(ValueError, match="not a phrase"):
        impl.Automaton([phrase])


# ── the objects


def test_columns_are_views(impl: ModuleType) -> None:
    tokens = impl.tokenize("thi đua 2026", impl.Vocabulary(WORDS))
    assert (tokens.start.format, tokens.kind.format, tokens.syllable.itemsize) == ("i", "B", 4)
    assert tokens.start.tolist() == [0, 4, 8]
    assert tokens.end.tolist() == [3, 7, 12]
    assert tokens.syllable.tolist() == [0, 1, 11]
    with pytest.raises(TypeError):
        tokens.start[0] = 7
    start = tokens.start
    del tokens
    assert start.tolist() == [0, 4, 8]


def test_numpy_takes_columns_without_copying(impl: ModuleType) -> None:
    numpy = pytest.importorskip("numpy", reason="NumPy is not installed here")
    tokens = impl.tokenize("thi đua 2026")
    column = numpy.asarray(tokens.start)
    assert column.dtype == numpy.int32
    assert column.tolist() == [0, 4, 8]
    assert column.__array_interface__["data"] == numpy.asarray(tokens.start).__array_interface__["data"]


def test_sequences(impl: ModuleType) -> None:
    tokens = impl.tokenize("thi đua")
    assert (len(tokens), tokens[0], tokens[-1], list(tokens)) == (2, (0, 3), (4, 7), [(0, 3), (4, 7)])
    assert tokens.texts("THI ĐUA") == ["THI", "ĐUA"]
    assert repr(tokens) == "<Tokens: 2>"
    with pytest.raises(IndexError):
        tokens[2]
    with pytest.raises(ValueError, match="another length"):
        tokens.texts("THI")
    with pytest.raises(TypeError):
        hash(tokens)


def test_words_are_those_of_the_vocabulary(impl: ModuleType) -> None:
    vocabulary = impl.Vocabulary(WORDS)
    text = "THI ĐUA – Hoà xyz"
    words = impl.tokenize(text, vocabulary).words(text.lower(), vocabulary)
    assert words == ["thi", "đua", "-", "hòa", "xyz"]
    assert words[0] is vocabulary.words[0]
    assert impl.tokenize(text).starts() == [0, 4, 8, 10, 14]
    with pytest.raises(ValueError, match="another length"):
        impl.tokenize(text, vocabulary).words("", vocabulary)


@given(st.lists(st.sampled_from([*PIECES, *WORDS, "HÒA", "Thuỷ", "–", "“"])).map(" ".join))
def test_the_items_of_a_document_are_pieces_of_its_folded_text(text: str) -> None:
    text = " ".join(unicodedata.normalize("NFC", text).replace("\u00ad", "").split())
    document = TokenizedText(text)
    pieces = [document.folded[start:end] for start, end in zip(document.starts, document.ends, strict=True)]
    assert [item for item in document.items if item.isalnum()] == [piece for piece in pieces if piece.isalnum()]


@pytest.mark.parametrize("text", ["", "thi đua, khen thưởng", "x " * 9000])
def test_pickles(impl: ModuleType, text: str) -> None:
    vocabulary = impl.Vocabulary(WORDS)
    tokens = impl.tokenize(text, vocabulary)
    again = pickle.loads(pickle.dumps(tokens))
    assert again == tokens
    assert rows(again) == rows(tokens)
    assert rows(impl.tokenize(text, pickle.loads(pickle.dumps(vocabulary)))) == rows(tokens)
    automaton = impl.Automaton([((0, 1), 0)])
    assert pickle.loads(pickle.dumps(automaton)).lengths(tokens.syllable) == automaton.lengths(tokens.syllable)


def columns(*values: list[int]) -> list[bytes]:
    return [reference.array(code, value).tobytes() for code, value in zip("iiBi", values, strict=False)]


@pytest.mark.parametrize(
    "wrong",
    [([0], [9]), ([-1], [2]), ([2], [2]), ([0, 1], [2, 3]), ([0, 3], [2]), ([3, 0], [4, 2])],
    ids=["beyond", "before", "empty", "overlap", "lengths", "order"],
)
def test_spans_that_cannot_be(impl: ModuleType, wrong: tuple[list[int], list[int]]) -> None:
    """A pickle may lie; nobody reads outside the text for it."""
    with pytest.raises(ValueError, match=r"spans must|different lengths"):
        impl.Spans("thi", *columns(*wrong))
    with pytest.raises(ValueError, match=r"spans must|different lengths|bytes length"):
        impl.Tokens("thi", *columns(*wrong), b"\1", b"\0\0\0")


def test_spans_are_frozen(impl: ModuleType) -> None:
    tokens = impl.tokenize("thi đua")
    with pytest.raises(TypeError, match="frozen"):
        tokens.__init__("x", *columns([0], [1], [1], [0]))
    with pytest.raises(AttributeError):
        tokens.start = None
    assert tokens.texts() == ["thi", "đua"]


@pytest.mark.parametrize("text", [None, b"thi", 5])
def test_only_text(impl: ModuleType, text: object) -> None:
    with pytest.raises(TypeError):
        impl.tokenize(text)
    with pytest.raises(TypeError):
        impl.tokenize_many(["thi", text])


def test_many(impl: ModuleType) -> None:
    batch = ["thi đua", "", "x " * 600, "12/KH-UBND"]
    vocabulary = impl.Vocabulary(WORDS)
    assert impl.tokenize_many(iter(batch), vocabulary) == [impl.tokenize(text, vocabulary) for text in batch]


def test_threads(impl: ModuleType) -> None:
    text = "Sở Nội vụ chủ trì, báo cáo trước 15/11/2026 theo 12/KH-UBND. " * 300
    vocabulary = impl.Vocabulary(WORDS)
    expected = impl.tokenize(text, vocabulary)
    with ThreadPoolExecutor(4) as pool:
        assert all(found == expected for found in pool.map(lambda _: impl.tokenize(text, vocabulary), range(12)))


# ── sentences


@pytest.mark.parametrize("case", cases("sentences"), ids=lambda case: str(case["text"])[:30])
def test_sentences(case: dict[str, object]) -> None:
    assert sentences(str(case["text"])).texts() == case["sentences"]


@given(texts)
def test_every_token_lies_in_one_sentence(text: str) -> None:
    found = list(sentences(text))
    tokens = list(core.tokenize(text))
    assert [token for start, end in found for token in tokens if start <= token[0] and token[1] <= end] == tokens
    assert all(first[1] <= second[0] for first, second in pairwise(found))


def test_random_walk_over_a_plan() -> None:
    """Any piece of a plan has tokens and sentences; nothing depends on where a text begins."""
    text = "\n".join(path.read_text("utf-8") for path in sorted(CORPUS.glob("*/source.txt")))
    rng = random.Random(7)
    for _ in range(300):
        begin = rng.randrange(len(text))
        piece = text[begin : begin + rng.randrange(400)]
        assert "".join("".join(sentences(piece).texts()).split()) == "".join(piece.split())
