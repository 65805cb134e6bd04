"""What Rasa's events say of each turn. Pure.

A turn begins with a `user` event, whose `message_id` is the gateway's message. What is between it
and the next one is what the bot made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

_SILENT_ACTIONS = ("action_listen", "action_session_start", "action_restart")
_NEW_SESSION = ("session_started", "restart")
_RANKS_KEPT = 3


@dataclass(frozen=True)
class Event:
    """A row of the tracker store."""

    id: int
    type: str
    data: Json


@dataclass
class BotTurn:
    """What the bot made of one message.

    `before` are the slots as they stood, `after` those that the turn set. `trace` is what the
    action says that it read and wrote, `ranking` the intents by confidence.
    """

    message_id: str
    first_event: int
    last_event: int
    intent: str | None
    ranking: tuple[tuple[str, float], ...]
    button: bool
    second: Json | None
    model: str | None
    before: Mapping[str, Any]
    after: dict[str, Any] = field(default_factory=dict)
    actions: list[str] = field(default_factory=list)
    trace: Json = field(default_factory=dict)

    @property
    def action(self) -> str | None:
        """The action that answered."""
        return self.actions[0] if self.actions else None


def bot_turns(events: Iterable[Event], slots: Mapping[str, Any] | None = None) -> list[BotTurn]:
    """The turns of one conversation, in order.

    `slots` are the values before the first event. Events before the first turn (a session's
    start) belong to none.
    """
    standing = dict(slots or {})
    turns: list[BotTurn] = []
    for event in events:
        if event.type in _NEW_SESSION:
            standing = {}
        elif event.type == "user":
            turns.append(_begun(event, dict(standing)))
        elif event.type == "slot":
            name, value = event.data.get("name", ""), event.data.get("value")
            standing[name] = value
            if turns:
                turns[-1].after[name] = value
        elif turns:
            _note(turns[-1], event)
        if turns:
            turns[-1].last_event = event.id
    return turns


def _begun(event: Event, slots: Json) -> BotTurn:
    parsed: Json = event.data.get("parse_data") or {}
    ranking = tuple(
        (str(one.get("name")), float(one.get("confidence") or 0.0))
        for one in parsed.get("intent_ranking") or []
    )
    intent = (parsed.get("intent") or {}).get("name")
    return BotTurn(
        message_id=str(event.data.get("message_id") or parsed.get("message_id") or ""),
        first_event=event.id,
        last_event=event.id,
        intent=intent,
        ranking=ranking[:_RANKS_KEPT],
        button=bool(parsed.get("pressed")),
        second=parsed.get("second_question"),
        model=(event.data.get("metadata") or {}).get("model_id"),
        before=slots,
    )


def _note(turn: BotTurn, event: Event) -> None:
    if event.type == "action":
        name = str(event.data.get("name"))
        if name not in _SILENT_ACTIONS:
            turn.actions.append(name)
    elif event.type == "bot":
        custom = (event.data.get("data") or {}).get("custom") or {}
        turn.trace.update(custom.get("trace") or {})
