"""The one score of word segmentation: F1 of word spans, counted over characters without white space."""

from collections.abc import Iterable, Sequence

Spans = set[tuple[int, int]]


def spans(words: Iterable[str]) -> tuple[Spans, str]:
    """Where each word stands among the text's non-space characters, and these characters.

    A word may join its syllables by "_" or by white space: both are dropped, so that every segmenter's habit counts
    alike.
    """
    found: Spans = set()
    bare_words: list[str] = []
    start = 0
    for word in words:
        bare = "".join(word.replace("_", " ").split())
        if bare:
            found.add((start, start + len(bare)))
            bare_words.append(bare)
            start += len(bare)
    return found, "".join(bare_words)


def f1(gold: Sequence[Sequence[str]], predicted: Sequence[Sequence[str]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the predicted words, sentence by sentence.

    A sentence whose characters differ from the gold's cannot be compared span by span; a prediction that lost or
    changed characters earns nothing in it, which is why this does not raise.
    """
    if len(gold) != len(predicted):
        raise ValueError(f"{len(gold)} gold sentences, {len(predicted)} predicted")
    hits = wanted = given = 0
    for gold_words, predicted_words in zip(gold, predicted, strict=True):
        gold_spans, gold_text = spans(gold_words)
        predicted_spans, predicted_text = spans(predicted_words)
        wanted += len(gold_spans)
        given += len(predicted_spans)
        if gold_text == predicted_text:
            hits += len(gold_spans & predicted_spans)
    precision = hits / given if given else 0.0
    recall = hits / wanted if wanted else 0.0
    return precision, recall, 2 * hits / (given + wanted) if given + wanted else 0.0
