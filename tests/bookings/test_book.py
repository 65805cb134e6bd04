"""Booking a first time: an invitation without one."""

from __future__ import annotations

import pytest

from backend.bookings.errors import AppointmentNotOpen, BookingNotAllowed
from tests.bookings.slots import EARLIER, slot_at
from tests.bookings.world import CLINIC, VISIT, World
from tests.builders.fhir import a_clinic, an_appointment, booking_rules

INVITATION = an_appointment("ogon-1", clinic="ogon", start=None, status="proposed")


@pytest.mark.parametrize("status", ["proposed", "waitlist"])
def test_an_invitation_gets_its_time(world: World, status: str) -> None:
    anna = world.patient(CLINIC, {**INVITATION, "status": status}, EARLIER)

    answer = world.book(anna, "ogon-1", "s1")

    assert answer.body["status"] == "booked"
    assert answer.body["start"] == "2026-11-26T09:00:00+01:00"
    assert world.claims() == {"s1": "booked"}


def test_an_invitation_may_say_how_long_it_takes(world: World) -> None:
    anna = world.patient(
        CLINIC,
        {**INVITATION, "minutesDuration": 60},
        EARLIER,
        slot_at("hour", "2026-11-27 09:00", minutes=60),
    )
    assert world.free(anna, "ogon-1") == ["hour"]


def test_an_invitation_to_a_clinic_that_books_itself_is_refused(world: World) -> None:
    closed = a_clinic("ogon", "Ögonmottagningen", rules=booking_rules(rebooking=False))
    anna = world.patient(closed, INVITATION, EARLIER)

    with pytest.raises(BookingNotAllowed) as refused:
        world.book(anna, "ogon-1", "s1")
    assert refused.value.extra["contact"]["phone"] == "08-123 45 00"


def test_a_visit_that_has_a_time_is_not_booked_again(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)

    with pytest.raises(AppointmentNotOpen) as refused:
        world.book(anna, "ogon-1", "s1")
    assert refused.value.extra["reason"] == "has_time"


def test_undoing_it_leaves_the_invitation_as_it_was(world: World) -> None:
    anna = world.patient(CLINIC, INVITATION, EARLIER)
    before = world.content(anna, "ogon-1")
    world.book(anna, "ogon-1", "s1")

    answer = world.undo(anna, "ogon-1")

    assert (answer.body["status"], answer.body["start"]) == ("proposed", None)
    assert world.content(anna, "ogon-1") == before
    assert world.claims() == {}
    assert world.free(anna, "ogon-1") == ["s1"]
