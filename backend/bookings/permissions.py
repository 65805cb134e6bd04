"""Whether a patient may change a time by themselves: the state it is in and the clinic's rules.

Pure. What is not said to be allowed is not. The clinic's own deadline (`cancelBefore`) refuses,
for moving as for cancelling; the region's table of late fees only warns (`consequences`).
"""

from __future__ import annotations

from datetime import UTC, datetime

from backend.bookings.errors import (
    AppointmentNotOpen,
    BookingNotAllowed,
    CancelNotAllowed,
    RebookingNotAllowed,
)
from backend.bookings.schemas import Operation
from backend.contracts.schemas import Appointment
from backend.errors import Problem

_OPEN = ("proposed", "waitlist", "pending", "booked")
OCCUPYING = ("booked", "pending", "arrived", "checked-in")
"""Statuses in which a visit with a time takes up the patient's day."""


def refusal(operation: Operation, appointment: Appointment, now: datetime) -> Problem | None:
    """Why `operation` may not be done to the appointment now; `None` when it may."""
    return _state_refusal(operation, appointment, now) or _rule_refusal(operation, appointment, now)


def move_of(appointment: Appointment) -> Operation:
    """What it means to give the appointment a slot: to move it, or to book its first time."""
    return Operation.BOOK if appointment.start is None else Operation.REBOOK


def _state_refusal(operation: Operation, appointment: Appointment, now: datetime) -> Problem | None:
    status, start = appointment.status, appointment.start
    if status == "cancelled":
        return AppointmentNotOpen("Tiden är redan avbokad.", reason="cancelled")
    if status not in _OPEN:
        return AppointmentNotOpen("Besöket är redan klart eller har börjat.", reason="over")
    if start is not None and _utc(start) <= _utc(now):
        return AppointmentNotOpen("Tiden har redan passerat.", reason="past")
    if operation is Operation.REBOOK and start is None:
        return AppointmentNotOpen("Det finns ingen bokad tid att flytta.", reason="no_time")
    if operation is Operation.BOOK and start is not None:
        return AppointmentNotOpen("Det finns redan en bokad tid.", reason="has_time")
    return None


def _rule_refusal(operation: Operation, appointment: Appointment, now: datetime) -> Problem | None:
    if operation is Operation.BOOK:
        if not appointment.rebooking_allowed:
            return BookingNotAllowed("Mottagningen bokar den här tiden.", reason="clinic")
        return None
    cancels = operation is Operation.CANCEL
    problem = CancelNotAllowed if cancels else RebookingNotAllowed
    allowed = appointment.cancel_allowed if cancels else appointment.rebooking_allowed
    if not allowed:
        verb = "avbokar" if cancels else "flyttar"
        return problem(f"Mottagningen {verb} den här tiden.", reason="clinic")
    last = appointment.cancel_before
    if last is not None and _utc(now) > _utc(last):
        verb = "avboka" if cancels else "flytta"
        return problem(
            f"Det är för sent att {verb} här. Kontakta mottagningen.",
            reason="too_late",
            deadline=last.isoformat(),
        )
    return None


def _utc(moment: datetime) -> datetime:
    """In UTC: two times in Europe/Stockholm compare by wall clock in Python."""
    return moment.astimezone(UTC)
