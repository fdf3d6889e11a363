"""Files made to harm: each gives its error, or a plan with its warning, within a cap on time and memory.

The files are made by tests/hostile, here in sizes that are just large enough; `python -m benchmarks.hostile` takes the
full ones.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import pytest
from fuzz import readers as fuzzing
from hostile import BY_OTHERS, MEGABYTES, SECONDS, cases, damage, samples
from hostile.client import Worker
from hostile.outcome import meets, outcome

from tdkt_extract.readers import readers

READERS = [reader.name for reader in readers()]
OWN = [name for name in READERS if name not in BY_OTHERS]
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="hostile files are read in forks: no fork here")


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as process:
        yield process


@needs_fork
@pytest.mark.parametrize("name", cases())
def test_hostile_files(worker: Worker, name: str) -> None:
    case = cases()[name]
    found = worker.ask(case=name, size=case.small)
    assert meets(found["outcome"], case.expect), found
    assert found["seconds"] < SECONDS
    assert found["megabytes"] < MEGABYTES


@needs_fork
@pytest.mark.parametrize("kind", damage.KINDS)
@pytest.mark.parametrize("reader", OWN)
def test_damaged_files_give_a_plan_or_a_read_error(worker: Worker, reader: str, kind: str) -> None:
    found = worker.ask(reader=reader, kind=kind)
    assert found["megabytes"] < MEGABYTES
    outcomes = json.loads(found["outcome"])
    assert sum(outcomes.values()) == sum(1 for data in samples(reader) for _ in damage.KINDS[kind](data))


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_has_a_sample_that_it_reads(reader: str) -> None:
    """A new reader needs a maker in tests/hostile: damage and fuzzing begin with its sample."""
    assert samples(reader)
    for data in samples(reader) if reader in OWN else ():
        assert meets(outcome(data), "plan")


@pytest.mark.parametrize("reader", OWN)
def test_most_of_a_truncated_file_is_read(reader: str) -> None:
    """Of a file that has lost its last tenth something is left, and where the format tells, a warning says so."""
    for data in samples(reader):
        found = outcome(data[: len(data) * 9 // 10])
        assert meets(found, "plan"), found
        if reader in ("docx", "odt", "pdf", "xlsx", "ods"):
            assert "truncated" in found


@pytest.mark.parametrize("name", [name for name in fuzzing.targets() if name not in BY_OTHERS])
def test_fuzz_targets_run(name: str) -> None:
    """A glance at what `make fuzz` does at length: any other outcome than a plan or a ReadError is raised."""
    seen = fuzzing.at_random(name, 25)
    assert sum(seen.values()) == 25
