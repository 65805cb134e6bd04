"""The tables of transcripts: what staff may review of a conversation, redacted.

`transcript_words`, the index of words, is not among them: it is an FTS5 table on SQLite and a
table with a `tsvector` on PostgreSQL, made by the migration and reached by `words.py` alone.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base, UtcDateTime


class Transcript(Base):
    """A conversation as staff see it: one row, narrow, for the list to be searched and sorted.

    `id` is the conversation's. `message_number` and `event_id` say how far the gateway's messages
    and Rasa's events are projected; they move in the transaction that stores what was projected.
    `outcome`, `risk` and what follows are computed from the turns; `handed_to` is how the patient
    sees whoever has taken over. `status` … `version` are the
    staff's; `version` counts their changes. `held` keeps it from being purged.
    """

    __tablename__ = "transcripts"
    __table_args__ = (
        Index("transcripts_by_activity", "last_at", "n"),
        Index("transcripts_by_risk", "risk", "n"),
        Index("transcripts_by_confidence", "lowest_confidence", "n"),
        Index("transcripts_by_status", "status", "last_at", "n"),
        Index("transcripts_by_outcome", "outcome", "last_at", "n"),
        Index("transcripts_of_patient", "patient_id", "last_at"),
        Index("transcripts_by_start", "started_at", "n"),
    )

    n: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    patient_id: Mapped[int]
    relative: Mapped[bool]
    protected: Mapped[bool]
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    message_number: Mapped[int] = mapped_column(default=0)
    event_id: Mapped[int] = mapped_column(default=0)

    turns: Mapped[int] = mapped_column(default=0)
    clinic: Mapped[str | None]
    outcome: Mapped[str] = mapped_column(default="answered")
    risk: Mapped[int] = mapped_column(default=0)
    risks: Mapped[list[Any]] = mapped_column(default=list)
    risk_day: Mapped[date | None]
    lowest_confidence: Mapped[float | None]
    fallbacks: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    safety: Mapped[str | None]
    dropped_at: Mapped[str | None]
    handed_to: Mapped[str | None]
    waiting_since: Mapped[datetime | None] = mapped_column(UtcDateTime)

    status: Mapped[str] = mapped_column(default="unreviewed")
    assignee: Mapped[str | None]
    assignee_name: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)
    changed_by: Mapped[str | None]
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    held: Mapped[bool] = mapped_column(default=False)
    hold_reason: Mapped[str | None]


class TranscriptLabel(Base):
    """What a transcript can be filtered by that it may have several of.

    `label` is `intent:…`, `action:…`, `clinic:…` or `tag:…`.
    """

    __tablename__ = "transcript_labels"
    __table_args__ = (Index("labels_of_transcript", "n", "label"),)

    label: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(
        ForeignKey("transcripts.n", ondelete="CASCADE"), primary_key=True
    )


class TranscriptTurn(Base):
    """A patient's message with what the system did at it, or a message that answers none.

    `number` is the gateway's number of the first message. `kind` is `text`, `button`, `staff`,
    `assistant` or `system`; `state` is `pending`, `answered`, `failed` or, for what needs no
    answer, `said`. `replies` are the messages that answered, with their facts; `changes` the slots
    that were set, before and after; `trace` what was read and written, with rule versions; `offers`
    the times that were shown; `booking` what came of it. Every text is redacted.
    """

    __tablename__ = "transcript_turns"
    __table_args__ = (
        UniqueConstraint("n", "number"),
        Index("turns_by_time", "at", "n", "intent", "milliseconds"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(ForeignKey("transcripts.n", ondelete="CASCADE"))
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str]
    state: Mapped[str]
    author: Mapped[str | None]
    text: Mapped[str]
    intent: Mapped[str | None]
    confidence: Mapped[float | None]
    runner_up: Mapped[str | None]
    runner_up_confidence: Mapped[float | None]
    second: Mapped[dict[str, Any] | None]
    action: Mapped[str | None]
    fallback: Mapped[bool] = mapped_column(default=False)
    safety: Mapped[str | None]
    stage: Mapped[str | None]
    milliseconds: Mapped[int | None]
    event_id: Mapped[int | None]
    replies: Mapped[list[Any]]
    changes: Mapped[dict[str, Any]]
    trace: Mapped[dict[str, Any]]
    offers: Mapped[list[Any]]
    booking: Mapped[dict[str, Any] | None]
    errors: Mapped[list[Any]]


class TranscriptNote(Base):
    """What a member of staff wrote about a transcript, or about one of its turns."""

    __tablename__ = "transcript_notes"
    __table_args__ = (Index("notes_of_transcript", "n", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(ForeignKey("transcripts.n", ondelete="CASCADE"))
    turn: Mapped[int | None]
    actor: Mapped[str]
    name: Mapped[str]
    role: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class TranscriptTag(Base):
    """A tag of a transcript, or of one of its turns (`turn` 0: of all of it)."""

    __tablename__ = "transcript_tags"

    n: Mapped[int] = mapped_column(
        ForeignKey("transcripts.n", ondelete="CASCADE"), primary_key=True
    )
    turn: Mapped[int] = mapped_column(primary_key=True, default=0)
    tag: Mapped[str] = mapped_column(primary_key=True)
    actor: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class SavedFilter(Base):
    """A filter of the list that a member of staff has given a name; `query` is the link's."""

    __tablename__ = "saved_filters"
    __table_args__ = (UniqueConstraint("actor", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    actor: Mapped[str]
    name: Mapped[str]
    query: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Correction(Base):
    """What a turn should have been understood as: an example to learn from.

    `kind` is `intent` or `wish`. `text` is redacted, and may be mended by whoever decides;
    `was` and `right` are intents, or time wishes in words with times that fit. `state` is
    `proposed`, `approved`, `rejected` or `exported`.
    """

    __tablename__ = "corrections"
    __table_args__ = (Index("corrections_by_state", "state", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    n: Mapped[int | None] = mapped_column(ForeignKey("transcripts.n", ondelete="SET NULL"))
    turn: Mapped[int]
    kind: Mapped[str]
    text: Mapped[str]
    was: Mapped[str | None]
    right: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(default="proposed")
    comment: Mapped[str] = mapped_column(default="")
    proposed_by: Mapped[str]
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)
