"""A process between this library and LibreOffice: keeps one instance open, hands files to it, and ends with its parent.

    python _libreoffice_keeper.py SOFFICE FOLDER

Reads from stdin a line of JSON for each file to convert ({"source", "folder", "importer", "to", "seconds"}) and answers
with one ({"fault": ""}, or "slow"); what came out stands in `folder` or nowhere. When stdin ends, as it does however
the parent ends, LibreOffice is killed and FOLDER removed. It runs without the package: standard library only.

A second `soffice` of the same profile hands its files to the first. That one would end after the first file, as no
window is open then: so it holds an empty document. No UNO, which is a package of its own on Debian and another Python
on Windows. When the first is gone or never comes up, the second does the work itself, in ten times the time.
"""

from __future__ import annotations

import contextlib
import glob
import hashlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NoReturn

FILES_PER_INSTANCE = 200  # against what LibreOffice leaks
_START_SECONDS = 20.0
_STARTS_IN_VAIN = 2
_MAX_OUTPUT = 512 * 2**20
_MAX_DATA = 800 * 2**20  # bytes of memory; it takes 70 MB for a plan
_WINDOWS = os.name == "nt"
_QUIET = (
    "--headless",
    "--invisible",
    "--nologo",
    "--norestore",
    "--nodefault",
    "--nolockcheck",
    "--nofirststartwizard",
)

# Path, property, value. Writer's links are updated never by 0, Calc's by 1; by macro level 3 none runs but from trusted
# places, of which there are none; for what asks for the network all the same, a proxy that nobody answers at.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "DisableOLEAutomation", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Misc", "CrashReport", "false"),
    ("Office.Common/Misc", "CollectUsageInformation", "false"),
    ("Office.Common/Save/Document", "LoadPrinter", "false"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
    ("Office.Jobs/Jobs/UpdateCheck/Arguments", "AutoCheckEnabled", "false"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Office.Writer/Content/Update", "Chart", "false"),
    ("Office.Calc/Content/Update", "Link", "1"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def _profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, name, value in _SETTINGS
    )
    (folder / "user").mkdir(parents=True)
    text = '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
    (folder / "user" / "registrymodifications.xcu").write_text(f"{text}{items}</oor:items>\n", "utf-8")


def _limit() -> None:
    """Limits that the children inherit."""
    if sys.platform == "linux":
        import resource

        for what, most in (
            (resource.RLIMIT_FSIZE, _MAX_OUTPUT),
            (resource.RLIMIT_DATA, _MAX_DATA),
            (resource.RLIMIT_CORE, 0),
        ):
            hard = resource.getrlimit(what)[1]
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(what, (most, hard))


def _environment(temporary: Path) -> dict[str, str]:
    proxy = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    folders = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
    plugin = {"SAL_USE_VCLPLUGIN": "svp"} if sys.platform == "linux" else {}
    return {**os.environ, **proxy, **folders, **plugin}


class Keeper:
    def __init__(self, soffice: str, folder: Path) -> None:
        self._soffice = soffice
        self._folder = folder
        self._lock = threading.RLock()  # a signal may come while it is held
        self._ended = False
        self._running: set[subprocess.Popen[bytes]] = set()
        self._held: subprocess.Popen[bytes] | None = None
        self._profile = folder
        self._instances = self._in_vain = self._files = 0
        (folder / "tmp").mkdir()
        self._environment = _environment(folder / "tmp")

    def convert(self, source: str, folder: str, importer: str, to: str, seconds: float) -> str:
        """What went wrong, if anything: the file that should be there tells the rest."""
        deadline = time.monotonic() + seconds
        self._hold(deadline)
        self._files += 1
        command = [f"--infilter={importer}"]
        client = self._start(*command, "--convert-to", to, "--outdir", folder, source)
        try:
            client.wait(max(0.1, deadline - time.monotonic()))
            return ""
        except subprocess.TimeoutExpired:
            self._drop()
            return "slow"
        finally:
            self._kill(client)

    def _hold(self, deadline: float) -> None:
        """An instance that waits for files, the one there is or a new one."""
        if self._held and self._held.poll() is None and self._files < FILES_PER_INSTANCE:
            return
        self._drop()
        self._instances += 1
        self._profile = self._folder / f"profile{self._instances}"
        _profile(self._profile)
        if self._in_vain >= _STARTS_IN_VAIN:
            return
        held = self._profile / "held.rtf"
        held.write_bytes(b"{\\rtf1}")
        self._held = self._start(str(held))
        deadline = min(deadline, time.monotonic() + _START_SECONDS)
        # The lock of the document is there when it is open. A second `soffice` that comes sooner may take the place of
        # the first, which starts twice with a new profile.
        while not held.with_name(f".~lock.{held.name}#").exists():
            if self._held.poll() is not None or time.monotonic() > deadline:
                self._drop()
                self._in_vain += 1
                _profile(self._profile)
                return
            time.sleep(0.02)
        self._in_vain = 0

    def _drop(self) -> None:
        """The instance is ended, and its profile with it: what a killed one leaves asks for a recovery."""
        self._files = 0
        if self._held:
            self._kill(self._held)
            self._held = None
        if self._profile != self._folder:
            _unlink_pipe(self._profile)
            shutil.rmtree(self._profile, ignore_errors=True)

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._ended:
                sys.exit()
            process = subprocess.Popen(
                [self._soffice, f"-env:UserInstallation={self._profile.as_uri()}", *_QUIET, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=self._environment,
                cwd=self._folder,
                start_new_session=not _WINDOWS,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            self._running.add(process)
            return process

    def _kill(self, process: subprocess.Popen[bytes]) -> None:
        """Ends the process and all it started: `soffice` is a script that starts another that starts the program."""
        kill_group(process)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        self._running.discard(process)

    def end(self) -> NoReturn:
        """From any thread: nothing is left behind."""
        with self._lock:
            self._ended = True
            for process in tuple(self._running):
                kill_group(process)
        _unlink_pipe(self._profile)
        for _ in range(20):
            shutil.rmtree(self._folder, ignore_errors=True)
            if not self._folder.exists():
                break
            time.sleep(0.05)  # Windows removes no file of a process that is still ending
        os._exit(0)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Ends a process that began a session of its own, and all it started."""
    if _WINDOWS:
        command = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _unlink_pipe(profile: Path) -> None:
    """Removes the socket by which the instances of a profile find each other: killed, they leave it in /tmp."""
    if not _WINDOWS:
        digest = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
        name = "OSL_PIPE_*_SingleOfficeIPC_" + "".join(f"{byte:x}" for byte in digest)
        for path in glob.glob(f"/tmp/{name}") + glob.glob(f"/var/tmp/{name}"):
            with contextlib.suppress(OSError):
                os.unlink(path)


def main() -> None:
    soffice, folder = sys.argv[1:]
    _limit()
    keeper = Keeper(soffice, Path(folder))
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def listen() -> None:
        for line in sys.stdin.buffer:
            lines.put(line)
        keeper.end()

    signal.signal(signal.SIGTERM, lambda *_: keeper.end())
    threading.Thread(target=listen, daemon=True).start()
    try:
        while True:
            fault = keeper.convert(**json.loads(lines.get()))
            print(json.dumps({"fault": fault}), flush=True)
    finally:
        keeper.end()


if __name__ == "__main__":
    main()
