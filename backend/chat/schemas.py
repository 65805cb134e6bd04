"""What goes in and out of a chat."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

MAX_TEXT = 2000


class Turn(BaseModel):
    """What the patient sends: a text, or the payload of a button; `id` makes a retry harmless."""

    model_config = ConfigDict(extra="forbid")

    text: str | None = None
    payload: str | None = Field(None, max_length=2000)
    id: str | None = Field(None, pattern=r"^[A-Za-z0-9_-]{1,64}$")

    @model_validator(mode="after")
    def _one_of_them(self) -> Turn:
        if (self.text is None) == (self.payload is None):
            raise ValueError("give either text or payload")
        return self


class Button(BaseModel):
    """A quick reply."""

    title: str
    payload: str


class Fact(BaseModel):
    """A fact of a reply: its value as in the record, and the FHIR resource that it came from."""

    kind: str
    value: str
    source: str


class ChatMessage(BaseModel):
    """One message as it is shown."""

    number: int | None = None
    sender: Literal["patient", "assistant", "staff", "system"] = "assistant"
    author: str | None = None
    text: str
    lang: str | None = None
    buttons: list[Button] = []
    facts: list[Fact] = []
    card: dict[str, Any] | None = None
    safety: Literal["emergency", "crisis"] | None = None
    failed: bool = False
    at: datetime | None = None


class ChatAnswer(BaseModel):
    """The reply to a turn."""

    messages: list[ChatMessage]


class ChatHistory(BaseModel):
    """What was said so far, oldest first."""

    messages: list[ChatMessage]
