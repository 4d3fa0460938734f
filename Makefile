# Two commands do everything: `make run` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
RUN := .venv/bin/python
CHECK := $(RUN) -m scripts.check
STATIC_FILES := $(shell find static -type f 2>/dev/null)
DEMO := $(wildcard workshops/management/commands/demo.py)

.PHONY: help run bench bench-quick bench-tools setup setup-dev tools test test-fast test-long lint types js messages format lock clean

## help: this list
help:
	@sed -n 's/^## //p' Makefile

## run: set up, migrate, fill the demo and serve; PORT=8000, LAN=1 for phones in the room
run: setup build/static/made
	@$(RUN) manage.py migrate --verbosity 0
	@$(if $(DEMO),$(RUN) manage.py demo)
	@exec $(RUN) manage.py serve --port $(PORT) $(if $(LAN),--lan)

## test: every check there is, on SQLite and on PostgreSQL with Redis, with a real browser
test: tools
	@$(CHECK)

## test-fast: the checks that take seconds: no browser, SQLite alone
test-fast: tools
	@$(CHECK) ruff migrations client pytest-fast

## test-long: hours of faults: a million operations, ten million in process, 500 kills a database (docs/faults.md); the whole hour by mouse, clicks, keys
LONG := $(RUN) -m pytest -q -s -p no:cacheprovider
test-long: tools
	FUZZ_SEEDS=$${LONG_STORIES:-20000} FUZZ_FIRST=1000 $$($(RUN) -c 'from scripts.check import node; print(node())') \
		--test tests/client/fuzz.test.js
	$(LONG) tests/browser/long/whole_hours.py tests/browser/long/long_logs.py
	$(LONG) tests/faults/long/domain.py
	CANVASWEB_TEST_BACKEND=sqlite $(LONG) tests/faults/long/kills.py tests/faults/long/wire.py
	CANVASWEB_TEST_BACKEND=postgres $(LONG) tests/faults/long/kills.py tests/faults/long/wire.py

## lint: style, types, layers, templates, scripts and both languages
lint: tools
	@$(CHECK) ruff format types layers templates javascript migrations messages

## types: mypy and tsc
types: tools
	@$(CHECK) types javascript

## js: the tests of the client's modules in Node
js: tools
	@$(CHECK) client

## messages: collect the texts to translate into locale/ and compile what is translated
messages: tools
	@$(RUN) -m scripts.catalogs write

## format: put Python, JavaScript and CSS in the project's layout
format: tools
	@$(CHECK) reformat

## bench: what a server carries, beside its peers; writes docs/benchmarks.md (half an hour on an idle machine)
bench: bench-tools
	@$(RUN) -m bench all

## bench-quick: the main figures in two minutes
bench-quick: bench-tools
	@$(RUN) -m bench quick

bench-tools:
	@$(PYTHON) scripts/setup.py bench
	@$(RUN) -m scripts.provision node postgresql

## setup: make .venv with what the application needs
setup:
	@$(PYTHON) scripts/setup.py runtime

## setup-dev: the same, with the tools that the checks need
setup-dev:
	@$(PYTHON) scripts/setup.py dev

## tools: Node, Chromium, PostgreSQL, Redis and gettext for the checks
tools: setup-dev
	@$(RUN) -m scripts.provision

build/static/made: $(STATIC_FILES) requirements/runtime.txt
	@$(RUN) manage.py collectstatic --no-input --verbosity 0
	@touch $@

COMPILE := uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11

## lock: pin the requirements of pyproject.toml again (needs uv); UPGRADE=1 takes newer versions
lock:
	$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml -o requirements/runtime.txt
	for group in dev bench node postgresql redis; do \
		$(COMPILE) $(if $(UPGRADE),--upgrade) --group $$group -c requirements/runtime.txt -o requirements/$$group.txt; \
	done

## clean: remove what was built; the data in var/ stays
clean:
	rm -rf .venv build node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
