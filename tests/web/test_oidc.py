"""Logging in at a real identity provider, and everything that must not let anybody in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import httpx
import pytest
from fastapi.testclient import TestClient

from backend.access.attempts import LASTS, Attempts
from backend.access.oidc import Provider
from backend.clock import Clock
from backend.fhir.importer import import_bundle
from backend.services import Services
from backend.settings import Settings
from tests.builders.app import ScriptedBot, a_client, services_with
from tests.builders.fhir import OTHER_PERSONNUMMER, a_bundle, a_clinic, an_appointment, raw
from tests.servers.identity import IdentityProvider, identity_provider

LOA3 = "http://id.elegnamnden.se/loa/1.0/loa3"
PUBLIC_URL = "http://127.0.0.1"
_OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="module")
def provider() -> Iterator[IdentityProvider]:
    """A provider for all tests here."""
    with identity_provider(PUBLIC_URL) as found:
        yield found


@pytest.fixture
def services(settings: Settings, clock: Clock, provider: IdentityProvider) -> Services:
    """The application's parts, set to log in at the provider."""
    return _services(settings, clock, provider)


def _services(
    settings: Settings, clock: Clock, provider: IdentityProvider, **changed: Any
) -> Services:
    wanted = settings.model_dump() | {
        "public_url": provider.public_url,
        "oidc_issuer": provider.issuer,
        "oidc_client_id": "nasta-steg",
        "oidc_client_secret": "a-secret",
        "oidc_acr": LOA3,
        **changed,
    }
    services = services_with(Settings(**wanted), clock, ScriptedBot())
    import_bundle(services.database, raw(PLAN), services.clock)
    return services


PLAN = a_bundle(
    a_clinic("ogon", "Ögonmottagningen"),
    an_appointment("ogon-1", clinic="ogon"),
    {
        "resourceType": "RelatedPerson",
        "id": "son",
        "patient": {"reference": "Patient/p"},
        "identifier": [
            {
                "system": "http://electronichealth.se/identifier/personnummer",
                "value": OTHER_PERSONNUMMER,
            }
        ],
        "name": [{"text": "Sonen"}],
        "relationship": [{"text": "son"}],
    },
    {
        "resourceType": "Consent",
        "id": "samtycke",
        "status": "active",
        "scope": {"coding": [{"code": "see"}]},
        "category": [{"text": "ombud"}],
        "patient": {"reference": "Patient/p"},
        "policyRule": {"text": "patientens val"},
        "provision": {
            "period": {"start": "2026-01-01", "end": "2027-12-31"},
            "actor": [{"role": {"text": "ombud"}, "reference": {"reference": "RelatedPerson/son"}}],
        },
    },
)


def _begin(client: TestClient, path: str = "/login/start") -> str:
    """Where the browser is sent."""
    response = client.get(path, follow_redirects=False)
    assert response.status_code == 303
    return str(response.headers["location"])


def _with(url: str, **parameters: str) -> str:
    parts = urlsplit(url)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()} | parameters
    return urlunsplit(parts._replace(query=urlencode(query)))


def _at_provider(url: str, who: str) -> str:
    """Logs in as `who`; where the provider sends the browser back to, as a path."""
    with httpx.Client(follow_redirects=False) as browser:
        response = browser.get(_with(url, login_hint=who))
        while not response.headers["location"].startswith(f"{PUBLIC_URL}/login/callback"):
            response = browser.get(httpx.URL(url).join(response.headers["location"]))
    return str(response.headers["location"]).removeprefix(PUBLIC_URL)


def _log_in(services: Services, who: str, path: str = "/login/start") -> tuple[TestClient, Any]:
    client = a_client(services)
    back = _at_provider(_begin(client, path), who)
    return client, client.get(back, follow_redirects=False)


def test_a_patient_logs_in_and_sees_their_own_plan(services: Services) -> None:
    client, response = _log_in(services, "patient")

    assert (response.status_code, response.headers["location"]) == (303, "/")
    assert client.get("/api/plan").json()["appointments"][0]["id"] == "ogon-1"


def test_the_page_that_was_wanted_comes_after_the_login(services: Services) -> None:
    _, response = _log_in(services, "patient", "/login/start?next=/plan")

    assert response.headers["location"] == "/plan"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"]
)
def test_the_way_on_never_leads_to_another_site(services: Services, elsewhere: str) -> None:
    _, response = _log_in(services, "patient", f"/login/start?{urlencode({'next': elsewhere})}")

    assert response.headers["location"] == "/"


def test_a_relative_with_consent_acts_for_the_patient(services: Services) -> None:
    client, response = _log_in(services, "relative")

    assert response.status_code == 303
    assert client.get("/api/plan").status_code == 200
    page = client.get("/plan", headers={"Accept": "text/html"})
    assert "Test Testsson" in page.text
    assert "inte ändra tider" in page.text


def test_staff_get_their_roles_from_the_provider(services: Services) -> None:
    client, response = _log_in(services, "staff", "/login/start?as=staff")

    assert response.headers["location"] == "/staff"
    login = services.sessions.find(client.cookies["nastasteg"])
    assert login is not None
    assert (login.role, login.name, login.unit) == ("support", "Eva Ek", "Supporten")


def test_staff_without_a_role_here_are_not_let_in(services: Services) -> None:
    client, response = _log_in(services, "patient", "/login/start?as=staff")

    assert response.status_code == 403
    assert "ingen roll" in response.text
    assert "nastasteg" not in client.cookies


