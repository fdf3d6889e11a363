"""The command line: `tdkt extract`, `tdkt show`, `tdkt eval`, `tdkt schema`. Thin: parses, calls, prints."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .errors import TdktError
    from .readers.base import Options
    from .schema import Plan

USAGE_ERROR = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; gives the exit code: 0 all done, 1 a score below --min, 2 bad input or usage."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parsed = parser().parse_args(arguments)
    try:
        return int(parsed.run(parsed))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu. | Stopped.", file=sys.stderr)
        return 130


def parser() -> argparse.ArgumentParser:
    """The parser, with every command and option (a test holds the README against it)."""
    root = argparse.ArgumentParser(
        prog="tdkt",
        description="Biến kế hoạch hành chính thành dữ liệu có cấu trúc. | Vietnamese administrative plans as data.",
    )
    root.add_argument("--version", action="version", version=f"tdkt {_version()}")
    commands = root.add_subparsers(required=True, metavar="LỆNH", title="các lệnh (commands)")
    _add_extract(commands)
    _add_show(commands)
    _add_eval(commands)
    _add_schema(commands)
    return root


def _version() -> str:
    from . import __version__

    return __version__


def _add_extract(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "extract",
        help="trích xuất kế hoạch thành JSON | extract plans to JSON",
        description="Trích xuất từng tệp thành JSON. | Extract each file to JSON.",
    )
    command.add_argument(
        "files",
        nargs="+",
        metavar="TỆP",
        help="tệp .docx .doc .rtf .odt .pdf .xlsx .html .txt, ảnh …; “-” là đầu vào chuẩn | files; - is stdin",
    )
    command.add_argument(
        "-o",
        "--output",
        metavar="THƯ_MỤC",
        help="ghi THƯ_MỤC/<tên tệp>.json thay vì in ra | write DIR/<file name>.json instead of printing",
    )
    command.add_argument("--indent", type=_whole, metavar="N", help="thụt dòng N dấu cách | indent by N spaces")
    command.add_argument(
        "--json-errors", action="store_true", help="báo lỗi dạng JSON ra stderr | errors as JSON lines on stderr"
    )
    command.add_argument(
        "--ocr",
        choices=("auto", "never", "always"),
        default="auto",
        help="nhận dạng chữ trong ảnh: khi không có chữ đọc được (mặc định), không bao giờ, luôn luôn"
        " | recognise images where there is no text to read (auto), never, always",
    )
    command.add_argument(
        "--ocr-jobs",
        type=_whole,
        default=0,
        metavar="N",
        help="nhận dạng N trang cùng lúc; 0: mỗi lõi một trang | pages recognised at once; 0: one for each core",
    )
    _add_limits(command)
    command.set_defaults(run=_extract)


_LIMITS = {
    "max_bytes": ("kích thước tệp, tính bằng byte", "largest file in bytes"),
    "max_unpacked": ("kích thước sau khi giải nén, tính bằng byte", "largest content when unpacked, in bytes"),
    "max_chars": ("số ký tự của văn bản", "most characters of a document"),
    "max_pages": ("số trang", "most pages"),
    "max_pixels": ("số điểm ảnh của một ảnh hay trang", "most pixels of an image or page"),
    "max_depth": ("số lớp lồng nhau", "how deep elements nest"),
    "max_seconds": ("thời gian xử lý một tệp, tính bằng giây", "seconds for one file"),
    "max_memory": ("bộ nhớ cho một tệp, tính bằng byte", "memory for one file in bytes"),
}
"""Fields of `Options`, and what each bounds."""


def _add_limits(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group("giới hạn cho mỗi tệp (limits for each file)")
    for field, (vi, en) in _LIMITS.items():
        group.add_argument(f"--{field.replace('_', '-')}", type=_whole, metavar="N", help=f"{vi} | {en}")


def _options(parsed: argparse.Namespace) -> Options:
    from .readers.base import Options

    given = {field: getattr(parsed, field) for field in _LIMITS}
    return Options(**{field: value for field, value in given.items() if value is not None})


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"cần một số nguyên không âm | must be a whole number, not negative: {text}")
    return int(text)


def expanded(names: Sequence[str]) -> list[str]:
    """`names` with patterns replaced by the files they match: the shells of Windows hand them over as they are."""
    from glob import glob

    files: list[str] = []
    for name in names:
        is_pattern = any(mark in name for mark in "*?") and not os.path.lexists(name)
        files.extend((sorted(glob(name)) if is_pattern else []) or [name])
    return files


def _add_show(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "show",
        help="in bảng tóm tắt các kế hoạch | print a table of plans",
        description="In bảng: số, ngày, nhiệm vụ theo quý, đơn vị, thời hạn. | Print number, date, tasks, deadlines.",
    )
    command.add_argument("files", nargs="+", metavar="TỆP", help="tệp kế hoạch | plan files")
    command.add_argument(
        "--today", metavar="NĂM-THÁNG-NGÀY", help="tính hạn từ ngày này | count deadlines from this day (ISO 8601)"
    )
    _add_limits(command)
    command.set_defaults(run=_show)


def _add_eval(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from .evaluate.cli import add_arguments, run

    command = commands.add_parser(
        "eval",
        help="chấm điểm so với đáp án | score against gold",
        description="Chấm điểm trích xuất so với đáp án trong một thư mục. | Score the extraction against gold files.",
    )
    add_arguments(command)
    command.set_defaults(run=run)


def _add_schema(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("schema", help="in JSON Schema của kết quả | print the JSON Schema of the output")
    command.set_defaults(run=_schema)


def _extract(parsed: argparse.Namespace) -> int:
    from .pipeline import extract_many

    if not parsed.json_errors:
        _note_the_slow_core()
    options = replace(_options(parsed), ocr=parsed.ocr, ocr_jobs=parsed.ocr_jobs)
    folder = Path(parsed.output) if parsed.output else None
    if folder is not None and folder.exists() and not folder.is_dir():
        print(f"{folder}: không phải thư mục | is not a directory", file=sys.stderr)
        return USAGE_ERROR
    code = 0
    taken: set[str] = set()
    for name in expanded(parsed.files):
        source = sys.stdin.buffer if name == "-" else name
        for result in extract_many([source], options=options):
            if result.plan is None:
                assert result.error is not None
                _report(result.error, name, parsed.json_errors)
                code = USAGE_ERROR
            elif folder is None:
                print(to_json(result.plan, parsed.indent))
            else:
                target = _target(folder, name, taken)
                try:
                    write_atomically(target, to_json(result.plan, parsed.indent) + "\n")
                except OSError as error:
                    print(f"lỗi: {target}: không ghi được | cannot be written: {error.strerror}", file=sys.stderr)
                    code = USAGE_ERROR
    return code


def to_json(plan: Plan, indent: int | None = None) -> str:
    """The plan as JSON: UTF-8, fields in the order of the schema, equal bytes for equal plans."""
    return plan.model_dump_json(indent=indent)


def _target(folder: Path, name: str, taken: set[str]) -> Path:
    """DIR/<stem><suffix>.json; files of one name from different folders do not overwrite each other."""
    base = "stdin" if name == "-" else Path(name).name
    target = folder / f"{base}.json"
    number = 2
    # Where file systems do not tell capitals apart, A.txt and a.txt are one.
    while target.name.lower() in taken:
        target = folder / f"{base}.{number}.json"
        number += 1
    taken.add(target.name.lower())
    return target


def write_atomically(target: Path, text: str) -> None:
    """Writes the whole file or nothing: a reader never sees half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".tdkt-", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        Path(temporary).chmod(0o666 & ~_umask())
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _report(error: TdktError, name: str, as_json: bool) -> None:
    from .errors import ReadError

    if not as_json:
        print(f"lỗi: {error}" if isinstance(error, ReadError) else f"lỗi của chương trình: {error}", file=sys.stderr)
        return
    known = isinstance(error, ReadError)
    record = {
        "file": name,
        "code": error.code if isinstance(error, ReadError) else "internal",
        "vi": error.vi if isinstance(error, ReadError) else str(error),
        "en": error.en if isinstance(error, ReadError) else str(error),
        "bug": not known,
    }
    print(json.dumps(record, ensure_ascii=False), file=sys.stderr)


