"""Accepts an offer from the waiting list: the same move as any other, to the offered slot."""

from __future__ import annotations

from backend.bookings.operations.move import move
from backend.bookings.patient_times import lock_appointment
from backend.bookings.permissions import move_of
from backend.bookings.schemas import Change
from backend.bookings.unit import Work
from backend.bookings.waiting import offers
from backend.contracts.schemas import Appointment


def accept(work: Work, change: Change, offer_id: int) -> Appointment:
    """Moves the appointment to what it was offered, in whichever version it is now.

    Raises:
        OfferGone: the offer holds no longer.
        Problem: why the appointment cannot be moved.
    """
    lock_appointment(work.session, work.who.patient_id, change.appointment)
    offers.answerable(work.session, work.who.patient_id, offer_id, work.now)
    times = work.times()
    appointment = times.find(change.appointment)
    return move(
        work,
        change.model_copy(
            update={
                "operation": move_of(appointment),
                "versions": [times.rows[appointment.id].version],
            }
        ),
    )
