"""What every answer carries, and what is turned away before it reaches a page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backend.clock import Clock
from backend.settings import Settings
from backend.web.assets import load_assets
from tests.builders.app import ScriptedBot, a_client, logged_in, services_with
from tests.builders.fhir import a_bundle, a_clinic, an_appointment

HTML = {"Accept": "text/html"}
OURS = {**HTML, "Sec-Fetch-Site": "same-origin"}
PLAN = a_bundle(a_clinic("ogon", "Ögonmottagningen"), an_appointment("ogon-1", clinic="ogon"))


@pytest.fixture
def patient(settings: Settings, clock: Clock) -> TestClient:
    """The browser of a patient who is logged in."""
    return logged_in(services_with(settings, clock, ScriptedBot()), PLAN)


def _token(client: TestClient, path: str = "/") -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(path, headers=HTML).text)
    assert found
    return found.group(1)


def _say(client: TestClient, headers: dict[str, str] = OURS, **form: str) -> Any:
    return client.post("/", data=form, headers=headers, follow_redirects=False)


@pytest.mark.parametrize("path", ["/", "/plan", "/contact", "/access", "/api/plan", "/login"])
def test_personal_pages_are_not_stored_and_run_nothing_foreign(
    patient: TestClient, path: str
) -> None:
    headers = patient.get(path, headers=HTML).headers

    assert headers["cache-control"] == "no-store"
    policy = headers["content-security-policy"]
    for rule in (
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
        "base-uri 'none'",
    ):
        assert rule in policy.split("; ")
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_production_insists_on_https(settings: Settings, clock: Clock) -> None:
    services = services_with(settings, clock, ScriptedBot())
    services.settings.mode = "production"

    headers = a_client(services).get("/login", headers=HTML).headers

    assert "max-age=63072000" in headers["strict-transport-security"]


def test_no_page_holds_inline_code_or_styles(patient: TestClient) -> None:
    for path in ("/", "/plan", "/contact", "/access", "/about", "/accessibility", "/login"):
        page = patient.get(path, headers=HTML).text

        assert not re.search(r"<script(?![^>]* src=)|<style| style=| on[a-z]+=|javascript:", page)
        fetched = re.findall(r'(?:src="|<link [^>]*href=")([^"]+)"', page)
        assert [url for url in fetched if not url.startswith("/static/")] == []


def test_a_form_without_its_token_changes_nothing(patient: TestClient) -> None:
    assert _say(patient, text="Hej").status_code == 403
    assert _say(patient, text="Hej", csrf="AAAA").status_code == 403
    assert "Hej" not in patient.get("/", headers=HTML).text


def test_another_sessions_token_is_not_good_here(patient: TestClient) -> None:
    theirs = _token(patient)
    patient.post("/login/demo", json={"staff": "support"})

    assert patient.post("/leave", data={"csrf": theirs}, headers=OURS).status_code == 403


def test_another_sites_form_is_turned_away_even_with_the_token(patient: TestClient) -> None:
    token = _token(patient)

    for sent in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {},
    ):
        assert _say(patient, {**HTML, **sent}, text="Hej", csrf=token).status_code == 403


def test_the_token_looks_different_in_each_page(patient: TestClient) -> None:
    assert _token(patient) != _token(patient)


def test_more_messages_than_a_minute_holds_get_a_kind_answer_and_keep_the_text(
    settings: Settings, clock: Clock
) -> None:
    limited = settings.model_copy(update={"rate_limit": 2})
    client = logged_in(services_with(limited, clock, ScriptedBot()), PLAN)
    for _ in range(2):
        assert _say(client, text="Hej", csrf=_token(client)).status_code == 303

    response = _say(client, text="Och en till", csrf=_token(client))

    assert response.status_code == 429
    assert "Och en till</textarea>" in response.text
    assert 'aria-invalid="true"' in response.text


def test_too_many_logins_from_one_address_wait(settings: Settings, clock: Clock) -> None:
    limited = settings.model_copy(update={"rate_limit": 30})
    client = a_client(services_with(limited, clock, ScriptedBot()))

    answers = [
        client.post("/login/person", data={"who": "nobody"}, headers=OURS).status_code
        for _ in range(31)
    ]

    assert answers[-1] == 429


def test_a_body_larger_than_anybody_writes_is_refused(patient: TestClient) -> None:
    assert _say(patient, text="x" * 70_000).status_code == 413


def test_what_a_patient_writes_is_never_markup(patient: TestClient) -> None:
    _say(patient, text="<script>alert(1)</script><b>hej</b>", csrf=_token(patient))

    page = patient.get("/", headers=HTML).text

    assert "<b>hej</b>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_built_files_are_kept_for_ever_under_a_name_of_their_own(patient: TestClient) -> None:
    assets = load_assets()

    response = patient.get(assets.url("app.css"), headers={"Accept-Encoding": "gzip"})

    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["content-encoding"] == "gzip"


def test_a_page_of_before_the_last_release_gets_files_that_are_not_kept(
    patient: TestClient,
) -> None:
    response = patient.get("/static/0123456789ab/app.css")

    assert (response.status_code, response.headers["cache-control"]) == (200, "no-cache")


def test_static_files_outside_the_folder_are_not_there(patient: TestClient) -> None:
    for path in ("/static/x/../../page.py", "/static/x/%2e%2e/%2e%2e/page.py", "/static/x/version"):
        assert patient.get(path).status_code == 404


def test_a_body_that_is_no_text_is_refused_as_a_fault_in_the_body(patient: TestClient) -> None:
    refused = patient.post(
        "/api/chat", content=b"\xff\xfe{", headers={"Content-Type": "application/json"}
    )

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "body")
