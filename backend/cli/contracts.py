"""Contracts in and out: `import` and `export`."""

from __future__ import annotations

import json
from pathlib import Path

import click

_SHOWN_FAULTS = 50


@click.command(
    "import",
    epilog="Example: uv run nasta-steg import data/contracts/*.json",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path))
def import_command(files: tuple[Path, ...]) -> None:
    """Load FHIR R4 Bundles, all or nothing per file.

    Each fault is named with its file, resource and field. Exits with 1 if any file was refused.
    """
    from backend.clock import clock_of
    from backend.database import Database
    from backend.fhir.faults import BundleRefused
    from backend.fhir.importer import import_bundle
    from backend.migrations import migrate
    from backend.settings import get_settings

    settings = get_settings()
    migrate(settings.database_url)
    database, clock = Database(settings.database_url), clock_of(settings)
    refused = False
    for path in files:
        try:
            done = import_bundle(database, path.read_bytes(), clock)
        except OSError as fault:
            refused = True
            click.echo(f"{path}: {fault.strerror}", err=True)
        except BundleRefused as refusal:
            refused = True
            for found in refusal.faults[:_SHOWN_FAULTS]:
                click.echo(f"{path}: {found}", err=True)
            more = len(refusal.faults) - _SHOWN_FAULTS
            if more > 0:
                click.echo(f"{path}: and {more} faults more", err=True)
        else:
            click.echo(f"{path}: {done.outcome} ({done.resources} resources)")
    database.close()
    if refused:
        raise SystemExit(1)


@click.command("export", epilog="Example: uv run nasta-steg export 19610118-2803 > contract.json")
@click.argument("personnummer")
def export_command(personnummer: str) -> None:
    """Write one patient's contract as a FHIR R4 Bundle to standard output."""
    from backend.clock import clock_of
    from backend.contracts.repository import patient_by_identifier
    from backend.database import Database
    from backend.fhir.exporter import export_bundle
    from backend.fhir.identity import normal_form
    from backend.settings import get_settings

    settings = get_settings()
    try:
        value = normal_form(personnummer)
    except ValueError as fault:
        raise click.ClickException(f"PERSONNUMMER: {fault}") from fault
    database = Database(settings.database_url)
    with database.read() as session:
        patient = patient_by_identifier(session, value)
        if patient is None:
            raise click.ClickException("PERSONNUMMER: no contract of this patient is stored")
        bundle = export_bundle(session, patient, clock_of(settings)())
    click.echo(json.dumps(bundle, ensure_ascii=False, indent=1))
