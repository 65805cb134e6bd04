"""Writes a change: the resource's new version, the columns, and the rows that tell of it."""

from __future__ import annotations

from dataclasses import dataclass

from backend.bookings.models import BookingAudit, BookingChange, OutboxMessage
from backend.bookings.patient_times import PatientTimes
from backend.bookings.schemas import Operation
from backend.bookings.unit import Work
from backend.contracts import store
from backend.contracts.models import Slot
from backend.contracts.schemas import Appointment
from backend.contracts.view.records import Json, instant


@dataclass(frozen=True)
class New:
    """How the appointment is to be: its FHIR content, and the slot that it then has."""

    content: Json
    slot: Slot | None


def write_change(
    work: Work, operation: Operation, times: PatientTimes, appointment: Appointment, new: New
) -> BookingChange:
    """Everything that a change leaves behind but its claims, none of it without the rest."""
    session = work.session
    row, columns = times.rows[appointment.id], times.columns[appointment.id]
    change = BookingChange(
        resource_id=row.id,
        patient_id=work.who.patient_id,
        operation=operation.value,
        from_version=row.version,
        from_status=columns.status,
        from_slot_id=columns.slot_id,
        from_start=columns.start,
        actor=work.who.actor,
        at=work.now,
    )
    store.write_version(session, row, new.content, f"patient:{operation.value}", work.now)
    columns.version = change.to_version = row.version
    columns.status = change.to_status = new.content["status"]
    columns.start = change.to_start = instant(new.content, "start")
    columns.end = instant(new.content, "end")
    columns.slot_id = change.to_slot_id = new.slot.id if new.slot else None
    session.add(change)
    session.flush()
    session.add(_message(work, change, row.reference, times))
    audit(work, operation.value, row.reference, row.version)
    store.touch_contract(session, work.who.patient_id)
    session.flush()
    return change


def audit(work: Work, operation: str, resource: str | None, version: int | None = None) -> None:
    """Writes down who did what for whom."""
    work.session.add(
        BookingAudit(
            patient_id=work.who.patient_id,
            actor=work.who.actor,
            operation=operation,
            resource=resource,
            version=version,
            at=work.now,
        )
    )


def _message(
    work: Work, change: BookingChange, reference: str, times: PatientTimes
) -> OutboxMessage:
    """What the care's system needs to make the same change, and to book an interpreter."""
    return OutboxMessage(
        change_id=change.id,
        topic=f"appointment.{change.operation}",
        payload={
            "resource": reference,
            "version": change.to_version,
            "status": change.to_status,
            "from_slot": _slot_id(work, change.from_slot_id),
            "to_slot": _slot_id(work, change.to_slot_id),
            "interpreter": times.contract.person.interpreter,
        },
        created_at=work.now,
    )


def _slot_id(work: Work, slot_id: int | None) -> str | None:
    return work.session.get_one(Slot, slot_id).fhir_id if slot_id is not None else None
