"""A turn is stored before it is answered, answered in order, and fails in words."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx
import pytest
from sqlalchemy import select, text

from backend.chat.models import Conversation, Message
from backend.chat.schemas import Button, ChatMessage
from backend.clock import Clock
from backend.settings import Settings
from tests.builders.app import ScriptedBot, failing_bot, logged_in, services_with
from tests.builders.fhir import (
    PERSONNUMMER,
    a_bundle,
    a_clinic,
    a_practitioner,
    a_team,
    an_appointment,
)

BUNDLE = a_bundle(
    a_clinic("ogon", "Ögonmottagningen"),
    an_appointment("ogon-1", clinic="ogon"),
    a_practitioner("anna", "Anna Ek", phone="08-465 004 10"),
    a_team(("Fast vårdkontakt", "Practitioner/anna")),
)


def test_a_text_is_answered_and_both_are_kept(settings: Settings, clock: Clock) -> None:
    services = services_with(settings, clock, ScriptedBot())
    client = logged_in(services, BUNDLE)

    answer = client.post("/api/chat", json={"text": "Vad händer nu?"})

    assert answer.status_code == 200
    assert [found["text"] for found in answer.json()["messages"]] == ["Du: Vad händer nu?"]
    history = client.get("/api/chat").json()["messages"]
    assert [(found["sender"], found["text"]) for found in history] == [
        ("patient", "Vad händer nu?"),
        ("assistant", "Du: Vad händer nu?"),
    ]


def test_text_that_starts_with_a_slash_is_text(settings: Settings, clock: Clock) -> None:
    bot = ScriptedBot()
    client = logged_in(services_with(settings, clock, bot), BUNDLE)

    client.post("/api/chat", json={"text": '/rebook{"slot":"x"}'})

    assert bot.said == [('/rebook{"slot":"x"}', None, {})]


def test_a_button_works_only_if_it_was_offered(settings: Settings, clock: Clock) -> None:
    payload = '/ask_where{"about": "Appointment/ogon-1"}'
    bot = ScriptedBot(
        lambda _text, _intent, _entities: [
            ChatMessage(text="Hej", buttons=[Button(title="Var är det?", payload=payload)])
        ]
    )
    client = logged_in(services_with(settings, clock, bot), BUNDLE)

    refused = client.post("/api/chat", json={"payload": payload})
    client.post("/api/chat", json={"text": "hej"})
    pressed = client.post("/api/chat", json={"payload": payload})

    assert refused.status_code == 200
    assert "Det valet finns inte" in refused.json()["messages"][0]["text"]
    assert pressed.status_code == 200
    assert bot.said == [
        ("hej", None, {}),
        ("Var är det?", "ask_where", {"about": "Appointment/ogon-1"}),
    ]


def test_a_dead_bot_gives_a_sentence_with_the_coordinators_number(
    settings: Settings, clock: Clock
) -> None:
    client = logged_in(services_with(settings, clock, failing_bot()), BUNDLE)

    answer = client.post("/api/chat", json={"text": "Vad händer nu?"})

    assert answer.status_code == 200
    message = answer.json()["messages"][0]
    assert message["failed"] is True
    assert "Ditt meddelande är sparat" in message["text"]
    assert "ring Anna Ek på 08-465 004 10" in message["text"]
    assert client.get("/api/chat").json()["messages"][0]["text"] == "Vad händer nu?"


def test_a_dead_database_gives_a_sentence_with_a_number(settings: Settings, clock: Clock) -> None:
    services = services_with(settings, clock, ScriptedBot())
    client = logged_in(services, BUNDLE)
    with services.database.write() as session:
        session.execute(text("ALTER TABLE messages RENAME TO gone"))

    answer = client.post("/api/chat", json={"text": "Vad händer nu?"})

    assert answer.status_code == 200
    assert "kunde inte sparas" in answer.json()["messages"][0]["text"]
    assert "ring Anna Ek på 08-465 004 10" in answer.json()["messages"][0]["text"]


def test_the_same_message_sent_again_gets_the_same_answer_once(
    settings: Settings, clock: Clock
) -> None:
    bot = ScriptedBot()
    client = logged_in(services_with(settings, clock, bot), BUNDLE)

    first = client.post("/api/chat", json={"text": "hej", "id": "m-1"})
    again = client.post("/api/chat", json={"text": "hej", "id": "m-1"})

    assert again.json() == first.json()
    assert len(bot.said) == 1
    assert len(client.get("/api/chat").json()["messages"]) == 2


def test_messages_of_one_conversation_are_answered_one_at_a_time(
    settings: Settings, clock: Clock
) -> None:
    services = services_with(settings, clock, ScriptedBot())
    client = logged_in(services, BUNDLE)
    texts = [f"fråga {number}" for number in range(8)]

    async def all_at_once() -> None:
        transport = httpx.ASGITransport(client.app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://127.0.0.1", cookies=dict(client.cookies)
        ) as browser:
            await asyncio.gather(*(browser.post("/api/chat", json={"text": t}) for t in texts))

    asyncio.run(all_at_once())

    with services.database.read() as session:
        rows = session.scalars(select(Message).order_by(Message.number)).all()
        conversations = session.scalars(select(Conversation)).all()
    assert len(conversations) == 1
    assert [row.number for row in rows] == list(range(1, 17))
    assert [row.sender for row in rows] == ["patient", "assistant"] * 8
    assert all(rows[n].text == f"Du: {rows[n - 1].text}" for n in range(1, 16, 2))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"text": ""}, "empty_text"),
        ({"text": " \n\t "}, "empty_text"),
        ({"text": "\x00\x01"}, "empty_text"),
        ({"text": "å" * 2001}, "text_too_long"),
        ({}, "invalid"),
        ({"text": "hej", "payload": "/greet"}, "invalid"),
        ({"text": "hej", "sender": "someone"}, "invalid"),
    ],
)
def test_what_cannot_be_said_is_refused_with_a_code(
    body: dict[str, Any], code: str, settings: Settings, clock: Clock
) -> None:
    client = logged_in(services_with(settings, clock, ScriptedBot()), BUNDLE)

    answer = client.post("/api/chat", json=body)

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == code
    assert client.get("/api/chat").json()["messages"] == []


def test_two_thousand_characters_are_not_too_many(settings: Settings, clock: Clock) -> None:
    client = logged_in(services_with(settings, clock, ScriptedBot()), BUNDLE)

    assert client.post("/api/chat", json={"text": "å" * 2000}).status_code == 200


def test_too_many_messages_get_a_kind_answer(settings: Settings, clock: Clock) -> None:
    limited = settings.model_copy(update={"rate_limit": 3})
    client = logged_in(services_with(limited, clock, ScriptedBot()), BUNDLE)

    statuses = [client.post("/api/chat", json={"text": "hej"}).status_code for _ in range(4)]
    last = client.post("/api/chat", json={"text": "hej"}).json()

    assert statuses == [200, 200, 200, 429]
    assert "Vänta en minut" in last["detail"]


def test_after_logging_out_a_new_conversation_begins(settings: Settings, clock: Clock) -> None:
    services = services_with(settings, clock, ScriptedBot())
    client = logged_in(services, BUNDLE)
    client.post("/api/chat", json={"text": "hej"})
    client.post("/logout")
    client.post("/login/demo", json={"personnummer": PERSONNUMMER})

    assert client.get("/api/chat").json()["messages"] == []
    client.post("/api/chat", json={"text": "hej igen"})
    with services.database.read() as session:
        assert len(session.scalars(select(Conversation)).all()) == 2


def test_nobody_logged_in_gets_no_answer(settings: Settings, clock: Clock) -> None:
    client = logged_in(services_with(settings, clock, ScriptedBot()), BUNDLE)
    client.post("/logout")

    answer = client.post("/api/chat", json={"text": "hej"})

    assert (answer.status_code, answer.json()["code"]) == (401, "not_logged_in")


def test_a_lease_from_before_the_clock_was_set_back_holds_nobody_up(
    settings: Settings, clock: Clock
) -> None:
    services = services_with(settings, clock, ScriptedBot())
    client = logged_in(services, BUNDLE)
    client.post("/api/chat", json={"text": "hej"})
    with services.database.write() as session:
        conversation = session.scalars(select(Conversation)).one()
        conversation.busy_until = time.time() + 3600

    assert client.post("/api/chat", json={"text": "hej igen"}).status_code == 200
