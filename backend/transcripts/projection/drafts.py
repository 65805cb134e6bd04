"""From messages and what the bot made of them to turns, not redacted yet. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from backend.chat.bot import command_of
from backend.chat.models import Message
from backend.transcripts.projection.errands import (
    Outcome,
    errand_after,
    offers_in,
    outcome_of,
    stage_of,
)
from backend.transcripts.projection.events import BotTurn

Json = dict[str, Any]

FALLBACK_INTENT = "nlu_fallback"
_FALLBACK_ACTION = "action_nlu_fallback"
_PRIVATE = ("key",)
_SERVER_ERROR = 500


@dataclass
class Draft:
    """A turn as it will be stored: the columns of `TranscriptTurn` without its keys.

    `outcome` is what became of an errand, still to be held against the bookings.
    """

    number: int
    at: datetime
    kind: str
    state: str
    text: str
    author: str | None = None
    intent: str | None = None
    confidence: float | None = None
    runner_up: str | None = None
    runner_up_confidence: float | None = None
    second: Json | None = None
    action: str | None = None
    fallback: bool = False
    safety: str | None = None
    stage: str | None = None
    milliseconds: int | None = None
    event_id: int | None = None
    replies: list[Json] = field(default_factory=list)
    changes: Json = field(default_factory=dict)
    trace: Json = field(default_factory=dict)
    offers: list[Json] = field(default_factory=list)
    booking: Json | None = None
    errors: list[str] = field(default_factory=list)
    outcome: Outcome | None = None


def draft_said(message: Message) -> Draft:
    """A message that answers none: staff's, or one that the system sent of itself."""
    return Draft(
        number=message.number,
        at=message.created_at,
        kind=message.sender,
        state="said",
        author=message.author,
        text=message.text,
        safety=message.safety,
        replies=[_extras(message)] if message.content else [],
    )


def draft_turn(
    message: Message, answers: Sequence[Message], bot: BotTurn | None, *, under_way: bool
) -> Draft:
    """A patient's message with what answered it and what the bot made of it.

    Without `bot` it never reached Rasa, or Rasa never answered: then the messages alone tell.
    """
    state = message.state or "received"
    if state == "received":
        state = "pending" if under_way else "failed"
    draft = Draft(
        number=message.number,
        at=message.created_at,
        kind="button" if bot and bot.button else "text",
        state=state,
        text=message.text,
        safety=message.safety or next((one.safety for one in answers if one.safety), None),
        milliseconds=next((one.milliseconds for one in answers if one.milliseconds), None),
        replies=[{"text": one.text, "sender": one.sender, **_extras(one)} for one in answers],
    )
    if bot is not None:
        _add_bot(draft, bot)
    draft.errors = _errors(draft, bot)
    return draft


def _add_bot(draft: Draft, bot: BotTurn) -> None:
    ranking = list(bot.ranking)
    if bot.intent is not None and (not ranking or ranking[0][0] != bot.intent):
        ranking.insert(0, (bot.intent, dict(bot.ranking).get(bot.intent, 0.0)))
    draft.intent = bot.intent
    if ranking:
        draft.confidence = ranking[0][1]
    if len(ranking) > 1:
        draft.runner_up, draft.runner_up_confidence = ranking[1]
    draft.second = bot.second
    draft.action = bot.action
    draft.fallback = bot.intent == FALLBACK_INTENT or bot.action == _FALLBACK_ACTION
    draft.event_id = bot.first_event
    draft.stage = stage_of(errand_after(bot.before, bot.after))
    draft.changes = _changes(bot.before, bot.after)
    draft.trace = {**bot.trace, **({"model": bot.model} if bot.model else {})}
    draft.offers = offers_in(bot.before, bot.after)
    draft.outcome = outcome_of(bot.intent, bot.before, bot.after)


def _errors(draft: Draft, bot: BotTurn | None) -> list[str]:
    found = []
    if draft.state == "failed":
        found.append("no_answer" if bot is None else "reply_lost")
    for call in draft.trace.get("calls", []):
        status = call.get("status")
        if status is None or status >= _SERVER_ERROR:
            found.append(f"backend {call.get('path')}: {status or 'no answer'}")
    if draft.outcome is not None and draft.outcome.kind == "unknown":
        found.append("write_unknown")
    return found


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Json:
    return {
        name: {"before": _public(before.get(name)), "after": _public(value)}
        for name, value in after.items()
        if before.get(name) != value
    }


def _public(value: Any) -> Any:
    """A slot's value without the keys that confirm something."""
    if isinstance(value, dict):
        return {name: _public(part) for name, part in value.items() if name not in _PRIVATE}
    return [_public(part) for part in value] if isinstance(value, list) else value


def _extras(message: Message) -> Json:
    content = message.content
    found: Json = {}
    if content.get("buttons"):
        found["buttons"] = [
            {"title": one["title"], "intent": _intent_of(one["payload"])}
            for one in content["buttons"]
        ]
    if content.get("facts"):
        found["facts"] = content["facts"]
    if content.get("card"):
        found["card"] = content["card"].get("kind", "card")
    for name in ("lang", "failed"):
        if content.get(name):
            found[name] = content[name]
    return found


def _intent_of(payload: str) -> str:
    try:
        return command_of(payload)[0]
    except ValueError:
        return ""
