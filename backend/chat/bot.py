"""The bot, as the gateway sees it: a turn goes in, messages come out, or it fails."""

from __future__ import annotations

import json
from typing import Any

import httpx

from backend.chat.schemas import Button, ChatMessage, Fact
from backend.observability.tracing import outgoing, tracer

DEADLINE_SECONDS = 12.0
_CONNECT_SECONDS = 1.0


class BotFailed(Exception):
    """The bot did not answer, answered too late, or answered with nothing."""


class Bot:
    """A pooled client of the bot's gateway channel."""

    def __init__(self, url: str, token: str) -> None:
        self._client = httpx.AsyncClient(
            base_url=url,
            headers={"x-bot-token": token},
            timeout=httpx.Timeout(DEADLINE_SECONDS, connect=_CONNECT_SECONDS),
            limits=httpx.Limits(max_connections=100, max_keepalive_connections=50),
            trust_env=False,
        )

    async def say(
        self,
        conversation: str,
        message: str,
        text: str,
        intent: str | None = None,
        entities: dict[str, Any] | None = None,
    ) -> list[ChatMessage]:
        """What the bot answers to a text, or to a button that means `intent` with `entities`.

        Raises:
            BotFailed: whatever the reason.
        """
        body: dict[str, Any] = {"conversation": conversation, "message": message, "text": text}
        if intent is not None:
            body |= {"intent": intent, "entities": entities or {}}
        try:
            with tracer().start_as_current_span("bot"):
                response = await self._post(body)
            response.raise_for_status()
            found = [_message(item) for item in response.json()["messages"]]
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as fault:
            raise BotFailed(type(fault).__name__) from fault
        if not found:
            raise BotFailed("no messages")
        return found

    async def _post(self, body: dict[str, Any]) -> httpx.Response:
        """Sends the turn, and once more where the connection broke: another bot may take it.

        A bot that dies in a turn has stored nothing of it; what its action booked before is done
        once, by its key.
        """
        for last in (False, True):
            try:
                return await self._client.post(
                    "/webhooks/gateway/turn", json=body, headers=outgoing()
                )
            except (httpx.ConnectError, httpx.ReadError, httpx.RemoteProtocolError):
                if last:
                    raise
        raise AssertionError  # the loop returns or raises

    async def is_ready(self) -> bool:
        """Whether the bot serves."""
        try:
            response = await self._client.get("/webhooks/gateway/", timeout=2.0)
        except httpx.HTTPError:
            return False
        return response.is_success

    async def close(self) -> None:
        """Gives back the connections."""
        await self._client.aclose()


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
