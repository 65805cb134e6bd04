"""Fixtures that many tests use."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import hypothesis
import pytest

from backend.clock import Clock
from backend.contracts.service import ContractReader
from backend.database import Database
from backend.migrations import migrate
from backend.rules.regions import load_regions
from backend.rules.workdays import STOCKHOLM
from backend.settings import Settings
from tests.system import System, running_system

# The same examples each time, so that a red run is the change's. Others: HYPOTHESIS_PROFILE=search.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.register_profile("search", deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=STOCKHOLM)
"""A Monday morning, the moment at which most tests take place."""


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still at `NOW`."""
    return lambda: NOW


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the schema in place, to be copied."""
    path = tmp_path_factory.mktemp("schema") / "empty.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def database(migrated: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty database with the schema in place."""
    shutil.copy(migrated, tmp_path / "test.db")
    database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    yield database
    database.close()


@pytest.fixture
def reader(database: Database, clock: Clock) -> ContractReader:
    """Reads contracts of `database` with the regions' real tables."""
    return ContractReader(database, clock, load_regions())


@pytest.fixture
def settings(migrated: Path, tmp_path: Path) -> Settings:
    """A demo's settings with an empty database of its own and no limit on messages."""
    shutil.copy(migrated, tmp_path / "nasta-steg.db")
    return Settings(data=tmp_path, rate_limit=0, now=NOW)


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """The real system with the demo contracts; started once, at the first test that asks for it."""
    with running_system(tmp_path_factory.mktemp("system")) as found:
        yield found
