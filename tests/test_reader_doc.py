"""Old Word files: told by their header, read by LibreOffice, by antiword or catdoc where it gives nothing."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_support import BODY, docx, linux, ole, processes, program, real_doc, with_office, word_stream

from tdkt_extract import LimitError, Options, ReadError, extract, extract_many
from tdkt_extract.readers import _libreoffice, _ole, _programs, read, readers
from tdkt_extract.readers.base import Job
from tdkt_extract.readers.doc import READER, fallback, header, salvage
from tdkt_extract.text import Table

TEXT = "KẾ HOẠCH\nTrồng cây năm 2026\nI. NỘI DUNG\n- Ủy ban nhân dân xã ươm cây trước ngày 15/3/2026.\n" * 4
DOC = ole({"WordDocument": word_stream(TEXT), "1Table": b""})


@pytest.fixture(autouse=True)
def _ended() -> Iterator[None]:
    yield
    _libreoffice.close()


@pytest.fixture
def empty_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of PATH but for the shell's own tools, with no LibreOffice anywhere."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in ("sh", "sleep", "cat", "cp", "mkdir", "kill"):
        if found := shutil.which(tool):
            (folder / tool).symlink_to(found)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv(_libreoffice.VARIABLE, "no-soffice")
    return folder


@pytest.mark.parametrize(
    ("version", "magic", "importer"),
    [
        (0xC1, 0xA5EC, "MS Word 97"),
        (0x101, 0xA5EC, "MS Word 97"),
        (0x68, 0xA5DC, "MS Word 95"),
        (0x65, 0xA5DC, "MS WinWord 6.0"),
    ],
)
def test_the_version_of_word_chooses_the_filter(version: int, magic: int, importer: str) -> None:
    found = header.find(ole({"Other": b"x", "WordDocument": word_stream("a", version, magic=magic)}))
    assert found == header.Header(importer)


def test_word_2_wrote_no_container() -> None:
    assert READER.recognise(b"\xdb\xa5\x2d\x00" + bytes(100)) == 1.0


@pytest.mark.parametrize("version", [0x65, 0xC1])
def test_an_encrypted_file_says_so(version: int) -> None:
    with pytest.raises(ReadError) as caught:
        read(ole({"WordDocument": word_stream(TEXT, version, flags=0x0100)}), Job("a.doc"))
    assert (caught.value.code, caught.value.details) == ("encrypted", {"format": ".doc"})


@pytest.mark.parametrize(
    ("stream", "kind"),
    [
        ("PowerPoint Document", "PowerPoint"),
        ("__properties_version1.0", "Outlook"),
        ("VisioDocument", "Visio"),
        ("anything", "OLE2"),
    ],
)
def test_other_containers_are_called_by_their_name(stream: str, kind: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(ole({stream: b"x"}), Job("a.doc"))
    assert caught.value.code == "not-a-document"
    assert kind in caught.value.vi


@pytest.mark.parametrize(
    ("streams", "reader"),
    [
        ({"WordDocument": word_stream(TEXT), "ObjectPool/Workbook": b""}, "doc"),
        ({"MBD0001/WordDocument": word_stream(TEXT), "Workbook": b""}, "xls"),
        ({"MBD0001/WordDocument": word_stream(TEXT), "PowerPoint Document": b""}, None),
    ],
)
def test_a_file_within_the_file_is_not_the_file(streams: dict[str, bytes], reader: str | None) -> None:
    sure = [each.name for each in readers() if each.recognise(ole(streams)) == 1.0]
    assert sure == ([reader] if reader else [])


def test_streams_of_any_length_are_found() -> None:
    """Enough sectors that their table fills more than one."""
    content = bytes(range(251)) * 900
    container = _ole.Container(ole({"a": b"1", "Dữ liệu": content}))
    entry = container.find("Dữ liệu")
    assert entry
    assert container.head(entry, 10**9) == content
    assert container.head(entry, 700) == content[:700]


@with_office
def test_short_streams_are_found() -> None:
    container = _ole.Container(real_doc())
    entry = container.find("\x01CompObj")
    assert entry
    assert b"Word" in container.head(entry, entry.size)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(DOC) - 1), st.integers(0, 255)), max_size=30), st.integers(0, len(DOC)))
def test_a_damaged_container_is_read_as_far_as_it_goes(changes: list[tuple[int, int]], length: int) -> None:
    data = bytearray(DOC)
    for at, value in changes:
        data[at] = value
    harmed = bytes(data[:length])
    header.find(harmed)
    _ole.describe(harmed)
    assert len(salvage.text(harmed)) <= len(harmed)


def test_a_chain_in_a_circle_ends() -> None:
    assert list(_ole._walk([1, 2, 0], 0, 512, 10**9)) == [0, 1, 2]


@linux
@pytest.mark.parametrize("name", ["antiword", "catdoc"])
def test_without_libreoffice_another_program_reads_the_text(empty_path: Path, name: str) -> None:
    program(empty_path / name, f"cat <<'EOF'\n{TEXT}\nEOF")
    plan = extract(DOC, name="a.doc")
    assert plan.source.reader == "doc"
    assert "Ủy ban nhân dân xã ươm cây" in plan.text
    (message,) = [warning.message for warning in plan.warnings if warning.code == "bare-text"]
    assert name in message
    assert "không có LibreOffice" in message


@linux
def test_with_no_program_the_error_names_the_package(empty_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        extract(DOC, name="a.doc")
    assert caught.value.code == "needs-program"
    assert "libreoffice-writer" in caught.value.vi


def _bad_docx(folder: Path) -> Path:
    path = folder / "bad.docx"
    path.write_bytes(b"PK\x03\x04 no package")
    return path


_SCRIPTS = {
    "ends at once": "exit 1",
    "crashes": "kill -SEGV $$",
    "says that all is well": "exit 0",
    # The keeper names the output folder behind --outdir: here the one argument that ends in /out.
    "makes junk": 'for a; do case "$a" in */out) mkdir -p "$a"; cp BAD "$a/in.docx";; esac; done',
    "makes nothing of it": 'for a; do case "$a" in */out) mkdir -p "$a"; : >"$a/in.docx";; esac; done',
}


@linux
@pytest.mark.parametrize("script", _SCRIPTS.values(), ids=_SCRIPTS)
def test_a_libreoffice_that_gives_nothing_is_replaced(
    empty_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    fake = program(empty_path / "soffice", script.replace("BAD", str(_bad_docx(tmp_path))))
    monkeypatch.setenv(_libreoffice.VARIABLE, str(fake))
    program(empty_path / "antiword", f"cat <<'EOF'\n{TEXT}\nEOF")
    (message,) = [w.message for w in extract(DOC, name="a.doc").warnings if w.code == "bare-text"]
    assert "LibreOffice không đọc được tệp" in message
    (empty_path / "antiword").unlink()
    message = next(w.message for w in extract(DOC, name="a.doc").warnings if w.code == "bare-text")
    assert "khôi phục" in message
    with pytest.raises(ReadError) as caught:
        extract(ole({"WordDocument": word_stream()}), name="a.doc")
    assert caught.value.code == "damaged"


@linux
def test_a_libreoffice_that_hangs_is_killed(empty_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = program(empty_path / "soffice", "trap '' TERM; sleep 1000 & sleep 1000")
    monkeypatch.setenv(_libreoffice.VARIABLE, str(fake))
    monkeypatch.setattr(_libreoffice, "_SECONDS", 0.3)
    program(empty_path / "antiword", f"cat <<'EOF'\n{TEXT}\nEOF")
    message = next(w.message for w in extract(DOC, name="a.doc").warnings if w.code == "bare-text")
    assert "quá lâu" in message
    with pytest.raises(LimitError) as caught:
        extract(DOC, name="a.doc", options=Options(max_seconds=0.2))
    assert caught.value.code == "too-slow"
    _libreoffice.close()
    assert not processes(str(fake))


@linux
def test_a_program_that_takes_all_memory_is_stopped(empty_path: Path) -> None:
    greedy = program(empty_path / "catdoc", f"exec {sys.executable} -c 'print(len(bytearray(2**29)))'")
    modest = program(empty_path / "antiword", f"exec {sys.executable} -c 'print(len(bytearray(2**24)))'")
    assert _programs.printed(str(modest), (), b"x", ".doc", Job("a.doc")).strip() == str(2**24)
    assert _programs.printed(str(greedy), (), b"x", ".doc", Job("a.doc")) == ""


@linux
def test_a_program_that_prints_on_and_on_is_stopped(empty_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_programs, "_MOST", 10_000)
    program(empty_path / "antiword", "while :; do echo Ủy ban nhân dân xã ươm cây; done")
    monkeypatch.setattr(_programs, "_SECONDS", 30.0)
    program(empty_path / "catdoc", f"cat <<'EOF'\n{TEXT}\nEOF")
    assert "catdoc" in str(extract(DOC, name="a.doc").warnings)
    monkeypatch.setattr(_programs, "_SECONDS", 0.3)
    program(empty_path / "antiword", "sleep 1000; exit 0")
    assert "catdoc" in str(extract(DOC, name="a.doc").warnings)


@linux
def test_what_is_no_text_is_not_taken_for_it(empty_path: Path) -> None:
    program(empty_path / "antiword", "cat /proc/self/exe")
    program(empty_path / "catdoc", "exit 1")
    with pytest.raises(ReadError) as caught:
        extract(ole({"WordDocument": word_stream()}), name="a.doc")
    assert caught.value.code == "damaged"


def test_the_tables_of_antiword_keep_their_columns() -> None:
    assert fallback._without_rules("|ỦY BAN      |CỘNG HÒA |\nab|c") == "ỦY BAN         CỘNG HÒA\nab|c"


def test_a_truncated_file_gives_its_text() -> None:
    text = salvage.text(DOC[: 512 + 0x400 + 200])
    assert text == TEXT[:100]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("một\x07hai\x07\x07ba\x0bbốn\r", "một\thai\nba\nbốn\n"),
        ("số 34\x1eCT/TW\x1f", "số 34-CT/TW"),
        ("xem \x13HYPERLINK x\x14trang\x15 này", "xem trang này"),
        ("\x13 hỏng", "\x13 hỏng"),
    ],
)
def test_words_own_characters(raw: str, text: str) -> None:
    assert salvage.text(ole({"WordDocument": word_stream(raw)})) == text


@with_office
def test_a_real_file_is_read_as_its_docx() -> None:
    document = read(real_doc(), Job("a.doc"))[1]
    labels = [block.label for block in document.blocks if not isinstance(block, Table)]
    assert labels == ["", "1.", "2.", ""]
    plan, other = extract(real_doc(), name="a.doc"), extract(docx(BODY), name="a.docx")
    assert plan.text == other.text
    assert plan.source.reader == "doc"
    assert plan.source_map.places == other.source_map.places


@with_office
@settings(max_examples=12, deadline=None)
@given(st.data())
def test_a_damaged_real_file_gives_text_or_an_error(data: st.DataObject) -> None:
    harmed = bytearray(real_doc())
    for at in data.draw(st.lists(st.integers(512, len(real_doc()) - 1), max_size=40)):
        harmed[at] ^= 0xFF
    length = data.draw(st.integers(512, len(real_doc())))
    (result,) = extract_many([bytes(harmed[:length])], options=Options(max_seconds=30))
    assert result.plan or isinstance(result.error, ReadError)
