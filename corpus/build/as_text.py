"""Writers for .txt and .md."""

from __future__ import annotations

import textwrap
from typing import Any

from markup import Block, Mark, Para, Plan, Row, Table, visible


def parts(plan: Plan, kind: str, name: str) -> dict[str, Any]:
    """The front matter's letterhead, title or signature that a mark names."""
    found = plan.front[kind]
    return dict(found[name] if name else found)


def printed_line(para: Para, wrap: str = "") -> str:
    return f"{para.label} {visible(para.printed, wrap=wrap)}".strip()


def recipient_lines(plan: Plan) -> list[str]:
    """Nơi nhận as printed: "- " before, ";" after, "." at the end."""
    recipients = plan.front.get("recipients", [])
    last = len(recipients) - 1
    return [f"- {visible(text)}{'.' if index == last else ';'}" for index, text in enumerate(recipients)]


def signature_lines(plan: Plan) -> list[str]:
    signer = plan.front["signers"][0]
    signed = [signer["signed"]] if "signed" in signer else []
    return [*signer["lines"], *signed, signer["name"]]


def write_txt(plan: Plan) -> str:
    """Plain text as `style.txt` asks: `wrap` (hard-wrapped at that width, two-column letterhead) or one line a
    paragraph; `table` = "tabs" (a row a line) or "cells" (a cell a line)."""
    style = plan.style("txt")
    out: list[str] = []
    for block in plan.blocks:
        out += _wrapped(plan, block, style["wrap"]) if "wrap" in style else _unwrapped(plan, block, style)
    if "page_lines" in style:
        out = _paged(out, style["page_lines"])
    return "\n".join(out).strip("\n") + "\n"


def _paged(lines: list[str], size: int) -> list[str]:
    """Page numbers between the lines, as a text saved page by page has them."""
    out: list[str] = []
    for index, line in enumerate(lines):
        if index and index % size == 0:
            out += ["", f"{index // size + 1:>36}", ""]
        out.append(line)
    return out


def _unwrapped(plan: Plan, block: Block, style: dict[str, Any]) -> list[str]:
    if isinstance(block, Table):
        return [*_table_lines(block, style.get("table", "tabs")), ""]
    if isinstance(block, Para):
        return [] if block.role == "x" else [printed_line(block), *([""] if style.get("loose", True) else [])]
    if block.role == "letterhead":
        head = parts(plan, "letterhead", block.name)
        return [*head["left"], *head.get("number", []), "", *head["right"], head["date"], ""]
    if block.role == "title":
        return [*parts(plan, "title", block.name)["lines"], ""]
    if block.role == "signature":
        return ["Nơi nhận:", *recipient_lines(plan), "", *signature_lines(plan), ""]
    return [""] if block.role == "pagebreak" else []


def _table_lines(table: Table, how: str) -> list[str]:
    if how == "tabs":
        return ["\t".join(" ".join(visible(p, " ") for p in c.paragraphs) for c in row.cells) for row in table.rows]
    lines: list[str] = []
    for row in table.rows:
        for cell in row.cells:
            lines.append("\t" + "\n\n".join(visible(text, " ") for text in cell.paragraphs))
        lines.append("")
    return lines


def _wrapped(plan: Plan, block: Block, width: int) -> list[str]:
    if isinstance(block, Table):
        raise ValueError("a wrapped text has no table")
    if isinstance(block, Para):
        if block.role == "x":
            return []
        if block.role in ("c", "C"):
            return [line.center(width).rstrip() for line in printed_line(block).splitlines()]
        return _fill(printed_line(block, "\n"), width, "" if block.role == "h" else "      ")
    if block.role == "letterhead":
        head = parts(plan, "letterhead", block.name)
        left, right = [*head["left"], *head.get("number", [])], [*head["right"], "", head["date"]]
        left += [""] * (len(right) - len(left))
        right += [""] * (len(left) - len(right))
        return [f"{a:^30}  {b:^{width - 32}}".rstrip() for a, b in zip(left, right, strict=True)] + [""]
    if block.role == "title":
        lines = parts(plan, "title", block.name)["lines"]
        return [part.center(width).rstrip() for line in lines for part in textwrap.wrap(line, width - 16)] + [""]
    if block.role == "signature":
        left, right = ["Nơi nhận:", *recipient_lines(plan)], signature_lines(plan)
        right = [*right[:-1], "", "", right[-1]]
        rows = max(len(left), len(right))
        left, right = left + [""] * (rows - len(left)), right + [""] * (rows - len(right))
        return ["", *(f"{a:<38}{b:^{width - 38}}".rstrip() for a, b in zip(left, right, strict=True))]
    return []


def _fill(text: str, width: int, indent: str) -> list[str]:
    lines: list[str] = []
    for number, piece in enumerate(text.splitlines()):
        lines += textwrap.wrap(
            piece, width, initial_indent="" if number else indent, break_on_hyphens=False, break_long_words=False
        )
    return lines


def write_md(plan: Plan) -> str:
    """Markdown as a content system would keep it: # headings, lists, pipe tables."""
    out: list[str] = []
    for block in plan.blocks:
        out += [*_md_block(plan, block), ""]
    return "\n".join(out).strip("\n") + "\n"


def _md_block(plan: Plan, block: Block) -> list[str]:
    if isinstance(block, Table):
        columns, *rows = [_md_row(row) for row in block.rows]
        return [columns, "|" + " --- |" * len(block.widths), *rows]
    if isinstance(block, Para):
        line = printed_line(block)
        return [
            f"{'#' * (block.level + 1)} {line}" if block.role == "h" else f"**{line}**" if block.role == "C" else line
        ]
    if block.role == "letterhead":
        head = parts(plan, "letterhead", block.name)
        lines = [*(f"**{line}**  " for line in head["left"]), *(f"{line}  " for line in head.get("number", []))]
        return [*lines, "", *(f"**{line}**  " for line in head["right"]), "", f"*{head['date']}*"]
    if block.role == "title":
        first, *rest = parts(plan, "title", block.name)["lines"]
        return [f"# {first}", "", f"**{' '.join(rest)}**"]
    return _md_end(plan, block)


def _md_end(plan: Plan, block: Mark) -> list[str]:
    if block.role != "signature":
        return ["---"] if block.role == "pagebreak" else []
    *above, name = signature_lines(plan)
    return ["***Nơi nhận:***", "", *recipient_lines(plan), "", *(f"**{line}**  " for line in above), f"**{name}**"]


def _md_row(row: Row) -> str:
    """A cell's paragraphs are parted by <br>, as in any pipe table; a pipe table merges nothing."""
    cells = []
    for cell in row.cells:
        cells.append("<br>".join(visible(text, " ") for text in cell.paragraphs))
        cells += [""] * (cell.colspan - 1)
    return "| " + " | ".join(cells) + " |"
