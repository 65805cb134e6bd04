"""Moving a time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from backend.bookings.errors import SlotTaken
from backend.bookings.models import BookingAudit, BookingChange, OutboxMessage
from tests.bookings.world import CLINIC, VISIT, World
from tests.builders.fhir import OTHER_PERSONNUMMER, a_slot

EARLIER = a_slot("s1", "ogon", "2026-11-26T09:00:00+01:00", "2026-11-26T09:30:00+01:00")
LATER = a_slot("s2", "ogon", "2026-12-10T13:00:00+01:00", "2026-12-10T13:30:00+01:00")


def test_a_time_is_moved(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER, LATER)

    answer = world.rebook(anna, "ogon-1", "s1")

    assert answer.status == 200
    assert answer.body["start"] == "2026-11-26T09:00:00+01:00"
    assert answer.body["status"] == "booked"
    row = world.row(anna, "ogon-1")
    assert row.start == datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
    assert row.version == 2
    assert world.claims() == {"s1": "booked"}


def test_the_answer_is_what_the_contract_says_afterwards(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)

    answer = world.rebook(anna, "ogon-1", "s1")

    [told] = world.reader.contract(anna.patient_id).appointments
    assert answer.body == told.model_dump(mode="json")


def test_a_taken_time_is_refused_with_three_others(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER, LATER)
    bo = world.patient(CLINIC, VISIT, EARLIER, LATER, number=OTHER_PERSONNUMMER)
    world.rebook(bo, "ogon-1", "s1")

    with pytest.raises(SlotTaken) as refused:
        world.rebook(anna, "ogon-1", "s1")
    assert [slot["id"] for slot in refused.value.extra["alternatives"]] == ["s2"]
    assert world.version(anna, "ogon-1") == 1


def test_each_change_has_one_row_of_history_outbox_and_audit(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER, LATER)
    world.rebook(anna, "ogon-1", "s1")
    world.rebook(anna, "ogon-1", "s2")

    assert [world.count(table) for table in (BookingChange, OutboxMessage, BookingAudit)] == [
        2,
        2,
        2,
    ]
