"""`python -m benchmarks.formats.garbled`: text layers made garbage in known ways, and which of them are noticed.

Each PDF of the project's corpus and, where the folder `shared` lies beside the project, of its dev plans and archive is
read as it is (every page noticed is a false alarm) and with the Unicode maps of its fonts rewritten in each of the ways
of `KINDS` (every page spoilt and not noticed is a miss). What a page has lost is counted on its own words: a map that
is gone hurts nobody where the font's own encoding says the same. Exit 1 on a false alarm or a document not noticed.

    --limit N   only the first N files
    --verbose   names what was missed
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import unicodedata
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import pikepdf

from tdkt_extract.errors import ReadError
from tdkt_extract.readers.base import Job
from tdkt_extract.readers.pdf import survey

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "corpus"
SPOILT = 0.3  # of a page's words changed: it is garbage; fewer: partly

UnicodeMap: TypeAlias = "dict[int, str]"
Change: TypeAlias = Callable[[str], str]


def files() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every PDF that is here."""
    for folder in (ROOT / "corpus", SHARED / "dev"):
        for path in sorted(folder.rglob("*.pdf")) if folder.is_dir() else ():
            yield f"{path.parent.name}/{path.name}", path.read_bytes()
    archive = SHARED / "archive" / "plan-archive.zip"
    if not archive.exists():
        print("shared dev plans and archive: not here, skipped")
        return
    with zipfile.ZipFile(archive) as packed:
        for name in sorted(packed.namelist()):
            if name.lower().endswith(".pdf"):
                yield name, packed.read(name)


# ---- ways to spoil a map ---------------------------------------------------------------------------------------


def _with_capitals(small: str) -> tuple[str, str]:
    return small, small.upper()


def _accented() -> str:
    """The small letters that Vietnamese has beyond ASCII."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    toned = (unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in tones)
    return "".join(("ăâêôơưđ", *toned))


_PLAIN, _ACCENTED = _with_capitals("abcdefghijklmnopqrstuvwxyz"), _with_capitals(_accented())
_EVERY = tuple("".join(pair) for pair in zip(_PLAIN, _ACCENTED, strict=True))


def _shuffled(alphabets: tuple[str, ...], seed: int) -> Change:
    chance = random.Random(seed)
    table: dict[str, str] = {}
    for alphabet in alphabets:
        mixed = [*alphabet]
        chance.shuffle(mixed)
        table.update(zip(alphabet, mixed, strict=True))
    return lambda text: "".join(table.get(char, char) for char in text)


def _accents_to_ascii(text: str) -> str:
    """As fonts of scanners' programs do: “Độc lập” comes out as “DQc l6p”."""
    signs = "QWfjzFJZ0123456789$#@&%"
    return "".join(
        "D" if char == "Đ" else "d" if char == "đ" else char if char.isascii() else signs[ord(char) % len(signs)]
        for char in text
    )


def _bare(text: str) -> str:
    marks = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in marks if not unicodedata.combining(char))


def _private(text: str) -> str:
    return "".join(chr(0xE000 + ord(char) % 0x800) if char.isalpha() else char for char in text)


def _by_code(step: int) -> Change:
    return lambda text: "".join(chr(max(0x21, ord(char) + step)) if char.isalpha() else char for char in text)


def _dropped(text: str) -> str:
    return "".join("\ufffd" if char.isalpha() and not char.isascii() else char for char in text)


KINDS: dict[str, Change | None] = {
    "shifted by 29": _by_code(-29),
    "shifted by 1": _by_code(1),
    "shuffled": _shuffled(_EVERY, 1),
    "shuffled, other": _shuffled(_EVERY, 2),
    "plain shuffled": _shuffled(_PLAIN, 3),
    "private area": _private,
    "no map": None,
    "accents to ASCII": _accents_to_ascii,
    "accents shuffled": _shuffled(_ACCENTED, 4),
    "accents lost": _dropped,
    "accents bare": _bare,
}


# ---- maps ------------------------------------------------------------------------------------------------------

_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.S)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


def read_map(stream: bytes) -> tuple[UnicodeMap, int]:
    """Code -> text of a ToUnicode CMap, and the bytes of a code."""
    found: UnicodeMap = {}
    width = 1
    for section in _SECTION.finditer(stream):
        values = [
            match.group(1) if match.group(1) is not None else match.group() for match in _TOKEN.finditer(section[2])
        ]
        rest = iter(values)
        for first in rest:
            low, width = int(first, 16), max(width, len(first) // 2)
            if section[1] == b"bfchar":
                found[low] = _text(next(rest))
                continue
            high, target = int(next(rest), 16), next(rest)
            if target != b"[":
                base = _text(target)
                for code in range(low, min(high, low + 0xFFFF) + 1):
                    found[code] = base[:-1] + chr(ord(base[-1]) + code - low)
                continue
            for code, value in enumerate(rest, low):
                if value == b"]":
                    break
                found[code] = _text(value)
    return found, width


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def write_map(entries: Mapping[int, str], width: int) -> bytes:
    """A ToUnicode CMap of these entries."""
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Spoilt def /CMapType 2 def",
        f"1 begincodespacerange <{'00' * width}> <{'FF' * width}> endcodespacerange",
    ]
    items = sorted(entries.items())
    for at in range(0, len(items), 100):
        part = items[at : at + 100]
        lines.append(f"{len(part)} beginbfchar")
        lines += [f"<{code:0{2 * width}X}> <{text.encode('utf-16-be').hex()}>" for code, text in part]
        lines.append("endbfchar")
    lines.append("endcmap end end")
    return "\n".join(lines).encode()


