"""Undoes the appointment's last change, made here within ten minutes.

The appointment gets the content that it had, as a new version. The clinic's rules are not asked
again: they allowed the change a moment ago, and this only takes it back. An undo is not undone;
going there again is a new rebooking.
"""

from __future__ import annotations

from datetime import UTC, timedelta

from sqlalchemy import select

from backend.bookings import claims
from backend.bookings.availability import busy_besides, reachable
from backend.bookings.change import New, write_change
from backend.bookings.durations import UNDO
from backend.bookings.errors import NothingToUndo, SlotNotSuitable, SlotTaken, UndoExpired
from backend.bookings.models import BookingChange
from backend.bookings.offered import withdraw_chosen_wait
from backend.bookings.operations.checks import current
from backend.bookings.operations.move import leave
from backend.bookings.schemas import Change
from backend.bookings.unit import Work
from backend.contracts.models import Resource, ResourceVersion, Slot
from backend.contracts.schemas import Appointment
from backend.contracts.view.records import Json

_TOO_LATE = "Det går att ångra i 10 minuter. Nu kan du boka om i stället, om tiden är ledig."


def undo(work: Work, change: Change) -> Appointment:
    """Puts the appointment back to what it was before its last change.

    Raises:
        NothingToUndo, UndoExpired, SlotTaken, SlotNotSuitable: nothing has changed.
    """
    times, appointment = current(work, change)
    row = times.rows[appointment.id]
    last = last_change(work, row)
    if last is None:
        raise NothingToUndo("Det finns inget att ångra.")
    if work.now - last.at > UNDO or (
        last.from_start is not None and last.from_start <= work.now.astimezone(UTC)
    ):
        raise UndoExpired(_TOO_LATE)

    old = work.session.get(Slot, last.from_slot_id) if last.from_slot_id is not None else None
    busy = busy_besides(times, appointment)
    if old and not reachable(work.session, [old], busy, by_link=appointment.mode != "visit"):
        raise SlotNotSuitable("Du har ett annat besök den tiden.")
    content = _content_before(work, last)
    _go_back(work, row, old, content)
    new = New(content, old)
    write_change(work, change.operation, times, appointment, new)
    withdraw_chosen_wait(work, last.id)
    return times.told(work.session, appointment.id)


def last_change(work: Work, row: Resource) -> BookingChange | None:
    """The change that brought the present version about, if it can be undone at all."""
    found = work.session.scalar(
        select(BookingChange).where(
            BookingChange.resource_id == row.id, BookingChange.to_version == row.version
        )
    )
    return None if found is None or found.operation == "undo" else found


def _go_back(work: Work, row: Resource, old: Slot | None, content: Json) -> None:
    """Leaves the present time at once and takes the old one, which `content` names, again."""
    session, patient_id = work.session, work.who.patient_id
    claims.clear_of(session, row.id, "held")
    leave(work, row.id, row.content, keep=timedelta(0))
    if old is None:
        return
    if not claims.take_back(session, row.id, old):
        claims.clear_ended(session, old, work.now)
        claims.clear_own(session, old, patient_id)
        if not claims.take(session, old, "booked", patient_id=patient_id, resource_id=row.id):
            raise SlotTaken("Den gamla tiden är inte ledig längre.")
    claims.mark(session, claims.named_slots(session, content), busy=True, now=work.now)


def _content_before(work: Work, last: BookingChange) -> Json:
    version = work.session.scalar(
        select(ResourceVersion).where(
            ResourceVersion.resource_id == last.resource_id,
            ResourceVersion.version == last.from_version,
        )
    )
    if version is None or version.content is None:
        raise NothingToUndo("Det finns inget att ångra.")
    return version.content
