"""Fixtures of transcripts: a world on SQLite, and one on PostgreSQL."""

from __future__ import annotations

import pytest

from backend.clock import Clock
from backend.settings import Settings
from tests.conftest import NOW
from tests.servers.postgres import Postgres, postgres
from tests.transcripts.world import World

__all__ = ["postgres"]


@pytest.fixture
def world(settings: Settings, clock: Clock) -> World:
    """A patient's conversation on SQLite."""
    return World(settings, clock)


@pytest.fixture(params=["sqlite", "postgresql"])
def both(request: pytest.FixtureRequest, settings: Settings, clock: Clock) -> World:
    """A patient's conversation, on each kind of database."""
    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("postgres")
        settings = Settings(
            data=settings.data, rate_limit=0, now=NOW, database_url=server.database()
        )
    return World(settings, clock)
