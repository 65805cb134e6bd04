"""What must be there before the services start: the schema, and contracts in an empty database."""

from __future__ import annotations

import sys

from sqlalchemy import select

from backend.clock import clock_of
from backend.contracts.models import Patient
from backend.database import Database
from backend.migrations import migrate
from backend.settings import Settings


def prepare(settings: Settings) -> None:
    """Brings the schema up to date; loads the contracts' folder when no patient is stored."""
    settings.data.mkdir(parents=True, exist_ok=True)
    migrate(settings.database_url)
    database = Database(settings.database_url)
    try:
        with database.read() as session:
            empty = session.scalar(select(Patient.id).limit(1)) is None
        if empty:
            _load(settings, database)
    finally:
        database.close()


def _load(settings: Settings, database: Database) -> None:
    from backend.fhir.faults import BundleRefused
    from backend.fhir.importer import import_bundle

    files = sorted(settings.contracts.glob("*.json"))
    print(f"Loading {len(files)} contracts from {settings.contracts} …", flush=True)
    for path in files:
        try:
            import_bundle(database, path.read_bytes(), clock_of(settings))
        except BundleRefused as refusal:
            # One faulty file does not keep the other patients from their plans.
            for fault in refusal.faults:
                print(f"{path}: {fault}", file=sys.stderr)
