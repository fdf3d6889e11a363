"""The reference implementation of the tokenizer: what the native core does, said with patterns."""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, TypeVar

from ._abbreviations import ABBREVIATIONS
from ._grammar import ATOM, LINE_START, LIST_MARKER, ROMAN, TOKEN
from ._tables import ALPHABET, LONGEST_WORD, fold, other_spelling
from .kinds import Kind

IMPLEMENTATION = "python"
V = TypeVar("V")
_LETTERS = frozenset(ALPHABET)
_WITH_ID = frozenset(("SYLLABLE", "PUNCTUATION", "NUMBER"))
_KINDS = {kind.name: int(kind) for kind in Kind}
_SYLLABLE, _NUMBER, _ABBREVIATION, _ROMAN = map(int, (Kind.SYLLABLE, Kind.NUMBER, Kind.ABBREVIATION, Kind.ROMAN))
_SYMBOL, _LIST_MARKER = int(Kind.SYMBOL), int(Kind.LIST_MARKER)


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
            if not self.accepts(word):
                raise ValueError(f"not a word for a vocabulary: {word!r}")
            for form in (fold(word), other_spelling(word)):
                if form is not None:
                    self._ids.setdefault(form, number)

    @staticmethod
    def accepts(word: str) -> bool:
        """Whether a vocabulary can hold the word."""
        folded = fold(word)
        return 0 < len(folded) <= LONGEST_WORD and _LETTERS.issuperset(folded)

    def __len__(self) -> int:
        return len(self.words)

    def id(self, word: str) -> int:
        """The id of a word, -1 when it has none."""
        return self._ids.get(fold(word), -1)

    def __reduce__(self) -> tuple[type[Vocabulary], tuple[tuple[str, ...]]]:
        return type(self), (self.words,)


class Spans:
    """Stretches of a text, a sequence of (start, end) in code points. `start` and `end` are memoryviews of int32."""

    __slots__ = ("_columns", "text")

    _formats: ClassVar[str] = "ii"
    text: str

    def __init__(self, text: str, *columns: Sequence[int] | bytes) -> None:
        if hasattr(self, "text"):
            raise TypeError("spans are frozen")
        if len(columns) != len(self._formats):
            raise TypeError(f"{len(self._formats)} columns are needed")
        self._columns = tuple(array(code, column) for code, column in zip(self._formats, columns, strict=True))
        if len({len(column) for column in self._columns}) > 1:
            raise ValueError("columns of different lengths")
        at = 0
        for start, end in self:
            if not at <= start < end <= len(text):
                raise ValueError("spans must ascend within the text")
            at = end
        self.text = text

    @property
    def start(self) -> memoryview:
        return memoryview(self._columns[0]).toreadonly()

    @property
    def end(self) -> memoryview:
        return memoryview(self._columns[1]).toreadonly()

    def starts(self) -> list[int]:
        """`start` as a list, which `bisect` searches faster."""
        return self._columns[0].tolist()

    def __len__(self) -> int:
        return len(self._columns[0])

    def __getitem__(self, index: int) -> tuple[int, int]:
        return self._columns[0][index], self._columns[1][index]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self._columns[0], self._columns[1], strict=True)

    def texts(self, of: str | None = None) -> list[str]:
        """The stretches as strings, made anew at each call; `of` is another text of the same length, e.g. folded."""
        text = self.text if of is None else of
        if len(text) != len(self.text):
            raise ValueError("a text of another length")
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

    def words(self, of: str, vocabulary: Vocabulary) -> list[str]:
        """As `texts`, but tokens with an id are the words of `vocabulary`, which made them, themselves."""
        known = vocabulary.words
        return [
            known[number] if number >= 0 else text
            for number, text in zip(self._columns[3], self.texts(of), strict=True)
        ]

    @property
    def kind(self) -> memoryview:
        """uint8: the `Kind` of each token."""
        return memoryview(self._columns[2]).toreadonly()

    @property
    def syllable(self) -> memoryview:
        """int32: the id of each token in the vocabulary, -1 when it has none."""
        return memoryview(self._columns[3]).toreadonly()


def tokenize(text: str, vocabulary: Vocabulary | None = None) -> Tokens:
    """The tokens of `text`: every character but white space lies in exactly one."""
    if not isinstance(text, str):
        raise TypeError(f"a text must be str, not {type(text).__name__}")
    rows = list(_tokens(text, vocabulary._ids if vocabulary else {}))
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    return Tokens(text, *columns)


