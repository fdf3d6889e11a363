"""The fast tokenizing core: one scan gives the tokens of a text as flat arrays.

Two implementations with the same results: native code (`_native.pyx`) and its reference in Python (`_scan_py.py`).
`IMPLEMENTATION` says which one is in use, "native" or "python"; the environment variable TDKT_CORE set to one of these
demands it. `FELL_BACK` is true where the reference is in use because the native core was not built.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .kinds import Kind

__all__ = [
    "FELL_BACK",
    "IMPLEMENTATION",
    "Automaton",
    "Kind",
    "Spans",
    "Tokens",
    "Vocabulary",
    "atoms",
    "build",
    "fold",
    "in_capitals",
    "is_plain",
    "tokenize",
    "tokenize_many",
]

_wanted = os.environ.get("TDKT_CORE", "")
if _wanted not in ("", "native", "python"):
    raise ImportError(f"TDKT_CORE: 'native' hoặc 'python', không phải {_wanted!r} | 'native' or 'python' is needed")

if TYPE_CHECKING or _wanted == "python":
    from ._build_py import build
    from ._characters_py import fold, in_capitals, is_plain
    from ._scan_py import IMPLEMENTATION, Automaton, Spans, Tokens, Vocabulary, atoms, tokenize, tokenize_many
else:
    try:
        from ._native import (
            IMPLEMENTATION,
            Automaton,
            Spans,
            Tokens,
            Vocabulary,
            atoms,
            build,
            fold,
            in_capitals,
            is_plain,
            tokenize,
            tokenize_many,
        )
    except ImportError:
        if _wanted == "native":
            raise
        from ._build_py import build
        from ._characters_py import fold, in_capitals, is_plain
        from ._scan_py import IMPLEMENTATION, Automaton, Spans, Tokens, Vocabulary, atoms, tokenize, tokenize_many

FELL_BACK = IMPLEMENTATION == "python" and not _wanted
