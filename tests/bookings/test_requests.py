"""What a patient may not do here is asked of the clinic, and staff see it."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from backend.bookings.wishes import Window, Wish
from backend.errors import NotFound
from tests.bookings.world import CLINIC, VISIT, World
from tests.builders.fhir import OTHER_PERSONNUMMER


def test_a_request_is_on_the_clinics_list(world: World) -> None:
    anna = world.patient(CLINIC, VISIT)
    tuesdays = Wish(any_of=[Window(weekdays=[1])])

    asked = world.bookings.requests.request_clinic(anna, "ogon-1", "rebook", tuesdays)

    assert world.bookings.requests.work_list() == [asked]
    assert (asked.subject, asked.clinic) == ("Appointment/ogon-1", "HealthcareService/ogon")
    assert (asked.kind, asked.state, asked.wish) == ("rebook", "open", tuesdays)


def test_asking_twice_is_one_request_with_the_newer_wish(world: World) -> None:
    anna = world.patient(CLINIC, VISIT)
    first = world.bookings.requests.request_clinic(anna, "ogon-1", "rebook")
    world.clock.forward(hours=1)
    mornings = Wish(any_of=[Window(weekdays=[0])])

    again = world.bookings.requests.request_clinic(anna, "ogon-1", "rebook", mornings)

    assert (again.id, again.wish, again.created_at) == (first.id, mornings, first.created_at)
    assert len(world.bookings.requests.work_list()) == 1


def test_another_kind_or_another_visit_is_another_request(world: World) -> None:
    anna = world.patient(CLINIC, VISIT)
    world.bookings.requests.request_clinic(anna, "ogon-1", "rebook")
    world.bookings.requests.request_clinic(anna, "ogon-1", "cancel")
    world.bookings.requests.request_callback(anna)
    world.bookings.requests.request_callback(anna, "ogon-1")

    assert len(world.bookings.requests.of_patient(anna.patient_id)) == 4


def test_staff_take_it_on_and_finish_it(world: World) -> None:
    anna = world.patient(CLINIC, VISIT)
    asked = world.bookings.requests.request_callback(anna)

    world.bookings.requests.set_state(asked.id, "in_progress", "staff-1")
    [taken] = world.bookings.requests.work_list()
    assert (taken.state, taken.changed_by) == ("in_progress", "staff-1")
    world.bookings.requests.set_state(asked.id, "done", "staff-1")
    assert world.bookings.requests.work_list() == []
    assert [found.state for found in world.bookings.requests.of_patient(anna.patient_id)] == [
        "done"
    ]


def test_after_it_is_done_one_may_ask_again(world: World) -> None:
    anna = world.patient(CLINIC, VISIT)
    first = world.bookings.requests.request_callback(anna)
    world.bookings.requests.set_state(first.id, "done", "staff-1")

    assert world.bookings.requests.request_callback(anna).id != first.id


def test_a_request_is_about_ones_own_visit(world: World) -> None:
    world.patient(CLINIC, VISIT)
    bo = world.patient(CLINIC, number=OTHER_PERSONNUMMER)

    with pytest.raises(NotFound):
        world.bookings.requests.request_clinic(bo, "ogon-1", "rebook")


def test_there_is_no_such_request_to_handle(world: World) -> None:
    with pytest.raises(NotFound):
        world.bookings.requests.set_state(99, "done", "staff-1")


def test_a_wish_holds_no_text(world: World) -> None:
    with pytest.raises(ValidationError):
        Wish.model_validate({"any_of": [{"note": "jag har ont i ögat"}]})


def test_a_steady_contact_can_be_wished_for_besides_a_call(world: World) -> None:
    anna = world.patient(CLINIC, VISIT)
    world.bookings.requests.request_callback(anna)
    world.bookings.requests.request_coordinator(anna)
    world.bookings.requests.request_coordinator(anna)

    assert [found.kind for found in world.bookings.requests.work_list()] == [
        "callback",
        "coordinator",
    ]