def tokenize_many(texts: Iterable[str], vocabulary: Vocabulary | None = None) -> list[Tokens]:
    """As `tokenize` of each."""
    return [tokenize(text, vocabulary) for text in texts]


def _tokens(text: str, ids: dict[str, int]) -> Iterator[tuple[int, int, int, int]]:
    at = 0
    for line in LINE_START.finditer(text):
        marker = LIST_MARKER.match(text, line.end())
        if marker:
            yield from _between(text, at, marker.start(), ids)
            yield marker.start(), marker.end(), _LIST_MARKER, -1
            at = marker.end()
    yield from _between(text, at, len(text), ids)


def _between(text: str, start: int, stop: int, ids: dict[str, int]) -> Iterator[tuple[int, int, int, int]]:
    done = start
    for match in TOKEN.finditer(text, start, stop):
        begin, end = match.span()
        if begin < done:  # the full stop that an abbreviation took
            continue
        word, name = match.group(), match.lastgroup or ""
        identity = ids.get(fold(word), -1) if name in _WITH_ID else -1
        kind = _kind(name, word)
        if name == "SYLLABLE" and word in ABBREVIATIONS and text[end : end + 1] == "." != text[end + 1 : end + 2]:
            kind, end = _ABBREVIATION, end + 1
        yield begin, end, kind, identity
        done = end


def _kind(name: str, word: str) -> int:
    if name == "SYLLABLE":
        if word[0].isdecimal() and not any(char.isalnum() and not char.isdecimal() for char in word):
            return _NUMBER
        return _ROMAN if word[0] in "IVX" and ROMAN.fullmatch(word) else _SYLLABLE
    if name == "PUNCTUATION" and (word[0] > "\uffff" or unicodedata.category(word[0])[0] != "P"):
        return _SYMBOL
    return _KINDS[name]


def atoms(tokens: Tokens, vocabulary: Vocabulary | None = None) -> Tokens:
    """The tokens with every one of several parts in its parts: “34-CT/TW” in five, “TM.” in two, “...” in three."""
    ids = vocabulary._ids if vocabulary else {}
    rows = []
    for start, end in tokens:
        for match in ATOM.finditer(tokens.text, start, end):
            word = match.group()
            rows.append((*match.span(), _kind(match.lastgroup or "", word), ids.get(fold(word), -1)))
    return Tokens(tokens.text, *(list(zip(*rows, strict=True)) or [(), (), (), ()]))


class Automaton:
    """Looks phrases up in a row of ids: a trie over ids, of several sets of phrases at once. Frozen.

    `phrases` are (ids, set): the ids of a phrase's words, and which set it belongs to, from 0.
    """

    __slots__ = ("_index", "_root", "phrases", "sets")

    def __init__(self, phrases: Iterable[tuple[Sequence[int], int]]) -> None:
        self.phrases = tuple((tuple(ids), number) for ids, number in phrases)
        self.sets = 1 + max((number for _, number in self.phrases), default=-1)
        self._root: _Node = ({}, [])
        self._index: dict[tuple[int, ...], int] = {}
        for index, (ids, number) in enumerate(self.phrases):
            if not 0 < len(ids) <= 255 or min(ids) < 0 or number < 0:
                raise ValueError(f"not a phrase for an automaton: {ids}, {number}")
            node = self._root
            for identity in ids:
                node = node[0].setdefault(identity, ({}, []))
            if number not in node[1]:
                node[1].append(number)
            self._index.setdefault(ids, index)

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

    def places(self, ids: Sequence[int] | memoryview) -> tuple[list[int], ...]:
        """For each set, where a phrase of it begins."""
        return tuple([at for at, length in enumerate(of_set) if length] for of_set in self.lengths(ids))

    def longest(self, ids: Sequence[int] | memoryview, values: tuple[V, ...]) -> list[V]:
        """For each place the value of the longest phrase that begins there: `values` has one for each of `phrases` (of
        equal ones that of the first counts), and behind these one for where no phrase begins."""
        if len(values) != len(self.phrases) + 1:
            raise ValueError("values: not one for each phrase and one for none")
        row = tuple(ids)
        out = [values[-1]] * len(row)
        for at in range(len(row)):
            node, stop, end = self._root, at, at
            while end < len(row) and (child := node[0].get(row[end])):
                node, end = child, end + 1
                stop = end if node[1] else stop
            if stop > at:
                out[at] = values[self._index[row[at:stop]]]
        return out

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.phrases,)


_Node = tuple[dict[int, "_Node"], list[int]]
