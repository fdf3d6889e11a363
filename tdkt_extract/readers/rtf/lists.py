r"""\listtable and \listoverridetable: how lists count. Word writes each label into the text (\listtext) besides; these
serve where a writer did not."""

from __future__ import annotations

from dataclasses import dataclass, field

from .._numbering import LEVELS, Level, NumberedList

_FORMATS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero",
    23: "bullet", 57: "numberInDash", 255: "none",
}  # fmt: skip
_LONGEST_LABEL = 256


@dataclass(slots=True)
class _LevelDraft:
    format: int = 0
    start: int = 1
    legal: bool = False
    never_restarts: bool = False
    text: str = ""

    def level(self) -> Level:
        """\\leveltext is its length, then the label, where a character below 9 stands for the number of that level."""
        label = self.text[1 : 1 + ord(self.text[0])] if self.text else ""
        shown = "".join(f"%{ord(char) + 1}" if ord(char) < LEVELS else char for char in label)
        restart = 0 if self.never_restarts else None
        return Level(self.start, _FORMATS.get(self.format, "decimal"), shown, restart, self.legal)


@dataclass(slots=True)
class _Override:
    """What follows a \\listoverride. `level` is the level of the \\lfolevel under way."""

    list_id: int = 0
    level: int = -1
    is_start: bool = False
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _LevelDraft] = field(default_factory=dict)


@dataclass(slots=True)
class ListTable:
    """Filled as the groups of both tables are read."""

    _lists: dict[int, list[_LevelDraft]] = field(default_factory=dict)
    _levels: list[_LevelDraft] = field(default_factory=list)
    _level: _LevelDraft = field(default_factory=_LevelDraft)
    _override: _Override | None = None
    _by_number: dict[int, _Override] = field(default_factory=dict)
    _resolved: dict[int, NumberedList | None] = field(default_factory=dict)

    def word(self, word: bytes, parameter: int | None) -> None:
        value = parameter or 0
        level = self._level
        if word in (b"levelnfc", b"levelnfcn"):
            level.format = value
        elif word == b"levelstartat":
            level.start = value
            if self._override and self._override.is_start:
                self._override.starts[self._override.level] = value
        elif word == b"levellegal":
            level.legal = parameter != 0
        elif word == b"levelnorestart":
            level.never_restarts = parameter != 0
        elif word in (b"list", b"listlevel", b"listid"):
            self._list_word(word, value)
        else:
            self._override_word(word, value)

    def _list_word(self, word: bytes, value: int) -> None:
        if word == b"list":
            self._levels, self._override = [], None
        elif word == b"listlevel":
            self._level = _LevelDraft()
            if self._override is None:
                self._levels.append(self._level)
            else:
                self._override.levels[self._override.level] = self._level
        elif self._override is None:
            self._lists[value] = self._levels
        else:
            self._override.list_id = value

    def _override_word(self, word: bytes, value: int) -> None:
        if word == b"listoverride":
            self._override = _Override()
        elif self._override is None:
            return
        elif word == b"lfolevel":
            self._override.level += 1
            self._override.is_start = False
            self._level = _LevelDraft()  # what follows is not about the level read before
        elif word == b"listoverridestartat":
            self._override.is_start = True
        elif word == b"ls":
            self._by_number[value] = self._override

    def text(self, text: str) -> None:
        """The text of a \\leveltext, which ends with a semicolon that its length leaves out."""
        if len(self._level.text) < _LONGEST_LABEL:
            self._level.text += text

    def list(self, number: int) -> NumberedList | None:
        """What \\ls`number` refers to."""
        if number not in self._resolved:
            self._resolved[number] = self._resolve(number)
        return self._resolved[number]

    def _resolve(self, number: int) -> NumberedList | None:
        override = self._by_number.get(number)
        if override is None or override.list_id not in self._lists:
            return None
        levels = {at: draft.level() for at, draft in enumerate(self._lists[override.list_id][:LEVELS])}
        levels.update({at: draft.level() for at, draft in override.levels.items() if 0 <= at < LEVELS})
        return NumberedList(str(number), str(override.list_id), levels, override.starts)
