"""Makes the sources and the gold of the corpus's plans from their descriptions: build.py [ID…].

PDF needs LibreOffice (`soffice`) and the Liberation fonts; where it is missing the committed PDF stays as it is.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import gold as gold_of
from as_docx import write_docx
from as_html import write_html
from as_text import write_md, write_txt
from markup import Plan, load

HERE = Path(__file__).parent
CORPUS = HERE.parent


def sources(plan: Plan) -> dict[str, bytes]:
    """The bytes of every source but the PDF, by format."""
    writers: dict[str, Callable[[Plan], str | bytes]]
    writers = {"docx": write_docx, "html": write_html, "txt": write_txt, "md": write_md}
    made = {format: writers[format](plan) for format in plan.meta["formats"] if format != "pdf"}
    return {format: data if isinstance(data, bytes) else data.encode("utf-8") for format, data in made.items()}


def words(plan: Plan) -> str:
    """What the plan says, white space collapsed: the words that its gold is checked against."""
    headline = plan.front.get("chrome", {}).get("headline", "")
    return " ".join(f"{headline} {write_txt(_unwrapped(plan))}".split())


def _unwrapped(plan: Plan) -> Plan:
    style = {key: value for key, value in plan.front.get("style", {}).items() if key != "txt"}
    return Plan(plan.id, plan.front | {"style": style}, plan.blocks)


def pdf_from(docx: Path) -> bytes | None:
    """LibreOffice's PDF without its clock and its random identity; None without LibreOffice."""
    if shutil.which("soffice") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(docx)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        data = (Path(folder) / f"{docx.stem}.pdf").read_bytes()
    data = re.sub(rb"/CreationDate\(D:[^)]*\)", b"/CreationDate(D:20000101000000+00'00')", data)
    return re.sub(rb"<[0-9A-F]{32}>|(?<=/DocChecksum /)[0-9A-F]{32}", _zeros, data)


def _zeros(match: re.Match[bytes]) -> bytes:
    return re.sub(rb"[0-9A-F]", b"0", match.group())


def meta_toml(plan: Plan, digests: dict[str, str]) -> str:
    lines = [f"# Made by build.py from build/plans/{plan.id}.plan"]
    lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in plan.meta.items()]
    lines += ["", "[sha256]"]
    lines += [f'"source.{format}" = "{digest}"' for format, digest in digests.items()]
    return "\n".join(lines) + "\n"


def splits_toml(plans: list[Plan]) -> str:
    lines = ["# Made by build.py. `test` is looked at in scores only: see GUIDE.md."]
    for split in ("train", "test"):
        ids = "".join(f'    "{plan.id}",\n' for plan in plans if plan.meta["split"] == split)
        lines.append(f"{split} = [\n{ids}]")
    return "\n".join(lines) + "\n"


def build(plan: Plan) -> dict[str, Any]:
    """Writes corpus/<id>/ and returns its gold. A docx that stayed the same keeps its PDF."""
    found = gold_of.build(plan)
    wrong = gold_of.check(plan, found, words(plan))
    if wrong:
        raise SystemExit(f"{plan.id}:\n  " + "\n  ".join(wrong))
    folder = CORPUS / plan.id
    folder.mkdir(exist_ok=True)
    kept = {}
    for format, data in sources(plan).items():
        path = folder / f"source.{format}"
        kept[format] = path.exists() and path.read_bytes() == data
        path.write_bytes(data)
    pdf = folder / "source.pdf"
    if "pdf" in plan.meta["formats"] and not (kept["docx"] and pdf.exists()):
        data_or_none = pdf_from(folder / "source.docx")
        if data_or_none is not None:
            pdf.write_bytes(data_or_none)
        else:
            print(f"{plan.id}: no soffice, source.pdf is not made anew", file=sys.stderr)
    digests = {
        format: hashlib.sha256((folder / f"source.{format}").read_bytes()).hexdigest()
        for format in plan.meta["formats"]
    }
    first = plan.meta["formats"][0]
    document = {"document": f"source.{first}", "sha256": digests[first]}
    text = json.dumps(document | found, ensure_ascii=False, indent=1)
    (folder / "gold.json").write_text(text + "\n", "utf-8")
    (folder / "meta.toml").write_text(meta_toml(plan, digests), "utf-8")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", metavar="ID", help="plans to make; all without any")
    wanted = set(parser.parse_args().ids)
    plans = [load(path) for path in sorted((HERE / "plans").glob("*.plan"))]
    unknown = wanted - {plan.id for plan in plans}
    if unknown:
        parser.error(f"no such plan: {', '.join(sorted(unknown))}")
    for plan in plans:
        if not wanted or plan.id in wanted:
            found = build(plan)
            counts = [f"{len(found[part])} {part}" for part in ("sections", "tasks", "citations")]
            print(f"{plan.id}: {', '.join(counts)}; {' '.join(plan.meta['formats'])}")
    (CORPUS / "splits.toml").write_text(splits_toml(plans), "utf-8")


if __name__ == "__main__":
    main()
