"""The one score of word segmentation: F1 of word spans, counted over characters without white space."""

import unicodedata
from collections.abc import Iterable, Sequence

Spans = set[tuple[int, int]]


def spans(words: Iterable[str]) -> tuple[Spans, int]:
    """Where each word stands among the text's non-space characters, and how many of these there are.

    A word may join its syllables by "_" or by white space: both are dropped, so that every segmenter's habit counts
    alike.
    """
    found: Spans = set()
    start = 0
    for word in words:
        length = len("".join(unicodedata.normalize("NFC", word).replace("_", " ").split()))
        if length:
            found.add((start, start + length))
            start += length
    return found, start


def f1(gold: Sequence[Sequence[str]], predicted: Sequence[Sequence[str]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the predicted words, sentence by sentence.

    A segmenter may respell what it returns (underthesea moves tone marks, hoà -> hòa), so the characters themselves are
    not compared; where it lost or added some, spans cannot be compared and the sentence earns nothing.
    """
    if len(gold) != len(predicted):
        raise ValueError(f"{len(gold)} gold sentences, {len(predicted)} predicted")
    hits = wanted = given = 0
    for gold_words, predicted_words in zip(gold, predicted, strict=True):
        gold_spans, gold_length = spans(gold_words)
        predicted_spans, predicted_length = spans(predicted_words)
        wanted += len(gold_spans)
        given += len(predicted_spans)
        if gold_length == predicted_length:
            hits += len(gold_spans & predicted_spans)
    precision = hits / given if given else 0.0
    recall = hits / wanted if wanted else 0.0
    return precision, recall, 2 * hits / (given + wanted) if given + wanted else 0.0
