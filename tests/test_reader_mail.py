"""Mails and saved pages: which part is read, in which encoding; what is not read is said; broken and hostile ones."""

from __future__ import annotations

import base64
import quopri
from email.message import EmailMessage

import pytest
from docx_support import para, parts_of, zipped
from hypothesis import given, settings
from hypothesis import strategies as st
from readers_support import paragraphs, words

from tdkt_extract import extract
from tdkt_extract.errors import LimitError, ReadError
from tdkt_extract.readers import read
from tdkt_extract.readers.base import Job, Options
from tdkt_extract.readers.mail import READER
from tdkt_extract.text import DocxLocator, HtmlLocator, RawDocument, TxtLocator

PLAN = "KẾ HOẠCH\nTrồng cây năm 2026\n\nI. NHIỆM VỤ\n\n1. Sở Nội vụ nộp báo cáo trước ngày 05/6/2026.\n"
PAGE = "<html><body><h1>KẾ HOẠCH</h1><p>Trồng cây năm 2026</p></body></html>"
DOCX = zipped(parts_of(para("KẾ HOẠCH") + para("Trồng cây năm 2026")))
WORD = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")


def mail(text: str | None = "Kính gửi: anh chị xem tệp kèm theo.", page: str | None = None) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@vidu.vn", "b@vidu.vn", "Kế hoạch"
    if text is not None:
        message.set_content(text)
    if page is not None and text is not None:
        message.add_alternative(page, subtype="html")
    elif page is not None:
        message.set_content(page, subtype="html")
    return message


def attached(*files: tuple[str, bytes], text: str | None = "Gửi anh chị.") -> bytes:
    message = mail(text)
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


def document(data: bytes, options: Options | None = None) -> RawDocument:
    return read(data, Job("thư.eml", options or Options()))[1]


def text_of(found: RawDocument) -> str:
    return " ".join(words(found.blocks))


def related(*parts: str, kind: str = 'type="text/html"', end: str = "--=_b--\r\n") -> bytes:
    """A saved page as browsers write it."""
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://vidu.vn/ke-hoach\r\nSubject: =?utf-8?Q?K?=\r\n"
        f'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\t{kind};\r\n\tboundary="=_b"\r\n\r\n'
    )
    return (head + "".join(f"--=_b\r\n{part}\r\n" for part in parts) + end).encode()


def part(content: str, *headers: str) -> str:
    return "\r\n".join((*headers, "", content))


@pytest.mark.parametrize(
    ("data", "sure"),
    [
        (bytes(mail()), True),
        (related(part(PAGE, "Content-Type: text/html")), True),
        (b"\xef\xbb\xbf\r\n" + bytes(mail()), True),
        (b"From a@vidu.vn Mon Jan  5 10:00:00 2026\n" + bytes(mail()), True),
        (b"Received: from x\r\n by y\r\nFrom: a@b\r\nDate: 5/6\r\n\r\nText", True),
        (b"".join(b"Received: from mx%d by mx\r\n" % number for number in range(400)) + b"MIME-Version: 1.0\r\n", True),
        ("Kính gửi: Sở Nội vụ\nSubject: x\n".encode(), False),
        (b"From: a\n\nMIME-Version: 1.0\n", False),
        (b"Subject: a\nTo: b\n\nText", False),
        (b"", False),
        (b"MIME-Version: 1.0", False),
        (PLAN.encode(), False),
        (PAGE.encode(), False),
    ],
)
def test_recognise(data: bytes, sure: bool) -> None:
    assert (READER.recognise(data) > 0.85) is sure
    assert sure or READER.recognise(data) == 0


@pytest.mark.parametrize("encoding", ["7bit", "8bit", "base64", "quoted-printable"])
def test_a_page_comes_before_its_plain_text(encoding: str) -> None:
    message = mail("KẾ HOẠCH viết thường")
    page = PAGE.encode("ascii", "xmlcharrefreplace").decode() if encoding == "7bit" else PAGE
    message.add_alternative(page, subtype="html", cte=encoding)
    found = document(bytes(message))
    assert text_of(found) == "KẾ HOẠCH Trồng cây năm 2026"
    assert found.notes == ()
    assert isinstance(paragraphs(found.blocks[0])[0].locators[0][1], HtmlLocator)


def test_plain_text_is_read_as_text_is() -> None:
    found = document(bytes(mail(PLAN)))
    assert paragraphs(found.blocks[0])[0].text == "KẾ HOẠCH"
    assert isinstance(paragraphs(found.blocks[0])[0].locators[0][1], TxtLocator)


def test_a_mail_gives_the_plan_that_its_text_gives() -> None:
    plan, by_mail = extract(PLAN.encode(), name="a.txt"), extract(bytes(mail(PLAN)), name="a.eml")
    assert by_mail.source.reader == "mail"
    assert (by_mail.text, by_mail.tasks, by_mail.header) == (plan.text, plan.tasks, plan.header)
    assert len(by_mail.tasks) == 1


