"""A patient, a bot that remembers as Rasa does, and staff: what tests of transcripts stand on.

world = World(services)
world.say("Vad händer nu?", Understood(intent="ask_next_step"))
world.project()
world.transcript().outcome
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import select

from backend.app import create_app
from backend.chat.bot import BotFailed
from backend.chat.gateway import Gateway
from backend.chat.models import Conversation
from backend.chat.schemas import ChatMessage
from backend.chat.standing import Standing
from backend.clock import Clock
from backend.fhir.importer import import_bundle
from backend.services import Services, build_services
from backend.settings import Settings
from backend.transcripts.models import Transcript, TranscriptTurn
from tests.builders.fhir import (
    PERSONNUMMER,
    a_bundle,
    a_clinic,
    a_patient,
    a_plan,
    a_practitioner,
    a_team,
    an_appointment,
    raw,
)
from tests.builders.rasa import RasaEvents, Understood

Json = dict[str, Any]

PATIENT = a_patient(
    name=[{"given": ["Gun-Britt"], "family": "Söderkvist"}],
    telecom=[{"system": "phone", "value": "070-174 06 13"}],
    address=[{"line": ["Storgatan 4"], "postalCode": "753 31", "city": "Uppsala"}],
)


def a_contract(patient: Json | None = None, **fields: Any) -> Json:
    """A Bundle with one visit, a coordinator and a plan."""
    return a_bundle(
        a_clinic("ogon", "Ögonmottagningen"),
        an_appointment("ogon-1", clinic="ogon"),
        a_practitioner("anna", "Anna Ek", phone="08-465 004 10"),
        a_team(("Fast vårdkontakt", "Practitioner/anna")),
        a_plan("Appointment/ogon-1"),
        patient=patient or PATIENT,
        **fields,
    )


class RememberingBot:
    """Answers as it is told, and leaves the events that Rasa would."""

    def __init__(self, events: RasaEvents) -> None:
        self.events = events
        self.next = Understood()
        self.silent = False
        self.late = False
        self._known: set[str] = set()

    async def say(
        self,
        conversation: str,
        message: str,
        text: str,
        standing: Standing,
        intent: str | None = None,
        entities: dict[str, Any] | None = None,
    ) -> list[ChatMessage]:
        """The next answer; events come even when the answer is too late."""
        if self.silent and not self.late:
            raise BotFailed("down")
        self.events.turn(
            conversation,
            message,
            text,
            self.next,
            button=(intent, entities or {}) if intent else None,
            begins=conversation not in self._known,
        )
        self._known.add(conversation)
        if self.late:
            raise BotFailed("ReadTimeout")
        return list(self.next.replies)

    async def is_ready(self) -> bool:
        """Always."""
        return True

    async def actions_are_ready(self) -> bool:
        """Always."""
        return True

    async def close(self) -> None:
        """Nothing to close."""


def services_that_remember(settings: Settings, clock: Clock) -> tuple[Services, RememberingBot]:
    """Services whose bot leaves events in the tracker store."""
    built = build_services(settings.model_copy(update={"now": clock()}))
    bot = RememberingBot(RasaEvents(settings.tracker_url))
    gateway = Gateway(
        built.database,
        built.clock,
        built.contracts,
        bot,  # type: ignore[arg-type]
        built.projection.tell,
    )
    return replace(built, bot=bot, gateway=gateway), bot  # type: ignore[arg-type]


class World:
    """One patient's conversation, and what became of it."""

    def __init__(self, settings: Settings, clock: Clock, bundle: Json | None = None) -> None:
        self.services, self.bot = services_that_remember(settings, clock)
        self.app = create_app(services=self.services)
        self.add_patient(bundle or a_contract())
        self.patient = self.log_in()

    def add_patient(self, bundle: Json) -> None:
        """Stores a contract."""
        import_bundle(self.services.database, raw(bundle), self.services.clock)

    def browser(self) -> TestClient:
        """A browser in which nobody is logged in."""
        return TestClient(self.app, base_url="http://127.0.0.1")

    def log_in(self, number: str = PERSONNUMMER) -> TestClient:
        """A browser in which the patient is logged in."""
        client = self.browser()
        answer = client.post("/login/demo", json={"personnummer": number})
        assert answer.status_code == 204, answer.text
        return client

    def staff(self, role: str = "support") -> TestClient:
        """A browser in which a member of staff is logged in."""
        client = self.browser()
        assert client.post("/login/demo", json={"staff": role}).status_code == 204
        return client

    def say(
        self, text: str, understood: Understood | None = None, *, client: TestClient | None = None
    ) -> list[Json]:
        """The patient writes; the bot takes it as it is told."""
        return self._turn({"text": text}, understood, client)

    def press(self, payload: str, understood: Understood | None = None) -> list[Json]:
        """The patient presses a button that was offered."""
        return self._turn({"payload": payload}, understood, None)

    def project(self) -> None:
        """Projects everything that is due."""
        for conversation in self.services.projector.due():
            assert self.services.projector.project(conversation)

    def conversation(self) -> Conversation:
        """The newest conversation."""
        with self.services.database.read() as session:
            return session.scalars(
                select(Conversation).order_by(Conversation.created_at.desc())
            ).all()[0]

    def transcript(self) -> Transcript:
        """The only transcript."""
        with self.services.database.read() as session:
            return session.scalars(select(Transcript)).one()

    def turns(self) -> list[TranscriptTurn]:
        """Every turn of every transcript, in order."""
        with self.services.database.read() as session:
            return list(
                session.scalars(
                    select(TranscriptTurn).order_by(TranscriptTurn.n, TranscriptTurn.number)
                )
            )

    def _turn(
        self, body: Json, understood: Understood | None, client: TestClient | None
    ) -> list[Json]:
        self.bot.next = understood or Understood()
        answer = (client or self.patient).post("/api/chat", json=body)
        assert answer.status_code == 200, answer.text
        messages: list[Json] = answer.json()["messages"]
        return messages
