"""The two nights on which the clocks change, every quarter of an hour."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from backend.bookings.schemas import Who
from backend.rules.workdays import STOCKHOLM
from tests.bookings.world import CLINIC, World
from tests.builders.fhir import OTHER_PERSONNUMMER, Json, a_slot, an_appointment
from tests.rules.builders import every_quarter

AUTUMN, SPRING = date(2026, 10, 25), date(2027, 3, 28)
NIGHTS = pytest.mark.parametrize("night", [AUTUMN, SPRING], ids=["autumn", "spring"])
QUARTER = timedelta(minutes=15)

SLEEP_STUDY = an_appointment(
    "somn-1",
    clinic="ogon",
    start="2027-05-03T10:00:00+02:00",
    end="2027-05-03T10:15:00+02:00",
)


def quarters(night: date) -> list[Json]:
    """A slot for each quarter from noon to noon, in the order of real time."""
    return [
        a_slot(
            f"q{number}",
            "ogon",
            start.isoformat(),
            (start.astimezone(UTC) + QUARTER).astimezone(STOCKHOLM).isoformat(),
        )
        for number, start in enumerate(every_quarter(night))
    ]


def a_patient_before(world: World, night: date) -> Who:
    world.clock.now = datetime(night.year, night.month, night.day, tzinfo=STOCKHOLM)
    world.clock.now -= timedelta(days=3)
    return world.patient(CLINIC, SLEEP_STUDY, *quarters(night))


@NIGHTS
def test_each_quarter_is_listed_once_in_the_order_of_real_time(world: World, night: date) -> None:
    anna = a_patient_before(world, night)

    found = world.free_slots(anna, "somn-1", limit=500)

    assert [slot.id for slot in found] == [f"q{number}" for number in range(len(found))]
    assert len(found) == {AUTUMN: 101, SPRING: 93}[night]
    starts = [slot.start.astimezone(UTC) for slot in found]
    assert all(later - earlier == QUARTER for earlier, later in pairwise(starts))


@NIGHTS
def test_a_local_date_has_as_many_hours_as_it_has(world: World, night: date) -> None:
    anna = a_patient_before(world, night)

    before = world.free(anna, "somn-1", last=night - timedelta(days=1), limit=500)
    after = world.free(anna, "somn-1", first=night, limit=500)

    assert len(before) == 4 * 12
    assert len(after) == {AUTUMN: 4 * 13 + 1, SPRING: 4 * 11 + 1}[night]


@NIGHTS
def test_every_quarter_around_it_can_be_moved_to_and_is_told_with_its_offset(
    world: World, night: date
) -> None:
    anna = a_patient_before(world, night)

    for number, start in list(enumerate(every_quarter(night)))[46:66]:
        answer = world.rebook(anna, "somn-1", f"q{number}")
        assert answer.body["start"] == start.isoformat()
        row = world.row(anna, "somn-1")
        assert row.start == start.astimezone(UTC)
        assert row.end is not None
        assert row.start is not None
        assert row.end - row.start == QUARTER
        [told] = world.reader.contract(anna.patient_id).appointments
        assert told.start is not None
        assert told.start.astimezone(UTC) == row.start


def test_half_past_two_comes_twice_and_the_two_are_told_apart(world: World) -> None:
    anna = a_patient_before(world, AUTUMN)
    both = [
        slot
        for slot in world.free_slots(anna, "somn-1", limit=500)
        if (slot.start.hour, slot.start.minute) == (2, 30)
    ]
    assert [slot.start.isoformat() for slot in both] == [
        "2026-10-25T02:30:00+02:00",
        "2026-10-25T02:30:00+01:00",
    ]


@NIGHTS
def test_other_visits_are_kept_clear_of_in_real_time(world: World, night: date) -> None:
    """A visit takes its own quarter and no other, whatever the clock on the wall says."""
    world.clock.now = datetime(night.year, night.month, night.day, tzinfo=STOCKHOLM)
    world.clock.now -= timedelta(days=3)
    for number, start in enumerate(every_quarter(night)[52:62]):
        end = (start.astimezone(UTC) + QUARTER).astimezone(STOCKHOLM)
        other = an_appointment("annan", clinic="ogon", start=start.isoformat(), end=end.isoformat())
        anna = world.patient(
            CLINIC,
            SLEEP_STUDY,
            other,
            *quarters(night),
            at=world.clock.now + timedelta(minutes=number),
        )
        free = world.free(anna, "somn-1", limit=500)
        assert f"q{52 + number}" not in free
        assert len(free) == len(every_quarter(night)) - 1


@NIGHTS
def test_a_hold_lasts_five_real_minutes_all_night(world: World, night: date) -> None:
    anna = a_patient_before(world, night)
    for moment in every_quarter(night)[50:64]:
        world.clock.now = moment
        held = world.bookings.hold(anna, "somn-1", world.free(anna, "somn-1")[-1])
        assert held.held_until is not None
        lasts = held.held_until.astimezone(UTC) - moment.astimezone(UTC)
        assert lasts == timedelta(minutes=5)
        world.bookings.release_hold(anna, "somn-1")


@NIGHTS
def test_an_offer_lasts_two_real_hours_also_then(world: World, night: date) -> None:
    giver = a_patient_before(world, night)
    bo = world.patient(CLINIC, SLEEP_STUDY, number=OTHER_PERSONNUMMER)
    world.rebook(giver, "somn-1", world.free(giver, "somn-1", limit=500)[-1])
    world.bookings.waiting.join(bo, "somn-1")
    world.clock.now = datetime(night.year, night.month, night.day, 1, 30, tzinfo=STOCKHOLM)
    world.cancel(giver, "somn-1")
    world.clock.forward(minutes=10)
    world.bookings.sweep()

    [offer] = world.bookings.waiting.offers(bo.patient_id)
    lasts = offer.expires_at.astimezone(UTC) - offer.offered_at.astimezone(UTC)
    assert lasts == timedelta(hours=2)


@NIGHTS
def test_ten_minutes_to_undo_are_ten_real_minutes_all_night(world: World, night: date) -> None:
    anna = a_patient_before(world, night)
    for moment in every_quarter(night)[50:62]:
        world.clock.now = moment
        world.rebook(anna, "somn-1", world.free(anna, "somn-1", limit=500)[-1])
        utc = moment.astimezone(UTC) + timedelta(minutes=9, seconds=59)
        world.clock.now = utc.astimezone(STOCKHOLM)
        assert world.undo(anna, "somn-1").status == 200
