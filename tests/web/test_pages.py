"""The plan's pages as they come from the server."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backend.clock import Clock
from backend.services import Services
from backend.settings import Settings
from tests.builders.app import ScriptedBot, logged_in, services_with
from tests.builders.fhir import a_bundle, a_clinic, a_plan, a_task, an_appointment

HTML = {"Accept": "text/html"}
OURS = {**HTML, "Sec-Fetch-Site": "same-origin"}


def _plan(*, start: str = "2026-12-02T10:15:00+01:00") -> Any:
    return a_bundle(
        a_clinic("ogon", "Ögonmottagningen"),
        a_clinic("hud", "Hudmottagningen"),
        an_appointment("ogon-1", clinic="ogon", start=start, end=start.replace(":15:", ":45:")),
        an_appointment(
            "hud-1",
            clinic="hud",
            start="2026-12-09T08:00:00+01:00",
            end="2026-12-09T08:30:00+01:00",
        ),
        a_task("vikt", "Skriv upp vikten", owner="Patient/p"),
        a_plan("Appointment/ogon-1", "Appointment/hud-1", "Task/vikt"),
    )


@pytest.fixture
def services(settings: Settings, clock: Clock) -> Services:
    return services_with(settings, clock, ScriptedBot())


@pytest.fixture
def patient(services: Services) -> TestClient:
    """The browser of a patient with two visits and a task."""
    return logged_in(services, _plan())


def _page(client: TestClient, path: str) -> str:
    response = client.get(path, headers=HTML)
    assert response.status_code == 200
    return str(response.text)


def _token(page: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found
    return found.group(1)


def test_the_next_step_comes_first_and_the_steps_are_a_list_of_times(patient: TestClient) -> None:
    page = _page(patient, "/plan")

    assert page.index('id="next-title"') < page.index('class="timeline"')
    assert '<time datetime="2026-12-02T10:15:00+01:00">Onsdag 2 december kl. 10.15' in page
    assert '<html lang="sv"' in page


def test_a_clinic_can_be_chosen_and_only_its_steps_are_shown(patient: TestClient) -> None:
    link = re.search(
        r'href="(/plan\?clinic=[0-9a-f]{8})#steps-title"[^>]*>Hud', _page(patient, "/plan")
    )
    assert link

    page = _page(patient, link.group(1))

    assert "Steg hos Hudmottagningen" in page
    assert page.count('class="step ') == 1


def test_what_has_changed_since_the_last_visit_is_marked(
    patient: TestClient, settings: Settings, clock: Clock
) -> None:
    assert "sedan du var här" not in _page(patient, "/plan")
    later = services_with(settings, lambda: clock() + timedelta(hours=1), ScriptedBot())

    page = _page(logged_in(later, _plan(start="2026-12-03T10:15:00+01:00")), "/plan")

    assert "1 sak är ändrad sedan du var här" in page
    assert "Flyttat sedan sist" in page
    assert "Tiden var onsdag 2 december kl. 10.15." in page


def test_a_task_is_ticked_off_and_taken_back(patient: TestClient) -> None:
    form = {"csrf": _token(_page(patient, "/plan")), "done": "true"}

    done = patient.post("/tasks/vikt", data=form, headers=OURS)
    assert "Uppgiften är markerad som klar" in done.text
    assert patient.get("/api/plan").json()["tasks"][0]["status"] == "completed"
    patient.post("/tasks/vikt", data={**form, "done": "false"}, headers=OURS)

    assert patient.get("/api/plan").json()["tasks"][0]["status"] != "completed"


def test_one_time_and_all_times_are_calendar_files(patient: TestClient) -> None:
    one = patient.get("/api/appointments/ogon-1/calendar.ics")
    every = patient.get("/api/plan/calendar.ics")

    assert one.headers["content-type"].startswith("text/calendar")
    assert "DTSTART;TZID=Europe/Stockholm:20261202T101500" in one.text
    assert (one.text.count("BEGIN:VEVENT"), every.text.count("BEGIN:VEVENT")) == (1, 2)
    assert "BEGIN:VTIMEZONE" in one.text


def test_who_has_read_is_told_to_the_patient(patient: TestClient) -> None:
    assert "Ingen har läst dina samtal." in _page(patient, "/access")


def test_english_is_chosen_for_the_interface_and_records_stay_swedish(patient: TestClient) -> None:
    patient.post("/preferences", data={"language": "en", "back": "/plan"}, headers=OURS)

    page = _page(patient, "/plan")

    assert '<html lang="en"' in page
    assert "My plan" in page
    assert "Wednesday 2 December at 10:15" in page
    assert re.search(r'<h3 lang="sv">', page)


def test_no_swedish_of_ours_is_left_on_english_pages(patient: TestClient) -> None:
    patient.post("/preferences", data={"language": "en", "back": "/"}, headers=OURS)

    for path in ("/", "/plan", "/contact", "/access", "/about", "/times/ogon-1"):
        page = re.sub(
            r'<(\w+)[^>]* lang="sv"[^>]*>.*?</\1>', "", _page(patient, path), flags=re.DOTALL
        )
        words = re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1])
        assert not re.search(r"\b(och|inte|eller|tiden|vården|ring)\b", words), path


def test_the_size_of_text_is_kept_and_only_our_own_pages_are_gone_back_to(
    patient: TestClient,
) -> None:
    form = {"text": "larger", "back": "https://evil.example/"}
    back = patient.post("/preferences", data=form, headers=OURS, follow_redirects=False)

    assert back.headers["location"] == "/"
    assert 'data-text="larger"' in _page(patient, "/plan")


def test_who_is_not_logged_in_is_sent_to_the_login_and_on(patient: TestClient) -> None:
    patient.cookies.clear()

    response = patient.get("/plan", headers=HTML, follow_redirects=False)

    assert response.headers["location"] == "/login?next=/plan"


def test_looking_for_news_does_not_keep_the_session_alive(
    patient: TestClient,
) -> None:
    first = patient.get("/messages", headers=HTML)

    again = patient.get("/messages", headers={**HTML, "If-None-Match": first.headers["etag"]})

    assert again.status_code == 304
    assert again.content == b""
    assert int(again.headers["x-session-seconds"]) <= 1200
