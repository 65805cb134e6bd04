"""A key is one request's, and a request has one answer."""

from __future__ import annotations

import pytest

from backend.bookings.errors import KeyReused, SlotTaken
from backend.bookings.models import BookingChange
from tests.bookings.slots import EARLIER, LATER
from tests.bookings.world import CLINIC, VISIT, World
from tests.builders.fhir import OTHER_PERSONNUMMER


def test_a_retry_gets_the_first_answer(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    first = world.rebook(anna, "ogon-1", "s1", version=1, key="k")

    again = world.rebook(anna, "ogon-1", "s1", version=1, key="k")

    assert (again.status, again.body, again.replayed) == (200, first.body, True)
    assert world.count(BookingChange) == 1


def test_also_when_the_appointment_has_changed_again_since(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER, LATER)
    first = world.rebook(anna, "ogon-1", "s1", key="k")
    world.rebook(anna, "ogon-1", "s2")

    assert world.rebook(anna, "ogon-1", "s1", key="k").body == first.body
    assert world.claims() == {"s1": "released", "s2": "booked"}


def test_also_with_a_version_that_was_read_anew(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    first = world.rebook(anna, "ogon-1", "s1", version=1, key="k")

    assert world.rebook(anna, "ogon-1", "s1", version=2, key="k").body == first.body


def test_the_same_key_with_another_body_is_refused(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER, LATER)
    world.rebook(anna, "ogon-1", "s1", key="k")

    with pytest.raises(KeyReused):
        world.rebook(anna, "ogon-1", "s2", key="k")
    assert world.count(BookingChange) == 1


def test_a_key_belongs_to_one_operation_and_one_patient(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER, LATER)
    bo = world.patient(CLINIC, VISIT, number=OTHER_PERSONNUMMER)
    world.rebook(anna, "ogon-1", "s1", key="k")

    assert world.cancel(anna, "ogon-1", key="k").body["status"] == "cancelled"
    assert world.rebook(bo, "ogon-1", "s2", key="k").status == 200


def test_a_refused_request_may_be_tried_anew_with_its_key(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    bo = world.patient(CLINIC, VISIT, number=OTHER_PERSONNUMMER)
    world.bookings.hold(bo, "ogon-1", "s1")
    with pytest.raises(SlotTaken):
        world.rebook(anna, "ogon-1", "s1", key="k")
    world.bookings.release_hold(bo, "ogon-1")

    assert world.rebook(anna, "ogon-1", "s1", key="k").status == 200


def test_but_the_key_stays_that_requests(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER, LATER)
    bo = world.patient(CLINIC, VISIT, number=OTHER_PERSONNUMMER)
    world.bookings.hold(bo, "ogon-1", "s1")
    with pytest.raises(SlotTaken):
        world.rebook(anna, "ogon-1", "s1", key="k")

    with pytest.raises(KeyReused):
        world.rebook(anna, "ogon-1", "s2", key="k")


def test_answers_are_kept_for_a_week(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    first = world.rebook(anna, "ogon-1", "s1", key="k")
    world.clock.forward(days=6)
    world.bookings.sweep()
    assert world.rebook(anna, "ogon-1", "s1", key="k").body == first.body

    world.clock.forward(days=2)
    world.bookings.sweep()
    assert world.free(anna, "ogon-1") == []
    with pytest.raises(Exception, match="passerat"):
        world.rebook(anna, "ogon-1", "s1", key="k")
