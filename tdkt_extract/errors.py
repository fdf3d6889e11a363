"""Errors, in Vietnamese first.

TdktError
├── ReadError       the input is bad: says which file, what is wrong, what to do
│   └── LimitError  the input passes a limit of `Options`
├── RuleError       a rule file in rules/ is wrong
└── InternalError   our bug
"""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """What is wrong and what to do, in both languages."""

    wrong_vi: str
    remedy_vi: str
    wrong_en: str
    remedy_en: str


FAULTS: dict[str, Fault] = {
    "not-found": Fault("không tìm thấy tệp", "kiểm tra lại đường dẫn", "no such file", "check the path"),
    "directory": Fault(
        "đây là thư mục, không phải tệp",
        "chỉ rõ từng tệp trong thư mục",
        "is a directory, not a file",
        "name the files in it",
    ),
    "unreadable": Fault(
        "không đọc được tệp ({detail})",
        "kiểm tra tên tệp, quyền truy cập và ổ đĩa",
        "cannot be read: {detail}",
        "check the file's name, its permissions and the disk",
    ),
    "empty": Fault("tệp rỗng", "lấy lại tệp gốc", "the file is empty", "get the original file again"),
    "unknown-format": Fault(
        "không nhận ra định dạng của nội dung",
        "dùng .docx, .doc, .rtf, .odt, .pdf, .xlsx, .html, .txt hoặc ảnh .tif, .jpg, .png",
        "the content is of no known format",
        "use .docx, .doc, .rtf, .odt, .pdf, .xlsx, .html, .txt, or a .tif, .jpg or .png picture",
    ),
    "damaged": Fault(
        "tệp {format} bị hỏng hoặc bị cắt cụt",
        "tải hoặc sao chép lại tệp gốc",
        "damaged or truncated {format} file: {detail}",
        "download or copy the original again",
    ),
    "encrypted": Fault(
        "tệp {format} đặt mật khẩu",
        "bỏ mật khẩu rồi chạy lại",
        "the {format} file is encrypted",
        "remove its password and run again",
    ),
    "no-text-layer": Fault(
        "PDF không có lớp văn bản, chỉ có ảnh quét hoặc trang trắng",
        "để máy nhận dạng chữ (bỏ --ocr never), hoặc dùng tệp .docx gốc",
        "the PDF holds no text layer, only page images or nothing",
        "let it be recognised (without --ocr never), or use the original .docx",
    ),
    "no-ocr": Fault(
        "phải nhận dạng chữ (OCR) mà máy này còn thiếu: {detail}",
        "cài Tesseract có tiếng Việt (Debian, Ubuntu: gói tesseract-ocr và tesseract-ocr-vie; Windows: bộ cài của UB "
        'Mannheim, chọn thêm Vietnamese để có vie.traineddata) và pip install "tdkt_extract[ocr]"',
        "the text must be recognised (OCR), for which this machine lacks: {detail}",
        "install Tesseract with Vietnamese (Debian, Ubuntu: packages tesseract-ocr and tesseract-ocr-vie; Windows: UB "
        'Mannheim\'s installer, with Vietnamese for vie.traineddata) and pip install "tdkt_extract[ocr]"',
    ),
    "ocr-error": Fault(
        "Tesseract báo lỗi khi nhận dạng chữ: {detail}",
        "kiểm tra lại bản cài Tesseract, hoặc dùng tệp .docx gốc",
        "Tesseract failed to recognise the text: {detail}",
        "check the installation of Tesseract, or use the original .docx",
    ),
    "no-text": Fault("không có chữ nào trong tệp", "kiểm tra lại tệp", "the file holds no text", "check the file"),
    "frames": Fault(
        "trang chỉ gồm các khung, nội dung ở trang khác: {detail}",
        "mở và lưu trang trong khung rồi chạy lại",
        "the page is only frames, its content is on other pages: {detail}",
        "open and save the page in the frame, then run again",
    ),
    "encoding": Fault(
        "không đọc được bảng mã văn bản",
        "lưu lại tệp dạng UTF-8",
        "the text's encoding cannot be decoded: {detail}",
        "save the file as UTF-8",
    ),
    "too-large": Fault(
        "tệp lớn quá giới hạn: {detail}",
        "chia nhỏ tệp hoặc nâng giới hạn Options.max_bytes (--max-bytes)",
        "the file passes the size limit: {detail}",
        "split it or raise Options.max_bytes (--max-bytes)",
    ),
    "too-long": Fault(
        "nội dung quá dài: {detail}",
        "chia nhỏ tệp{or_raise_vi}",
        "the content passes a limit: {detail}",
        "split the file{or_raise_en}",
    ),
    "too-many-pixels": Fault(
        "ảnh lớn quá giới hạn: {detail} điểm ảnh",
        "quét lại ở 300 dpi, cắt nhỏ ảnh hoặc nâng giới hạn Options.max_pixels",
        "the image passes the limit of pixels: {detail}",
        "scan it again at 300 dpi, cut it or raise Options.max_pixels",
    ),
    "too-deep": Fault(
        "tệp lồng nhau quá sâu: {detail}",
        "tách tệp bên trong ra rồi chạy lại",
        "nested too deeply: {detail}",
        "take the inner file out and run again",
    ),
    "too-slow": Fault(
        "quá thời gian cho phép: {detail}",
        "chia nhỏ tệp hoặc nâng giới hạn Options.max_seconds (--max-seconds)",
        "takes longer than is allowed: {detail}",
        "split the file or raise Options.max_seconds (--max-seconds)",
    ),
    "too-much-memory": Fault(
        "cần quá nhiều bộ nhớ: {detail}",
        "chia nhỏ tệp hoặc nâng giới hạn Options.max_memory (--max-memory)",
        "needs more memory than is allowed: {detail}",
        "split the file or raise Options.max_memory (--max-memory)",
    ),
    "not-a-document": Fault(
        "tệp kiểu {format}, không phải tệp văn bản",
        "lưu phần văn bản hoặc tệp đính kèm thành .docx hoặc .pdf rồi chạy lại",
        "{format} files hold no document that can be read",
        "save the text or the attachment as .docx or .pdf and run again",
    ),
    "needs-program": Fault(
        "cần {program} để đọc tệp {format} mà máy này chưa có",
        "cài LibreOffice (Debian, Ubuntu: gói {package}; Windows: bộ cài từ libreoffice.org) hoặc mở tệp rồi lưu thành "
        "{instead}",
        "{format} files are read by {program}, which this machine lacks",
        "install LibreOffice (Debian, Ubuntu: package {package}; Windows: from libreoffice.org), or save the file as "
        "{instead}",
    ),
    "image": Fault(
        "tệp là ảnh ({format}), không có lớp văn bản, mà nhận dạng chữ (OCR) đang tắt",
        'đặt Options.ocr là "auto", hoặc dùng tệp .docx gốc',
        "the file is a {format} image without text, and recognition (OCR) is off",
        'set Options.ocr to "auto", or use the original .docx',
    ),
}


