"""Keeps an imported appointment's columns and its claim on a slot true to its content."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.bookings.models import SlotClaim
from backend.contracts.models import Appointment, Resource, Slot
from backend.contracts.view.records import instant, reference_of, references_of
from backend.fhir.bundle import ContractBundle

HOLDING_STATUSES = ("pending", "booked", "arrived", "checked-in", "fulfilled")
"""Statuses in which an appointment occupies its slot."""


def index_appointment(
    session: Session, patient_id: int, row: Resource, bundle: ContractBundle
) -> str | None:
    """Writes the appointment's columns and moves its claim to the slot that it names.

    Returns:
        what stands against it: the slot is claimed by somebody else. Nothing else can.
    """
    found = session.get(Appointment, row.id)
    if found is None:
        found = Appointment(resource_id=row.id, patient_id=patient_id, fhir_id=row.fhir_id)
        session.add(found)
    content = row.content
    found.version = row.version
    found.status = "entered-in-error" if row.removed else content["status"]
    found.start = instant(content, "start")
    found.end = instant(content, "end")
    found.service = _service(row, bundle)
    session.execute(delete(SlotClaim).where(SlotClaim.resource_id == row.id))
    slot = _slot(session, row)
    found.slot_id = slot.id if slot else None
    session.flush()
    if slot is None or found.status not in HOLDING_STATUSES:
        return None
    claim = session.scalar(select(SlotClaim).where(SlotClaim.slot_id == slot.id))
    if claim is not None:
        if claim.kind == "booked":
            return f"Slot/{slot.fhir_id} is already booked by another appointment"
        session.delete(claim)
        session.flush()
    session.add(
        SlotClaim(
            slot_id=slot.id,
            kind="booked",
            patient_id=patient_id,
            resource_id=row.id,
            schedule=slot.schedule,
            start=slot.start,
            end=slot.end,
        )
    )
    session.flush()
    return None


def _slot(session: Session, row: Resource) -> Slot | None:
    references = [] if row.removed else references_of(row.content.get("slot"))
    ids = [reference.removeprefix("Slot/") for reference in references]
    return session.scalar(select(Slot).where(Slot.fhir_id.in_(ids))) if ids else None


def _service(row: Resource, bundle: ContractBundle) -> str | None:
    """The HealthcareService that the appointment is with: a participant, or its slot's."""
    for participant in row.content.get("participant", []):
        actor = reference_of(participant.get("actor")) or ""
        if actor.startswith("HealthcareService/"):
            return actor.removeprefix("HealthcareService/")
    for reference in references_of(row.content.get("slot")):
        schedule = bundle.resources.get(
            reference_of(bundle.resources.get(reference, {}).get("schedule")) or "", {}
        )
        for actor in schedule.get("actor", []):
            found = reference_of(actor) or ""
            if found.startswith("HealthcareService/"):
                return found.removeprefix("HealthcareService/")
    return None
