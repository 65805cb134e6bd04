"""What every change begins with: the rows locked, the version, the state, the clinic's rules."""

from __future__ import annotations

from backend.bookings.errors import StaleVersion
from backend.bookings.patient_times import PatientTimes, lock_appointment
from backend.bookings.permissions import refusal
from backend.bookings.schemas import Change
from backend.bookings.unit import Work
from backend.contracts.schemas import Appointment


def opened(work: Work, change: Change) -> tuple[PatientTimes, Appointment]:
    """The appointment, in the version that the caller saw, in a state to be changed.

    Raises:
        NotFound: the patient has none such. StaleVersion: it has changed since.
        Problem: the state or the clinic's rules forbid it.
    """
    times, appointment = current(work, change)
    refused = refusal(change.operation, appointment, work.now)
    if refused is not None:
        raise refused
    return times, appointment


def current(work: Work, change: Change) -> tuple[PatientTimes, Appointment]:
    """The appointment, in the version that the caller saw.

    Raises:
        NotFound: the patient has none such. StaleVersion: it has changed since.
    """
    lock_appointment(work.session, work.who.patient_id, change.appointment)
    times = work.times()
    appointment = times.find(change.appointment)
    check_version(change, times.rows[change.appointment].version)
    return times, appointment


def check_version(change: Change, version: int) -> None:
    """Refuses a change of anything but what the caller saw (RFC 9110, If-Match).

    Raises:
        StaleVersion: with the version that holds.
    """
    if version not in change.versions:
        raise StaleVersion("Tiden har ändrats sedan du såg den. Titta igen.", version=version)
