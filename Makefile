# `make run` and `make test` do everything on a bare machine with Python 3.11 or later.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8501

.PHONY: setup run test check bench sample

setup: .venv/.ready

.venv/.ready: requirements.txt requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.11 …"; exit 1; }
	$(PYTHON) -m venv .venv || { echo "Python's venv module is missing: on Debian or Ubuntu, apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -r requirements-dev.txt
	@touch $@

run: setup
	@echo "Benessere Energetico: http://localhost:$(PORT)"
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: setup check
	$(BIN)/python -m pytest -rs

check: setup
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q contract data_access indicators geo reports ui tests/test_translations.py

bench: setup
	$(BIN)/python -m benchmarks

sample: setup
	$(BIN)/python -m sample_data --embed
