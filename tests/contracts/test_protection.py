"""With protected identity no place is told of, in whatever text it stands."""

from __future__ import annotations

from typing import Any

import pytest

from backend.contracts.protection import protected_view
from backend.contracts.schemas import Contract
from backend.contracts.view import Records, contract_of
from tests.builders.fhir import (
    a_clinic,
    a_patient,
    a_plan,
    a_task,
    a_team,
    an_appointment,
    an_organization,
)
from tests.contracts.view.builders import Json, records

PATIENT = a_patient(meta={"security": [{"code": "sekretessmarkering"}]})
CLINIC = a_clinic("ogon", "Ögonmottagningen", phone="08-465 004 01")


def told(*resources: Json | list[Json]) -> Contract:
    """What may be told of a contract with these resources at a clinic in Stockholm."""
    found = records(CLINIC, *resources)
    protected = Records({**found.resources, "Patient/p": PATIENT}, found.today)
    contract = contract_of(protected, lambda *_: 90)
    return protected_view(contract, protected)


def visit(**fields: Any) -> Json:
    """A visit at the clinic."""
    return an_appointment("v", clinic="ogon", **fields)


def test_clinics_times_and_rebooking_are_told() -> None:
    (found,) = told(visit()).appointments

    assert (found.clinic, str(found.start)) == ("Ögonmottagningen", "2026-12-02 10:15:00+01:00")
    assert found.rebooking_allowed


def test_places_regions_and_numbers_are_not() -> None:
    contract = told(visit(), a_team(("Fast vårdkontakt", "HealthcareService/ogon")), a_plan())

    (found,) = contract.appointments
    assert (found.place, found.location, found.region) == (None, None, None)
    assert found.contact is not None
    assert (found.contact.phone, found.contact.phone_source) == (None, None)
    text = contract.model_dump_json()
    for word in ("Sjukhusvägen", "111 11", "Stockholm", "entré A", "465 004"):
        assert word not in text


@pytest.mark.parametrize(
    "sentence",
    [
        "Gå till entré B.",
        "Ta hissen till plan 3.",
        "Vi finns på Sjukhusvägen 1.",
        "Kliniken ligger i Stockholm.",
        "Buss 4 från Stockholms central.",
        "Parkera på Ekgatan 12.",
        "Ring 08-465 004 01 om du blir sen.",
        "Ring oss på +46 8 465 004 01.",
        "Anmäl dig i rum 14.",
        "Skriv till 111 11 Stockholm.",
        "Använd huvudentrén.",
    ],
)
def test_a_sentence_that_names_a_place_or_a_number_is_left_out(sentence: str) -> None:
    preparation = f"Ät inget efter midnatt. {sentence} Ta med legitimation."

    (found,) = told(visit(patientInstruction=preparation)).appointments

    assert found.preparation == "Ät inget efter midnatt. Ta med legitimation."


@pytest.mark.parametrize(
    "sentence",
    [
        "Ta prov före 2026-12-01.",
        "Planera för en timme.",
        "Ta 2 tabletter kl. 8.",
        "Ring 1177 om du är orolig.",
        "Läs planen noga.",
    ],
)
def test_a_sentence_that_names_no_place_is_kept(sentence: str) -> None:
    (found,) = told(visit(comment=sentence)).appointments

    assert found.comment == sentence


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Återbesök i Stockholm", "Återbesök"),
        ("Återbesök, hus 12, plan 3", "Återbesök"),
        ("Stockholm", "Besök"),
        ("Återbesök", "Återbesök"),
    ],
)
def test_a_place_is_taken_out_of_a_title(title: str, kept: str) -> None:
    contract = told(visit(description=title), a_plan("Appointment/v"))

    assert contract.appointments[0].title == kept
    assert contract.steps[0].title == kept


def test_a_town_is_taken_out_of_a_clinic_s_name() -> None:
    clinic = a_clinic("hud", "Hudmottagningen Stockholm")
    contract = told(clinic, an_appointment("v", clinic="hud"))

    assert contract.appointments[0].clinic == "Hudmottagningen"


def test_places_that_no_time_is_at_count_too() -> None:
    elsewhere = {
        "resourceType": "Location",
        "id": "l",
        "name": "Talludden",
        "address": {"text": "Talluddsvägen 2\n553 05 Jönköping"},
    }
    plan = a_plan(
        description="Du bor nära Talludden. Planen gäller ett år.", note=[{"text": "Jönköping."}]
    )

    contract = told(elsewhere, plan)

    assert contract.description == "Planen gäller ett år."
    assert contract.notes == []


def test_the_municipality_is_a_place() -> None:
    kommun = an_organization("k", "Ekby kommun")
    care = an_organization("h", "Hemsjukvården", part_of="k")
    task = a_task("t", "Ekby kommun ringer dig", owner="Organization/h")

    (found,) = told(kommun, care, task).tasks

    assert found.title == "ringer dig"
    assert found.owner_name == "Hemsjukvården"


def test_a_patient_s_own_address_is_a_place() -> None:
    patient = {**PATIENT, "address": [{"line": ["Box 2820"], "city": "Göteborg"}]}
    found = records(CLINIC, visit(comment="Kallelsen går till Box 2820 i Göteborg."))
    protected = Records({**found.resources, "Patient/p": patient}, found.today)

    contract = protected_view(contract_of(protected, lambda *_: 90), protected)

    assert contract.appointments[0].comment is None


def test_nobody_acts_for_somebody_with_protected_identity() -> None:
    relative = {"resourceType": "RelatedPerson", "id": "r", "patient": {"reference": "Patient/p"}}
    consent = {
        "resourceType": "Consent",
        "id": "c",
        "status": "active",
        "scope": {"text": "book"},
        "provision": {"actor": [{"reference": {"reference": "RelatedPerson/r"}}]},
    }

    assert told(relative, consent).proxies == []


def test_a_contract_of_anybody_else_is_told_whole() -> None:
    found = records(CLINIC, visit())
    contract = contract_of(found, lambda *_: 90)

    assert protected_view(contract, found) is contract
