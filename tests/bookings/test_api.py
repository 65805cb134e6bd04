"""The routes, as a browser meets them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backend.services import Services
from backend.settings import Settings
from tests.bookings.conftest import copied_sqlite
from tests.bookings.slots import EARLIER, LATER, days_of_slots
from tests.bookings.world import CLINIC, VISIT
from tests.builders.app import ScriptedBot, a_client, logged_in, services_with
from tests.builders.fhir import (
    OTHER_PERSONNUMMER,
    Json,
    a_bundle,
    a_clinic,
    a_patient,
    an_appointment,
    booking_rules,
)
from tests.conftest import NOW

REBOOK = "/api/appointments/ogon-1/rebook"


@pytest.fixture
def services(tmp_path: Path, empty_sqlite: Path) -> Iterator[Services]:
    """The application's parts on an empty SQLite database: the core's own tests have both kinds."""
    url = copied_sqlite(empty_sqlite, tmp_path)
    settings = Settings(database_url=url, rate_limit=0, now=NOW)
    built = services_with(settings, lambda: NOW, ScriptedBot())
    yield built
    built.database.close()


@pytest.fixture
def anna(services: Services) -> TestClient:
    """A patient with a visit and two other times, logged in."""
    return logged_in(services, a_bundle(CLINIC, VISIT, EARLIER, LATER))


def headers(version: int = 1, key: str = "k") -> dict[str, str]:
    return {"If-Match": f'"{version}"', "Idempotency-Key": key}


def move(client: TestClient, slot: str, **kind: Any) -> Any:
    return client.post(REBOOK, json={"slot": slot}, headers=headers(**kind))


def test_the_free_times_have_the_shape_that_is_promised(anna: TestClient) -> None:
    response = anna.get("/api/appointments/ogon-1/slots?from=2026-11-26&to=2026-11-26")

    assert response.status_code == 200
    assert response.json()["slots"] == [
        {
            "id": "s1",
            "start": "2026-11-26T09:00:00+01:00",
            "end": "2026-11-26T09:30:00+01:00",
            "clinic": "Ögonmottagningen",
            "place": "Ögonmottagningen, entré A",
            "practitioner": None,
        }
    ]


def test_a_time_is_moved_and_read_again(anna: TestClient) -> None:
    response = move(anna, "s1")

    assert response.status_code == 200
    assert response.headers["ETag"] == '"2"'
    read = anna.get("/api/appointments/ogon-1")
    assert read.json() == response.json()
    assert read.headers["ETag"] == '"2"'


def test_the_etag_is_what_if_match_wants(anna: TestClient) -> None:
    etag = anna.get("/api/appointments/ogon-1").headers["ETag"]
    response = anna.post(
        REBOOK, json={"slot": "s1"}, headers={"If-Match": etag, "Idempotency-Key": "k"}
    )
    assert response.status_code == 200


def test_a_retry_gets_the_same_answer(anna: TestClient) -> None:
    first, again = move(anna, "s1"), move(anna, "s1")

    assert (again.status_code, again.json()) == (200, first.json())
    assert again.headers["ETag"] == first.headers["ETag"]


def test_moved_cancelled_and_undone(anna: TestClient) -> None:
    assert move(anna, "s1").status_code == 200
    cancelled = anna.post("/api/appointments/ogon-1/cancel", headers=headers(2, "c"))
    assert cancelled.json()["status"] == "cancelled"
    undone = anna.post("/api/appointments/ogon-1/undo", headers=headers(3, "u"))
    assert undone.json()["start"] == "2026-11-26T09:00:00+01:00"


def test_an_invitation_is_booked(services: Services) -> None:
    invitation = an_appointment("ogon-1", clinic="ogon", start=None, status="proposed")
    client = logged_in(services, a_bundle(CLINIC, invitation, EARLIER))

    response = client.post("/api/appointments/ogon-1/book", json={"slot": "s1"}, headers=headers())
    assert (response.status_code, response.json()["status"]) == (200, "booked")


def problem(response: Any) -> tuple[int, str]:
    assert response.headers["Content-Type"] == "application/problem+json"
    return response.status_code, response.json()["code"]


def test_a_taken_time_comes_with_three_others(services: Services) -> None:
    slots = days_of_slots(5)
    anna = logged_in(services, a_bundle(CLINIC, VISIT, *slots))
    other = a_bundle(CLINIC, VISIT, *slots, patient=a_patient(OTHER_PERSONNUMMER))
    bo = logged_in(services, other, OTHER_PERSONNUMMER)
    move(bo, "t0")

    response = move(anna, "t0")

    assert problem(response) == (409, "slot_taken")
    assert [slot["id"] for slot in response.json()["alternatives"]] == ["t1", "t2", "t3"]


def test_a_stale_version_is_412(anna: TestClient) -> None:
    move(anna, "s1")

    response = move(anna, "s2", key="other")
    assert problem(response) == (412, "stale_version")
    assert response.json()["version"] == 2


def test_a_key_with_another_body_is_422(anna: TestClient) -> None:
    move(anna, "s1")

    assert problem(move(anna, "s2")) == (422, "idempotency_key_reused")


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"If-Match": '"1"'}, (400, "idempotency_key_required")),
        ({"If-Match": '"1"', "Idempotency-Key": ""}, (400, "idempotency_key_required")),
        ({"If-Match": '"1"', "Idempotency-Key": "k" * 256}, (400, "idempotency_key_required")),
        ({"Idempotency-Key": "k"}, (428, "version_required")),
        ({"Idempotency-Key": "k", "If-Match": "*"}, (428, "version_required")),
        ({"Idempotency-Key": "k", "If-Match": 'W/"1"'}, (412, "stale_version")),
        ({"Idempotency-Key": "k", "If-Match": '"abc"'}, (412, "stale_version")),
        ({"Idempotency-Key": "k", "If-Match": '"2", "3"'}, (412, "stale_version")),
    ],
)
def test_both_headers_are_asked_for(
    anna: TestClient, sent: dict[str, str], expected: tuple[int, str]
) -> None:
    assert problem(anna.post(REBOOK, json={"slot": "s1"}, headers=sent)) == expected


@pytest.mark.parametrize("if_match", ['"7", "1"', "1", ' "1" '])
def test_a_version_may_stand_in_a_list_or_bare(anna: TestClient, if_match: str) -> None:
    sent = {"Idempotency-Key": "k", "If-Match": if_match}
    assert anna.post(REBOOK, json={"slot": "s1"}, headers=sent).status_code == 200


def test_where_the_clinic_does_not_allow_it_one_is_told_whom_to_ring(services: Services) -> None:
    closed = a_clinic("ogon", "Ögonmottagningen", rules=booking_rules(rebooking=False))
    client = logged_in(services, a_bundle(closed, VISIT, EARLIER))

    response = move(client, "s1")

    assert problem(response) == (403, "rebooking_not_allowed")
    assert response.json()["contact"]["phone"] == "08-123 45 00"
    assert client.get("/api/appointments/ogon-1/slots").json() == {"slots": [], "next": None}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (REBOOK, {"slot": "not an id"}),
        (REBOOK, {"slot": "s\u0000"}),
        (REBOOK, {"slot": None}),
        (REBOOK, {"slot": "s1", "note": "jag har ont"}),
        (REBOOK, {}),
        (REBOOK, []),
        ("/api/appointments/%00/rebook", {"slot": "s1"}),
        ("/api/appointments/ögon/rebook", {"slot": "s1"}),
    ],
)
def test_what_is_no_id_is_refused_before_anything_is_looked_up(
    anna: TestClient, path: str, body: Json
) -> None:
    assert problem(anna.post(path, json=body, headers=headers())) == (422, "invalid")


@pytest.mark.parametrize("query", ["from=x", "from=2026-12-02&to=2026-12-01", "limit=0", "after=x"])
def test_a_query_that_means_nothing_is_refused(anna: TestClient, query: str) -> None:
    response = anna.get(f"/api/appointments/ogon-1/slots?{query}")
    assert problem(response) == (422, "invalid")


def test_somebody_elses_appointment_is_not_found(services: Services, anna: TestClient) -> None:
    own = an_appointment("bos", clinic="ogon")
    bundle = a_bundle(CLINIC, own, EARLIER, patient=a_patient(OTHER_PERSONNUMMER))
    bo = logged_in(services, bundle, OTHER_PERSONNUMMER)

    assert problem(move(bo, "s1")) == (404, "not_found")
    assert problem(bo.get("/api/appointments/ogon-1/slots")) == (404, "not_found")
    assert anna.get("/api/appointments/ogon-1").json()["version"] == 1


def test_who_is_not_logged_in_sees_and_changes_nothing(
    services: Services, anna: TestClient
) -> None:
    stranger = a_client(services)

    assert problem(move(stranger, "s1")) == (401, "not_logged_in")
    assert problem(stranger.get("/api/appointments/ogon-1/slots")) == (401, "not_logged_in")


def a_relative(scope: str) -> list[Json]:
    return [
        {
            "resourceType": "RelatedPerson",
            "id": "dotter",
            "patient": {"reference": "Patient/p"},
            "relationship": [{"text": "dotter"}],
            "identifier": [
                {
                    "system": "http://electronichealth.se/identifier/personnummer",
                    "value": OTHER_PERSONNUMMER,
                }
            ],
        },
        {
            "resourceType": "Consent",
            "id": "samtycke",
            "status": "active",
            "scope": {"text": scope},
            "category": [{"text": "ombud"}],
            "patient": {"reference": "Patient/p"},
            "provision": {
                "period": {"start": "2026-01-01"},
                "actor": [
                    {
                        "role": {"text": "ombud"},
                        "reference": {"reference": "RelatedPerson/dotter"},
                    }
                ],
            },
        },
    ]


@pytest.mark.parametrize(("scope", "status"), [("see", 403), ("book", 200)])
def test_a_relative_who_may_only_see_looks_but_does_not_book(
    services: Services, scope: str, status: int
) -> None:
    logged_in(services, a_bundle(CLINIC, VISIT, EARLIER, a_relative(scope)))
    daughter = a_client(services)
    login = {"personnummer": OTHER_PERSONNUMMER, "for": "19610118-2803"}
    assert daughter.post("/login/demo", json=login).status_code == 204

    assert len(daughter.get("/api/appointments/ogon-1/slots").json()["slots"]) == 1
    response = move(daughter, "s1")
    assert response.status_code == status
    if status == 403:
        assert problem(response) == (403, "not_allowed")


def test_the_api_says_what_it_may_answer(services: Services) -> None:
    described = a_client(services).get("/openapi.json").json()["paths"]

    rebook = described["/api/appointments/{appointment_id}/rebook"]["post"]["responses"]
    assert {"200", "400", "401", "403", "404", "409", "412", "422", "428", "503"} <= rebook.keys()
