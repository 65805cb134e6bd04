"""Holds a slot while the patient makes up their mind, and asks whether to book it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from backend.bookings import claims, confirmations
from backend.bookings.durations import HOLD
from backend.bookings.errors import SlotTaken
from backend.bookings.models import Confirmation
from backend.bookings.operations.move import find_slot, suitable
from backend.bookings.patient_times import PatientTimes, lock_appointment
from backend.bookings.permissions import move_of, refusal
from backend.bookings.schemas import Consequences, Operation
from backend.bookings.unit import Work
from backend.bookings.waiting import offers
from backend.contracts.models import Slot
from backend.contracts.schemas import Appointment


def hold(
    work: Work, appointment_id: str, slot_id: str
) -> tuple[Confirmation, Consequences, Slot, datetime | None]:
    """Holds the slot for five minutes and asks; a hold that the appointment had is let go.

    Returns:
        the question, the consequences of saying yes, the slot, and until when it is held: None
        when an offer keeps it longer, or the appointment's present time overlaps it.

    Raises:
        Problem: why the slot cannot be had.
    """
    times, appointment = _open(work, appointment_id)
    slot = find_slot(work, slot_id)
    wanted = suitable(work, times, appointment, slot)
    until = _keep(work, times.rows[appointment_id].id, slot)
    question, consequences = confirmations.ask(work, times, appointment, move_of(appointment), slot)
    offers.withdraw_others(work.session, wanted.patient_id, slot, work.now)
    return question, consequences, slot, until


def ask_to_cancel(work: Work, appointment_id: str) -> tuple[Confirmation, Consequences]:
    """Asks whether to cancel.

    Raises:
        Problem: why it cannot be cancelled here.
    """
    lock_appointment(work.session, work.who.patient_id, appointment_id)
    times = work.times()
    appointment = times.find(appointment_id)
    refused = refusal(Operation.CANCEL, appointment, work.now)
    if refused is not None:
        raise refused
    claims.clear_of(work.session, times.rows[appointment_id].id, "held")
    return confirmations.ask(work, times, appointment, Operation.CANCEL, None)


def release_hold(work: Work, appointment_id: str) -> None:
    """Lets go of what is held for the appointment, and ends its question.

    Raises:
        NotFound: the patient has no such appointment.
    """
    lock_appointment(work.session, work.who.patient_id, appointment_id)
    row = work.times().rows[appointment_id]
    claims.clear_of(work.session, row.id, "held")
    work.session.execute(delete(Confirmation).where(Confirmation.resource_id == row.id))


def _open(work: Work, appointment_id: str) -> tuple[PatientTimes, Appointment]:
    lock_appointment(work.session, work.who.patient_id, appointment_id)
    times = work.times()
    appointment = times.find(appointment_id)
    refused = refusal(move_of(appointment), appointment, work.now)
    if refused is not None:
        raise refused
    return times, appointment


def _keep(work: Work, resource_id: int, slot: Slot) -> datetime | None:
    """Claims the slot, unless something keeps it for the patient already.

    A slot that overlaps the appointment's present time cannot be claimed beside it; nobody is kept
    from its other part, and the answer to the question decides.
    """
    session, patient_id, until = work.session, work.who.patient_id, work.now + HOLD
    claims.clear_ended(session, slot, work.now)
    claims.clear_of(session, resource_id, "held")
    own = claims.live_own(session, slot, patient_id, work.now)
    if own is not None:
        if own.kind == "offered":
            return None
        own.expires_at = max(until, own.expires_at or until)
        return own.expires_at
    if claims.is_booked_across(session, slot, resource_id):
        return None
    claims.clear_own(session, slot, patient_id)
    held = claims.take(
        session,
        slot,
        "held",
        patient_id=patient_id,
        resource_id=resource_id,
        expires_at=until,
    )
    if not held:
        raise SlotTaken("Den tiden hann någon annan ta.")
    return until
