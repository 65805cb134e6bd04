"""What the two databases say differently."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Float, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from backend.database import UtcDateTime


class seconds_between(FunctionElement[float]):  # noqa: N801  reads as SQL where it is used
    """`seconds_between(start, end)`: elapsed seconds."""

    type = Float()
    inherit_cache = True


class two_days_before(FunctionElement[Any]):  # noqa: N801
    """`two_days_before(moment)`, comparable with a stored time."""

    type = UtcDateTime()
    inherit_cache = True


@compiles(seconds_between, "sqlite")
def _seconds_sqlite(element: seconds_between, compiler: SQLCompiler, **options: Any) -> str:
    start, end = (compiler.process(clause, **options) for clause in element.clauses)
    return f"(strftime('%s', {end}) - strftime('%s', {start}))"


@compiles(seconds_between, "postgresql")
def _seconds_postgresql(element: seconds_between, compiler: SQLCompiler, **options: Any) -> str:
    start, end = (compiler.process(clause, **options) for clause in element.clauses)
    return f"EXTRACT(EPOCH FROM ({end} - {start}))"


@compiles(two_days_before, "sqlite")
def _days_sqlite(element: two_days_before, compiler: SQLCompiler, **options: Any) -> str:
    # Times are stored as text; the fraction that `datetime` leaves out only makes it earlier.
    return f"datetime({compiler.process(element.clauses, **options)}, '-2 days')"


@compiles(two_days_before, "postgresql")
def _days_postgresql(element: two_days_before, compiler: SQLCompiler, **options: Any) -> str:
    return f"({compiler.process(element.clauses, **options)} - interval '2 days')"


def insert_or_update(
    session: Session,
    table: Table,
    key: str,
    values: dict[str, Any],
    changes: dict[str, Any] | None = None,
) -> None:
    """Inserts the row, or makes `changes` (or all of it) to the one with the same `key` column."""
    insert = _insert(session, table).values(values)
    session.execute(insert.on_conflict_do_update(index_elements=[key], set_=changes or values))


def insert_unless_taken(session: Session, table: Table, values: dict[str, Any]) -> bool:
    """Inserts the row unless a constraint of the table forbids it; the database decides.

    `ON CONFLICT DO NOTHING` waits for another transaction that is inserting the same, and for an
    exclusion constraint it is also what keeps two such inserts from deadlocking. SQLite's triggers
    cannot be passed over so; their refusal undoes the statement and leaves the transaction whole.

    Returns:
        whether the row was inserted.
    """
    insert = _insert(session, table).values(values)
    statement = insert.on_conflict_do_nothing().returning(*table.primary_key)
    try:
        inserted = session.execute(statement).first()
    except IntegrityError as refused:
        if _is_postgres(session) or "no_overlapping_claims" not in str(refused.orig):
            raise
        return False
    return inserted is not None


def _insert(session: Session, table: Table) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if _is_postgres(session) else sqlite.insert(table)


def _is_postgres(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
