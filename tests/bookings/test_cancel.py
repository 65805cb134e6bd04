"""Cancelling a time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from backend.bookings.errors import AppointmentNotOpen, CancelNotAllowed, RebookingNotAllowed
from tests.bookings.slots import EARLIER, slot_at
from tests.bookings.world import CLINIC, VISIT, World
from tests.builders.fhir import OTHER_PERSONNUMMER, Json, a_clinic, an_appointment, booking_rules

A_DAY_BEFORE = {"valueDuration": {"value": 24, "unit": "h"}}


def a_clinic_with(cancel_before: Json) -> list[Json]:
    return a_clinic("ogon", "Ögonmottagningen", rules=booking_rules(cancel_before=cancel_before))


def test_a_time_is_cancelled_by_the_patient(world: World) -> None:
    anna = world.patient(CLINIC, VISIT)

    answer = world.cancel(anna, "ogon-1")

    assert answer.body["status"] == "cancelled"
    assert answer.body["start"] == "2026-12-02T10:15:00+01:00"
    reason = world.content(anna, "ogon-1")["cancelationReason"]
    assert reason["coding"][0]["code"] == "pat"


def test_the_cancelled_time_is_kept_ten_minutes_and_then_free_to_others(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    bo = world.patient(CLINIC, VISIT, EARLIER, number=OTHER_PERSONNUMMER)
    world.rebook(anna, "ogon-1", "s1")
    world.cancel(anna, "ogon-1")

    assert world.claims() == {"s1": "released"}
    assert world.free(bo, "ogon-1") == []
    world.clock.forward(minutes=10)
    assert world.free(bo, "ogon-1") == ["s1"]
    assert world.rebook(bo, "ogon-1", "s1").status == 200


def test_a_slot_that_the_care_had_marked_busy_is_free_again(world: World) -> None:
    here = slot_at("here", "2026-12-02 10:15", status="busy")
    anna = world.patient(CLINIC, {**VISIT, "slot": [{"reference": "Slot/here"}]}, here)
    bo = world.patient(CLINIC, VISIT, number=OTHER_PERSONNUMMER)
    world.cancel(anna, "ogon-1")
    world.clock.forward(minutes=11)

    assert world.free(bo, "ogon-1") == ["here"]


def test_every_slot_of_a_long_visit_is_let_go(world: World) -> None:
    parts = [slot_at("one", "2026-12-02 10:15"), slot_at("two", "2026-12-02 10:45")]
    visit = an_appointment(
        "ogon-1",
        clinic="ogon",
        end="2026-12-02T11:15:00+01:00",
        slot=[{"reference": "Slot/one"}, {"reference": "Slot/two"}],
    )
    for part in parts:
        part["status"] = "busy"
    anna = world.patient(CLINIC, visit, *parts)
    bo = world.patient(CLINIC, VISIT, number=OTHER_PERSONNUMMER)

    world.cancel(anna, "ogon-1")
    assert world.free(bo, "ogon-1") == []
    world.undo(anna, "ogon-1")
    world.clock.forward(minutes=11)
    assert world.free(bo, "ogon-1") == []
    world.cancel(anna, "ogon-1")
    world.clock.forward(minutes=11)
    assert world.free(bo, "ogon-1") == ["one", "two"]


def test_an_invitation_is_declined(world: World) -> None:
    invitation = an_appointment("ogon-1", clinic="ogon", start=None, status="proposed")
    anna = world.patient(CLINIC, invitation)

    assert world.cancel(anna, "ogon-1").body["status"] == "cancelled"


def test_a_cancelled_time_is_not_cancelled_again(world: World) -> None:
    anna = world.patient(CLINIC, VISIT)
    world.cancel(anna, "ogon-1")

    with pytest.raises(AppointmentNotOpen):
        world.cancel(anna, "ogon-1")


def test_where_the_clinic_does_not_allow_it_one_is_told_whom_to_ring(world: World) -> None:
    closed = a_clinic("ogon", "Ögonmottagningen", rules=booking_rules(cancel=False))
    anna = world.patient(closed, VISIT, EARLIER)

    with pytest.raises(CancelNotAllowed) as refused:
        world.cancel(anna, "ogon-1")
    assert refused.value.extra["contact"]["phone"] == "08-123 45 00"
    assert world.rebook(anna, "ogon-1", "s1").status == 200


def test_after_the_clinics_own_deadline_the_clinic_cancels(world: World) -> None:
    anna = world.patient(a_clinic_with(A_DAY_BEFORE), VISIT, EARLIER)
    world.clock.now = datetime(2026, 12, 1, 9, 15, 1, tzinfo=UTC)

    with pytest.raises(CancelNotAllowed) as refused:
        world.cancel(anna, "ogon-1")
    assert refused.value.extra["reason"] == "too_late"
    assert refused.value.extra["deadline"] == "2026-12-01T10:15:00+01:00"
    assert refused.value.extra["contact"]["phone"] == "08-123 45 00"
    with pytest.raises(RebookingNotAllowed):
        world.rebook(anna, "ogon-1", "s1")


def test_at_the_deadline_itself_it_is_in_time(world: World) -> None:
    anna = world.patient(a_clinic_with(A_DAY_BEFORE), VISIT)
    world.clock.now = datetime(2026, 12, 1, 9, 15, tzinfo=UTC)

    assert world.cancel(anna, "ogon-1").status == 200


def test_without_a_deadline_a_late_cancellation_is_made_and_only_costs(world: World) -> None:
    anna = world.patient(CLINIC, VISIT)
    world.clock.now = datetime(2026, 12, 2, 9, 0, tzinfo=UTC)

    assert world.cancel(anna, "ogon-1").status == 200
