"""An offer of a freed time, from when it is made until it is answered or ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.bookings.errors import OfferGone
from backend.bookings.models import SlotClaim
from backend.bookings.waiting import freed
from backend.bookings.waiting.models import WaitingEntry, WaitingOffer
from backend.contracts.models import Slot

_GONE = "Det erbjudandet gäller inte längre."


def open_of(session: Session, entry_id: int) -> Sequence[WaitingOffer]:
    """The open offers of a place on the list: one at most."""
    return session.scalars(
        select(WaitingOffer).where(WaitingOffer.entry_id == entry_id, WaitingOffer.state == "open")
    ).all()


def open_for(session: Session, patient_id: int, now: datetime) -> Sequence[WaitingOffer]:
    """What the patient is offered now, what ends first before the rest."""
    return session.scalars(
        select(WaitingOffer)
        .where(
            WaitingOffer.patient_id == patient_id,
            WaitingOffer.state == "open",
            WaitingOffer.expires_at > now,
        )
        .order_by(WaitingOffer.expires_at, WaitingOffer.id)
    ).all()


def answerable(session: Session, patient_id: int, offer_id: int, now: datetime) -> WaitingOffer:
    """The patient's offer, while it stands.

    Raises:
        OfferGone: it has been answered or has ended, or is not theirs.
    """
    offer = session.get(WaitingOffer, offer_id, with_for_update=True)
    if offer is None or offer.patient_id != patient_id:
        raise OfferGone(_GONE)
    if offer.state != "open" or offer.expires_at <= now:
        raise OfferGone(_GONE)
    return offer


def end(
    session: Session,
    offer: WaitingOffer,
    state: Literal["declined", "expired", "withdrawn"],
    now: datetime,
) -> None:
    """Ends the offer without a booking; the slot is for the next one in line."""
    offer.state, offer.answered_at = state, now
    session.execute(
        delete(SlotClaim).where(
            SlotClaim.slot_id == offer.slot_id,
            SlotClaim.kind == "offered",
            SlotClaim.patient_id == offer.patient_id,
        )
    )
    freed.note(session, offer.slot_id, now)


def settle(session: Session, patient_id: int, resource_id: int, slot: Slot, now: datetime) -> None:
    """Answers the patient's offers by what they booked, on whichever way they came to it.

    The offer of that slot to that appointment is accepted, and its place on the list fulfilled;
    one that the booking overlaps is withdrawn.
    """
    for offer, entry in _open_with_entries(session, patient_id):
        if offer.slot_id == slot.id and entry.resource_id == resource_id:
            offer.state, offer.answered_at = "accepted", now
            entry.state, entry.ended_at = "fulfilled", now
        elif _in_the_way(session, offer, slot):
            end(session, offer, "withdrawn", now)
    session.flush()


def withdraw_others(session: Session, patient_id: int, slot: Slot, now: datetime) -> None:
    """Ends the patient's offers of other slots that overlap one that they hold now."""
    for offer, _ in _open_with_entries(session, patient_id):
        if offer.slot_id != slot.id and _in_the_way(session, offer, slot):
            end(session, offer, "withdrawn", now)


def _open_with_entries(
    session: Session, patient_id: int
) -> Sequence[tuple[WaitingOffer, WaitingEntry]]:
    rows = session.execute(
        select(WaitingOffer, WaitingEntry)
        .join(WaitingEntry, WaitingEntry.id == WaitingOffer.entry_id)
        .where(WaitingOffer.patient_id == patient_id, WaitingOffer.state == "open")
    )
    return [(offer, entry) for offer, entry in rows]


def _in_the_way(session: Session, offer: WaitingOffer, slot: Slot) -> bool:
    offered = session.get_one(Slot, offer.slot_id)
    return offered.schedule == slot.schedule and (
        offered.start < slot.end and offered.end > slot.start
    )
