"""What another site, a stolen cookie, a hostile contract or an endless body may try."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from backend.chat.bot import command_of
from backend.chat.schemas import Button, ChatMessage
from backend.clock import Clock
from backend.observability.logs import JsonLines
from backend.settings import Settings
from tests.builders.app import ScriptedBot, a_client, logged_in, services_with
from tests.builders.fhir import (
    PERSONNUMMER,
    a_bundle,
    a_clinic,
    a_practitioner,
    a_team,
    an_appointment,
)

EVIL = "<img src=x onerror=alert(1)>\"'`--><script>alert(1)</script>{{7*7}}"
BUNDLE = a_bundle(
    a_clinic("ogon", "Ögonmottagningen"),
    an_appointment("ogon-1", clinic="ogon"),
    a_practitioner("anna", "Anna Ek", phone="08-465 004 10"),
    a_team(("Fast vårdkontakt", "Practitioner/anna")),
)
PAGES = ("/", "/plan", "/contact", "/access", "/plan/calendar", "/login")
TEXTS = {"text", "name", "display", "description", "patientInstruction", "title", "comment"}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "multipart/form-data; boundary=x"},
    ],
    ids=str,
)
@pytest.mark.parametrize(
    "path", ["/api/chat", "/", "/messages", "/logout", "/leave", "/login/demo"]
)
def test_another_sites_page_cannot_send_as_the_patient(
    path: str, headers: dict[str, str], settings: Settings, clock: Clock
) -> None:
    bot = ScriptedBot()
    client = logged_in(services_with(settings, clock, bot), BUNDLE)

    answer = client.post(path, content=b'{"text": "hej"}', headers=headers)

    assert answer.status_code == 403, answer.text
    assert bot.said == []
    assert client.get("/api/plan").status_code == 200


def test_a_cookie_from_before_the_login_is_worth_nothing_after(
    settings: Settings, clock: Clock
) -> None:
    services = services_with(settings, clock, ScriptedBot())
    planted = "p" * 43
    client = a_client(services)
    client.cookies.set("nastasteg", planted)
    client = _log_in(client, services_settings=settings)

    thief = a_client(services)
    thief.cookies.set("nastasteg", planted)
    assert thief.get("/api/plan").status_code == 401


def test_logging_in_anew_ends_the_session_before(settings: Settings, clock: Clock) -> None:
    services = services_with(settings, clock, ScriptedBot())
    client = logged_in(services, BUNDLE)
    old = client.cookies["nastasteg"]
    client.post("/login/demo", json={"personnummer": PERSONNUMMER})

    thief = a_client(services)
    thief.cookies.set("nastasteg", old)
    assert client.cookies["nastasteg"] != old
    assert thief.get("/api/plan").status_code == 401


def test_no_text_of_a_contract_becomes_code_on_a_page(settings: Settings, clock: Clock) -> None:
    evil = json.loads(json.dumps(BUNDLE))
    changed = sum(_poison(entry["resource"]) for entry in evil["entry"])
    client = logged_in(services_with(settings, clock, ScriptedBot()), evil)

    said = [client.get(path, headers={"Accept": "text/html"}).text for path in PAGES]

    assert changed >= 6
    assert any("&lt;img src=x" in page for page in said)
    for page in said:
        assert "<img src=x" not in page
        assert "<script>alert" not in page
        assert "onerror=alert(1)>" not in page.replace("onerror=alert(1)&gt;", "")


def test_nothing_that_is_said_becomes_code_on_a_page(settings: Settings, clock: Clock) -> None:
    bot = ScriptedBot(
        lambda text, _intent, _entities: [
            ChatMessage(text=f"Du: {text}", buttons=[Button(title=EVIL, payload="/greet")])
        ]
    )
    client = logged_in(services_with(settings, clock, bot), BUNDLE)
    client.post("/api/chat", json={"text": EVIL})

    page = client.get("/", headers={"Accept": "text/html"})

    assert "&lt;img src=x" in page.text
    assert "<img src=x" not in page.text
    assert "<script>alert" not in page.text
    assert ">49<" not in page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "payload",
    [
        "/confirm",
        '/confirm{"key": "k"}',
        "/session_start",
        "/restart",
        '/rebook{"about": "Appointment/hud-1"}',
        "confirm",
        "/" * 2000,
        '/x{"a":' * 100,
    ],
)
def test_a_payload_that_was_not_offered_is_not_acted_on(
    payload: str, settings: Settings, clock: Clock
) -> None:
    bot = ScriptedBot()
    client = logged_in(services_with(settings, clock, bot), BUNDLE)

    answer = client.post("/api/chat", json={"payload": payload})

    assert answer.status_code == 200
    assert bot.said == []


def test_a_command_is_read_from_a_button_only() -> None:
    assert command_of('/rebook{"about": "x"}') == ("rebook", {"about": "x"})


@pytest.mark.parametrize("size", [64 * 1024 + 1, 5_000_000])
def test_a_body_that_is_too_large_is_refused(size: int, settings: Settings, clock: Clock) -> None:
    client = logged_in(services_with(settings, clock, ScriptedBot()), BUNDLE)

    answer = client.post(
        "/api/chat", content=b"x" * size, headers={"Content-Type": "application/json"}
    )

    assert answer.status_code == 413
    assert answer.json()["code"] == "body_too_large"


def test_a_body_without_a_length_is_counted_as_it_comes(settings: Settings, clock: Clock) -> None:
    client = logged_in(services_with(settings, clock, ScriptedBot()), BUNDLE)

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(1000):
            yield b"x" * 1024

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(client.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as browser:
            return await browser.post(
                "/api/chat", content=endless(), headers={"Content-Type": "application/json"}
            )

    assert asyncio.run(send()).status_code == 413


@pytest.mark.parametrize("body", ["[" * 20_000, '{"text": ' * 5_000, '"\\ud800"', "NaN", "\x00"])
def test_json_that_is_meant_to_hurt_is_refused(body: str, settings: Settings, clock: Clock) -> None:
    client = logged_in(services_with(settings, clock, ScriptedBot()), BUNDLE)

    answer = client.post(
        "/api/chat", content=body.encode(), headers={"Content-Type": "application/json"}
    )

    assert answer.status_code in (400, 413, 422)


def test_a_number_that_no_column_holds_is_refused(settings: Settings, clock: Clock) -> None:
    client = logged_in(services_with(settings, clock, ScriptedBot()), BUNDLE)
    client.post("/api/chat", json={"text": "hej"})

    assert client.get(f"/api/chat?after={10**25}").status_code == 422


def test_a_flood_of_logins_from_one_address_is_slowed_down(
    settings: Settings, clock: Clock
) -> None:
    limited = settings.model_copy(update={"rate_limit": 30})
    client = a_client(services_with(limited, clock, ScriptedBot()))

    statuses = [
        client.post(
            "/login/person", data={"who": "x"}, headers={"Sec-Fetch-Site": "same-origin"}
        ).status_code
        for _ in range(40)
    ]

    assert 429 in statuses
    assert statuses[0] != 429


def test_nobody_writes_a_line_of_the_log(
    settings: Settings, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    forged = 'x\n{"level": "ERROR", "message": "forged"}\r\n\x1b[31m'
    client = logged_in(services_with(settings, clock, ScriptedBot()), BUNDLE)

    with caplog.at_level(logging.DEBUG):
        client.post("/api/chat", json={"text": forged}, headers={"User-Agent": "ok"})
        client.get("/no%0a%7b%22forged%22/such")

    lines = [JsonLines("backend").format(record) for record in caplog.records]
    assert lines
    for line in lines:
        assert "\n" not in line
        assert "forged" not in str(json.loads(line)["message"]) or record_is_of_a_library(line)


def record_is_of_a_library(line: str) -> bool:
    """The test's own client logs the addresses that it asks for; the server's logs do not."""
    return str(json.loads(line)["logger"]).startswith(("httpx", "httpcore"))


def _log_in(client: TestClient, services_settings: Settings) -> TestClient:
    client.post("/login/demo", json={"staff": "support"})
    return client


def _poison(node: Any) -> int:
    """Puts the attack into every text of a resource; how many there were."""
    return sum(_poisoned(node))


def _poisoned(node: Any) -> Iterator[int]:
    if isinstance(node, list):
        for part in node:
            yield from _poisoned(part)
    elif isinstance(node, dict):
        for key, part in node.items():
            if key in TEXTS and isinstance(part, str):
                node[key] = part + EVIL
                yield 1
            else:
                yield from _poisoned(part)
