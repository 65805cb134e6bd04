"""The tables of the booking core."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base, UtcDateTime


class SlotClaim(Base):
    """Whom a slot is taken by, and how: the one place that decides whether a time is free.

    `kind` is `booked`; `held`, while a patient makes up their mind; or `released`, while the time
    that a patient just left is kept for them so that they can undo. The two last end at
    `expires_at`; an index cannot look at the clock, so the booking transaction deletes those that
    have ended before it claims. The unique index on `slot_id` lets one claim stand; `schedule`,
    `start` and `end` guard against overlapping slots of one schedule.
    """

    __tablename__ = "slot_claims"
    __table_args__ = (
        Index("one_claim_per_slot", "slot_id", unique=True),
        Index(
            "one_booked_slot_per_appointment",
            "resource_id",
            unique=True,
            sqlite_where=text("kind = 'booked'"),
            postgresql_where=text("kind = 'booked'"),
        ),
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
