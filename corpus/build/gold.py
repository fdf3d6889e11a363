"""A plan description -> gold.json. Carries annotations down the headings and checks them against the words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from markup import Block, MarkupError, Notes, Para, Plan, Row, Table, cell_at, gold_text

_BULLETS = {"", "-", "+", "*", "•", "–"}
_CELL_MARKER = re.compile(r"^[-+•*]\s+")


@dataclass
class _Heading:
    level: int
    name: str
    path: str | None
    notes: Notes


class _Collector:
    """Walks the blocks once, keeping the open headings, the open lead-in and the open group row."""

    def __init__(self) -> None:
        self.headings: list[_Heading] = []
        self.lead_in: Notes | None = None
        self.group: Notes | None = None
        self.sections: list[dict[str, Any]] = []
        self.tasks: list[dict[str, Any]] = []

    def block(self, block: Block) -> None:
        if isinstance(block, Table):
            self.group = None
            for row in block.rows:
                self.row(block, row)
            self.group = self.lead_in = None
        elif isinstance(block, Para):
            self.para(block)
        elif block.role in ("signature", "title", "end"):
            self.headings.clear()
            self.lead_in = None

    def para(self, para: Para) -> None:
        if para.role == "h":
            self.heading(para)
            if para.action is not None:
                self.task(gold_text(para.action), Notes(), None, False)
        elif para.role == "t":
            if para.level:
                self.close(para.level)
            if para.kind:
                self.section(para, True)
            self.task(gold_text(para.text), para.notes, None, para.optional)
        elif para.role == "p":
            annotated = para.notes.periods or para.notes.units or para.notes.deadlines
            self.lead_in = para.notes if annotated else None

    def heading(self, para: Para) -> None:
        self.close(para.level)
        parent = self.headings[-1] if self.headings else None
        number, title = self.section(para, para.optional)
        path = self.path(parent, number, title)
        self.headings.append(_Heading(para.level, number or title, path, para.notes))

    def close(self, level: int) -> None:
        while self.headings and self.headings[-1].level >= level:
            self.headings.pop()
        self.lead_in = None

    def section(self, para: Para, optional: bool) -> tuple[str | None, str]:
        number = None if para.label in _BULLETS else para.label.strip("./)- ")
        title = gold_text(para.text).rstrip(".:; ")
        parent = self.headings[-1].name if self.headings else None
        section = {"number": number, "title": title, "kind": para.kind, "parent": parent}
        self.sections.append(section | ({"optional": True} if optional else {}))
        return number, title

    def path(self, parent: _Heading | None, number: str | None, title: str) -> str | None:
        """Numbers joined; a dotted number replaces what it repeats; an unnumbered heading adds nothing."""
        above = parent.path if parent else None
        if number is None:
            return above or (title if title.isupper() and title.startswith("PHỤ LỤC") else None)
        if above is None:
            return number
        kept = above.split(".")
        first = number.split(".")
        if len(first) > 1 and kept[-len(first) + 1 :] == first[:-1]:
            kept = kept[: -len(first) + 1]
        return ".".join(kept + first)

    def row(self, table: Table, row: Row) -> None:
        if row.role == "group":
            self.group = row.notes
        elif row.role == "row":
            cell = cell_at(row, table.work)
            if cell is None or cell.covered:
                raise MarkupError(f"a row without its own work cell: {row}")
            text = " ".join(_CELL_MARKER.sub("", gold_text(part)) for part in cell.paragraphs)
            self.task(text, row.notes, self.ordinal(table, row), row.optional)

    def ordinal(self, table: Table, row: Row) -> str | None:
        """The STT cell; a merged one counts for every row it covers."""
        above = table.rows[: table.rows.index(row) + 1]
        for candidate in reversed(above):
            cell = cell_at(candidate, table.stt) if table.stt is not None else None
            if cell is not None and not cell.covered:
                return " ".join(cell.paragraphs).strip(".") or None
        return None

    def task(self, text: str, own: Notes, ordinal: str | None, optional: bool) -> None:
        above = [heading.notes for heading in self.headings]
        above += [notes for notes in (self.lead_in, self.group) if notes is not None]
        units = dict(pair for notes in above for pair in notes.units)
        if own.leads:
            units = dict.fromkeys(units, "lead")
        units |= dict(own.units)
        task: dict[str, Any] = {
            "text": text,
            "section": self.headings[-1].path if self.headings else None,
            "periods": list(dict.fromkeys(value for notes in [*above, own] for value in notes.periods)),
            "deadlines": [deadline for notes in [*above, own] for deadline in notes.deadlines],
            "units": [{"name": name, "role": role} for name, role in units.items()],
        }
        if ordinal:
            task["ordinal"] = ordinal
        if optional:
            task["optional"] = True
        self.tasks.append(task)


def _signers(front: dict[str, Any]) -> list[dict[str, Any]]:
    out = []
    for signer in front.get("signers", []):
        *above, position = signer["lines"] or [None]
        out.append({"name": signer["name"], "position": position, "authority": " ".join(above) or None})
    return out


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def build(plan: Plan) -> dict[str, Any]:
    """The gold of a plan, without `document` and `sha256`."""
    collector = _Collector()
    for block in plan.blocks:
        collector.block(block)
    front = plan.front
    fields = ("doc_type", "number", "issued_on", "place", "issuer", "title", "period")
    header: dict[str, Any] = dict.fromkeys(fields)
    header |= {name: _plain(value) for name, value in front["header"].items() if name != "enclosing"}
    enclosing = front["header"].get("enclosing")
    header["enclosing"] = {name: _plain(value) for name, value in enclosing.items()} if enclosing else None
    keys = ("number", "doc_type", "issued_on", "issuer", "title", "mentions", "relation", "optional")
    citations = [
        {key: _plain(citation.get(key)) for key in keys if key != "optional" or key in citation}
        for citation in front.get("citations", [])
    ]
    return {
        "header": header,
        "sections": collector.sections,
        "tasks": collector.tasks,
        "citations": citations,
        "recipients": [gold_text(recipient) for recipient in front.get("recipients", [])],
        "signers": _signers(front),
    }


def check(plan: Plan, gold: dict[str, Any], words: str) -> list[str]:
    """What gold says that the document's words (white space collapsed) do not.

    `printed` in a citation of the front matter: how the text has a number that gold completes.
    """
    tasks, header = gold["tasks"], gold["header"]
    claims = [("unit", unit["name"]) for task in tasks for unit in task["units"]]
    claims += [("deadline", deadline["text"]) for task in tasks for deadline in task["deadlines"]]
    claims += [("anchor", due["anchor"]) for task in tasks for due in task["deadlines"] if "anchor" in due]
    claims += [(name, citation[name]) for citation in gold["citations"] for name in ("title", "issuer")]
    claims += [("issuer", issuer) for issuer in header["issuer"] or []]
    claims += [(name, header[name]) for name in ("place", "title")]
    missing = [f"{what} not in the text: {claim}" for what, claim in claims if claim and claim not in words]
    squashed = words.replace(" ", "")
    for citation in plan.front.get("citations", []):
        printed = citation.get("printed", citation.get("number") or "")
        count = squashed.count(printed.replace(" ", ""))
        if printed and printed == header["number"] and "letterhead" in plan.front:
            count -= 1  # the letterhead's own number is no mention
        if printed and count != citation["mentions"]:
            missing.append(f"{printed} occurs {count} times, gold says {citation['mentions']}")
    if header["number"] and header["number"] not in squashed:
        missing.append(f"number not in the text: {header['number']}")
    return missing
