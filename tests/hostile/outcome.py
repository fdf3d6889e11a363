"""What comes of a file, in words: the code of an error, or "plan" and the codes of its warnings."""

from __future__ import annotations

from collections.abc import Iterable

from tdkt_extract import InternalError, Options, Plan, ReadError, extract


def outcome(data: bytes, name: str = "", options: Options | None = None) -> str:
    """InternalError, and whatever is no TdktError, is a bug and passes through. Nothing is recognised, unless told."""
    try:
        return told(extract(data, name=name or "tệp", options=options or Options(ocr="never")))
    except ReadError as error:
        return error.code if str(error) else "an error that says nothing"


def told(plan: Plan) -> str:
    return " ".join(("plan", *sorted({warning.code for warning in plan.warnings})))


def meets(found: str, expect: str | Iterable[str]) -> bool:
    """Whether `found` is what was expected, warnings beyond those expected aside."""
    wanted = [expect] if isinstance(expect, str) else expect
    return any(one.split()[0] == found.split()[0] and set(one.split()) <= set(found.split()) for one in wanted)


__all__ = ["InternalError", "meets", "outcome", "told"]
