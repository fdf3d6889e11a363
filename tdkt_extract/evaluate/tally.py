"""Counting: what a document scores, kind by kind, and what went wrong in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Literal

KINDS = ("header", "sections", "tasks", "periods", "deadlines", "units", "citations", "recipients", "signers")
Fault = Literal["miss", "extra", "wrong"]


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, false positives, false negatives."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float | None:
        return _ratio(self.tp, self.tp + self.fp, self)

    @property
    def recall(self) -> float | None:
        return _ratio(self.tp, self.tp + self.fn, self)

    @property
    def f1(self) -> float | None:
        """None where there is nothing to find and nothing was found."""
        return _ratio(2 * self.tp, 2 * self.tp + self.fp + self.fn, self)


def _ratio(part: int, whole: int, counts: Counts) -> float | None:
    if counts == Counts():
        return None
    return part / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts of one kind, relaxed and strict."""

    relaxed: Counts = Counts()
    strict: Counts = Counts()

    def __add__(self, other: Figures) -> Figures:
        return Figures(self.relaxed + other.relaxed, self.strict + other.strict)

    def as_dict(self) -> dict[str, float | int | None]:
        relaxed = self.relaxed
        return {
            "precision": relaxed.precision,
            "recall": relaxed.recall,
            "f1": relaxed.f1,
            "tp": relaxed.tp,
            "fp": relaxed.fp,
            "fn": relaxed.fn,
            "strict_f1": self.strict.f1,
        }


@dataclass(frozen=True, slots=True)
class Error:
    """One miss, extra, or wrong value. `counted` tells a fault that costs points from one in a secondary figure."""

    document: str
    kind: str
    fault: Fault
    gold: str | None
    predicted: str | None
    detail: str = ""
    counted: bool = True

    def as_dict(self) -> dict[str, str | bool | None]:
        return {each.name: getattr(self, each.name) for each in fields(self)}


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How often a secondary field is right on what matched."""

    right: int = 0
    total: int = 0

    def __add__(self, other: Accuracy) -> Accuracy:
        return Accuracy(self.right + other.right, self.total + other.total)

    @property
    def share(self) -> float | None:
        return self.right / self.total if self.total else None


@dataclass(slots=True)
class Tally:
    """Collects the figures of one document while it is scored."""

    document: str
    figures: dict[str, Figures] = field(default_factory=lambda: dict.fromkeys(KINDS, Figures()))
    accuracies: dict[str, Accuracy] = field(default_factory=dict)
    errors: list[Error] = field(default_factory=list)

    def count(self, kind: str, relaxed: Counts, strict: Counts) -> None:
        self.figures[kind] += Figures(relaxed, strict)

    def hit(self, kind: str, strict: bool) -> None:
        """A match. One that is only relaxed is strictly a miss and an extra."""
        self.count(kind, Counts(tp=1), Counts(tp=1) if strict else Counts(fp=1, fn=1))

    def miss(self, kind: str, gold: str, detail: str = "", nearest: str | None = None) -> None:
        self.count(kind, Counts(fn=1), Counts(fn=1))
        self.note_miss(kind, gold, detail, nearest)

    def note_miss(self, kind: str, gold: str, detail: str = "", nearest: str | None = None) -> None:
        """Lists a miss that is counted elsewhere. `nearest` is an extra that it may be, and is listed itself."""
        self.errors.append(Error(self.document, kind, "miss", gold, nearest, detail))

    def extra(self, kind: str, predicted: str, detail: str = "") -> None:
        self.count(kind, Counts(fp=1), Counts(fp=1))
        self.note_extra(kind, predicted, detail)

    def note_extra(self, kind: str, predicted: str, detail: str = "") -> None:
        """Lists an extra that is counted elsewhere."""
        self.errors.append(Error(self.document, kind, "extra", None, predicted, detail))

    def wrong(self, kind: str, gold: str, predicted: str, detail: str) -> None:
        self.count(kind, Counts(fp=1, fn=1), Counts(fp=1, fn=1))
        self.errors.append(Error(self.document, kind, "wrong", gold, predicted, detail))

    def check(self, kind: str, name: str, right: bool, gold: object, predicted: object, of: str = "") -> None:
        """A secondary field on a match; `of` says on which."""
        key = f"{kind}.{name}"
        self.accuracies[key] = self.accuracies.get(key, Accuracy()) + Accuracy(int(right), 1)
        if not right:
            detail = f"{name} — {of}" if of else name
            self.errors.append(Error(self.document, kind, "wrong", _shown(gold), _shown(predicted), detail, False))


def _shown(value: object) -> str | None:
    return None if value is None else str(value)


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """The result for one document. `failure` is the error that its extraction ended with."""

    document: str
    source: str
    figures: dict[str, Figures]
    accuracies: dict[str, Accuracy]
    errors: tuple[Error, ...]
    failure: str | None = None

    @property
    def headline(self) -> float:
        """The mean of the nine F1s; a kind with nothing to find and nothing found is perfect."""
        return sum(1.0 if (f1 := self.figures[kind].relaxed.f1) is None else f1 for kind in KINDS) / len(KINDS)


def total_figures(documents: Iterable[DocumentScore]) -> dict[str, Figures]:
    """The sums over documents (micro)."""
    total = dict.fromkeys(KINDS, Figures())
    for document in documents:
        for kind in KINDS:
            total[kind] += document.figures[kind]
    return total


def total_accuracies(documents: Iterable[DocumentScore]) -> dict[str, Accuracy]:
    total: dict[str, Accuracy] = {}
    for document in documents:
        for name, accuracy in document.accuracies.items():
            total[name] = total.get(name, Accuracy()) + accuracy
    order = {kind: position for position, kind in enumerate(KINDS)}
    return dict(sorted(total.items(), key=lambda item: (order[item[0].partition(".")[0]], item[0])))
