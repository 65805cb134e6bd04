"""The trained model, loaded once."""

from __future__ import annotations

import pytest

from backend.parsing import Parser


@pytest.fixture(scope="session")
def parser() -> Parser:
    """Reads texts as the assistant does; `make model` trains what it needs."""
    return Parser()