@pytest.mark.parametrize(
    ("who", "status", "words"),
    [
        ("deny", 403, "Du avbröt inloggningen"),
        ("stranger", 404, "inget patientkontrakt"),
        ("nobody", 403, "sa inte vem du är"),
        ("patient@loa2", 403, "kunde inte godkännas"),
    ],
)
def test_who_may_not_in_gets_a_sentence_and_no_session(
    services: Services, who: str, status: int, words: str
) -> None:
    client, response = _log_in(services, who)

    assert response.status_code == status
    assert words in response.text
    assert "nastasteg" not in client.cookies


def test_the_session_changes_at_login(services: Services) -> None:
    client = a_client(services)
    client.post("/login/demo", json={"staff": "support"})
    before = client.cookies["nastasteg"]

    client.get(_at_provider(_begin(client), "patient"), follow_redirects=False)

    assert client.cookies["nastasteg"] != before
    assert services.sessions.find(before) is None


def test_an_answer_cannot_be_used_again(services: Services) -> None:
    client = a_client(services)
    back = _at_provider(_begin(client), "patient")
    assert client.get(back, follow_redirects=False).status_code == 303

    assert client.get(back, follow_redirects=False).status_code == 400


def test_a_code_that_was_used_is_not_good_with_a_fresh_state(services: Services) -> None:
    client = a_client(services)
    used = _at_provider(_begin(client), "patient")
    assert client.get(used, follow_redirects=False).status_code == 303
    state = parse_qs(urlsplit(_begin(client)).query)["state"][0]

    response = client.get(_with(used, state=state), follow_redirects=False)

    assert response.status_code == 403


def test_somebody_elses_answer_does_not_log_this_browser_in(services: Services) -> None:
    theirs = _at_provider(_begin(a_client(services)), "patient")
    mine = a_client(services)
    _begin(mine)

    assert mine.get(theirs, follow_redirects=False).status_code == 400


def test_a_code_of_another_login_is_refused_with_this_state(services: Services) -> None:
    """The code's proof key and nonce belong to the login that it was made in."""
    theirs = _at_provider(_begin(a_client(services)), "patient")
    client = a_client(services)
    mine = _begin(client)
    code = parse_qs(urlsplit(theirs).query)["code"][0]
    state = parse_qs(urlsplit(mine).query)["state"][0]

    response = client.get(_with(theirs, code=code, state=state), follow_redirects=False)

    assert response.status_code == 403


def test_a_token_with_another_nonce_is_refused(services: Services) -> None:
    client = a_client(services)
    url = _begin(client)

    response = client.get(
        _at_provider(_with(url, nonce="not-ours"), "patient"), follow_redirects=False
    )

    assert response.status_code == 403


def test_a_token_for_another_client_is_refused(
    settings: Settings, clock: Clock, provider: IdentityProvider
) -> None:
    """All but the audience is right: the token is asked for by one client and read by another."""
    services = _services(
        settings, clock, provider, oidc_client_id="another", oidc_client_secret="another-secret"
    )
    reader = services.provider
    assert reader is not None
    reader.client_id = "nasta-steg"
    asker = Provider(services.settings)
    reader._get_session = asker._get_session  # type: ignore[method-assign]

    _, response = _log_in(services, "patient")

    assert response.status_code == 403


def test_an_expired_token_is_refused(settings: Settings, clock: Clock) -> None:
    with identity_provider(PUBLIC_URL, slow_minutes=20) as slow:
        _, response = _log_in(_services(settings, clock, slow), "patient")

    assert response.status_code == 403


def test_a_login_that_took_too_long_has_to_begin_again(services: Services, clock: Clock) -> None:
    client = a_client(services)
    back = _at_provider(_begin(client), "patient")
    later = replace(
        services,
        attempts=Attempts(services.database, lambda: clock() + LASTS + timedelta(seconds=1)),
    )
    slow = a_client(later)
    slow.cookies = client.cookies

    response = slow.get(back, follow_redirects=False)

    assert response.status_code == 400
    assert "tog för lång tid" in response.text


def test_a_provider_that_calls_itself_another_is_not_trusted(
    settings: Settings, clock: Clock, provider: IdentityProvider
) -> None:
    disguised = provider.issuer.replace("127.0.0.1", "localhost")
    services = _services(settings, clock, provider, oidc_issuer=disguised)

    response = a_client(services).get("/login/start", follow_redirects=False)

    assert response.status_code == 503


def test_an_answer_that_names_another_issuer_is_refused(services: Services) -> None:
    client = a_client(services)
    back = _at_provider(_begin(client), "patient")

    response = client.get(_with(back, iss="https://evil.example"), follow_redirects=False)

    assert response.status_code == 403


def test_a_provider_that_is_down_gives_a_page_with_a_number(
    settings: Settings, clock: Clock, provider: IdentityProvider
) -> None:
    services = _services(settings, clock, provider, oidc_issuer="http://127.0.0.1:9")

    response = a_client(services).get("/login/start", follow_redirects=False)

    assert response.status_code == 503
    assert "svarar inte just nu" in response.text
    assert 'href="tel:112"' in response.text


def test_logging_out_goes_on_to_the_provider(
    services: Services, provider: IdentityProvider
) -> None:
    client, _ = _log_in(services, "patient")
    token = client.cookies["nastasteg"]
    page = client.get("/contact", headers={"Accept": "text/html"}).text
    csrf = page.split('name="csrf" value="')[1].split('"')[0]

    response = client.post("/leave", data={"csrf": csrf}, headers=_OURS, follow_redirects=False)

    there = response.headers["location"]
    assert there.startswith(f"{provider.issuer}/session/end?")
    assert parse_qs(urlsplit(there).query)["client_id"] == ["nasta-steg"]
    assert services.sessions.find(token) is None
