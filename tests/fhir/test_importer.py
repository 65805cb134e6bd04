"""A Bundle is stored whole or not at all, and again and again without harm."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from backend.bookings.models import SlotClaim
from backend.clock import Clock
from backend.contracts import store
from backend.contracts.models import Resource, ResourceVersion, Slot
from backend.contracts.repository import patient_by_identifier
from backend.contracts.service import ContractReader
from backend.database import Database
from backend.fhir.faults import BundleRefused
from backend.fhir.importer import Outcome, import_bundle
from tests.builders.fhir import (
    OTHER_PERSONNUMMER,
    PERSONNUMMER,
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
RESERVNUMMER = "22950606FH20"
NEWER = {"lastUpdated": "2026-11-20T09:00:00+01:00"}


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
    reserve = a_patient(RESERVNUMMER, kind="nationelltReservnummer")
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
        by_reserve = patient_by_identifier(session, RESERVNUMMER)
        by_number = patient_by_identifier(session, "196101182803")
    assert by_reserve is not None
    assert by_reserve is by_number or by_reserve.id == (by_number.id if by_number else None)
    assert len(reader.contract(by_reserve.id).appointments) == 1


def test_two_visits_that_change_places_are_not_in_each_other_s_way(
    database: Database, clock: Clock
) -> None:
    import_bundle(database, raw(a_bundle(CLINIC, *SLOTS, visit(1, "s1"), visit(2, "s2"))), clock)
    swapped = a_bundle(CLINIC, *SLOTS, visit(1, "s2"), visit(2, "s1"), meta=NEWER)

    import_bundle(database, raw(swapped), clock)

    assert booked(database) == {"s1": "v2", "s2": "v1"}


def test_a_visit_under_a_new_id_takes_the_slot_of_the_one_that_went(
    database: Database, clock: Clock
) -> None:
    import_bundle(database, raw(a_bundle(CLINIC, *SLOTS, visit(1, "s1"))), clock)

    import_bundle(database, raw(a_bundle(CLINIC, *SLOTS, visit(2, "s1"), meta=NEWER)), clock)

    assert booked(database) == {"s1": "v2"}


def test_a_cancelled_visit_lets_its_slot_go(database: Database, clock: Clock) -> None:
    import_bundle(database, raw(a_bundle(CLINIC, *SLOTS, visit(1, "s1"))), clock)
    cancelled = visit(1, "s1") | {"status": "cancelled"}

    import_bundle(database, raw(a_bundle(CLINIC, *SLOTS, cancelled, meta=NEWER)), clock)

    assert booked(database) == {}


def test_a_visit_over_two_slots_takes_the_time_of_both(database: Database, clock: Clock) -> None:
    double = visit(1, "s1") | {"slot": [{"reference": "Slot/s2"}, {"reference": "Slot/s1"}]}

    import_bundle(database, raw(a_bundle(CLINIC, *SLOTS, double)), clock)

    with database.read() as session:
        (claim,) = session.scalars(select(SlotClaim)).all()
    assert (claim.end - claim.start).total_seconds() == 60 * 60


def test_the_care_may_book_double(database: Database, clock: Clock) -> None:
    overlapping = a_slot("s3", "ogon", "2026-12-02T10:30:00+01:00", "2026-12-02T11:00:00+01:00")
    bundle = a_bundle(CLINIC, *SLOTS, overlapping, visit(1, "s1"), visit(2, "s3"))

    import_bundle(database, raw(bundle), clock)

    assert booked(database) == {"s1": "v1"}


def test_whoever_only_holds_a_slot_gives_way_to_the_care(database: Database, clock: Clock) -> None:
    import_bundle(database, raw(a_bundle(CLINIC, *SLOTS, visit(1, "s1"))), clock)
    hold(database, "s2", by="v1")
    other = a_bundle(CLINIC, *SLOTS, visit(2, "s2"), patient=a_patient(OTHER_PERSONNUMMER))

    import_bundle(database, raw(other), clock)

    assert booked(database) == {"s1": "v1", "s2": "v2"}


def test_what_the_patient_changed_stands_while_the_care_has_not_changed_it(
    database: Database, clock: Clock, reader: ContractReader
) -> None:
    import_bundle(database, raw(a_bundle(CLINIC, VISIT, visit(2, "s1"), *SLOTS)), clock)
    patient_moves(database, clock, "ogon-1", MOVED)
    newer = a_bundle(CLINIC, VISIT, visit(2, "s2"), *SLOTS, meta=NEWER)

    import_bundle(database, raw(newer), clock)

    times = {found.id: str(found.start) for found in reader.contract(1).appointments}
    assert times["ogon-1"] == "2026-12-03 11:00:00+01:00"
    assert booked(database) == {"s2": "v2"}


def test_what_the_care_changes_after_the_patient_did_is_the_care_s(
    database: Database, clock: Clock, reader: ContractReader
) -> None:
    import_bundle(database, raw(a_bundle(CLINIC, VISIT)), clock)
    patient_moves(database, clock, "ogon-1", MOVED)
    later = an_appointment(
        "ogon-1", clinic="ogon", start="2026-12-07T08:00:00+01:00", end="2026-12-07T08:30:00+01:00"
    )

    import_bundle(database, raw(a_bundle(CLINIC, later, meta=NEWER)), clock)

    contract = reader.contract(1)
    assert str(contract.appointments[0].start) == "2026-12-07 08:00:00+01:00"
    assert [(change.kind, change.by) for change in contract.changes] == [
        ("moved", "care"),
        ("moved", "patient"),
    ]


def test_a_care_that_has_caught_up_with_the_patient_has_changed_nothing(
    database: Database, clock: Clock, reader: ContractReader
) -> None:
    import_bundle(database, raw(a_bundle(CLINIC, VISIT)), clock)
    patient_moves(database, clock, "ogon-1", MOVED)
    caught_up = {**MOVED, "meta": {"lastUpdated": "2026-11-20T08:00:00+01:00", "versionId": "9"}}

    import_bundle(database, raw(a_bundle(CLINIC, caught_up, meta=NEWER)), clock)

    contract = reader.contract(1)
    assert contract.appointments[0].version == 2
    assert [(change.kind, change.by) for change in contract.changes] == [("moved", "patient")]
    import_bundle(database, raw(a_bundle(CLINIC, VISIT, meta=LATEST)), clock)
    assert str(reader.contract(1).appointments[0].start) == "2026-12-02 10:15:00+01:00"


def test_a_resource_that_a_newer_bundle_lacks_is_gone_and_its_history_kept(
    database: Database, clock: Clock, reader: ContractReader
) -> None:
    import_bundle(database, raw(a_bundle(CLINIC, VISIT)), clock)

    import_bundle(database, raw(a_bundle(CLINIC, meta=NEWER)), clock)

    contract = reader.contract(1)
    assert contract.appointments == []
    assert [(change.kind, change.title) for change in contract.changes] == [
        ("removed", "Återbesök")
    ]


def test_two_stored_patients_who_were_one_become_one_with_their_slots(
    database: Database, clock: Clock, reader: ContractReader
) -> None:
    reserve = a_patient(RESERVNUMMER, kind="nationelltReservnummer")
    import_bundle(database, raw(a_bundle(CLINIC, *SLOTS, visit(1, "s1"), patient=reserve)), clock)
    import_bundle(database, raw(a_bundle(CLINIC)), clock)
    link = {"identifier": reserve["identifier"][0]}
    main = a_patient(link=[{"other": link, "type": "replaces"}])

    merged = a_bundle(CLINIC, *SLOTS, visit(1, "s1"), patient=main, meta=NEWER)
    import_bundle(database, raw(merged), clock)

    with database.read() as session:
        one = patient_by_identifier(session, RESERVNUMMER)
        other = patient_by_identifier(session, PERSONNUMMER.replace("-", ""))
    assert one is not None
    assert other is not None
    assert one.id == other.id
    assert booked(database) == {"s1": "v1"}
    assert [found.id for found in reader.contract(one.id).appointments] == ["v1"]


def test_two_personnummer_are_not_made_one_without_a_link(database: Database, clock: Clock) -> None:
    import_bundle(database, raw(a_bundle(CLINIC, VISIT)), clock)
    import_bundle(database, raw(a_bundle(patient=a_patient(OTHER_PERSONNUMMER))), clock)
    both = a_patient()
    both["identifier"] += a_patient(OTHER_PERSONNUMMER)["identifier"]

    with pytest.raises(BundleRefused, match="Patient/p identifier: the numbers belong to two"):
        import_bundle(database, raw(a_bundle(patient=both, meta=NEWER)), clock)


def test_a_bundle_of_clinics_alone_is_stored(database: Database, clock: Clock) -> None:
    clinics = a_bundle(entry=[{"resource": found} for found in [*CLINIC, *SLOTS]])

    assert import_bundle(database, raw(clinics), clock).outcome is Outcome.UPDATED
    assert import_bundle(database, raw(clinics), clock).outcome is Outcome.UNCHANGED


def test_the_newest_of_two_bundles_words_on_a_clinic_holds(
    database: Database, clock: Clock, reader: ContractReader
) -> None:
    def clinic(name: str, stamp: str) -> list[Json]:
        return a_clinic("ogon", name, meta={"lastUpdated": stamp})

    new = clinic("Ögonmottagningen", "2026-11-02T09:00:00Z")
    old = clinic("Ögonkliniken", "2026-11-01T09:00:00Z")
    import_bundle(database, raw(a_bundle(new, VISIT)), clock)
    import_bundle(database, raw(a_bundle(old, patient=a_patient(OTHER_PERSONNUMMER))), clock)

    assert reader.contract(1).appointments[0].clinic == "Ögonmottagningen"


Json = dict[str, Any]
LATEST = {"lastUpdated": "2026-11-22T09:00:00+01:00"}
MOVED = an_appointment(
    "ogon-1", clinic="ogon", start="2026-12-03T11:00:00+01:00", end="2026-12-03T11:30:00+01:00"
)
SLOTS = [
    a_slot("s1", "ogon", "2026-12-02T10:15:00+01:00", "2026-12-02T10:45:00+01:00"),
    a_slot("s2", "ogon", "2026-12-02T10:45:00+01:00", "2026-12-02T11:15:00+01:00"),
]


def visit(number: int, slot: str) -> Json:
    """A visit in one of `SLOTS`."""
    return an_appointment(f"v{number}", clinic="ogon", slot=[{"reference": f"Slot/{slot}"}])


def booked(database: Database) -> dict[str, str]:
    """Which appointment each slot is booked by."""
    with database.read() as session:
        found = session.execute(
            select(Slot.fhir_id.label("slot"), Resource.fhir_id.label("visit"))
            .join(SlotClaim, SlotClaim.slot_id == Slot.id)
            .join(Resource, Resource.id == SlotClaim.resource_id)
            .where(SlotClaim.kind == "booked")
        )
        return {row.slot: row.visit for row in found}


def hold(database: Database, slot: str, *, by: str) -> None:
    """Lets a patient hold a slot while they make up their mind."""
    with database.write() as session:
        found = session.scalars(select(Slot).where(Slot.fhir_id == slot)).one()
        row = session.scalars(select(Resource).where(Resource.fhir_id == by)).one()
        session.add(
            SlotClaim(
                slot_id=found.id,
                kind="held",
                patient_id=row.patient_id,
                resource_id=row.id,
                schedule=found.schedule,
                start=found.start,
                end=found.end,
                expires_at=found.start,
            )
        )


def patient_moves(database: Database, clock: Clock, visit: str, content: Json) -> None:
    """Lets the patient move a visit here."""
    with database.write() as session:
        row = session.scalars(select(Resource).where(Resource.fhir_id == visit)).one()
        store.write_version(session, row, content, "patient:rebook", clock())
        store.touch_contract(session, row.patient_id or 0)


def rows(database: Database) -> tuple[int, int]:
    """How many resources and versions are stored."""
    with database.read() as session:
        return (
            session.scalar(select(func.count()).select_from(Resource)) or 0,
            session.scalar(select(func.count()).select_from(ResourceVersion)) or 0,
        )
