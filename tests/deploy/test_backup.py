"""What is backed up comes back whole."""

from __future__ import annotations

import sqlite3
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

from backend.clock import Clock
from backend.contracts.repository import patient_by_identifier
from backend.database import Database
from backend.fhir.importer import import_bundle
from tests.builders.fhir import PERSONNUMMER, a_bundle, a_clinic, an_appointment, raw
from tests.servers.postgres import serve

BUNDLE = a_bundle(a_clinic("ogon", "Ögonmottagningen"), an_appointment("ogon-1", clinic="ogon"))


def has_the_patient(url: str) -> bool:
    """Whether the patient is in the database."""
    database = Database(url)
    try:
        with database.read() as session:
            return patient_by_identifier(session, PERSONNUMMER.replace("-", "")) is not None
    finally:
        database.close()


def test_a_copy_of_a_running_sqlite_is_whole(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    import_bundle(database, raw(BUNDLE), clock)
    copy = tmp_path / "copy.db"

    with (
        database.write(),
        sqlite3.connect(tmp_path / "test.db") as source,
        sqlite3.connect(copy) as target,
    ):
        source.backup(target)

    assert has_the_patient(f"sqlite:///{copy}")


@pytest.mark.slow
def test_a_dump_of_postgresql_is_restored(clock: Clock, tmp_path: Path) -> None:
    with contextmanager(serve)() as postgres:
        url, empty = postgres.database(), postgres.url("restored")
        database = Database(url)
        import_bundle(database, raw(BUNDLE), clock)
        database.close()
        dump, plain = tmp_path / "dump", url.replace("+psycopg", "")

        subprocess.run(["pg_dump", "-Fc", "-f", dump, plain], check=True, timeout=60)
        subprocess.run(["createdb", "--maintenance-db", plain, "restored"], check=True, timeout=60)
        restored = empty.replace("+psycopg", "")
        subprocess.run(["pg_restore", "-d", restored, dump], check=True, timeout=60)

        assert has_the_patient(empty)
