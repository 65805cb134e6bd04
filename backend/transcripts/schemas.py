"""Transcripts as staff get them. Times are in Europe/Stockholm; every text is redacted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from backend.transcripts.filters import Status


class Item(BaseModel):
    """A transcript in the list: administrative facts, and nothing that anybody wrote."""

    id: str
    started_at: datetime
    last_at: datetime
    turns: int
    outcome: str
    risk: int
    risks: list[str]
    status: Status
    assignee: str | None
    assignee_name: str | None
    clinic: str | None
    lowest_confidence: float | None
    fallbacks: int
    failures: int
    safety: str | None
    dropped_at: str | None
    relative: bool
    protected: bool
    handed_to: str | None
    waiting_since: datetime | None
    tags: list[str]
    held: bool
    version: int


class Page(BaseModel):
    """A page of the list; `next` is the cursor of the page after it."""

    items: list[Item]
    next: str | None


class TurnView(BaseModel):
    """A turn: what was said, and what the system did at it."""

    number: int
    at: datetime
    kind: str
    state: str
    author: str | None
    text: str
    intent: str | None
    confidence: float | None
    runner_up: str | None
    runner_up_confidence: float | None
    second: dict[str, Any] | None
    action: str | None
    fallback: bool
    safety: str | None
    stage: str | None
    milliseconds: int | None
    replies: list[dict[str, Any]]
    changes: dict[str, Any]
    trace: dict[str, Any]
    offers: list[dict[str, Any]]
    booking: dict[str, Any] | None
    errors: list[str]
    tags: list[str]


class Note(BaseModel):
    """A note; `own` says whether the reader wrote it."""

    id: int
    turn: int | None
    name: str
    role: str
    text: str
    at: datetime
    edited_at: datetime | None
    own: bool


class CorrectionView(BaseModel):
    """A correction and where it stands; `transcript` is null once that has been purged."""

    id: int
    transcript: str | None
    turn: int
    kind: str
    text: str
    was: str | None
    right: dict[str, Any]
    state: str
    comment: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str | None
    decided_at: datetime | None


class Opened(Item):
    """A transcript that was opened: its newest turns, oldest first, with notes and corrections.

    `earlier` is the `before` that gives the turns before these, null at the beginning. `mine` says
    that the reader is the one who has taken over.
    """

    conversation: list[TurnView]
    earlier: int | None
    notes: list[Note]
    corrections: list[CorrectionView]
    changed_by: str | None
    changed_at: datetime | None
    mine: bool
