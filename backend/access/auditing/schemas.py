"""Entries of the log, samples of it, and alarms, as they are read."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel

Verdict = Literal["approved", "questioned"]


class EntryView(BaseModel):
    """An entry of the access log."""

    number: int
    at: datetime
    actor: str
    name: str
    role: str
    unit: str
    action: str
    subject: str
    reason: str
    detail: dict[str, Any]


class Sample(BaseModel):
    """An entry that was drawn to be looked at; `own` entries are for somebody else to sign."""

    entry: EntryView
    state: str
    own: bool
    signed_by: str | None
    signed_at: datetime | None
    comment: str


class Notice(BaseModel):
    """An alarm that has not been seen by its reader."""

    id: int
    kind: str
    at: datetime
    entry: EntryView
