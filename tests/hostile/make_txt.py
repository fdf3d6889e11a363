"""Plain text and Markdown."""

from __future__ import annotations

from . import case, sample
from .plans import LINES, RECIPIENTS, ROWS

MEGABYTE = 2**20


@sample("txt")
def plain_plan() -> bytes:
    table = "\n".join("\t".join(row) for row in ROWS)
    return "\n".join((*LINES, table, *RECIPIENTS)).encode()


@sample("txt")
def utf16_plan() -> bytes:
    return "\n".join(LINES[:6]).encode("utf-16")


@sample("md")
def marked_plan() -> bytes:
    head, *rows = (f"| {' | '.join(row)} |" for row in ROWS)
    table = "\n".join((head, "|---|---|---|---|", *rows))
    heading = LINES[2]
    return "\n\n".join((f"# {heading}", f"**{LINES[3]}**", *LINES[4:], table, "> " + RECIPIENTS[0])).encode()


def _repeated(piece: str, characters: int) -> bytes:
    return ("KẾ HOẠCH\nI. NỘI DUNG\n" + piece * (characters // len(piece))).encode()


@case("txt", "too-long", full=50, small=5)
def one_paragraph(megabytes: int) -> bytes:
    return _repeated("Sở Nông nghiệp kiểm tra đê trước ngày 30/4. ", megabytes * MEGABYTE)


@case("txt", "too-long", full=50, small=5)
def one_word(megabytes: int) -> bytes:
    return _repeated("x", megabytes * MEGABYTE)


@case("txt", "too-long", full=50, small=2)
def lines_of_one_letter(megabytes: int) -> bytes:
    return _repeated("a\n", megabytes * MEGABYTE)


@case("txt", "too-long", full=50, small=5)
def nothing_but_tabs(megabytes: int) -> bytes:
    return _repeated("\ta\tb\n", megabytes * MEGABYTE)


@case("txt", "plan", full=3_900_000, small=100_000)
def words_without_an_end(characters: int) -> bytes:
    return _repeated("Sở Nông nghiệp kiểm tra đê trước ngày 30/4. ", characters)


@case("txt", "plan", full=3_900_000, small=100_000)
def marks_and_spaces(characters: int) -> bytes:
    return _repeated("a  b\u00a0 c \U0001f600 .", characters)


@case("txt", "plan", full=3_900_000, small=100_000)
def numbers_without_an_end(characters: int) -> bytes:
    return _repeated("a.b/1-2 ", characters)


@case("txt", "plan", full=3_900_000, small=100_000)
def units_without_an_end(characters: int) -> bytes:
    return _repeated("Sở Y, Sở A, Ban B, ", characters)


@case("txt", "plan", full=3_900_000, small=100_000)
def times_without_an_end(characters: int) -> bytes:
    return _repeated("quý I, II, tháng 3; ", characters)


@case("txt", "plan", full=3_900_000, small=100_000)
def citations_without_an_end(characters: int) -> bytes:
    return _repeated("Nghị định số 1/2020/NĐ-CP ngày 1/2/2020; ", characters)


@case("txt", "plan", full=3_900_000, small=100_000)
def capitals_without_an_end(characters: int) -> bytes:
    return _repeated("UBND TỈNH A", characters)


@case("txt", "plan", full=150_000, small=5000)
def headings(lines: int) -> bytes:
    return _repeated("I. A\n1. B\na) C\n", 5 * lines)


@case("txt", "plan", full=70_000, small=5000)
def tasks(lines: int) -> bytes:
    return _repeated("- Sở A nộp báo cáo trước ngày 5/6.\n", 35 * lines)


@case("txt", "plan", full=180_000, small=5000)
def letters_on_lines(lines: int) -> bytes:
    return _repeated("a\n", 2 * lines)


@case("txt", "plan", full=80_000, small=5000)
def rows_of_tabs(lines: int) -> bytes:
    return _repeated("\ta\tb\n", 5 * lines)


@case("txt", "too-large", full=101, small=101)
def more_bytes_than_allowed(megabytes: int) -> bytes:
    return b"a" * (megabytes * MEGABYTE)


@case("txt", "too-long", full=90, small=9)
def nul_characters(megabytes: int) -> bytes:
    return "KẾ HOẠCH\n".encode("utf-16") + bytes(megabytes * MEGABYTE) + "I. A".encode("utf-16-le")


@case("txt", "plan", full=1, small=1)
def combining_marks(megabytes: int) -> bytes:
    return _repeated("a" + "\u0301" * 1000, megabytes * MEGABYTE)


@case("md", "plan", full=200_000, small=20_000)
def spaces_in_a_heading(count: int) -> bytes:
    return ("# KẾ HOẠCH\n\n# a" + " " * count + ".\n\n|a|b|\n|-" + " " * count + "|.\n\n**x**\n").encode()


@case("md", "plan", full=300_000, small=20_000)
def emphasis_that_never_ends(count: int) -> bytes:
    return ("# KẾ HOẠCH\n\n## I. NỘI DUNG\n\n" + "*a _b [c](" * count).encode()


@case("md", "plan", full=300_000, small=20_000)
def quotes_within_quotes(count: int) -> bytes:
    return ("# KẾ HOẠCH\n\n## I. NỘI DUNG\n\n" + "> " * count + "a").encode()


@case("md", "plan", full=60_000, small=20_000)
def a_row_of_pipes(count: int) -> bytes:
    return ("# KẾ HOẠCH\n\n" + "|a" * count + "|\n" + "|-" * count + "|\n" + "|b" * count + "|\n").encode()
