SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv/bin
PORT ?= 8000

.PHONY: setup setup-dev

## setup: make .venv with what the application needs
setup:
	@$(PYTHON) scripts/setup.py runtime

## setup-dev: the same, with the tools that the checks need
setup-dev:
	@$(PYTHON) scripts/setup.py dev
