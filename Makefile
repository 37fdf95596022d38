# Commands of the project. Needs Python 3.11 or newer (with venv) and make.
PYTHON ?= python3
VENV := .venv
FAST_TESTS := tests/architecture tests/spec tests/unit tests/properties synchronox_core
BIN := $(VENV)/bin
STORE ?= $(or $(SYNCHRONOX_STORE),data/store)
PORT ?= 8501
export SYNCHRONOX_STORE := $(STORE)

.PHONY: help setup run test check fix bench simulate train e2e demo docs
.DEFAULT_GOAL := help

help: ## show this list
	@grep -E '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(VENV)/.run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed; $$($(PYTHON) --version) was found. Name another one: make PYTHON=python3.12 ..."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { \
	  echo "The environment could not be made. On Debian or Ubuntu: apt install python3-venv, then start again."; exit 1; }
	@echo "Installing what the board needs (about a minute the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@echo "Installing what the tests need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

setup: $(VENV)/.run ## make the environment (.venv)

run: setup ## set up, build the demonstration store if there is none, open the board
	@if [ ! -e "$(STORE)/current.json" ] && ! ls "$(STORE)"/extract_*.duckdb >/dev/null 2>&1; then \
	  echo "No store yet: building one from the synthetic demonstration cohort."; \
	  $(BIN)/python -m synchronox_core import data/demo; \
	fi
	@$(BIN)/python -m streamlit run app.py --server.port $(PORT)

test: $(VENV)/.dev ## set up and run the tests (no browser)
	@$(BIN)/python -m pytest -q -n auto

check: $(VENV)/.dev ## format, lint, types, layers, fast tests; changes nothing
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -q -n auto -m 'not e2e and not slow' $(FAST_TESTS)

fix: $(VENV)/.dev ## format and mend what can be mended
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(VENV)/.dev ## times and memory of import, endpoints and pages, at 550 and 100,000 patients
	@STREAMLIT_LOGGER_LEVEL=error $(BIN)/python -m tests.bench

simulate: $(VENV)/.dev ## the simulations: synthetic cohort, recruitment, centres, strategies, prediction (an hour)
	@$(BIN)/python -m tests.simulations

train: setup ## train the model on the shipped synthetic cohort again (models/)
	@rm -rf build/train
	@$(BIN)/python -m synchronox_core import data/demo --store build/train
	@$(BIN)/python -m synchronox_core train --store build/train

e2e: $(VENV)/.dev ## the pages in a real browser (needs chromium)
	@$(BIN)/python -m pytest -q -m e2e tests/e2e

demo: setup ## write the shipped synthetic cohort again (data/demo)
	@$(BIN)/python -m synchronox_core demo --patients 550 --seed 2026 --out data/demo

docs: setup ## write the generated pages of docs/ again
	@$(BIN)/python -m synchronox_core.ecrf.dictionary docs/data_dictionary.md
	@$(BIN)/python -m synchronox_core.services.definitions docs/definitions.md