class TdktError(Exception):
    """Base of all errors that this package raises."""


class ReadError(TdktError):
    """The input is bad. `code` is a key of `FAULTS`; `name` is the file as the user named it."""

    def __init__(self, code: str, name: str, **details: str) -> None:
        self.code = code
        self.name = name
        self.details = details
        super().__init__(code, name)

    @property
    def vi(self) -> str:
        fault = FAULTS[self.code]
        return f"{fault.wrong_vi} — {fault.remedy_vi}".format_map(self.details)

    @property
    def en(self) -> str:
        fault = FAULTS[self.code]
        return f"{fault.wrong_en} — {fault.remedy_en}".format_map(self.details)

    def __str__(self) -> str:
        return " ".join(f"{self.name}: {self.vi} | {self.en}".split())


class LimitError(ReadError):
    """The input passes a limit: one of `Options`, whose field is `limit`, or one that nobody can raise."""

    def __init__(self, code: str, name: str, *, limit: str = "", **details: str) -> None:
        self.limit = limit
        option = f"Options.{limit} (--{limit.replace('_', '-')})"
        details["or_raise_vi"] = f" hoặc nâng giới hạn {option}" if limit else ""
        details["or_raise_en"] = f" or raise {option}" if limit else ""
        super().__init__(code, name, **details)


class RuleError(TdktError):
    """A rule file is wrong; the message names the file and the rule."""


class InternalError(TdktError):
    """A bug of this package."""
