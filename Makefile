# Everything that a developer or an operator types. `make install` is quick when nothing has changed.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help install build run demo test test-quick bench soak lint format contract clean

help:
	@echo "make demo     a small invented municipality on http://127.0.0.1:8000"
	echo "make run      the same without data: the first start prints a set-up link"
	echo "make test     every test, lint and types"
	echo "make bench    the figures: bytes, latencies, throughput"
	echo "make soak     half an hour of histories, then all the rest, for hours   (MINUTES=30 SOAK= for the histories alone)"
	echo "make lint     ruff, mypy, biome, tsc        make format   put the code in form"
	echo "make contract write pwa/src/contract.gen.ts"

.venv/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Prøv needs Python 3.11 or newer; set PYTHON=python3.x" >&2; exit 1; }
	UV=$$(command -v uv || true)
	if [ -z "$$UV" ]; then
	  $(PYTHON) -m venv .cache/uv || { echo "Python's venv is missing: install the package python3-venv" >&2; exit 1; }
	  .cache/uv/bin/pip install --quiet uv
	  UV=.cache/uv/bin/uv
	fi
	[ -x $(BIN)/python ] || "$$UV" venv --quiet --python $(PYTHON) .venv
	"$$UV" pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	$(BIN)/python hatch_build.py
	"$$UV" pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --reinstall-package proev -e .
	touch $@

install: .venv/.installed
	@$(BIN)/python hatch_build.py

build: install

run: install
	@PROEV_DATA=$${PROEV_DATA:-data/run} exec $(BIN)/proev serve

demo: install
	@export PROEV_DATA=$${PROEV_DATA:-data/demo}
	$(BIN)/proev demo
	exec $(BIN)/proev serve

SOAK ?= --all
soak: install build
	@$(BIN)/python -m tests.soak --minutes $(or $(MINUTES),30) $(SOAK)

lint: install
	@$(BIN)/ruff check .
	$(BIN)/ruff format --check . || { echo "run: make format" >&2; exit 1; }
	$(BIN)/mypy
	$(BIN)/python hatch_build.py npm run --silent lint
	$(BIN)/python hatch_build.py npm run --silent typecheck

format: install
	@$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python hatch_build.py npm run --silent format

test: install
	@$(BIN)/python -m tests.support.browsers --ensure
	$(MAKE) --no-print-directory lint
	$(BIN)/python hatch_build.py npm test --silent
	$(BIN)/python -m pytest -n 2 --dist worksteal tests e2e

bench: install
	@$(BIN)/python -m tests.support.browsers --ensure
	$(BIN)/python -m tests.bench

contract: install
	@$(BIN)/proev contract

clean:
	rm -rf .venv .cache pwa/node_modules pwa/dist server/proev/static .mypy_cache .ruff_cache .pytest_cache
