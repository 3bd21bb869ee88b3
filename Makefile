# Everything runs from .venv, which `make setup` fills from requirements.lock.
SHELL := /bin/bash
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint type contracts unit bench evaluate docs lock clean

help:
	@echo "make setup     install everything into .venv (system packages by apt where they are missing)"
	@echo "make demo      run the main job on samples/cases, packages to out/demo"
	@echo "make test      lint, types, import contracts, tests"
	@echo "make evaluate  accuracy on labelled cases (CASES=folder, default samples/cases; WRITE=--write stores it)"
	@echo "make bench     pages a minute, and the ratio to the bare engine (WRITE=--write stores them)"
	@echo "make docs      write the generated parts of docs/"
	@echo "make lock      resolve the dependencies anew into requirements.lock"

setup: $(READY)

$(READY): requirements.lock pyproject.toml .ci/setup
	@bash .ci/setup

demo: setup
	@bash .ci/demo

test: setup lint type contracts unit

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

type: setup
	$(BIN)/mypy .

contracts: setup
	$(BIN)/lint-imports

unit: setup
	@bash .ci/postgres
	$(BIN)/pytest

bench: setup
	$(BIN)/python -m benchmarks $(WRITE)

CASES ?= samples/cases
evaluate: setup
	$(BIN)/heyan evaluate $(CASES) --out out/evaluate
	$(if $(WRITE),$(BIN)/python -m benchmarks.accuracy $(WRITE) $(CASES) out/evaluate)

docs: setup
	$(BIN)/python docs/generate.py

# No index is named: pip's own configuration decides where the packages come from.
lock:
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	    --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
	    --quiet --output-file requirements.lock

clean:
	rm -rf .venv out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
