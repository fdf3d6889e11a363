"""The warm LibreOffice: one a process, renewed, ended with its process, kept off the network."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from office_support import convert, linux, processes, real_doc, with_office

from tdkt_extract import extract_many
from tdkt_extract.readers import _libreoffice, read
from tdkt_extract.readers import _libreoffice_keeper as keeper
from tdkt_extract.readers.base import Job


@pytest.fixture(autouse=True)
def _ended() -> Iterator[None]:
    yield
    _libreoffice.close()


@with_office
@linux
def test_one_instance_reads_many_files_and_another_takes_its_place() -> None:
    read(real_doc(), Job("a.doc"))
    office = _libreoffice._office
    assert office
    folder = str(office._folder)
    first = processes(f"{folder}/profile1")
    assert first
    for _ in range(3):
        read(real_doc(), Job("a.doc"))
    assert processes(f"{folder}/profile1") == first
    for process in first:
        os.kill(process, signal.SIGKILL)
    assert len(read(real_doc(), Job("a.doc"))[1].blocks) == 5
    assert _libreoffice._office is office
    os.kill(office.process.pid, signal.SIGTERM)
    office.process.wait()
    assert not processes(folder)
    assert len(read(real_doc(), Job("a.doc"))[1].blocks) == 5
    assert _libreoffice._office is not office
    _libreoffice.close()
    assert not processes(folder)
    assert not Path(folder).exists()


@with_office
@linux
def test_after_many_files_the_instance_is_renewed(tmp_path: Path) -> None:
    (tmp_path / "in.doc").write_bytes(real_doc())
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
def test_each_process_has_its_own_and_none_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    paths = []
    for number in range(4):
        paths.append(tmp_path / f"{number}.doc")
        paths[-1].write_bytes(real_doc())
    read(real_doc(), Job("a.doc"))  # the parent's is there before the workers are
    results = list(extract_many(paths, jobs=2))
    assert [result.error for result in results] == [None] * 4
    assert len({result.plan.text for result in results if result.plan}) == 1
    assert processes(str(tmp_path))
    _libreoffice.close()
    _wait_until_gone(str(tmp_path))


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
def test_a_parent_that_is_killed_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(real_doc())
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
def test_threads_share_an_instance() -> None:
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(len(_blocks(real_doc())))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [5] * 4


def _blocks(data: bytes) -> tuple[object, ...]:
    return read(data, Job("a.doc"))[1].blocks


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
            f'<?xml version="1.0"?><office:document {_NAMESPACES} xmlns:xlink="http://www.w3.org/1999/xlink" '
            'office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
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
