"""The reference implementation of the tokenizer: what the native core does, said with patterns."""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from ._abbreviations import ABBREVIATIONS
from ._grammar import LINE_START, LIST_MARKER, ROMAN, TOKEN
from ._tables import ALPHABET, LONGEST_WORD, fold, spellings
from .kinds import Kind

IMPLEMENTATION = "python"
_LETTERS = frozenset(ALPHABET)
_KINDS = {kind.name: int(kind) for kind in Kind}
_SYLLABLE, _NUMBER, _ABBREVIATION, _ROMAN = map(int, (Kind.SYLLABLE, Kind.NUMBER, Kind.ABBREVIATION, Kind.ROMAN))
_PUNCTUATION, _SYMBOL, _LIST_MARKER = map(int, (Kind.PUNCTUATION, Kind.SYMBOL, Kind.LIST_MARKER))


class Vocabulary:
    """Words with ids: the n-th of `words` has id n. Frozen.

    Words are folded: lower case, one kind of dash and quote, a tone mark in either place (hoà, hòa). Of words that fold
    to the same the first gives the id. Raises ValueError for a word that no token can be: empty, longer than 16
    characters, with white space or with letters that are not Vietnamese.
    """

    __slots__ = ("_ids", "words")

    words: tuple[str, ...]

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)
        self._ids: dict[str, int] = {}
        for number, word in enumerate(self.words):
            forms = spellings(word)
            if not 0 < len(forms[0]) <= LONGEST_WORD or not _LETTERS.issuperset(forms[0]):
                raise ValueError(f"not a word for a vocabulary: {word!r}")
            for form in forms:
                self._ids.setdefault(form, number)

    def __len__(self) -> int:
        return len(self.words)

    def id(self, word: str) -> int:
        """The id of a word, -1 when it has none."""
        return self._ids.get(fold(word), -1)

    def __reduce__(self) -> tuple[type[Vocabulary], tuple[tuple[str, ...]]]:
        return type(self), (self.words,)


NO_WORDS = Vocabulary(())


class Spans:
    """Stretches of a text, a sequence of (start, end) in code points. `start` and `end` are memoryviews of int32."""

    __slots__ = ("_columns", "text")

    _formats: ClassVar[str] = "ii"
    text: str

    def __init__(self, text: str, *columns: Sequence[int] | bytes) -> None:
        self.text = text
        self._columns = tuple(array(code, column) for code, column in zip(self._formats, columns, strict=True))

    @property
    def start(self) -> memoryview:
        return memoryview(self._columns[0]).toreadonly()

    @property
    def end(self) -> memoryview:
        return memoryview(self._columns[1]).toreadonly()

    def __len__(self) -> int:
        return len(self._columns[0])

    def __getitem__(self, index: int) -> tuple[int, int]:
        return self._columns[0][index], self._columns[1][index]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self._columns[0], self._columns[1], strict=True)

    def texts(self) -> list[str]:
        """The stretches as strings, made anew at each call."""
        text = self.text
        return [text[start:end] for start, end in self]

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__reduce__() == other.__reduce__()

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.text, *(column.tobytes() for column in self._columns))

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self)}>"


class Tokens(Spans):
    """The tokens of a text: `Spans` with two columns more."""

    __slots__ = ()

    _formats: ClassVar[str] = "iiBi"

    @property
    def kind(self) -> memoryview:
        """uint8: the `Kind` of each token."""
        return memoryview(self._columns[2]).toreadonly()

    @property
    def syllable(self) -> memoryview:
        """int32: the id of each token in the vocabulary, -1 when it has none."""
        return memoryview(self._columns[3]).toreadonly()


def tokenize(text: str, vocabulary: Vocabulary = NO_WORDS) -> Tokens:
    """The tokens of `text`: every character but white space lies in exactly one."""
    rows = list(_tokens(text, vocabulary))
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    return Tokens(text, *columns)


def tokenize_many(texts: Iterable[str], vocabulary: Vocabulary = NO_WORDS) -> list[Tokens]:
    """As `tokenize` of each."""
    return [tokenize(text, vocabulary) for text in texts]


def _tokens(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int, int, int]]:
    at = 0
    for line in LINE_START.finditer(text):
        marker = LIST_MARKER.match(text, line.end())
        if marker:
            yield from _between(text, at, marker.start(), vocabulary)
            yield marker.start(), marker.end(), _LIST_MARKER, -1
            at = marker.end()
    yield from _between(text, at, len(text), vocabulary)


def _between(text: str, start: int, stop: int, vocabulary: Vocabulary) -> Iterator[tuple[int, int, int, int]]:
    ids = vocabulary._ids
    done = start
    for match in TOKEN.finditer(text, start, stop):
        begin, end = match.span()
        if begin < done:  # the full stop that an abbreviation took
            continue
        name = match.lastgroup or ""
        kind, identity = _KINDS[name], -1
        if name == "SYLLABLE":
            word = match.group()
            identity = ids.get(fold(word), -1)
            if word in ABBREVIATIONS and text[end : end + 1] == "." and text[end + 1 : end + 2] != ".":
                kind, end = _ABBREVIATION, end + 1
            else:
                kind = _kind_of_word(word)
        elif name == "PUNCTUATION":
            word = match.group()
            identity = ids.get(fold(word), -1)
            if word[0] > "\uffff" or unicodedata.category(word[0])[0] != "P":
                kind = _SYMBOL
        elif name == "NUMBER":
            identity = ids.get(fold(match.group()), -1)
        yield begin, end, kind, identity
        done = end


def _kind_of_word(word: str) -> int:
    if word[0].isdecimal() and not any(char.isalnum() and not char.isdecimal() for char in word):
        return _NUMBER
    return _ROMAN if word[0] in "IVX" and ROMAN.fullmatch(word) else _SYLLABLE


class Automaton:
    """Looks phrases up in a row of ids: a trie over ids, of several sets of phrases at once. Frozen.

    `phrases` are (ids, set): the ids of a phrase's words, and which set it belongs to, from 0.
    """

    __slots__ = ("_root", "phrases", "sets")

    def __init__(self, phrases: Iterable[tuple[Sequence[int], int]]) -> None:
        self.phrases = tuple((tuple(ids), number) for ids, number in phrases)
        self.sets = 1 + max((number for _, number in self.phrases), default=-1)
        self._root: _Node = ({}, [])
        for ids, number in self.phrases:
            if not 0 < len(ids) <= 255 or min(ids) < 0 or number < 0:
                raise ValueError(f"not a phrase for an automaton: {ids}, {number}")
            node = self._root
            for identity in ids:
                node = node[0].setdefault(identity, ({}, []))
            if number not in node[1]:
                node[1].append(number)

    def lengths(self, ids: Sequence[int] | memoryview, first: int = 0, last: int | None = None) -> tuple[bytes, ...]:
        """For each set, at each place from `first` to `last`: how many ids the longest phrase has that begins there and
        ends before `last`; 0 for none."""
        row = list(ids[first:last])
        out = tuple(bytearray(len(row)) for _ in range(self.sets))
        root = self._root[0]
        for at, identity in enumerate(row):
            node = root.get(identity)
            length = 1
            while node:
                for number in node[1]:
                    out[number][at] = length
                node = node[0].get(row[at + length]) if at + length < len(row) else None
                length += 1
        return tuple(map(bytes, out))

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.phrases,)


_Node = tuple[dict[int, "_Node"], list[int]]
