"""With the database down everybody is told what to do, on pages and in JSON."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from backend.clock import Clock
from backend.settings import Settings
from tests.builders.app import ScriptedBot, a_client, logged_in, services_with
from tests.builders.fhir import a_bundle, a_clinic, an_appointment

BUNDLE = a_bundle(a_clinic("ogon", "Ögonmottagningen"), an_appointment("ogon-1", clinic="ogon"))


@pytest.mark.parametrize(
    ("accept", "kind"), [("application/json", "problem"), ("text/html", "html")]
)
def test_who_cannot_be_recognised_gets_the_numbers_to_ring(
    accept: str, kind: str, settings: Settings, clock: Clock
) -> None:
    services = services_with(settings, clock, ScriptedBot())
    client = logged_in(services, BUNDLE)
    with services.database.write() as session:
        session.execute(text("ALTER TABLE login_sessions RENAME TO gone"))

    path = "/" if kind == "html" else "/api/plan"
    answer = client.get(path, headers={"Accept": accept})

    assert answer.status_code == 503
    assert kind in answer.headers["content-type"]
    assert "ring 1177" in answer.text
    assert "ring 112" in answer.text


def test_a_session_that_cannot_be_noted_goes_on(settings: Settings, clock: Clock) -> None:
    before = logged_in(services_with(settings, clock, ScriptedBot()), BUNDLE)
    services = services_with(settings, lambda: clock() + timedelta(minutes=5), ScriptedBot())
    client = a_client(services)
    client.cookies = before.cookies
    with services.database.write() as session:
        session.execute(
            text(
                "CREATE TRIGGER full BEFORE UPDATE ON login_sessions"
                " BEGIN SELECT RAISE(ABORT, 'disk full'); END"
            )
        )

    assert client.get("/api/plan").status_code == 200
