"""Which times an appointment may move to: the list, the hold and the booking ask the same."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from backend.bookings.errors import SlotNotSuitable
from backend.bookings.schemas import SlotQuery
from backend.errors import Invalid, NotFound
from tests.bookings.slots import EARLIER, LATER, days_of_slots, slot_at
from tests.bookings.world import CLINIC, VISIT, World
from tests.builders.fhir import (
    OTHER_PERSONNUMMER,
    Json,
    a_clinic,
    a_practitioner,
    an_appointment,
)


def test_free_times_come_in_order_with_where_and_whom(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, LATER, EARLIER)

    found = world.free_slots(anna, "ogon-1")

    assert [slot.id for slot in found] == ["s1", "s2"]
    assert str(found[0].start) == "2026-11-26 09:00:00+01:00"
    assert found[0].clinic == "Ögonmottagningen"
    assert found[0].place == "Ögonmottagningen, entré A"


def test_with_protected_identity_no_place_is_told(world: World) -> None:
    anna = world.patient(
        CLINIC, VISIT, EARLIER, meta={"security": [{"code": "sekretessmarkering"}]}
    )

    [slot] = world.free_slots(anna, "ogon-1")
    assert (slot.clinic, slot.place) == ("Ögonmottagningen", None)


def test_both_dates_of_a_query_are_included(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, *days_of_slots(5))

    found = world.free(anna, "ogon-1", first=date(2026, 11, 27), last=date(2026, 11, 28))
    assert found == ["t1", "t2"]


def test_dates_are_swedens_not_utcs(world: World) -> None:
    late, early = slot_at("late", "2026-11-26 23:30"), slot_at("early", "2026-11-27 00:15")
    anna = world.patient(CLINIC, VISIT, late, early)

    assert world.free(anna, "ogon-1", first=date(2026, 11, 27)) == ["early"]
    assert world.free(anna, "ogon-1", last=date(2026, 11, 26)) == ["late"]


def test_dates_far_outside_any_calendar_are_taken_as_they_are_meant(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)

    assert world.free(anna, "ogon-1", first=date.min, last=date.max) == ["s1"]
    assert world.free(anna, "ogon-1", first=date.max) == []


def test_dates_in_the_wrong_order_are_refused(world: World) -> None:
    anna = world.patient(CLINIC, VISIT)
    with pytest.raises(Invalid):
        world.free(anna, "ogon-1", first=date(2026, 12, 2), last=date(2026, 12, 1))


def test_pages_follow_one_another_without_a_gap(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, *days_of_slots(7))
    seen: list[str] = []
    after = None
    for _ in range(3):
        page = world.bookings.slots(anna.patient_id, "ogon-1", SlotQuery(limit=3, after=after))
        seen += [slot.id for slot in page.slots]
        after = page.next

    assert seen == [f"t{day}" for day in range(7)]
    assert after is None


@pytest.mark.parametrize("cursor", ["x", "1.2", "99999999999999.0.1", "999999999999.0.1", "٣.٣.٣"])
def test_a_cursor_of_nobodys_is_refused(world: World, cursor: str) -> None:
    anna = world.patient(CLINIC, VISIT)
    with pytest.raises(Invalid):
        world.free(anna, "ogon-1", after=cursor)


def test_somebody_elses_appointment_has_no_times(world: World) -> None:
    anna = world.patient(CLINIC, VISIT)
    with pytest.raises(NotFound):
        world.free(anna, "not-mine")


def test_times_that_have_begun_are_not_free(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, EARLIER)
    world.clock.forward(days=3)

    assert world.free(anna, "ogon-1") == []


@pytest.mark.parametrize("status", ["busy", "busy-unavailable", "busy-tentative"])
def test_times_that_the_clinic_has_closed_are_not_free(world: World, status: str) -> None:
    anna = world.patient(CLINIC, VISIT, slot_at("s1", "2026-11-26 09:00", status=status))

    assert world.free(anna, "ogon-1") == []


def test_times_that_are_too_short_are_not_free(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, slot_at("short", "2026-11-26 09:00", minutes=20), LATER)
    assert world.free(anna, "ogon-1") == ["s2"]
    with pytest.raises(SlotNotSuitable):
        world.rebook(anna, "ogon-1", "short")


def test_the_stated_length_comes_before_the_length_of_the_present_time(world: World) -> None:
    anna = world.patient(CLINIC, {**VISIT, "minutesDuration": 45}, EARLIER)

    assert world.free(anna, "ogon-1") == []


def test_the_present_time_is_not_offered(world: World) -> None:
    here = slot_at("here", "2026-12-02 10:15")
    anna = world.patient(CLINIC, {**VISIT, "slot": [{"reference": "Slot/here"}]}, here, LATER)

    assert world.free(anna, "ogon-1") == ["s2"]


def test_a_booked_slot_takes_those_that_overlap_it_in_its_schedule(world: World) -> None:
    slots = [
        slot_at("before", "2026-11-26 08:30"),
        slot_at("hour", "2026-11-26 09:00", minutes=60),
        slot_at("half", "2026-11-26 09:30"),
        slot_at("next", "2026-11-26 10:00"),
    ]
    anna = world.patient(CLINIC, VISIT, *slots)
    bo = world.patient(CLINIC, VISIT, *slots, number=OTHER_PERSONNUMMER)
    world.rebook(bo, "ogon-1", "hour")

    assert world.free(anna, "ogon-1") == ["before", "next"]


def test_one_may_move_to_a_longer_slot_that_overlaps_ones_own(world: World) -> None:
    slots = [slot_at("hour", "2026-11-26 09:00", minutes=60), slot_at("half", "2026-11-26 09:30")]
    anna = world.patient(CLINIC, VISIT, *slots)
    world.rebook(anna, "ogon-1", "half")

    assert world.free(anna, "ogon-1") == ["hour"]
    world.rebook(anna, "ogon-1", "hour")
    assert world.claims() == {"hour": "booked"}
    world.undo(anna, "ogon-1")
    assert world.claims() == {"half": "booked"}


# Other visits, and the way between them


def a_visit_elsewhere(start: str, end: str, **place: Any) -> list[Json]:
    clinic = a_clinic("hud", "Hudmottagningen")
    for part in clinic:
        if part["resourceType"] == "Location":
            part.update(place)
    return [*clinic, an_appointment("hud-1", clinic="hud", start=start, end=end)]


def test_times_that_collide_with_another_visit_are_not_free(world: World) -> None:
    elsewhere = a_visit_elsewhere("2026-11-26T09:15:00+01:00", "2026-11-26T10:00:00+01:00")
    anna = world.patient(CLINIC, VISIT, *elsewhere, EARLIER, LATER)

    assert world.free(anna, "ogon-1") == ["s2"]


def test_without_coordinates_half_an_hour_is_kept_for_the_way(world: World) -> None:
    elsewhere = a_visit_elsewhere("2026-11-26T10:00:00+01:00", "2026-11-26T10:30:00+01:00")
    slots = [slot_at("near", "2026-11-26 09:05"), slot_at("far", "2026-11-26 09:00")]
    anna = world.patient(CLINIC, VISIT, *elsewhere, *slots)

    assert world.free(anna, "ogon-1") == ["far"]


def test_with_coordinates_the_way_is_reckoned(world: World) -> None:
    uppsala = {"position": {"latitude": 59.858, "longitude": 17.645}}
    stockholm = {"position": {"latitude": 59.329, "longitude": 18.069}}
    elsewhere = a_visit_elsewhere(
        "2026-11-26T12:00:00+01:00", "2026-11-26T12:30:00+01:00", **uppsala
    )
    clinic = a_clinic("ogon", "Ögonmottagningen")
    next(part for part in clinic if part["resourceType"] == "Location").update(stockholm)
    slots = [slot_at("tight", "2026-11-26 10:30"), slot_at("fine", "2026-11-26 09:45")]
    anna = world.patient(clinic, VISIT, *elsewhere, *slots)

    # 63 kilometres: a quarter of an hour and an hour and a quarter more.
    assert world.free(anna, "ogon-1") == ["fine"]


def test_at_the_same_place_one_visit_may_follow_another(world: World) -> None:
    before = an_appointment(
        "ogon-0",
        clinic="ogon",
        start="2026-11-26T08:30:00+01:00",
        end="2026-11-26T09:00:00+01:00",
    )
    anna = world.patient(CLINIC, VISIT, before, EARLIER)

    assert world.free(anna, "ogon-1") == ["s1"]


def test_a_phone_visit_needs_no_way(world: World) -> None:
    clinic = a_clinic("hud", "Hudmottagningen")
    call = an_appointment(
        "hud-1",
        clinic="hud",
        start="2026-11-26T09:30:00+01:00",
        end="2026-11-26T09:45:00+01:00",
        serviceType=[{"text": "Telefonbesök"}],
    )
    anna = world.patient(CLINIC, clinic, VISIT, call, EARLIER)

    assert world.free(anna, "ogon-1") == ["s1"]


def test_a_cancelled_visit_stands_in_no_way(world: World) -> None:
    elsewhere = a_visit_elsewhere("2026-11-26T09:00:00+01:00", "2026-11-26T09:30:00+01:00")
    elsewhere[-1]["status"] = "cancelled"
    anna = world.patient(CLINIC, VISIT, *elsewhere, EARLIER)

    assert world.free(anna, "ogon-1") == ["s1"]


# With whom


def a_schedule(ident: str, *actors: str) -> Json:
    actors = ("HealthcareService/ogon", *actors)
    return {
        "resourceType": "Schedule",
        "id": f"{ident}-schema",
        "actor": [{"reference": actor} for actor in actors],
    }


def a_role(ident: str, practitioner: str) -> Json:
    return {
        "resourceType": "PractitionerRole",
        "id": ident,
        "practitioner": {"reference": f"Practitioner/{practitioner}"},
    }


GUN, NINA = a_practitioner("gun", "Gun Glad"), a_practitioner("nina", "Nina Ny")
WITH_EITHER = [
    GUN,
    NINA,
    a_schedule("gun", "Practitioner/gun"),
    a_schedule("nina", "Practitioner/nina"),
    slot_at("with-nina", "2026-11-26 09:00", clinic="nina"),
    slot_at("with-gun", "2026-11-27 09:00", clinic="gun"),
]


def test_a_visit_with_a_named_clinician_stays_with_them(world: World) -> None:
    visit = an_appointment("ogon-1", clinic="ogon", actors=("Practitioner/gun",))
    anna = world.patient(CLINIC, visit, *WITH_EITHER)

    [slot] = world.free_slots(anna, "ogon-1")
    assert (slot.id, slot.practitioner) == ("with-gun", "Gun Glad")


def test_a_role_and_its_practitioner_are_the_same_person(world: World) -> None:
    visit = an_appointment("ogon-1", clinic="ogon", actors=("PractitionerRole/gun-roll",))
    anna = world.patient(CLINIC, visit, a_role("gun-roll", "gun"), *WITH_EITHER)

    assert world.free(anna, "ogon-1") == ["with-gun"]
    world.rebook(anna, "ogon-1", "with-gun")
    actors = [part["actor"]["reference"] for part in world.content(anna, "ogon-1")["participant"]]
    assert "PractitionerRole/gun-roll" in actors


def test_a_visit_without_a_named_clinician_may_be_with_anybody(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, *WITH_EITHER)

    assert world.free(anna, "ogon-1") == ["with-nina", "with-gun"]


def test_when_the_clinician_has_no_times_at_the_service_anybody_will_do(world: World) -> None:
    visit = an_appointment("ogon-1", clinic="ogon", actors=("Practitioner/sven",))
    anna = world.patient(CLINIC, visit, a_practitioner("sven", "Sven"), *WITH_EITHER)

    assert world.free(anna, "ogon-1") == ["with-nina", "with-gun"]


def test_when_the_clinicians_times_are_all_past_anybody_will_do(world: World) -> None:
    visit = an_appointment("ogon-1", clinic="ogon", actors=("Practitioner/nina",))
    anna = world.patient(CLINIC, visit, *WITH_EITHER)
    world.clock.forward(days=3)

    assert world.free(anna, "ogon-1") == ["with-gun"]


def speaking(practitioner: Json, code: str, name: str) -> Json:
    coding = [{"system": "urn:ietf:bcp:47", "code": code}]
    return {**practitioner, "communication": [{"coding": coding, "text": name}]}


def spoken(code: str, name: str) -> list[Json]:
    language = {"coding": [{"system": "urn:ietf:bcp:47", "code": code}], "text": name}
    return [{"language": language, "preferred": True}]


def test_a_patient_who_speaks_another_language_is_offered_whoever_speaks_it(world: World) -> None:
    either = [speaking(GUN, "so", "somaliska"), *WITH_EITHER[1:]]
    anna = world.patient(CLINIC, VISIT, *either, communication=spoken("so", "somaliska"))

    assert world.free(anna, "ogon-1") == ["with-gun"]


def test_where_nobody_says_that_they_speak_it_anybody_will_do(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, *WITH_EITHER, communication=spoken("so", "somaliska"))

    assert world.free(anna, "ogon-1") == ["with-nina", "with-gun"]


def test_swedish_asks_for_nobody_in_particular(world: World) -> None:
    either = [speaking(GUN, "sv", "svenska"), *WITH_EITHER[1:]]
    anna = world.patient(CLINIC, VISIT, *either, communication=spoken("sv-SE", "svenska"))

    assert world.free(anna, "ogon-1") == ["with-nina", "with-gun"]
