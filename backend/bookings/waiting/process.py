"""Offers freed times, one at a time, to those who asked: a step of `process_waiting_list`.

Whoever has the nearest limit by vårdgarantin comes first, then whoever asked first; medical
urgency is not known here and is not weighed. Who declined a time, or let it pass, is not offered
the same one again.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from backend.bookings import claims
from backend.bookings.availability import free_slots, wanted_by
from backend.bookings.durations import LEAST_NOTICE, LEAST_TO_ANSWER
from backend.bookings.models import SlotClaim
from backend.bookings.patient_times import load_times
from backend.bookings.waiting import freed, offers
from backend.bookings.waiting.models import FreedSlot, WaitingEntry, WaitingOffer
from backend.bookings.wishes import Wish
from backend.contracts import models
from backend.contracts.models import Slot
from backend.contracts.view.referrals import LimitDays
from backend.errors import NotFound


def ended_offers(session: Session, now: datetime) -> list[int]:
    """The open offers whose time to answer has passed."""
    return list(
        session.scalars(
            select(WaitingOffer.id)
            .where(WaitingOffer.state == "open", WaitingOffer.expires_at <= now)
            .order_by(WaitingOffer.expires_at)
        )
    )


def end_offer(session: Session, offer_id: int, now: datetime) -> None:
    """Ends an offer that was not answered, if it is still open."""
    offer = session.get_one(WaitingOffer, offer_id, with_for_update=True)
    if offer.state == "open" and offer.expires_at <= now:
        offers.end(session, offer, "expired", now)


def next_in_line(
    session: Session, slot_id: int, now: datetime, limit_days: LimitDays
) -> WaitingEntry | None:
    """Who is to be offered the slot: the first in order whom it suits."""
    slot = session.get_one(Slot, slot_id)
    asked_before = select(WaitingOffer.id).where(
        WaitingOffer.entry_id == WaitingEntry.id,
        or_(WaitingOffer.slot_id == slot_id, WaitingOffer.state == "open"),
    )
    line = session.execute(
        select(WaitingEntry, models.Appointment)
        .join(models.Appointment, models.Appointment.resource_id == WaitingEntry.resource_id)
        .where(
            WaitingEntry.service == slot.service,
            WaitingEntry.state == "waiting",
            ~asked_before.exists(),
        )
        .order_by(
            WaitingEntry.limit.is_(None), WaitingEntry.limit, WaitingEntry.asked_at, WaitingEntry.id
        )
    )
    for entry, appointment in line:
        too_late = entry.earlier_only and appointment.start and slot.start >= appointment.start
        if too_late or not _wished(entry, slot):
            continue
        if _suits(session, entry, appointment, slot, now, limit_days):
            return entry
    return None


def offer_next(
    session: Session, slot_id: int, now: datetime, lasts: timedelta, limit_days: LimitDays
) -> bool:
    """Offers the freed slot to the next in line, and keeps it for them meanwhile.

    Returns:
        whether an offer was made.
    """
    found = session.get(FreedSlot, slot_id, with_for_update=True)
    if found is None:
        return False
    slot = session.get_one(Slot, slot_id)
    expires_at = min(now + lasts, slot.start - LEAST_NOTICE)
    if slot.status != "free" or expires_at - now < LEAST_TO_ANSWER:
        freed.forget(session, slot_id)
        return False
    claims.clear_ended(session, slot, now)
    if (kept_until := _kept_until(session, slot)) is not None:
        found.offer_from = kept_until
        return False
    entry = next_in_line(session, slot_id, now, limit_days)
    freed.forget(session, slot_id)
    if entry is None:
        return False
    taken = claims.take(
        session,
        slot,
        "offered",
        patient_id=entry.patient_id,
        resource_id=entry.resource_id,
        expires_at=expires_at,
    )
    if taken:
        session.add(
            WaitingOffer(
                entry_id=entry.id,
                slot_id=slot.id,
                patient_id=entry.patient_id,
                state="open",
                offered_at=now,
                expires_at=expires_at,
            )
        )
        session.flush()
    return taken


def _wished(entry: WaitingEntry, slot: Slot) -> bool:
    return entry.wish is None or Wish.model_validate(entry.wish).holds(slot.start)


def _suits(
    session: Session,
    entry: WaitingEntry,
    columns: models.Appointment,
    slot: Slot,
    now: datetime,
    limit_days: LimitDays,
) -> bool:
    """Whether the slot is one that the appointment may move to: `availability` says so."""
    try:
        times = load_times(session, entry.patient_id, now, limit_days)
        wanted = wanted_by(session, times, times.find(columns.fhir_id), now)
    except NotFound:
        return False
    return wanted is not None and bool(free_slots(session, wanted, limit=1, only=slot.id))


def _kept_until(session: Session, slot: Slot) -> datetime | None:
    """When the last claim that is in the way ends; `None` when there is none that does."""
    return session.scalar(
        select(SlotClaim.expires_at)
        .where(
            SlotClaim.expires_at.is_not(None),
            or_(
                SlotClaim.slot_id == slot.id,
                and_(
                    SlotClaim.schedule == slot.schedule,
                    SlotClaim.start < slot.end,
                    SlotClaim.end > slot.start,
                ),
            ),
        )
        .order_by(SlotClaim.expires_at.desc())
        .limit(1)
    )
