"""Versions that LibreOffice makes of a .docx: .doc, .rtf, .odt."""

from __future__ import annotations

import re
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tdkt_extract.readers import _libreoffice

_FILTERS = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "odt": "odt:writer8"}
_SECONDS = 120.0
# Word ends every document with a paragraph. A generated one that ends with a table loses it on the way to .doc and
# back: LibreOffice writes the table last and then sees no end of it.
_ENDS_WITH_TABLE = re.compile(
    r"(</w:tbl>)((?:\s|<w:bookmarkEnd[^>]*/>)*(?:<w:sectPr\b(?:(?!<w:p\b).)*)?</w:body>)", re.S
)


def available() -> str | None:
    """None when versions can be made, else what is missing."""
    return None if _libreoffice.find() else "LibreOffice (soffice)"


def make(kind: str, stem: Path, folder: Path) -> Path:
    """`stem`.docx as a file of `kind` in `folder`."""
    (made,) = make_all(kind, [stem], folder)
    return made


def make_all(kind: str, stems: list[Path], folder: Path) -> list[Path]:
    """The same for many at once, by one LibreOffice."""
    soffice = _libreoffice.find()
    if soffice is None:
        raise FileNotFoundError("soffice")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tdkt-make-") as temporary:
        sources = [_copy(stem.with_name(f"{stem.name}.docx"), Path(temporary)) for stem in stems]
        profile = f"-env:UserInstallation={Path(temporary, 'profile').as_uri()}"
        convert = ["--convert-to", _FILTERS[kind], "--outdir", str(folder)]
        subprocess.run(
            [soffice, profile, "--headless", "--norestore", *convert, *map(str, sources)],
            check=True, capture_output=True, timeout=_SECONDS + 5 * len(sources),
        )  # fmt: skip
    made = [folder / f"{stem.name}.{kind}" for stem in stems]
    missing = [path.name for path in made if not path.is_file()]
    if missing:
        raise FileNotFoundError(f"LibreOffice did not make {', '.join(missing)}")
    return made


def _copy(source: Path, folder: Path) -> Path:
    """The .docx with a paragraph at its end."""
    target = folder / source.name
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = _ENDS_WITH_TABLE.sub(r"\1<w:p/>\2", data.decode()).encode()
            new.writestr(name, data)
    return target


VERSIONS: dict[str, Callable[[Path, Path], Path]] = {kind: partial(make, kind) for kind in _FILTERS}
