# Rückhalt. `make` alone prints this list. Every target is one line of help.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
VNU_VERSION := 26.9.27
export UV_NO_CONFIG := 1

.DEFAULT_GOAL := help
.PHONY: help run test journeys check prove bench docs lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

run: .venv/run.stamp ## start everything on http://localhost:8000 (PORT=… for another port)
	@$(BIN)/rueckhalt run --port $(PORT)

test: .venv/dev.stamp .node/vnu.stamp ## all tests side by side: SQLite, PostgreSQL, browser
	@$(BIN)/python tools/run_tests.py

journeys: .venv/dev.stamp .node/vnu.stamp ## only the stories in the browser
	@$(BIN)/python tools/run_tests.py --only browser

check: .venv/dev.stamp ## format, lint, types, contracts, house: before each commit
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --cache-dir .import_linter_cache
	@$(BIN)/pytest -q tests/house

prove: .venv/dev.stamp ## what needs a clock or a size (PART=… for one part)
	@$(BIN)/python -m bench --hold $(PART)

bench: .venv/dev.stamp ## speed and memory, written to bench/RESULTS.md
	@$(BIN)/python -m bench $(PART)

docs: .venv/dev.stamp ## the handbook as a web site in site/
	@$(BIN)/python tools/make_docs.py && $(BIN)/mkdocs build --strict --quiet

lock: .venv/dev.stamp ## renew the locked dependencies and the bill of materials
	@$(BIN)/python tools/lock.py

clean: ## remove what was built; your data in var/ stay
	rm -rf .venv .node site build

# Each stamp is renewed when what it was made from changes.
.venv/uv.stamp: requirements/bootstrap.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.lock
	@touch $@

.venv/run.stamp: .venv/uv.stamp requirements/run.lock pyproject.toml
	@test -e .venv/dev.stamp || $(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/run.lock requirements/bootstrap.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.stamp: .venv/uv.stamp requirements/dev.lock pyproject.toml
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/dev.lock requirements/bootstrap.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch .venv/run.stamp $@

# The W3C's own HTML checker; where npm or Java is missing, the tests that need it say so.
.node/vnu.stamp: Makefile
	@mkdir -p .node
	@command -v npm >/dev/null && npm install --silent --no-audit --no-fund --no-save --no-package-lock --prefix .node vnu-jar@$(VNU_VERSION) || true
	@touch $@
