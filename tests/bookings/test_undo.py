"""Taking back the last change."""

from __future__ import annotations

import pytest

from backend.bookings.errors import (
    NothingToUndo,
    SlotNotSuitable,
    SlotTaken,
    StaleVersion,
    UndoExpired,
)
from tests.bookings.slots import EARLIER, LATER, slot_at
from tests.bookings.world import CLINIC, VISIT, World
from tests.builders.fhir import OTHER_PERSONNUMMER, a_clinic, a_plan, an_appointment, booking_rules


def test_a_move_is_undone_to_the_old_time(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER, LATER)
    world.rebook(anna, "ogon-1", "s1")
    before = world.content(anna, "ogon-1")
    world.rebook(anna, "ogon-1", "s2")

    answer = world.undo(anna, "ogon-1")

    assert answer.body["start"] == "2026-11-26T09:00:00+01:00"
    assert answer.body["version"] == 4
    assert world.content(anna, "ogon-1") == before
    assert world.claims() == {"s1": "booked"}


def test_a_cancellation_is_undone(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    world.rebook(anna, "ogon-1", "s1")
    world.cancel(anna, "ogon-1")

    answer = world.undo(anna, "ogon-1")

    assert answer.body["status"] == "booked"
    assert "cancelationReason" not in world.content(anna, "ogon-1")
    assert world.claims() == {"s1": "booked"}


def test_a_time_without_a_slot_is_got_back_too(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    world.rebook(anna, "ogon-1", "s1")

    assert world.undo(anna, "ogon-1").body["start"] == "2026-12-02T10:15:00+01:00"
    assert world.claims() == {}


def test_the_time_that_was_undone_is_free_at_once(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    bo = world.patient(CLINIC, VISIT, number=OTHER_PERSONNUMMER)
    world.rebook(anna, "ogon-1", "s1")
    world.undo(anna, "ogon-1")

    assert world.free(bo, "ogon-1") == ["s1"]


def test_nobody_gets_in_between_within_ten_minutes(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER, LATER)
    bo = world.patient(CLINIC, VISIT, number=OTHER_PERSONNUMMER)
    world.rebook(anna, "ogon-1", "s1")
    world.rebook(anna, "ogon-1", "s2")
    world.clock.forward(minutes=9, seconds=59)

    with pytest.raises(SlotTaken):
        world.rebook(bo, "ogon-1", "s1")
    assert world.undo(anna, "ogon-1").status == 200


def test_after_ten_minutes_it_is_too_late(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    world.rebook(anna, "ogon-1", "s1")
    world.clock.forward(minutes=10, seconds=1)

    with pytest.raises(UndoExpired):
        world.undo(anna, "ogon-1")
    assert world.row(anna, "ogon-1").version == 2


def test_to_a_time_that_has_passed_meanwhile_it_is_too_late(world: World) -> None:
    soon = slot_at("soon", "2026-11-23 09:05")
    anna = world.patient(CLINIC, VISIT, soon, LATER)
    world.rebook(anna, "ogon-1", "soon")
    world.rebook(anna, "ogon-1", "s2")
    world.clock.forward(minutes=6)

    with pytest.raises(UndoExpired):
        world.undo(anna, "ogon-1")


def test_there_is_nothing_to_undo_before_a_change(world: World) -> None:
    anna = world.patient(CLINIC, VISIT)

    with pytest.raises(NothingToUndo):
        world.undo(anna, "ogon-1")


def test_an_undo_is_not_undone(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    world.rebook(anna, "ogon-1", "s1")
    world.undo(anna, "ogon-1")

    with pytest.raises(NothingToUndo):
        world.undo(anna, "ogon-1")


def test_what_the_care_has_changed_since_is_not_undone(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    world.rebook(anna, "ogon-1", "s1")
    moved = an_appointment("ogon-1", clinic="ogon", description="Nytt återbesök")
    world.patient(CLINIC, moved, EARLIER, a_plan(), at=world.clock.now)

    with pytest.raises(StaleVersion):
        world.undo(anna, "ogon-1", version=2)
    with pytest.raises(NothingToUndo):
        world.undo(anna, "ogon-1")


def test_the_clinics_deadline_does_not_stand_in_the_way_of_an_undo(world: World) -> None:
    rules = booking_rules(cancel_before={"valueDuration": {"value": 48, "unit": "h"}})
    soon = slot_at("soon", "2026-11-24 09:00")
    anna = world.patient(a_clinic("ogon", "Ögonmottagningen", rules=rules), VISIT, soon)
    world.rebook(anna, "ogon-1", "soon")

    assert world.undo(anna, "ogon-1").body["start"] == "2026-12-02T10:15:00+01:00"


def test_the_old_time_is_not_got_back_when_one_has_another_visit_then(world: World) -> None:
    other = an_appointment(
        "ogon-2",
        clinic="ogon",
        start="2027-01-12T10:00:00+01:00",
        end="2027-01-12T10:30:00+01:00",
    )
    same_hour = {
        **slot_at("other-room", "2026-11-26 09:00"),
        "schedule": {"reference": "Schedule/rum-2"},
    }
    room = {
        "resourceType": "Schedule",
        "id": "rum-2",
        "actor": [{"reference": "HealthcareService/ogon"}],
    }
    anna = world.patient(CLINIC, VISIT, other, EARLIER, LATER, room, same_hour)
    world.rebook(anna, "ogon-1", "s1")
    world.rebook(anna, "ogon-1", "s2")
    world.rebook(anna, "ogon-2", "other-room")

    with pytest.raises(SlotNotSuitable):
        world.undo(anna, "ogon-1")
