"""What may stand beside a message's text: `docs/web.md` describes each kind."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError


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


def card_of(raw: dict[str, Any] | None) -> Card | None:
    """The card, or `None` for one that cannot be shown: the text says all of it anyway."""
    if raw is None:
        return None
    try:
        return Card.model_validate(raw)
    except ValidationError:
        return None
