"""The bot, as the gateway sees it: a turn goes in, messages come out, or it fails."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp

from backend.chat.schemas import Button, ChatMessage, Fact
from backend.chat.standing import Standing
from backend.observability.tracing import outgoing, tracer

DEADLINE_SECONDS = 12.0
_CONNECT_SECONDS = 1.0
_READY_SECONDS = 2.0
_CONNECTIONS = 100


class BotFailed(Exception):
    """The bot did not answer, answered too late, or answered with nothing."""


class Bot:
    """A pooled client of the bot's gateway channel, and of the action server's health."""

    def __init__(self, url: str, token: str, actions_url: str) -> None:
        self._url = url
        self._actions_url = actions_url
        self._token = token
        self._pooled: aiohttp.ClientSession | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def say(
        self,
        conversation: str,
        message: str,
        text: str,
        standing: Standing,
        intent: str | None = None,
        entities: dict[str, Any] | None = None,
    ) -> list[ChatMessage]:
        """What the bot answers to a text, or to a button that means `intent` with `entities`.

        Raises:
            BotFailed: whatever the reason.
        """
        body: dict[str, Any] = {
            "conversation": conversation,
            "message": message,
            "text": text,
            "standing": standing.model_dump(mode="json"),
        }
        if intent is not None:
            body |= {"intent": intent, "entities": entities or {}}
        try:
            with tracer().start_as_current_span("bot"):
                answer = await self._post(body)
            found = [_message(item) for item in answer["messages"]]
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError) as fault:
            raise BotFailed(type(fault).__name__) from fault
        if not found:
            raise BotFailed("no messages")
        return found

    async def is_ready(self) -> bool:
        """Whether the bot serves."""
        return await self._answers(f"{self._url}/webhooks/gateway/")

    async def actions_are_ready(self) -> bool:
        """Whether the action server serves, without which the bot answers nothing."""
        return await self._answers(f"{self._actions_url}/health")

    async def close(self) -> None:
        """Gives back the connections."""
        if self._pooled is not None:
            await self._pooled.close()

    async def _post(self, body: dict[str, Any]) -> Any:
        """Sends the turn, and once more where the connection broke: another bot may take it.

        A bot that dies in a turn has stored nothing of it; what its action booked before is done
        once, by its key.
        """
        url = f"{self._url}/webhooks/gateway/turn"
        for last in (False, True):
            try:
                async with self._session().post(url, json=body, headers=outgoing()) as response:
                    response.raise_for_status()
                    return await response.json(content_type=None)
            except aiohttp.ClientConnectionError as fault:
                if last or isinstance(fault, TimeoutError):
                    raise
        raise AssertionError  # the loop returns or raises

    async def _answers(self, url: str) -> bool:
        limit = aiohttp.ClientTimeout(total=_READY_SECONDS)
        try:
            async with self._session().get(url, timeout=limit) as response:
                return response.ok
        except (aiohttp.ClientError, TimeoutError):
            return False

    def _session(self) -> aiohttp.ClientSession:
        """The pool of the event loop that asks."""
        loop = asyncio.get_running_loop()
        if self._pooled is None or self._pooled.closed or self._loop is not loop:
            self._pooled = aiohttp.ClientSession(
                headers={"x-bot-token": self._token},
                timeout=aiohttp.ClientTimeout(
                    total=DEADLINE_SECONDS, sock_connect=_CONNECT_SECONDS
                ),
                connector=aiohttp.TCPConnector(limit=_CONNECTIONS),
                cookie_jar=aiohttp.DummyCookieJar(),
            )
            self._loop = loop
        return self._pooled


def command_of(payload: str) -> tuple[str, dict[str, Any]]:
    """The intent and entities of a button's payload: `/choose_option{"slot": "s-1"}`."""
    name, brace, rest = payload.removeprefix("/").partition("{")
    return name, json.loads(brace + rest) if brace else {}


def _message(item: dict[str, Any]) -> ChatMessage:
    custom = item.get("custom") or {}
    return ChatMessage(
        text=item["text"],
        lang=custom.get("lang"),
        buttons=[Button(**button) for button in item.get("buttons", [])],
        facts=[Fact(**fact) for fact in custom.get("facts", [])],
        card=custom.get("card"),
        safety=custom.get("safety"),
        failed=bool(custom.get("failed")),
    )
