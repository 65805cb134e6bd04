"""What Prometheus reads: turns, bookings, dangers and requests, counted without names."""

from __future__ import annotations

import pytest
from prometheus_client import REGISTRY
from pydantic import SecretStr

from backend.clock import Clock
from backend.settings import Settings
from tests.builders.app import ScriptedBot, a_client, failing_bot, logged_in, services_with
from tests.builders.fhir import PERSONNUMMER, a_bundle, a_clinic, an_appointment

BUNDLE = a_bundle(a_clinic("ogon", "Ögonmottagningen"), an_appointment("ogon-1", clinic="ogon"))


def value(name: str, **labels: str) -> float:
    """A sample as it stands now; 0 where it has not been counted."""
    return REGISTRY.get_sample_value(name, labels) or 0.0


@pytest.mark.parametrize(
    ("bot", "words", "outcome"),
    [
        (ScriptedBot(), "Vad händer nu?", "answered"),
        (failing_bot(), "Vad händer nu?", "failed"),
        (ScriptedBot(), "Jag har svår bröstsmärta och kan inte andas", "safety"),
    ],
)
def test_each_turn_is_counted_by_how_it_ended(
    bot: ScriptedBot, words: str, outcome: str, settings: Settings, clock: Clock
) -> None:
    client = logged_in(services_with(settings, clock, bot), BUNDLE)
    before = value("nastasteg_turns_total", outcome=outcome)
    timed = value("nastasteg_turn_seconds_count")

    client.post("/api/chat", json={"text": words})

    assert value("nastasteg_turns_total", outcome=outcome) == before + 1
    assert value("nastasteg_turn_seconds_count") == timed + 1


def test_a_failing_bot_is_counted_with_its_reason(settings: Settings, clock: Clock) -> None:
    client = logged_in(services_with(settings, clock, failing_bot()), BUNDLE)
    before = value("nastasteg_bot_failures_total", reason="down")

    client.post("/api/chat", json={"text": "hej"})

    assert value("nastasteg_bot_failures_total", reason="down") == before + 1


def test_a_danger_is_counted_by_its_kind(settings: Settings, clock: Clock) -> None:
    client = logged_in(services_with(settings, clock, ScriptedBot()), BUNDLE)
    before = value("nastasteg_safety_total", kind="emergency")

    client.post("/api/chat", json={"text": "Jag har svår bröstsmärta och kan inte andas"})

    assert value("nastasteg_safety_total", kind="emergency") == before + 1


def test_a_change_is_counted_by_what_came_of_it(settings: Settings, clock: Clock) -> None:
    client = logged_in(services_with(settings, clock, ScriptedBot()), BUNDLE)
    outcomes = ("done", "replayed", "stale_version")
    before = [value("nastasteg_bookings_total", operation="cancel", outcome=o) for o in outcomes]
    version = client.get("/api/appointments/ogon-1").headers["etag"]

    for key in ("k-1", "k-1", "k-2"):
        headers = {"If-Match": version, "Idempotency-Key": key}
        client.post("/api/appointments/ogon-1/cancel", headers=headers)

    after = [value("nastasteg_bookings_total", operation="cancel", outcome=o) for o in outcomes]
    assert after == [count + 1 for count in before]


def test_requests_are_counted_by_route_and_not_by_address(settings: Settings, clock: Clock) -> None:
    client = logged_in(services_with(settings, clock, ScriptedBot()), BUNDLE)
    client.get("/api/appointments/ogon-1")
    client.get("/no/such/19610118-2803")

    told = client.get("/metrics").text

    assert "nastasteg_requests_total{" in told
    assert 'route="/api/appointments/{appointment_id}"' in told
    assert 'route="other"' in told
    for secret in (PERSONNUMMER, "ogon-1", "19610118"):
        assert secret not in told


def test_every_answer_carries_the_id_that_the_logs_name(settings: Settings, clock: Clock) -> None:
    from backend.observability import tracing

    tracing.configure("test")
    client = a_client(services_with(settings, clock, ScriptedBot()))
    chosen = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    first = client.get("/health", headers={"traceparent": chosen}).headers["x-request-id"]
    second = client.get("/health").headers["x-request-id"]

    assert len(first) == 32
    assert first != second
    assert first not in chosen


def test_in_production_metrics_are_for_whoever_has_the_token(
    settings: Settings, clock: Clock
) -> None:
    guarded = settings.model_copy(update={"metrics_token": SecretStr("m" * 32)})
    client = a_client(services_with(guarded, clock, ScriptedBot()))
    closed = settings.model_copy(update={"mode": "production"})

    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer x"}).status_code == 404
    shown = client.get("/metrics", headers={"Authorization": f"Bearer {'m' * 32}"})
    assert shown.status_code == 200
    assert a_client(services_with(closed, clock, ScriptedBot())).get("/metrics").status_code == 404
