"""Vietnamese administrative plans (kế hoạch) as data.

>>> import tdkt_extract
>>> plan = tdkt_extract.extract("plan.docx")      # doctest: +SKIP
>>> [task.text for task in plan.tasks]            # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .errors import InternalError, LimitError, ReadError, RuleError, TdktError
    from .pipeline import Result, extract, extract_many, extract_text
    from .readers.base import Options
    from .schema import (
        Citation,
        Deadline,
        Header,
        Mention,
        Period,
        Plan,
        Recipient,
        Responsibility,
        Section,
        Signer,
        Source,
        Task,
        Warning,
    )
    from .text import Locator, Span

__version__ = "0.1.0"

__all__ = [
    "Citation",
    "Deadline",
    "Header",
    "InternalError",
    "LimitError",
    "Locator",
    "Mention",
    "Options",
    "Period",
    "Plan",
    "ReadError",
    "Recipient",
    "Responsibility",
    "Result",
    "RuleError",
    "Section",
    "Signer",
    "Source",
    "Span",
    "Task",
    "TdktError",
    "Warning",
    "extract",
    "extract_many",
    "extract_text",
]

_HOMES = {
    "errors": {"InternalError", "LimitError", "ReadError", "RuleError", "TdktError"},
    "pipeline": {"Result", "extract", "extract_many", "extract_text"},
    "readers.base": {"Options"},
    "text": {"Locator", "Span"},
}


def __getattr__(name: str) -> Any:
    """Loads a public name on first use: importing the package alone costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    home = next((module for module, names in _HOMES.items() if name in names), "schema")
    value = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    return value
