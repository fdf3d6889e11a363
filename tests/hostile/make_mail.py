"""Mails and saved pages."""

from __future__ import annotations

from email.message import EmailMessage

from . import case, sample
from .make_docx import word_plan
from .make_html import web_plan
from .plans import LINES

_WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document"


def _mail(text: str, *attached: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@vidu.vn", "b@vidu.vn", "Kế hoạch"
    message.set_content(text)
    for data in attached:
        message.add_attachment(data, maintype="application", subtype=_WORD, filename="a.docx")
    return bytes(message)


@sample("mail")
def mailed_plan() -> bytes:
    return _mail("\n\n".join(LINES))


@sample("mail")
def attached_plan() -> bytes:
    return _mail("Gửi anh chị.", word_plan())


@sample("mail")
def saved_page() -> bytes:
    head = b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
    head += b'\ttype="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
    return head + b"Content-Transfer-Encoding: binary\r\nContent-Location: http://localhost:9/\r\n\r\n" + web_plan()


@case("mail", "too-deep", full=20_000, small=2000)
def parts_in_parts(depth: int) -> bytes:
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n" for at in range(depth))
    return f"From: a\nMIME-Version: 1.0\n{nested}".encode()


@case("mail", "plan", full=300, small=30)
def many_attachments(count: int) -> bytes:
    return _mail("Gửi anh chị.", *[word_plan()] * count)


@case("mail", "plan", full=1_000_000, small=50_000)
def headers_without_an_end(count: int) -> bytes:
    return b"X-A: " + b"=?utf-8?Q?a?= " * (count // 14) + b"\r\n" + mailed_plan()
