"""A freed time is offered to those who asked, one at a time."""

from __future__ import annotations

from datetime import date

import pytest

from backend.bookings.errors import AppointmentNotOpen, OfferGone, RebookingNotAllowed
from backend.bookings.schemas import Who
from backend.bookings.wishes import ClockRange, DateRange, Window, Wish
from tests.bookings.slots import EARLIER, slot_at
from tests.bookings.world import CLINIC, VISIT, World
from tests.builders.fhir import (
    OTHER_PERSONNUMMER,
    SAMORDNINGSNUMMER,
    Json,
    a_clinic,
    a_referral,
    an_appointment,
    booking_rules,
)


@pytest.fixture
def giver(world: World) -> Who:
    """Somebody who has the time s1, on Thursday 26 November at 9."""
    giver = world.patient(CLINIC, VISIT, EARLIER)
    world.rebook(giver, "ogon-1", "s1")
    return giver


@pytest.fixture
def bo(world: World) -> Who:
    """Somebody with a visit on 2 December who would come earlier."""
    return world.patient(CLINIC, VISIT, number=OTHER_PERSONNUMMER)


def samordnad(world: World, *resources: Json) -> Who:
    return world.patient(
        CLINIC, *(resources or (VISIT,)), number=SAMORDNINGSNUMMER, kind="samordningsnummer"
    )


def set_free(world: World, giver: Who) -> None:
    """The giver cancels, and does not think better of it."""
    world.cancel(giver, "ogon-1")
    world.clock.forward(minutes=10)
    world.bookings.sweep()


def offered(world: World, who: Who) -> list[str]:
    return [offer.slot.id for offer in world.bookings.waiting.offers(who.patient_id)]


def test_a_cancelled_time_is_offered_and_kept(world: World, giver: Who, bo: Who) -> None:
    world.bookings.waiting.join(bo, "ogon-1")
    set_free(world, giver)

    [offer] = world.bookings.waiting.offers(bo.patient_id)
    assert (offer.slot.id, offer.appointment, offer.state) == ("s1", "ogon-1", "open")
    assert str(offer.expires_at) == "2026-11-23 11:10:00+01:00"
    assert world.claims() == {"s1": "offered"}
    cilla = samordnad(world)
    assert world.free(cilla, "ogon-1") == []
    assert world.free(bo, "ogon-1") == ["s1"]


def test_claims_that_have_ended_need_not_be_swept_first(world: World, giver: Who, bo: Who) -> None:
    world.bookings.waiting.join(bo, "ogon-1")
    world.cancel(giver, "ogon-1")
    world.clock.forward(minutes=10)
    assert world.claims() == {"s1": "released"}

    assert world.bookings.waiting.process() == 1
    assert offered(world, bo) == ["s1"]


def test_while_it_can_be_undone_it_is_offered_to_nobody(world: World, giver: Who, bo: Who) -> None:
    world.bookings.waiting.join(bo, "ogon-1")
    world.cancel(giver, "ogon-1")
    world.clock.forward(minutes=9)
    world.bookings.sweep()

    assert offered(world, bo) == []
    world.undo(giver, "ogon-1")
    world.clock.forward(minutes=5)
    world.bookings.sweep()
    assert offered(world, bo) == []


def test_a_time_that_somebody_moved_from_is_offered_too(world: World, bo: Who) -> None:
    other = slot_at("s2", "2026-11-27 09:00")
    giver = world.patient(CLINIC, VISIT, EARLIER, other)
    world.rebook(giver, "ogon-1", "s1")
    world.bookings.waiting.join(bo, "ogon-1")
    world.rebook(giver, "ogon-1", "s2")
    world.clock.forward(minutes=10)
    world.bookings.sweep()

    assert offered(world, bo) == ["s1"]


def test_a_time_that_the_care_cancelled_is_offered_too(world: World, bo: Who) -> None:
    here = slot_at("here", "2026-11-27 09:00")
    visit = {**VISIT, "start": here["start"], "end": here["end"]}
    world.patient(CLINIC, {**visit, "slot": [{"reference": "Slot/here"}]}, here)
    world.bookings.waiting.join(bo, "ogon-1")
    cancelled = {**visit, "status": "cancelled", "slot": [{"reference": "Slot/here"}]}
    world.patient(CLINIC, cancelled, here, at=world.clock.now)
    world.bookings.sweep()

    assert offered(world, bo) == ["here"]


def test_yes_moves_the_visit_there(world: World, giver: Who, bo: Who) -> None:
    world.bookings.waiting.join(bo, "ogon-1")
    set_free(world, giver)
    [offer] = world.bookings.waiting.offers(bo.patient_id)

    answer = world.bookings.waiting.accept(bo, offer.id, "yes")

    assert answer.body["start"] == "2026-11-26T09:00:00+01:00"
    assert world.claims() == {"s1": "booked"}
    assert world.bookings.waiting.entries(bo.patient_id) == []
    assert offered(world, bo) == []
    again = world.bookings.waiting.accept(bo, offer.id, "yes")
    assert (again.body, again.replayed) == (answer.body, True)


