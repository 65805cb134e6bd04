"""A person who may see several plans: whose they see, and that it is decided at every call."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backend.access.relatives import choices_of
from backend.access.sessions import Login
from backend.clock import Clock
from backend.fhir.identity import normal_form
from backend.fhir.importer import import_bundle
from backend.services import Services
from backend.settings import Settings
from tests.builders.app import ScriptedBot, a_client, services_with
from tests.builders.fhir import (
    OTHER_PERSONNUMMER,
    a_bundle,
    a_clinic,
    a_patient,
    an_appointment,
    raw,
)

HTML = {"Accept": "text/html"}
OURS = {**HTML, "Sec-Fetch-Site": "same-origin"}
_IDENTITY = {
    "system": "http://electronichealth.se/identifier/personnummer",
    "value": OTHER_PERSONNUMMER,
}


def _mothers_plan(scope: str) -> dict[str, Any]:
    return a_bundle(
        a_clinic("ogon", "Ögonmottagningen"),
        an_appointment("mammas-tid", clinic="ogon"),
        {
            "resourceType": "RelatedPerson",
            "id": "son",
            "patient": {"reference": "Patient/p"},
            "identifier": [_IDENTITY],
            "name": [{"text": "Sonen"}],
            "relationship": [{"text": "son"}],
        },
        {
            "resourceType": "Consent",
            "id": "samtycke",
            "status": scope,
            "scope": {"coding": [{"code": "see"}]},
            "category": [{"text": "ombud"}],
            "patient": {"reference": "Patient/p"},
            "policyRule": {"text": "patientens val"},
            "provision": {
                "period": {"start": "2026-01-01", "end": "2027-12-31"},
                "actor": [
                    {"role": {"text": "ombud"}, "reference": {"reference": "RelatedPerson/son"}}
                ],
            },
        },
    )


@pytest.fixture
def services(settings: Settings, clock: Clock) -> Services:
    """A mother's plan, which her son may see, and the son's own."""
    services = services_with(settings, clock, ScriptedBot())
    import_bundle(services.database, raw(_mothers_plan("active")), services.clock)
    own = a_bundle(a_clinic("hud", "Hudmottagningen"), patient=a_patient(OTHER_PERSONNUMMER))
    import_bundle(services.database, raw(own), services.clock)
    return services


@pytest.fixture
def son(services: Services) -> TestClient:
    """The son's browser: logged in, and nobody chosen yet."""
    with services.database.read() as session:
        choices = tuple(choices_of(session, normal_form(OTHER_PERSONNUMMER)))
    assert len(choices) == 2
    client = a_client(services)
    token = services.sessions.open(Login("patient", actor="person", choices=choices))
    client.cookies.set("nastasteg", token)
    return client


def _choose(client: TestClient, number: int) -> Any:
    page = client.get("/login/choose", headers=HTML).text
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found
    form = {"csrf": found.group(1), "choice": str(number)}
    return client.post("/login/choose", data=form, headers=OURS, follow_redirects=False)


def test_nothing_is_shown_before_somebody_is_chosen(son: TestClient) -> None:
    assert son.get("/plan", headers=HTML, follow_redirects=False).headers["location"] == (
        "/login/choose"
    )
    assert son.get("/api/plan").status_code in (401, 403)


def test_each_plan_that_may_be_seen_can_be_chosen(son: TestClient) -> None:
    page = son.get("/login/choose", headers=HTML).text

    assert "Min egen" in page
    assert "Test Testsson" in page


def test_one_acts_for_the_one_who_is_chosen_and_may_change(son: TestClient) -> None:
    assert _choose(son, 1).status_code == 303
    assert "Du är inloggad som närstående till" in son.get("/plan", headers=HTML).text
    assert son.get("/api/plan").json()["appointments"][0]["id"] == "mammas-tid"

    _choose(son, 0)

    assert son.get("/api/plan").json()["appointments"] == []


def test_the_session_changes_with_the_choice(son: TestClient, services: Services) -> None:
    before = son.cookies["nastasteg"]

    _choose(son, 1)

    assert services.sessions.find(before) is None


def test_a_consent_that_is_withdrawn_ends_the_sight_at_once(
    son: TestClient, services: Services
) -> None:
    _choose(son, 1)
    withdrawn = _mothers_plan("inactive")
    import_bundle(services.database, raw(withdrawn), services.clock)

    assert son.get("/api/plan").status_code == 403
    assert "mammas-tid" not in son.get("/plan", headers=HTML).text


def test_a_choice_that_was_never_given_is_not_there(son: TestClient) -> None:
    assert _choose(son, 7).status_code == 404
