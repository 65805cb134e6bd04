"""Gives an appointment a slot: `rebook` moves its time, `book` gives it its first."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from backend.bookings import claims, confirmations
from backend.bookings.availability import Wanted, free_slots, is_claimed, minutes_needed, wanted_by
from backend.bookings.change import New, write_change
from backend.bookings.content import moved
from backend.bookings.durations import UNDO
from backend.bookings.errors import SlotNotSuitable, SlotTaken, SlotUnknown
from backend.bookings.offered import keep_chosen_wait, running_limit, withdraw_ended_waits
from backend.bookings.operations.checks import opened
from backend.bookings.patient_times import PatientTimes
from backend.bookings.people import people_in, same_person
from backend.bookings.schemas import Change
from backend.bookings.unit import Work
from backend.bookings.waiting import entries, freed, offers
from backend.contracts.models import Slot
from backend.contracts.schemas import Appointment
from backend.contracts.view.records import Json

_TAKEN = "Den tiden hann någon annan ta."
_UNSUITABLE = "Den tiden går inte att välja för det här besöket."


def move(work: Work, change: Change) -> Appointment:
    """Moves the appointment to the slot, or books it there.

    Raises:
        Problem: why not; the old time is kept.
    """
    times, appointment = opened(work, change)
    slot = find_slot(work, change.slot)
    wanted = suitable(work, times, appointment, slot)
    question = confirmations.check(work, change, times, appointment, slot)
    limit = running_limit(work.session, times, appointment, work.regions)

    take_over(work, wanted, slot, times.rows[appointment.id].content)
    content = _content(work, times, appointment, slot)
    row = write_change(work, change.operation, times, appointment, New(content, slot))
    informed = question is not None and question.said["limit_passed"] is True
    withdraw_ended_waits(work, row)
    if keep_chosen_wait(work, row, limit, informed=informed):
        entries.forget_limit(work.session, row.resource_id)
    offers.settle(work.session, wanted.patient_id, wanted.resource_id, slot, work.now)
    return times.told(work.session, appointment.id)


def find_slot(work: Work, slot_id: str | None) -> Slot:
    """The slot with this FHIR id.

    Raises:
        SlotUnknown: there is none.
    """
    slot = work.session.scalar(select(Slot).where(Slot.fhir_id == slot_id))
    if slot is None:
        raise SlotUnknown("Det finns ingen sådan tid.")
    return slot


def suitable(work: Work, times: PatientTimes, appointment: Appointment, slot: Slot) -> Wanted:
    """What the appointment needs, which the slot has: `availability` says so.

    Raises:
        SlotTaken: somebody else has it. SlotNotSuitable: it does not do for this appointment.
    """
    wanted = wanted_by(work.session, times, appointment, work.now)
    if wanted is None:
        raise SlotNotSuitable(_UNSUITABLE)
    if not free_slots(work.session, wanted, limit=1, only=slot.id):
        if slot.id != wanted.present_slot and is_claimed(work.session, wanted, slot):
            raise SlotTaken(_TAKEN)
        raise SlotNotSuitable(_UNSUITABLE)
    return wanted


def take_over(work: Work, wanted: Wanted, slot: Slot, content: Json) -> None:
    """Claims the slot for the appointment, which leaves the time that its `content` names.

    Raises:
        SlotTaken: somebody else was first; the database says so.
    """
    session, mine = work.session, wanted.resource_id
    claims.clear_ended(session, slot, work.now)
    claims.clear_own(session, slot, wanted.patient_id)
    claims.clear_of(session, mine, "held")
    for left_before in claims.clear_of(session, mine, "released"):
        freed.note(session, left_before, work.now)
    leave(work, mine, content, keep=UNDO, new=slot)
    taken = claims.take(session, slot, "booked", patient_id=wanted.patient_id, resource_id=mine)
    if not taken:
        raise SlotTaken(_TAKEN)
    claims.mark(session, [slot], busy=True, now=work.now)


def leave(
    work: Work, resource_id: int, content: Json, *, keep: timedelta, new: Slot | None = None
) -> None:
    """Leaves the time that the appointment's `content` names, for others once it is not kept."""
    free_from = claims.let_go(work.session, resource_id, work.now, keep=keep, new=new)
    if free_from is None:
        return
    slots = claims.named_slots(work.session, content)
    claims.mark(work.session, slots, busy=False, now=work.now)
    for slot in slots:
        freed.note(work.session, slot.id, free_from)


def _content(work: Work, times: PatientTimes, appointment: Appointment, slot: Slot) -> Json:
    content = times.rows[appointment.id].content
    people = people_in(content)
    same = slot.practitioner is not None and same_person(work.session, slot.practitioner, people)
    return moved(
        content,
        slot,
        minutes=minutes_needed(content, appointment),
        same_person=same,
    )
