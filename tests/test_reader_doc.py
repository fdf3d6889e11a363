"""Old Word files: told by their header, read by LibreOffice, by antiword or catdoc where it gives nothing."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx_support import item, para, parts_of, zipped
from hypothesis import given, settings
from hypothesis import strategies as st
from office_support import ole, processes, program, word_stream

from tdkt_extract import LimitError, Options, ReadError, extract, extract_many
from tdkt_extract.readers import _libreoffice, _ole, read
from tdkt_extract.readers import _libreoffice_keeper as keeper
from tdkt_extract.readers.base import Job
from tdkt_extract.readers.doc import READER, fallback, header, salvage
from tdkt_extract.text import Table

TEXT = "KẾ HOẠCH\nTrồng cây năm 2026\nI. NỘI DUNG\n- Ủy ban nhân dân xã ươm cây trước ngày 15/3/2026.\n" * 4
DOC = ole({"WordDocument": word_stream(TEXT), "1Table": b""})
LISTS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
TABLE = (
    '<w:tbl><w:tblGrid><w:gridCol w:w="900"/><w:gridCol w:w="4000"/></w:tblGrid>'
    + "".join(
        "<w:tr>" + "".join(f'<w:tc><w:tcPr><w:tcW w:w="2000"/></w:tcPr>{para(text)}</w:tc>' for text in row) + "</w:tr>"
        for row in (("TT", "Nội dung"), ("1", "Ươm cây giống ở vườn"))
    )
    + "</w:tbl>"
)
BODY = para("KẾ HOẠCH") + item("Mục đích", "1", "0") + item("Yêu cầu", "1", "0") + TABLE + para("Nơi nhận: Lưu.")

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_WORD}.numbering+xml"/></Types>'
)


def docx(body: str) -> bytes:
    """A Word file that LibreOffice opens too: it asks for the types of the parts."""
    return zipped(parts_of(body, numbering=LISTS) | {"[Content_Types].xml": _CONTENT_TYPES})


linux = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc and runs shell scripts")
with_office = pytest.mark.skipif(_libreoffice.find() is None, reason="LibreOffice (soffice) is not here")


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


def convert(data: bytes, source: str, target: str, folder: Path) -> bytes:
    """By a LibreOffice of the test's own."""
    soffice = _libreoffice.find()
    assert soffice
    (folder / f"in.{source}").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", target, "--outdir", str(folder), f"in.{source}"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return (folder / f"in.{target}").read_bytes()


