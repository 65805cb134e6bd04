"""A Bundle is stored whole or not at all, and again and again without harm."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from backend.clock import Clock
from backend.contracts.models import Resource, ResourceVersion
from backend.contracts.repository import patient_by_identifier
from backend.contracts.service import ContractReader
from backend.database import Database
from backend.fhir.faults import BundleRefused
from backend.fhir.importer import Outcome, import_bundle
from tests.builders.fhir import (
    OTHER_PERSONNUMMER,
    a_bundle,
    a_clinic,
    a_patient,
    a_plan,
    a_slot,
    an_appointment,
    raw,
)

CLINIC = a_clinic("ogon", "Ögonmottagningen")
VISIT = an_appointment("ogon-1", clinic="ogon")


def test_a_bundle_becomes_a_contract(
    database: Database, clock: Clock, reader: ContractReader
) -> None:
    done = import_bundle(
        database, raw(a_bundle(CLINIC, VISIT, a_plan("Appointment/ogon-1"))), clock
    )

    assert done.outcome is Outcome.ADDED
    contract = reader.contract(1)
    assert [step.title for step in contract.steps] == ["Återbesök"]
    assert contract.appointments[0].clinic == "Ögonmottagningen"
    assert contract.appointments[0].contact is not None
    assert contract.appointments[0].contact.phone == "08-123 45 00"
    assert contract.appointments[0].contact.phone_source == "HealthcareService/ogon"


def test_the_same_file_twice_changes_nothing(database: Database, clock: Clock) -> None:
    import_bundle(database, raw(a_bundle(CLINIC, VISIT)), clock)
    before = rows(database)

    assert import_bundle(database, raw(a_bundle(CLINIC, VISIT)), clock).outcome is Outcome.UNCHANGED
    assert rows(database) == before


def test_a_newer_version_updates_and_keeps_history(
    database: Database, clock: Clock, reader: ContractReader
) -> None:
    import_bundle(database, raw(a_bundle(CLINIC, VISIT)), clock)
    moved = an_appointment(
        "ogon-1", clinic="ogon", start="2026-12-03T11:00:00+01:00", end="2026-12-03T11:30:00+01:00"
    )
    newer = a_bundle(CLINIC, moved, meta={"lastUpdated": "2026-11-20T09:00:00+01:00"})

    assert import_bundle(database, raw(newer), clock).outcome is Outcome.UPDATED
    contract = reader.contract(1)
    assert str(contract.appointments[0].start) == "2026-12-03 11:00:00+01:00"
    assert [(change.kind, change.by) for change in contract.changes] == [("moved", "care")]
    with database.read() as session:
        kept = session.scalars(
            select(ResourceVersion).join(Resource).where(Resource.fhir_id == "ogon-1")
        ).all()
    assert [version.version for version in kept] == [1, 2]


def test_an_older_version_changes_nothing(database: Database, clock: Clock) -> None:
    import_bundle(database, raw(a_bundle(CLINIC, VISIT)), clock)
    before = rows(database)
    older = a_bundle(CLINIC, meta={"lastUpdated": "2026-10-01T09:00:00+02:00"})

    assert import_bundle(database, raw(older), clock).outcome is Outcome.OLDER
    assert rows(database) == before


def test_a_refused_bundle_stores_nothing(database: Database, clock: Clock) -> None:
    broken = a_bundle(CLINIC, VISIT, an_appointment("x", start=None, end=None))

    with pytest.raises(BundleRefused, match=r"Appointment/x status: 'booked' needs start and end"):
        import_bundle(database, raw(broken), clock)
    assert rows(database) == (0, 0)


def test_a_slot_booked_by_one_patient_is_refused_to_another(
    database: Database, clock: Clock
) -> None:
    slot = a_slot("s1", "ogon", "2026-12-02T10:15:00+01:00", "2026-12-02T10:45:00+01:00")
    in_slot = an_appointment("ogon-1", clinic="ogon", slot=[{"reference": "Slot/s1"}])
    import_bundle(database, raw(a_bundle(CLINIC, slot, in_slot)), clock)
    other = a_bundle(CLINIC, slot, in_slot, patient=a_patient(OTHER_PERSONNUMMER))

    with pytest.raises(BundleRefused, match="Slot/s1 is already booked"):
        import_bundle(database, raw(other), clock)
    with database.read() as session:
        assert patient_by_identifier(session, OTHER_PERSONNUMMER.replace("-", "")) is None


def test_a_reservnummer_merged_into_a_personnummer_leads_to_one_contract(
    database: Database, clock: Clock, reader: ContractReader
) -> None:
    reserve = a_patient("19880101TF20", kind="nationelltReservnummer")
    import_bundle(database, raw(a_bundle(CLINIC, VISIT, patient=reserve)), clock)
    main = a_patient(ident="p2", link=[{"other": {"reference": "Patient/p"}, "type": "replaces"}])
    old = {
        **reserve,
        "active": False,
        "link": [{"other": {"reference": "Patient/p2"}, "type": "replaced-by"}],
    }
    visit = an_appointment("ogon-1", clinic="ogon", patient="p2")
    merged = a_bundle(
        CLINIC, old, visit, patient=main, meta={"lastUpdated": "2026-11-20T09:00:00+01:00"}
    )

    import_bundle(database, raw(merged), clock)
    with database.read() as session:
        by_reserve = patient_by_identifier(session, "19880101TF20")
        by_number = patient_by_identifier(session, "196101182803")
    assert by_reserve is not None
    assert by_reserve is by_number or by_reserve.id == (by_number.id if by_number else None)
    assert len(reader.contract(by_reserve.id).appointments) == 1


def rows(database: Database) -> tuple[int, int]:
    """How many resources and versions are stored."""
    with database.read() as session:
        return (
            session.scalar(select(func.count()).select_from(Resource)) or 0,
            session.scalar(select(func.count()).select_from(ResourceVersion)) or 0,
        )
