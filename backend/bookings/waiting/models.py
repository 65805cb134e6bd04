"""The tables of the waiting list."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base, UtcDateTime


class WaitingEntry(Base):
    """Somebody who asked for a time that becomes free at a service.

    `state` is `waiting`, `left` or `fulfilled`. `limit` is the last day by vårdgarantin, where one
    holds: those with the nearest are asked first, then by `asked_at`. `wish` is a `Wish`.
    """

    __tablename__ = "waiting_entries"
    __table_args__ = (
        Index(
            "one_waiting_entry_per_appointment",
            "resource_id",
            unique=True,
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index("waiting_by_service", "service", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"), index=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id"))
    service: Mapped[str]
    wish: Mapped[dict[str, Any] | None]
    earlier_only: Mapped[bool]
    limit: Mapped[date | None]
    state: Mapped[str]
    actor: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class WaitingOffer(Base):
    """A freed time offered to one who waits; the slot is claimed for them meanwhile.

    `state` is `open`, `accepted`, `declined`, `expired` or `withdrawn`.
    """

    __tablename__ = "waiting_offers"
    __table_args__ = (
        Index("offers_by_entry", "entry_id", "slot_id", unique=True),
        Index(
            "one_open_offer_per_entry",
            "entry_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index(
            "one_open_offer_per_slot",
            "slot_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index("offers_by_state", "state", "expires_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("waiting_entries.id"))
    slot_id: Mapped[int] = mapped_column(ForeignKey("slots.id"))
    patient_id: Mapped[int] = mapped_column(ForeignKey("patients.id"), index=True)
    state: Mapped[str]
    offered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class FreedSlot(Base):
    """A slot that somebody left, to be offered from `offer_from`, when it is kept no longer."""

    __tablename__ = "freed_slots"

    slot_id: Mapped[int] = mapped_column(ForeignKey("slots.id"), primary_key=True)
    offer_from: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
