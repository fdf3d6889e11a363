# make demo   sets up, extracts the plans of corpus/ and shows what came out
# make test   sets up, runs style, types, tests and the quality regression
# make bench-quality, make bench-speed, make bench   the figures of the README
.PHONY: demo test bench bench-quality bench-speed baseline clean

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

bench: bench-quality bench-speed

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
