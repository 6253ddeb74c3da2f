# Everything a newcomer needs; `make` alone says what there is. Needs Python 3.11 or newer, git and make (uv is used where present).

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
# GNU make ≤ 4.3 runs a plain "uv" without a shell, hence the command substitution.
UV := $(shell command -v uv 2>/dev/null)
BASE := $(VENV)/.base-installed
DEV := $(VENV)/.dev-installed

.DEFAULT_GOAL := help
.PHONY: help demo test lint check browser eval bench lock clean

help:  ## what each target does
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 16

DEMO := build/demo.db
# The day on which the demo stands: after the newest example, so that plans are ahead and a deadline has passed.
DAY := 2026-01-15

demo: $(BASE)  ## from nothing to examples/reports read, recorded and asked
	@$(BIN)/baithak read examples/reports --format table
	@mkdir -p $(dir $(DEMO)) && rm -f $(DEMO) $(DEMO)-wal $(DEMO)-shm
	@echo; echo "━━━━ one record of them all: baithak add examples/reports"
	@$(BIN)/baithak add examples/reports --record $(DEMO)
	@echo; echo "━━━━ the timeline of a relationship: baithak timeline --pair IN,RU"
	@$(BIN)/baithak timeline --pair IN,RU --record $(DEMO)
	@echo; echo "━━━━ the ladder of a mechanism: baithak mechanism \"India–Russia Annual Summit\""
	@$(BIN)/baithak mechanism "India–Russia Annual Summit" --on $(DAY) --record $(DEMO)
	@echo; echo "━━━━ what is due: baithak due --on $(DAY)"
	@$(BIN)/baithak due --on $(DAY) --record $(DEMO)
	@$(if $(SERVE),$(BIN)/baithak serve --record $(DEMO),echo; echo "the same in a browser: make demo SERVE=1")

test: check eval  ## from nothing to green: style, types, import contracts, tests, evaluation gate

lint: $(DEV)  ## style, types and import contracts
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint browser  ## lint, then the tests
	$(BIN)/python -m pytest

# Tests in a real browser need one; it is installed where that is allowed, else those tests say that they were left out.
browser:
	@command -v chromium chromium-browser google-chrome >/dev/null 2>&1 || { \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null && echo "installing Chromium for the tests in a browser …" && \
		{ apt-get install -y -qq chromium >/dev/null 2>&1 || { apt-get update -qq && apt-get install -y -qq chromium; } >/dev/null 2>&1; }; } || \
		echo "no Chromium here and none could be installed: the tests in a browser are left out"

eval: $(DEV)  ## scores on the labelled reports, and on their links, against their floors
	$(BIN)/python eval/gate.py
	$(BIN)/python eval/links.py

bench: $(DEV)  ## speed, memory and start-up beside the two passes of comparison
	$(BIN)/python bench/run.py

lock:  ## write the two locks anew (needs uv)
	@test -n "$(UV)" || { echo "make lock needs uv: pip install uv"; exit 1; }
	printf 'hatchling>=1.25\neditables>=0.5\n' | uv pip compile pyproject.toml - $(LOCK) -o requirements.lock
	printf 'hatchling>=1.25\neditables>=0.5\n' | uv pip compile pyproject.toml - --extra dev --extra bench -c requirements.lock $(LOCK) -o requirements-dev.lock

# Hashes alone, no address of any index: whatever index a machine uses, it must serve these very files.
LOCK := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url

clean:  ## remove what the other targets made
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Baithak needs Python 3.11 or newer; name it with: make PYTHON=/path/to/python3.12 …"; exit 1; }
	@if [ -n "$(UV)" ]; then uv venv --quiet --seed --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" $(VENV); \
	else $(PYTHON) -m venv $(VENV) || { echo "this Python cannot make a virtual environment; install its venv package"; exit 1; }; fi

# install LOCKFILE, then the project itself without building anything that the lock does not name
define install
@echo "installing $(1) …"
@{ test -n "$(UV)" && uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1); } || \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
@touch $@
endef

$(BASE): requirements.lock pyproject.toml | $(BIN)/python
	$(call install,requirements.lock)

$(DEV): requirements-dev.lock pyproject.toml | $(BIN)/python
	$(call install,requirements-dev.lock)
	@touch $(BASE)