def test_the_document_that_a_mail_carries() -> None:
    found = document(attached(("ảnh.bin", b"\0\1"), ("Kế hoạch.docx", DOCX)))
    assert text_of(found) == "KẾ HOẠCH Trồng cây năm 2026"
    assert isinstance(paragraphs(found.blocks[0])[0].locators[0][1], DocxLocator)
    (note,) = found.notes
    assert note.code == "mail-part"
    assert "đã đọc tệp đính kèm “Kế hoạch.docx”, không đọc: nội dung thư, “ảnh.bin”" in note.message


def test_a_body_with_a_plan_comes_before_what_hangs_on_the_mail() -> None:
    found = document(attached(("phụ lục.docx", DOCX), text=PLAN))
    assert "trước ngày 05/6/2026" in text_of(found)
    assert "đã đọc nội dung thư, không đọc: “phụ lục.docx”" in found.notes[0].message


@pytest.mark.parametrize(
    ("files", "text", "expected"),
    [
        (("a.txt", "b.txt"), "Chào anh chị.", "Chào anh chị."),
        (("a.txt",), "Chào anh chị.", "Tệp a.txt"),
        (("a.txt", "b.txt"), None, "Tệp a.txt"),
        (("a.txt", "plan"), "Chào anh chị.", "KẾ HOẠCH Trồng cây năm 2026"),
        (("broken", "b.txt"), "Chào anh chị.", "Tệp b.txt"),
        ((), "Chào anh chị.", "Chào anh chị."),
    ],
)
def test_which_part_is_read(files: tuple[str, ...], text: str | None, expected: str) -> None:
    contents = {"plan": DOCX, "broken": b"%PDF-1.7 x"}
    data = attached(*((name, contents.get(name, f"Tệp {name}".encode())) for name in files), text=text)
    assert text_of(document(data)) == expected


def test_the_error_of_the_only_part_is_that_of_the_mail() -> None:
    for files, code in (((("a.pdf", b"%PDF-1.7 x"),), "damaged"), ((), "no-text")):
        with pytest.raises(ReadError) as caught:
            document(attached(*files, text=None))
        assert caught.value.code == code
    assert caught.value.name.startswith("thư.eml")


def test_a_mail_in_a_mail() -> None:
    outer = mail()
    outer.add_attachment(mail(None, PAGE))
    assert text_of(document(bytes(outer))) == "KẾ HOẠCH Trồng cây năm 2026"


def test_mails_lie_in_each_other_only_so_deep() -> None:
    message = mail(PLAN)
    for _ in range(8):
        message, inner = mail(), message
        message.add_attachment(inner)
    with pytest.raises(LimitError) as caught:
        document(bytes(message))
    assert caught.value.code == "too-deep"


@pytest.mark.parametrize(
    ("header", "content"),
    [
        ("text/plain; charset=utf-16le", PLAN.encode("utf-16-le")),
        ("text/plain; charset=iso-8859-1", PLAN.encode()),
        ("text/plain; charset=us-ascii", PLAN.encode()),
        ("text/plain; charset=idna", PLAN.encode()),
        ("text/plain; charset*=utf-8'vi'utf-16be", PLAN.encode("utf-16-be")),
        ("text/plain", PLAN.encode("utf-8-sig")),
        ("text/html; charset=windows-1251", PAGE.replace("KẾ HOẠCH", "КЕ").encode("cp1251", "xmlcharrefreplace")),
    ],
)
def test_the_charset_of_the_header_then_that_of_the_content(header: str, content: bytes) -> None:
    data = f"From: a\r\nMIME-Version: 1.0\r\nContent-Type: {header}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    found = document(data.encode() + base64.encodebytes(content))
    assert "Trồng cây năm 2026" in text_of(found).replace("КЕ", "")


# Saved pages


def test_the_page_of_a_saved_page() -> None:
    page = part(quopri.encodestring(PAGE.encode()).decode(), "Content-Type: text/html; charset=utf-8",
                "Content-Transfer-Encoding: quoted-printable", "Content-Location: https://vidu.vn/")  # fmt: skip
    frame = part("<p>Khung quảng cáo</p>", "Content-Type: text/html")
    picture = part("AAAA", "Content-Type: image/png", "Content-Transfer-Encoding: base64")
    found = document(related(page, frame, picture))
    assert text_of(found) == "KẾ HOẠCH Trồng cây năm 2026"
    assert found.notes == ()


def test_the_root_is_the_part_that_start_names() -> None:
    other = part("<p>Khung</p>", "Content-Type: text/html", "Content-ID: <1>")
    page = part(PAGE, "Content-Type: text/html", "Content-ID: <2>")
    assert text_of(document(related(other, page, kind='start="<2>"'))) == "KẾ HOẠCH Trồng cây năm 2026"
    assert text_of(document(related(other, page, kind='start="<9>"'))) == "Khung"


def test_a_page_without_parts_or_boundary() -> None:
    assert text_of(document(f"From: x\r\nSubject: y\r\nMIME-Version: 1.0\r\n\r\n{PAGE}".encode()))
    torn = f"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n{PAGE}"
    assert text_of(document(torn.encode())) == "KẾ HOẠCH Trồng cây năm 2026"


# Damage


@pytest.mark.parametrize(
    ("encoding", "content", "expected"),
    [
        ("base64", base64.encodebytes(PLAN.encode()).replace(b"\n", b"!\n", 1), "Trồng cây năm 2026"),
        ("base64", base64.b64encode(PLAN.encode())[:41], "KẾ HOẠCH Trồng"),
        ("quoted-printable", b"K=E1=BA=BE HO=E1=BA=A0CH =ZZ= x\r\nN=C4=83m", "KẾ HOẠCH =ZZ= x Năm"),
    ],
)
def test_what_is_badly_encoded_is_read_with_a_note(encoding: str, content: bytes, expected: str) -> None:
    head = f"From: a\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    found = document(head.encode() + content)
    assert expected in text_of(found)
    assert "damaged-part" in [note.code for note in found.notes]


SENTENCES = [f"{number}. Sở Nội vụ chủ trì, phối hợp với các sở, ngành liên quan." for number in range(60)]


@pytest.mark.parametrize("percent", range(5, 100, 5))
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_truncated(percent: int, encoding: str) -> None:
    message = mail(None)
    message.set_content("\n\n".join(SENTENCES), cte=encoding)
    message.add_attachment(DOCX, maintype=WORD[0], subtype=WORD[1], filename="a.docx")
    data = bytes(message)
    stump = data[: len(data) * percent // 100]
    try:
        found = document(stump)
    except ReadError as error:
        assert error.code in ("no-text", "unknown-format", "damaged")  # noqa: PT017
        return
    assert "truncated" in [note.code for note in found.notes]
    read_words = words(found.blocks)[:-1]
    # What is left of the attached plan is the plan, where anything is.
    texts = [" ".join(SENTENCES).split(), ["KẾ", "HOẠCH", "Trồng", "cây", "năm", "2026"]]
    assert any(read_words == text[: len(read_words)] for text in texts)


def test_parts_lie_in_each_other_only_so_deep() -> None:
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n" for at in range(2000))
    with pytest.raises(LimitError) as caught:
        document(f"From: a\nMIME-Version: 1.0\n{nested}".encode())
    assert caught.value.code == "too-deep"


def test_so_many_parts_and_no_more() -> None:
    head = b"From: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    with pytest.raises(LimitError):
        document(head + b"--b\n\nx\n" * 5000)


@pytest.mark.parametrize(
    "name", ["=?utf-8?B?!!?=", "=?x-none?Q?a?=", "../../a.docx", "C:\\a\\b.docx", "a" * 5000, "=?utf-8?Q?" + "=" * 99]
)
def test_strange_file_names(name: str) -> None:
    head = "From: a\r\nMIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\n"
    data = f'{head}Content-Disposition: attachment; filename="{name}"\r\n\r\nChữ'.encode()
    assert text_of(document(data)) == "Chữ"


HEADERS = st.sampled_from(
    [
        "From: a", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b", "Content-Type: text/html",
        "Content-Type: multipart/related; boundary=c; start=1", "Content-Type: message/rfc822",
        "Subject: =?utf-8?B?S?=",
        "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted-printable", "Content-ID: 1",
        "Content-Disposition: attachment; filename*0*=utf-8''K%E1; filename*1=x.docx", "Content-Type: ;;=\"",
        "Content-Disposition: attachment; filename*99999999999999=x", "Content-Type: text/plain; charset*=x'y'z",
    ]
)  # fmt: skip
LINES = st.one_of(HEADERS, st.sampled_from(["", "--b", "--b--", "--c", "--c--", "chữ", "=E1=", "S+G6", "<p>a", " x"]))


@settings(max_examples=300, deadline=None)
@given(st.lists(HEADERS, min_size=1, max_size=5), st.lists(LINES, max_size=25), st.sampled_from(["\n", "\r\n"]))
def test_lines_in_any_disorder_are_read_or_refused(head: list[str], lines: list[str], end: str) -> None:
    data = end.join([*head, "", *lines]).encode()
    try:
        found = READER.read(data, Job("a.eml"))
    except ReadError:
        return
    assert found.blocks


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tail: bytes) -> None:
    try:
        READER.read(b"From: a\nMIME-Version: 1.0\n" + tail, Job("a.eml"))
    except ReadError:
        return
