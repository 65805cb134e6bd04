"""Moving a time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from backend.bookings.errors import (
    AppointmentNotOpen,
    RebookingNotAllowed,
    SlotNotSuitable,
    SlotTaken,
    SlotUnknown,
    StaleVersion,
)
from backend.bookings.models import BookingAudit, BookingChange, OutboxMessage
from backend.errors import NotFound
from tests.bookings.slots import EARLIER, LATER, days_of_slots, slot_at
from tests.bookings.world import CLINIC, VISIT, World
from tests.builders.fhir import (
    OTHER_PERSONNUMMER,
    a_clinic,
    a_plan,
    a_practitioner,
    an_appointment,
    booking_rules,
)


def test_a_time_is_moved(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER, LATER)

    answer = world.rebook(anna, "ogon-1", "s1")

    assert answer.status == 200
    assert answer.body["start"] == "2026-11-26T09:00:00+01:00"
    assert answer.body["end"] == "2026-11-26T09:30:00+01:00"
    assert answer.body["status"] == "booked"
    assert answer.body["version"] == 2
    row = world.row(anna, "ogon-1")
    assert row.start == datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
    assert world.claims() == {"s1": "booked"}


def test_the_answer_is_what_the_contract_says_afterwards(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER, a_plan("Appointment/ogon-1"))

    answer = world.rebook(anna, "ogon-1", "s1")

    [told] = world.reader.contract(anna.patient_id).appointments
    assert answer.body == told.model_dump(mode="json")


def test_with_protected_identity_too_and_without_a_place(world: World) -> None:
    anna = world.patient(
        CLINIC, VISIT, EARLIER, meta={"security": [{"code": "sekretessmarkering"}]}
    )

    answer = world.rebook(anna, "ogon-1", "s1")

    [told] = world.reader.contract(anna.patient_id).appointments
    assert answer.body == told.model_dump(mode="json")
    assert "entré A" not in str(answer.body)
    assert "Sjukhusvägen" not in str(answer.body)


def test_the_contract_tells_of_the_move(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    world.rebook(anna, "ogon-1", "s1")

    [change] = world.reader.contract(anna.patient_id).changes
    assert (change.kind, change.by) == ("moved", "patient")


def test_the_time_that_was_left_is_kept_for_the_patient(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER, LATER)
    world.rebook(anna, "ogon-1", "s1")
    world.rebook(anna, "ogon-1", "s2")

    assert world.claims() == {"s1": "released", "s2": "booked"}


def test_only_the_last_time_that_was_left_is_kept(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER, LATER, slot_at("s3", "2026-12-11 13:00"))
    for slot in ("s1", "s2", "s3"):
        world.rebook(anna, "ogon-1", slot)

    assert world.claims() == {"s2": "released", "s3": "booked"}


def test_a_taken_time_is_refused_with_three_others(world: World) -> None:
    slots = days_of_slots(6)
    anna = world.patient(CLINIC, VISIT, *slots)
    bo = world.patient(CLINIC, VISIT, *slots, number=OTHER_PERSONNUMMER)
    world.rebook(bo, "ogon-1", "t1")

    with pytest.raises(SlotTaken) as refused:
        world.rebook(anna, "ogon-1", "t1")
    assert [slot["id"] for slot in refused.value.extra["alternatives"]] == ["t2", "t3", "t4"]
    assert world.version(anna, "ogon-1") == 1


def test_the_alternatives_are_filled_up_with_earlier_times(world: World) -> None:
    slots = days_of_slots(4)
    anna = world.patient(CLINIC, VISIT, *slots)
    bo = world.patient(CLINIC, VISIT, *slots, number=OTHER_PERSONNUMMER)
    world.rebook(bo, "ogon-1", "t2")

    with pytest.raises(SlotTaken) as refused:
        world.rebook(anna, "ogon-1", "t2")
    assert [slot["id"] for slot in refused.value.extra["alternatives"]] == ["t0", "t1", "t3"]


def test_a_time_of_another_clinic_is_refused(world: World) -> None:
    other = slot_at("x", "2026-12-01 09:00", clinic="hud")
    anna = world.patient(CLINIC, a_clinic("hud", "Hudmottagningen"), VISIT, EARLIER, other)

    with pytest.raises(SlotNotSuitable) as refused:
        world.rebook(anna, "ogon-1", "x")
    assert [slot["id"] for slot in refused.value.extra["alternatives"]] == ["s1"]


def test_a_time_that_does_not_exist_is_refused(world: World) -> None:
    anna = world.patient(CLINIC, VISIT)

    with pytest.raises(SlotUnknown):
        world.rebook(anna, "ogon-1", "nowhere")


def test_somebody_elses_appointment_is_not_found(world: World) -> None:
    world.patient(CLINIC, VISIT, EARLIER)
    bo = world.patient(CLINIC, an_appointment("bos", clinic="ogon"), number=OTHER_PERSONNUMMER)

    with pytest.raises(NotFound):
        world.rebook(bo, "ogon-1", "s1", version=1)


def test_a_stale_version_is_refused_and_told_the_present_one(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER, LATER)
    world.rebook(anna, "ogon-1", "s1")

    with pytest.raises(StaleVersion) as refused:
        world.rebook(anna, "ogon-1", "s2", version=1)
    assert refused.value.extra["version"] == 2
    assert world.claims() == {"s1": "booked"}


def test_where_the_clinic_does_not_allow_it_one_is_told_whom_to_ring(world: World) -> None:
    closed = a_clinic("ogon", "Ögonmottagningen", rules=booking_rules(rebooking=False))
    anna = world.patient(closed, VISIT, EARLIER)

    with pytest.raises(RebookingNotAllowed) as refused:
        world.rebook(anna, "ogon-1", "s1")
    assert refused.value.extra["reason"] == "clinic"
    assert refused.value.extra["contact"]["phone"] == "08-123 45 00"
    assert refused.value.extra["contact"]["phone_source"] == "HealthcareService/ogon"


def test_with_protected_identity_no_number_is_told(world: World) -> None:
    closed = a_clinic("ogon", "Ögonmottagningen", rules=booking_rules(rebooking=False))
    anna = world.patient(
        closed, VISIT, EARLIER, meta={"security": [{"code": "skyddadFolkbokforing"}]}
    )

    with pytest.raises(RebookingNotAllowed) as refused:
        world.rebook(anna, "ogon-1", "s1")
    assert refused.value.extra["contact"]["phone"] is None


def test_a_clinic_without_rules_does_not_allow_it(world: World) -> None:
    silent = a_clinic("ogon", "Ögonmottagningen", rules={"url": "https://example.org/other"})
    anna = world.patient(silent, VISIT, EARLIER)

    with pytest.raises(RebookingNotAllowed):
        world.rebook(anna, "ogon-1", "s1")
    assert world.free(anna, "ogon-1") == []


@pytest.mark.parametrize(
    ("status", "reason"),
    [("cancelled", "cancelled"), ("fulfilled", "over"), ("noshow", "over"), ("arrived", "over")],
)
def test_only_a_coming_visit_is_moved(world: World, status: str, reason: str) -> None:
    anna = world.patient(CLINIC, an_appointment("ogon-1", clinic="ogon", status=status), EARLIER)

    with pytest.raises(AppointmentNotOpen) as refused:
        world.rebook(anna, "ogon-1", "s1")
    assert refused.value.extra["reason"] == reason


def test_a_visit_that_has_begun_is_not_moved(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, LATER)
    world.clock.forward(days=9, hours=2)

    with pytest.raises(AppointmentNotOpen, match="passerat"):
        world.rebook(anna, "ogon-1", "s2")


def test_an_invitation_is_not_moved_but_booked(world: World) -> None:
    open_invitation = an_appointment("ogon-1", clinic="ogon", start=None, status="proposed")
    anna = world.patient(CLINIC, open_invitation, EARLIER)

    with pytest.raises(AppointmentNotOpen) as refused:
        world.rebook(anna, "ogon-1", "s1")
    assert refused.value.extra["reason"] == "no_time"


def test_the_new_time_is_with_whom_and_where_its_schedule_says(world: World) -> None:
    clinic = a_clinic("ogon", "Ögonmottagningen")
    [schedule] = [part for part in clinic if part["resourceType"] == "Schedule"]
    schedule["actor"] += [{"reference": "Practitioner/ny"}]
    visit = an_appointment("ogon-1", clinic="ogon", actors=("Practitioner/gammal",))
    anna = world.patient(
        clinic, visit, EARLIER, a_practitioner("ny", "Nina Ny"), a_practitioner("gammal", "Gun")
    )

    answer = world.rebook(anna, "ogon-1", "s1")

    assert answer.body["practitioner"] == "Nina Ny"
    assert answer.body["place"] == "Ögonmottagningen, entré A"
    actors = [part["actor"]["reference"] for part in world.content(anna, "ogon-1")["participant"]]
    assert actors == [
        "Patient/p",
        "HealthcareService/ogon",
        "Practitioner/ny",
        "Location/ogon-plats",
    ]


def test_a_practitioner_whom_the_new_schedule_does_not_name_is_not_promised(world: World) -> None:
    visit = an_appointment("ogon-1", clinic="ogon", actors=("Practitioner/gammal",))
    anna = world.patient(CLINIC, visit, EARLIER, a_practitioner("gammal", "Gun"))

    assert world.rebook(anna, "ogon-1", "s1").body["practitioner"] is None


def test_a_longer_slot_does_not_make_the_visit_longer_for_the_next_search(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, slot_at("long", "2026-11-26 09:00", minutes=60), LATER)

    world.rebook(anna, "ogon-1", "long")

    assert world.free(anna, "ogon-1") == ["s2"]
    assert world.content(anna, "ogon-1")["minutesDuration"] == 30


def test_each_change_has_one_row_of_history_outbox_and_audit(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER, LATER)
    world.rebook(anna, "ogon-1", "s1")
    world.rebook(anna, "ogon-1", "s2")

    kinds = (BookingChange, OutboxMessage, BookingAudit)
    assert [world.count(table) for table in kinds] == [2, 2, 2]


def test_a_refusal_leaves_no_row(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    with pytest.raises(StaleVersion):
        world.rebook(anna, "ogon-1", "s1", version=7)

    kinds = (BookingChange, OutboxMessage, BookingAudit)
    assert [world.count(table) for table in kinds] == [0, 0, 0]
    assert world.claims() == {}


def test_a_newer_bundle_that_says_nothing_new_leaves_the_patients_time(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    world.rebook(anna, "ogon-1", "s1")

    world.patient(CLINIC, VISIT, EARLIER, a_plan(), at=world.clock.now)

    assert world.row(anna, "ogon-1").start == datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
    assert world.claims() == {"s1": "booked"}
