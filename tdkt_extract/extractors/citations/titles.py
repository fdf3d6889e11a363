"""The title of a cited document: the words after "về", the verb that begins it ("phê duyệt …"), or its quotes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from .draft import Draft
from .phrases import Phrases
from .rules import Grammar, grammar

_ABBREVIATION = re.compile(r"\([A-ZĐ][\w&./-]{0,14}\)")
_GAP = (" ", ",", ":")
_CONTINUED = re.compile(r"\n(?:[-–—] ?\d|[a-zà-ỹđ0-9])")
_QUOTE_EVENT = re.compile(r'["\n\t]')
_STRIPPED = " \n,.;:-–…"
_LONGEST = 900
_LONGEST_QUOTE = 500
_VERB_TO_DOCUMENT = 50


class TitleReader:
    """Reads the titles of the mentions of one text. `own_title` is the plan's, folded."""

    def __init__(self, phrases: Phrases, drafts: list[Draft], opening: tuple[int, int], own_title: str) -> None:
        self.text, self.folded, self.drafts = phrases.text, phrases.folded, drafts
        self.opening, self.own_title = opening, own_title
        self.rules: Grammar = grammar()
        self.starts = [draft.start for draft in drafts]
        self.abbreviated = tuple(f" {word}" for word in self.rules.words("abbreviated"))

    def read(self, draft: Draft) -> None:
        if draft.kind == "name" or draft.name is not None:
            return
        start = self._start(draft)
        if start is None or start >= len(self.text):
            return
        if self.folded[start] == '"':
            closing = self._closing(start)
            if closing < 0:
                return
            begin, end = start + 1, closing
            about = self.rules["title_about"].match(self.folded, begin)
            begin = about.end() if about else begin
        else:
            begin, end = start, self._end(start)
        title = self.text[begin:end].replace("\n", " ").strip(_STRIPPED)
        if len(title) > 1:
            draft.title, draft.title_span = title, (begin, end)

    # ---- beginning -----------------------------------------------------------------------------------------

    def _start(self, draft: Draft) -> int | None:
        """Where the title begins: after "về", at its verb, or at its opening quote."""
        begun = self._begins_behind(draft, draft.end)
        if begun is None:
            aside = self.rules["aside"].match(self.folded, draft.end)
            begun = self._begins_behind(draft, aside.end()) if aside else None
        return begun

    def _begins_behind(self, draft: Draft, at: int) -> int | None:
        """Where the title begins if it follows `at` directly."""
        folded, rules = self.folded, self.rules
        word = at
        while folded[word : word + 1] in _GAP:
            word += 1
        if word == at or word == len(folded):
            return None
        about = rules["title_about"].match(folded, word)
        if about:
            return about.end()
        if "," in folded[at:word]:
            return None
        if folded[word] == '"' and self._opens(word):
            return word
        if rules["title_verb"].match(folded, word):
            return None if self._provision(draft) else word
        if rules["title_verb_opening"].match(folded, word) and self._titled_by_verb(draft, word):
            return word
        return None

    def _provision(self, draft: Draft) -> bool:
        """Whether an article of the document is cited ("Điều 3 Nghị định … quy định"): then a verb after a bare number
        says what the article does."""
        if draft.issued_on or draft.issuer:
            return False
        return self.rules["provision"].search(self.folded, max(0, draft.start - 24), draft.start) is not None

    def _titled_by_verb(self, draft: Draft, at: int) -> bool:
        """Whether "triển khai", "thực hiện" after a mention begins its title and is not the plan's own action."""
        if draft.issuer is None and draft.issued_on is None:
            return False
        if self.opening[0] <= draft.start <= self.opening[1]:
            return True
        following = bisect_left(self.starts, at)
        if following == len(self.starts) or self.starts[following] - at > _VERB_TO_DOCUMENT:
            return False
        return "\n" not in self.folded[at : self.starts[following]]

    def _opens(self, at: int) -> bool:
        mark = self.text[at]
        return mark in "“„«‟" or (mark in '"″＂' and (at == 0 or self.folded[at - 1] in " (\n\t"))

    # ---- end -----------------------------------------------------------------------------------------------

    def _closing(self, opening: int) -> int:
        """The quote that closes the one at `opening`, or -1. It may stand in the next paragraph where the source
        broke the paragraph within the quote."""
        depth = 0
        limit = min(len(self.folded), opening + _LONGEST_QUOTE)
        broken = False
        for event in _QUOTE_EVENT.finditer(self.folded, opening, limit):
            at, char = event.start(), event.group()
            if char == '"':
                depth += 1 if self._opens(at) else -1
                if depth == 0:
                    return at
            elif char == "\t" or (char == "\n" and (broken or not _CONTINUED.match(self.text, at))):
                return -1
            else:
                broken = True
        return -1

    def _end(self, start: int) -> int:
        at = start
        limit = min(len(self.folded), start + _LONGEST)
        following = bisect_left(self.starts, start)
        mentioned = self.starts[following] if following < len(self.starts) else limit
        while match := self.rules.title_event.search(self.folded, at, limit):
            event = match.start(match.lastgroup or 0)
            inner = self._around(event) if event >= mentioned else None
            if inner is not None:
                at = inner.end
                continue
            after = self._goes_on(start, match)
            if after is None:
                return match.start()
            at = after
        return limit if limit == len(self.folded) else start

    def _around(self, at: int) -> Draft | None:
        """The mention that covers `at`."""
        draft = self.drafts[bisect_right(self.starts, at) - 1]
        return draft if at < draft.end else None

    def _goes_on(self, start: int, match: re.Match[str]) -> int | None:
        """Where to read on after an event, or None where the title ends there."""
        if match.lastgroup == "stop":
            return None
        at, end = match.start(), match.end()
        if match.lastgroup == "and":
            return None if self._ends_before(start, end + 1, coordinate=True) else end
        mark = self.folded[at]
        if mark == '"':
            closing = self._closing(at) if self._opens(at) else -1
            return closing + 1 if closing > 0 else None
        if mark == "(":
            aside = _ABBREVIATION.match(self.text, at) or self._aside(at)
            return aside.end() if aside else None
        if mark == ".":
            return end if self.folded.endswith(self.abbreviated, max(start, at - 6), at) else None
        if mark == ";":
            return end if self._semicolon_within(start, at) else None
        if mark == ",":
            return None if self._ends_before(start, end + 1, coordinate=False) else end
        return None

    def _aside(self, at: int) -> re.Match[str] | None:
        """The bracket at `at` if the title holds it: with a capital behind it another sentence begins."""
        aside = self.rules["title_aside"].match(self.folded, at)
        if aside and self.text[aside.end() + 1 : aside.end() + 2].isupper():
            return aside if self._mention_before(at) else None
        return aside

    def _mention_before(self, at: int) -> bool:
        """Whether a mention ends right before the bracket at `at`, which says what its issuer is called now."""
        found = bisect_left(self.starts, at) - 1
        return found >= 0 and at - self.drafts[found].end <= 1

    def _semicolon_within(self, start: int, at: int) -> bool:
        """Titles hold semicolons too: the clause after it begins as one before it does ("thủ tục …; thủ tục …"), or
        the plan's own title has the same words around one."""
        following = self.folded[at + 2 : at + 60].split(" ")[:2]
        if not self.text[at + 2 : at + 3].islower() or len(following) < 2:
            return False
        head = " ".join(following)
        if self._mention_at(at + 2) is None and head in self.folded[start:at]:
            return True
        before = self.folded[start:at].rsplit(" ", 2)[-1]
        return f"{before}; {head}" in self.own_title

    def _mention_at(self, at: int) -> Draft | None:
        found = bisect_left(self.starts, at)
        if found < len(self.starts) and self.starts[found] == at:
            return self.drafts[found]
        return None

    def _ends_before(self, start: int, at: int, coordinate: bool) -> bool:
        """Whether what follows a comma or "và" belongs to the citing sentence."""
        mention = self._mention_at(at)
        if mention:
            return mention.listed or not self._same_list(start, mention)
        if coordinate:
            verbs = self.rules["carry_out"].match(self.folded, at)
            goes_on = verbs is not None and self._mention_at(verbs.end()) is not None
            return goes_on or self.rules["title_stop_and"].match(self.folded, at) is not None
        if self.rules["title_stop_comma"].match(self.folded, at):
            return True
        return self.text[at : at + 1].isupper() and self.rules["actor"].match(self.folded, at) is not None

    def _same_list(self, start: int, mention: Draft) -> bool:
        """What follows a mention within the title at once is still of the title ("… của Luật A và Luật B"); so is what
        has no full number ("… và Đề án 06"), which plans seldom list beside what has."""
        if mention.kind == "name" or (mention.kind == "bare" and not mention.issued_on and not mention.issuer):
            return True
        at = bisect_left(self.starts, mention.start) - 1
        inner = self.drafts[at] if at >= 0 else None
        if inner is None or inner.start < start or (inner.kind == "name" and mention.kind != "law"):
            return False
        between = self.folded[inner.end : mention.start]
        return between == " và " or (between == ", " and inner.kind == mention.kind == "law")
