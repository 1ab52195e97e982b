# `make run` and `make test` do everything on a bare machine with Python 3.11 or later; `make help` lists the rest.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8501
WORKERS ?= 3
PYTEST = $(BIN)/python -m pytest -n $(WORKERS)
SPOKEN := app.py contract data_access geo indicators pages reports sample_data ui

# The matrices are small: a second thread that waits for its share of one takes a core from another test.
test quick: export OPENBLAS_NUM_THREADS = 1
test quick: export OMP_NUM_THREADS = 1
# Workers, servers and commands import the same modules some hundred times: compiled once.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup run test quick all-tests quick-tests check format words picture golden bench sample audit

help: ## this list
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

setup: .venv/.ready ## the environment alone, in .venv

.venv/.ready: requirements.txt requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.11 …"; exit 1; }
	$(PYTHON) -m venv .venv || { echo "Python's venv module is missing: on Debian or Ubuntu, apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -r requirements-dev.txt
	@touch $@

run: setup ## the app on the embedded sample, or on OBSERVATORY_DATA
	@echo "Benessere Energetico: http://localhost:$(PORT)"
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: setup ## checks and all tests, on two cores
	@$(MAKE) --no-print-directory -j 2 check all-tests

quick: setup ## checks and the tests that take no time: for while you work
	@$(MAKE) --no-print-directory -j 2 check quick-tests

all-tests:
	$(PYTEST) -rs

# Nothing waits there, and each worker imports everything.
quick-tests: WORKERS = 2
quick-tests:
	$(PYTEST) -q -m "not slow and not browser" --hypothesis-profile quick

check: setup ## style, types, import arrows
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup ## style mended where a machine can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

words: setup ## the catalogues get every sentence of the code, plurals too; what is new is empty there
	@mkdir -p build
	PYTHONPATH=. $(BIN)/pybabel -q extract -F babel.cfg \
	    --no-location --sort-output --no-wrap -o build/messages.pot $(SPOKEN)
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap \
	    -i build/messages.pot -d locale -l it

picture: setup ## the floors in docs/architecture.md, drawn from the imports
	$(BIN)/python -m tests.floors

golden: setup ## the golden figures, written down anew: raise the version of each indicator that changed
	$(BIN)/python -m tests.indicators.catalogue.golden

bench: setup ## ratios against named peers, into benchmarks/results.json
	$(BIN)/python -m benchmarks

sample: setup ## the embedded sample, made again
	$(BIN)/python -m sample_data --embed

audit: setup ## what the app stands on: hashes, bill of materials, licences, known faults
	@mkdir -p build
	$(BIN)/python -m tests.supply
	$(PYTHON) -m venv build/audit
	build/audit/bin/python -m pip install --quiet --disable-pip-version-check cyclonedx-bom==7.5.0 pip-audit==2.10.1
	build/audit/bin/cyclonedx-py requirements --output-format JSON --output-file build/sbom.json docs/deploy/requirements.lock
	$(BIN)/python -m tests.supply faults
