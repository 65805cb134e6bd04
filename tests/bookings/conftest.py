"""Fixtures of the booking tests: each runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from backend.bookings.checker import broken_invariants
from backend.database import Base, Database
from backend.migrations import migrate
from tests.bookings.world import World
from tests.servers.postgres import Postgres, postgres

__all__ = ["postgres"]


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def shared_postgres(postgres: Postgres) -> Iterator[Database]:
    """A PostgreSQL database that tests use one after the other."""
    database = Database(postgres.database())
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(
    request: pytest.FixtureRequest, tmp_path: Path, empty_sqlite: Path
) -> Iterator[Database]:
    """An empty database with the schema in place, of each kind."""
    if request.param == "sqlite":
        found = Database(copied_sqlite(empty_sqlite, tmp_path))
        yield found
        found.close()
        return
    found = request.getfixturevalue("shared_postgres")
    tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
    with found.write() as session:
        # The access log may not be emptied; only a superuser who says so can.
        session.execute(text("SET LOCAL session_replication_role = replica"))
        session.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    yield found


@pytest.fixture(params=["sqlite", "postgresql"])
def own_database(request: pytest.FixtureRequest, tmp_path: Path, empty_sqlite: Path) -> str:
    """The URL of an empty database that nobody else uses, of each kind."""
    if request.param == "sqlite":
        return copied_sqlite(empty_sqlite, tmp_path)
    url: str = request.getfixturevalue("postgres").database()
    return url


def copied_sqlite(empty: Path, folder: Path) -> str:
    """The URL of a copy of an empty SQLite database."""
    shutil.copy(empty, folder / "test.db")
    return f"sqlite:///{folder / 'test.db'}"


@pytest.fixture
def world(database: Database) -> Iterator[World]:
    """An empty world on Monday 23 November 2026, 9:00; no test may leave it broken."""
    yield World(database)
    with database.read() as session:
        assert broken_invariants(session) == []