def test_moving_there_in_the_usual_way_accepts_it_too(world: World, giver: Who, bo: Who) -> None:
    world.bookings.waiting.join(bo, "ogon-1")
    set_free(world, giver)

    held = world.bookings.hold(bo, "ogon-1", "s1")
    assert held.held_until is None
    world.bookings.confirm(bo, held.key)

    assert world.bookings.waiting.entries(bo.patient_id) == []
    assert offered(world, bo) == []


def test_no_gives_it_to_the_next_in_line(world: World, giver: Who, bo: Who) -> None:
    cilla = samordnad(world)
    world.bookings.waiting.join(bo, "ogon-1")
    world.clock.forward(minutes=1)
    world.bookings.waiting.join(cilla, "ogon-1")
    set_free(world, giver)
    [offer] = world.bookings.waiting.offers(bo.patient_id)
    assert offered(world, cilla) == []

    world.bookings.waiting.decline(bo, offer.id)

    assert offered(world, cilla) == ["s1"]
    with pytest.raises(OfferGone):
        world.bookings.waiting.accept(bo, offer.id, "yes")


def test_who_does_not_answer_in_time_lets_it_pass(world: World, giver: Who, bo: Who) -> None:
    cilla = samordnad(world)
    world.bookings.waiting.join(bo, "ogon-1")
    world.clock.forward(minutes=1)
    world.bookings.waiting.join(cilla, "ogon-1")
    set_free(world, giver)
    [offer] = world.bookings.waiting.offers(bo.patient_id)

    world.clock.forward(hours=2)
    with pytest.raises(OfferGone):
        world.bookings.waiting.accept(bo, offer.id, "yes")
    world.bookings.sweep()

    assert (offered(world, bo), offered(world, cilla)) == ([], ["s1"])


def test_when_nobody_wants_it_anybody_may_have_it(world: World, giver: Who, bo: Who) -> None:
    world.bookings.waiting.join(bo, "ogon-1")
    set_free(world, giver)
    [offer] = world.bookings.waiting.offers(bo.patient_id)
    world.bookings.waiting.decline(bo, offer.id)

    assert world.claims() == {}
    assert world.free(samordnad(world), "ogon-1") == ["s1"]
    assert offered(world, bo) == []


def test_the_nearest_limit_comes_before_who_asked_first(world: World, giver: Who, bo: Who) -> None:
    referred = an_appointment(
        "ogon-1",
        clinic="ogon",
        description="Nybesök",
        start="2026-11-30T10:00:00+01:00",
        end="2026-11-30T10:30:00+01:00",
        basedOn=[{"reference": "ServiceRequest/remiss"}],
    )
    cilla = samordnad(world, referred, a_referral("remiss", performer="HealthcareService/ogon"))
    world.bookings.waiting.join(bo, "ogon-1")
    world.clock.forward(minutes=1)
    joined = world.bookings.waiting.join(cilla, "ogon-1")
    assert joined.limit == date(2026, 11, 30)

    set_free(world, giver)
    assert (offered(world, cilla), offered(world, bo)) == (["s1"], [])


def test_only_an_earlier_time_is_offered_unless_one_says_otherwise(world: World, bo: Who) -> None:
    late = slot_at("late", "2026-12-09 09:00")
    giver = world.patient(CLINIC, VISIT, late)
    world.rebook(giver, "ogon-1", "late")
    world.bookings.waiting.join(bo, "ogon-1")
    set_free(world, giver)
    assert offered(world, bo) == []

    world.rebook(bo, "ogon-1", "late")
    cilla = samordnad(world)
    world.bookings.waiting.join(cilla, "ogon-1", earlier_only=False)
    set_free(world, bo)
    assert offered(world, cilla) == ["late"]


def test_a_time_that_does_not_fit_the_wish_is_not_offered(
    world: World, giver: Who, bo: Who
) -> None:
    afternoons = Wish(any_of=[Window(clock=[ClockRange(first=12 * 60)])])
    world.bookings.waiting.join(bo, "ogon-1", afternoons)
    set_free(world, giver)

    assert offered(world, bo) == []


def test_joining_again_changes_the_wish_and_keeps_the_place(
    world: World, giver: Who, bo: Who
) -> None:
    cilla = samordnad(world)
    december = Wish(any_of=[Window(dates=[DateRange(first=date(2026, 12, 1))])])
    world.bookings.waiting.join(bo, "ogon-1", december)
    world.clock.forward(minutes=1)
    world.bookings.waiting.join(cilla, "ogon-1")
    world.clock.forward(minutes=1)
    world.bookings.waiting.join(bo, "ogon-1")
    set_free(world, giver)

    assert (offered(world, bo), offered(world, cilla)) == (["s1"], [])


