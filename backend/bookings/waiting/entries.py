"""Joining and leaving the waiting list."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.bookings.change import audit
from backend.bookings.errors import AppointmentNotOpen
from backend.bookings.offered import running_limit
from backend.bookings.patient_times import lock_appointment
from backend.bookings.permissions import move_of, refusal
from backend.bookings.unit import Work
from backend.bookings.waiting import offers
from backend.bookings.waiting.models import WaitingEntry
from backend.bookings.wishes import Wish


def join(work: Work, appointment_id: str, wish: Wish | None, *, earlier_only: bool) -> WaitingEntry:
    """Asks to be told when a time becomes free for the appointment.

    Who is on the list already keeps their place; a new wish replaces the old.

    Raises:
        Problem: the appointment may not be moved here, so nothing could be offered.
    """
    lock_appointment(work.session, work.who.patient_id, appointment_id)
    times = work.times()
    appointment = times.find(appointment_id)
    refused = refusal(move_of(appointment), appointment, work.now)
    if refused is not None:
        raise refused
    columns = times.columns[appointment_id]
    if columns.service is None:
        raise AppointmentNotOpen("Den tiden har ingen väntelista.", reason="no_service")
    limit = running_limit(work.session, times, appointment, work.regions)
    entry = waiting_for(work.session, columns.resource_id)
    if entry is None:
        entry = WaitingEntry(
            patient_id=work.who.patient_id,
            resource_id=columns.resource_id,
            service=columns.service,
            state="waiting",
            actor=work.who.actor,
            asked_at=work.now,
        )
        work.session.add(entry)
    entry.limit = limit.last_day if limit else None
    entry.wish = wish.model_dump(mode="json") if wish else None
    entry.earlier_only = earlier_only
    audit(work, "join_waiting_list", appointment.source)
    work.session.flush()
    return entry


def leave(work: Work, resource_id: int) -> bool:
    """Takes the appointment off the list, and gives back what it was offered.

    Returns:
        whether it was on it.
    """
    entry = waiting_for(work.session, resource_id)
    if entry is None:
        return False
    for offer in offers.open_of(work.session, entry.id):
        offers.end(work.session, offer, "withdrawn", work.now)
    entry.state, entry.ended_at = "left", work.now
    work.session.flush()
    return True


def waiting_for(session: Session, resource_id: int) -> WaitingEntry | None:
    """The appointment's place on the list, if it has one."""
    return session.scalar(
        select(WaitingEntry).where(
            WaitingEntry.resource_id == resource_id, WaitingEntry.state == "waiting"
        )
    )


def entries_of(session: Session, patient_id: int) -> Sequence[WaitingEntry]:
    """The patient's places on the list."""
    return session.scalars(
        select(WaitingEntry)
        .where(WaitingEntry.patient_id == patient_id, WaitingEntry.state == "waiting")
        .order_by(WaitingEntry.asked_at, WaitingEntry.id)
    ).all()


def forget_limit(session: Session, resource_id: int) -> None:
    """Orders the appointment by when it asked alone: the patient chose to wait past the limit."""
    session.execute(
        update(WaitingEntry).where(WaitingEntry.resource_id == resource_id).values(limit=None)
    )
