"""A time with the care: its title, its clinic, its rules."""

from __future__ import annotations

from typing import Any

import pytest

from backend.contracts.schemas import Appointment
from tests.builders.fhir import a_clinic, a_practitioner, an_appointment, booking_rules
from tests.contracts.view.builders import Json, contract

HOURS = {"valueDuration": {"value": 24, "unit": "h", "code": "h"}}
WEEKDAYS = {"valueQuantity": {"value": 3, "unit": "full weekdays"}}
CLOCK = {"valueTime": "08:30:00"}


def the_visit(appointment: Json, *others: Any) -> Appointment:
    """The appointment as it is read, at a clinic unless there are others."""
    (found,) = contract(
        *(others or (a_clinic("ogon", "Ögonmottagningen"),)), appointment
    ).appointments
    return found


def test_times_are_told_in_stockholm() -> None:
    found = the_visit(
        an_appointment("v", start="2026-07-01T22:30:00Z", end="2026-07-01T18:45:00-04:00")
    )

    assert str(found.start) == "2026-07-02 00:30:00+02:00"
    assert found.minutes == 15


def test_a_night_over_the_clock_change_is_as_long_as_it_is() -> None:
    found = the_visit(
        an_appointment("v", start="2026-10-24T21:00:00+02:00", end="2026-10-25T07:00:00+01:00")
    )

    assert found.minutes == 11 * 60


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"description": "Återbesök", "serviceType": [{"text": "Läkarbesök"}]}, "Återbesök"),
        ({"serviceType": [{"text": "Läkarbesök"}]}, "Läkarbesök"),
        ({"serviceType": [{"coding": [{"code": "1", "display": "Läkarbesök"}]}]}, "Läkarbesök"),
        ({"appointmentType": {"text": "Uppföljning"}}, "Uppföljning"),
        ({"reasonCode": [{"text": "Grå starr"}]}, "Grå starr"),
        ({"serviceType": [{"coding": [{"code": "1"}]}]}, "Ögonmottagningen"),
        ({}, "Ögonmottagningen"),
    ],
)
def test_the_title_is_the_best_that_the_record_has(fields: Json, title: str) -> None:
    visit = an_appointment("v", clinic="ogon")
    del visit["description"]

    assert the_visit(visit | fields).title == title


def test_the_appointment_s_own_rules_win_over_the_clinic_s() -> None:
    clinic = a_clinic("ogon", "Ögon", rules=booking_rules(cancel_before=HOURS))
    own = an_appointment("v", clinic="ogon", extension=[booking_rules(rebooking=False)])

    found = the_visit(own, clinic)

    assert (found.rebooking_allowed, found.cancel_allowed) == (False, True)
    assert found.cancel_before is None


def test_what_no_rule_allows_is_not_allowed() -> None:
    found = the_visit(an_appointment("v", clinic="ogon"), a_clinic("ogon", "Ögon", extension=[]))

    assert (found.rebooking_allowed, found.cancel_allowed) == (False, False)


@pytest.mark.parametrize(
    ("limit", "last"),
    [
        (HOURS, "2026-12-01 10:15:00+01:00"),
        ({"valueDuration": {"value": 2, "code": "d"}}, "2026-11-30 10:15:00+01:00"),
        ({"valueQuantity": {"value": 90, "unit": "min"}}, "2026-12-02 08:45:00+01:00"),
        (WEEKDAYS, "2026-11-26 23:59:59.999999+01:00"),
        (CLOCK, "2026-12-02 08:30:00+01:00"),
        ({"valueTime": "12:00:00"}, "2026-12-02 10:15:00+01:00"),
    ],
)
def test_each_sort_of_limit_is_an_instant(limit: Json, last: str) -> None:
    clinic = a_clinic("ogon", "Ögon", rules=booking_rules(cancel_before=limit))

    assert str(the_visit(an_appointment("v", clinic="ogon"), clinic).cancel_before) == last


def test_a_time_that_is_not_agreed_has_no_limit_and_says_by_when_it_is_sought() -> None:
    found = the_visit(
        an_appointment(
            "v",
            clinic="ogon",
            start=None,
            status="proposed",
            minutesDuration=40,
            requestedPeriod=[{"end": "2026-12-20"}, {"end": "2027-01"}],
        )
    )

    assert (found.start, found.cancel_before, found.minutes) == (None, None, 40)
    assert str(found.requested_by) == "2027-01-31"


def test_the_clinic_s_only_place_is_where_to_go() -> None:
    found = the_visit(an_appointment("v", clinic="ogon"))

    assert found.place == "Ögonmottagningen, entré A"
    assert found.location is not None
    assert found.location.address == "Sjukhusvägen 1, 111 11 Stockholm"


def test_of_a_clinic_with_several_places_none_is_guessed() -> None:
    places = [{"reference": "Location/ogon-plats"}, {"reference": "Location/annan"}]
    clinic = a_clinic("ogon", "Ögon", location=places)

    assert the_visit(an_appointment("v", clinic="ogon"), clinic).place is None


def test_nobody_is_sent_to_a_place_for_a_phone_visit() -> None:
    found = the_visit(an_appointment("v", clinic="ogon", serviceType=[{"text": "Telefonbesök"}]))

    assert (found.mode, found.place, found.clinic) == ("phone", None, "Ögonmottagningen")


def test_whoever_declined_is_not_told_of() -> None:
    visit = an_appointment("v", actors=("Practitioner/eva", "Practitioner/bo"))
    visit["participant"][1]["status"] = "declined"

    found = the_visit(visit, a_practitioner("eva", "Eva Lind"), a_practitioner("bo", "Bo Ek"))

    assert found.practitioner == "Bo Ek"


def test_why_it_was_cancelled_is_told() -> None:
    reason = {"coding": [{"code": "prov"}], "text": "Läkaren är sjuk."}
    found = the_visit(an_appointment("v", status="cancelled", cancelationReason=reason))

    assert found.cancel_reason == "Läkaren är sjuk."


def test_what_was_entered_in_error_never_was() -> None:
    assert contract(an_appointment("v", status="entered-in-error")).appointments == []


def test_a_visit_to_hear_an_answer_is_a_visit() -> None:
    assert the_visit(an_appointment("v", description="Besked om provsvar")).kind == "visit"
