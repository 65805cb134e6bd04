"""Which times a patient was shown, and the wait that is then their own choice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.bookings.consequences import consequences_of, limit_of
from backend.bookings.models import BookingChange, PatientChosenWait, ShownTime
from backend.bookings.patient_times import PatientTimes
from backend.bookings.schemas import Consequences, Operation, Shown
from backend.bookings.unit import Work
from backend.contracts.models import Slot
from backend.contracts.schemas import Appointment
from backend.errors import NotFound
from backend.rules.guarantee import Limit, chosen_wait, would_pass_limit
from backend.rules.regions import Regions
from backend.rules.workdays import STOCKHOLM, local_date


def record_shown(work: Work, appointment_id: str, errand: str, slot_ids: list[str]) -> list[Shown]:
    """Writes down that the patient was shown these times, and whether each is within the limit.

    Raises:
        NotFound: there is no such appointment or slot.
    """
    times = work.times()
    appointment = times.find(appointment_id)
    limit = running_limit(work.session, times, appointment, work.regions)
    slots = {
        slot.fhir_id: slot
        for slot in work.session.scalars(select(Slot).where(Slot.fhir_id.in_(slot_ids)))
    }
    told = []
    for slot_id in slot_ids:
        if slot_id not in slots:
            raise NotFound("Det finns ingen sådan tid.")
        slot = slots[slot_id]
        within = None if limit is None else not would_pass_limit(limit, slot.start)
        work.session.add(
            ShownTime(
                patient_id=work.who.patient_id,
                resource_id=times.rows[appointment_id].id,
                errand=errand,
                slot_id=slot.id,
                start=slot.start,
                within_limit=within,
                at=work.now,
            )
        )
        start = slot.start.astimezone(STOCKHOLM)
        told.append(Shown(slot=slot_id, start=start, within_limit=within))
    return told


def running_limit(
    session: Session, times: PatientTimes, appointment: Appointment, regions: Regions
) -> Limit | None:
    """The limit that the appointment stands under; none while a wait of the patient's choice is."""
    return limit_of(
        times.guarantee(appointment),
        appointment,
        regions,
        chosen_wait=_has_chosen_wait(session, times.rows[appointment.id].id),
    )


def consequences_now(
    session: Session,
    times: PatientTimes,
    appointment: Appointment,
    operation: Operation,
    new_start: datetime | None,
    regions: Regions,
    now: datetime,
) -> Consequences:
    """The consequences as they stand in this transaction."""
    limit = running_limit(session, times, appointment, regions)
    guarantee = times.guarantee(appointment)
    shown = shown_starts(session, times.rows[appointment.id].id) if limit else []
    return consequences_of(
        operation,
        appointment,
        new_start=new_start,
        limit=limit,
        referral=guarantee.source if guarantee else None,
        shown=shown,
        person=times.contract.person,
        regions=regions,
        now=now,
    )


def keep_chosen_wait(
    work: Work, change: BookingChange, limit: Limit | None, *, informed: bool
) -> bool:
    """Writes down that the patient chose to wait, where the three conditions of the law hold.

    Returns:
        whether they do.
    """
    if limit is None or change.to_start is None:
        return False
    shown = shown_starts(work.session, change.resource_id)
    found = chosen_wait(limit, shown, change.to_start, informed=informed)
    if found is None:
        return False
    row = PatientChosenWait(
        change_id=change.id,
        resource_id=change.resource_id,
        patient_id=change.patient_id,
        kind=limit.kind.value,
        day_zero=limit.day_zero,
        last_day=limit.last_day,
        shown_within=[start.isoformat() for start in found.shown_within],
        chosen=change.to_start,
    )
    work.session.add(row)
    work.session.flush()
    return True


def withdraw_ended_waits(work: Work, change: BookingChange) -> None:
    """Lets the limits hold again that the patient had passed and now keeps within."""
    if change.to_start is None:
        return
    work.session.execute(
        update(PatientChosenWait)
        .where(
            PatientChosenWait.resource_id == change.resource_id,
            PatientChosenWait.withdrawn_at.is_(None),
            PatientChosenWait.last_day >= local_date(change.to_start),
        )
        .values(withdrawn_at=work.now)
    )


def withdraw_chosen_wait(work: Work, change_id: int) -> None:
    """Lets the limit hold again: the change that passed it was undone."""
    row = work.session.get(PatientChosenWait, change_id)
    if row is not None:
        row.withdrawn_at = work.now


def shown_starts(session: Session, resource_id: int) -> list[datetime]:
    """The starts that were shown for the appointment, earliest first."""
    starts = session.scalars(
        select(ShownTime.start)
        .where(ShownTime.resource_id == resource_id)
        .distinct()
        .order_by(ShownTime.start)
    )
    return [start.astimezone(STOCKHOLM) for start in starts]


def _has_chosen_wait(session: Session, resource_id: int) -> bool:
    found = select(PatientChosenWait.change_id).where(
        PatientChosenWait.resource_id == resource_id, PatientChosenWait.withdrawn_at.is_(None)
    )
    return session.scalar(found.limit(1)) is not None
