"""Rasa's own check of the data, the rules and the domain; it takes about half a minute."""

from __future__ import annotations

import subprocess

import pytest
from nlu_report.data import ROOT


@pytest.mark.slow
def test_rasa_finds_nothing_to_warn_of() -> None:
    command = [".venv/bin/rasa", "data", "validate", "--fail-on-warnings", "--config", "config.yml"]
    command += ["--domain", "domain", "--data", "../data/nlu", "../data/rules"]

    done = subprocess.run(
        command, cwd=ROOT / "bot", check=False, capture_output=True, text=True, timeout=600
    )

    assert done.returncode == 0, done.stderr[-2000:]
