"""Nơi nhận and the signature block (NĐ 30/2020, Điều 8, khoản 7 và 9)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from ..normalise import fold
from ..schema import Recipient, Signer, Warning
from ..spacing import is_spaced, unspace, unspace_name
from ..structure.items import NONE, Item
from ..structure.wording import squeeze, words
from ..text import Span, unchecked

_recipient = unchecked(Recipient)
_HEAD = re.compile(r"\s*(?:nơi\s*nhận|nơi\s*gửi|kính\s*gửi)\s*[:.;]*\s*")
_BULLET = re.compile(r"[-–+•*\s]+")
_INNER_BULLET = re.compile(r"(?<=[;.])\s+[-–+•*]\s*(?=\S)")
_WORD = re.compile(r"\S+")
_NOTE = re.compile(r"\s*\((?:đã ký|đã ký và đóng dấu|ký tên, đóng dấu|signed|ký)[^)]*\)\s*", re.I)

_MARKS = frozenset(map(squeeze, ("KT", "TL", "TUQ", "K/T", "T/L", "Q", "T/UQ")))
_TITLE_WORDS = re.compile(r"(?:(?:ThS|TS|PGS|GS|BS|CN|KS|Đ/c|Đại tá|Thượng tá|Trung tá|Thiếu tướng)[.\s]+)+")


def recipients(text: str, folded: str, items: Sequence[Item]) -> tuple[tuple[Recipient, ...], tuple[Warning, ...]]:
    """Each line of Nơi nhận, without marker and final punctuation; a wrapped line joined to its first."""
    ranges: list[tuple[int, int]] = []
    for item in items:
        head = _HEAD.match(folded, item.start, item.end)
        start = head.end() if head else item.body
        start = _skip_bullet(text, start, item.end)
        if start >= item.end:
            continue
        goes_on = item.kind == NONE and not head and ranges and _is_open(text, ranges[-1])
        if goes_on:
            ranges[-1] = (ranges[-1][0], item.end)
        else:
            ranges.extend(_split(text, start, item.end))
    found: list[Recipient] = []
    spaced: list[tuple[int, int]] = []
    for start, stop in ranges:
        stop = _trim(text, start, stop)
        line = text[start:stop]
        words_of = line.split()
        # “Sonnh\\QD556” is the typist's file, not a recipient.
        if not any(map(str.isalnum, line)) or (len(words_of) == 1 and "\\" in words_of[0]):
            continue
        if is_spaced(line):
            spaced.append((start, stop))
        else:
            found.append(_recipient(text=" ".join(words_of), span=Span.of(start, stop)))
    if not spaced:
        return tuple(found), ()
    span = Span.of(spaced[0][0], spaced[-1][1])
    message = "Nơi nhận bị tách rời từng chữ cái nên không đọc được chắc chắn; hãy đối chiếu văn bản gốc."
    return () if len(spaced) > len(found) else tuple(found), (
        Warning(code="garbled-recipients", message=message, span=span),
    )


def _skip_bullet(text: str, start: int, stop: int) -> int:
    match = _BULLET.match(text, start, stop)
    return match.end() if match else start


def _is_open(text: str, last: tuple[int, int]) -> bool:
    """Whether the last line goes on: it ends in a comma or without any punctuation."""
    end = text[last[0] : last[1]].rstrip()
    return end.endswith((",", "-", "–")) or (bool(end) and end[-1].isalnum() and not end.lower().startswith("lưu"))


def _split(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """A line that holds several recipients (“- A; - B; - Lưu: VT”) in its parts."""
    parts: list[tuple[int, int]] = []
    at = start
    for match in _INNER_BULLET.finditer(text, start, stop):
        parts.append((at, match.start()))
        at = match.end()
    parts.append((at, stop))
    return parts


def _trim(text: str, start: int, stop: int) -> int:
    while stop > start and (text[stop - 1] in ";.,:/" or text[stop - 1].isspace()):
        stop -= 1
    return stop


def signers(text: str, items: Sequence[Item]) -> tuple[Signer, ...]:
    """The signer: capitals are authority and position, the first words in mixed case after them the name."""
    columns: dict[int, list[Item]] = {}
    for item in items:
        columns.setdefault(item.line.column, []).append(item)
    found = [signer for column in columns.values() if (signer := _signer(text, column))]
    return tuple(sorted(found, key=lambda signer: signer.span.start))


def _signer(text: str, items: Sequence[Item]) -> Signer | None:
    """Reads one column word by word, so that it does not matter where the lines are broken."""
    titles: list[tuple[str, int]] = []
    name: list[tuple[str, int, int]] = []
    for number, item in enumerate(items):
        line = text[item.start : item.end]
        if "(" in line:
            line = _NOTE.sub(lambda note: " " * len(note.group()), line)
        line = " ".join(line.split()) if is_spaced(line) else line
        for match in _WORD.finditer(line):
            word = match.group().strip("*_")
            start = item.start + match.start()
            if not word or (not any(map(str.isalpha, word)) and word != "-"):
                continue
            if _is_title_word(word) and not name:
                titles.append((word, number))
            elif titles or len(items) <= 2 or word[0].isupper():
                name.append((word, start, start + len(word)))
    if not name:
        return _capital_name(items, titles)
    words_of_name = [word for word, _, _ in name][:6]
    if len(words_of_name) < 2 or not words_of_name[0][0].isupper():
        return None
    position, authority = _titles(titles)
    span = Span.of(items[0].start, min(max(stop for _, _, stop in name[:6]), items[-1].end))
    person = _TITLE_WORDS.sub("", unspace_name(" ".join(words_of_name))).strip(" .,")
    return Signer(name=person, position=position, authority=authority, span=span)


def _is_title_word(word: str) -> bool:
    return all(map(str.isupper, filter(str.isalpha, word)))


def _capital_name(items: Sequence[Item], titles: list[tuple[str, int]]) -> Signer | None:
    """A name printed in capitals: the last line, where the lines above are positions."""
    if len(items) < 2 or not titles:
        return None
    last = titles[-1][1]
    person = [word for word, number in titles if number == last]
    above = [(word, number) for word, number in titles if number != last]
    if not 2 <= len(person) <= 5 or not above or squeeze(" ".join(person)) in words().positions:
        return None
    position, authority = _titles(above)
    return Signer(
        name=unspace(" ".join(person)),
        position=position,
        authority=authority,
        span=Span.of(items[0].start, items[-1].end),
    )


def _titles(capitals: Sequence[tuple[str, int]]) -> tuple[str | None, str | None]:
    """(position, authority) of the words in capitals, each with its line.

    The position begins with the last line that begins with one (“TUQ. CHỦ TỊCH / TRƯỞNG PHÒNG NỘI VỤ”); on a single
    line, with the last position that no authority mark takes (“KT. CHỦ TỊCH PHÓ CHỦ TỊCH”)."""
    numbers = dict.fromkeys(number for _, number in capitals)
    lines = [unspace(" ".join(word for word, number in capitals if number == line)) for line in numbers]
    for at in range(len(lines) - 1, -1, -1):
        if _begins_position([squeeze(piece) for piece in lines[at].split()]):
            return " ".join(lines[at:]), " ".join(lines[:at]) or None
    pieces = " ".join(lines).split()
    squeezed = [squeeze(piece) for piece in pieces]
    for start in range(1, len(pieces)):
        if _begins_position(squeezed[start:]) and not _is_taken(squeezed, start):
            return " ".join(pieces[start:]), " ".join(pieces[:start])
    whole = " ".join(pieces)
    if words().authority.match(fold(whole)):
        return None, whole
    return whole or None, None


def _begins_position(squeezed: Sequence[str]) -> bool:
    """Whether the first of the words, each squeezed, are a position."""
    return any(first in words().positions for first in accumulate(squeezed))


def _is_taken(squeezed: Sequence[str], start: int) -> bool:
    """Whether the position at `start` belongs to the mark before it, because another position follows:
    CHỦ TỊCH in “KT. CHỦ TỊCH PHÓ CHỦ TỊCH” belongs to KT."""
    if squeezed[start - 1] not in _MARKS:
        return False
    return any(_begins_position(squeezed[later:]) for later in range(start + 1, len(squeezed)))
