"""Imported before the package: under libFuzzer its modules tell which of their lines have run."""

from __future__ import annotations

import sys

IS_LED = "--one" in sys.argv and "--random" not in sys.argv

if IS_LED:
    import atheris

    with atheris.instrument_imports(include=["tdkt_extract"], enable_loader_override=False):
        import tdkt_extract.pipeline  # noqa: F401
