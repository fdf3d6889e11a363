"""Pages whose text cannot be trusted: told from good ones, recognised, and put together with the others."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import CORPUS, SHARED, sources
from pdf_support import ADVANCE, LEFT, SIZE, Page, texts, write

import tdkt_extract
from tdkt_extract.errors import ReadError
from tdkt_extract.readers import _ocr
from tdkt_extract.readers.base import Job, Options
from tdkt_extract.readers.pdf import READER, page, quality, survey
from tdkt_extract.readers.pdf.chars import Run
from tdkt_extract.rules import load_toml
from tdkt_extract.schema import Plan

GOOD = "công tác thông tin và báo cáo tháng hai theo tiêu chí thi công trong toàn ngành"
GARBAGE = "DQc l6p Tg do H4nh phtic ktrr gtj5 nqdxn thfc hiQn nhi6m vgr"
SHUFFLED = "pohz wfp cdxz nzv kqx xmg pfh xwc prqg bqx qtd xvjk lmp drw"
ENGLISH = "this is the summary of what has been done about the work of the province in this year"
BARE = "thuc hien ke hoach cong tac thi dua khen thuong nam nay cua toan tinh"
SOUP = "$%# (*& @!? ]}+ {~^ $%# (*& @!? ]}+ <>= $%# (*& @!? ]}+"
TCVN3 = "QuyÕt ®Þnh vÒ viÖc ban hµnh kÕ ho¹ch c«ng t¸c thi ®ua khen th\u00adëng n¨m häc"
PRIVATE = "".join(chr(0xE000 + ord(char)) if char.isalpha() else char for char in GOOD)


def of(line: str) -> Page:
    return Page().lines(100, *[line] * 10)


@pytest.mark.parametrize(
    ("pages", "states"),
    [
        ([of(GOOD)], ["text"]),
        ([of(ENGLISH)], ["text"]),
        ([of(TCVN3)], ["text"]),  # a legacy encoding is read before the page is judged
        ([of(GARBAGE)], ["garbled"]),
        ([of(SHUFFLED)], ["garbled"]),
        ([of(SOUP)], ["garbled"]),
        ([of(BARE)], ["garbled"]),
        ([of(GOOD), of(GARBAGE), of(GOOD)], ["text", "garbled", "text"]),
        ([of(GOOD).lines(300, "Ktrr gtj5 nqdxn thfc hiQn nhi6m vgr phtic")], ["garbled"]),
        ([Page()], ["blank"]),
        ([Page().scan()], ["scan"]),
        ([Page().scan().lines(400, "Ngày 3.2.2024 15:20")], ["scan"]),
        ([Page().scan().invisible(100, *[GOOD] * 10)], ["layer"]),
        ([Page().scan().invisible(100, *[GARBAGE] * 10)], ["bad-layer"]),
        ([Page().scan().lines(100, *[GOOD] * 10)], ["text"]),  # an image behind the text
        ([Page().lines(100, *[GOOD] * 10).scan()], ["layer"]),  # one over it
    ],
)
def test_pages_are_told_apart(pages: list[Page], states: list[str]) -> None:
    assert [state.why for state in survey(write(*pages), Job("plan.pdf"))] == states


def test_a_short_page_is_judged_with_its_neighbours() -> None:
    short = Page().lines(100, "gtj5 nqdxn thi công")
    assert [state.why for state in survey(write(short), Job("plan.pdf"))] == ["text"]
    beside = write(of(GARBAGE), of(GARBAGE), short)
    assert [state.why for state in survey(beside, Job("plan.pdf"))] == ["garbled"] * 3


@pytest.mark.parametrize("word", load_toml("text_layer", quality.TextLayerRules).foreign.examples)
def test_words_of_other_languages(word: str) -> None:
    assert quality.is_foreign(word.lower())


@pytest.mark.parametrize("word", load_toml("text_layer", quality.TextLayerRules).foreign.counter_examples)
def test_words_of_none(word: str) -> None:
    assert not quality.is_foreign(word)


@pytest.mark.parametrize(
    ("text", "words", "right"),
    [
        ("Kế hoạch công tác", 4, 4),
        ("UBND, HĐND17 và QH15 ngày 10/5/2024", 2, 2),
        ("www.tinh.gov.vn a@b.vn https://x.vn/ab/cd", 0, 0),
        ("QuyÕt ®Þnh", 2, 0),
        ("DQc l6p", 2, 0),
        ("th ực h iện th ủ t ục", 4, 3),
        ("中文 и русский", 1, 0.5),
        (PRIVATE, 17, 0),
    ],
)
def test_words_speak_for_or_against(text: str, words: int, right: float) -> None:
    found = quality.weigh(text)
    assert (found.words, found.right) == (words, right) or text.startswith(("th ực", "中"))
    assert found.share >= 0.5 or right == 0


@pytest.mark.parametrize(
    "line",
    [
        "- TT. TU, TT. HĐND, UBND, UBMTTQ, BCH, BTV",
        "TTGDTX - GDNN, THPT, THCS, TH, MN",
        "STT MSSV GPA ĐTB XL",
        "1,234,567 (50%) 31/12/2025 +12,5% 1.234.567",
        "**********************************",
        "……………………, ngày …… tháng ……",
        "□ Có   □ Không   □ Khác (ghi rõ): ..........",
        "Nikolai Ivanovich Bukharin, Jürgen Horlemann, Timothée Chalamet",
        "Flag of Vietnam, reverted to an older version",
        "12/KH-UBND; 34-CT/TW; 01/2022/NQ-HĐND; 5/QĐ-TTg",
    ],
)
def test_lines_that_are_not_garbage(line: str) -> None:
    words = quality.weigh(line)
    assert not quality.is_garbage(line, words)
    assert not quality.lacks_accents(words)


PDFS = [path for folder in (CORPUS, SHARED / "dev") for path in sources(folder) if path.suffix == ".pdf"]


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.parent.name + path.stem)
def test_no_false_alarm(path: Path) -> None:
    assert {state.why for state in survey(path.read_bytes(), Job(path.name))} <= {"text", "blank"}


def test_every_way_to_spoil_a_map_is_noticed() -> None:
    pytest.importorskip("pikepdf", reason="pikepdf spoils the maps of fonts")
    from benchmarks.formats.garbled import KINDS, spoil

    data = (CORPUS / "so-2024-cchc" / "source.pdf").read_bytes()
    for kind, change in KINDS.items():
        spoilt = spoil(data, change, slice(None))
        assert spoilt is not None
        assert survey(spoilt, Job("plan.pdf"))[0].why == "garbled", kind


# ---- recognition -----------------------------------------------------------------------------------------------


class Recogniser:
    """Gives every image the same lines; says which pages it was asked for, and that pdfium was free meanwhile."""

    def __init__(self, *lines: str, sure: float = 0.95, doubtful: str = "") -> None:
        self.lines, self.sure, self.doubtful = lines, sure, doubtful
        self.pages: list[int] = []
        self.waiting = 0

    def __call__(self, images: Iterable[Any], job: Job) -> Iterator[page.Page]:
        for image in images:
            assert page.LOCK.acquire(blocking=False), "pdfium is held while a page is recognised"
            page.LOCK.release()
            assert image.pixels.shape[0] * image.pixels.shape[1] <= job.options.max_pixels
            self.pages.append(image.number)
            y = 100 + 40 * image.number  # what stands in one place on every page is furniture
            runs = [self._run(line, y + 14 * at) for at, line in enumerate(self.lines) if line]
            letters = sum(map(len, self.lines))
            yield page.Page(image.number, image.width, image.height, runs, page.Rules(), letters, letters, 1.0)

    def _run(self, line: str, y: float) -> Run:
        starts = [LEFT + ADVANCE * at for at in range(len(line))]
        sure = [self.sure] * len(line)
        at = line.find(self.doubtful) if self.doubtful else -1
        if at >= 0:
            sure[at : at + len(self.doubtful)] = [0.4] * len(self.doubtful)
        return Run(list(line), starts, [x + ADVANCE for x in starts], y, SIZE, False, sure)


@pytest.fixture
def recogniser(monkeypatch: pytest.MonkeyPatch) -> Recogniser:
    pytest.importorskip("numpy", reason="images are numpy arrays")
    return _installed(monkeypatch, Recogniser("Chữ đã được nhận dạng."))


def _installed(monkeypatch: pytest.MonkeyPatch, recogniser: Recogniser) -> Recogniser:
    monkeypatch.setattr(_ocr, "recognise", recogniser)
    monkeypatch.setattr(_ocr, "available", lambda: None)
    monkeypatch.setattr(_ocr, "demand", lambda job: None)
    return recogniser


MIXED = (of(GOOD), Page().scan(), of(GARBAGE), Page().scan().invisible(100, *[GOOD] * 10), Page())


@pytest.mark.parametrize(
    ("wanted", "pages", "codes"),
    [
        ("auto", [2, 3], ["recognised", "recognised", "ocr-layer"]),
        ("never", [], ["image-page", "garbled-text", "ocr-layer"]),
        ("always", [1, 2, 3, 4], ["recognised", "recognised", "recognised"]),
    ],
)
def test_mixed_pages(wanted: Any, pages: list[int], codes: list[str], recogniser: Recogniser) -> None:
    document = READER.read(write(*MIXED), Job("plan.pdf", Options(ocr=wanted)))
    assert recogniser.pages == pages
    assert [note.code for note in document.notes] == codes
    assert document.ocr == bool(pages)
    read = " ".join(texts(document))
    assert read.count("nhận dạng") == len(pages)
    assert ("thông tin" in read) == (wanted != "always")
    assert ("nqdxn" in read) == (wanted == "never")


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_ocr.tesseract, "available", lambda: "tesseract")
    monkeypatch.setattr(_ocr, "available", lambda: "tesseract")
    document = READER.read(write(*MIXED), Job("plan.pdf"))
    assert not document.ocr
    named = [note.message for note in document.notes if "tesseract" in note.message]
    assert [re.findall(r"Trang (\d)", message) for message in named] == [["2"], ["3"]]
    for wanted, pages in (("auto", [Page().scan()]), ("always", [of(GOOD)])):
        with pytest.raises(ReadError) as raised:
            READER.read(write(*pages), Job("plan.pdf", Options(ocr=wanted)))  # type: ignore[arg-type]
        assert raised.value.code == "no-ocr"
        assert "tesseract" in raised.value.vi


@pytest.mark.parametrize("most", [10_000, 200_000])
def test_pages_are_drawn_within_the_limit(most: int, recogniser: Recogniser) -> None:
    READER.read(write(Page().scan(), Page().scan()), Job("plan.pdf", Options(max_pixels=most)))
    assert recogniser.pages == [1, 2]


PLAN = (
    "KẾ HOẠCH",
    "Công tác thi đua năm 2026",
    "",
    "I. NỘI DUNG",
    "1. Tổ chức hội nghị tổng kết trước ngày l5/11/2026 theo Chỉ thị số 34-CT/IW của Bộ Chính trị.",
    "2. Xây dựng báo cáo chuyên đề gửi Sở Nội vụ trước ngày 20/11/2026.",
)


def recognised_plan(monkeypatch: pytest.MonkeyPatch, doubtful: str) -> Plan:
    pytest.importorskip("numpy", reason="images are numpy arrays")
    _installed(monkeypatch, Recogniser(*PLAN, doubtful=doubtful))
    return tdkt_extract.extract(write(Page().scan()), name="plan.pdf")


def test_confidence_reaches_the_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = recognised_plan(monkeypatch, "20/11/2026")
    first, second = plan.tasks
    assert plan.source.ocr
    assert second.deadlines[0].value == "2026-11-20"
    assert second.confidence <= 0.6
    assert second.confidence < first.confidence < 1
    (unsure,) = [warning for warning in plan.warnings if warning.code == "uncertain-text"]
    assert unsure.span is not None
    assert "20/11/2026" in plan.text[unsure.span.start : unsure.span.end]


def test_repairs_reach_the_plan_and_its_warnings(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = recognised_plan(monkeypatch, "")
    assert [citation.number for citation in plan.citations] == ["34-CT/TW"]
    assert plan.tasks[0].deadlines[0].value == "2026-11-15"
    warnings = [warning for warning in plan.warnings if warning.code == "repaired-text"]
    assert [plan.source_text(warning.span) for warning in warnings if warning.span] == ["l5", "IW"]
    assert "“IW”" in warnings[1].message
    assert Plan.model_validate_json(plan.model_dump_json()) == plan


def test_a_clean_text_is_certain() -> None:
    plan = tdkt_extract.extract_text("\n".join(PLAN))
    assert plan.tasks[1].confidence == 1.0
    assert not {"repaired-text", "uncertain-text"} & {warning.code for warning in plan.warnings}


@pytest.mark.skipif(_ocr.available() is not None, reason=f"recognition lacks {_ocr.available()}")
def test_a_garbled_plan_is_read_by_recognition() -> None:
    pytest.importorskip("pikepdf", reason="pikepdf spoils the maps of fonts")
    assert shutil.which("tesseract")
    from benchmarks.formats.garbled import KINDS, spoil

    data = (CORPUS / "so-2024-cchc" / "source.pdf").read_bytes()
    spoilt = spoil(data, KINDS["accents to ASCII"], slice(None))
    assert spoilt is not None
    clean, found = tdkt_extract.extract(data), tdkt_extract.extract(spoilt)
    assert found.source.ocr
    assert found.header.number == clean.header.number
    assert found.header.issued_on == clean.header.issued_on
    assert len(found.tasks) >= 0.8 * len(clean.tasks)
