# make demo   sets up, extracts the plans of corpus/ and shows what came out
# make test   sets up, runs style, types, tests and the quality regression
# make bench-quality, make bench-speed, make bench-core, make bench   the figures of the README
# make bench-formats, make bench-web   scans, old files, legacy fonts and web pages scored beside the clean file
# make fuzz     all readers: RUNS mutated files (a million unless told) through the whole flow; its corpus is in ~/.cache
# make bench-hostile   files made to harm, in full size, and every regular expression on strings grown to harm it
# make fuzz-core, make asan, make train-segmenter   the core: a million random strings, memory checked, the model again
.PHONY: demo test bench bench-quality bench-speed bench-core bench-formats bench-web bench-hostile train-segmenter fuzz fuzz-core asan baseline clean

RUN := .venv/bin
STAMP := .venv/.stamp
BENCH_STAMP := .venv/.stamp-bench

$(STAMP): pyproject.toml tools/setup
	tools/setup dev
	touch $@

$(BENCH_STAMP): $(STAMP)
	tools/setup dev,bench
	touch $@

demo: $(STAMP)
	$(RUN)/tdkt show corpus/*/source.*

test: $(STAMP)
	tools/setup-system
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/python -m pytest
	$(RUN)/python -m benchmarks.quality --check

bench-quality: $(STAMP)
	$(RUN)/python -m benchmarks.quality
	$(RUN)/python -m benchmarks.quality.archive

baseline: $(STAMP)
	$(RUN)/python -m benchmarks.quality --write-baseline

bench-speed: $(BENCH_STAMP)
	$(RUN)/python -m benchmarks.speed

# OPTIONS: --coccoc PATH, --rdrsegmenter PATH, --rounds N …
bench-core: $(BENCH_STAMP)
	tools/setup-icu
	$(RUN)/python -m benchmarks.core $(OPTIONS)

bench-hostile: $(STAMP)
	$(RUN)/python -m benchmarks.hostile
	$(RUN)/python -m benchmarks.hostile --patterns

# OPTIONS: names of versions (doc rtf odt tcvn3 vni scan-200 …), --keep FOLDER, --documents …
bench-formats: $(STAMP)
	tools/setup-system
	$(RUN)/python -m benchmarks.formats $(OPTIONS)
	$(RUN)/python -m benchmarks.formats.bulk
	$(RUN)/python -m benchmarks.formats.garbled

bench-web: $(STAMP)
	$(RUN)/python -m benchmarks.web

bench: bench-quality bench-speed bench-core

train-segmenter: $(STAMP)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check "numpy>=1.24"
	$(RUN)/python -m models.segmenter.train

RUNS := 1000000

fuzz: $(STAMP)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check -e ".[fuzz]"
	$(RUN)/python tests/fuzz/readers.py --runs $(RUNS)

fuzz-core: $(STAMP)
	$(RUN)/python tests/fuzz/core.py --runs 1000000

asan: $(STAMP)
	tools/asan

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
