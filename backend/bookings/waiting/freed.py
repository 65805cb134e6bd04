"""Slots that somebody left: what the waiting list is offered."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Exists, Table, delete, select
from sqlalchemy.orm import Session

from backend.bookings.sql import insert_or_update
from backend.bookings.waiting.models import FreedSlot, WaitingEntry
from backend.contracts.models import Slot


def note(session: Session, slot_id: int, offer_from: datetime) -> None:
    """Writes down that the slot is free for the waiting list from then on."""
    values = {"slot_id": slot_id, "offer_from": offer_from}
    insert_or_update(session, cast(Table, FreedSlot.__table__), "slot_id", values)


def forget(session: Session, slot_id: int) -> None:
    """Takes the slot off: it is booked or offered, has begun, or nobody wants it."""
    session.execute(delete(FreedSlot).where(FreedSlot.slot_id == slot_id))


def due(session: Session, now: datetime) -> list[int]:
    """The slots to offer now, those that were freed first before others.

    Those of services that nobody waits for are passed over: `forget_unwanted` is for them.
    """
    return list(
        session.scalars(
            select(FreedSlot.slot_id)
            .where(FreedSlot.offer_from <= now, _wanted())
            .order_by(FreedSlot.offer_from, FreedSlot.slot_id)
        )
    )


def forget_unwanted(session: Session, now: datetime) -> None:
    """Takes off what nobody waits for and nobody keeps any longer."""
    session.execute(delete(FreedSlot).where(FreedSlot.offer_from <= now, ~_wanted()))


def _wanted() -> Exists:
    return (
        select(WaitingEntry.id)
        .join(Slot, Slot.service == WaitingEntry.service)
        .where(Slot.id == FreedSlot.slot_id, WaitingEntry.state == "waiting")
        .exists()
    )
