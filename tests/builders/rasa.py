"""What Rasa leaves in its tracker store, as far as transcripts read it, in Rasa's own table."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text

from backend.chat.schemas import Button, ChatMessage, Fact
from backend.database import Database

_POSTGRES_ID = "id SERIAL PRIMARY KEY"
_SQLITE_ID = "id INTEGER NOT NULL PRIMARY KEY"
_COLUMNS = """
    sender_id VARCHAR(255) NOT NULL, type_name VARCHAR(255) NOT NULL, timestamp FLOAT,
    intent_name VARCHAR(255), action_name VARCHAR(255), data TEXT
"""


@dataclass
class Understood:
    """How a scripted bot takes one message, and what it answers."""

    intent: str = "ask_next_step"
    confidence: float = 0.9
    runner_up: tuple[str, float] = ("ask_when", 0.05)
    action: str | None = None
    slots: dict[str, Any] = field(default_factory=dict)
    trace: dict[str, Any] = field(default_factory=dict)
    second: dict[str, Any] | None = None
    replies: tuple[ChatMessage, ...] = (ChatMessage(text="Så här är det."),)


class RasaEvents:
    """Writes events as Rasa 3.6 does: a turn's in one transaction, before it is answered."""

    def __init__(self, url: str) -> None:
        self.database = Database(url.replace("postgresql://", "postgresql+psycopg://", 1))
        postgres = self.database.engine.dialect.name == "postgresql"
        ident = _POSTGRES_ID if postgres else _SQLITE_ID
        with self.database.write() as session:
            session.execute(text(f"CREATE TABLE IF NOT EXISTS events ({ident}, {_COLUMNS})"))
            session.execute(
                text("CREATE INDEX IF NOT EXISTS events_by_sender ON events (sender_id)")
            )

    def write(self, conversation: str, events: list[dict[str, Any]]) -> None:
        """Appends events."""
        with self.database.write() as session:
            for event in events:
                session.execute(
                    text(
                        "INSERT INTO events (sender_id, type_name, timestamp, intent_name,"
                        " action_name, data) VALUES (:sender, :type, 0, NULL, :name, :data)"
                    ),
                    {
                        "sender": conversation,
                        "type": event["event"],
                        "name": event.get("name"),
                        "data": json.dumps(event, ensure_ascii=False),
                    },
                )

    def turn(
        self,
        conversation: str,
        message: str,
        said: str,
        understood: Understood,
        *,
        button: tuple[str, dict[str, Any]] | None = None,
        begins: bool = False,
    ) -> None:
        """The events of one turn."""
        self.write(
            conversation,
            [
                *(_SESSION if begins else ()),
                _user(said, message, understood, button),
                {"event": "action", "name": understood.action or f"action_{understood.intent}"},
                *(_bot(reply, understood.trace) for reply in understood.replies),
                *(
                    {"event": "slot", "name": name, "value": value}
                    for name, value in understood.slots.items()
                ),
                {"event": "action", "name": "action_listen"},
            ],
        )


_SESSION = (
    {"event": "action", "name": "action_session_start"},
    {"event": "session_started"},
    {"event": "action", "name": "action_listen"},
)


def _user(
    said: str,
    message: str,
    understood: Understood,
    button: tuple[str, dict[str, Any]] | None,
) -> dict[str, Any]:
    ranking = [(understood.intent, understood.confidence), understood.runner_up]
    parsed: dict[str, Any] = {
        "text": said,
        "intent": {"name": understood.intent, "confidence": understood.confidence},
        "intent_ranking": [{"name": name, "confidence": value} for name, value in ranking],
        "entities": [],
    }
    if understood.second:
        parsed["second_question"] = understood.second
    if button is not None:
        parsed["pressed"] = True
        parsed["intent"] = {"name": button[0], "confidence": 1.0}
        parsed["intent_ranking"] = [parsed["intent"]]
    return {
        "event": "user",
        "text": said,
        "parse_data": parsed,
        "message_id": message,
        "metadata": {"model_id": "m-1"},
    }


def _bot(reply: ChatMessage, trace: dict[str, Any]) -> dict[str, Any]:
    custom = {"facts": [fact.model_dump() for fact in reply.facts], "trace": trace}
    return {"event": "bot", "text": reply.text, "data": {"custom": custom}}


def a_reply(
    words: str, *facts: tuple[str, str, str], buttons: tuple[tuple[str, str], ...] = ()
) -> ChatMessage:
    """A message with (kind, value, source) facts and (title, payload) buttons."""
    return ChatMessage(
        text=words,
        facts=[Fact(kind=kind, value=value, source=source) for kind, value, source in facts],
        buttons=[Button(title=title, payload=payload) for title, payload in buttons],
    )
