"""Nobody gets at another's contract, whichever route and id they try."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backend.app import create_app
from backend.clock import Clock
from backend.fhir.importer import import_bundle
from backend.services import Services
from backend.settings import Settings
from tests.builders.app import ScriptedBot, a_client, logged_in, services_with
from tests.builders.fhir import a_bundle, a_clinic, a_patient, an_appointment, raw

OTHER = "19900222-2397"
SECRET = "Hemliga undersökningen"
MINE = a_bundle(a_clinic("ogon", "Ögonmottagningen"), an_appointment("ogon-1", clinic="ogon"))
THEIRS = json.loads(
    json.dumps(
        a_bundle(
            a_clinic("hud", "Hudmottagningen"),
            {**an_appointment("hud-1", clinic="hud"), "description": SECRET},
            patient=a_patient(OTHER, ident="q"),
        )
    ).replace("Patient/p", "Patient/q")
)
HEADERS = {"If-Match": '"1"', "Idempotency-Key": "k-1"}


def routes() -> list[tuple[str, str]]:
    """(method, path) of every route in the OpenAPI."""
    paths: dict[str, Any] = create_app(Settings()).openapi()["paths"]
    return [(method.upper(), path) for path, found in paths.items() for method in found]


ROUTES = routes()
WITH_ID = [(m, p) for m, p in ROUTES if p.startswith("/api/") and "{" in p]
STAFFS = [
    (m, p)
    for m, p in ROUTES
    if re.match(r"/api/(transcripts|corrections|requests|access-log|notices)", p)
]
INTERNAL = [(m, p) for m, p in ROUTES if p.startswith("/internal/")]


@pytest.fixture
def services(settings: Settings, clock: Clock) -> Services:
    """Two patients' contracts; the other has talked already."""
    services = services_with(settings, clock, ScriptedBot())
    import_bundle(services.database, raw(THEIRS), clock)
    other = a_client(services)
    assert other.post("/login/demo", json={"personnummer": OTHER}).status_code == 204
    other.post("/api/chat", json={"text": SECRET})
    return services


@pytest.fixture
def me(services: Services) -> TestClient:
    """A browser in which I am logged in."""
    return logged_in(services, MINE)


def filled(path: str, ident: str) -> str:
    """The path with this id in every place."""
    return re.sub(r"\{[^}]+\}", ident, path)


def test_anothers_id_gives_nothing(me: TestClient) -> None:
    body = {"slot": "hud-s1", "done": True}

    for method, path in WITH_ID:
        for ident in ("hud-1", "1", "%2e%2e", "ogon-1%00", "' OR 1=1 --"):
            answer = me.request(method, filled(path, ident), json=body, headers=HEADERS)
            assert 400 <= answer.status_code < 500, (method, path, ident, answer.text)
            assert SECRET not in answer.text


def test_a_patient_is_no_staff(me: TestClient) -> None:
    for method, path in STAFFS:
        answer = me.request(method, filled(path, "1"), json={}, headers=HEADERS)
        assert answer.status_code in (403, 422), (method, path, answer.text)
        assert SECRET not in answer.text


def test_who_is_not_logged_in_gets_nothing(services: Services) -> None:
    nobody = a_client(services)
    for method, path in ROUTES:
        if path in ("/health", "/login/demo", "/logout"):
            continue
        answer = nobody.request(method, filled(path, "hud-1"), json={}, headers=HEADERS)
        assert answer.status_code in (401, 422), (method, path, answer.text)
        assert SECRET not in answer.text


def test_the_actions_routes_want_the_services_token(me: TestClient) -> None:
    for method, path in INTERNAL:
        for token in ("", "Bearer ", "Bearer guessed", "Basic dXNlcjpw"):
            headers = {"Authorization": token}
            answer = me.request(method, filled(path, "hud-1"), json={}, headers=headers)
            assert answer.status_code in (401, 422), (method, path, token, answer.text)
            assert answer.status_code == 401 or "hud" not in answer.text


def test_a_relative_without_consent_is_nobody(services: Services, me: TestClient) -> None:
    answer = me.post("/login/demo", json={"personnummer": "19610118-2803", "for": OTHER})

    assert answer.status_code == 403
    assert SECRET not in me.get("/api/plan").text