def fonts(pdf: Any) -> list[Any]:
    """The fonts that have a Unicode map."""
    return [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and "/ToUnicode" in item
    ]


def spoil(data: bytes, change: Change | None, every: slice) -> bytes | None:
    """The PDF with its maps changed, or without them, those of `every` of its fonts. None where it has none of them."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        chosen = fonts(pdf)[every]
        for font in chosen:
            if change is None:
                del font["/ToUnicode"]
                continue
            entries, width = read_map(font["/ToUnicode"].read_bytes())
            entries = {code: change(text) for code, text in entries.items()}
            font["/ToUnicode"] = pdf.make_stream(write_map(entries, width))
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue() if chosen else None


# ---- figures ---------------------------------------------------------------------------------------------------


def words(data: bytes) -> list[list[str]]:
    """The words of each page in the file's order."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_range(errors="replace").split() for page in document]
    document.close()
    return pages


def lost(before: list[str], after: list[str]) -> float:
    """The share of a page's words with letters that are no longer there."""
    left = Counter(after)
    words = [word for word in before if any(map(str.isalpha, word))]
    gone = 0
    for word in words:
        left[word] -= 1
        gone += left[word] < 0
    return gone / max(1, len(words))


@dataclass
class Tally:
    """Of one kind: pages and documents spoilt, and noticed."""

    pages: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    documents: list[int] = field(default_factory=lambda: [0, 0])
    alarms: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, name: str, losses: list[float], words: list[int], noticed: set[int]) -> None:
        spoilt = False
        for number, (share, count) in enumerate(zip(losses, words, strict=True), 1):
            if not share:
                if number in noticed:
                    self.alarms += 1
                    self.misses.append(f"false alarm: {name} page {number}, {count} words")
                continue
            how = "garbage" if share >= SPOILT else "partly"
            cell = self.pages[f"{how}, short" if count < 50 else how]
            cell[0] += 1
            cell[1] += number in noticed
            if number not in noticed:
                self.misses.append(f"missed: {name} page {number}, {share:.2f} lost, {count} words")
            spoilt = spoilt or (how == "garbage" and count >= 50)
        self.documents[0] += spoilt
        self.documents[1] += spoilt and bool(noticed)


def noticed(data: bytes, name: str) -> set[int]:
    """Numbers of the pages whose text the reader would not take."""
    return {state.number for state in survey(data, Job(name)) if state.why == "garbled"}


COLUMNS = ("garbage", "garbage, short", "partly", "partly, short")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.formats.garbled", description=__doc__)
    parser.add_argument("--limit", type=int, default=10**6)
    parser.add_argument("--verbose", action="store_true")
    parsed = parser.parse_args()
    tallies: dict[str, Tally] = defaultdict(Tally)
    clean_pages = documents = 0
    for _, (name, data) in zip(range(parsed.limit), files(), strict=False):
        try:
            before = words(data)
            alarms = noticed(data, name)
        except ReadError as error:
            print(error)
            continue
        documents += 1
        clean_pages += len(before)
        counts = [len(page) for page in before]
        tallies["as it is"].add(name, [0.0] * len(before), counts, alarms)
        for kind, change in KINDS.items():
            for half, every in ((False, slice(None)), (True, slice(documents % 2, None, 2))):
                spoilt = spoil(data, change, every)
                if spoilt is not None:
                    losses = [lost(one, two) for one, two in zip(before, words(spoilt), strict=True)]
                    tallies[f"{kind}, one font of two" if half else kind].add(
                        name, losses, counts, noticed(spoilt, name)
                    )
    print(f"{documents} documents, {clean_pages} pages")
    print(table(tallies))
    if parsed.verbose:
        for kind, tally in tallies.items():
            print(*(f"{kind}: {miss}" for miss in tally.misses), sep="\n")
    failed = any(tally.alarms or tally.documents[0] > tally.documents[1] for tally in tallies.values())
    return int(failed)


def table(tallies: Mapping[str, Tally]) -> str:
    """Noticed of spoilt, by kind."""
    lines = [f"{'':<36}{'false alarms':>13}{'documents':>12}" + "".join(f"{column:>16}" for column in COLUMNS)]
    for kind, tally in tallies.items():
        cells = "".join(f"{'{1} of {0}'.format(*tally.pages[column]):>16}" for column in COLUMNS)
        lines.append(f"{kind:<36}{tally.alarms:>13}{'{1} of {0}'.format(*tally.documents):>12}{cells}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
