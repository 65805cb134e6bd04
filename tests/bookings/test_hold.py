"""Holding a time while one makes up one's mind, and the question that is then answered."""

from __future__ import annotations

import pytest

from backend.bookings.errors import (
    CancelNotAllowed,
    ConfirmationExpired,
    KeyReused,
    SlotTaken,
    StaleVersion,
)
from backend.bookings.schemas import Change, Operation
from tests.bookings.slots import EARLIER, LATER, days_of_slots, slot_at
from tests.bookings.world import CLINIC, VISIT, World
from tests.builders.fhir import (
    OTHER_PERSONNUMMER,
    a_clinic,
    a_plan,
    an_appointment,
    booking_rules,
)


def test_a_held_time_is_ones_own_for_five_minutes(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    bo = world.patient(CLINIC, VISIT, number=OTHER_PERSONNUMMER)

    held = world.bookings.hold(anna, "ogon-1", "s1")

    assert str(held.held_until) == "2026-11-23 09:05:00+01:00"
    assert held.slot is not None
    assert held.slot.place == "Ögonmottagningen, entré A"
    assert world.free(anna, "ogon-1") == ["s1"]
    assert world.free(bo, "ogon-1") == []
    with pytest.raises(SlotTaken):
        world.rebook(bo, "ogon-1", "s1")
    with pytest.raises(SlotTaken):
        world.bookings.hold(bo, "ogon-1", "s1")


def test_after_five_minutes_it_is_anybodys(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    bo = world.patient(CLINIC, VISIT, number=OTHER_PERSONNUMMER)
    held = world.bookings.hold(anna, "ogon-1", "s1")
    world.clock.forward(minutes=5)

    assert world.rebook(bo, "ogon-1", "s1").status == 200
    with pytest.raises(SlotTaken):
        world.bookings.confirm(anna, held.key)


def test_yes_books_what_was_asked_about(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    held = world.bookings.hold(anna, "ogon-1", "s1")

    answer = world.bookings.confirm(anna, held.key)

    assert (held.operation, held.version) == (Operation.REBOOK, 1)
    assert answer.body["start"] == "2026-11-26T09:00:00+01:00"
    assert world.claims() == {"s1": "booked"}


def test_yes_twice_books_once(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    held = world.bookings.hold(anna, "ogon-1", "s1")

    first = world.bookings.confirm(anna, held.key)
    again = world.bookings.confirm(anna, held.key)

    assert (again.body, again.replayed) == (first.body, True)
    assert world.version(anna, "ogon-1") == 2


def test_yes_a_little_late_books_if_the_time_is_still_free(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    held = world.bookings.hold(anna, "ogon-1", "s1")
    world.clock.forward(minutes=29)

    assert world.bookings.confirm(anna, held.key).status == 200


def test_yes_half_an_hour_later_is_too_late(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    held = world.bookings.hold(anna, "ogon-1", "s1")
    world.clock.forward(minutes=30)

    with pytest.raises(ConfirmationExpired):
        world.bookings.confirm(anna, held.key)


def test_a_newer_question_ends_the_old_one_and_its_hold(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER, LATER)
    old = world.bookings.hold(anna, "ogon-1", "s1")
    world.bookings.hold(anna, "ogon-1", "s2")

    assert world.claims() == {"s2": "held"}
    with pytest.raises(ConfirmationExpired):
        world.bookings.confirm(anna, old.key)
    with pytest.raises(ConfirmationExpired):
        world.rebook(anna, "ogon-1", "s1", key=old.key)


def test_any_change_of_the_appointment_ends_its_question(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER, LATER)
    old = world.bookings.hold(anna, "ogon-1", "s1")
    world.rebook(anna, "ogon-1", "s2")

    with pytest.raises(StaleVersion):
        world.bookings.confirm(anna, old.key)
    with pytest.raises(ConfirmationExpired):
        world.rebook(anna, "ogon-1", "s1", key=old.key)


def test_a_change_by_the_care_ends_the_question_and_the_hold(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    old = world.bookings.hold(anna, "ogon-1", "s1")
    changed = an_appointment("ogon-1", clinic="ogon", description="Nytt återbesök")
    world.patient(CLINIC, changed, EARLIER, a_plan(), at=world.clock.now)

    assert world.claims() == {}
    with pytest.raises(StaleVersion):
        world.bookings.confirm(anna, old.key)


def test_a_question_about_one_time_does_not_book_another(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER, LATER)
    held = world.bookings.hold(anna, "ogon-1", "s1")

    with pytest.raises(ConfirmationExpired):
        world.rebook(anna, "ogon-1", "s2", key=held.key)
    with pytest.raises(ConfirmationExpired):
        world.cancel(anna, "ogon-1", key=held.key)


def test_somebody_elses_question_is_nobodys(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    bo = world.patient(CLINIC, VISIT, number=OTHER_PERSONNUMMER)
    held = world.bookings.hold(anna, "ogon-1", "s1")

    with pytest.raises(ConfirmationExpired):
        world.bookings.confirm(bo, held.key)
    assert world.version(anna, "ogon-1") == 1


def test_the_key_of_an_answered_question_answers_nothing_else(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER, LATER)
    held = world.bookings.hold(anna, "ogon-1", "s1")
    world.bookings.confirm(anna, held.key)

    with pytest.raises(KeyReused):
        world.rebook(anna, "ogon-1", "s2", key=held.key)


def test_letting_go_frees_the_time_and_ends_the_question(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    bo = world.patient(CLINIC, VISIT, number=OTHER_PERSONNUMMER)
    held = world.bookings.hold(anna, "ogon-1", "s1")

    world.bookings.release_hold(anna, "ogon-1")

    assert world.claims() == {}
    assert world.free(bo, "ogon-1") == ["s1"]
    with pytest.raises(ConfirmationExpired):
        world.bookings.confirm(anna, held.key)


@pytest.mark.parametrize("change", ["rebook", "cancel"])
def test_another_change_lets_go_of_what_was_held(world: World, change: str) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER, LATER)
    world.bookings.hold(anna, "ogon-1", "s1")
    if change == "rebook":
        world.rebook(anna, "ogon-1", "s2")
    else:
        world.cancel(anna, "ogon-1")

    assert "held" not in world.claims().values()


def test_an_undo_lets_go_of_what_was_held(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER, LATER)
    world.rebook(anna, "ogon-1", "s1")
    world.bookings.hold(anna, "ogon-1", "s2")
    world.undo(anna, "ogon-1")

    assert world.claims() == {}


def test_a_hold_is_no_booking(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    world.bookings.hold(anna, "ogon-1", "s1")

    assert world.version(anna, "ogon-1") == 1
    assert str(world.reader.contract(anna.patient_id).appointments[0].start).startswith(
        "2026-12-02"
    )


def test_holding_a_time_that_one_just_left_keeps_it_for_the_undo(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER, LATER)
    world.rebook(anna, "ogon-1", "s1")
    world.rebook(anna, "ogon-1", "s2")

    held = world.bookings.hold(anna, "ogon-1", "s1")

    assert world.claims() == {"s1": "released", "s2": "booked"}
    assert str(held.held_until) == "2026-11-23 09:10:00+01:00"
    world.bookings.confirm(anna, held.key)
    assert world.claims() == {"s1": "booked", "s2": "released"}


def test_a_held_time_overlaps_those_beside_it(world: World) -> None:
    slots = [slot_at("hour", "2026-11-26 09:00", minutes=60), slot_at("half", "2026-11-26 09:30")]
    anna = world.patient(CLINIC, VISIT, *slots)
    bo = world.patient(CLINIC, VISIT, number=OTHER_PERSONNUMMER)
    world.bookings.hold(anna, "ogon-1", "hour")

    with pytest.raises(SlotTaken):
        world.bookings.hold(bo, "ogon-1", "half")
    world.bookings.hold(anna, "ogon-1", "half")
    assert world.claims() == {"half": "held"}


def test_a_time_that_overlaps_ones_own_is_asked_about_but_not_held(world: World) -> None:
    slots = [slot_at("hour", "2026-11-26 09:00", minutes=60), slot_at("half", "2026-11-26 09:30")]
    anna = world.patient(CLINIC, VISIT, *slots)
    world.rebook(anna, "ogon-1", "half")

    held = world.bookings.hold(anna, "ogon-1", "hour")

    assert held.held_until is None
    assert world.claims() == {"half": "booked"}
    world.bookings.confirm(anna, held.key)
    assert world.claims() == {"hour": "booked"}


def test_sweeping_deletes_holds_that_have_ended(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    world.bookings.hold(anna, "ogon-1", "s1")
    world.bookings.sweep()
    assert world.claims() == {"s1": "held"}

    world.clock.forward(minutes=5)
    world.bookings.sweep()
    assert world.claims() == {}


def test_to_cancel_one_is_asked_too(world: World) -> None:
    anna = world.patient(CLINIC, VISIT)

    asked = world.bookings.ask_to_cancel(anna, "ogon-1")
    answer = world.bookings.confirm(anna, asked.key)

    assert (asked.operation, asked.slot, asked.held_until) == (Operation.CANCEL, None, None)
    assert answer.body["status"] == "cancelled"


def test_to_cancel_what_one_may_not_is_refused_before_the_question(world: World) -> None:
    closed = a_clinic("ogon", "Ögonmottagningen", rules=booking_rules(cancel=False))
    anna = world.patient(closed, VISIT)

    with pytest.raises(CancelNotAllowed) as refused:
        world.bookings.ask_to_cancel(anna, "ogon-1")
    assert refused.value.extra["contact"]["phone"] == "08-123 45 00"


def test_an_invitation_is_held_and_booked(world: World) -> None:
    invitation = an_appointment("ogon-1", clinic="ogon", start=None, status="proposed")
    anna = world.patient(CLINIC, invitation, EARLIER)

    held = world.bookings.hold(anna, "ogon-1", "s1")

    assert held.operation is Operation.BOOK
    assert world.bookings.confirm(anna, held.key).body["status"] == "booked"


def test_when_the_consequence_has_changed_since_one_is_asked_again(world: World) -> None:
    """A change that was in time when the question was put costs something a minute later."""
    soon = an_appointment(
        "ogon-1",
        clinic="ogon",
        start="2026-11-24T09:10:00+01:00",
        end="2026-11-24T09:40:00+01:00",
    )
    anna = world.patient(CLINIC, soon, *days_of_slots(2))
    held = world.bookings.hold(anna, "ogon-1", "t0")
    assert held.consequences.late.timing == "in_time"
    world.clock.forward(minutes=11)

    with pytest.raises(ConfirmationExpired):
        world.bookings.confirm(anna, held.key)
    again = world.bookings.hold(anna, "ogon-1", "t0")
    assert (again.consequences.late.timing, again.consequences.late.fee) == ("late", 400)
    assert world.bookings.confirm(anna, again.key).status == 200


def test_a_key_of_the_callers_own_needs_no_question(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    change = Change(
        operation=Operation.REBOOK, appointment="ogon-1", slot="s1", versions=[1], key="my own"
    )
    assert world.bookings.change(anna, change).status == 200
