"""The PDF reader on pages written by hand, on damaged files and on real ones."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from pdf_support import ADVANCE, FULL, HEIGHT, LEFT, SIZE, WIDTH, Page, prose, read, texts, write

from tdkt_extract.errors import LimitError, ReadError
from tdkt_extract.normalise import align, normalise
from tdkt_extract.readers.base import Job, Options
from tdkt_extract.readers.pdf import READER
from tdkt_extract.text import Paragraph, PdfLocator, Table

SHARED = Path(__file__).parents[1].parent / "shared" / "corpus" / "dev"
DEV = sorted(SHARED.glob("*.pdf"))


def test_recognises_by_content() -> None:
    assert READER.recognise(b"\x00junk\n%PDF-1.4") == 1.0
    assert READER.recognise(b"PK\x03\x04") == 0.0


def test_lines_become_paragraphs_by_space_indent_and_marker() -> None:
    a, b, c = prose("a", 3), prose("b", 2), prose("c", 1)
    page = Page().lines(100, *a, "end of a.").lines(166, *b).lines(210, "- " + c[0][:-2], c[0][:30])
    page.lines(234, "1. Heading", "Text below it")
    got = texts(read(page))
    assert got == [
        " ".join([*a, "end of a."]),
        " ".join(b),
        f"- {c[0][:-2]} {c[0][:30]}",
        "1. Heading",
        "Text below it",
    ]


def test_first_line_indent_begins_a_paragraph() -> None:
    page, expected = Page(), []
    for index, letter in enumerate("abcd"):
        lines = prose(letter, 3)
        lines[0] = lines[0][7:].capitalize()
        page.text(LEFT + 7 * ADVANCE, 100 + 36 * index, lines[0]).lines(112 + 36 * index, *lines[1:])
        expected.append(" ".join(lines))
    assert texts(read(page)) == expected


def test_every_line_has_its_place() -> None:
    (block,) = read(Page().lines(100, *prose("a", 2), "end.")).blocks
    assert isinstance(block, Paragraph)
    places = [place for _, place in block.locators]
    assert all(isinstance(place, PdfLocator) and place.page == 1 for place in places)
    assert [offset for offset, _ in block.locators] == [0, *(m.end() for m in re.finditer("\n", block.text))]
    boxes = [place.bbox for place in places if isinstance(place, PdfLocator)]
    assert [round(box[0]) for box in boxes] == [LEFT] * 3
    assert all(above[3] <= below[3] and above[1] < below[1] for above, below in pairwise(boxes))
    assert boxes[0][1] < 100 < boxes[0][3]


def test_bold_and_centred_are_told() -> None:
    page = Page().centred(80, "KE HOACH", bold=True).lines(110, *prose("a", 4))
    title, body = read(page).blocks
    assert isinstance(title, Paragraph)
    assert isinstance(body, Paragraph)
    assert (title.bold, title.centred) == (True, True)
    assert (body.bold, body.centred) == (False, False)


def test_letterhead_has_two_columns_and_its_rows() -> None:
    page = Page().centred(60, "UBND TINH X", 150).centred(60, "CONG HOA XA HOI CHU NGHIA", 400)
    page.centred(73, "SO NOI VU", 150, bold=True).centred(73, "Doc lap - Tu do", 400)
    page.centred(100, "So: 41/KH-SNV", 150).centred(98, "X, ngay 2 thang 6 nam 2025", 400)
    page.centred(130, "KE HOACH", bold=True).lines(160, *prose("a", 5))
    got = read(page)
    table = got.blocks[0]
    assert isinstance(table, Table)
    assert table.columns == 2
    assert texts(got)[:3] == [
        "UBND TINH X // SO NOI VU | CONG HOA XA HOI CHU NGHIA // Doc lap - Tu do",
        "So: 41/KH-SNV | X, ngay 2 thang 6 nam 2025",
        "KE HOACH",
    ]


def signature(page: Page, y: float) -> Page:
    page.lines(y, "Noi nhan:", "- Nhu tren;", "- Cac so, ban,", "nganh cua tinh;", "- Luu: VT.", step=11)
    page.centred(y + 2, "TM. UY BAN NHAN DAN", 420, bold=True).centred(y + 15, "CHU TICH", 420, bold=True)
    return page.centred(y + 80, "Nguyen Van A", 420, bold=True)


def test_recipients_stand_beside_the_signature() -> None:
    got = texts(read(signature(Page().lines(100, *prose("a", 4), "Het."), 180)))
    assert got[1:] == [
        "Noi nhan: // - Nhu tren; // - Cac so, ban, nganh cua tinh; // - Luu: VT."
        " | TM. UY BAN NHAN DAN // CHU TICH // Nguyen Van A"
    ]


def test_recipients_go_on_over_a_page() -> None:
    first = Page().lines(100, *prose("a", 4), "Het.").lines(760, "Noi nhan:", "- Mot;", "- Hai;", step=11)
    first.centred(760, "TM. UY BAN", 420).centred(774, "CHU TICH", 420)
    second = Page().lines(60, "- Ba;", "- Luu: VT.", step=11).centred(100, "Nguyen Van A", 420)
    second.centred(140, "PHU LUC").lines(170, *prose("b", 3))
    assert texts(read(first, second))[1:3] == [
        "Noi nhan: // - Mot; // - Hai; // - Ba; // - Luu: VT. | TM. UY BAN // CHU TICH // Nguyen Van A",
        "PHU LUC",
    ]


def test_page_numbers_and_running_heads_go_but_not_numbers_of_the_text() -> None:
    pages = []
    for number in range(1, 6):
        page = Page().text(LEFT, 30, f"Ke hoach so 41 - ban {number}").centred(780, f"- {number} -")
        pages.append(page.lines(100, "Mo dau", *prose("a", 4), "Het.").text(LEFT, 300, "2025."))
    got = texts(read(*pages))
    assert got.count("2025.") == 5
    assert not any("ban" in text or re.search(r"- \d -", text) for text in got)


def test_a_sentence_that_recurs_at_the_edge_of_some_pages_stays() -> None:
    pages = []
    for number in range(20):
        page = Page().lines(100, *prose("a", 4), "Het.")
        pages.append(page.text(LEFT, 60, "Phat tien 5 dong:" if number in (0, 9, 19) else f"Doan {number} khac"))
    assert texts(read(*pages)).count("Phat tien 5 dong:") == 3


def test_a_paragraph_goes_on_over_a_page_and_its_footnote_follows_it() -> None:
    head, tail = prose("a", 40), prose("b", 2)
    first = Page().lines(100, *head).rule(LEFT, 700, LEFT + 140, 700).text(LEFT, 712, "1 Note.", size=7)
    second = Page().centred(40, "2").lines(80, *tail, "het doan.").lines(140, "Doan sau.")
    assert texts(read(first, second)) == [" ".join([*head, *tail, "het doan."]), "1 Note.", "Doan sau."]


def test_a_sentence_end_at_the_foot_of_a_page_ends_the_paragraph() -> None:
    first = Page().lines(100, *prose("a", 3), "Het.")
    second = Page().lines(80, "Doan moi dai hon mot chut", "tiep theo.")
    assert texts(read(first, second))[1] == "Doan moi dai hon mot chut tiep theo."


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [("34-", "CT/TW", "34-CT/TW"), ("2021-", "2030,", "2021-2030,"), ("kinh te -", "xa hoi", "kinh te - xa hoi")],
)
def test_a_number_cut_at_its_hyphen_is_whole_again(above: str, below: str, joined: str) -> None:
    start = prose("a", 1)[0][: FULL - len(above) - 1].strip()
    (text,) = texts(read(Page().lines(100, *prose("a", 2), f"{start} {above}", f"{below} va sau do.")))
    assert text.endswith(f"{start} {joined} va sau do.")


def test_a_line_drawn_in_two_fonts_one_after_the_other_is_in_order() -> None:
    line = "Uy ban nhan dan tinh"
    page = Page()
    for part in (0, 1):  # every other letter from the fallback font, as where a font lacks Vietnamese letters
        for index, char in enumerate(line):
            if char != " " and index % 2 == part:
                page.text(LEFT + index * ADVANCE, 100, char, bold=bool(part))
    assert texts(read(page)) == [line]


def test_an_item_hangs_from_its_marker() -> None:
    page = Page().lines(80, *prose("a", 3), "Het.")
    page.text(LEFT, 140, "-").lines(140, prose("b", 1)[0][:-4], "tiep theo.", x=LEFT + 4 * ADVANCE)
    page.text(LEFT, 164, "-").text(LEFT + 4 * ADVANCE, 164, "Muc hai")
    assert texts(read(page))[1:] == [f"- {prose('b', 1)[0][:-4]} tiep theo.".replace("  ", " "), "- Muc hai"]


def test_a_letterhead_after_a_signature_is_its_own() -> None:
    first = signature(Page().lines(100, *prose("a", 4), "Het."), 300)
    second = Page().centred(59, "CONG HOA XA HOI", 420).centred(60, "UBND TINH X", 150)
    second.centred(75, "So: 1/KH", 150).centred(74, "Doc lap", 420).lines(120, *prose("b", 4))
    got = texts(read(first, second))
    assert got[2] == "UBND TINH X // So: 1/KH | CONG HOA XA HOI // Doc lap"


def test_a_raised_number_is_no_digit_of_the_number_before_it() -> None:
    page = Page().text(LEFT, 100, "Luat so 95/2025/QH15")
    page.text(LEFT + 20 * ADVANCE, 96, "1", size=6).text(LEFT + 21 * ADVANCE, 100, "cua Quoc hoi")
    assert texts(read(page)) == ["Luat so 95/2025/QH15 ¹ cua Quoc hoi"]


XS: list[float] = [60, 90, 320, 540]


def table_page(rows: list[list[str]], head: bool = True) -> Page:
    """Each row a list of cells, "/" for a line break."""
    page, y, ys = Page(), 70.0, [60.0]
    for row in ([["TT", "Noi dung", "Don vi"]] if head else []) + rows:
        height = 12 * max(len(cell.split("/")) for cell in row)
        for x, cell in zip(XS, row, strict=False):
            page.lines(y, *cell.split("/"), x=x + 3)
        y += height + 6
        ys.append(y - 10)
    return page.grid(XS, ys)


def test_a_ruled_table_is_one_over_pages() -> None:
    first = table_page([["1", "Viec mot", "So A"], ["2", "Viec hai con/dang do", "So B"]])
    second = table_page([["", "va het", ""], ["3", "Viec ba", "So C"]])
    got = read(first, second)
    (table,) = got.blocks
    assert isinstance(table, Table)
    assert table.columns == 3
    assert [cell.column for cell in table.rows[0].cells] == [0, 1, 2]
    assert texts(got) == [
        "TT | Noi dung | Don vi",
        "1 | Viec mot | So A",
        "2 | Viec hai con dang do va het | So B",
        "3 | Viec ba | So C",
    ]


def test_merged_cells_have_their_spans() -> None:
    page = Page().rule(60, 60, 540, 60).rule(60, 100, 540, 100).rule(60, 140, 540, 140).rule(90, 80, 540, 80)
    for x in (60, 90, 540):
        page.rule(x, 60, x, 140)
    page.rule(320, 80, 320, 140)
    page.text(63, 75, "TT").text(200, 75, "Chung").text(93, 95, "Mot").text(323, 95, "Hai").text(93, 120, "x")
    (table,) = read(page).blocks
    assert isinstance(table, Table)
    spans = [(cell.column, cell.colspan, cell.rowspan) for row in table.rows for cell in row.cells]
    assert spans == [(0, 1, 2), (1, 2, 1), (1, 1, 1), (2, 1, 1), (0, 1, 1), (1, 1, 1), (2, 1, 1)]


def test_a_frame_around_the_page_is_no_table() -> None:
    page = Page().grid([40, 560], [40, 760]).grid([44, 556], [44, 756]).lines(100, *prose("a", 3))
    assert texts(read(page)) == [" ".join(prose("a", 3))]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_reads_the_same(turn: int) -> None:
    page = Page(turn)
    cos, sin = round(math.cos(math.radians(turn))), round(math.sin(math.radians(turn)))
    shift = {0: (0, 0), 90: (WIDTH, 0), 180: (WIDTH, HEIGHT), 270: (0, HEIGHT)}[turn]
    page.parts.append(f"q {cos} {sin} {-sin} {cos} {shift[0]} {shift[1]} cm")
    page.lines(300, *(line[:60] for line in prose("a", 3)), "end.")
    (block,) = read(page).blocks
    assert isinstance(block, Paragraph)
    assert normalise(block.text)[0].split() == [*" ".join(line[:60] for line in prose("a", 3)).split(), "end."]
    place = block.locators[0][1]
    assert isinstance(place, PdfLocator)
    down = 300 + (WIDTH - HEIGHT if turn % 180 else 0)
    assert place.bbox[0] == pytest.approx(LEFT, abs=1)
    assert place.bbox[3] == pytest.approx(down + 0.22 * SIZE, abs=1)


def test_text_drawn_sideways_is_read_and_placed_as_shown() -> None:
    page = Page()
    lines = [line[:60] for line in prose("a", 4)]
    for index, line in enumerate(lines):
        page.sideways(100 + 12 * index, 700, line)
    (block,) = read(page).blocks
    assert isinstance(block, Paragraph)
    assert normalise(block.text)[0] == " ".join(lines)
    place = block.locators[0][1]
    assert isinstance(place, PdfLocator)
    left, top, right, bottom = place.bbox
    assert left < 100 < right < 110
    assert bottom == pytest.approx(700, abs=1)
    assert top == pytest.approx(700 - 60 * ADVANCE, abs=8)


def test_a_stamped_number_fills_its_blank_and_a_seal_stays_out() -> None:
    page = Page().text(LEFT, 60, "So:       /KH-UBND").stamp(LEFT + 4 * ADVANCE, 60, "41")
    page.stamp(300, 60, "Nguoi ky: Uy ban nhan dan tinh, 2.6.2025").lines(120, *prose("a", 3))
    assert re.sub(r"\s", "", texts(read(page))[0]) == "So:41/KH-UBND"
    assert "Nguoi" not in " ".join(texts(read(page)))


ENCRYPTED = f"/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7\nnothing", "damaged"),
        (write(Page().scan(), Page().scan()), "no-text-layer"),
        (write(Page()), "no-text-layer"),
        (
            write(
                Page().lines(100, "secret"),
                trailer=ENCRYPTED,
            ),
            "encrypted",
        ),
    ],
)
def test_bad_files_are_told_apart(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        READER.read(data, Job("plan.pdf", Options(ocr="never")))
    assert caught.value.code == code
    assert "plan.pdf" in str(caught.value)


def test_limits() -> None:
    pages = [Page().lines(100, *prose("a", 3)) for _ in range(3)]
    with pytest.raises(LimitError):
        READER.read(write(*pages), Job("plan.pdf", Options(max_pages=2)))
    with pytest.raises(LimitError):
        READER.read(write(*pages), Job("plan.pdf", Options(max_chars=100)))
    assert READER.read(write(*pages), Job("plan.pdf", Options(max_pages=3))).pages == 3


GOOD = "công tác thông tin và báo cáo tháng hai theo tiêu chí thi công trong toàn ngành"
GARBAGE = "DQc l6p Tg do H4nh phtic ktrr gtj5 nqdxn thfc hiQn nhi6m vgr"


@pytest.mark.parametrize(
    ("line", "scans", "codes"),
    [(GOOD, 0, []), (GARBAGE, 0, ["garbled-text"]), (GOOD, 1, ["image-page"])],
)
def test_notes(line: str, scans: int, codes: list[str]) -> None:
    pages = [Page().lines(100, *[line] * 10), *(Page().scan() for _ in range(scans))]
    notes = read(*pages).notes
    assert [note.code for note in notes] == codes
    assert all("2" in note.message for note in notes if note.code == "image-page")


@pytest.mark.parametrize("share", range(5, 100, 5))
def test_a_truncated_file_is_read_or_refused(share: int) -> None:
    data = write(table_page([["1", "Viec", "So"]]), signature(Page().lines(100, *prose("a", 5)), 200))
    try:
        document = READER.read(data[: len(data) * share // 100], Job("plan.pdf"))
    except ReadError:
        return
    assert document.notes


def test_threads_may_read_at_once() -> None:
    data = write(*(Page().lines(100, *prose(letter, 20)) for letter in "abcdef"))
    job = Job("plan.pdf", Options(ocr="never"))
    expected = texts(READER.read(data, job))
    with ThreadPoolExecutor(4) as pool:
        for document in pool.map(lambda _: READER.read(data, job), range(8)):
            assert texts(document) == expected


PLACED = st.lists(
    st.tuples(
        st.integers(0, 8),
        st.integers(0, 20),
        st.floats(-0.8, 0.8),
        st.booleans(),
        st.text("abcdefghikm", min_size=2, max_size=7),
    ),
    min_size=1,
    max_size=40,
    unique_by=lambda word: word[:2],
)


@settings(max_examples=60, deadline=None)
@given(PLACED, st.booleans())
def test_every_word_drawn_comes_out_once(words: list[tuple[int, int, float, bool, str]], ruled: bool) -> None:
    """Wherever words stand, in whatever order, on jittery baselines as recognised scans have them."""
    page = Page()
    drawn = []
    for index, (column, line, jitter, bold, word) in enumerate(words):
        drawn.append(f"{word}n{index}x")
        page.text(40 + 62 * column, 140 + 24 * line + jitter, drawn[-1], size=8, bold=bold)
    if ruled:
        page.grid([36, 160, 346, 598], [128, 250, 400, 640])
    text = align(read(page).blocks).text
    assert Counter(text.split()) == Counter(drawn)


def squeezed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def text_of(element: html.HtmlElement) -> str:
    return "".join(str(text) for text in element.itertext())


@pytest.mark.skipif(not DEV, reason="the shared corpus is not here")
@pytest.mark.parametrize("path", DEV, ids=lambda path: path.stem)
def test_the_corpus_is_read_as_its_html_twin(path: Path) -> None:
    body = html.fromstring(path.with_suffix(".html").read_text("utf-8")).find("body")
    assert body is not None
    paragraphs = Counter(squeezed(text_of(e)) for e in body if e.tag == "p" and squeezed(text_of(e)))
    words = Counter(word for p in body.iter("p") for word in squeezed(text_of(p)).split())
    document = READER.read(path.read_bytes(), Job(path.name))
    found = Counter(align(document.blocks).text.split())
    got = Counter(squeezed(normalise(b.text)[0]) for b in document.blocks if isinstance(b, Paragraph))
    assert (words & found).total() >= 0.99 * words.total()
    assert (paragraphs & got).total() >= 0.97 * paragraphs.total()
