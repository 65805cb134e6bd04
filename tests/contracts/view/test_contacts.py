"""Numbers, hours and names, each from the record that holds it."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from backend.contracts.schemas import Contact
from backend.contracts.view.contacts import contact_of
from tests.builders.fhir import a_clinic, a_practitioner, an_organization
from tests.contracts.view.builders import Json, a_phone, a_role, records

CLINIC = "HealthcareService/ogon"


def the_contact(reference: str, *resources: Json | list[Json]) -> Contact:
    """The contact that `reference` leads to."""
    found = contact_of(records(*resources), reference)
    assert found is not None
    return found


def a_service(**fields: Any) -> Json:
    """A clinic and nothing about it."""
    return {
        "resourceType": "HealthcareService",
        "id": "ogon",
        "name": "Ögonmottagningen",
        "providedBy": {"reference": "Organization/org"},
        **fields,
    }


def test_a_number_comes_with_the_record_that_holds_it() -> None:
    found = the_contact(CLINIC, a_clinic("ogon", "Ögonmottagningen", phone="08-465 004 01"))

    assert (found.name, found.phone, found.phone_source) == (
        "Ögonmottagningen",
        "08-465 004 01",
        CLINIC,
    )


def test_a_role_is_called_by_its_person_and_rung_at_its_own_number_first() -> None:
    role = a_role("r", "eva", code=[{"text": "Ögonläkare"}], **a_phone("08-465 004 02"))
    eva = a_practitioner("eva", "Eva Lind", phone="08-465 004 03")

    found = the_contact("PractitionerRole/r", role, eva)

    assert (found.name, found.role, found.phone) == ("Eva Lind", "Ögonläkare", "08-465 004 02")


@pytest.mark.parametrize(
    ("lacking", "source"),
    [
        ((), "PractitionerRole/r"),
        (("role",), "Practitioner/eva"),
        (("role", "person"), CLINIC),
        (("role", "person", "service"), "Organization/org"),
        (("role", "person", "service", "org"), "Organization/sjukhus"),
        (("role", "person", "service", "org", "hospital"), "Location/plats"),
    ],
)
def test_a_number_that_is_lacking_is_that_of_what_it_belongs_to(
    lacking: tuple[str, ...], source: str
) -> None:
    def phone(name: str) -> Json:
        return {} if name in lacking else a_phone("08-465 004 09")

    found = the_contact(
        "PractitionerRole/r",
        a_role(
            "r",
            "eva",
            healthcareService=[{"reference": CLINIC}],
            location=[{"reference": "Location/plats"}],
            **phone("role"),
        ),
        a_practitioner("eva", "Eva Lind") | phone("person"),
        a_service(**phone("service")),
        an_organization("org", "Ögonkliniken", part_of="sjukhus", **phone("org")),
        an_organization("sjukhus", "Sjukhuset", **phone("hospital")),
        {"resourceType": "Location", "id": "plats", "name": "Plats", **a_phone("08-465 004 09")},
    )

    assert found.phone_source == source


@pytest.mark.parametrize(
    "point",
    [
        {"use": "old"},
        {"use": "home"},
        {"system": "fax"},
        {"system": "email"},
        {"period": {"end": "2026-11-22"}},
        {"period": {"start": "2026-11-24"}},
        {"period": {"end": "2026-10"}},
    ],
)
def test_a_number_that_nobody_should_ring_is_not_told(point: Json) -> None:
    clinic = a_service() | {"telecom": [{"system": "phone", "value": "08-465 004 01", **point}]}

    assert the_contact(CLINIC, clinic).phone is None


def test_the_number_that_ranks_first_is_told() -> None:
    points = [
        {"system": "phone", "value": "08-465 004 01"},
        {"system": "phone", "value": "08-465 004 02", "rank": 2},
        {"system": "phone", "value": "tel:08-465 004 03", "rank": 1},
    ]

    assert the_contact(CLINIC, a_service(telecom=points)).phone == "08-465 004 03"


def test_an_organisation_s_number_may_stand_with_one_of_its_contacts() -> None:
    org = an_organization("org", "Hemsjukvården", contact=[a_phone("070-174 06 05")])

    assert the_contact("Organization/org", org).phone == "070-174 06 05"


def test_an_organisation_is_rung_at_its_only_clinic() -> None:
    found = the_contact(
        "Organization/org",
        an_organization("org", "Kliniken"),
        a_service(**a_phone("08-465 004 01")),
    )

    assert (found.phone, found.phone_source) == ("08-465 004 01", CLINIC)


def test_of_an_organisation_with_several_clinics_none_is_guessed() -> None:
    other = a_service(**a_phone("08-465 004 02")) | {"id": "rontgen", "name": "Röntgen"}

    found = the_contact(
        "Organization/org",
        an_organization("org", "Sjukhuset"),
        a_service(**a_phone("08-465 004 01")),
        other,
    )

    assert found.phone is None


def test_of_somebody_with_several_roles_none_is_guessed() -> None:
    found = the_contact(
        "Practitioner/eva",
        a_practitioner("eva", "Eva Lind"),
        a_role("r1", "eva", **a_phone("08-465 004 01")),
        a_role("r2", "eva", **a_phone("08-465 004 02")),
    )

    assert found.phone is None


def available(**fields: Any) -> Json:
    """One of `availableTime`."""
    return {"daysOfWeek": ["mon", "wed"], **fields}


def test_hours_are_told_with_their_days() -> None:
    morning = available(availableStartTime="08:00:00", availableEndTime="09:30:00")

    (hours,) = the_contact(CLINIC, a_service(availableTime=[morning])).hours

    assert (hours.days, hours.start, hours.end) == (["mon", "wed"], time(8), time(9, 30))


def test_open_all_day_has_no_clock() -> None:
    (hours,) = the_contact(CLINIC, a_service(availableTime=[available(allDay=True)])).hours

    assert (hours.start, hours.end) == (None, None)


@pytest.mark.parametrize(
    "half",
    [
        {"availableStartTime": "08:00:00", "availableEndTime": "09:30:00"},
        available(availableStartTime="08:00:00"),
        available(availableEndTime="09:30:00"),
        available(),
    ],
)
def test_hours_that_do_not_say_when_are_not_told(half: Json) -> None:
    assert the_contact(CLINIC, a_service(availableTime=[half])).hours == []


def test_days_when_it_is_closed_are_told_until_they_are_past() -> None:
    closed = [
        {"description": "Stängt julafton.", "during": {"end": "2026-12-24"}},
        {"description": "Stängt alla helgons dag.", "during": {"end": "2026-10-31"}},
    ]

    assert the_contact(CLINIC, a_service(notAvailable=closed)).hours_note == "Stängt julafton."


def test_the_clinic_s_own_words_on_exceptions_come_first() -> None:
    found = the_contact(
        CLINIC,
        a_service(
            availabilityExceptions="Dag före röd dag: till kl. 10.",
            notAvailable=[{"description": "Stängt julafton."}],
        ),
    )

    assert found.hours_note == "Dag före röd dag: till kl. 10."


def test_a_clinic_without_a_name_is_called_by_its_organisation() -> None:
    clinic = a_service()
    del clinic["name"]

    assert the_contact(CLINIC, clinic, an_organization("org", "Kliniken")).name == "Kliniken"


def test_organisations_in_a_circle_are_walked_once() -> None:
    found = the_contact(
        CLINIC,
        a_service(),
        an_organization("org", "A", part_of="b"),
        an_organization("b", "B", part_of="org"),
    )

    assert found.phone is None
