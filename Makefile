# Two commands: `make run` (the main job) and `make test`. `make help` lists the rest.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
# All but `camel` (gigabytes of PyTorch), which its users add, and `lexicon`. The image has no tools of tests.
IMAGE_EXTRAS := --extra ingest --extra cloud --extra warehouse --extra publish --extra airflow --extra cluster
EXTRAS := $(IMAGE_EXTRAS) --extra dev
COMPILE = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate -q
export UV_PYTHON_DOWNLOADS := never
# Each of the many processes of Airflow and of the tests would compile all of Waqai anew.
unexport PYTHONDONTWRITEBYTECODE

# Three files at once fill two cores: browsers, schedulers and killed workers are waited for. In the order of
# tests/conftest.py: by number of tests, the files that take minutes over one test would come last.
PYTEST ?= -n 3 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help install run test check format lock wheel up down psql clean

help: ## This list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1|/' | column -t -s '|'

install: $(VENV)/.installed ## The environment, from the lock file

$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Waqai needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@echo "Installing the environment into $(VENV) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION)
	@$(BIN)/uv pip install -q -p $(BIN)/python --compile-bytecode --require-hashes -r requirements.lock
	@$(BIN)/uv pip install -q -p $(BIN)/python --no-deps -e .
	@touch $@

run: install ## Code seeds/news through the Airflow DAG into PostgreSQL and show the events
	@$(BIN)/python -m tools.main_job

test: install ## Everything that continuous integration runs: lint, types, tests
	@# Lint and types meanwhile, for tests wait a lot; what they found is said at the end.
	@said=$$(mktemp); $(MAKE) -s check >$$said 2>&1 & \
	$(BIN)/python -m pytest $(PYTEST); tests=$$?; \
	wait $$! || { cat $$said; echo "make check found this; the tests ended with $$tests (0: passed)"; tests=1; }; \
	rm -f $$said; exit $$tests

check: install ## Lint and types, in seconds
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-cache >/dev/null || $(BIN)/lint-imports --no-cache
	@$(BIN)/mypy

format: install ## Let ruff format the code
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

lock: install ## Renew requirements.lock and, of the same versions, deploy/requirements.lock from pyproject.toml
	@$(COMPILE) $(EXTRAS) --upgrade -o requirements.lock
	@$(COMPILE) $(IMAGE_EXTRAS) --upgrade -c requirements.lock -o deploy/requirements.lock

wheel: install ## A wheel with compiled modules in dist/ (needs a C compiler)
	@rm -rf build
	@WAQAI_COMPILED=1 $(BIN)/uv build -q --wheel --no-build-isolation -p $(BIN)/python -o dist .
	@ls dist/*.whl

up: install ## Airflow's web UI and scheduler on the same database
	@$(BIN)/python -m tools.airflow_up

down: install ## Stop what `make up` started, and the embedded PostgreSQL
	@$(BIN)/python -m tools.airflow_up --down

psql: install ## A SQL prompt as an analyst
	@$(BIN)/waqai psql

clean: ## Remove the environment; the data under .waqai stays
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
