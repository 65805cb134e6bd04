"""The units of work."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from backend.database import Database


def test_a_commit_that_fails_leaves_nothing_behind_in_its_connection(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the next one to use the connection would commit it, and nobody else could write."""
    dialect = database.engine.dialect
    commit = dialect.do_commit

    def fail(_connection: Any) -> None:
        monkeypatch.setattr(dialect, "do_commit", commit)
        assert dialect.dbapi is not None
        raise dialect.dbapi.OperationalError("disk full")

    monkeypatch.setattr(dialect, "do_commit", fail)
    with pytest.raises(OperationalError):
        write(database, 1)

    write(database, 2)
    with database.read() as session:
        assert session.scalars(text("SELECT version FROM directory_version")).all() == [2]


def write(database: Database, version: int) -> None:
    with database.write() as session:
        session.execute(text("INSERT INTO directory_version VALUES (:n, :n)"), {"n": version})
