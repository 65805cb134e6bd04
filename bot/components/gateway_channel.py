"""The one way in: the backend's gateway posts a turn and gets the messages back.

Rasa's REST channel trusts anybody, takes text that starts with `/` for a command, and answers a
failure with 200 and an empty list. Here the caller shows a token, says in so many words whether
it brings a text or a button's intent, and a failure is a failure.

    POST /webhooks/gateway/turn  {"conversation", "message", "text", "standing"}
                                 and for a button also {"intent", "entities"}
    200 {"messages": [{"text", "buttons", "custom"}]}
"""

from __future__ import annotations

import hmac
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, Request, response
from sanic.response import HTTPResponse

from components import observing, rasa_changes, remote_action

rasa_changes.apply()
logger = logging.getLogger(__name__)

CHANNEL = "gateway"


class GatewayOutput(CollectingOutputChannel):
    """Collects each message of the bot whole: its text with its buttons and facts."""

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return CHANNEL

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:  # noqa: ARG002
        """Keeps one message."""
        self.messages.append(
            {
                "text": message.get("text") or "",
                "buttons": message.get("buttons") or [],
                "custom": message.get("custom") or {},
            }
        )


class GatewayChannel(InputChannel):
    """The gateway's channel."""

    def __init__(self, token: str) -> None:
        self._token = token

    @classmethod
    def name(cls) -> str:
        """The channel's name, which its address begins with."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> GatewayChannel:
        """From `credentials.yml`."""
        token = (credentials or {}).get("token")
        if not token:
            raise ValueError("credentials.yml: the gateway's channel needs a token")
        observing.configure()
        return cls(token)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The route."""
        blueprint = Blueprint("gateway_channel")

        @blueprint.get("/")
        async def health(request: Request) -> HTTPResponse:
            ready = request.app.ctx.agent is not None and request.app.ctx.agent.is_ready()
            return response.json({"ready": ready}, status=200 if ready else 503)

        @blueprint.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            if not hmac.compare_digest(request.headers.get("x-bot-token", ""), self._token):
                return response.json({"error": "token"}, status=401)
            agent = request.app.ctx.agent
            if agent is None or not agent.is_ready():
                return response.json({"error": "no model"}, status=503)
            collected = GatewayOutput()
            message = _message(request.json, collected)
            try:
                remote_action.STANDING.set(request.json.get("standing"))
                with observing.span("turn", request.headers):
                    started = time.perf_counter()
                    await on_new_message(message)
                    observing.log_turn(str(message.message_id), time.perf_counter() - started)
            except Exception:
                logger.exception("The turn %s failed", message.message_id)
                return response.json({"error": "failed"}, status=500)
            return response.json({"messages": collected.messages})

        return blueprint


def _message(body: dict[str, Any], collected: GatewayOutput) -> UserMessage:
    intent = body.get("intent")
    text = str(body["text"])
    return UserMessage(
        # Rasa takes a leading slash for a command; only buttons may give commands here.
        text=text.lstrip("/ ") or "?",
        output_channel=collected,
        sender_id=str(body["conversation"]),
        input_channel=CHANNEL,
        message_id=str(body["message"]),
        parse_data=_button(text, str(intent), body.get("entities") or {}) if intent else None,
    )


def _button(text: str, intent: str, entities: dict[str, Any]) -> dict[str, Any]:
    """What a pressed button means, in the form that a parsed text has."""
    return {
        "text": text,
        "pressed": True,
        "intent": {"name": intent, "confidence": 1.0},
        "intent_ranking": [{"name": intent, "confidence": 1.0}],
        "entities": [
            {"entity": name, "value": value, "extractor": "button"}
            for name, value in entities.items()
        ],
    }
