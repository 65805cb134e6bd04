"""The application in a test's own process, with a bot that says what the test wants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from fastapi.testclient import TestClient

from backend.app import create_app
from backend.chat.bot import BotFailed
from backend.chat.gateway import Gateway
from backend.chat.schemas import ChatMessage
from backend.chat.standing import Standing
from backend.clock import Clock
from backend.fhir.importer import import_bundle
from backend.services import Services, build_services
from backend.settings import Settings
from tests.builders.fhir import PERSONNUMMER, raw

Say = Callable[[str, str | None, dict[str, Any]], list[ChatMessage]]


class ScriptedBot:
    """Stands where the bot does; `said` keeps what reached it."""

    def __init__(self, answer: Say | None = None) -> None:
        self.said: list[tuple[str, str | None, dict[str, Any]]] = []
        self._answer = answer or (
            lambda text, _intent, _entities: [ChatMessage(text=f"Du: {text}")]
        )

    async def say(
        self,
        conversation: str,
        message: str,
        text: str,
        standing: Standing,
        intent: str | None = None,
        entities: dict[str, Any] | None = None,
    ) -> list[ChatMessage]:
        """What the test's function answers."""
        self.said.append((text, intent, entities or {}))
        return self._answer(text, intent, entities or {})

    async def is_ready(self) -> bool:
        """Always."""
        return True

    async def actions_are_ready(self) -> bool:
        """Always."""
        return True

    async def close(self) -> None:
        """Nothing to close."""


def failing_bot() -> ScriptedBot:
    """A bot that is down."""

    def fail(_text: str, _intent: str | None, _entities: dict[str, Any]) -> list[ChatMessage]:
        raise BotFailed("down")

    return ScriptedBot(fail)


def services_with(settings: Settings, clock: Clock, bot: ScriptedBot) -> Services:
    """Services of `settings`, with this clock and bot."""
    built = build_services(settings.model_copy(update={"now": clock()}))
    gateway = Gateway(built.database, built.clock, built.contracts, bot)  # type: ignore[arg-type]
    return replace(built, bot=bot, gateway=gateway)  # type: ignore[arg-type]


def a_client(services: Services) -> TestClient:
    """A browser, not logged in."""
    return TestClient(create_app(services=services), base_url="http://127.0.0.1")


def logged_in(services: Services, bundle: dict[str, Any], number: str = PERSONNUMMER) -> TestClient:
    """A browser in which the patient of `bundle` is logged in."""
    import_bundle(services.database, raw(bundle), services.clock)
    client = a_client(services)
    assert client.post("/login/demo", json={"personnummer": number}).status_code == 204
    return client
