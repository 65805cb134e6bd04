"""Which slots an appointment may move to.

The list, the hold and the booking ask this one function, so what was shown is what can be had.

A slot will do when

* it belongs to the appointment's `HealthcareService`, by the clinic's own word it is free, and it
  has not begun;
* it is as long as the appointment needs (`minutesDuration`, or the length of its present time);
* it is with the right person (`people`);
* no claim of somebody else stands on it or on an overlapping slot of the same schedule: claims
  that have ended, and what this patient holds, is offered or has just left, stand in no way;
* the patient can get there from and to their other visits (`travel`);
* and the clinic lets the patient do it (`permissions`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from backend.bookings.directory import resources_at
from backend.bookings.models import SlotClaim
from backend.bookings.patient_times import PatientTimes
from backend.bookings.people import acceptable_people
from backend.bookings.permissions import OCCUPYING, move_of, refusal
from backend.bookings.sql import seconds_between, two_days_before
from backend.bookings.travel import Busy, Place, collides
from backend.contracts.models import Slot
from backend.contracts.schemas import Appointment
from backend.contracts.view.records import Json

_OWN_KINDS = ("held", "released", "offered")


@dataclass(frozen=True)
class Wanted:
    """What an appointment needs of a slot. Times are in UTC."""

    patient_id: int
    resource_id: int
    service: str
    minutes: int
    present_slot: int | None
    people: tuple[str, ...] | None
    busy: tuple[Busy, ...]
    by_link: bool
    now: datetime


@dataclass(frozen=True)
class Span:
    """Starts from `first` up to but not including `last`, in UTC; after the slot `after`."""

    first: datetime | None = None
    last: datetime | None = None
    after: tuple[datetime, int] | None = None


def wanted_by(
    session: Session, times: PatientTimes, appointment: Appointment, now: datetime
) -> Wanted | None:
    """What the appointment needs; `None` when it may not be moved here, or has no service."""
    columns = times.columns[appointment.id]
    if refusal(move_of(appointment), appointment, now) is not None or columns.service is None:
        return None
    return Wanted(
        patient_id=times.patient_id,
        resource_id=columns.resource_id,
        service=columns.service,
        minutes=minutes_needed(times.rows[appointment.id].content, appointment),
        present_slot=columns.slot_id,
        people=acceptable_people(session, times.records, appointment, columns.service, now),
        busy=busy_besides(times, appointment),
        by_link=appointment.mode != "visit",
        now=now.astimezone(UTC),
    )


def free_slots(
    session: Session,
    wanted: Wanted,
    span: Span | None = None,
    *,
    limit: int,
    only: int | None = None,
) -> list[Slot]:
    """The first `limit` slots that will do, earliest first; `only` looks at that slot alone."""
    found: list[Slot] = []
    span = span or Span()
    while len(found) < limit:
        page = _page(session, wanted, span, limit + len(wanted.busy), only)
        found += reachable(session, page, wanted.busy, by_link=wanted.by_link)
        if len(page) < limit + len(wanted.busy) or only is not None:
            break
        span = Span(span.first, span.last, (page[-1].start, page[-1].id))
    return found[:limit]


def minutes_needed(content: Json, appointment: Appointment) -> int:
    """How long a slot must at least be: 0 when nothing says."""
    stated: int | None = content.get("minutesDuration")
    return stated or appointment.minutes or 0


def is_claimed(session: Session, wanted: Wanted, slot: Slot) -> bool:
    """Whether somebody else has the slot, or the clinic has closed it."""
    claim = select(SlotClaim.id).where(
        _blocks(wanted),
        or_(
            SlotClaim.slot_id == slot.id,
            and_(
                SlotClaim.schedule == slot.schedule,
                SlotClaim.start < slot.end,
                SlotClaim.end > slot.start,
            ),
        ),
    )
    return slot.status != "free" or session.scalar(claim.limit(1)) is not None


def _page(session: Session, wanted: Wanted, span: Span, limit: int, only: int | None) -> list[Slot]:
    on_slot = select(SlotClaim.id).where(SlotClaim.slot_id == Slot.id, _blocks(wanted)).exists()
    overlapping = (
        select(SlotClaim.id)
        .where(
            SlotClaim.schedule == Slot.schedule,
            SlotClaim.start > two_days_before(Slot.start),  # keeps the index scan short
            SlotClaim.start < Slot.end,
            SlotClaim.end > Slot.start,
            _blocks(wanted),
        )
        .exists()
    )
    query = select(Slot).where(
        Slot.service == wanted.service,
        Slot.status == "free",
        Slot.start > wanted.now,
        *_asked_for(wanted, span, only),
        ~on_slot,
        ~overlapping,
    )
    return list(session.scalars(query.order_by(Slot.start, Slot.id).limit(limit)))


def _asked_for(wanted: Wanted, span: Span, only: int | None) -> Iterator[ColumnElement[bool]]:
    if only is not None:
        yield Slot.id == only
    if span.first is not None:
        yield Slot.start >= span.first
    if span.last is not None:
        yield Slot.start < span.last
    if span.after is not None:
        start, ident = span.after
        yield Slot.start >= start
        yield or_(Slot.start > start, Slot.id > ident)
    if wanted.present_slot is not None:
        yield Slot.id != wanted.present_slot
    if wanted.minutes:
        yield seconds_between(Slot.start, Slot.end) >= wanted.minutes * 60
    if wanted.people is not None:
        yield Slot.practitioner.in_(wanted.people)


def _blocks(wanted: Wanted) -> ColumnElement[bool]:
    own = and_(SlotClaim.patient_id == wanted.patient_id, SlotClaim.kind.in_(_OWN_KINDS))
    return and_(
        or_(SlotClaim.expires_at.is_(None), SlotClaim.expires_at > wanted.now),
        ~own,
        SlotClaim.resource_id != wanted.resource_id,
    )


def reachable(
    session: Session, slots: list[Slot], busy: tuple[Busy, ...], *, by_link: bool
) -> list[Slot]:
    """The slots that the patient can get to from their other visits; `by_link` needs no way."""
    if not busy:
        return slots
    places = {None: Place(None)} | _places(session, {slot.location for slot in slots})
    return [
        slot
        for slot in slots
        if not any(
            collides(slot.start, slot.end, None if by_link else places[slot.location], visit)
            for visit in busy
        )
    ]


def busy_besides(times: PatientTimes, moving: Appointment) -> tuple[Busy, ...]:
    """The patient's other visits that have a time, in UTC."""
    return tuple(
        Busy(found.start.astimezone(UTC), found.end.astimezone(UTC), _place_of(found))
        for found in times.contract.appointments
        if found.id != moving.id
        and found.status in OCCUPYING
        and found.start is not None
        and found.end is not None
    )


def _places(session: Session, ids: set[str | None]) -> dict[str | None, Place]:
    resources = resources_at(session, (f"Location/{found}" for found in ids if found is not None))
    places: dict[str | None, Place] = {}
    for found in ids - {None}:
        position = resources.get(f"Location/{found}", {}).get("position", {})
        places[found] = Place(found, position.get("latitude"), position.get("longitude"))
    return places


def _place_of(appointment: Appointment) -> Place | None:
    if appointment.mode != "visit":
        return None
    place = appointment.location
    if place is None:
        return Place(None)
    ident = place.source.removeprefix("Location/")
    return Place(ident, place.latitude, place.longitude)
