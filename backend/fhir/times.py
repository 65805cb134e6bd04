"""Keeps imported appointments' columns and their claims on slots true to their content.

First every changed appointment lets go of its slot, then each takes the one that it names: two
that have changed places are not in each other's way.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.bookings.models import SlotClaim
from backend.bookings.waiting import freed
from backend.contracts.models import Appointment, Resource, Slot
from backend.contracts.view.records import instant, reference_of, references_of
from backend.fhir.bundle import ContractBundle
from backend.fhir.directory import service_of
from backend.fhir.faults import Fault

HOLDING_STATUSES = ("pending", "booked", "arrived", "checked-in", "fulfilled")
"""Statuses in which an appointment occupies its slot."""


def index_appointments(
    session: Session, patient_id: int, rows: Sequence[Resource], bundle: ContractBundle
) -> list[Fault]:
    """Writes the appointments' columns and moves their claims to the slots that they name.

    Returns:
        what stands against it: a slot that is another's. Nothing else can.
    """
    release(session, rows)
    faults = []
    for row in rows:
        slots = _slots(session, row)
        found = session.get(Appointment, row.id)
        if found is None:
            found = Appointment(resource_id=row.id, patient_id=patient_id, fhir_id=row.fhir_id)
            session.add(found)
        found.version = row.version
        found.status = "entered-in-error" if row.removed else row.content["status"]
        found.start = instant(row.content, "start")
        found.end = instant(row.content, "end")
        found.service = _service(row, bundle)
        found.slot_id = slots[0].id if slots else None
        session.flush()
        if slots and found.status in HOLDING_STATUSES and not _claim(session, row, slots):
            message = f"Slot/{slots[0].fhir_id} is already booked by another appointment"
            faults.append(Fault(row.reference, "slot", message))
    return faults


def release(session: Session, rows: Sequence[Resource]) -> None:
    """Lets go of every slot that these appointments hold, in whatever way.

    What the care has moved or cancelled is for those who wait ("ring om ni får återbud").
    """
    session.flush()
    for row in rows:
        for slot_id in _booked(session, row):
            freed.note(session, slot_id, row.last_updated)
        session.execute(delete(SlotClaim).where(SlotClaim.resource_id == row.id))
    session.flush()


def _booked(session: Session, row: Resource) -> Sequence[int]:
    return session.scalars(
        select(SlotClaim.slot_id).where(SlotClaim.resource_id == row.id, SlotClaim.kind == "booked")
    ).all()


def _claim(session: Session, row: Resource, slots: list[Slot]) -> bool:
    """Takes the slots for the appointment; whoever only held one of them gives way.

    One row stands for several slots: it spans them all. Where another slot's booking overlaps in
    the same schedule the care has booked double on purpose; then no second claim can stand, and
    the first keeps the time from being offered.
    """
    schedule = slots[0].schedule
    start = min(slot.start for slot in slots)
    end = max(slot.end for slot in slots)
    booked_double = False
    for claim in _others(session, schedule, start, end):
        if claim.kind == "booked" and claim.slot_id == slots[0].id:
            return False
        if claim.kind == "booked":
            booked_double = True
        else:
            session.delete(claim)
    session.flush()
    if not booked_double:
        session.add(
            SlotClaim(
                slot_id=slots[0].id,
                kind="booked",
                patient_id=row.patient_id,
                resource_id=row.id,
                schedule=schedule,
                start=start,
                end=end,
            )
        )
        session.flush()
    return True


def _others(session: Session, schedule: str, start: datetime, end: datetime) -> Sequence[SlotClaim]:
    return session.scalars(
        select(SlotClaim).where(
            SlotClaim.schedule == schedule, SlotClaim.start < end, SlotClaim.end > start
        )
    ).all()


def _slots(session: Session, row: Resource) -> list[Slot]:
    """The appointment's slots of one schedule, the earliest first."""
    references = [] if row.removed else references_of(row.content.get("slot"))
    ids = [reference.removeprefix("Slot/") for reference in references]
    if not ids:
        return []
    found = session.scalars(select(Slot).where(Slot.fhir_id.in_(ids)).order_by(Slot.start)).all()
    return [slot for slot in found if slot.schedule == found[0].schedule]


def _service(row: Resource, bundle: ContractBundle) -> str | None:
    """The HealthcareService that the appointment is with: a participant, or its slot's."""
    participants = row.content.get("participant", [])
    found = service_of([reference_of(one.get("actor")) or "" for one in participants], bundle)
    if found is not None:
        return found
    for reference in references_of(row.content.get("slot")):
        schedule = bundle.resources.get(
            reference_of(bundle.resources.get(reference, {}).get("schedule")) or "", {}
        )
        found = service_of(
            [reference_of(actor) or "" for actor in schedule.get("actor", [])], bundle
        )
        if found is not None:
            return found
    return None
