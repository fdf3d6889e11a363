"""A whole RTF file: its tokens drive the state of their group; the body comes first, then the notes."""

from __future__ import annotations

import re

from ...errors import LimitError, ReadError
from ...legacy import FontReader, decode
from ...text import Block, DocxLocator, Note, Paragraph, RawDocument
from .._numbering import Counters
from .._runs import Run, all_bold, styled
from ..base import Job
from .control import EVERYWHERE, IN_BODY
from .fonts import WESTERN, Font, FontTable, decoded
from .lists import ListTable
from .state import State
from .story import Format, Label, Story, shown_label
from .styles import StyleSheet
from .tokens import BRACE, HEX, PARAMETER, PIECE, RUN, SYMBOL, TOKEN, WORD, end_of_group, shown_run
from .words import CHARACTERS, NOT_TEXT, SEEN_THROUGH, SYMBOLS

_SYMBOL_FIELD = re.compile(r"\s*SYMBOL\s+(\d{1,5})", re.IGNORECASE)
_FIELD_FONT = re.compile(r'\\f\s*"([^"]{1,60})"')
_SOFT_HYPHEN = "\u00ad"
_LONGEST = 1000
"""Characters of a label or a field's instruction; what goes on longer is made to harm."""
_CHECK_EVERY = 1000
_STEPS_OF_A_STORY = 10
_MOST_STEPS = 2_000_000
"""Three thousand pages: some fifty steps a paragraph. Ten million groups of a letter take a minute."""
_WORDS = (WORD, PARAMETER)


def read_document(data: bytes, job: Job) -> RawDocument:
    reader = RtfReader(data, job)
    blocks = reader.read()
    if not blocks:
        raise ReadError("no-text", job.name)
    return RawDocument(tuple(blocks), notes=(*reader.notes, *reader.legacy.notes()))


