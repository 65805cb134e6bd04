"""The database: engine, units of work, and the column type for times.

Two traps are closed here, for the rest of the code to lean on:

* pysqlite begins transactions lazily, so a check followed by an update can double-book. Its own
  handling is switched off and every unit of work says `BEGIN` itself; a writing one says
  `BEGIN IMMEDIATE`, which waits for its turn in place of failing half-way with "locked".
* SQLite gives times back without a zone. `UtcDateTime` stores UTC and refuses naive values.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import DateTime, Engine, Text, TypeDecorator, create_engine, event
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import JSON

BUSY_TIMEOUT_SECONDS = 8.0
"""So long a writer waits in the queue, and as long again at the file: within a page's patience."""


class Base(DeclarativeBase):
    """The base of every table."""

    type_annotation_map = {str: Text, dict[str, Any]: JSON, list[Any]: JSON}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, stored in UTC, given back in UTC.

    Raises:
        ValueError: for a naive time.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without an offset cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """From the database."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Database:
    """An engine and its units of work."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        if url.startswith("sqlite:///"):
            Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
        self.engine = _engine(url, pool_size)
        event.listen(self.engine, "reset", _end_transaction)
        self._writing = self.engine.execution_options(begin_immediate=True)
        self._writers_turn = Lock() if self.engine.dialect.name == "sqlite" else None

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A unit of work that only reads; it is rolled back at its end."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A unit of work that commits at the end of its block, or rolls back on any exception.

        Answer the caller after the block: a commit that fails must not have said "booked".
        """
        with self._turn(), Session(self._writing, expire_on_commit=False) as session:
            yield session
            session.commit()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Lets this process's writers queue, where SQLite lets them all knock until one is heard.

        Among forty that knock some are not heard within the busy timeout. Whoever waits longer in
        the queue knocks all the same, so that nothing is waited for that cannot come.
        """
        if self._writers_turn is None:
            yield
            return
        mine = self._writers_turn.acquire(timeout=BUSY_TIMEOUT_SECONDS)
        try:
            yield
        finally:
            if mine:
                self._writers_turn.release()

    def close(self) -> None:
        """Gives back every connection."""
        self.engine.dispose()


def _engine(url: str, pool_size: int) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(
            url,
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={
                "connect_timeout": 3,
                "options": f"-c lock_timeout={BUSY_TIMEOUT_SECONDS:.0f}s",
            },
        )
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=pool_size,
        hide_parameters=True,
        connect_args={"timeout": BUSY_TIMEOUT_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # leaves BEGIN to `_begin_sqlite`
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _end_transaction(connection: Any, _record: object, _state: object) -> None:
    # SQLAlchemy takes a transaction whose COMMIT failed for ended and gives its connection back as
    # it is: still in it, and on SQLite with everybody else's turn.
    connection.rollback()


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("begin_immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
