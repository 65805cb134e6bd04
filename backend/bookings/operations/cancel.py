"""Cancels an appointment: its time is kept for the patient a while, then free to others."""

from __future__ import annotations

from backend.bookings import claims, confirmations
from backend.bookings.change import New, write_change
from backend.bookings.content import cancelled
from backend.bookings.durations import UNDO
from backend.bookings.operations.checks import opened
from backend.bookings.operations.move import leave
from backend.bookings.schemas import Change
from backend.bookings.unit import Work
from backend.bookings.waiting import entries, freed
from backend.contracts.schemas import Appointment


def cancel(work: Work, change: Change) -> Appointment:
    """Cancels the appointment.

    Raises:
        Problem: why not; the time is kept.
    """
    times, appointment = opened(work, change)
    confirmations.check(work, change, times, appointment, None)
    row = times.rows[appointment.id]

    claims.clear_of(work.session, row.id, "held")
    for left_before in claims.clear_of(work.session, row.id, "released"):
        freed.note(work.session, left_before, work.now)
    leave(work, row.id, row.content, keep=UNDO)
    entries.leave(work, row.id)
    new = New(cancelled(row.content), None)
    write_change(work, change.operation, times, appointment, new)
    return times.told(work.session, appointment.id)
