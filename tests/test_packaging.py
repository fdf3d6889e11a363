"""What an installation gets."""

from __future__ import annotations

import sys

from conftest import ROOT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SETUP = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]


def test_every_package_is_named() -> None:
    """They are listed by hand, because models/ stands elsewhere: a new one must not be forgotten."""
    found = {path.parent.relative_to(ROOT) for path in (ROOT / "tdkt_extract").rglob("__init__.py")}
    named = [package for package in SETUP["packages"] if package not in SETUP["package-dir"]]
    assert sorted(named) == sorted(".".join(path.parts) for path in found)


def test_every_part_of_the_native_core_is_a_source_of_it() -> None:
    (extension,) = SETUP["ext-modules"]
    parts = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tdkt_extract" / "core").glob("*.pxi")}
    assert set(extension["depends"]) == parts
    assert extension["optional"] is True


def test_the_model_travels() -> None:
    for package, folder in SETUP["package-dir"].items():
        for name in SETUP["package-data"][package]:
            assert (ROOT / folder / name).is_file()
