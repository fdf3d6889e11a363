"""Word files of other names: with macros, templates, attached files. Nothing but text is ever looked at in them."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from docx_support import para, parts_of

from tdkt_extract import Options, extract

TEXT = "Ủy ban nhân dân xã trồng cây ven đường trong tháng 3 năm 2026."
_MAIN = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    ".docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
    ".dotx": "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    ".dotm": "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
}


def _package(kind: str) -> bytes:
    """With macros, an embedded file and a picture that would pass every limit if they were unpacked."""
    parts = parts_of(para("KẾ HOẠCH") + para(TEXT)) | {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN[kind]}"/>'
        '<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
    }
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        for name in ("word/vbaProject.bin", "word/embeddings/oleObject1.bin", "word/media/image1.emf"):
            archive.writestr(name, bytes(2**20))
    return buffer.getvalue()


@pytest.mark.parametrize("kind", _MAIN)
def test_its_text_is_read_and_nothing_else(kind: str) -> None:
    plan = extract(_package(kind), name=f"kế hoạch{kind}", options=Options(max_unpacked=2**16))
    assert plan.source.reader == "docx"
    assert plan.text == f"KẾ HOẠCH\n{TEXT}"
    assert "wrong-suffix" not in {warning.code for warning in plan.warnings}