def test_a_time_that_collides_with_another_visit_is_not_offered(world: World, giver: Who) -> None:
    other = an_appointment(
        "ogon-2",
        clinic="ogon",
        start="2026-11-26T09:15:00+01:00",
        end="2026-11-26T09:45:00+01:00",
    )
    busy = samordnad(world, VISIT, other)
    world.bookings.waiting.join(busy, "ogon-1")
    set_free(world, giver)

    assert offered(world, busy) == []


def test_a_time_that_begins_too_soon_to_answer_is_not_offered(world: World, bo: Who) -> None:
    soon = slot_at("soon", "2026-11-23 10:20")
    giver = world.patient(CLINIC, VISIT, soon)
    world.rebook(giver, "ogon-1", "soon")
    world.bookings.waiting.join(bo, "ogon-1")
    set_free(world, giver)

    assert offered(world, bo) == []
    assert world.free(bo, "ogon-1") == ["soon"]


def test_an_offer_ends_an_hour_before_the_time_at_the_latest(world: World, bo: Who) -> None:
    soon = slot_at("soon", "2026-11-23 11:00")
    giver = world.patient(CLINIC, VISIT, soon)
    world.rebook(giver, "ogon-1", "soon")
    world.bookings.waiting.join(bo, "ogon-1")
    set_free(world, giver)

    [offer] = world.bookings.waiting.offers(bo.patient_id)
    assert str(offer.expires_at) == "2026-11-23 10:00:00+01:00"


def test_leaving_gives_back_what_one_was_offered(world: World, giver: Who, bo: Who) -> None:
    cilla = samordnad(world)
    world.bookings.waiting.join(bo, "ogon-1")
    world.clock.forward(minutes=1)
    world.bookings.waiting.join(cilla, "ogon-1")
    set_free(world, giver)

    assert world.bookings.waiting.leave(bo, "ogon-1")
    assert not world.bookings.waiting.leave(bo, "ogon-1")
    assert (offered(world, bo), offered(world, cilla)) == ([], ["s1"])


def test_who_cancels_is_off_the_list(world: World, giver: Who, bo: Who) -> None:
    world.bookings.waiting.join(bo, "ogon-1")
    set_free(world, giver)
    world.cancel(bo, "ogon-1")

    assert world.bookings.waiting.entries(bo.patient_id) == []
    assert offered(world, bo) == []
    assert world.claims() == {}


def test_who_moves_on_their_own_stays_on_the_list(world: World, bo: Who) -> None:
    slots = [slot_at("s1", "2026-11-26 09:00"), slot_at("s3", "2026-12-01 09:00")]
    giver = world.patient(CLINIC, VISIT, *slots)
    world.rebook(giver, "ogon-1", "s1")
    world.bookings.waiting.join(bo, "ogon-1")
    world.rebook(bo, "ogon-1", "s3")
    set_free(world, giver)

    assert offered(world, bo) == ["s1"]


def test_an_invitation_without_a_time_may_wait_too(world: World, giver: Who) -> None:
    invitation = an_appointment("ogon-1", clinic="ogon", start=None, status="waitlist")
    cilla = samordnad(world, invitation)
    world.bookings.waiting.join(cilla, "ogon-1")
    set_free(world, giver)
    [offer] = world.bookings.waiting.offers(cilla.patient_id)

    assert world.bookings.waiting.accept(cilla, offer.id, "yes").body["status"] == "booked"


def test_somebody_elses_offer_is_nobodys(world: World, giver: Who, bo: Who) -> None:
    world.bookings.waiting.join(bo, "ogon-1")
    set_free(world, giver)
    [offer] = world.bookings.waiting.offers(bo.patient_id)

    with pytest.raises(OfferGone):
        world.bookings.waiting.accept(giver, offer.id, "yes")
    with pytest.raises(OfferGone):
        world.bookings.waiting.decline(giver, offer.id)


def test_what_may_not_be_moved_here_cannot_wait(world: World) -> None:
    closed = a_clinic("ogon", "Ögonmottagningen", rules=booking_rules(rebooking=False))
    anna = world.patient(closed, VISIT)
    with pytest.raises(RebookingNotAllowed):
        world.bookings.waiting.join(anna, "ogon-1")


def test_a_visit_that_is_over_cannot_wait(world: World) -> None:
    anna = world.patient(CLINIC, an_appointment("ogon-1", clinic="ogon", status="fulfilled"))
    with pytest.raises(AppointmentNotOpen):
        world.bookings.waiting.join(anna, "ogon-1")


def test_who_asks_while_somebody_goes_through_the_list_does_not_wait_and_is_not_forgotten(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting, passes = world.bookings.waiting, []

    def while_somebody_asks() -> int:
        passes.append(1)
        if len(passes) == 1:
            assert waiting.process() == 0
        return 1

    monkeypatch.setattr(waiting, "_process", while_somebody_asks)

    assert waiting.process() == 2
    assert len(passes) == 2
