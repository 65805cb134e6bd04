"""The checker finds what it is there to find: each invariant broken on purpose."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from backend.bookings.checker import broken_invariants
from backend.database import Database
from tests.bookings.slots import EARLIER, LATER
from tests.bookings.stress.sabotage import drop_index
from tests.bookings.world import CLINIC, VISIT, World

BREAKS = [
    ("DELETE FROM slot_claims", "claims None"),
    ("UPDATE slot_claims SET kind = 'offered'  WHERE kind = 'booked'", "claims None"),
    ("UPDATE appointments SET slot_id = NULL", "claims"),
    ("UPDATE appointments SET version = 9", "is version 9"),
    ("UPDATE appointments SET status = 'cancelled'", "is cancelled"),
    ("UPDATE appointments SET start = '2026-12-24 10:00:00+00'", "starts"),
    (
        "UPDATE resources SET content = '{\"status\": \"booked\"}' WHERE type = 'Appointment'",
        "last",
    ),
    ("DELETE FROM resource_versions WHERE version = 2", "not all before it are kept"),
    ("UPDATE booking_changes SET from_status = 'proposed'", "does not begin"),
    ("UPDATE booking_changes SET to_start = NULL", "does not end"),
    ("UPDATE booking_changes SET to_version = 9 WHERE to_version = 3", "has no change"),
    ("DELETE FROM outbox_messages", "outbox rows"),
    ("DELETE FROM booking_audit", "audit rows"),
    (
        "INSERT INTO booking_audit (patient_id, actor, operation, version, at)"
        " VALUES (1, 'x', 'rebook', 9, '2026-11-23 08:00:00')",
        "audits",
    ),
]


@pytest.mark.parametrize(("statement", "fault"), BREAKS)
def test_a_break_is_found(database: Database, statement: str, fault: str) -> None:
    world = World(database)
    anna = world.patient(CLINIC, VISIT, EARLIER, LATER)
    world.rebook(anna, "ogon-1", "s1")
    world.rebook(anna, "ogon-1", "s2")
    assert faults(database) == []

    with database.write() as session:
        session.execute(text(statement))

    assert any(fault in found for found in faults(database)), faults(database)


def test_two_claims_on_one_slot_are_found(own_database: str) -> None:
    database = Database(own_database)
    world = World(database)
    anna = world.patient(CLINIC, VISIT, EARLIER)
    world.rebook(anna, "ogon-1", "s1")
    drop_index(database)
    with database.write() as session:
        session.execute(
            text(
                "INSERT INTO slot_claims (slot_id, kind, patient_id, resource_id, schedule, start,"
                ' "end") SELECT slot_id, \'held\', patient_id, resource_id, schedule, start, "end"'
                " FROM slot_claims"
            )
        )

    found = faults(database)
    database.close()
    assert "slot 1 has 2 claims" in found
    assert any("is held until None" in fault for fault in found)


def faults(database: Database) -> list[str]:
    with database.read() as session:
        return broken_invariants(session)