class RtfReader:
    """Reads one file. `state` is that of the group under way; `stories` are the body and what hangs in it."""

    def __init__(self, data: bytes, job: Job) -> None:
        self.data = data
        self.job = job
        self.notes: list[Note] = []
        self.fonts, self.styles, self.lists = FontTable(), StyleSheet(), ListTable()
        self.legacy = FontReader()
        self.page = WESTERN
        self.default_font = 0
        self.stories = [Story(self._paragraph, self.step)]
        self.box_counters, self.note_counters = Counters(), Counters()
        self.footnotes: list[Block] = []
        self.endnotes: list[Block] = []
        self.notes_under_way: list[list[Block]] = []
        self.state = State(self.show)
        self.jump: int | None = None
        self.at = 0
        self._groups: list[State] = []
        self._steps = self._next_check = self._pieces = 0
        self._last_paragraph = data.rfind(b"\\par")
        self._is_whole = False
        self._starred = False
        self._unseen = 0
        self._high = 0
        self._instruction = ""

    @property
    def story(self) -> Story:
        return self.stories[-1]

    @property
    def font(self) -> Font:
        """The font of the run under way."""
        return self.state.font or self.fonts.fonts.get(self.default_font) or _NO_FONT

    def read(self) -> list[Block]:
        at: int | None = max(0, self.data.find(b"{"))
        while at is not None:
            at = self._tokens(at)
        last = self.state.format  # that of a paragraph whose mark is missing
        if not self._is_whole:
            self.notes.append(Note("truncated", "Tệp RTF bị cắt cụt hoặc bị hỏng; đã đọc phần còn đọc được."))
            last = last if len(self.stories) == 1 else Format()
        while self._groups:
            self._close()
        return self.story.end(last) + self.footnotes + self.endnotes

    def _tokens(self, start: int) -> int | None:
        """Reads on from `start`; gives where to go on when a group or binary data is passed over, None at the end."""
        for match in TOKEN.finditer(self.data, start):
            kind = match.lastindex
            if kind == RUN:
                self._run(match[RUN])
            elif kind in _WORDS:
                word = match[WORD]
                if word in _KNOWN or self._starred or self._unseen or self.state.table is not None:
                    self.at = match.end()
                    self._word(word, int(match[PARAMETER]) if kind == PARAMETER else None)
                    if self.jump is not None:
                        at, self.jump = self.jump, None
                        return at
            elif kind == BRACE:
                if match[BRACE] == b"{":
                    self._open()
                elif not self._closed(match.end()):
                    return None
            elif kind == HEX:
                self._text(_bytes(match[HEX]))
            else:
                self._symbol(match[SYMBOL])
        return None

    def step(self, steps: int = 1) -> None:
        """To be called for each group, word that does something, paragraph and table: keeps the limits."""
        self._steps += steps
        if self._steps >= self._next_check:
            self._next_check = self._steps + _CHECK_EVERY
            self.job.check()
            if self._steps > _MOST_STEPS:
                raise LimitError("too-long", self.job.name, detail=f"> {_MOST_STEPS} RTF")

    def _open(self) -> None:
        self.step()
        self._unseen = 0
        if len(self._groups) >= self.job.options.max_depth:
            raise LimitError("too-deep", self.job.name, detail=f"> {self.job.options.max_depth}")
        self._groups.append(self.state)
        self.state = self.state.copy()

    def _closed(self, at: int) -> bool:
        """Ends a group; False when it was the file's. One brace too many in a damaged file must not lose the rest."""
        if len(self._groups) > 1:
            self._close()
            return True
        self.step()
        if at > self._last_paragraph:
            self._is_whole = True
        elif not self.notes:
            self.notes.append(Note("damaged-part", "Tệp RTF bị hỏng; một số định dạng có thể sai."))
        return not self._is_whole

    def _close(self) -> None:
        self._unseen = 0
        self._starred = False
        ends = self.state.ends
        parent = self._groups.pop()
        if ends is not None and parent.ends is not ends:
            ends()
        self.state = parent

    def skip(self, at: int) -> None:
        """Goes on with the closing brace of the group that `at` lies in."""
        self.jump, passed = end_of_group(self.data, at)
        self.step(passed)

    def _word(self, word: bytes, parameter: int | None) -> None:
        self.step()
        if word == b"bin":
            self.jump = self.at + max(0, parameter or 0)
            return
        if self._unseen:
            self._unseen -= 1
            return
        if self._starred:
            self._starred = False
            if word not in SEEN_THROUGH:
                self.skip(self.at)
                return
        state = self.state
        if word in NOT_TEXT:
            self.skip(self.at)
        elif (character := CHARACTERS.get(word)) is not None:
            state.sink(character)
        else:
            if state.table is not None:
                state.table.word(word, parameter)
            handler = EVERYWHERE.get(word) or (IN_BODY.get(word) if state.is_body else None)
            if handler is not None:
                handler(self, parameter)

    def _symbol(self, symbol: bytes) -> None:
        self.step()
        if self._unseen:
            self._unseen -= 1
        elif symbol == b"*":
            self._starred = True
        elif symbol in b"\r\n":
            self._word(b"par", None)
        elif symbol in SYMBOLS:
            self.state.sink(SYMBOLS[symbol])
        elif symbol == b"-" and self.font.encoding is not None:
            self.state.sink(_SOFT_HYPHEN)  # Word writes the code so, which is a letter there

    def _run(self, run: bytes) -> None:
        if not self._unseen and self.state.fallback == 1:
            text = shown_run(run)
            if text is not None:
                self.state.sink(text)
                return
        for piece in PIECE.finditer(run):
            if piece[1] is None:
                self._text(piece[0])
                continue
            if self._unseen:
                self._unseen -= 1
            else:
                self.unicode(int(piece[1]))
            self._text(b"?" if piece[2] == b"?" else _bytes(piece[2]))

    def _text(self, data: bytes) -> None:
        if self._unseen:
            unseen = min(self._unseen, len(data))
            self._unseen -= unseen
            data = data[unseen:]
            if not data:
                return
        if data.isascii():
            self.state.sink(data.decode("ascii"))
        else:
            font = self.font
            self.state.sink(decoded(data, WESTERN if font.encoding else font.page or self.page))

    def unicode(self, code: int) -> None:
        """A \\u: two of them where the character lies beyond U+FFFF."""
        self._unseen = self.state.fallback
        code = code + 0x10000 if code < 0 else code
        high, self._high = self._high, 0
        if 0xD800 <= code < 0xDC00:
            self._high = code
        elif 0xDC00 <= code < 0xE000:
            self.state.sink(chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)) if high else "\ufffd")
        else:
            self.state.sink(chr(code) if 0 <= code <= 0x10FFFF else "\ufffd")

    # Where text goes

    def show(self, text: str) -> None:
        state = self.state
        if state.hidden or state.deleted:
            return
        self._pieces += 1
        if self._pieces % _CHECK_EVERY == 0:
            self.job.check()
        font = self.font
        shown = font.shape(text) if font.is_symbolic else text
        self.story.runs.append(styled(shown, state.bold, state.caps, font.encoding))

    def show_label(self, text: str) -> None:
        label = self.story.label or Label("", False)
        if len(label.text) < _LONGEST and not self.state.deleted:
            font = self.font
            symbolic = label.symbolic or (font.is_symbolic and bool(text.strip()))
            shown = decode(text, font.encoding)[0] if font.encoding and not text.isascii() else text
            self.story.label = Label(label.text + (font.shape(text) if font.is_symbolic else shown), symbolic)

    def instruct(self, text: str) -> None:
        if len(self._instruction) < _LONGEST:
            self._instruction += text

    def end_instruction(self) -> None:
        """Word 6 writes a character of a symbol font as a field that has no result."""
        instruction, self._instruction = self._instruction, ""
        found = _SYMBOL_FIELD.match(instruction)
        if found and self._groups:
            font = _FIELD_FONT.search(instruction)
            shape = Font(font[1] if font else "Symbol").shape(chr(int(found[1]) & 0xFF))
            self.story.runs.append(Run(shape))

    def begin_story(self, counters: Counters) -> None:
        """A note or a text box, read where it hangs."""
        self.step(_STEPS_OF_A_STORY)
        self.stories.append(Story(self._paragraph, self.step, self.story.place(self.state.format), counters))
        self.state.sink, self.state.is_body = self.show, True
        self.state.format = Format()

    def end_story(self) -> list[Block]:
        return self.stories.pop().end(self.state.format)

    def _paragraph(
        self, format: Format, runs: list[Run], label: Label | None, place: DocxLocator, counters: Counters
    ) -> Paragraph | None:
        numbered = self.lists.list(format.list) if format.list else None
        shown = counters.label(numbered, format.level) if numbered is not None else ""
        if label is not None:
            level = numbered.levels.get(format.level) if numbered is not None else None
            shown = shown_label(label, level.number_format == "bullet" if level is not None else None)
        text, readings = self.legacy.read_runs([(run.text, run.encoding) for run in runs])
        if not shown and not text.strip():
            return None
        return Paragraph(
            text,
            ((0, place),),
            label=shown,
            bold=all_bold(runs),
            centred=format.centred,
            outline=self.styles.outline(format.style, format.outline),
            readings=readings,
        )


def _bytes(run: bytes) -> bytes:
    r"""What a run of \'hh stands for."""
    return bytes.fromhex(run.translate(None, b"\\'").decode("ascii"))


_NO_FONT = Font()
_KNOWN = NOT_TEXT | CHARACTERS.keys() | EVERYWHERE.keys() | IN_BODY.keys() | {b"bin"}
