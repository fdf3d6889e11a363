"""Recognition of scans and photographs: pages drawn here, spoilt, and read again."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

import pytest
from ocr_support import DPI, as_file, blank, rule, stamp, write

from tdkt_extract import LimitError, Options, ReadError
from tdkt_extract.readers import _ocr, read
from tdkt_extract.readers._ocr import tesseract
from tdkt_extract.readers.base import Job
from tdkt_extract.text import Paragraph, RawDocument, Table

pytest.importorskip("numpy")
pytest.importorskip("PIL")

needs_tesseract = pytest.mark.skipif(_ocr.available() is not None, reason=f"recognition lacks {_ocr.available()}")

PROSE = (
    "Các đơn vị trực thuộc tổ chức kiểm tra việc chấp hành",
    "quy định về phòng cháy tại trụ sở và báo cáo kết quả",
    "trước ngày 15 tháng 6 năm 2021 để tổng hợp, theo dõi.",
)
HEADING = "II. NHIỆM VỤ TRỌNG TÂM"


def job(**options: object) -> Job:
    return Job("scan.tif", Options(ocr_jobs=1, **options))  # type: ignore[arg-type]


def recognised(data: bytes, **options: object) -> RawDocument:
    return read(data, job(**options))[1]


def paragraphs(document: RawDocument) -> list[Paragraph]:
    return [block for block in document.blocks if isinstance(block, Paragraph)]


def words(document: RawDocument) -> list[str]:
    texts = [paragraph.text for paragraph in paragraphs(document)]
    for block in document.blocks:
        if isinstance(block, Table):
            texts.extend(p.text for row in block.rows for cell in row.cells for p in cell.paragraphs)
    return " ".join(texts).split()


def share_read(document: RawDocument, lines: tuple[str, ...]) -> float:
    """The share of the words of `lines` that the document has."""
    expected = " ".join(lines).split()
    found = set(words(document))
    return sum(word in found for word in expected) / len(expected)


@needs_tesseract
def test_a_skewed_noisy_page_keeps_its_paragraphs_and_bold_heading() -> None:
    import numpy
    from PIL import Image

    page = blank()
    write(page, 70, 60, [HEADING], bold=True)
    write(page, 70, 100, PROSE)
    page = page.rotate(1.3, resample=Image.Resampling.BICUBIC, fillcolor="white")
    grain = numpy.random.default_rng(1).normal(0, 8, (page.height, page.width, 1))
    spoilt = (numpy.asarray(page) + grain).clip(0, 255).astype("uint8")
    document = recognised(as_file(Image.fromarray(spoilt)))
    heading, *rest = paragraphs(document)
    assert heading.text == HEADING
    assert heading.bold
    assert not rest[0].bold
    assert share_read(document, PROSE) > 0.9
    assert len(rest) == 1
    assert document.ocr
    assert "recognised" in {note.code for note in document.notes}


@needs_tesseract
def test_type_under_a_red_stamp_is_read_and_the_stamp_is_not() -> None:
    page = blank()
    write(page, 70, 100, PROSE)
    stamp(page, 250, 120)
    document = recognised(as_file(page))
    assert share_read(document, PROSE) > 0.85
    assert len(words(document)) <= len(" ".join(PROSE).split()) + 2


@needs_tesseract
def test_a_ruled_table_is_read_cell_by_cell() -> None:
    page = blank(height=330)
    xs, ys = (60, 100, 330, 530), (60, 90, 150, 210)
    for x in xs:
        rule(page, x, ys[0], x, ys[-1])
    for y in ys:
        rule(page, xs[0], y, xs[-1], y)
    cells = [
        [["TT"], ["Nội dung công việc"], ["Đơn vị chủ trì"]],
        [["1"], ["Rà soát hồ sơ lưu trữ của", "các phòng chuyên môn"], ["Văn phòng Sở"]],
        [["2"], ["Tập huấn nghiệp vụ văn thư"], ["Phòng Tổ chức", "cán bộ"]],
    ]
    for row, y in zip(cells, ys, strict=False):
        for cell, x in zip(row, xs, strict=False):
            write(page, x + 6, y + 6, cell)
    (table,) = (block for block in recognised(as_file(page)).blocks if isinstance(block, Table))
    got = [[" ".join(p.text.split()) for cell in row.cells for p in cell.paragraphs] for row in table.rows]
    assert table.columns == 3
    assert [[len(cell.paragraphs) for cell in row.cells][1:] for row in table.rows] == [[1, 1]] * 3
    assert got[0][1:] == ["Nội dung công việc", "Đơn vị chủ trì"]
    assert got[1][-2:] == ["Rà soát hồ sơ lưu trữ của các phòng chuyên môn", "Văn phòng Sở"]
    assert got[2][-2:] == ["Tập huấn nghiệp vụ văn thư", "Phòng Tổ chức cán bộ"]


@needs_tesseract
def test_columns_whose_lines_stand_at_different_heights_are_read_each_for_itself() -> None:
    page = blank(height=330)
    write(page, 70, 40, PROSE)
    left = ["Nơi nhận:", "- Các phòng chuyên môn;", "- Thanh tra Sở;", "- Lưu: VT, TCCB."]
    right = ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Văn Bình"]
    write(page, 70, 140, left)
    write(page, 360, 149, right)
    document = recognised(as_file(page))
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    columns = [" ".join(" ".join(p.text for p in cell.paragraphs).split()) for cell in table.rows[0].cells]
    assert columns == [" ".join(left), " ".join(right)]


@needs_tesseract
@pytest.mark.parametrize("degrees", [90, 180])
def test_a_page_on_its_side_or_head_is_turned(degrees: int) -> None:
    page = blank(height=400)
    write(page, 70, 60, PROSE * 3)
    document = recognised(as_file(page.rotate(degrees, expand=True)))
    assert share_read(document, PROSE) > 0.9
    place = paragraphs(document)[0].locators[0][1]
    left, top, right, bottom = place.bbox  # type: ignore[union-attr]
    assert (right - left > bottom - top) == (degrees == 180)  # on the page as it is shown


@needs_tesseract
def test_the_pages_of_a_file_come_in_order() -> None:
    pages = []
    for number in ("thứ nhất", "thứ hai", "thứ ba"):
        page = blank(height=120)
        write(page, 70, 40, [f"Nội dung của trang {number} trong tệp."])
        pages.append(page)
    document = recognised(as_file(*pages))
    assert document.pages == 3
    text = " ".join(words(document))
    assert text.index("nhất") < text.index("hai") < text.index("ba trong")


@needs_tesseract
@pytest.mark.parametrize(("kind", "options"), [("PNG", {}), ("JPEG", {"quality": 90})])
def test_a_truncated_image_gives_its_upper_part_and_a_note(kind: str, options: dict[str, int]) -> None:
    page = blank(height=400)
    write(page, 70, 40, PROSE * 6)
    data = as_file(page, kind=kind, **options)
    document = recognised(data[: len(data) * 3 // 4])
    assert share_read(document, PROSE) > 0.8
    assert "truncated" in {note.code for note in document.notes}


@needs_tesseract
def test_unsure_words_have_readings() -> None:
    import numpy
    from PIL import Image, ImageFilter

    page = blank(height=160)
    write(page, 70, 40, PROSE)
    blurred = page.filter(ImageFilter.GaussianBlur(4.2))
    found = list(_ocr.recognise([_ocr.Image(numpy.asarray(blurred), 1, DPI)], job()))
    assert all(run.sure and len(run.sure) == len(run.chars) for run in found[0].runs)
    sure = [value for run in found[0].runs for value in run.sure or ()]
    assert min(sure, default=0.0) < 0.9
    document = recognised(as_file(Image.fromarray(numpy.asarray(blurred))))
    readings = [reading for p in paragraphs(document) for reading in p.readings]
    assert readings
    assert all(0 <= reading.confidence < 0.9 for reading in readings if reading.confidence < 1)


@needs_tesseract
def test_a_blank_page_has_no_text() -> None:
    with pytest.raises(ReadError) as error:
        recognised(as_file(blank(height=120)))
    assert error.value.code == "no-text"


@needs_tesseract
def test_spent_time_ends_recognition() -> None:
    page = blank()
    write(page, 70, 40, PROSE)
    with pytest.raises(LimitError) as error:
        recognised(as_file(page, page), max_seconds=0.05)
    assert error.value.code == "too-slow"


def png_header(width: int, height: int) -> bytes:
    """A picture that says it is so large, with nothing in it."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [header, b"IDAT" + zlib.compress(b""), b"IEND"]
    body = b"".join(struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in chunks)
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.fixture
def _as_if_available(monkeypatch: pytest.MonkeyPatch) -> None:
    """Images are refused before Tesseract is started: it need not be here."""
    monkeypatch.setattr(tesseract, "available", lambda: None)


