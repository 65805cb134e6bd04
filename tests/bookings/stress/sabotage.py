"""Builds with one guard taken out: a suite that stays green on them guards nothing."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import Connection

from backend import database
from backend.bookings import idempotency, patient_times
from backend.bookings.operations import checks
from backend.database import Database

GUARDS = ("version", "immediate", "key", "patient")
"""Those that are code; `drop_index` takes out the one that is the database's."""


def take_out(guard: str) -> None:
    """Takes the guard out of this process."""
    {
        "version": _no_version_check,
        "immediate": _plain_begin,
        "key": _no_keys,
        "patient": _no_patient_lock,
    }[guard]()


def drop_index(found: Database) -> None:
    """Takes the constraints on claims out of the database."""
    postgres = found.engine.dialect.name == "postgresql"
    statements = ["DROP INDEX one_claim_per_slot"]
    if postgres:
        statements.append("ALTER TABLE slot_claims DROP CONSTRAINT no_overlapping_claims")
    else:
        statements += [
            f"DROP TRIGGER no_overlapping_claims_{event}" for event in ("INSERT", "UPDATE")
        ]
    with found.write() as session:
        for statement in statements:
            session.execute(text(statement))


def _no_version_check() -> None:
    checks.check_version = _nothing


def _no_keys() -> None:
    idempotency.begin = _nothing
    idempotency.keep = _nothing


def _no_patient_lock() -> None:
    patient_times.lock_patient = _nothing


def _plain_begin() -> None:
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    database._begin_sqlite = begin


def _nothing(*_arguments: Any, **_named: Any) -> None:
    return None
