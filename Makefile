# Two commands: `make site` builds the published site and the rule packs, `make test` runs every
# test. Each sets up all that it needs in .venv/.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install
MINIMUM := 3.11

.DEFAULT_GOAL := help
.PHONY: help site test serve bench fuzz format lock words screenshots clean

help: ## list these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-12s %s\n", $$1, $$2}'

site: $(VENV)/site.ready ## build site/ and dist/rules/ from incidents/
	$(BIN)/runbook-gen build

test: $(VENV)/test.ready ## lint, type-check and run every test
	sh tests/system-tools.sh
	sh tests/real-tools.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2

serve: $(VENV)/site.ready ## show the site here and rebuild it on save
	$(BIN)/runbook-gen serve

bench: $(VENV)/test.ready ## measure, and write benchmarks/RESULTS.md
	sh benchmarks/peers.sh
	$(BIN)/python -m benchmarks

MINUTES := 15
fuzz: $(VENV)/test.ready ## look for what breaks, for MINUTES=15
	$(BIN)/python tests/fuzz $(MINUTES)

words: $(VENV)/test.ready ## bring the catalogues up to date; CODE=ja begins one
	$(BIN)/python tests/update_words.py $(CODE)

screenshots: $(VENV)/test.ready ## look at the pages: docs/images/ and .runbook/screenshots/
	$(BIN)/runbook-gen build
	$(BIN)/python tests/screenshots.py

format: $(VENV)/test.ready ## put the code in its usual form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(VENV)/test.ready ## pin the newest allowed dependencies
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version $(MINIMUM) --generate-hashes \
	  --no-emit-index-url --no-header pyproject.toml --group build -o requirements.lock
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version $(MINIMUM) --generate-hashes \
	  --no-emit-index-url --no-header -c requirements.lock pyproject.toml --group dev -o requirements-dev.lock

clean: ## remove everything that was made
	rm -rf $(VENV) .venv-tools .runbook dist site docs/??/ docs/???/

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python $(MINIMUM) or newer is needed. Name one: make PYTHON=/path/to/python3 ..." >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "This Python cannot make environments. On Debian: apt install python3-venv" >&2; exit 2; }

$(VENV)/site.ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.ready: requirements-dev.lock $(VENV)/site.ready
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@