@pytest.fixture(scope="module")
def real_doc(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return convert(docx(BODY), "docx", "doc", tmp_path_factory.mktemp("doc"))


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


def test_streams_of_any_length_are_found() -> None:
    """Enough sectors that their table fills more than one."""
    content = bytes(range(251)) * 900
    container = _ole.Container(ole({"a": b"1", "Dữ liệu": content}))
    entry = container.find("Dữ liệu")
    assert entry
    assert container.head(entry, 10**9) == content
    assert container.head(entry, 700) == content[:700]


@with_office
def test_short_streams_are_found(real_doc: bytes) -> None:
    container = _ole.Container(real_doc)
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
def test_a_real_file_is_read_as_its_docx(real_doc: bytes) -> None:
    document = read(real_doc, Job("a.doc"))[1]
    labels = [block.label for block in document.blocks if not isinstance(block, Table)]
    assert labels == ["", "1.", "2.", ""]
    plan, other = extract(real_doc, name="a.doc"), extract(docx(BODY), name="a.docx")
    assert plan.text == other.text
    assert plan.source.reader == "doc"
    assert plan.source_map.places == other.source_map.places


@with_office
@linux
def test_one_instance_reads_many_files_and_another_takes_its_place(real_doc: bytes) -> None:
    read(real_doc, Job("a.doc"))
    office = _libreoffice._office
    assert office
    folder = str(office._folder)
    first = processes(f"{folder}/profile1")
    assert first
    for _ in range(3):
        read(real_doc, Job("a.doc"))
    assert processes(f"{folder}/profile1") == first
    for process in first:
        os.kill(process, signal.SIGKILL)
    assert len(read(real_doc, Job("a.doc"))[1].blocks) == 5
    assert _libreoffice._office is office
    os.kill(office.process.pid, signal.SIGTERM)
    office.process.wait()
    for process in processes(folder):  # a keeper that is killed itself can end nobody
        os.kill(process, signal.SIGKILL)
    assert len(read(real_doc, Job("a.doc"))[1].blocks) == 5
    assert _libreoffice._office is not office
    _libreoffice.close()
    assert not processes("tdkt-office-")
    assert not Path(folder).exists()


@with_office
@linux
def test_after_many_files_the_instance_is_renewed(real_doc: bytes, tmp_path: Path) -> None:
    (tmp_path / "in.doc").write_bytes(real_doc)
    home = tmp_path / "home"
    home.mkdir()
    held = keeper.Keeper(str(_libreoffice.find()), home)
    try:
        held._files = keeper.FILES_PER_INSTANCE - 1
        for number in (1, 2):
            out = tmp_path / str(number)
            assert held.convert(str(tmp_path / "in.doc"), str(out), "MS Word 97", "docx", 60) == ""
            assert (out / "in.docx").is_file()
            assert sorted(path.name for path in home.glob("profile*")) == [f"profile{number}"]
            held._files = keeper.FILES_PER_INSTANCE
    finally:
        held._drop()
    assert not processes(str(home))


@with_office
@linux
def test_each_process_has_its_own_and_none_is_left(real_doc: bytes, tmp_path: Path) -> None:
    paths = []
    for number in range(4):
        paths.append(tmp_path / f"{number}.doc")
        paths[-1].write_bytes(real_doc)
    read(real_doc, Job("a.doc"))  # the parent's is there before the workers are
    results = list(extract_many(paths, jobs=2))
    assert [result.error for result in results] == [None] * 4
    assert len({result.plan.text for result in results if result.plan}) == 1
    _libreoffice.close()
    _wait_until_gone("tdkt-office-")


_KILLED = """
import os, signal, sys
from tdkt_extract.readers import _libreoffice, read
from tdkt_extract.readers.base import Job
read(open(sys.argv[1], "rb").read(), Job("a.doc"))
print(_libreoffice._office._folder, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@with_office
@linux
def test_a_parent_that_is_killed_leaves_nothing(real_doc: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(real_doc)
    command = [sys.executable, "-c", _KILLED, str(tmp_path / "a.doc")]
    root = Path(__file__).parents[1]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, timeout=120, check=False)
    folder = done.stdout.strip()
    assert folder, done.stderr
    assert done.returncode == -signal.SIGKILL
    _wait_until_gone(folder)
    assert not Path(folder).exists()


def _wait_until_gone(word: str) -> None:
    for _ in range(100):
        if not processes(word):
            return
        time.sleep(0.1)
    raise AssertionError(f"still there: {processes(word)}")


@with_office
def test_threads_share_an_instance(real_doc: bytes) -> None:
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(len(_blocks(real_doc)))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [5] * 4


def _blocks(data: bytes) -> tuple[object, ...]:
    return read(data, Job("a.doc"))[1].blocks


@with_office
@settings(max_examples=12, deadline=None)
@given(st.data())
def test_a_damaged_real_file_gives_text_or_an_error(real_doc: bytes, data: st.DataObject) -> None:
    harmed = bytearray(real_doc)
    for at in data.draw(st.lists(st.integers(512, len(real_doc) - 1), max_size=40)):
        harmed[at] ^= 0xFF
    length = data.draw(st.integers(512, len(real_doc)))
    (result,) = extract_many([bytes(harmed[:length])], options=Options(max_seconds=30))
    assert result.plan or isinstance(result.error, ReadError)


_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{rest}:1.0"'
    for name, rest in {"office": "office", "text": "text", "draw": "drawing", "svg": "svg-compatible"}.items()
)


@with_office
def test_nothing_is_fetched_from_the_network(tmp_path: Path) -> None:
    """A picture that is a link on the net. LibreOffice as the test sets it up asks for it three times."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        asked: list[bytes] = []
        threading.Thread(target=_serve, args=(server, asked), daemon=True).start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a.png"
        picture = (
            '<draw:frame text:anchor-type="as-char" svg:width="5cm" svg:height="5cm">'
            f'<draw:image xlink:href="{address}" xlink:type="simple"/></draw:frame>'
        )
        source = (
            f'<?xml version="1.0"?><office:document {_NAMESPACES} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2" '
            'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
            f"<text:p>KẾ HOẠCH{picture}</text:p></office:text></office:body></office:document>"
        )
        data = convert(source.encode(), "fodt", "doc", tmp_path)
        assert asked
        assert address.encode() in data
        asked.clear()
        assert "KẾ HOẠCH" in str(read(data, Job("a.doc"))[1].blocks)
        assert not asked


def _serve(server: socket.socket, asked: list[bytes]) -> None:
    """Refuses everything until the server is closed."""
    with contextlib.suppress(OSError):
        while True:
            connection, _ = server.accept()
            with connection:
                asked.append(connection.recv(1000))
                connection.sendall(b"HTTP/1.0 404 Not Found\r\n\r\n")
