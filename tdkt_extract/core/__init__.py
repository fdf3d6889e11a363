"""The fast tokenizing core: one scan gives the tokens of a text as flat arrays, a second look its words.

Two implementations with the same results: native code (`_native.pyx`) and its reference in Python (`_reference.py`).
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
    "Segmenter",
    "Spans",
    "Tokens",
    "Vocabulary",
    "atoms",
    "fold",
    "in_capitals",
    "is_plain",
    "made",
    "segment",
    "segment_many",
    "sentences",
    "split_underscored",
    "tokenize",
    "tokenize_many",
    "underscored",
    "words",
    "words_many",
]

_wanted = os.environ.get("TDKT_CORE", "")
if _wanted not in ("", "native", "python"):
    raise ImportError(f"TDKT_CORE: 'native' hoặc 'python', không phải {_wanted!r} | 'native' or 'python' is needed")

if TYPE_CHECKING or _wanted == "python":
    from ._reference import *
elif _wanted == "native":
    from ._native import *
else:
    try:
        from ._native import *
    except ImportError:
        from ._reference import *

FELL_BACK = IMPLEMENTATION == "python" and not _wanted

# These use the names above.
from .segmentation import segment, segment_many, split_underscored, underscored, words, words_many
from .sentences import sentences
