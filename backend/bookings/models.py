"""The tables of the booking core.

The migration adds what the models cannot say for both databases: `no_overlapping_claims`, an
exclusion constraint on PostgreSQL and triggers on SQLite, refuses claims of different slots of one
schedule that overlap in time.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base, UtcDateTime


class SlotClaim(Base):
    """Whom a slot is taken by, and how: the one place that decides whether a time is free.

    `kind` is `booked`; `held`, while a patient makes up their mind; `released`, while the time
    that a patient just left is kept for them so that they can undo; or `offered`, while somebody
    on the waiting list answers. All but the first end at `expires_at`; an index cannot look at
    the clock, so the booking transaction deletes those that have ended before it claims. The
    unique index on `slot_id` lets one claim stand; `schedule`, `start` and `end` guard against
    overlapping slots of one schedule.
    """

    __tablename__ = "slot_claims"
    __table_args__ = (
        Index("one_claim_per_slot", "slot_id", unique=True),
        Index("one_claim_of_a_kind_per_appointment", "resource_id", "kind", unique=True),
        Index("claims_by_schedule", "schedule", "start"),
        Index("claims_by_patient", "patient_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slots.id"))
    kind: Mapped[str]
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"))
    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id"))
    schedule: Mapped[str]
    start: Mapped[datetime] = mapped_column(UtcDateTime)
    end: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class BookingChange(Base):
    """The history: one row per change that was made here, from what and to what.

    `operation` is `rebook`, `cancel`, `book` or `undo`; the versions are the appointment's.
    """

    __tablename__ = "booking_changes"
    __table_args__ = (UniqueConstraint("resource_id", "to_version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id"))
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"), index=True)
    operation: Mapped[str]
    from_version: Mapped[int]
    to_version: Mapped[int]
    from_status: Mapped[str]
    to_status: Mapped[str]
    from_slot_id: Mapped[int | None] = mapped_column(ForeignKey("slots.id"))
    to_slot_id: Mapped[int | None] = mapped_column(ForeignKey("slots.id"))
    from_start: Mapped[datetime | None] = mapped_column(UtcDateTime)
    to_start: Mapped[datetime | None] = mapped_column(UtcDateTime)
    actor: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class OutboxMessage(Base):
    """What the care's own system is to be told of a change: one row per change, sent afterwards."""

    __tablename__ = "outbox_messages"
    __table_args__ = (Index("outbox_undelivered", "delivered_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("booking_changes.id"), unique=True)
    topic: Mapped[str]
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    delivered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class BookingAudit(Base):
    """Who did what, for whom, when; written in the commit of what it tells, never changed."""

    __tablename__ = "booking_audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"), index=True)
    actor: Mapped[str]
    operation: Mapped[str]
    resource: Mapped[str | None]
    version: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class IdempotentAnswer(Base):
    """The answer to a key, kept in the commit of the change, given again on a retry.

    A refusal changes nothing and is tried anew, so it leaves only the `fingerprint` of the
    request: the key is that request's for good.
    """

    __tablename__ = "idempotent_answers"

    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"), primary_key=True)
    operation: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    status: Mapped[int | None]
    body: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Confirmation(Base):
    """The one live question "vill du boka den här tiden?" of an appointment.

    Its `key` is the Idempotency-Key of the change that it asks about. `said` are the consequences
    that the patient was shown; the change is made only while they still hold.
    """

    __tablename__ = "booking_confirmations"

    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id"), primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"), index=True)
    key: Mapped[str] = mapped_column(unique=True)
    operation: Mapped[str]
    version: Mapped[int]
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("slots.id"))
    said: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ShownTime(Base):
    """A time that the patient was shown, and whether it lay within the guarantee's limit then.

    `errand` is the conversation's errand or request that it was shown in.
    """

    __tablename__ = "shown_times"
    __table_args__ = (Index("shown_by_appointment", "resource_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"), index=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id"))
    errand: Mapped[str]
    slot_id: Mapped[int] = mapped_column(ForeignKey("slots.id"))
    start: Mapped[datetime] = mapped_column(UtcDateTime)
    within_limit: Mapped[bool | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class PatientChosenWait(Base):
    """That a patient, warned and shown times within the limit, chose a later one (HSF 6 kap. 2 §).

    `withdrawn_at` is when the change was undone; the limit holds again.
    """

    __tablename__ = "patient_chosen_waits"

    change_id: Mapped[int] = mapped_column(ForeignKey("booking_changes.id"), primary_key=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id"), index=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"), index=True)
    kind: Mapped[str]
    day_zero: Mapped[date]
    last_day: Mapped[date]
    shown_within: Mapped[list[Any]]
    chosen: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
