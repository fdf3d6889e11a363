"""What spaCy's registries know: it checks a pipeline's settings by the types of these functions' parameters.

No `from __future__ import annotations` here: spaCy 3.7 needs the types themselves.
"""

from collections.abc import Callable

from spacy.language import Language

from .component import TdktComponent
from .labels import LABELS, Label
from .tokenizer import Segmentation, Tokenizer


def make_tokenizer(segment: Segmentation = "words") -> Callable[[Language], Tokenizer]:
    """`tdkt.Tokenizer.v1`."""

    def tokenizer_of(nlp: Language) -> Tokenizer:
        return Tokenizer(nlp.vocab, segment)

    return tokenizer_of


def make_component(nlp: Language, name: str, span_key: str, set_ents: bool, labels: list[Label]) -> TdktComponent:
    """The component “tdkt”."""
    return TdktComponent(name, span_key, set_ents, labels)


Language.factory(
    "tdkt",
    assigns=["doc._.plan", "doc.spans", "doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={"span_key": "tdkt", "set_ents": True, "labels": list(LABELS)},
    func=make_component,
)
