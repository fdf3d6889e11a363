"""The results as Markdown: speed, quality and cost of each tool, and the goals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

from benchmarks.core.goals import GOALS, Results

Language: TypeAlias = Literal["vi", "en"]

HEADS = {
    "en": ["Tool", "Version, licence", "Lists by line", "Lists in bulk", "Offsets by line", "Offsets in bulk",
           "M tokens/s", "Ours is faster by", "F1 UD-VTB", "F1 admin.", "Load ms", "Memory MB"],
    "vi": ["Công cụ", "Phiên bản, giấy phép", "Danh sách, từng dòng", "Danh sách, một lần", "Vị trí, từng dòng",
           "Vị trí, một lần", "triệu token/s", "Ta nhanh hơn", "F1 UD-VTB", "F1 hành chính", "Nạp ms", "Bộ nhớ MB"],
}  # fmt: skip
BULK = {3, 5, 6}
SECTIONS = {
    "en": {"words": "words", "syllables": "syllables only"},
    "vi": {"words": "từ", "syllables": "chỉ tiếng (âm tiết)"},
}
WAYS = [("lists", "lines"), ("lists", "bulk"), ("offsets", "lines"), ("offsets", "bulk")]
ABSENT = {"en": "not installed", "vi": "chưa cài"}
GOLDS = {
    "en": {"ud": "UD-VTB test", "admin": "the project's administrative sentences (test)"},
    "vi": {"ud": "UD-VTB test", "admin": "câu hành chính của dự án (phần test)"},
}
ABSENT_GOLD = {"en": "not here, --ud FILE", "vi": "không có ở đây, --ud TỆP"}
LOST = {
    "en": "†: so many sentences came back with characters dropped or added, and earn nothing",
    "vi": "†: số câu bị bớt hoặc thêm ký tự, không được tính điểm",
}


def markdown(results: Results, language: Language = "en", *, brief: bool = False) -> str:
    """Brief: without the columns of BULK, for a page that has no room."""
    tools = _tools(results, language, range(12) if not brief else [n for n in range(12) if n not in BULK])
    parts = [_about(results, language), tools, _notes(results, language), _goals(results, language)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _about(results: Results, language: Language) -> str:
    text, sample, machine = results["text"], results["sample"], results["machine"]
    facts = {
        "lines": f"{text['lines']:,}", "mb": f"{text['bytes'] / 1e6:.1f}", "sample": f"{sample['bytes'] / 1e6:.2f}",
        "rounds": results["rounds"], "cpu": machine["cpu"], "python": machine["python"], "core": results["core"],
        "label": text["label"][language], "date": results["date"], "of": sample["label"][language],
        "golds": "; ".join(_gold(results, name, language) for name in ("ud", "admin")),
    }  # fmt: skip
    form = {
        "en": "{mb} MB of UTF-8 ({label}; {lines} lines), slow tools ° on {sample} MB of it ({of}). MB/s: median"
        " (least–most) of {rounds} interleaved rounds on one core of {cpu}, Python {python}, our core: {core}, {date}."
        " Timed: one call a line, or one call for all of it, until its complete list or offsets are there; not the"
        " reading of the file. Ratios within the round. Load: from before the import to the first result, in a fresh"
        " process. F1 of words: {golds}.",
        "vi": "{mb} MB UTF-8 ({label}; {lines} dòng), công cụ chậm ° chạy trên {sample} MB của nó ({of})."
        " MB/s: trung vị (ít nhất–nhiều nhất) của {rounds} vòng chạy xen kẽ trên một nhân {cpu}, Python {python},"
        " lõi của ta: {core}, {date}. Thời gian đo: mỗi dòng một lời gọi, hoặc cả văn bản một lời gọi, đến khi có đủ"
        " danh sách hoặc vị trí; không tính đọc tệp. Tỉ số lấy trong cùng vòng. Nạp: từ trước khi import đến kết quả"
        " đầu tiên, trong tiến trình mới. F1 tính theo từ: {golds}.",
    }[language]
    return form.format(**facts)


def _gold(results: Results, name: str, language: Language) -> str:
    label = GOLDS[language][name]
    gold = results["gold"].get(name)
    if not gold:
        return f"{label}: {ABSENT_GOLD[language]}"
    sentences, words = {"en": ("sentences", "words"), "vi": ("câu", "từ")}[language]
    return f"{label}, {gold['sentences']:,} {sentences}, {gold['words']:,} {words}"


def _tools(results: Results, language: Language, columns: Sequence[int]) -> str:
    rows = [HEADS[language]]
    for gives in ("words", "syllables"):
        rows.append([f"*{SECTIONS[language][gives]}*"])
        rows += [_row(peer, language) for peer in results["peers"] if peer["gives"] == gives]
    rows = [[*row, *[""] * (len(HEADS[language]) - len(row))] for row in rows]
    return _table([[row[column] for column in columns] for row in rows], left=2)


def _row(peer: Results, language: Language) -> list[str]:
    name = f"**{peer['name']}**" if peer["ours"] else peer["name"] + (" °" if peer["slow"] else "")
    if not peer["installed"]:
        return [name, f"*{ABSENT[language]}*"]
    on = "sample" if peer["slow"] else "whole"
    speeds = {(form, row["unit"]): row for row in peer["speeds"] if row["on"] == on for form in row["form"].split("+")}
    found = [speeds.get(way) for way in WAYS]
    best = max(peer["speeds"], key=lambda row: row["tokens_s"])
    times = [row["ours_times"] for row in found if row and row["ours_times"]]
    return [
        name, f"{peer['version']}, {peer['licence']}", *(_speed(row) for row in found),
        figure(best["tokens_s"] / 1e6), _times(times),
        _score(peer, "ud"), _score(peer, "admin"), f"{peer['load_ms']:.0f}", f"{peer['memory_mb']:.0f}",
    ]  # fmt: skip


def figure(value: float) -> str:
    """Two or three digits that count."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def _speed(row: Results | None) -> str:
    if row is None:
        return ""
    low, median, high = (figure(row["mb_s"][key]) for key in ("min", "median", "max"))
    return f"{median} ({low}–{high})"


