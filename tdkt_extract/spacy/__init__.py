"""spaCy: a tokenizer for Vietnamese and a component that puts a plan on the Doc. docs/spacy.md shows their use.

spaCy loads this module by its entry points whenever it makes a pipeline, so nothing here imports what extracts, and
nothing is registered globally before `add_pipe("tdkt")`.
"""

from __future__ import annotations

from .component import TdktComponent, plan_of
from .factories import make_component, make_tokenizer
from .labels import LABELS, colours
from .tokenizer import Tokenizer

__all__ = ["LABELS", "TdktComponent", "Tokenizer", "colours", "make_component", "make_tokenizer", "plan_of"]
