"""The words of one piece of text, and the lexicon of rules/units.csv and rules/unit_roles.toml.

Names of bodies are read word by word: which phrase begins here, does it end a name, does it show that the name acts.
Every question is a dictionary look-up on the first (or last) word of a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from ..rules import load_csv, load_toml
from ..schema import Role

V = TypeVar("V")
_PIECE = re.compile(r"\w+ ?|[^\w\s] ?|\s")
_ABBREVIATIONS = frozenset(("tp", "tx", "ths", "ts", "pgs", "gs", "kt", "tm", "tl", "tuq", "đ", "c", "st", "q", "p"))
# “và” and punctuation inside the name of a sector vary: Lao động - Thương binh và Xã hội, Lao động, Thương binh & Xã hội.
JOINTS = frozenset((",", "-", "và", "&", "/"))


class Words:
    """The words and punctuation marks of text[start:stop], folded; `starts` are offsets into the whole text."""

    __slots__ = ("count", "items", "shouting", "starts", "text")

    def __init__(self, text: str, folded: str, start: int, stop: int) -> None:
        pieces = _PIECE.findall(folded, start, stop)
        self.items: list[str] = [piece.rstrip() for piece in pieces]
        self.starts: list[int] = list(accumulate(map(len, pieces), initial=start))
        self.count = len(pieces)
        self.text = text
        # In a line of capitals a capital says nothing.
        self.shouting = text[start:stop].isupper()

    def end(self, index: int) -> int:
        """The offset after word `index` - 1: where a name of the words before `index` stops."""
        return self.starts[index - 1] + len(self.items[index - 1])

    def slice(self, first: int, last: int) -> str:
        return self.text[self.starts[first] : self.end(last)]

    def capital(self, index: int) -> bool:
        return self.text[self.starts[index]].isupper()

    def acronym(self, index: int) -> bool:
        """“HĐGS”, “VNPT”: three capitals or more in a text that is not all capitals, no Roman number."""
        word = self.text[self.starts[index] : self.end(index + 1)]
        return len(word) >= 3 and word.isalpha() and word.isupper() and not self.shouting and bool(set(word) - set("IVXL"))

    def sentence_ends(self, index: int) -> bool:
        """Whether the mark at `index` ends a sentence: “. Sở …”, not “TP. Huế”, “10.000”, “...”."""
        following = index + 1
        return (
            following < self.count
            and self.starts[following] > self.starts[index] + 1
            and (self.capital(following) or self.items[following] in '"(')
            and (index == 0 or self.items[index - 1] not in _ABBREVIATIONS)
        )


class Phrases(Generic[V]):
    """Phrases by their first word, the longest first."""

    __slots__ = ("_by_first",)

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        self._by_first: dict[str, list[tuple[list[str], V]]] = {}
        for phrase, value in entries:
            items = split(phrase)
            self._by_first.setdefault(items[0], []).append((items, value))
        for found in self._by_first.values():
            found.sort(key=lambda entry: -len(entry[0]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_first)

    def at(self, items: list[str], index: int) -> tuple[int, V] | None:
        """The longest phrase that begins at `index`: how many words, and its value."""
        if index < len(items):
            for phrase, value in self._by_first.get(items[index], ()):
                if len(phrase) == 1 or items[index : index + len(phrase)] == phrase:
                    return len(phrase), value
        return None

    def length(self, items: list[str], index: int) -> int:
        found = self.at(items, index)
        return found[0] if found else 0

    def loose(self, items: list[str], index: int) -> int:
        """As `length`, whatever joints stand between the words of the phrase."""
        if index < len(items):
            for phrase, _ in self._by_first.get(items[index], ()):
                at = _through(phrase, items, index)
                if at:
                    return at - index
        return 0


def _through(phrase: list[str], items: list[str], index: int) -> int:
    """The index after `phrase` read from `index`, joints of either side skipped; 0 where it does not stand."""
    at = index
    for word in phrase:
        if word in JOINTS and at > index:
            continue
        while at > index and at < len(items) and items[at] in JOINTS:
            at += 1
        if at >= len(items) or items[at] != word:
            return 0
        at += 1
    return at


class Endings(Generic[V]):
    """Phrases by their last word, the longest first: what stands right before a name."""

    __slots__ = ("_by_last",)

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        self._by_last: dict[str, list[tuple[list[str], V]]] = {}
        for phrase, value in entries:
            items = split(phrase)
            self._by_last.setdefault(items[-1], []).append((items, value))
        for found in self._by_last.values():
            found.sort(key=lambda entry: -len(entry[0]))

    def before(self, items: list[str], index: int) -> Iterator[tuple[int, V]]:
        """The phrases that end right before `index`, the longest first: how many words, and the value."""
        if index > 0:
            for phrase, value in self._by_last.get(items[index - 1], ()):
                first = index - len(phrase)
                if first >= 0 and items[first:index] == phrase:
                    yield len(phrase), value

    def length(self, items: list[str], index: int) -> int:
        return next((length for length, _ in self.before(items, index)), 0)


def split(phrase: str) -> list[str]:
    return [piece.rstrip() for piece in _PIECE.findall(phrase) if not piece.isspace()]


Kind = Literal["body", "title", "common", "people"]
Bare = Literal["alone", "list", "name"]
Needs = Literal["", "verb", "body", "colon", "send"]


@dataclass(frozen=True, slots=True)
class Head:
    """A word that begins a name: what it is and where it may stand without more."""

    kind: Kind
    bare: Bare


class _Rule(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Trigger(_Rule):
    """Words before a name that give it a role; see rules/unit_roles.toml."""

    id: str
    role: Role
    before: tuple[str, ...]
    link: tuple[str, ...] = ("",)
    not_after: tuple[str, ...] = ()
    needs: Needs = ""
    clause: bool = False
    examples: tuple[tuple[str, str, Role], ...]
    counter_examples: tuple[str, ...]


class WordClass(_Rule):
    """Words of one kind."""

    class_: str
    why: str
    words: str
    examples: tuple[tuple[str, str], ...]

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=lambda name: name.rstrip("_"))

    def phrases(self) -> list[str]:
        return [phrase for piece in self.words.split(",") if (phrase := " ".join(piece.split()))]


class CellRole(_Rule):
    """Words of role in a table cell or attribute line."""

    role: Role
    words: tuple[str, ...]
    examples: tuple[tuple[str, str, Role], ...]
    counter_examples: tuple[str, ...] = ()


class Roles(_Rule):
    """rules/unit_roles.toml"""

    cell: tuple[CellRole, ...]

    trigger: tuple[Trigger, ...]
    words: tuple[WordClass, ...]


class Lexicon:
    """All that is known about the words of names, compiled once."""

    def __init__(self) -> None:
        rows = load_csv("units")
        roles = load_toml("unit_roles", Roles)

        def of(kind: str) -> list[tuple[str, None]]:
            return [(row["phrase"], None) for row in rows if row["kind"] == kind]

        def words(*classes: str) -> list[tuple[str, None]]:
            return [(phrase, None) for row in roles.words if row.class_ in classes for phrase in row.phrases()]

        self.heads: Phrases[Head] = Phrases(
            (row["phrase"], Head(row["kind"], row["bare"]))  # type: ignore[arg-type]
            for row in rows
            if row["kind"] in ("body", "title", "common", "people")
        )
        self.sectors = Phrases(of("sector"))
        self.places = Phrases(of("place"))
        self.complements: Phrases[bool] = Phrases(
            (row["phrase"], row["bare"] == "sector") for row in rows if row["kind"] == "complement"
        )
        self.links = Phrases(of("link"))
        self.quantifiers = Phrases(of("quantifier"))
        self.nots = Phrases(of("not"))
        self.acting = Phrases(words("verb", "modal", "aside"))
        self.modals = Phrases(words("modal"))
        self.reports = Phrases(words("report"))
        self.stops = Phrases(words("stop"))
        self.openers = Phrases(words("opener", "aside"))
        self.linkers = Endings(words("linker"))
        self.manners = Endings(words("manner"))
        self.leads = Phrases(words("lead"))
        self.leads_first = Phrases(words("lead-first"))
        self.lead_words = frozenset((*self.leads, *self.leads_first))
        self.requests = Phrases(words("request"))
        self.assigns = Phrases((core, None) for rule in roles.trigger if rule.id == "assign" for core in rule.before)
        self.cell_roles: Phrases[Role] = Phrases(
            (phrase, row.role) for row in roles.cell for phrase in row.words
        )
        self.heading_prefixes = Phrases(words("heading-prefix", "request"))
        self.nouns_after = Phrases(words("noun-after"))
        # “phối hợp” + “chặt chẽ” + “với”: the link is looked up first, then manner words, then the core.
        self.triggers: Endings[Trigger] = Endings((core, rule) for rule in roles.trigger for core in rule.before)
        self.trigger_links: Endings[str] = Endings(
            (link, link) for link in sorted({link for rule in roles.trigger for link in rule.link if link})
        )
        self.first_words = frozenset((*self.heads, *self.quantifiers))


@cache
def lexicon() -> Lexicon:
    return Lexicon()
