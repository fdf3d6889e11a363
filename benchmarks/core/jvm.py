"""RDRsegmenter in a Java process that stays warm between questions."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

SOURCE = Path(__file__).with_name("Segmenter.java")
CLASSES = Path(__file__).parents[2] / "build" / "bench-core" / "java"


class Jvm:
    """Asks in lines: a command with a count, then so many texts, which therefore hold no line break."""

    def __init__(self, jar: Path) -> None:
        paths = os.pathsep.join([str(jar.resolve()), str(CLASSES)])
        if not (CLASSES / "Segmenter.class").exists():
            CLASSES.mkdir(parents=True, exist_ok=True)
            subprocess.run(["javac", "-cp", paths, "-d", str(CLASSES), str(SOURCE)], check=True)
        # The serial collector: this is a measurement of one core.
        command = ["java", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8", "-cp", paths, "Segmenter"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")

    def _ask(self, command: str, texts: Sequence[str]) -> list[str]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{command} {len(texts)}\n" + "".join(f"{text}\n" for text in texts))
        self.process.stdin.flush()
        count = int(self.process.stdout.readline())
        return [self.process.stdout.readline().rstrip("\n") for _ in range(count)]

    def seconds(self, texts: Sequence[str]) -> float:
        return int(self._ask("time", texts)[0]) / 1e9

    def words(self, text: str) -> list[str]:
        return self._ask("words", [text])[0].split(" ")

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()
