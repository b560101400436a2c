# GBA Tracker. `make` alone prints what there is.
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test check test-long soak bench load scale lighthouse accept pins messages audit threats format

PYTHON ?= python3
PORT ?= 8000
SHARED ?= ../shared
SOAK_MINUTES ?= 30
# Three workers for two cores: journeys, faults and browsers wait more than they work.
PYTEST_ARGS ?= -n 3 --dist worksteal
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
# Every set-up goes through one script; its messages are on stderr, its remedy is one line.
SETUP = @command -v $(PYTHON) >/dev/null 2>&1 || { echo "set-up: $(PYTHON) is not there: install Python 3.11, 3.12 or 3.13 (Debian: apt-get install python3 python3-venv)" >&2; exit 2; }; $(PYTHON) .ci/tools/setup.py

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## virtual environment, packages, front end, reference data, static files; harmless to repeat
	$(SETUP)

setup-dev: ## the same and what the tests need
	$(SETUP) --dev

run: setup ## set-up, then everything up at http://127.0.0.1:$(PORT)/ (PORT=8000)
	@$(MANAGE) up --prepare --stop-with-parent --port $(PORT)

test: setup-dev ## the whole suite and the checks, then the database's part on PostgreSQL and Redis, under 15 minutes
	@$(BIN)/python -m pytest $(PYTEST_ARGS); first=$$?; \
		$(BIN)/python -m tests.on_postgresql -q $(PYTEST_ARGS); second=$$?; \
		code=$$first; if [ $$code -eq 0 ]; then code=$$second; fi; \
		if [ -n "$$PYTEST_STATUS_FILE" ]; then echo $$code > "$$PYTEST_STATUS_FILE"; fi; exit $$code

check: setup-dev ## only the checks: style, types, import walls, migrations, docs
	@$(BIN)/python -m pytest tests/house

test-long: setup-dev ## what takes longer: kills, faults, many rows, and all of the database's part on PostgreSQL
	@$(BIN)/python -m pytest -m long; first=$$?; \
		$(BIN)/python -m tests.on_postgresql --whole -q $(PYTEST_ARGS); second=$$?; \
		if [ $$first -ne 0 ]; then exit $$first; fi; exit $$second

soak: setup-dev ## everything at once, shaken, for SOAK_MINUTES=30; a table of what held
	@$(BIN)/python -m tests.soak.run --minutes $(SOAK_MINUTES)

bench: setup-dev ## speed as ratios, side by side, with the texts of SHARED=../shared
	@$(BIN)/python -m tests.benchmarks.bench "$(SHARED)"
	@$(BIN)/python -m tests.benchmarks.ingest "$(SHARED)"

load: setup-dev ## the pages of a large installation, cold and warm: LOAD_ARGS="--articles 1000000 --deals 20000"
	@$(BIN)/python -m tests.benchmarks.load $(LOAD_ARGS)

scale: setup-dev ## pages, search and rebuilds at a million articles: SCALE_ARGS="--articles 1000000 --deals 50000"
	@$(BIN)/python -m tests.benchmarks.scale all var/scale $(SCALE_ARGS)

lighthouse: setup-dev ## Lighthouse's four scores of the main pages, mobile and desktop: LIGHTHOUSE_ARGS="--runs 5"
	@$(BIN)/python -m tests.benchmarks.lighthouse $(LIGHTHOUSE_ARGS)

accept: setup-dev ## figures on the seeds, labelled articles and captured feeds of SHARED=../shared; ONLY=curating for one part
	@$(BIN)/python .ci/tools/accept.py "$(SHARED)" $(if $(ONLY),--only $(ONLY))

pins: setup-dev ## writes the requirements files anew from pyproject.toml
	@$(BIN)/python .ci/tools/pins.py

messages: setup-dev ## brings locale/ up to the texts of the code and lists what is not translated
	@$(BIN)/python .ci/tools/messages.py collect && $(BIN)/python .ci/tools/messages.py missing

audit: setup-dev ## known faults of our packages; says "no verdict" where the advisory services are not reached
	@PYTHONPATH=.ci $(BIN)/python .ci/tools/audit.py

threats: setup-dev ## writes the tests into docs/threats.md anew
	@PYTHONPATH=. $(BIN)/python .ci/tools/threats.py

format: setup-dev ## style, put right where a tool can
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .
