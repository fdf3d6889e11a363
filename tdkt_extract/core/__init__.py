"""The fast tokenizing core."""

from ._scan_py import IMPLEMENTATION, Automaton, Spans, Tokens, Vocabulary, tokenize, tokenize_many
from .kinds import Kind

__all__ = ["IMPLEMENTATION", "Automaton", "Kind", "Spans", "Tokens", "Vocabulary", "tokenize", "tokenize_many"]
