"""Fixtures of the staff's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend.clock import Clock
from backend.migrations import migrate
from backend.settings import Settings
from tests.conftest import NOW
from tests.transcripts.world import World


@pytest.fixture
def world(settings: Settings, clock: Clock) -> World:
    """A patient's conversation, and staff."""
    return World(settings, clock)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world that many cells use, one after the other."""
    folder: Path = tmp_path_factory.mktemp("shared")
    settings = Settings(data=folder, rate_limit=0, now=NOW)
    migrate(settings.database_url)
    return World(settings, lambda: NOW)
