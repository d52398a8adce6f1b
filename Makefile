# `make` builds everything and `make test` proves it; a machine with Python 3.11, git and make is
# enough for both, with nothing activated or installed beforehand. `make help` lists the rest.

PYTHON ?= python3
BIN := .venv/bin

# Scripts meet the environment's Node before any other: the machine's own does not matter.
INSIDE := PATH="$(CURDIR)/$(BIN):$$PATH"
# The locks leave nothing to warn of: pip shows errors only.
PIP := python -m pip --quiet --quiet --no-input --disable-pip-version-check
NPM := $(INSIDE) $(BIN)/npm --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error

# Packages that a shell puts on the path would shadow the locked ones.
unexport PYTHONPATH PYTHONHOME

# A stamp says that something is finished. Environments hold absolute paths, so that another
# Python or a moved folder asks for another environment: both are in the first stamp's name.
IDENTITY := $(shell $(PYTHON) -c 'import os, sys, zlib; \
  print("%d.%d-%08x" % (sys.version_info[:2] + (zlib.crc32((sys.base_prefix + os.getcwd()).encode()),)))' 2>/dev/null)
MADE := .venv/.made-$(IDENTITY)
BUILD := .venv/.build
TEST := .venv/.test
ANKI_2024 := .venv/.anki-2024
NODE := node_modules/.locked

.PHONY: all environment runtime test test-environment lint screenshots benchmark lock clean help

all: runtime ## Environment, checks, snippets, site in both languages, search, decks
	@$(INSIDE) $(BIN)/cardwright run
	@$(INSIDE) $(BIN)/cardwright build

environment: $(BUILD) $(NODE) ## What building needs, in .venv and node_modules

runtime: environment ## The Python that runs in the reader's browser, fetched and put together once
	@$(INSIDE) $(BIN)/cardwright runtime

test: lint runtime ## Environment, style, types, and every test in a real browser
	@$(WITH_BROWSER) $(BIN)/pytest -n 2 --dist worksteal

test-environment: $(TEST) $(ANKI_2024) $(NODE) ## What testing needs besides, in the same places

lint: test-environment ## Style and types: ruff, mypy, tsc
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(INSIDE) node_modules/.bin/tsc --noEmit --project site/app
	@$(INSIDE) node_modules/.bin/tsc --noEmit --project site/app/worker

screenshots: test-environment runtime ## Pictures of the site and the cards, for the eye
	@$(WITH_BROWSER) $(BIN)/python tests/screenshots.py

benchmark: test-environment all ## How fast everything is that has a target
	@$(BIN)/python benchmarks/check.py
	@$(BIN)/python benchmarks/decks.py
	@$(WITH_BROWSER) $(BIN)/python benchmarks/site.py
	@$(WITH_BROWSER) $(BIN)/python benchmarks/loading.py
	@$(WITH_BROWSER) $(BIN)/python benchmarks/search.py
	@$(WITH_BROWSER) $(BIN)/python benchmarks/runtime.py

clean: ## Remove what was generated (build/), not the environment
	rm -rf build

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-17s %s\n", $$1, $$2 }' Makefile

# The browser belongs to the machine, so no stamp can vouch for it: it is looked for every time.
WITH_BROWSER = CHROMIUM="$$($(BIN)/python tests/chromium.py)" && export CHROMIUM && $(INSIDE)

# ---- The environment ----

$(MADE):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "error: '$(PYTHON)' is not Python 3.11 or later" >&2; \
	  echo "help: name one that is, as in: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "error: '$(PYTHON)' cannot make virtual environments" >&2; \
	  echo "help: on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Making .venv"
	@$(PYTHON) -m venv --clear .venv
	@touch $@

# Without the first stamp there is no environment. It is away while pip works, so that an
# interrupted install is made anew, never taken for a finished one.
BEGIN = @echo "Installing $<" && mv $(MADE) .venv/.unfinished
END = @mv .venv/.unfinished $(MADE) && touch $@

$(BUILD): requirements/build.txt pyproject.toml $(MADE)
	$(BEGIN)
	@$(BIN)/$(PIP) install --require-hashes --requirement $<
	@$(BIN)/$(PIP) install --no-build-isolation --no-deps --editable .
	$(END)

# The test lock holds the build lock: what is there already stays, pip adds the rest.
$(TEST): requirements/test.txt $(BUILD)
	$(BEGIN)
	@$(BIN)/$(PIP) install --require-hashes --requirement $<
	$(END)

# Decks are proved with two versions of Anki, which cannot share an environment.
$(ANKI_2024): requirements/anki-2024.txt $(BUILD)
	@echo "Installing $<"
	@$(BIN)/python -m venv --clear .venv/anki-2024
	@.venv/anki-2024/bin/$(PIP) install --require-hashes --requirement $<
	@touch $@

# npm empties node_modules before it starts, and the stamp with it.
$(NODE): package-lock.json package.json | $(BUILD)
	@echo "Installing $<"
	@$(NPM) ci
	@touch $@

# ---- The locks: one for every system, with hashes and without hosts ----

COMPILE = build/uv/bin/uv pip compile --quiet --python $(BIN)/python --python-version 3.11 --universal \
  --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

# npm also notes where packages ask for money: no install needs that, and it names hosts.
WITHOUT_FUNDING = import json, pathlib; path = pathlib.Path("package-lock.json"); lock = json.loads(path.read_text()); \
  [package.pop("funding", None) for package in lock["packages"].values()]; \
  path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n")

lock: build/uv/.made ## Locks follow pyproject.toml and package.json; UPGRADE=1 takes the newest of all
	$(COMPILE) --extra install pyproject.toml --output-file requirements/build.txt
	$(COMPILE) --extra install --extra test --constraint requirements/build.txt pyproject.toml --output-file requirements/test.txt
	$(COMPILE) --group lock --output-file requirements/lock.txt
	$(COMPILE) --group anki-2024 --output-file requirements/anki-2024.txt
	$(NPM) $(if $(UPGRADE),update,install) --package-lock-only --omit-lockfile-registry-resolved
	@$(BIN)/python -c '$(WITHOUT_FUNDING)'

# Only this target needs uv: it lives apart from the product's environment.
build/uv/.made: requirements/lock.txt | $(BUILD)
	@$(BIN)/python -m venv --clear build/uv
	@build/uv/bin/$(PIP) install --require-hashes --requirement $<
	@touch $@
