"""The reference implementation as a whole: what the native module has, under the same names."""

from ._characters_py import fold, in_capitals, is_plain
from ._scan_py import IMPLEMENTATION, Automaton, Spans, Tokens, Vocabulary, atoms, tokenize, tokenize_many
from ._segment_py import Segmenter
from ._values_py import made

__all__ = [
    "IMPLEMENTATION",
    "Automaton",
    "Segmenter",
    "Spans",
    "Tokens",
    "Vocabulary",
    "atoms",
    "fold",
    "in_capitals",
    "is_plain",
    "made",
    "tokenize",
    "tokenize_many",
]
