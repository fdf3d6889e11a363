"""The words of the rules, and phrases of the rules as automata over their ids."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from sys import intern

from ..core import Automaton, Vocabulary, atoms, fold, tokenize
from ..errors import RuleError
from . import FOLDER


@cache
def vocabulary() -> Vocabulary:
    """Every word and mark that stands in a file of rules/, of phrases and examples alike, folded."""
    words: dict[str, None] = {}
    for path in sorted(FOLDER.iterdir()):
        if path.suffix in (".csv", ".toml"):
            words.update(dict.fromkeys(_atoms(fold(path.read_text("utf-8")))))
    # Interned, so that a text's words are the very strings that the code compares them with.
    return Vocabulary(intern(word) for word in words if Vocabulary.accepts(word))


def _atoms(text: str) -> list[str]:
    return atoms(tokenize(text)).texts()


def ids(phrase: str) -> tuple[int, ...]:
    """The ids of a phrase's atoms. Raises RuleError for a word that stands in no file of rules/."""
    found = tuple(map(vocabulary().id, _atoms(phrase)))
    if -1 in found:
        raise RuleError(f"no word of rules/: {phrase!r}")
    return found


def automaton(sets: Iterable[Iterable[str]]) -> Automaton:
    """An automaton of the phrases; the n-th of `sets` is its set n."""
    return Automaton((ids(phrase), number) for number, phrases in enumerate(sets) for phrase in phrases)
