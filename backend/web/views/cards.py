"""What may stand beside a message's text: `docs/web.md` describes each kind."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from backend.chat.schemas import Button, ChatMessage, Fact

NUMBERED = re.compile(r"^\d+\.\s+")
_SLOT, _APPOINTMENT = "Slot/", "Appointment/"
_CALENDAR = re.compile(r"/api/appointments/([A-Za-z0-9\-.]{1,64})/calendar\.ics")


class When(BaseModel):
    """A time with its place: what the page shows as heading, place and person."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    start: datetime | None = None
    clinic: str | None = None
    place: str | None = None
    practitioner: str | None = None

    @property
    def where(self) -> str:
        """The clinic and the place, each said once."""
        named = dict.fromkeys(part for part in (self.clinic, self.place) if part)
        return ", ".join(named)


class OfferCard(When):
    """A free time; `payload` is that of the message's button that chooses it."""

    payload: str


class Card(When):
    """A card. `instead_of` are the numbers of the text's lines that it shows better."""

    kind: Literal["link", "step", "offers", "receipt"]
    title: str | None = None
    href: str | None = Field(None, pattern=r"^/[^/\\]")
    label: str | None = None
    before: datetime | None = None
    calendar: str | None = Field(None, pattern=r"^/[^/\\]")
    offers: list[OfferCard] = []
    instead_of: list[int] = []


def card_of(message: ChatMessage) -> Card | None:
    """The message's card; `None` for one that cannot be shown: the text says all of it anyway.

    Times that are offered become cards by themselves, from the facts that come with them.
    """
    if message.card is None:
        return _offers(message)
    try:
        card = Card.model_validate(message.card)
    except ValidationError:
        return None
    return _receipt(card, message.facts) if card.kind == "link" else card


def _offers(message: ChatMessage) -> Card | None:
    """The numbered lines as cards, where each has a button and the time that it chooses."""
    lines = message.text.splitlines()
    numbered = [place for place, line in enumerate(lines) if NUMBERED.match(line)]
    starts = _times(message.facts, _SLOT)
    chosen = [button for button in message.buttons if _slot_of(button) in starts]
    if not numbered or len(numbered) != len(chosen):
        return None
    offers = [
        OfferCard(
            start=datetime.fromisoformat(starts[_slot_of(button)]),
            place=lines[place].partition(", ")[2] or None,
            payload=button.payload,
        )
        for place, button in zip(numbered, chosen, strict=True)
    ]
    return Card(kind="offers", offers=offers, instead_of=numbered)


def _receipt(card: Card, facts: Sequence[Fact]) -> Card:
    """A calendar file for a time that the message names: the time stands over it."""
    found = _CALENDAR.fullmatch(card.href or "")
    start = _times(facts, _APPOINTMENT).get(found.group(1)) if found else None
    if start is None:
        return card
    return Card(kind="receipt", start=datetime.fromisoformat(start), calendar=card.href)


def _times(facts: Sequence[Fact], resource: str) -> dict[str, str]:
    return {
        fact.source.removeprefix(resource): fact.value
        for fact in facts
        if fact.kind == "time" and fact.source.startswith(resource)
    }


def _slot_of(button: Button) -> str:
    _, brace, carried = button.payload.partition("{")
    try:
        return str(json.loads(brace + carried).get("slot", "")) if brace else ""
    except json.JSONDecodeError:
        return ""