def _show(parsed: argparse.Namespace) -> int:
    from datetime import date

    from . import summary
    from .pipeline import extract_many

    try:
        today = date.fromisoformat(parsed.today) if parsed.today else date.today()
    except ValueError:
        print(
            f"--today {parsed.today}: ngày phải ở dạng 2026-01-31 | the day must look like 2026-01-31", file=sys.stderr
        )
        return USAGE_ERROR
    _note_the_slow_core()
    plans = []
    code = 0
    sources = [sys.stdin.buffer if name == "-" else name for name in expanded(parsed.files)]
    for result in extract_many(sources, options=_options(parsed)):
        if result.plan is not None:
            plans.append(result.plan)
        elif result.error is not None:
            _report(result.error, result.name, as_json=False)
            code = USAGE_ERROR
    if plans:
        print(summary.table(plans, today))
    return code


def _note_the_slow_core() -> None:
    """Says once a run that the native core is missing: the results are the same, the clerk waits longer."""
    from . import core

    if core.FELL_BACK:
        print(
            "lưu ý: thiếu lõi biên dịch, dùng bản Python: kết quả như nhau, chạy chậm hơn; hãy cài lại khi có"
            " trình biên dịch C (đặt TDKT_CORE=python để tắt dòng này)"
            " | note: the native core is missing, Python is used: same results, slower; reinstall with a C compiler",
            file=sys.stderr,
        )


def _schema(parsed: argparse.Namespace) -> int:
    from importlib.resources import files

    sys.stdout.write(files(__package__).joinpath("plan.schema.json").read_text("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