def _times(times: Sequence[float]) -> str:
    if not times:
        return ""
    low, high = figure(min(times)), figure(max(times))
    return f"{low}×" if low == high else f"{low}–{high}×"


def _score(peer: Results, name: str) -> str:
    value, lost = peer.get(f"f1_{name}"), peer.get(f"lost_{name}")
    if value is None:
        return "–"
    return f"{value:.1f} ({lost}†)" if lost else f"{value:.1f}"


def _notes(results: Results, language: Language) -> str:
    absent = [f"{peer['name']}: {peer['missing']}" for peer in results["peers"] if not peer["installed"]]
    notes = [f"{peer['name']}: {peer['note']}" for peer in results["peers"] if peer["installed"] and peer["note"]]
    if any(peer.get("lost_ud") or peer.get("lost_admin") for peer in results["peers"]):
        notes.append(LOST[language])
    lines = [f"{ABSENT[language]}: {line}" for line in absent] + notes
    return "\n".join(f"- {line}" for line in lines)


def _goals(results: Results, language: Language) -> str:
    heads = {"en": ["Goal", "wanted", "got", ""], "vi": ["Mục tiêu", "cần", "đạt", ""]}[language]
    return _table([heads, *([getattr(goal, language), *goal.cells(results)] for goal in GOALS)], left=1)


def _table(rows: Iterable[Sequence[str]], left: int) -> str:
    first, *rest = rows
    rule = ["---" if column < left else "---:" for column in range(len(first))]
    return "\n".join("| " + " | ".join(row) + " |" for row in [first, rule, *rest])