@pytest.mark.usefixtures("_as_if_available")
@pytest.mark.parametrize(("width", "height"), [(9000, 9000), (12_000, 12_000), (60_000, 60_000)])
def test_too_many_pixels_are_refused_before_they_are_decoded(width: int, height: int) -> None:
    with pytest.raises(LimitError) as error:
        recognised(png_header(width, height))
    assert error.value.code == "too-many-pixels"


@pytest.mark.usefixtures("_as_if_available")
def test_too_many_pages_are_refused() -> None:
    with pytest.raises(LimitError) as error:
        recognised(as_file(*[blank(20, 20)] * 4), max_pages=0)
    assert error.value.code == "too-long"


@pytest.mark.usefixtures("_as_if_available")
@pytest.mark.parametrize("data", [b"\xff\xd8\xff\xe0" + bytes(300), b"II*\0" + bytes(300), b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_image_after_all_is_damaged(data: bytes) -> None:
    with pytest.raises(ReadError) as error:
        recognised(data)
    assert error.value.code == "damaged"


@pytest.mark.parametrize(
    ("lacks", "named"),
    [
        (lambda patch: patch.setattr(tesseract, "_program", lambda: None), "tesseract"),
        (lambda patch: patch.setattr(tesseract, "_speaks", lambda _: False), "vie.traineddata"),
        (lambda patch: patch.setattr(tesseract, "_has", lambda module: module != "PIL"), "Pillow"),
    ],
)
def test_what_recognition_lacks_is_named_with_its_package(
    lacks: Callable[[pytest.MonkeyPatch], None], named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tesseract, "_program", lambda: "tesseract")
    monkeypatch.setattr(tesseract, "_speaks", lambda _: True)
    lacks(monkeypatch)
    with pytest.raises(ReadError) as error:
        recognised(png_header(100, 100))
    assert error.value.code == "no-ocr"
    assert named in error.value.vi
    assert "tesseract-ocr-vie" in error.value.vi
    assert "tdkt_extract[ocr]" in error.value.en


def test_never_means_never() -> None:
    with pytest.raises(ReadError) as error:
        recognised(png_header(100, 100), ocr="never")
    assert error.value.code == "image"


def test_a_failing_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setattr(tesseract, "available", lambda: None)
    monkeypatch.setattr(tesseract, "_program", lambda: sys.executable)  # does not know Tesseract's options
    page = blank(height=60)
    write(page, 20, 20, ["Kế hoạch"])
    with pytest.raises(ReadError) as error:
        recognised(as_file(page))
    assert error.value.code == "ocr-error"
